"""What goes, what stays and what both cost, of the files as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from aeolus_cli.hibernation.bill import Bill, bill_of
from support.synthesized import synthesize_here
from support.terraform import ROOT


@pytest.fixture(scope="module")
def prod() -> Bill:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        patch.setattr("aeolus_cli.cost.subject.synthesize", synthesize_here)
        return bill_of("prod")


def test_what_goes_is_told_with_its_number(prod: Bill) -> None:
    assert {"1 broker", "2 load balancers", "3 NAT gateways"} <= set(prod.goes())
    assert "3 public addresses, others when it wakes" in prod.goes()


def test_what_holds_data_is_told_to_stay(prod: Bill) -> None:
    stays = prod.stays()
    assert "1 × database" in stays
    assert any(each.endswith("bucket with all its objects") for each in stays)
    assert not any("broker" in each for each in stays)


def test_a_stopped_prod_costs_a_small_part(prod: Bill) -> None:
    assert prod.stopped.total.expected < prod.running.total.expected / 20
    (line,) = [each for each in prod.lines() if "a month running" in each]
    assert f"${prod.running.total.expected:.2f} a month running (expected)" in line
    assert f"${prod.stopped.total.expected:.2f} while stopped" in line


def test_the_files_stay_as_they_are(prod: Bill) -> None:
    assert "hibernated" not in Path(ROOT / "config/environments/prod.yaml").read_text()

"""`aws_ebs_snapshot` and its copies: what they hold, at most their volume."""

from __future__ import annotations

import pytest

from aeolus_cost.figures import Figures
from aeolus_cost.usage.usage import Usage
from support.pricing import (
    assert_golden_testdata,
    components,
    money,
    monthly,
    priced,
    priced_testdata,
)

SNAPSHOT, COPY = "aws_ebs_snapshot", "aws_ebs_snapshot_copy"


@pytest.mark.parametrize("type_", [SNAPSHOT, COPY])
def test_golden(type_: str) -> None:
    assert_golden_testdata(type_)


@pytest.mark.parametrize("type_", [SNAPSHOT, COPY])
def test_at_most_the_whole_volume(type_: str) -> None:
    # ebs.snapshot: 0.05 × 40 GB
    assert monthly(priced_testdata(type_), f"{type_}.a") == money("2.00", "2.00", "2.00")


def test_usage_says_how_much_was_written() -> None:
    usage = Usage(totals={SNAPSHOT: {"storage_gb": Figures.same(8)}})
    # 0.05 × 8 GB
    cost = monthly(priced_testdata(SNAPSHOT, usage), f"{SNAPSHOT}.foreign")
    assert cost == money("0.40", "0.40", "0.40")


def test_of_a_volume_that_is_not_here_the_price_is_shown() -> None:
    line = components(priced_testdata(SNAPSHOT), f"{SNAPSHOT}.foreign")["Snapshot (standard)"]
    assert line.component.formula == "0 GB: the volume is not in this configuration"


def test_the_archive_tier_has_a_price_of_its_own() -> None:
    # ebs.snapshot_archive: 0.0125 × 40 GB
    assert monthly(priced_testdata(SNAPSHOT), f"{SNAPSHOT}.archived") == money(
        "0.50", "0.50", "0.50"
    )


def test_copies_of_each_other_end() -> None:
    snapshots = {
        "a": {"source_snapshot_id": "${aws_ebs_snapshot.b.id}"},
    }
    got = priced(
        {
            COPY: snapshots,
            SNAPSHOT: {"b": {"volume_id": "${aws_ebs_volume.c.id}"}},
            "aws_ebs_volume": {"c": {"snapshot_id": "${aws_ebs_snapshot_copy.a.id}"}},
        }
    )
    assert monthly(got, f"{COPY}.a") == money("0.00", "0.00", "0.00")

"""`aws_dlm_lifecycle_policy`: the snapshots that it keeps."""

from __future__ import annotations

from aeolus_cost.figures import Figures
from aeolus_cost.usage.usage import Usage
from support.pricing import assert_golden_testdata, money, monthly, priced_testdata

TYPE = "aws_dlm_lifecycle_policy"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


def test_snapshots_by_usage() -> None:
    usage = Usage(totals={TYPE: {"snapshot_gb": Figures.same(100)}})
    # ebs.snapshot: 0.05 × 100 GB
    assert monthly(priced_testdata(TYPE, usage), f"{TYPE}.daily") == money("5.00", "5.00", "5.00")

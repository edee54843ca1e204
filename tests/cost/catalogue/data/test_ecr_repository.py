"""`aws_ecr_repository`: the images it keeps."""

from __future__ import annotations

from aeolus_cost.figures import Figures
from aeolus_cost.usage.usage import Usage
from support.pricing import assert_golden_testdata, money, monthly, priced_testdata

TYPE = "aws_ecr_repository"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


def test_gigabytes_are_said_of_each_repository() -> None:
    usage = Usage(totals={TYPE: {"storage_gb": Figures.same(30)}})
    # KJC988R4J65BDMTQ: 0.10 × 30 GB = 3.00
    estimate = priced_testdata(TYPE, usage)
    assert monthly(estimate, f"{TYPE}.a") == money("3.00", "3.00", "3.00")
    assert monthly(estimate, f"{TYPE}.b") == money("3.00", "3.00", "3.00")

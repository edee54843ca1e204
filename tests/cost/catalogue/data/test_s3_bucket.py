"""`aws_s3_bucket`: storage and requests, of all buckets together."""

from __future__ import annotations

from aeolus_cost.figures import Figures
from aeolus_cost.usage.usage import Usage
from support.pricing import assert_golden_testdata, money, monthly, priced_testdata

TYPE = "aws_s3_bucket"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


def test_half_of_the_defaults_for_each_of_two_buckets() -> None:
    # s3.standard: 0.023 × 0.5 / 10 / 100 GB; s3.put_1k: 0.005 × 130 / 300 / 1500;
    # s3.get_1k: 0.0004 × 0 / 250 / 2500: 0.0115 + 0.65, 0.23 + 1.50 + 0.10, 2.30 + 7.50 + 1.00
    costs = monthly(priced_testdata(TYPE), f"{TYPE}.dags")
    assert costs == money("0.66", "1.83", "10.80")


def test_what_the_file_says_of_one_bucket() -> None:
    said = {"storage_gb": 1000, "put_requests": 100, "get_requests": 2000}
    usage = Usage(
        resources={f"{TYPE}.logs": {name: Figures.same(value) for name, value in said.items()}}
    )
    # 0.023 × 1000 GB = 23.00, 0.005 × 100 = 0.50, 0.0004 × 2000 = 0.80
    costs = monthly(priced_testdata(TYPE, usage), f"{TYPE}.logs")
    assert costs == money("24.30", "24.30", "24.30")

"""`aws_flow_log`: vended logs by the gigabyte."""

from __future__ import annotations

from support.pricing import assert_golden_testdata, money, monthly, priced_testdata

TYPE = "aws_flow_log"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


def test_what_is_written_bills_as_vended_logs() -> None:
    # GHRXAWYBWDN7X39F: 0.50 × 0.2, 1 and 10 GB
    assert monthly(priced_testdata(TYPE), f"{TYPE}.vpc") == money("0.10", "0.50", "5.00")


def test_a_log_to_a_bucket_is_reported_not_priced_as_one_to_cloudwatch() -> None:
    (left_out,) = priced_testdata(TYPE).unpriced
    assert (left_out.address, left_out.reason) == (
        f"{TYPE}.to_s3",
        "no rule for flow logs to s3: sources of the price disagree",
    )

"""`aws_iam_role_policy`, `aws_iam_policy`: free, but for the metrics they let somebody publish."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_cost.catalogue.operations.iam_policy import PUBLISH, allows
from support.pricing import assert_golden_testdata, money, monthly, priced_testdata

TYPE = "aws_iam_role_policy"


def allowing(**statement: Any) -> dict[str, Any]:
    return {"Statement": [{"Effect": "Allow", "Resource": "*", **statement}]}


@pytest.mark.parametrize("type_", [TYPE, "aws_iam_policy"])
def test_golden(type_: str) -> None:
    assert_golden_testdata(type_)


@pytest.mark.parametrize("label", ["publishes", "wild", "all_but_one", "of_this_stack"])
def test_who_may_publish_has_metrics_and_calls(label: str) -> None:
    # cloudwatch.custom_metric: 0.30 × 0, 10, 40 = 0, 3.00, 12.00
    # cloudwatch.put_metric_data: 0.01 × 43.8, 43.8, 200 thousand = 0.438, 0.438, 2.00
    assert monthly(priced_testdata(TYPE), f"{TYPE}.{label}") == money("0.44", "3.44", "14.00")


@pytest.mark.parametrize("label", ["reads", "denied"])
def test_who_may_not_has_nothing(label: str) -> None:
    assert f"{TYPE}.{label}" not in {
        each.resource.address for each in priced_testdata(TYPE).resources
    }


def test_a_policy_of_which_nothing_is_known_is_reported() -> None:
    assert [(each.address, each.reason) for each in priced_testdata(TYPE).unpriced] == [
        (
            f"{TYPE}.unknown",
            "policy is ${data.aws_iam_policy_document.a.json}, known only after apply",
        )
    ]


@pytest.mark.parametrize(
    "document",
    [
        allowing(Action="*"),
        allowing(Action=["s3:*", "CloudWatch:putMetricData"]),
        allowing(NotAction=["iam:*", "s3:*"]),
        {"Statement": {"Effect": "Allow", "Action": "cloudwatch:Put????icData"}},
    ],
)
def test_what_allows(document: Any) -> None:
    assert allows(document, PUBLISH)


@pytest.mark.parametrize(
    "document",
    [
        allowing(Action="cloudwatch:PutMetricAlarm"),
        allowing(NotAction="cloudwatch:*"),
        allowing(),
        {"Statement": ["Allow"]},
        {"Statement": []},
        {},
        [],
        None,
        "{",
    ],
)
def test_what_does_not_allow(document: Any) -> None:
    assert not allows(document, PUBLISH)

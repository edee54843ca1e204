"""What a call tells of itself for the conditions of policies."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_sandbox.authorization.context import context

NAMES = "route53:ChangeResourceRecordSetsNormalizedRecordNames"


@pytest.mark.parametrize(
    ("name", "normalized"),
    [
        ("a.example.com", "a.example.com"),
        ("_ACME-challenge.A.example.com.", "_acme-challenge.a.example.com"),
        ("*.example.com", "\\052.example.com"),
        ("\\052.example.com", "\\052.example.com"),
        ("a b.example.com", "a\\040b.example.com"),
    ],
)
def test_the_name_of_a_record_is_written_as_conditions_have_it(name: str, normalized: str) -> None:
    record = {"Action": "UPSERT", "ResourceRecordSet": {"Name": name, "Type": "TXT"}}
    given = {"ChangeBatch.Changes": [record]}
    assert context("route53", "ChangeResourceRecordSets", given.get)[NAMES] == [normalized]


def test_a_call_of_another_service_tells_nothing_of_records() -> None:
    given: dict[str, Any] = {"ChangeBatch.Changes": [], "Namespace": "Own"}
    assert context("cloudwatch", "PutMetricData", given.get) == {"cloudwatch:namespace": ["Own"]}
    assert context("ec2", "ChangeResourceRecordSets", given.get) == {}

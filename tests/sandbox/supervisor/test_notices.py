"""Who is called after which change."""

from __future__ import annotations

import pytest

from aeolus_sandbox.supervisor.notices import Notices

AT_ONCE = 0.0


def test_a_bell_rings_for_what_it_is_for() -> None:
    notices = Notices()
    network, databases = notices.bell({"ec2", "route53"}), notices.bell({"rds"})
    notices.called("ec2", "CreateSubnet")
    assert network.wait(AT_ONCE)
    assert not databases.wait(AT_ONCE)


def test_many_changes_ring_once() -> None:
    notices = Notices()
    bell = notices.bell({"ec2"})
    for _ in range(3):
        notices.called("ec2", "RunInstances")
    assert bell.wait(AT_ONCE)
    assert not bell.wait(AT_ONCE)


def test_a_change_while_nobody_waits_is_heard_later() -> None:
    notices = Notices()
    bell = notices.bell({"ec2"})
    notices.changed("ec2")
    assert bell.wait()


@pytest.mark.parametrize(
    "action",
    ["DescribeInstances", "GetRole", "ListTagsForResource", "HeadObject", "BatchGetItem", "Query"],
)
def test_who_only_looks_calls_nobody(action: str) -> None:
    notices = Notices()
    bell = notices.bell({"any"})
    notices.called("any", action)
    assert not bell.wait(AT_ONCE)


@pytest.mark.parametrize("action", ["PutMetricAlarm", "TerminateInstances", "GetSessionToken"])
def test_who_changes_something_does(action: str) -> None:
    notices = Notices()
    bell = notices.bell({"any"})
    notices.called("any", action)
    assert bell.wait(AT_ONCE)

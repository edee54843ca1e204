"""The health of a target, as a node has judged it from its answers to health checks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import pytest

from aeolus_sandbox.services.load_balancer.balancer import HealthCheck
from aeolus_sandbox.services.load_balancer.health import (
    FAILED,
    TIMEOUT,
    WELL,
    Judgement,
    Outcome,
    answered,
    joint,
    status_of,
)

CHECK = HealthCheck(healthy_threshold=3, unhealthy_threshold=2)


def judged(*outcomes: Outcome) -> Judgement:
    """Return what is held of a target after these checks."""
    return reduce(lambda held, outcome: held.after(outcome, CHECK), outcomes, Judgement())


@pytest.mark.parametrize(
    ("status", "matcher"), [(200, "200"), (302, "200,301-302"), (499, "200-499"), (301, "200, 301")]
)
def test_a_status_code_is_fine_that_is_in_the_matcher(status: int, matcher: str) -> None:
    assert answered(status, matcher) == WELL


@pytest.mark.parametrize(("status", "matcher"), [(404, "200"), (300, "200,301-302"), (20, "200")])
def test_another_is_told_by_its_number(status: int, matcher: str) -> None:
    outcome = answered(status, matcher)
    assert outcome.reason == "Target.ResponseCodeMismatch"
    assert outcome.description == f"Health checks failed with these codes: [{status}]"


@pytest.mark.parametrize(
    ("line", "status"),
    [(b"HTTP/1.1 204 No Content\r\n", 204), (b"HTTP/1.0 500\r\n", 500), (b"SSH-2.0-x", None)],
)
def test_an_answer_of_another_protocol_has_no_status(line: bytes, status: int | None) -> None:
    assert status_of(line) == status


@pytest.mark.parametrize(
    ("outcomes", "state", "reason"),
    [
        ([], "initial", "Elb.RegistrationInProgress"),
        ([FAILED], "initial", "Elb.InitialHealthChecking"),
        ([WELL], "healthy", None),
        ([FAILED, WELL], "healthy", None),
        ([FAILED, TIMEOUT], "unhealthy", "Target.Timeout"),
        ([WELL, FAILED], "healthy", None),
        ([WELL, FAILED, WELL, FAILED], "healthy", None),
        ([WELL, FAILED, FAILED], "unhealthy", "Target.FailedHealthChecks"),
        ([FAILED, FAILED, WELL, WELL], "unhealthy", "Target.FailedHealthChecks"),
        ([FAILED, FAILED, WELL, WELL, FAILED, WELL], "unhealthy", "Target.FailedHealthChecks"),
        ([FAILED, FAILED, WELL, WELL, WELL], "healthy", None),
    ],
)
def test_so_many_checks_in_a_row_change_what_is_held_but_for_the_first(
    outcomes: Sequence[Outcome], state: str, reason: str | None
) -> None:
    told = judged(*outcomes).told()
    assert (told.state, told.reason) == (state, reason)


def test_of_what_nodes_hold_the_best_is_told_once_all_have_judged() -> None:
    healthy, unhealthy = judged(WELL), judged(TIMEOUT, TIMEOUT)
    assert joint([unhealthy, healthy]).state == "healthy"
    assert joint([unhealthy, unhealthy]).reason == "Target.Timeout"
    assert joint([Judgement(), healthy]).reason == "Elb.RegistrationInProgress"
    assert joint([healthy, judged(FAILED)]).reason == "Elb.InitialHealthChecking"
    assert joint([]).reason == "Elb.RegistrationInProgress"

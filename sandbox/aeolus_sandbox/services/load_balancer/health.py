"""The health of a target, as a node has judged it from its answers to health checks.

Application Load Balancers User Guide, "Health checks for Application Load Balancer target groups".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aeolus_sandbox.api.observations import TargetHealth
from aeolus_sandbox.services.load_balancer.balancer import HealthCheck


@dataclass(frozen=True)
class Outcome:
    """How one check went: `reason` is empty when it went well, else one of the API's."""

    reason: str = ""
    description: str = ""

    @property
    def well(self) -> bool:
        """Whether the target is fine by it."""
        return not self.reason


WELL = Outcome()
TIMEOUT = Outcome("Target.Timeout", "Request timed out")
FAILED = Outcome("Target.FailedHealthChecks", "Health checks failed")


def answered(status: int, matcher: str) -> Outcome:
    """Return how a check went that was answered with a status code."""
    for part in matcher.split(","):
        low, _, high = part.strip().partition("-")
        if low.isdecimal() and int(low) <= status <= int(high or low):
            return WELL
    description = f"Health checks failed with these codes: [{status}]"
    return Outcome("Target.ResponseCodeMismatch", description)


def status_of(line: bytes) -> int | None:
    """Return the status code in the first line of an answer, None when it is none of HTTP."""
    found = re.match(rb"HTTP/1\.[01] (\d{3})\b", line)
    return int(found[1]) if found else None


# What the API tells of a target where no node may lead requests.
ELSEWHERE = TargetHealth(
    "unused",
    "Target.NotInUse",
    "Target is in an Availability Zone that is not enabled for the load balancer",
)


@dataclass(frozen=True)
class Judgement:
    """What a node holds of a target, and how many checks in a row went against it or as they do."""

    state: str = "initial"
    last: Outcome = WELL
    row: int = 0

    def after(self, outcome: Outcome, check: HealthCheck) -> Judgement:
        """Return what it holds after another check. The first that goes well makes it healthy."""
        row = self.row + 1 if self.row and outcome.well == self.last.well else 1
        if outcome.well:
            needed = 1 if self.state == "initial" else check.healthy_threshold
        else:
            needed = check.unhealthy_threshold
        state = ("healthy" if outcome.well else "unhealthy") if row >= needed else self.state
        return Judgement(state, outcome, row)

    def told(self) -> TargetHealth:
        """Return what the API tells of it."""
        match self.state:
            case "healthy":
                return TargetHealth("healthy")
            case "unhealthy":
                # It may have answered well since, but not often enough.
                last = FAILED if self.last.well else self.last
                return TargetHealth("unhealthy", last.reason, last.description)
            case _ if self.row:
                return TargetHealth(
                    "initial", "Elb.InitialHealthChecking", "Initial health checks in progress"
                )
            case _:
                return TargetHealth(
                    "initial",
                    "Elb.RegistrationInProgress",
                    "Target registration is in progress",
                )


def joint(judgements: Sequence[Judgement]) -> TargetHealth:
    """Return what the API tells of a target on which several nodes have judged.

    Nothing until all have, so that one that is healthy is so wherever a request comes in. Then the
    best: a zone that is cut off from others would else have all their targets replaced.
    """
    by_state = {each.state: each for each in judgements or [Judgement()]}
    order = ("initial", "healthy", "unhealthy")
    return next(by_state[state] for state in order if state in by_state).told()

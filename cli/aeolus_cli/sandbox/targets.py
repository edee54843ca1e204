"""How the targets of load balancers in an embedded region are."""

from __future__ import annotations

from collections import Counter

from pydantic import BaseModel, ConfigDict

from aeolus_sandbox.region import Region


class TargetsSeen(BaseModel):
    """How many targets of a group are in each state, with the reasons that are told."""

    model_config = ConfigDict(frozen=True)

    group: str
    states: dict[str, int]
    reasons: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """All of it in one line."""
        counts = ", ".join(f"{count} {state}" for state, count in sorted(self.states.items()))
        reasons = f" ({', '.join(self.reasons)})" if self.reasons else ""
        return f"{counts or 'no targets'}{reasons}"


def targets(region: Region) -> list[TargetsSeen]:
    """Return how the targets of each target group are, by name."""
    elbv2 = region.client("elbv2")
    groups = elbv2.describe_target_groups()["TargetGroups"]
    seen = []
    for group in sorted(groups, key=lambda one: str(one["TargetGroupName"])):
        answer = elbv2.describe_target_health(TargetGroupArn=group["TargetGroupArn"])
        told = [one["TargetHealth"] for one in answer["TargetHealthDescriptions"]]
        seen.append(
            TargetsSeen(
                group=group["TargetGroupName"],
                states=Counter(one["State"] for one in told),
                reasons=tuple(sorted({one["Reason"] for one in told if one.get("Reason")})),
            )
        )
    return seen

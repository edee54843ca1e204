"""Auto Scaling: a scaling policy reads back as it was put."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _complete(original: Callable[..., Any]) -> Callable[..., Any]:
    def put_scaling_policy(self: Any) -> Any:
        answer = original(self)
        policy = self.autoscaling_backend.policies[self._get_param("PolicyName")]
        policy.enabled = self._get_bool_param("Enabled", True)
        policy.predictive_scaling_configuration = policy.predictive_scaling_configuration or None
        return answer

    return put_scaling_policy


def _replacements() -> Sequence[Replacement]:
    from moto.autoscaling.responses import AutoScalingResponse

    return [Replacement(AutoScalingResponse, "put_scaling_policy", _complete)]


PATCH = Patch(
    name="autoscaling_policies",
    aws="a policy is enabled unless told otherwise, and predictive only when configured so",
    source="Amazon EC2 Auto Scaling API Reference, PutScalingPolicy",
    moto="omits Enabled and shows an empty PredictiveScalingConfiguration",
    replacements=_replacements,
)

"""Auto Scaling: desired capacity lies between a group's minimum and maximum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _refuse(message: str) -> None:
    from moto.autoscaling.exceptions import ValidationError

    raise ValidationError(message)


def _checked(original: Callable[..., Any]) -> Callable[..., Any]:
    def change(self: Any) -> Any:
        name = self._get_param("AutoScalingGroupName")
        group = self.autoscaling_backend.autoscaling_groups.get(name)

        def of(parameter: str, attribute: str) -> int | None:
            number: int | None = self._get_int_param(parameter)
            return number if number is not None else getattr(group, attribute, None)

        least, most = of("MinSize", "min_size"), of("MaxSize", "max_size")
        desired = self._get_int_param("DesiredCapacity")
        if least is not None and most is not None:
            if least > most:
                _refuse(f"Max bound, {most}, must be greater than or equal to min bound, {least}")
            if desired is not None and not least <= desired <= most:
                _refuse(
                    f"Desired capacity:{desired} must be between the specified min size:{least} "
                    f"and max size:{most}"
                )
        return original(self)

    return change


def _set(original: Callable[..., Any]) -> Callable[..., Any]:
    def set_desired_capacity(self: Any) -> Any:
        name = self._get_param("AutoScalingGroupName")
        desired = self._get_int_param("DesiredCapacity")
        group = self.autoscaling_backend.autoscaling_groups.get(name)
        if group is None:
            _refuse("AutoScalingGroup name not found - null")
        for bound, word, beyond in (
            (group.max_size, "above max", desired > group.max_size),
            (group.min_size, "below min", desired < group.min_size),
        ):
            if beyond:
                _refuse(
                    f"New SetDesiredCapacity value {desired} is {word} value {bound} "
                    "for the AutoScalingGroup."
                )
        return original(self)

    return set_desired_capacity


def _replacements() -> Sequence[Replacement]:
    from moto.autoscaling.responses import AutoScalingResponse

    return [
        Replacement(AutoScalingResponse, "create_auto_scaling_group", _checked),
        Replacement(AutoScalingResponse, "update_auto_scaling_group", _checked),
        Replacement(AutoScalingResponse, "set_desired_capacity", _set),
    ]


PATCH = Patch(
    name="autoscaling_limits",
    aws="refuses a desired capacity below the minimum or above the maximum, and such limits",
    source="Amazon EC2 Auto Scaling User Guide, Set scaling limits for your Auto Scaling group",
    moto="takes any",
    replacements=_replacements,
)

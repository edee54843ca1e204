"""EC2: an instance launched from a template has the template's profile and options."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _from_template(original: Callable[..., Any]) -> Callable[..., Any]:
    def run_instances(self: Any, *args: Any, **kwargs: Any) -> Any:
        template = kwargs.get("launch_template")
        if not template:
            return original(self, *args, **kwargs)
        data = self._get_template_from_args(template).data
        for name, value in _settings(data).items():
            kwargs[name] = kwargs.get(name) or value
        reservation = original(self, *args, **kwargs)
        if not (kwargs.get("iam_instance_profile_name") or kwargs.get("iam_instance_profile_arn")):
            _associate(self, data.get("IamInstanceProfile") or {}, reservation.instances)
        return reservation

    return run_instances


def _settings(data: dict[str, Any]) -> dict[str, Any]:
    """Return moto's names of what a launch may say too, and then says instead."""
    return {
        "metadata_options": data.get("MetadataOptions") or {},
        "instance_initiated_shutdown_behavior": data.get("InstanceInitiatedShutdownBehavior"),
        "instance_market_options": (data.get("InstanceMarketOptions") or {}).get("MarketType"),
    }


def _associate(backend: Any, profile: dict[str, Any], instances: list[Any]) -> None:
    for instance in instances if profile else ():
        backend.associate_iam_instance_profile(
            instance_id=instance.id,
            iam_instance_profile_name=profile.get("Name"),
            iam_instance_profile_arn=profile.get("Arn"),
        )


def _replacements() -> Sequence[Replacement]:
    from moto.ec2.models import EC2Backend

    return [Replacement(EC2Backend, "run_instances", _from_template)]


PATCH = Patch(
    name="ec2_launch_template_settings",
    aws="gives an instance its template's profile, metadata options, and shutdown behaviour",
    source="Amazon EC2 API Reference, RequestLaunchTemplateData",
    moto="gives it none of them, so that it has no role, and answers IMDSv1",
    replacements=_replacements,
)

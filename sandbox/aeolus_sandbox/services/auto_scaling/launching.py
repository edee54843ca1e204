"""Launches an instance for a group."""

from __future__ import annotations

from collections import Counter
from typing import Any

from . import templates
from .templates import Purchase

# Reserved tags: whose instance it is, and what it was launched from.
_GROUP_TAG = "aws:autoscaling:groupName"


def launch(moto: Any, zone: str, wanted: int) -> Any:
    """Return moto's new instance for its group in a zone. What EC2 refuses is raised."""
    chosen = templates.purchase(moto.mixed_instances_policy, _present(moto), wanted)
    config = moto.launch_config if moto.ec2_launch_template is None else None
    reservation = moto.ec2_backend.run_instances(
        moto.image_id,
        1,
        moto.user_data,
        moto.security_groups,
        instance_type=chosen.instance_type or moto.instance_type,
        is_instance_type_default=False,
        tags={"instance": _tags(moto)},
        placement=zone,
        region_name=moto.region,
        subnet_id=_subnet(moto, zone),
        launch_config=config,
        associate_public_ip=config.associate_public_ip_address if config else None,
        **_of_template(moto, chosen),
    )
    [instance] = reservation.instances
    instance.autoscaling_group = moto
    return instance


def _present(moto: Any) -> list[tuple[str, bool]]:
    return [
        (state.instance_type, getattr(state.instance, "lifecycle", None) == "spot")
        for state in moto.instance_states
        if not state.lifecycle_state.startswith("Terminating")
    ]


def _of_template(moto: Any, chosen: Purchase) -> dict[str, Any]:
    if moto.ec2_launch_template is None:
        return {}
    current = templates.current(moto)
    template = {key: current[key] for key in ("LaunchTemplateId", "Version")}
    market = {"instance_market_options": "spot"} if chosen.spot else {}
    return {"launch_template": template, **market}


def _tags(moto: Any) -> dict[str, str]:
    tags: dict[str, str] = {**moto.instance_tags, **moto.get_propagated_tags()}
    tags[_GROUP_TAG] = moto.name
    if moto.ec2_launch_template is not None:
        current = templates.current(moto)
        tags["aws:ec2launchtemplate:id"] = current["LaunchTemplateId"]
        tags["aws:ec2launchtemplate:version"] = current["Version"]
    return tags


def _subnet(moto: Any, zone: str) -> str | None:
    """Return the group's subnet in the zone, the one with the fewest of its instances."""
    if not moto.vpc_zone_identifier:
        return None
    load = Counter(getattr(state.instance, "subnet_id", None) for state in moto.instance_states)
    ids: list[str] = [each.strip() for each in moto.vpc_zone_identifier.split(",")]
    here = [each for each in ids if moto.ec2_backend.get_subnet(each).availability_zone == zone]
    return min(here, key=lambda each: load[each])

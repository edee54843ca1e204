"""Scaling activities in the words of AWS.

EC2 Auto Scaling User Guide, "Verify a scaling activity for an Auto Scaling group".
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from aeolus_sandbox.api.scaling import Activity


def begun(
    moto: Any,
    verb: str,
    instance_id: str | None,
    cause: str,
    zone: str,
    subnet: str | None,
    place: str = "",
) -> Activity:
    """Return an activity that begins now: `Launching a new` or `Terminating` an instance.

    `place` is ` into warm pool` or ` from warm pool` where it is about one.
    """
    moment = datetime.now(UTC)
    details = {"Availability Zone": zone, **({"Subnet ID": subnet} if subnet else {})}
    return Activity(
        auto_scaling_group_name=moto.name,
        auto_scaling_group_arn=moto.arn,
        description=f"{verb} EC2 instance{place}" + (f": {instance_id}" if instance_id else ""),
        cause=f"At {moment.strftime('%Y-%m-%dT%H:%M:%SZ')} {cause}.",
        start_time=moment,
        details=json.dumps(details),
    )

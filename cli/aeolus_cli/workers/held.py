"""Holds of groups of workers: until when, in people's words, and the tag that keeps it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from aeolus_cli.aws.auto_scaling import groups_with, tags_of
from aeolus_cli.errors import UserError
from aeolus_scaling.hold import Hold, hold_of
from aeolus_tags import ENVIRONMENT_TAG, GROUP_TAG, HOLD_TAG, ROLE_TAG

CLOCK = "%H:%M"
FORMS = (CLOCK, "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M%z")


def moment(
    text: str, now: datetime, zoned: Callable[[datetime], datetime] = datetime.astimezone
) -> datetime:
    """Return the moment that a text such as `18:00`, which is today's, tells, with its zone.

    `now` is by the clock of who wrote the text; `zoned` gives a time of that clock its zone, by
    default this machine's. Raises UserError for what is no time, and for one that has passed: that
    tomorrow's is meant is not for a program to guess.
    """
    found = _read(text, now.date())
    if found is None:
        raise UserError(
            f"--until {text!r} is no time",
            cure="write one such as 18:00, 2026-12-01T18:00 or 2026-12-01T18:00+01:00",
        )
    found = found if found.tzinfo else zoned(found)
    if found <= now:
        tomorrow = now.date() + timedelta(days=1)
        raise UserError(
            f"--until {text}: it is {now.isoformat(' ', 'minutes')}, that has passed",
            cure=f"write the day of a later one, too, such as {tomorrow}T{found:%H:%M}",
        )
    return found


def _read(text: str, today: date) -> datetime | None:
    for form in FORMS:
        with contextlib.suppress(ValueError):
            found = datetime.strptime(text, form)
            return datetime.combine(today, found.time()) if form == CLOCK else found
    return None


def holds(autoscaling: Any, environment: str, now: datetime) -> dict[str, Hold]:
    """Return the holds of an environment that last, by group; `autoscaling` is boto3's client.

    A tag that cannot be read holds nothing, here as on the masters. Raises ClientError.
    """
    found: dict[str, Hold] = {}
    for group in groups_with(autoscaling, {ENVIRONMENT_TAG: environment, ROLE_TAG: "worker"}):
        tags = tags_of(group)
        with contextlib.suppress(ValueError):
            hold = hold_of(tags.get(HOLD_TAG, ""))
            if hold.until > now:
                found[tags.get(GROUP_TAG, "")] = hold
    return dict(sorted(found.items()))


def told(hold: Hold) -> str:
    """Return a hold in words."""
    workers = f"{hold.workers} worker{'' if hold.workers == 1 else 's'}"
    return f"at least {workers} until {hold.end}"


def put(autoscaling: Any, name: str, hold: Hold) -> None:
    """Let the Auto Scaling group `name` be held. Raises ClientError."""
    tag = {"Key": HOLD_TAG, "Value": str(hold), "PropagateAtLaunch": False}
    autoscaling.create_or_update_tags(Tags=[tag | _whose(name)])


def end(autoscaling: Any, name: str) -> None:
    """Let the Auto Scaling group `name` be held no longer. Raises ClientError."""
    autoscaling.delete_tags(Tags=[{"Key": HOLD_TAG, **_whose(name)}])


def _whose(name: str) -> dict[str, str]:
    return {"ResourceId": name, "ResourceType": "auto-scaling-group"}

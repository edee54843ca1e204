"""How the web entrance of an environment is reached from this machine."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from aeolus_cli.errors import UserError
from aeolus_cli.target import SANDBOX_STATE, project_root
from aeolus_sandbox import region as regions
from aeolus_sandbox.supervisor.seen import DoorSeen

from .entrance import Door, Entrance

HTTPS = 443


def entrance(environment: str, url: str, *, sandbox: bool, verify: bool) -> Entrance:
    """Return the web entrance of `environment` at `url`. Raises UserError where no way leads."""
    if not sandbox:
        return Entrance(url, verify=verify)
    region = regions.running(environment, project_root() / SANDBOX_STATE)
    here = door_to(url, region.doors())
    if here is None:
        raise UserError(
            f"nothing on this machine leads to {url}",
            cure="`aeolus sandbox status` shows what does",
        )
    host, port = here.rsplit(":", 1)
    return Entrance(url, door=Door(host, int(port), region.authorities), verify=verify)


def door_to(url: str, doors: Sequence[DoorSeen]) -> str | None:
    """Return the address on this machine of what serves `url`, if there is one.

    A door goes by an address, or by a load balancer's own name, to which the domain in `url` is an
    alias: then it is the one that speaks HTTPS, as an environment shows the internet no other.
    """
    asked = urlsplit(url)
    port = asked.port or HTTPS
    found = [door for door in doors if (door.protocol, door.port) == ("HTTPS", port)]
    named = [door for door in found if door.host == asked.hostname]
    return next((door.here for door in (*named, *found)), None)

"""Findings of checkov that are meant, each with its reason.

`make check` fails on any finding that no line here covers, and on any line that covers nothing.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Suppression:
    """One of checkov's checks, on the resources where it is not to be followed.

    `resource_type` is Terraform's; `path` is a pattern in the manner of a shell's (`*`, `?`) for
    the construct path below the stack, such as `storage/load_balancer_logs/*`.
    """

    check_id: str
    resource_type: str
    reason: str
    path: str = "*"


SUPPRESSIONS: tuple[Suppression, ...] = ()

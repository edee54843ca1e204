"""What a deployed environment tells its users."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Output:
    """A Terraform output: a value, or the expression that yields it, and what it is."""

    value: str
    description: str


Outputs = dict[str, Output]
"""Named `<thing>_<attribute>`, as in terraform-aws-modules."""

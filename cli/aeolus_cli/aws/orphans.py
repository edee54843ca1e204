"""Resources that carry an environment's tag and that its state does not know.

A deploy that was killed may have created what it could no longer record.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .arns import Arn, parse_arn
from .deletions import delete_command

Declared = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""Terraform type → address → body, of what is configured and not in the state."""

_NAMES = ("name", "identifier", "replication_group_id", "function_name", "group_name", "alarm_name")
_PREFIXES = ("name_prefix", "bucket_prefix", "identifier_prefix")


@dataclass(frozen=True)
class Tagged:
    """A resource that carries the environment's tag: its ARN, and its `Name` tag, if any."""

    arn: str
    name: str = ""


@dataclass(frozen=True)
class Orphan:
    """A resource outside the state, and the addresses at which Terraform lacks one like it."""

    arn: Arn
    candidates: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its ARN, as text."""
        return self.arn.text

    @property
    def cure(self) -> str:
        """What to run: an import where the place is clear, else the choice; or a delete."""
        if len(self.candidates) == 1:
            return f"terraform import '{self.candidates[0]}' '{self.arn.import_id}'"
        if self.candidates:
            places = " or ".join(self.candidates)
            return f"terraform import ADDRESS '{self.arn.import_id}', ADDRESS one of {places}"
        types = self.arn.kind.types if self.arn.kind else ()
        command = delete_command(types[0], self.arn.import_id) if types else None
        return command or f"not in the configuration: delete {self.arn.text}"


def orphans(
    tagged: Iterable[Tagged], recorded: Collection[tuple[str, str]], missing: Declared
) -> list[Orphan]:
    """Return those of `tagged` that no state records, by ARN.

    `recorded` pairs a Terraform type with each id, name and ARN that the state has of it. What
    AWS makes on behalf of another resource, such as the instances of a group, is left to that.
    """
    found = []
    for each in sorted(set(tagged), key=lambda each: each.arn):
        arn = parse_arn(each.arn)
        types = arn.kind.types if arn.kind else ()
        if any((type_, id_) in recorded for type_ in types for id_ in (arn.text, arn.import_id)):
            continue
        declared = {
            address: body
            for type_ in types
            for address, body in missing.get(type_, {}).items()
            if arn.kind and arn.kind.importable
        }
        # A volume without a place in the configuration is the root of some instance.
        if arn.kind and (arn.kind.of_its_owner or (types == ("aws_ebs_volume",) and not declared)):
            continue
        alike = [address for address, body in declared.items() if _matches(body, each, arn)]
        found.append(Orphan(arn, tuple(sorted(alike or declared))))
    return found


def _matches(body: Mapping[str, Any], tagged: Tagged, arn: Arn) -> bool:
    """Return whether a declared resource has this one's name, or begins it."""
    tail = re.split(r"[:/]", arn.import_id)[-1]
    if tagged.name and body.get("tags", {}).get("Name") == tagged.name:
        return True
    if any(body.get(key) in (tail, arn.import_id) for key in _NAMES):
        return True
    named = [f"/{body[key]}/" for key in _NAMES if body.get(key)]
    if any(name in arn.text for name in named):
        return True
    return any(body.get(key) and tail.startswith(body[key]) for key in _PREFIXES)

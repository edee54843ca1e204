"""What a call tells of itself for the condition keys of its service.

Service Authorization Reference, "Condition keys for …" of each service.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from aeolus_sandbox.authorization.resources import Parameter

Context = Mapping[str, Sequence[str]]
_OCTAL = re.compile(r"\\([0-7]{3})")
_PLAIN = re.compile(r"[^a-z0-9_.-]")


def context(service: str, operation: str, given: Parameter) -> Context:
    """Return the values of the condition keys that a call has, beside those of every call."""
    find = _FINDERS.get(f"{service}:{operation}")
    return find(given) if find else {}


def _metrics(given: Parameter) -> Context:
    namespace = given("Namespace")
    return {"cloudwatch:namespace": [str(namespace)]} if namespace else {}


def _record_sets(given: Parameter) -> Context:
    changes: Sequence[Mapping[str, Any]] = given("ChangeBatch.Changes") or ()
    sets = [change["ResourceRecordSet"] for change in changes]
    key = "route53:ChangeResourceRecordSets"
    return {
        f"{key}NormalizedRecordNames": [_normalized(str(each["Name"])) for each in sets],
        f"{key}RecordTypes": [str(each["Type"]) for each in sets],
        f"{key}Actions": [str(change["Action"]) for change in changes],
    }


def _normalized(name: str) -> str:
    """Return a name as conditions have it (Amazon Route 53 Developer Guide, "Using IAM policy
    conditions for fine-grained access control")."""
    meant = _OCTAL.sub(lambda found: chr(int(found[1], 8)), name).lower().removesuffix(".")
    return _PLAIN.sub(lambda found: f"\\{ord(found[0]):03o}", meant)


_FINDERS: Mapping[str, Callable[[Parameter], Context]] = {
    "cloudwatch:PutMetricData": _metrics,
    "route53:ChangeResourceRecordSets": _record_sets,
}

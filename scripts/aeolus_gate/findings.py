"""What checkov found, told by construct, and which of it the suppressions cover. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from aeolus_constructs.suppressions import Suppression


@dataclass(frozen=True)
class Finding:
    """A check that failed on one block of one environment's Terraform JSON."""

    environment: str
    check_id: str
    check_name: str
    resource_type: str
    path: str

    def __str__(self) -> str:
        """Return one line for the person who has to act on it."""
        where = f"{self.environment}: {self.path} ({self.resource_type})"
        return f"{where}: {self.check_id} {self.check_name}"


@dataclass(frozen=True)
class Verdict:
    """Findings to act on, and suppressions to remove because they cover nothing any more."""

    failures: Sequence[Finding]
    stale: Sequence[Suppression]
    suppressed: int


def findings(
    report: Mapping[str, Any], synthesized: Mapping[str, Mapping[str, Any]]
) -> Iterator[Finding]:
    """Return each failed check of checkov's JSON report.

    `synthesized` holds the Terraform JSON per environment. Raises ValueError when the report does
    not cover one of these, or names a block that is not there: a scan that read nothing has
    nothing to say.
    """
    passed, failed = report["results"]["passed_checks"], report["results"]["failed_checks"]
    unread = set(synthesized) - {_environment(record) for record in [*passed, *failed]}
    if unread or report["results"]["parsing_errors"]:
        raise ValueError(f"checkov could not read the stack of {', '.join(sorted(unread)) or '?'}")
    for record in failed:
        environment = _environment(record)
        resource_type, path = _block(synthesized[environment], record["resource"])
        yield Finding(environment, record["check_id"], record["check_name"], resource_type, path)


def judge(found: Iterable[Finding], suppressions: Sequence[Suppression]) -> Verdict:
    """Split what was found into what is suppressed and what is not."""
    found = sorted(set(found), key=str)
    failures = [each for each in found if not any(covers(line, each) for line in suppressions)]
    stale = [line for line in suppressions if not any(covers(line, each) for each in found)]
    return Verdict(failures, stale, len(found) - len(failures))


def covers(suppression: Suppression, finding: Finding) -> bool:
    """True when the suppression is about this check, this type and this construct."""
    return (
        suppression.check_id == finding.check_id
        and suppression.resource_type == finding.resource_type
        and fnmatchcase(finding.path, suppression.path)
    )


def _environment(record: Mapping[str, Any]) -> str:
    """Return the stack's folder, as in `/prod/cdk.tf.json`."""
    return str(record["file_path"]).strip("/").split("/")[0]


def _block(document: Mapping[str, Any], address: str) -> tuple[str, str]:
    """Return type and construct path of a block that checkov calls `[[data.]TYPE.|resource.]NAME`.

    cdktf makes names from construct paths, so a name is that of one block only.
    """
    *kind, name = address.split(".")
    if kind == ["provider"]:
        return "provider", name
    for section in ("resource", "data"):
        for resource_type, blocks in document.get(section, {}).items():
            if name in blocks and (resource_type in kind or kind in (["resource"], ["data"])):
                path = blocks[name]["//"]["metadata"]["path"]
                return resource_type, str(path).partition("/")[2]
    raise ValueError(f"checkov reports on {address}, which is not in the Terraform JSON")

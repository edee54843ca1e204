"""Every policy of a rendered stack, held against AWS's reference without asking AWS.

IAM accepts much that never works: an action on a resource that it does not know is never
allowed, and a condition that a request never has never holds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from support.iam_reference import Action, action
from support.render import Rendered

ACCOUNT = "123456789012"
ARNS = {
    "aws_cloudwatch_log_group": f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:x",
    "aws_db_instance": f"arn:aws:rds:us-east-1:{ACCOUNT}:db:x",
    "aws_dynamodb_table": f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/x",
    "aws_ebs_volume": f"arn:aws:ec2:us-east-1:{ACCOUNT}:volume/x",
    "aws_eip": f"arn:aws:ec2:us-east-1:{ACCOUNT}:elastic-ip/x",
    "aws_elasticache_replication_group": (
        f"arn:aws:elasticache:us-east-1:{ACCOUNT}:replicationgroup:x"
    ),
    "aws_iam_role": f"arn:aws:iam::{ACCOUNT}:role/x",
    "aws_kms_key": f"arn:aws:kms:us-east-1:{ACCOUNT}:key/x",
    "aws_lambda_function": f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:x",
    "aws_s3_bucket": "arn:aws:s3:::x",
    "aws_secretsmanager_secret": f"arn:aws:secretsmanager:us-east-1:{ACCOUNT}:secret:x",
    "aws_sns_topic": f"arn:aws:sns:us-east-1:{ACCOUNT}:x",
    "aws_sqs_queue": f"arn:aws:sqs:us-east-1:{ACCOUNT}:x",
}
"""What the ARN of a Terraform resource looks like once it exists."""

OWN_POLICIES = {
    "aws_kms_key": "kms",
    "aws_s3_bucket_policy": "s3",
    "aws_secretsmanager_secret_policy": "secretsmanager",
    "aws_sns_topic_policy": "sns",
    "aws_sqs_queue_policy": "sqs",
}
"""Policies of a resource speak of its own service only."""

ASTERISK_IS_ITSELF = {"aws_kms_key", "aws_vpc_endpoint"}
"""In a key policy the asterisk is the key, in an endpoint's what is reached through it."""

OPERATOR = re.compile(
    r"((ForAllValues|ForAnyValue):)?"
    r"(String(Not)?(Equals(IgnoreCase)?|Like)|Arn(Not)?(Equals|Like)|Bool|Null"
    r"|(Numeric|Date)((Not)?Equals|(Less|Greater)Than(Equals)?)|(Not)?IpAddress)"
    r"(IfExists)?"
)


@dataclass(frozen=True)
class Document:
    """A policy in an argument of a resource."""

    type_: str
    name: str
    statements: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Finding:
    """What is wrong with a statement, and where it is."""

    where: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


def documents(rendered: Rendered) -> Iterator[Document]:
    """Yield each policy of a stack, whatever resource and argument holds it."""
    for type_, named in rendered.get("resource", {}).items():
        for name, body in named.items():
            for value in body.values():
                if isinstance(value, str) and '"Statement"' in value:
                    yield Document(type_, name, tuple(json.loads(value)["Statement"]))


def lint(rendered: Rendered) -> list[Finding]:
    """Return what is wrong with the policies of a stack."""
    return [
        Finding(f"{document.type_}.{document.name}[{number}]", why)
        for document in documents(rendered)
        for number, statement in enumerate(document.statements)
        for why in _statement(document.type_, statement)
    ]


def _statement(type_: str, statement: dict[str, Any]) -> Iterator[str]:
    resources = [resolved(each) for each in statement.get("Resource", [])]
    known: list[Action] = []
    for name in statement["Action"]:
        if "*" in name:
            if statement["Effect"] == "Allow" and not _only_bounds(type_, statement):
                yield f"{name}: a wildcard, which grants what nobody has thought of"
            continue
        found = action(name)
        if found is None:
            yield f"{name}: AWS knows no such action"
        else:
            known.append(found)
            yield from _action(type_, found, resources)
            yield from _conditions(found, statement.get("Condition", {}))
        own = OWN_POLICIES.get(type_)
        if own and not name.startswith(f"{own}:"):
            yield f"{name}: is not of {own}, whose resource holds the policy"
    for resource in resources:
        if resource != "*" and known and not any(each.fits(resource) for each in known):
            yield f"{resource}: is nothing that any action of the statement can have"


def _only_bounds(type_: str, statement: dict[str, Any]) -> bool:
    """True where a wildcard grants nothing, as each action also needs a policy that does.

    That is so for the account in a key policy (AWS KMS Developer Guide, "Default key policy"),
    and in an endpoint's policy, which has to say who or what may pass to be of any use.
    """
    if type_ == "aws_vpc_endpoint":
        return "Condition" in statement
    root = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
    return type_ == "aws_kms_key" and statement["Principal"] == root


def _action(type_: str, found: Action, resources: list[str]) -> Iterator[str]:
    if type_ == "aws_iam_role":
        return  # A role's trust policy has no resource: it is the role's own.
    if not found.arns and "*" not in resources:
        yield f"{found.name}: can be granted on * alone, never on {resources}"
    if found.arns and "*" in resources and type_ not in ASTERISK_IS_ITSELF:
        yield f"{found.name}: on *, where it could be on {' or '.join(found.arns)}"
    if found.arns and "*" not in resources and not any(map(found.fits, resources)):
        yield f"{found.name}: not on {resources}, but on {' or '.join(found.arns)}"


def _conditions(found: Action, conditions: dict[str, dict[str, Any]]) -> Iterator[str]:
    for operator, keys in conditions.items():
        if not OPERATOR.fullmatch(operator):
            yield f"{operator}: AWS knows no such operator"
        for key in keys:
            if not found.knows(key):
                yield f"{key}: no request for {found.name} has this condition key"


def resolved(resource: str) -> str:
    """Return a resource with ARNs for expressions; other expressions become `x`.

    Raises KeyError for the ARN of a type that is not in `ARNS`.
    """
    whole = re.sub(r"\$\{(\w+)\.[\w-]+\.arn\}", lambda found: ARNS[found[1]], resource)
    return re.sub(r"\$\{.*?\}", "x", whole)

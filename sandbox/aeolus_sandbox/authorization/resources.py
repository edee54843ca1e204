"""Which resources a call of an API acts on, as policies name them.

Service Authorization Reference, "Resource types defined by …" of each service.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# A parameter of the call by its name; None when it is not given.
Parameter = Callable[[str], Any]


@dataclass(frozen=True)
class Place:
    """The account and region of a call."""

    account_id: str
    region: str

    def arn(self, service: str, rest: str) -> str:
        """Return the ARN of a resource here."""
        return f"arn:aws:{service}:{self.region}:{self.account_id}:{rest}"


def resources(
    place: Place, service: str, action: str, given: Parameter, path: str = ""
) -> Sequence[str] | None:
    """Return the ARNs of what a call acts on; None where that is not known here.

    `service` is the prefix of its actions in policies. `*` is every resource: what actions that
    look at all of a kind are judged by.
    """
    if find := _FINDERS.get(service):
        found = find(place, given, path)
        return [one for one in found if one] or None
    looks = action.startswith("Describe") and service in ("ec2", "autoscaling")
    return ["*"] if looks else None


def _secret(place: Place, given: Parameter, _path: str) -> Sequence[str]:
    names = given("SecretIdList") or [given("SecretId") or given("Name")]
    return [_secret_arn(place, str(name)) for name in names if name]


def _secret_arn(place: Place, name: str) -> str:
    from moto.secretsmanager.models import secretsmanager_backends

    if name.startswith("arn:"):
        return name
    secrets: Mapping[str, Any] = secretsmanager_backends[place.account_id][place.region].secrets
    held = secrets.get(name)
    # Of one that is not there, the six characters that would end its ARN are not known.
    return str(held.arn) if held else place.arn("secretsmanager", f"secret:{name}-??????")


def _parameter(place: Place, given: Parameter, _path: str) -> Sequence[str]:
    names = given("Names") or [given("Name") or given("Path")]
    return [place.arn("ssm", f"parameter/{str(name).lstrip('/')}") for name in names if name]


def _table(place: Place, given: Parameter, _path: str) -> Sequence[str]:
    steps = [step for item in given("TransactItems") or () for step in item.values()]
    names = [*(given("RequestItems") or ()), *(step["TableName"] for step in steps)]
    index = given("IndexName")
    end = f"/index/{index}" if index else ""
    return [_table_arn(place, str(name)) + end for name in names or [given("TableName")] if name]


def _table_arn(place: Place, name: str) -> str:
    return name if name.startswith("arn:") else place.arn("dynamodb", f"table/{name}")


def _log(place: Place, given: Parameter, _path: str) -> Sequence[str]:
    group, stream = given("logGroupName"), given("logStreamName") or ""
    return [place.arn("logs", f"log-group:{group}:log-stream:{stream}")] if group else []


def _queue(place: Place, given: Parameter, _path: str) -> Sequence[str]:
    name = str(given("QueueUrl") or given("QueueName") or "").rpartition("/")[2]
    return [place.arn("sqs", name)] if name else []


def _topic(place: Place, given: Parameter, _path: str) -> Sequence[str]:
    name = given("Name")
    return [given("TopicArn") or given("TargetArn") or (place.arn("sns", name) if name else "")]


def _function(place: Place, _given: Parameter, path: str) -> Sequence[str]:
    found = re.search(r"/functions/([^/?]+)", path)
    name = found[1] if found else ""
    return [name if name.startswith("arn") else place.arn("lambda", f"function:{name}")] * bool(
        name
    )


def _zone(_place: Place, _given: Parameter, path: str) -> Sequence[str]:
    found = re.search(r"/(hostedzone|change|healthcheck)/([^/?]+)", path)
    # Of no region and no account.
    return [f"arn:aws:route53:::{found[1]}/{found[2]}"] if found else []


_FINDERS: Mapping[str, Callable[[Place, Parameter, str], Sequence[str]]] = {
    "dynamodb": _table,
    "lambda": _function,
    "logs": _log,
    "route53": _zone,
    "secretsmanager": _secret,
    "sns": _topic,
    "sqs": _queue,
    "ssm": _parameter,
}

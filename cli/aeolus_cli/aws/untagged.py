"""Resources that no tag finds: each is looked for where the configuration has it.

Only of types that AWS or the provider refuses to create twice; what is put, such as a bucket's
policy, needs no cure.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from botocore.exceptions import ClientError

from .clients import Clients
from .orphans import Declared
from .references import Known

Keys = Mapping[str, str]


@dataclass(frozen=True)
class Untagged:
    """What exists, is declared at `address`, and is not in the state."""

    address: str
    import_id: str

    @property
    def name(self) -> str:
        """What it is called."""
        return f"{self.address.split('.')[0]} {self.import_id}"

    @property
    def cure(self) -> str:
        """The command that takes it in."""
        return f"terraform import '{self.address}' '{self.import_id}'"


def _alias(clients: Clients, keys: Keys) -> bool:
    pages = clients.kms.get_paginator("list_aliases").paginate()
    return any(alias["AliasName"] == keys["name"] for page in pages for alias in page["Aliases"])


def _permission(clients: Clients, keys: Keys) -> bool:
    policy = clients.awslambda.get_policy(FunctionName=keys["function_name"])["Policy"]
    return any(each.get("Sid") == keys["statement_id"] for each in json.loads(policy)["Statement"])


def _route(clients: Clients, keys: Keys) -> bool:
    tables = clients.ec2.describe_route_tables(RouteTableIds=[keys["route_table_id"]])
    return any(
        route.get("DestinationCidrBlock") == keys["destination_cidr_block"]
        for table in tables["RouteTables"]
        for route in table["Routes"]
    )


def _association(clients: Clients, keys: Keys) -> bool:
    tables = clients.ec2.describe_route_tables(RouteTableIds=[keys["route_table_id"]])
    return any(
        association.get("SubnetId") == keys["subnet_id"]
        for table in tables["RouteTables"]
        for association in table["Associations"]
    )


def _record(clients: Clients, keys: Keys) -> bool:
    answer = clients.route53.list_resource_record_sets(
        HostedZoneId=keys["zone_id"],
        StartRecordName=keys["name"],
        StartRecordType=keys["type"],  # type: ignore[arg-type]
        MaxItems="1",
    )
    return any(
        (each["Name"].rstrip("."), each["Type"]) == (keys["name"], keys["type"])
        for each in answer["ResourceRecordSets"]
    )


def _profile(clients: Clients, keys: Keys) -> bool:
    return bool(clients.iam.get_instance_profile(InstanceProfileName=keys["name"]))


def _schedule(clients: Clients, keys: Keys) -> bool:
    return bool(clients.scheduler.get_schedule(Name=keys["name"], GroupName=keys["group_name"]))


def _stopped(clients: Clients, keys: Keys) -> bool:
    """Tell whether an instance is stopped: the provider would wait for it to be available first."""
    found = clients.rds.describe_db_instances(DBInstanceIdentifier=keys["identifier"])
    return found["DBInstances"][0]["DBInstanceStatus"] == "stopped"


_KINDS: dict[str, tuple[str, Callable[[Clients, Keys], bool]]] = {
    "aws_iam_instance_profile": ("{name}", _profile),
    "aws_kms_alias": ("{name}", _alias),
    "aws_lambda_permission": ("{function_name}/{statement_id}", _permission),
    "aws_rds_instance_state": ("{identifier}", _stopped),
    "aws_route": ("{route_table_id}_{destination_cidr_block}", _route),
    "aws_route_table_association": ("{subnet_id}/{route_table_id}", _association),
    "aws_route53_record": ("{zone_id}_{name}_{type}", _record),
    "aws_scheduler_schedule": ("{group_name}/{name}", _schedule),
}
"""Terraform type → what `terraform import` takes, of its attributes (AWS provider, "Import"
sections), and whether AWS has one with those."""


def untagged(clients: Clients, missing: Declared, known: Known) -> list[Untagged]:
    """Return those of `missing` that exist all the same.

    Left out is what lies in something that is not known yet, such as a route of a table that is
    itself to be imported to a place that a person must choose.
    """
    found = []
    for type_, (import_id, exists) in _KINDS.items():
        for address, body in sorted(missing.get(type_, {}).items()):
            keys = {key: text for key in body if (text := known.resolve(body[key])) is not None}
            try:
                name = import_id.format_map(keys)
            except KeyError:
                continue
            if _there(exists, clients, keys):
                found.append(Untagged(address, name))
    return found


def _there(exists: Callable[[Clients, Keys], bool], clients: Clients, keys: Keys) -> bool:
    try:
        return exists(clients, keys)
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if "NotFound" in code or code in ("NoSuchEntity", "NoSuchHostedZone"):
            return False
        raise

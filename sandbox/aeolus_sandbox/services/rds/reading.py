"""Reads DB instances from the RDS, EC2 and Secrets Manager APIs, as their servers need them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from aeolus_sandbox.api.patches.rds_status import wanted
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.services.rds.database import Database, Parameter, Site, Unsupported

Answer = Mapping[str, Any]


class Reader:
    """Asks the API; `client` returns a boto3 client by a service's name.

    `held` returns moto's own DB instance, for the password, which the API never tells, and the
    status that it was told to have.
    """

    def __init__(self, client: Callable[[str], Any], held: Callable[[str], Any]) -> None:
        """Ask nothing yet."""
        self._rds, self._ec2, self._secrets = map(client, ("rds", "ec2", "secretsmanager"))
        self._held = held
        self._class = cache(self._asked_class)

    def databases(self) -> list[Database | Unsupported]:
        """Return every DB instance."""
        pages = self._rds.get_paginator("describe_db_instances").paginate()
        return [self._one(told) for page in pages for told in page["DBInstances"]]

    def database(self, resource: str) -> Database | None:
        """Return a DB instance as it is now; None when it is gone, going, or cannot run here."""
        one = next((one for one in self.databases() if one.resource == resource), None)
        return one if isinstance(one, Database) and not one.deleting else None

    def _one(self, told: Answer) -> Database | Unsupported:
        try:
            return self._database(told)
        except SandboxError as error:
            deleting = told["DBInstanceStatus"] == "deleting"
            names = told["DbiResourceId"], told["DBInstanceIdentifier"]
            return Unsupported(*names, str(error), deleting)

    def _database(self, told: Answer) -> Database:
        identifier = told["DBInstanceIdentifier"]
        _check(told)
        sites = self._sites(told)
        if told["AvailabilityZone"] not in sites:
            raise SandboxError(
                f"{identifier}: no subnet of its subnet group is in {told['AvailabilityZone']}: "
                f"take one of {', '.join(sorted(sites))}"
            )
        status = wanted(self._held(identifier))
        deleting = status == "deleting"
        group = told["DBParameterGroups"][0]["DBParameterGroupName"]
        endpoint = told["Endpoint"]
        return Database(
            resource=told["DbiResourceId"],
            id=identifier,
            arn=told["DBInstanceArn"],
            host=endpoint["Address"],
            port=endpoint["Port"],
            site=sites[told["AvailabilityZone"]],
            standby=sites.get(told.get("SecondaryAvailabilityZone", "")),
            security_groups=[one["VpcSecurityGroupId"] for one in told["VpcSecurityGroups"]],
            public=told.get("PubliclyAccessible", False),
            name=told.get("DBName", ""),
            user=told["MasterUsername"],
            password="" if deleting else self._password(told),
            parameter_group=group,
            parameters=self._parameters(group),
            variables={
                **self._class(told["DBInstanceClass"]),
                "AllocatedStorage": told["AllocatedStorage"] * 2**30,
                "EndPointPort": endpoint["Port"],
                "TrueIfReplica": 0,
            },
            major=int(told["EngineVersion"].split(".")[0]),
            stopped=status == "stopped",
            deleting=deleting,
        )

    def _sites(self, told: Answer) -> dict[str, Site]:
        """Return a place in each zone that the instance may stand in."""
        if group := told.get("DBSubnetGroup"):
            listed = [
                Site(one["SubnetAvailabilityZone"]["Name"], one["SubnetIdentifier"])
                for one in group["Subnets"]
            ]
        else:
            asked = [{"Name": "default-for-az", "Values": ["true"]}]
            found = self._ec2.describe_subnets(Filters=asked)["Subnets"]
            listed = [Site(one["AvailabilityZone"], one["SubnetId"]) for one in found]
        return {site.zone: site for site in reversed(listed)}

    def _password(self, told: Answer) -> str:
        if secret := told.get("MasterUserSecret"):
            answer = self._secrets.get_secret_value(SecretId=secret["SecretArn"])
            return str(json.loads(answer["SecretString"])["password"])
        # As moto keeps it; reading the attribute itself is not allowed.
        return str(vars(self._held(told["DBInstanceIdentifier"]))["_master_user_password"])

    def _parameters(self, group: str) -> dict[str, Parameter]:
        """Return the values of a parameter group; AWS's own have nothing but defaults."""
        if group.startswith("default."):
            return {}
        pages = self._rds.get_paginator("describe_db_parameters").paginate(
            DBParameterGroupName=group
        )
        return {
            one["ParameterName"]: Parameter(
                one["ParameterValue"], one.get("ApplyMethod") != "pending-reboot"
            )
            for page in pages
            for one in page["Parameters"]
            if "ParameterValue" in one
        }

    def _asked_class(self, name: str) -> Mapping[str, int]:
        """Return the variables that follow from an instance class, as EC2 has its type."""
        filters = [{"Name": "instance-type", "Values": [name.removeprefix("db.")]}]
        found = self._ec2.describe_instance_types(Filters=filters)["InstanceTypes"]
        if not found:
            raise SandboxError(f"no instance class {name} is known: take db.t4g.micro")
        return {
            "DBInstanceClassMemory": found[0]["MemoryInfo"]["SizeInMiB"] * 2**20,
            "DBInstanceVCPU": found[0]["VCpuInfo"]["DefaultVCpus"],
        }


def _check(told: Answer) -> None:
    """Raise SandboxError about what does not run here."""
    identifier = told["DBInstanceIdentifier"]
    if told["Engine"] != "postgres":
        raise SandboxError(f"{identifier}: {told['Engine']} does not run here: take postgres")
    if told.get("DBClusterIdentifier"):
        raise SandboxError(f"{identifier}: clusters do not run here: take an instance of its own")
    if told.get("ReadReplicaSourceDBInstanceIdentifier"):
        raise SandboxError(f"{identifier}: read replicas do not run here: ask their source")

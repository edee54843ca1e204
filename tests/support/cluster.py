"""prod in an embedded region whose machines run, and what tests ask of it."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from aeolus_agent.secrets import FIRST_USER
from aeolus_cli.aws.auto_scaling import in_warm_pools
from aeolus_cli.dags.airflow_api import FINISHED, Airflow, Run
from aeolus_cli.dags.entrance import Entrance
from aeolus_cli.dags.follow import known
from aeolus_cli.dags.place import outputs_of
from aeolus_cli.dags.reach import entrance
from aeolus_cli.dags.run import log_in
from aeolus_cli.errors import UserError
from aeolus_cli.sandbox.answers import Answer, answers
from aeolus_cli.scheduler.lease import LeaseOf, lease_of
from aeolus_cli.target import Target, in_sandbox
from aeolus_sandbox.machines.inside import Result
from aeolus_sandbox.region import Region
from aeolus_tags import ROLE_TAG
from support.machines import needs_machines, until
from support.project import Project

NAME = "prod"
DAGS = Path(__file__).parents[1] / "cluster/dags"
LIMIT_S = 120.0
"""For a script in a machine."""
on_the_cluster = [pytest.mark.sandbox, pytest.mark.cluster, needs_machines]
"""Marks of a test that asks the machines that one boot of prod has made."""


@dataclass(frozen=True)
class Cluster:
    """prod, deployed and up, from a project of its own."""

    project: Project
    region: Region

    def run(self, *arguments: str) -> str:
        """Return what `aeolus` says; it must succeed."""
        status, output = self.project.run(*arguments)
        assert status == 0, output
        return output

    @cached_property
    def target(self) -> Target:
        """prod, as commands have it."""
        with contextlib.chdir(self.project.root):
            return in_sandbox(NAME, Console(quiet=True))

    @cached_property
    def lease(self) -> LeaseOf:
        """The scheduler's lease, as commands read it: a command each time takes a processor."""
        return lease_of(self.target)

    @cached_property
    def outputs(self) -> dict[str, Any]:
        """What the deploy told."""
        return dict(outputs_of(self.target))

    def entrance(self) -> Entrance:
        """Return the web entrance, as anybody reaches it."""
        with contextlib.chdir(self.project.root):
            return entrance(NAME, self.outputs["web_url"], sandbox=True, verify=True)

    def airflow(self) -> Airflow:
        """Return Airflow, as the first user who has logged in sees it.

        One of two masters may be gone or only just there: its load balancer answers for it then.
        """
        made: list[Airflow] = []

        def lets_in() -> bool:
            with contextlib.chdir(self.project.root), contextlib.suppress(UserError):
                made.append(log_in(self.target, sandbox=True, verify=True))
            return bool(made)

        until(lets_in, "the entrance lets one in")
        return made[0]

    def password(self) -> str:
        """Return the first user's password, from where the deploy says it is."""
        manager = self.region.client("secretsmanager")
        found = manager.get_secret_value(SecretId=self.outputs["admin_password_secret"])
        return str(found["SecretString"])

    def token(self) -> str:
        """Return what the first user is given for a login."""
        asked = {"username": FIRST_USER, "password": self.password()}
        return str(self.entrance().ask("POST", "/auth/token", body=asked).body["access_token"])

    def instances(self, role: str) -> list[dict[str, Any]]:
        """Return what EC2 says of the instances of a role that run."""
        filters = [
            {"Name": "instance-state-name", "Values": ["running"]},
            {"Name": f"tag:{ROLE_TAG}", "Values": [role]},
        ]
        ec2 = self.region.client("ec2")
        pages = ec2.get_paginator("describe_instances").paginate(Filters=filters)
        return [
            instance
            for page in pages
            for reservation in page["Reservations"]
            for instance in reservation["Instances"]
        ]

    def ids(self, *roles: str) -> list[str]:
        """Return the ids of the instances of some roles that run; of all without a role."""
        asked = roles or ("master", "worker")
        return [each["InstanceId"] for role in asked for each in self.instances(role)]

    def inside(self, instance: str, script: str, told: str = "") -> str:
        """Return what a script of bash prints in a machine, where it is root and is told a text."""
        entry = self.region.entry(instance, "bash", "-c", script)
        return Result.of(entry.command, stdin=told, limit_s=LIMIT_S).stdout.strip()

    def workers(self) -> list[dict[str, Any]]:
        """Return what `aeolus workers list` says."""
        told = self.run("workers", "list", NAME, "--sandbox", "--json")
        found: list[dict[str, Any]] = json.loads(told[told.index("[") :])
        return found

    def console(self, instance: str) -> str:
        """Return all that an instance has printed on its console, even when it is off or gone."""
        here = self.region.directory
        logs = here / "machines" / instance / "console.log", here / "consoles" / f"{instance}.log"
        return "".join(log.read_text(errors="replace") for log in logs if log.exists())

    @contextlib.contextmanager
    def without_grace(self) -> Iterator[None]:
        """Let every instance be as if it had long been in service: it is replaced at once.

        Not for longer than that takes: an instance that boots would be replaced, too.
        """
        autoscaling = self.region.client("autoscaling")
        groups = autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"]
        before = {each["AutoScalingGroupName"]: each["HealthCheckGracePeriod"] for each in groups}

        def be(graces: Mapping[str, int]) -> None:
            for name, grace in graces.items():
                autoscaling.update_auto_scaling_group(
                    AutoScalingGroupName=name, HealthCheckGracePeriod=grace
                )

        be(dict.fromkeys(before, 0))
        try:
            yield
        finally:
            be(before)

    def await_said(self, instance: str, words: str) -> None:
        """Return when these words are on an instance's console."""
        until(lambda: words in self.console(instance), f"{instance} says {words!r}")

    def status(self) -> list[Answer]:
        """Return what each instance's agent says of it."""
        return answers(self.region)

    def await_healthy(self, wanted: int = 4, limit_s: float = 600) -> None:
        """Return when so many instances are there, and every daemon of each does its work."""
        told: list[str] = []

        def healthy() -> bool:
            waiting = in_warm_pools(self.region.client("autoscaling"))
            seen = [each for each in self.status() if each.node.id not in waiting]
            told[:] = [f"{each.node.id}: {each.told}" for each in seen]
            return len(seen) >= wanted and all(each.healthy for each in seen)

        try:
            until(healthy, f"{wanted} nodes are healthy", limit_s, pause_s=3)
        except AssertionError as error:
            raise AssertionError("\n".join([str(error), *told])) from None

    def journals(self) -> Iterator[str]:
        """Yield what each instance's agent says of it, and what its daemons wrote last."""
        script = "journalctl --output=short --unit='a*' --priority=info --lines=60 --no-pager"
        for each in self.status():
            said = "out of reach"
            with contextlib.suppress(Exception):
                said = self.inside(each.node.id, script)
            yield f"{each.node.id}: {each.told}\n{said}"

    def push(self, folder: Path) -> str:
        """Push a folder of DAGs; return its version."""
        told = self.run("dags", "push", NAME, str(folder), "--sandbox", "--json")
        version: str = json.loads(told[told.index("{") :])["version"]
        return version


def triggered(airflow: Airflow, dag: str, **conf: object) -> Run:
    """Start a run of a DAG, once Airflow has read it."""
    known(airflow, dag, version=None, patient=True)
    return airflow.trigger(dag, conf)


def succeeded(airflow: Airflow, run: Run, limit_s: float = 600) -> bool:
    """Tell whether a run, once it has ended, was a success.

    Airflow may have no answer meanwhile: its database fails over, or its entrance does.
    """
    ended: list[Run] = []
    told = "nobody has answered yet"

    def has_ended() -> bool:
        nonlocal told
        try:
            ended[:] = [airflow.run(run)]
            told = str(airflow.tasks(run))
        except UserError as error:
            told = f"{error}; before that, {told.rpartition('; before that, ')[2]}"
        return bool(ended) and ended[0].state in FINISHED

    try:
        until(has_ended, f"{run.run_id} ends", limit_s)
    except AssertionError as error:
        raise AssertionError(f"{error}; last, {told}") from None
    return ended[0].state == "success"

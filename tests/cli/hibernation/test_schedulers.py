"""Schedulers are halted by the units that start them, and failover does not look for another."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from aeolus_cli.aws.run_command import RunCommand
from aeolus_cli.errors import UserError
from aeolus_cli.hibernation import schedulers
from aeolus_cli.hibernation.schedulers import COUNT, US, Schedulers, release, schedulers_of
from aeolus_lease.record import Control
from support.environments import environment


class Ssm:
    """Systems Manager: what a command prints on each instance, by its place; None fails."""

    class exceptions:
        InvalidInstanceId = type("InvalidInstanceId", (Exception,), {})
        InvocationDoesNotExist = type("InvocationDoesNotExist", (Exception,), {})

    def __init__(self, *printed: str | None) -> None:
        self.printed = list(printed)
        self.sent: list[tuple[list[str], str]] = []

    def send_command(self, **asked: Any) -> dict[str, Any]:
        if "i-lost" in asked["InstanceIds"]:
            raise self.exceptions.InvalidInstanceId
        self.sent.append((asked["InstanceIds"], asked["Parameters"]["commands"][0]))
        return {"Command": {"CommandId": "c-1"}}

    def get_command_invocation(self, **asked: Any) -> dict[str, Any]:
        said = self.printed.pop(0)
        if said is None:
            return {"Status": "Failed", "StandardErrorContent": "a\nthe broker does not answer\n"}
        return {"Status": "Success", "StandardOutputContent": said}


class Lease:
    """What operators want, as the table holds it."""

    def __init__(self, control: Control) -> None:
        self.control = control

    def read(self) -> Any:
        return SimpleNamespace(control=self.control)

    def wish(self, *, paused: bool, by: str) -> None:
        self.control = Control(paused=paused, by=by)


def of(ssm: Ssm, lease: Lease | None = None, *nodes: str) -> Schedulers:
    given: Any = lease
    run = RunCommand(ssm, lambda _: None)
    return Schedulers(nodes or ("i-1", "i-2"), "a.service", "a.service b.service", run, given)


def test_all_are_halted_at_once_and_the_broker_is_counted_when_they_are() -> None:
    ssm = Ssm("3\n", "3\n")
    assert of(ssm).halt() == 3
    assert ssm.sent == [(["i-1", "i-2"], f"systemctl stop a.service && {COUNT}")]


def test_failover_is_paused_meanwhile_and_goes_on_with_them() -> None:
    lease = Lease(Control())
    found = of(Ssm("0", "0", "", ""), lease)
    found.halt()
    assert (lease.control.paused, lease.control.by) == (True, US)
    found.resume()
    assert not lease.control.paused


def test_a_pause_of_an_operator_stays_his() -> None:
    lease = Lease(Control(paused=True, by="ada"))
    found = of(Ssm("0", "0", "", ""), lease)
    found.halt()
    found.resume()
    assert (lease.control.paused, lease.control.by) == (True, "ada")
    given: Any = lease
    release(given)
    assert lease.control.paused


def test_one_that_cannot_be_reached_or_cannot_count_is_told() -> None:
    with pytest.raises(UserError, match="not all of i-1, i-lost can be reached"):
        of(Ssm(), None, "i-1", "i-lost").halt()
    with pytest.raises(UserError) as error:
        of(Ssm("0", None)).halt()
    assert error.value.message == "aeolus stop on i-2: Failed"
    assert error.value.details == ("a", "the broker does not answer")


class Ec2:
    def __init__(self, role: str, *instances: str) -> None:
        self.role, self.instances = role, instances

    def get_paginator(self, _operation: str) -> Ec2:
        return self

    def paginate(self, Filters: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        asked = {each["Name"]: each["Values"] for each in Filters}
        assert asked["tag:aeolus:role"] == [self.role]
        assert asked["instance-state-name"] == ["running"]
        yield {"Reservations": [{"Instances": [{"InstanceId": each} for each in self.instances]}]}


def target(base: str, ec2: Ec2, **changes: Any) -> Any:
    described = environment(base, {key.replace("__", "."): value for key, value in changes.items()})
    return SimpleNamespace(environment=described, clients=SimpleNamespace(ec2=ec2, ssm=None))


@pytest.mark.parametrize(
    ("base", "role", "mode", "stops", "starts", "leased"),
    [
        ("cluster", "master", "active_standby", "aeolus-lease", "aeolus-lease", True),
        ("cluster", "master", "active_active", "aeolus-lease", "aeolus-lease scheduler", False),
        ("single_node", "single_node", None, "scheduler", "scheduler", False),
    ],
)
def test_who_starts_a_scheduler_is_halted(
    monkeypatch: pytest.MonkeyPatch,
    base: str,
    role: str,
    mode: str | None,
    stops: str,
    starts: str,
    leased: bool,
) -> None:
    monkeypatch.setattr(schedulers, "lease_of", lambda found: "the lease")
    changes = {"masters__scheduler_mode": mode} if mode else {}
    found = schedulers_of(target(base, Ec2(role, "i-2", "i-1"), **changes))
    units = [
        each.replace("airflow-", "").replace(".service", "") for each in (found.stops, found.starts)
    ]
    assert (found.nodes, units) == (["i-1", "i-2"], [stops, starts])
    assert bool(found.lease) is leased


def test_where_no_master_runs_nobody_tells_what_is_queued() -> None:
    with pytest.raises(UserError) as error:
        schedulers_of(target("cluster", Ec2("master")))
    assert error.value.message == "no master of staging runs: nobody tells what is queued"
    assert "aeolus stop staging --force" in error.value.cure

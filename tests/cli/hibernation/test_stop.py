"""What `aeolus stop` and `start` do, in which order, and what they leave alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from aeolus_cli.errors import UserError
from aeolus_cli.hibernation import start as starting
from aeolus_cli.hibernation import stop as stopping
from aeolus_cli.main import app
from aeolus_cli.target import Target
from aeolus_cli.terraform.workspace import Recorded
from aeolus_cost.errors import CostError
from support.shipped import FOLDER, shipped

BALANCERS = {
    "aws_lb.web": {"arn": "web", "enable_deletion_protection": True},
    "aws_lb.execution": {"arn": "execution", "enable_deletion_protection": False},
}
DATABASE = {"aws_db_instance.metastore": {"identifier": "aeolus-prod-metastore"}}


class World:
    """All that the two commands touch; what is done is kept in order."""

    def __init__(self, root: Path) -> None:
        self.root, self.done = root, list[str]()
        self.recorded = Recorded({**BALANCERS, **DATABASE}, frozenset())
        self.empty = False
        self.busy = False
        self.costs = True

    def target(self, *_: Any, **__: Any) -> Any:
        workspace = SimpleNamespace(
            synth=lambda **_: None, init=lambda: None, recorded=lambda: self.recorded
        )
        elbv2 = SimpleNamespace(
            modify_load_balancer_attributes=lambda LoadBalancerArn, Attributes: self.done.append(
                f"unprotect {LoadBalancerArn}"
            )
        )
        rds = SimpleNamespace(
            describe_db_instances=lambda **_: {"DBInstances": [{"DBInstanceStatus": "available"}]}
        )
        clients = SimpleNamespace(elbv2=elbv2, rds=rds, scheduler=None, autoscaling=None)
        return Target(shipped("prod"), workspace, clients)  # type: ignore[arg-type]

    def deploy(self, _found: Any) -> Any:
        self.done.append(f"deploy, hibernated {self.says()}")
        return SimpleNamespace(seconds=1.0, as_json=lambda: {"environment": "prod"})

    def says(self) -> bool:
        return "hibernated: true" in self.file.read_text()

    @property
    def file(self) -> Path:
        return self.root / "config/environments/prod.yaml"

    @contextmanager
    def proven(self, wait: bool) -> Iterator[None]:
        if self.busy:
            raise UserError("prod is at work:")
        self.done.append(f"prove, wait {wait}")
        yield

    def groups(self, *_: Any) -> Any:
        return SimpleNamespace(
            are_empty=lambda: self.empty, empty=lambda: self.done.append("empty groups")
        )

    def bill(self, _environment: str) -> Any:
        if not self.costs:
            raise CostError("no prices of eu-north-9", cure="aeolus prices refresh")
        total = SimpleNamespace(total=SimpleNamespace(expected=1))
        return SimpleNamespace(
            lines=lambda: ["it costs"], goes=list, stays=list, running=total, stopped=total
        )


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    (tmp_path / "cdktf.json").write_text("{}")
    (tmp_path / "config/environments").mkdir(parents=True)
    world = World(tmp_path)
    world.file.write_text((FOLDER / "prod.yaml").read_text())
    monkeypatch.chdir(tmp_path)
    for module in (stopping, starting):
        monkeypatch.setattr(module, "target", world.target)
        monkeypatch.setattr(module, "deploy", world.deploy)
        monkeypatch.setattr(module, "require_terraform", lambda: None)
        monkeypatch.setattr(module, "require_cdktf", lambda _: None)
    proof = SimpleNamespace(proven=world.proven)
    fakes: dict[str, Any] = {
        "Groups": world.groups,
        "Idleness": lambda *_: proof,
        "log_in": lambda *_, **__: None,
        "schedulers_of": lambda _: None,
        "bill_of": world.bill,
        "adopt_stopped": lambda *_: world.done.append("adopt"),
    }
    for name, fake in fakes.items():
        monkeypatch.setattr(stopping, name, fake)
    monkeypatch.setattr(starting, "wake", lambda *_: world.done.append("wake"))
    released = lambda _: world.done.append("release failover")  # noqa: E731
    monkeypatch.setattr(starting, "release_failover", released)
    return world


def aeolus(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, arguments, input=typed)


AFTER_THE_GROUPS = ["unprotect web", "adopt", "deploy, hibernated True"]


def test_idle_is_proven_before_groups_go_and_terraform_comes_last(world: World) -> None:
    result = aeolus("stop", "prod", typed="y\n")
    assert result.exit_code == 0, result.output
    assert world.done == ["prove, wait False", "empty groups", *AFTER_THE_GROUPS]
    assert "it costs" in result.output


def test_nothing_is_touched_without_a_yes(world: World) -> None:
    assert aeolus("stop", "prod", typed="n\n").exit_code == 1
    assert (world.done, world.says()) == ([], False)


def test_nothing_is_touched_while_it_is_at_work(world: World) -> None:
    world.busy = True
    result = aeolus("stop", "prod", "--yes")
    assert result.exit_code == 2
    assert "prod is at work" in result.output
    assert (world.done, world.says()) == ([], False)


def test_by_force_nobody_is_asked(world: World) -> None:
    world.busy = True
    assert aeolus("stop", "prod", "--yes", "--force").exit_code == 0
    assert world.done == ["empty groups", *AFTER_THE_GROUPS]


def test_one_whose_nodes_are_gone_already_is_gone_on_with(world: World) -> None:
    world.empty = True
    assert aeolus("stop", "prod", "--yes").exit_code == 0
    assert world.done == AFTER_THE_GROUPS


def test_one_that_is_not_deployed_is_told(world: World) -> None:
    world.recorded = Recorded({}, frozenset())
    for command in (["stop", "prod", "--yes"], ["start", "prod"]):
        result = aeolus(*command)
        assert result.exit_code == 2
        assert "nothing of prod is deployed" in result.output
    assert world.done == []


def test_where_prices_are_not_known_it_is_stopped_all_the_same(world: World) -> None:
    world.costs = False
    result = aeolus("stop", "prod", "--yes", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["monthly_usd"] is None


def test_the_database_is_woken_before_the_file_is_changed_and_deployed(world: World) -> None:
    aeolus("stop", "prod", "--yes")
    world.done.clear()
    result = aeolus("start", "prod", "--json")
    assert result.exit_code == 0, result.output
    assert world.done == ["wake", "release failover", "deploy, hibernated False"]
    assert json.loads(result.stdout)["hibernated"] is False


def test_a_start_may_be_repeated(world: World) -> None:
    for _ in range(2):
        assert aeolus("start", "prod", "--json").exit_code == 0
    assert world.done[-1] == "deploy, hibernated False"

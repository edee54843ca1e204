"""The text that GitHub and GitLab draw."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from aeolus_cli.main import app
from aeolus_cli.topology.mermaid import block, mermaid, quoted
from aeolus_cli.topology.picture import Crew, Edge, Node, Picture, Place, Shape
from support.synthesized import copy_stacks

PRIVATE = Place("private", "Private subnets")
PICTURE = Picture(
    "test",
    places=(PRIVATE,),
    crews=(Crew("crew", "private", ("a", "b")),),
    nodes=(
        Node("internet", Shape.OUTSIDE, ("Internet",)),
        Node("a", Shape.MACHINES, ("masters", "2 × m7g.large"), "private"),
        Node("b", Shape.MACHINES, ("workers",), "private"),
        Node("db", Shape.STORE, ("metastore",)),
    ),
    edges=(
        Edge("internet", "a", "443"),
        Edge("crew", "db", "5432"),
        Edge("b", "internet", "", by_network=False),
    ),
)


def test_a_picture_is_a_flowchart() -> None:
    assert mermaid(PICTURE).splitlines() == [
        "flowchart TB",
        '  n0(["Internet"])',
        '  n3[("metastore")]',
        '  subgraph p0["Private subnets"]',
        '    n1[["masters<br/>2 × m7g.large"]]',
        '    n2[["workers"]]',
        '    c0(("each<br/>machine"))',
        "    n1 --- c0",
        "    n2 --- c0",
        "  end",
        '  n0 -->|"443"| n1',
        '  c0 --->|"5432"| n3',
        "  n2 -.-> n0",
    ]


def test_in_markdown_it_is_a_block_of_its_own() -> None:
    assert block(PICTURE).startswith("```mermaid\nflowchart TB\n")
    assert block(PICTURE).endswith("\n```\n")


def test_no_name_can_be_taken_for_syntax() -> None:
    evil = 'x"]; click n0 "javascript:alert(1)"\n```\n<img src=x>`%%{init}%%'
    text = quoted(evil)
    assert not set(text) & set('"[]()<>`%{}\n=')
    assert text.startswith("x#34;#93;#59; click n0 #34;javascript:alert#40;1#41;")


def test_the_command_draws_any_stack_and_tells_what_its_lines_mean(tmp_path: Path) -> None:
    file = tmp_path / "shop.tf.json"
    file.write_text(json.dumps({"resource": {"aws_lb": {"web": {"internal": True}}}}))
    shown = CliRunner().invoke(app, ["preview", "topology", str(file)]).output
    assert shown.startswith("**shop**\n\n```mermaid\n")
    assert 'n0{{"aws_lb.web<br/>load balancer, internal"}}' in shown.replace("#95;", "_")
    assert "Solid lines are rules of security groups" in shown


def test_without_a_name_all_environments_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aeolus_cli.cost.subject.synthesize", copy_stacks)
    shown = CliRunner().invoke(app, ["preview", "topology"]).output
    assert [line for line in shown.splitlines() if line.startswith("**")] == [
        "**dev**",
        "**prod**",
        "**staging**",
    ]


def test_an_unknown_environment_is_told() -> None:
    result = CliRunner().invoke(app, ["preview", "topology", "no-such-environment"])
    assert result.exit_code == 2
    assert "no-such-environment" in result.output

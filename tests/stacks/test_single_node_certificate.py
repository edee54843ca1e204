"""Who signs a single node's certificate: the node is told, may prove its name; people are told."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_agent.description import Acme
from support.environments import environment
from support.grants import granted
from support.node_user_data import nodes
from support.policy_lint import lint
from support.render import Rendered
from support.shipped import render_environment

DIRECTORY = "https://acme.example.com/directory"
SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:web-a1b2c3"


def render(base: str, **changes: Any) -> Rendered:
    """Return the stack of a base with changes under `web`."""
    return render_environment(environment(base, {f"web.{key}": v for key, v in changes.items()}))


def test_a_node_is_told_of_its_authority_and_may_prove_its_name() -> None:
    stack = render("acme", acme={"email": "team@example.com", "directory_url": DIRECTORY})
    (single,) = nodes(stack).values()
    assert single.acme == Acme("team@example.com", DIRECTORY, "Z0123456789ABCDEFGHIJ")
    assert single.lasting is not None
    assert single.lasting.web_name == "airflow.example.com"
    assert "route53:ChangeResourceRecordSets" in granted(stack, "airflow_single-node_role")
    assert lint(stack) == []


def test_by_default_it_is_lets_encrypt() -> None:
    (single,) = nodes(render("acme")).values()
    assert single.acme is not None
    assert single.acme.directory_url == "https://acme-v02.api.letsencrypt.org/directory"


def test_a_node_that_names_none_is_told_of_none_and_touches_no_zone() -> None:
    stack = render("single_node", domain="a.example.com", hosted_zone_id="Z0123456789ABCDEFGHIJ")
    (single,) = nodes(stack).values()
    assert single.acme is None
    assert not any(each.startswith("route53:") for each in granted(stack, "airflow_single-node"))


@pytest.mark.parametrize(
    ("base", "changes", "rings"),
    [
        ("single_node", {}, False),
        ("acme", {}, True),
        ("single_node", {"domain": "a.example.com", "certificate_secret_arn": SECRET}, True),
    ],
)
def test_one_that_somebody_must_renew_rings_before_it_ends(
    base: str, changes: dict[str, Any], rings: bool
) -> None:
    alarms = render(base, **changes)["resource"]["aws_cloudwatch_metric_alarm"].values()
    found = [each for each in alarms if each.get("metric_name") == "certificate_days_left"]
    assert [each["threshold"] for each in found] == [14] * rings
    (single,) = nodes(render(base, **changes)).values()
    assert (single.acme is not None or "web_certificate" in single.secrets) is rings


@pytest.mark.parametrize(
    ("base", "changes", "told"),
    [
        ("single_node", {}, "the node signs its certificate itself"),
        ("acme", {}, "signed by https://acme-v02.api.letsencrypt.org/directory"),
        (
            "single_node",
            {"domain": "a.example.com", "certificate_secret_arn": SECRET},
            "from web.certificate_secret_arn",
        ),
    ],
)
def test_the_address_is_told_with_whom_it_asks_to_trust(
    base: str, changes: dict[str, Any], told: str
) -> None:
    assert told in render(base, **changes)["output"]["web_url"]["description"]

"""User data of the largest environment that the rules let pass: EC2 takes it."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from aeolus_config.model import Environment
from aeolus_config.rules import findings
from aeolus_node.user_data import LIMIT
from support.environments import REMOVE, environment
from support.node_user_data import longest, user_data
from support.shipped import render_environment


def largest(**changes: Any) -> Environment:
    """Return an environment in which everything is as long as the rules allow."""
    folder = "f" * 255
    queues = ["q" * 127, "r" * 127]
    group = {"instance_types": ["t4g.small"], "max_size": 1, "concurrency": 1, "queues": queues}
    options = {f"option_{number:02}": "%" * 40 for number in range(26)}
    domain = ".".join(["d" * 50, *["e" * 60] * 3, "com"])
    certificate = "arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d"
    return environment(
        "cluster",
        {
            "workers": {"w" * 20: {**group, "queues": [*queues[:1], "default"]}},
            "airflow.config": {"section": options},
            "dags": {"source": "s3", "prefix": folder},
            "web.domain": domain,
            "web.certificate_arn": certificate,
            "web.hosted_zone_id": REMOVE,
            "region": "eu-central-1",
            **changes,
        },
        name="e" * 30,
    )


def private() -> dict[str, Any]:
    """Return the longest way to a private repository."""
    host = "git.example.com"
    key = base64.b64encode(b"\0\0\0\x07ssh-rsa" + bytes(582)).decode()
    return {
        "source": "git",
        "repository_url": f"ssh://git@{host}/".ljust(256, "r"),
        "tracking_ref": "t" * 255,
        "subdir": "s" * 255,
        "credentials_secret_arn": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:".ljust(
            256, "s"
        ),
        "ssh_host_keys": [f"{host} ssh-rsa {key}"],
    }


@pytest.mark.parametrize("source", ["s3", "git"])
def test_the_largest_configuration_that_the_rules_allow_fits(source: str) -> None:
    found = largest(**({"dags": private()} if source == "git" else {}))
    assert findings(found) == []
    sizes = [longest(text) for text in user_data(render_environment(found)).values()]
    assert 12_000 < max(sizes) < LIMIT

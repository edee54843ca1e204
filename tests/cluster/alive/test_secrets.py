"""Where secrets are on the machines that run, and where they are not."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator

import pytest

from support import rows
from support.cluster import Cluster, on_the_cluster, succeeded, triggered

pytestmark = on_the_cluster

# As nobody, who is given the words and must find them, and nothing else. Below /usr and Airflow's
# environment is what image and bundle had before there was a secret.
SEARCH = r"""
cat >/run/words; chmod a+r /run/words
cat >/run/search <<'END'
find / \( -path /proc -o -path /sys -o -path /usr -o -path /opt/aeolus/airflow \) -prune \
    -o -type f -readable -print0 | xargs -0 grep -lFf /run/words
END
runuser --user nobody -- bash /run/search 2>/run/complaints
rm /run/words /run/search
"""
# What every process of the machine was started with, one a line.
COMMAND_LINES = "cat /proc/[0-9]*/cmdline | tr '\\0' ' '"
ENVIRONMENTS = "cat /proc/[0-9]*/environ | tr '\\0' '\\n'"


@pytest.fixture(scope="module")
def secrets(cluster: Cluster) -> list[str]:
    """Every value that is in Secrets Manager, in its own words."""
    manager = cluster.region.client("secretsmanager")
    pages = manager.get_paginator("list_secrets").paginate()
    names = [each["ARN"] for page in pages for each in page["SecretList"]]
    found = [
        value
        for name in names
        for value in values(manager.get_secret_value(SecretId=name)["SecretString"])
    ]
    assert len(found) >= 7
    assert all(len(value) >= 16 for value in found)
    return found


def values(text: str) -> Iterator[str]:
    """Return the secret part of a secret: a document of RDS names the user, too."""
    try:
        yield json.loads(text)["password"]
    except (ValueError, TypeError):
        yield text


def test_a_secret_would_be_found(cluster: Cluster, secrets: list[str]) -> None:
    found = {
        path
        for master in cluster.ids("master")
        for path in cluster.inside(master, "grep -rlFf - /run/aeolus", "\n".join(secrets)).split()
    }
    assert "/run/aeolus/credentials/fernet_key" in found
    assert all(path.startswith("/run/aeolus/credentials/") for path in found)


def test_all_nodes_have_one_configuration(cluster: Cluster) -> None:
    files = {cluster.inside(each, "cat /etc/aeolus/airflow.cfg") for each in cluster.ids()}
    assert len(files) == 1
    assert "[core]" in files.pop()


def test_a_credential_is_the_same_wherever_it_is(cluster: Cluster) -> None:
    known: dict[str, set[str]] = {}
    for each in cluster.ids():
        sums = cluster.inside(each, "cd /run/aeolus/credentials && sha256sum *")
        for line in sums.splitlines():
            value, name = line.split()
            known.setdefault(name, set()).add(value)
    assert {"fernet_key", "broker_url", "sql_alchemy_conn"} <= known.keys()
    # A scheduler's is its epoch's: two masters have one each once the lease has moved.
    shared = {name: sums for name, sums in known.items() if not name.startswith("scheduler_")}
    assert {name for name, sums in shared.items() if len(sums) > 1} == set()


def test_none_is_in_a_file_that_others_may_read(cluster: Cluster, secrets: list[str]) -> None:
    for each in cluster.ids():
        assert cluster.inside(each, SEARCH, "\n".join(secrets)) == "/run/words"


def test_none_is_in_settings_units_or_journal(cluster: Cluster, secrets: list[str]) -> None:
    look = "cat /etc/systemd/system/a*.service /etc/aeolus/*; journalctl --all --output=cat"
    for each in cluster.ids():
        told = cluster.inside(each, look)
        assert "LoadCredential=" in told
        assert "this node is installed" in told
        assert_none(secrets, told)


@pytest.mark.parametrize("what", [COMMAND_LINES, ENVIRONMENTS], ids=["arguments", "environment"])
def test_none_is_what_a_process_was_started_with(
    cluster: Cluster, secrets: list[str], what: str
) -> None:
    for each in cluster.ids():
        told = cluster.inside(each, what)
        assert "aeolus" in told
        assert_none(secrets, told)


def test_none_is_in_the_environment_of_a_task(cluster: Cluster, secrets: list[str]) -> None:
    airflow = cluster.airflow()
    run = triggered(airflow, "environment")
    assert succeeded(airflow, run)
    [row] = rows.of_run(cluster.region, run.run_id)
    assert "AIRFLOW_HOME" in row.text
    assert_none(secrets, row.text)


def test_none_is_in_user_data(cluster: Cluster, secrets: list[str]) -> None:
    ec2 = cluster.region.client("ec2")
    for each in cluster.ids():
        answer = ec2.describe_instance_attribute(InstanceId=each, Attribute="userData")
        told = base64.b64decode(answer["UserData"]["Value"]).decode()
        assert "#cloud-config" in told
        assert_none(secrets, told)


def test_none_is_on_a_console(cluster: Cluster, secrets: list[str]) -> None:
    for each in cluster.ids():
        told = cluster.console(each)
        assert "this node is installed" in told
        assert_none(secrets, told)


def test_none_is_in_a_log_of_cloudwatch(cluster: Cluster, secrets: list[str]) -> None:
    logs = cluster.region.client("logs")
    groups = [each["logGroupName"] for each in logs.describe_log_groups()["logGroups"]]
    told = "\n".join(
        event["message"]
        for group in groups
        for page in logs.get_paginator("filter_log_events").paginate(logGroupName=group)
        for event in page["events"]
    )
    assert "airflow" in told
    assert_none(secrets, told)


def test_none_is_in_terraforms_state(cluster: Cluster, secrets: list[str]) -> None:
    told = cluster.target.workspace.read(["state", "pull"])
    assert "aws_secretsmanager_secret" in told
    assert_none(secrets, told)


def test_none_is_in_a_plan(cluster: Cluster, secrets: list[str]) -> None:
    workspace = cluster.target.workspace
    plan = workspace.out / "looked-at.tfplan"
    workspace.read(["plan", "-input=false", "-lock=false", f"-out={plan}"])
    told = workspace.read(["show", "-json", str(plan)])
    assert "aws_secretsmanager_secret" in told
    assert_none(secrets, told)


def assert_none(secrets: list[str], text: str) -> None:
    """Fail when a secret is in a text; tells which by its place, and not the secret."""
    found = [number for number, secret in enumerate(secrets) if secret in text]
    assert found == [], "secrets are in the text"

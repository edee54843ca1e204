"""dev in an embedded region whose machines run: its one node works, and its data outlive it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from cryptography import x509

from aeolus_agent import places
from aeolus_agent.single_node.certificate import names_of
from aeolus_cli.dags.entrance import Entrance
from aeolus_cli.dags.reach import door_to, entrance
from aeolus_cli.sandbox.answers import answers
from aeolus_cli.target import ENVIRONMENTS, SANDBOX_STATE
from aeolus_sandbox import region as regions
from aeolus_sandbox.region import Region
from support import machines
from support.certificates import chain, given
from support.machines import needs_machines, until
from support.project import Project
from support.single_nodes import in_metadata, inside, instances, served, succeeds

DOMAIN = "airflow.dev.example.com"
pytestmark = [pytest.mark.sandbox, needs_machines]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A clone that has the images of this one."""
    project = Project.make(tmp_path_factory.mktemp("runs") / "project")
    project.share_images(machines.IMAGES)
    yield project
    regions.down("dev", project.root / SANDBOX_STATE)


@pytest.fixture(scope="module")
def region(project: Project) -> Region:
    """dev, deployed; its example DAG has succeeded, started through the entrance."""
    status, output = project.run("sandbox", "up", "dev")
    assert status == 0, output + project.log("dev")[-4000:]
    assert "success: " in output
    return regions.running("dev", project.root / SANDBOX_STATE)


@pytest.fixture
def web(project: Project, region: Region, monkeypatch: pytest.MonkeyPatch) -> Entrance:
    """The entrance for people, whose certificate nobody vouches for."""
    monkeypatch.chdir(project.root)
    return entrance("dev", url(project), sandbox=True, verify=False)


def url(project: Project) -> str:
    """Return where people go."""
    [shown] = json.loads(project.run("sandbox", "status", "--json")[1])
    address: str = shown["outputs"]["web_url"]
    return address


def runs(project: Project) -> list[dict[str, Any]]:
    """Return the runs of the example DAG that the metadata have, the oldest first."""
    region = regions.running("dev", project.root / SANDBOX_STATE)
    query = "SELECT run_id, state FROM dag_run WHERE dag_id = 'example' ORDER BY id"
    return [{"run_id": run_id, "state": state} for run_id, state in in_metadata(region, query)]


def run_again(project: Project) -> dict[str, Any]:
    """Run the example as a user does."""
    status, output = project.run(
        "dags", "run", "dev", "example", "--wait", "--sandbox", "--insecure", "--json"
    )
    assert status == 0, output
    told: dict[str, Any] = json.loads(output[output.index("\n{") :])
    return told


def file_system(region: Region) -> str:
    """Return what tells the volume's file system from any other."""
    return inside(region, f"blkid -s UUID -o value $(readlink -f {places.VOLUME})")


def test_data_are_on_the_volume_and_debians_own_servers_never_ran(region: Region) -> None:
    assert inside(region, f"findmnt --noheadings --output FSTYPE {places.DATA}") == "ext4"
    assert inside(region, "ls --almost-all /var/lib/redis; find /var/lib/postgresql -type f") == ""
    states = inside(region, "systemctl is-enabled postgresql redis-server nginx").split()
    assert states == ["masked"] * 3
    assert inside(region, "systemctl is-system-running") == "running"


def test_http_leads_to_https(project: Project, region: Region) -> None:
    doors = {door.port: door for door in region.doors()}
    asked = "curl --silent --output /dev/null --write-out '%{http_code} %{redirect_url}' "
    done = subprocess.run(
        ["sh", "-c", f"{asked} --header 'Host: {doors[80].host}' http://{doors[80].here}/dags?a=1"],
        capture_output=True,
        text=True,
    )
    assert done.stdout == f"301 {url(project)}/dags?a=1"
    assert door_to(url(project), region.doors()) == doors[443].here


@pytest.mark.parametrize("path", ["/execution/", "/execution/health", "/%65xecution/health"])
def test_nobody_comes_to_the_execution_api_from_outside(web: Entrance, path: str) -> None:
    assert web.ask("GET", path).status == 404


@pytest.mark.parametrize("path", ["/flower/", "/flower/api/workers", "/api/v2/dags"])
def test_without_a_login_nobody_comes_further(web: Entrance, path: str) -> None:
    assert web.ask("GET", path).status == 401


def test_nothing_but_nginx_can_be_reached(region: Region) -> None:
    assert {door.port for door in region.doors()} == {80, 443}


def test_tasks_cannot_open_the_metadata(region: Region) -> None:
    told = inside(
        region,
        "sudo -u airflow psql --no-psqlrc --no-password "
        "postgresql://airflow@127.0.0.1/airflow -c 'SELECT 1' 2>&1; "
        "sudo -u airflow psql --no-psqlrc postgresql://postgres@/airflow?host=/run/postgresql "
        "-c 'SELECT 1' 2>&1",
    )
    assert "no password supplied" in told
    assert 'Peer authentication failed for user "postgres"' in told


def test_a_new_instance_takes_over_what_the_old_one_knew(project: Project, region: Region) -> None:
    (old,) = instances(region)
    before, uuid = runs(project), file_system(region)
    certificate = inside(region, f"sha256sum {places.TLS}/*")
    assert [each["state"] for each in before] == ["success"]
    region.client("ec2").terminate_instances(InstanceIds=[old])
    until(lambda: bool(instances(region)) and old not in instances(region), "a new one")
    until(
        lambda: (
            [each.healthy for each in answers(region) if each.node.id in instances(region)]
            == [True]
        ),
        "it is healthy",
        300,
    )
    assert runs(project) == before
    assert file_system(region) == uuid
    assert inside(region, f"sha256sum {places.TLS}/*") == certificate
    again = run_again(project)
    assert again["state"] == "success"
    assert [each["run_id"] for each in runs(project)] == [before[0]["run_id"], again["run_id"]]


def test_a_reboot_changes_nothing(project: Project, region: Region) -> None:
    before = runs(project)
    (node,) = instances(region)
    began = "systemctl show --property=UserspaceTimestamp --value"
    boot = inside(region, began)
    status, output = project.run("sandbox", "reboot", node)
    assert status == 0, output
    # While it goes down systemd answers nobody, and the agent's last word is that all is well.
    until(lambda: inside(region, began) not in ("", boot), "it has rebooted")
    until(lambda: [each.healthy for each in answers(region)] == [True], "it is healthy")
    assert runs(project) == before


def test_rotated_passwords_reach_all_that_use_them(project: Project, region: Region) -> None:
    described = json.loads(inside(region, f"cat {places.NODE}"))["secrets"]
    secrets = region.client("secretsmanager")
    for name in ("metastore_password", "result_backend_password", "broker_token"):
        secrets.put_secret_value(SecretId=described[name], SecretString=f"rotated-{name}-x1")
    assert (
        inside(region, "systemctl start aeolus-refresh-credentials.service && echo done") == "done"
    )
    # Its daemons start anew one after the other, and nobody is told when all of them have.
    until(lambda: succeeds(project, "dev"), "the example succeeds again")
    old = "sudo -u airflow psql --no-psqlrc postgresql://airflow:{}@127.0.0.1/airflow -c 'SELECT 1'"
    assert "1 row" in inside(region, f"{old.format('rotated-metastore_password-x1')} 2>&1")
    assert "authentication failed" in inside(region, f"{old.format('another')} 2>&1")


@pytest.mark.long
def test_a_certificate_of_ones_own_is_served_and_renewed(project: Project, region: Region) -> None:
    assert names_of(x509.load_pem_x509_certificate(served(region).encode())) != [DOMAIN]
    secrets = region.client("secretsmanager")
    arn = secrets.create_secret(Name="airflow-web", SecretString=given(DOMAIN))["ARN"]
    file = project.root / ENVIRONMENTS / "dev.yaml"
    environment = yaml.safe_load(file.read_text())
    environment["web"] |= {"domain": DOMAIN, "certificate_secret_arn": arn}
    file.write_text(yaml.safe_dump(environment, sort_keys=False))
    status, output = project.run("sandbox", "up", "dev")
    assert status == 0, output + project.log("dev")[-4000:]
    first = chain(DOMAIN).certificate
    until(lambda: bool(served(region)) and served(region) in first, "it is served")
    assert inside(region, f"readlink {places.TLS}/key.pem") == f"{places.WEB_CREDENTIALS}/web_key"

    chain.cache_clear()
    secrets.put_secret_value(SecretId=arn, SecretString=given(DOMAIN))
    inside(region, "systemctl start aeolus-refresh-credentials.service")
    second = chain(DOMAIN).certificate
    until(lambda: bool(served(region)) and served(region) in second, "the renewed one is served")
    assert first != second


@pytest.mark.long
def test_it_hibernates_and_wakes_with_all_that_it_knew(project: Project, region: Region) -> None:
    before, uuid = runs(project), file_system(region)
    status, output = project.run("stop", "dev", "--sandbox", "--insecure", "--yes", "--wait")
    assert status == 0, output
    assert instances(region) == []
    status, output = project.run("start", "dev", "--sandbox")
    assert status == 0, output
    until(lambda: [each.healthy for each in answers(region)] == [True], "it is healthy")
    assert file_system(region) == uuid
    again = run_again(project)
    assert again["state"] == "success"
    assert [each["run_id"] for each in runs(project)[: len(before)]] == [
        each["run_id"] for each in before
    ]


def test_it_is_taken_down_and_nothing_is_left(project: Project, region: Region) -> None:
    status, output = project.run("sandbox", "down", "dev")
    assert status == 0, output
    assert not region.directory.exists()

"""dev whose DAGs are in a private git repository, which a server on the region's internet has.

The node comes to it as to any server of a team: through the internet gateway, by its security
group's rule, with a deploy key or a token from Secrets Manager.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import Any

import pytest
import yaml

from aeolus_agent.credentials.git import USER
from aeolus_cli.sandbox.account import account_for
from aeolus_cli.target import ENVIRONMENTS, SANDBOX_STATE
from aeolus_config.loading import find_environment
from aeolus_sandbox import region as regions
from aeolus_sandbox.authority import Authority
from aeolus_sandbox.network import internet, namespaces
from aeolus_sandbox.network.namespace_names import Names
from aeolus_sandbox.region import Region
from aeolus_sandbox.supervisor.settings import Settings, prefix
from support import machines
from support.git_over_https import https_server_within
from support.git_over_ssh import needs_sshd, ssh_server_within
from support.git_repository import Repository
from support.machines import needs_machines, until
from support.project import Project
from support.single_nodes import in_metadata, inside, succeeds

pytestmark = [pytest.mark.sandbox, pytest.mark.long, needs_machines, needs_sshd]

NAME = "dev"
SERVER, HOST = IPv4Address("198.51.100.22"), "git.example.com"
DAG = """\
from airflow.sdk import dag, task

@dag(schedule=None, is_paused_upon_creation=False)
def {name}():
    @task
    def work():
        print("done")
    work()

{name}()
"""


@dataclass(frozen=True)
class Access:
    """How nodes come to the repository: the environment's settings, and a secret.

    `rotate` has the server refuse that secret from now on, and returns the next one.
    """

    settings: Mapping[str, Any]
    secret: str
    rotate: Callable[[], str]


@contextmanager
def by_ssh(_: Region, namespace: str, repository: Repository) -> Iterator[Access]:
    """Let a deploy key open it."""
    with ssh_server_within(namespace, str(SERVER), repository) as server:
        settings = {
            "repository_url": server.url,
            "ssh_host_keys": [f"{SERVER} {server.host_key}"],
        }

        def rotate() -> str:
            server.refuse()
            return server.deploy_key("ecdsa", "-t", "ecdsa")

        yield Access(settings, server.deploy_key(), rotate)


@contextmanager
def by_https(region: Region, namespace: str, repository: Repository) -> Iterator[Access]:
    """Let a token open it; the server has a name, and a certificate that nodes trust."""
    publish(region, HOST, SERVER)
    authority = Authority.open(region.authorities.parent)
    with https_server_within(namespace, str(SERVER), HOST, repository, authority) as server:
        server.login = f"{USER}:a-token"

        def rotate() -> str:
            server.login = "somebody:another"
            return server.login

        yield Access({"repository_url": server.url}, "a-token", rotate)


def publish(region: Region, host: str, address: IPv4Address) -> None:
    """Give a name on the internet an address."""
    route53 = region.client("route53")
    zone = route53.create_hosted_zone(Name=host, CallerReference=host)["HostedZone"]["Id"]
    record = {
        "Name": host,
        "Type": "A",
        "TTL": 60,
        "ResourceRecords": [{"Value": str(address)}],
    }
    batch = {"Changes": [{"Action": "UPSERT", "ResourceRecordSet": record}]}
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch)


Reach = Callable[[Region, str, Repository], AbstractContextManager[Access]]


@pytest.fixture(scope="module", params=[by_ssh, by_https], ids=["ssh", "https"])
def reach(request: pytest.FixtureRequest) -> Reach:
    """How the repository is reached; all else is made anew for each."""
    found: Reach = request.param
    return found


@pytest.fixture(scope="module")
def project(reach: Reach, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A clone that has the images of this one."""
    project = Project.make(tmp_path_factory.mktemp("git") / "project")
    project.share_images(machines.IMAGES)
    yield project
    regions.down(NAME, project.root / SANDBOX_STATE)


@pytest.fixture(scope="module")
def region(project: Project) -> Region:
    """dev's region, in which nothing is deployed yet."""
    machines.debian()
    account = account_for(find_environment(NAME, project.root / ENVIRONMENTS))
    state = project.root / SANDBOX_STATE
    return regions.up(NAME, account, state, machines=Settings(images=machines.IMAGES))


@pytest.fixture(scope="module")
def repository(reach: Reach, tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = Repository(tmp_path_factory.mktemp("repository"))
    made.make()
    made.commit(first=DAG.format(name="first"))
    return made


@pytest.fixture(scope="module")
def access(reach: Reach, region: Region, repository: Repository) -> Iterator[Access]:
    """The server on the region's internet."""
    namespace = Names(prefix(region.name, region.directory)).internet
    until(namespaces.path(namespace).exists, "the region has its internet")
    internet.serve_at(namespace, [SERVER])
    with reach(region, namespace, repository) as made:
        yield made


@pytest.fixture(scope="module")
def secret(region: Region, access: Access) -> str:
    """The ARN of the credentials' secret, made before the deploy as by its operator."""
    secrets = region.client("secretsmanager")
    made = secrets.create_secret(Name="airflow-dags", SecretString=access.secret)
    return str(made["ARN"])


@pytest.fixture(scope="module")
def deployed(project: Project, region: Region, access: Access, secret: str) -> Region:
    file = project.root / ENVIRONMENTS / f"{NAME}.yaml"
    environment = yaml.safe_load(file.read_text())
    environment["dags"] = {
        "source": "git",
        "credentials_secret_arn": secret,
        "refresh_interval_seconds": 10,
        **access.settings,
    }
    file.write_text(yaml.safe_dump(environment, sort_keys=False))
    status, output = project.run("sandbox", "up", NAME)
    assert status == 0, output + project.log(NAME)[-4000:]
    return region


def versions(region: Region, dag: str) -> list[str]:
    """Return the commits at which a DAG's runs have their code, the oldest first."""
    query = f"SELECT bundle_version FROM dag_run WHERE dag_id = '{dag}' ORDER BY id"
    return [version for (version,) in in_metadata(region, query)]


def test_a_dag_of_the_repository_succeeds_at_its_commit(
    project: Project, deployed: Region, repository: Repository
) -> None:
    until(lambda: succeeds(project, NAME, "first"), "the first commit's DAG succeeds")
    assert versions(deployed, "first") == [repository.head()]


def test_the_next_commit_is_fetched(
    project: Project, deployed: Region, repository: Repository
) -> None:
    commit = repository.commit(second=DAG.format(name="second"))
    until(lambda: succeeds(project, NAME, "second"), "the next commit's DAG succeeds")
    assert versions(deployed, "second") == [commit]


def test_new_credentials_are_taken_without_a_deploy(
    project: Project, deployed: Region, repository: Repository, access: Access, secret: str
) -> None:
    deployed.client("secretsmanager").put_secret_value(
        SecretId=secret, SecretString=access.rotate()
    )
    inside(deployed, "systemctl start aeolus-refresh-credentials.service")
    commit = repository.commit(third=DAG.format(name="third"))
    until(lambda: succeeds(project, NAME, "third"), "a DAG of after the rotation succeeds")
    assert versions(deployed, "third") == [commit]

"""dev whose DAGs are in a private git repository, which a server on the region's internet has.

The node comes to it as to any server of a team: through the internet gateway, by its security
group's rule, with a deploy key from Secrets Manager.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address

import pytest
import yaml

from aeolus_cli.sandbox.account import account_for
from aeolus_cli.target import ENVIRONMENTS, SANDBOX_STATE
from aeolus_config.loading import find_environment
from aeolus_sandbox import region as regions
from aeolus_sandbox.network import internet, namespaces
from aeolus_sandbox.network.namespace_names import Names
from aeolus_sandbox.region import Region
from aeolus_sandbox.supervisor.settings import Settings, prefix
from support import machines
from support.git_over_ssh import SshServer, needs_sshd, ssh_server_within
from support.git_repository import Repository
from support.machines import needs_machines, until
from support.project import Project
from support.single_nodes import in_metadata, inside, succeeds

pytestmark = [pytest.mark.sandbox, pytest.mark.long, needs_machines, needs_sshd]

NAME = "dev"
SERVER = IPv4Address("198.51.100.22")
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


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
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
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = Repository(tmp_path_factory.mktemp("repository"))
    made.make()
    made.commit(first=DAG.format(name="first"))
    return made


@pytest.fixture(scope="module")
def server(region: Region, repository: Repository) -> Iterator[SshServer]:
    """Who has the repository, on the region's internet."""
    namespace = Names(prefix(region.name, region.directory)).internet
    until(namespaces.path(namespace).exists, "the region has its internet")
    internet.serve_at(namespace, [SERVER])
    with ssh_server_within(namespace, str(SERVER), repository) as made:
        yield made


@pytest.fixture(scope="module")
def secret(region: Region, server: SshServer) -> str:
    """The ARN of the deploy key's secret, made before the deploy as by its operator."""
    secrets = region.client("secretsmanager")
    made = secrets.create_secret(Name="airflow-dags", SecretString=server.deploy_key())
    return str(made["ARN"])


@pytest.fixture(scope="module")
def deployed(project: Project, region: Region, server: SshServer, secret: str) -> Region:
    file = project.root / ENVIRONMENTS / f"{NAME}.yaml"
    environment = yaml.safe_load(file.read_text())
    environment["dags"] = {
        "source": "git",
        "repository_url": server.url,
        "credentials_secret_arn": secret,
        "ssh_host_keys": [f"{SERVER} {server.host_key}"],
        "refresh_interval_seconds": 10,
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


def test_a_new_key_is_taken_without_a_deploy(
    project: Project, deployed: Region, repository: Repository, server: SshServer, secret: str
) -> None:
    server.refuse()
    another = server.deploy_key("ecdsa", "-t", "ecdsa")
    deployed.client("secretsmanager").put_secret_value(SecretId=secret, SecretString=another)
    inside(deployed, "systemctl start aeolus-refresh-credentials.service")
    commit = repository.commit(third=DAG.format(name="third"))
    until(lambda: succeeds(project, NAME, "third"), "a DAG of after the rotation succeeds")
    assert versions(deployed, "third") == [commit]

"""What both topologies stand on: key, network, secrets, alarm topic, storage and artefacts."""

from __future__ import annotations

from constructs import Construct

from aeolus_config.git_server import GitServer
from aeolus_config.model import Environment, GitDags, S3Dags
from aeolus_node.bundle import EnvironmentBundles

from .alarm_topic import AlarmTopic
from .any_network import PORTS_OUT
from .artefacts import Artefacts
from .deployment import Deployment
from .encryption_key import EncryptionKey
from .network import AnyNetwork, network_for
from .outputs import Output, Outputs
from .secrets import Secrets
from .storage import Storage


class Foundation(Construct):
    """The parts of an environment that outlive its machines."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        environment: Environment,
        deployment: Deployment,
        bundles: EnvironmentBundles,
        deletion_protection: bool,
    ) -> None:
        """Build the parts from `environment`; nodes install `bundles`."""
        super().__init__(scope, id_)
        self._dags_are_pushed = isinstance(environment.dags, S3Dags)
        self._environment = environment.name
        self.encryption_key = EncryptionKey(self, "encryption-key", deployment=deployment)
        self.network: AnyNetwork = network_for(
            self,
            "network",
            config=environment.network,
            availability_zones=environment.availability_zones,
            deployment=deployment,
            encryption_key=self.encryption_key,
            ports_out=_ports_out(environment),
            hibernated=environment.hibernated,
        )
        self.secrets = Secrets(
            self,
            "secrets",
            deployment=deployment,
            encryption_key=self.encryption_key,
            deletion_protection=deletion_protection,
            web_certificate_arn=environment.web.certificate_secret_arn,
            git_credentials_arn=_git_credentials_arn(environment),
        )
        self.storage = Storage(
            self,
            "storage",
            deployment=deployment,
            encryption_key=self.encryption_key,
            deletion_protection=deletion_protection,
            log_retention_in_days=environment.alarms.log_retention_in_days,
            dags_prefix=_dags_prefix(environment),
        )
        self.alarm_topic = AlarmTopic(
            self,
            "alarm-topic",
            deployment=deployment,
            encryption_key=self.encryption_key,
            email=environment.alarms.email,
        )
        self.artefacts = Artefacts(self, "artefacts", storage=self.storage, bundles=bundles)

    @property
    def outputs(self) -> Outputs:
        """Where DAGs go, and where the first password is."""
        bucket = self.storage.bucket_name
        push = Output(f"aeolus dags push {self._environment}", "Makes the files of ./dags the DAGs")
        return {
            "dag_bucket": Output(bucket, "Bucket for DAGs, logs and node artefacts"),
            **({"dag_upload_command": push} if self._dags_are_pushed else {}),
            "admin_password_secret": Output(
                self.secrets.admin_password.name, "Secrets Manager entry of the admin's password"
            ),
        }


def _dags_prefix(environment: Environment) -> str:
    """Return where DAGs lie in the bucket; from git none do, and the default costs nothing."""
    source = environment.dags if isinstance(environment.dags, S3Dags) else S3Dags()
    return f"{source.prefix}/"


def git_server_of(environment: Environment) -> GitServer | None:
    """Return the server of the repository that DAGs come from; a rule sees to its URL."""
    dags = environment.dags
    return GitServer.of(dags.repository_url) if isinstance(dags, GitDags) else None


def _ports_out(environment: Environment) -> tuple[int, ...]:
    """Return what nodes reach on the internet: HTTPS, and where a git server listens."""
    server = git_server_of(environment)
    return tuple(dict.fromkeys((*PORTS_OUT, *((server.port,) if server else ()))))


def _git_credentials_arn(environment: Environment) -> str | None:
    dags = environment.dags
    return dags.credentials_secret_arn if isinstance(dags, GitDags) else None

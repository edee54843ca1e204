"""One environment as one Terraform stack."""

from __future__ import annotations

from cdktf import Aspects, S3Backend, TerraformOutput, TerraformStack
from constructs import Construct

from aeolus_config.model import Environment, Topology
from aeolus_constructs.cluster import AirflowCluster
from aeolus_constructs.deployment import Deployment
from aeolus_constructs.protection import Protection
from aeolus_constructs.providers import AwsProvider, AwsProviderIgnoreTags
from aeolus_constructs.single_node_cluster import AirflowSingleNode
from aeolus_node.bundle import EnvironmentBundles
from aeolus_tags import HOLD_TAG

from .bundles import unbuilt
from .protections import protection_of
from .state import state_location
from .tags import Tagging, environment_tags


class EnvironmentStack(TerraformStack):
    """Everything of one environment; its name is the environment's.

    Backend: the S3 object that `state_location` names, locked by a lock file.
    """

    def __init__(
        self,
        scope: Construct,
        environment: Environment,
        protection: Protection | None = None,
        bundles: EnvironmentBundles | None = None,
    ) -> None:
        """Build the stack of `environment`, with the protection it asks for if none is given.

        Without `bundles` for its nodes it can be read, but not deployed.
        """
        super().__init__(scope, environment.name)
        AwsProvider(
            self,
            "aws",
            region=environment.region,
            allowed_account_ids=[environment.account_id],
            # An operator's word, which a deploy must not take back.
            ignore_tags=[AwsProviderIgnoreTags(keys=[HOLD_TAG])],
        )
        self._keep_state(environment)
        deployment = Deployment(environment.name, environment.account_id, environment.region)
        build = AirflowCluster if environment.topology is Topology.CLUSTER else AirflowSingleNode
        self.airflow = build(
            self,
            "airflow",
            environment=environment,
            deployment=deployment,
            protection=protection or protection_of(environment),
            bundles=bundles or unbuilt(environment),
        )
        for name, output in self.airflow.outputs.items():
            TerraformOutput(self, name, value=output.value, description=output.description)
        Aspects.of(self).add(Tagging(environment_tags(environment)))

    def _keep_state(self, environment: Environment) -> None:
        where = state_location(environment)
        backend = S3Backend(
            self, bucket=where.bucket, key=where.key, region=where.region, encrypt=True
        )
        # The bindings are older than the option; it replaces the lock table in DynamoDB.
        backend.add_override("use_lockfile", True)

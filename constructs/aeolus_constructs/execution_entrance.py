"""The entrance for tasks: the execution API, inside the network only."""

from __future__ import annotations

from cdktf import ITerraformDependable
from constructs import Construct

from aeolus_agent import ports

from .any_network import AnyNetwork
from .certificate import Certificate
from .deployment import Deployment
from .listener import Listener
from .load_balancer import LoadBalancer
from .load_balancer_logs import LoadBalancerLogs
from .providers import Route53Zone, Route53ZoneVpc
from .security_group import SecurityGroup
from .target_group import HealthCheck, TargetGroup
from .web_entrance import EXECUTION_PREFIX

HEALTH_CHECK = HealthCheck(
    "/execution/health", interval=5, timeout=4, healthy_threshold=2, unhealthy_threshold=2
)
"""A task ends after three failed heartbeats (`[workers] max_failed_heartbeats`), so that a dead
master must be out of the way in seconds. One that is wrongly taken out is back in ten, and when
all are out the load balancer tries each (Application Load Balancers guide, "Health checks")."""


class ExecutionEntrance(Construct):
    """An internal load balancer in front of `airflow api-server --apps execution`.

    A web entrance has only public addresses when it is public, even seen from here; tasks would
    reach it through the internet, and who may come in is a list of offices. This one has a name
    in a private zone of its own, whose apex is the name: `execution-<domain>`, covered by the
    web's certificate, or without one `execution.<environment>.aeolus.internal`. Only
    `/execution/` is to be had, and only for those that `allow_from` names.
    """

    aws_services: frozenset[str] = frozenset()

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        network: AnyNetwork,
        logs: LoadBalancerLogs,
        domain: str | None,
        certificate: Certificate | None,
        deletion_protection: bool,
        hibernated: bool = False,
    ) -> None:
        """Create the entrance; `domain` is the web's, as is `certificate`."""
        super().__init__(scope, id_)
        self.load_balancer = LoadBalancer(
            self,
            "load-balancer",
            deployment=deployment,
            network=network,
            logs=logs,
            suffix="execution",
            description="Execution API entrance",
            internal=True,
            certificate=certificate,
            deletion_protection=deletion_protection,
            hibernated=hibernated,
        )
        self.security_group = self.load_balancer.security_group
        self.api_server = TargetGroup(
            self,
            "api-server",
            deployment=deployment,
            suffix="execution",
            vpc_id=network.vpc_id,
            port=ports.EXECUTION_API,
            health_check=HEALTH_CHECK,
        )
        self.host = (
            f"{EXECUTION_PREFIX}{domain}"
            if domain and certificate
            else f"execution.{deployment.environment}.aeolus.internal"
        )
        zone = Route53Zone(
            self,
            "zone",
            name=self.host,
            comment=f"Execution API of Aeolus environment {deployment.environment}",
            vpc=[Route53ZoneVpc(vpc_id=network.vpc_id)],
        )
        self._names: list[ITerraformDependable] = []
        if not hibernated:
            listener = Listener(self, "listener", load_balancer=self.load_balancer)
            listener.forward("execution", "/execution/*", to=self.api_server)
            alias = self.load_balancer.alias(self.host, zone.zone_id)
            self._names = [*listener.ready, alias]

    @property
    def url(self) -> str:
        """`[core] execution_api_server_url`."""
        return f"{self.load_balancer.scheme}://{self.host}/execution/"

    @property
    def target_group_arns(self) -> tuple[str, ...]:
        """The group that masters join."""
        return (self.api_server.arn,)

    @property
    def ready(self) -> list[ITerraformDependable]:
        """Listener, rule and name; the way there is among each peer's own rules.

        All peers' here would make each worker group wait for every other's.
        """
        return self._names

    def allow_from(self, nodes: SecurityGroup) -> None:
        """Let tasks on `nodes` call the execution API."""
        self.security_group.allow_from(nodes, self.load_balancer.port, "Execution API")

    def allow_to(self, masters: SecurityGroup) -> None:
        """Let the load balancer connect to the masters' execution API servers."""
        masters.allow_from(self.security_group, ports.EXECUTION_API, "Execution API")

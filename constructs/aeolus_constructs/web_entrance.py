"""The entrance for people: UI, public API and Flower."""

from __future__ import annotations

from collections.abc import Sequence

from cdktf import ITerraformDependable
from constructs import Construct

from aeolus_agent import ports

from .any_network import AnyNetwork
from .certificate import Certificate
from .deployment import Deployment
from .listener import Listener, redirect_to_https
from .load_balancer import LoadBalancer
from .load_balancer_logs import LoadBalancerLogs
from .security_group import SecurityGroup
from .target_group import HealthCheck, TargetGroup

EXECUTION_PREFIX = "execution-"
"""Before the web's domain this is the execution entrance's name; one certificate serves both."""


class WebEntrance(Construct):
    """A public or internal load balancer in front of the api-servers and Flower.

    With a certificate, given or issued: HTTPS, to which HTTP redirects. Without: HTTP, which the
    rules of the configuration allow for an internal one. `/flower/` goes to Flower, which
    `--url-prefix flower` moves there with its health check (Flower since 0.9.5 serves nothing
    elsewhere). The execution API has an entrance of its own and is not to be found here. A
    hibernated one keeps certificate, target groups and security group, and nobody answers.
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
        hosted_zone_id: str | None,
        certificate_arn: str | None,
        internal: bool,
        allowed_cidr_blocks: Sequence[str],
        deletion_protection: bool,
        hibernated: bool = False,
    ) -> None:
        """Create the entrance, open to `allowed_cidr_blocks`.

        With `hosted_zone_id`, `domain` becomes an alias of the load balancer; without
        `certificate_arn` a certificate for it is issued there.
        """
        super().__init__(scope, id_)
        self.certificate: Certificate | None = None
        if domain and (hosted_zone_id or certificate_arn):
            self.certificate = Certificate(
                self,
                "certificate",
                domains=[domain, f"{EXECUTION_PREFIX}{domain}"],
                hosted_zone_id=hosted_zone_id,
                certificate_arn=certificate_arn,
            )
        self.load_balancer = LoadBalancer(
            self,
            "load-balancer",
            deployment=deployment,
            network=network,
            logs=logs,
            suffix="web",
            description="Web entrance",
            internal=internal,
            certificate=self.certificate,
            deletion_protection=deletion_protection,
            hibernated=hibernated,
        )
        self.security_group = self.load_balancer.security_group
        self.api_server = TargetGroup(
            self,
            "api-server",
            deployment=deployment,
            suffix="web",
            vpc_id=network.vpc_id,
            port=ports.API_SERVER,
            health_check=HealthCheck("/api/v2/version"),
        )
        self.flower = TargetGroup(
            self,
            "flower",
            deployment=deployment,
            suffix="flower",
            vpc_id=network.vpc_id,
            port=ports.FLOWER,
            health_check=HealthCheck("/flower/healthcheck"),
        )
        self._names = [] if hibernated else self._listen()
        for cidr_block in allowed_cidr_blocks:
            for port in dict.fromkeys((80, self.load_balancer.port)):
                self.security_group.allow_from_cidr(cidr_block, port, "Web UI and API")
        if domain and hosted_zone_id and not hibernated:
            self._names.append(self.load_balancer.alias(domain, hosted_zone_id))
        self._domain = domain

    def _listen(self) -> list[ITerraformDependable]:
        listener = Listener(
            self, "listener", load_balancer=self.load_balancer, default=self.api_server
        )
        # Whatever is mounted there, UI pages included, which answer every path.
        listener.answer_404("execution", "/execution*")
        # Flower knows itself by its name with a slash only (mher/flower #1207).
        listener.redirect("flower-home", "/flower", "/flower/")
        listener.forward("flower", "/flower/*", to=self.flower)
        if self.certificate is None:
            return [*listener.ready]
        return [*listener.ready, redirect_to_https(self, "redirect", self.load_balancer)]

    @property
    def dns_name(self) -> str:
        """The name that AWS gives the load balancer."""
        return self.load_balancer.dns_name

    @property
    def url(self) -> str:
        """Where users go, without a slash at the end."""
        return f"{self.load_balancer.scheme}://{self._domain or self.dns_name}"

    @property
    def target_group_arns(self) -> tuple[str, ...]:
        """The groups that masters join: web and Flower."""
        return self.api_server.arn, self.flower.arn

    @property
    def ready(self) -> list[ITerraformDependable]:
        """Listeners, rules, record, and the ways that are open so far."""
        return [*self._names, *self.security_group.rules]

    def allow_to(self, masters: SecurityGroup) -> None:
        """Let the load balancer connect to the masters' api-servers and Flowers."""
        masters.allow_from(self.security_group, ports.API_SERVER, "Web UI and API")
        masters.allow_from(self.security_group, ports.FLOWER, "Flower")

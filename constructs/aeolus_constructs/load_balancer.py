"""What the two entrances have in common."""

from __future__ import annotations

from collections.abc import Sequence

from cdktf import ITerraformDependable
from constructs import Construct

from aeolus_config.names import Limit

from .any_network import AnyNetwork
from .certificate import Certificate
from .deployment import Deployment
from .load_balancer_logs import LoadBalancerLogs
from .providers import Lb, LbAccessLogs, Route53Record, Route53RecordAlias
from .security_group import SecurityGroup

IDLE_TIMEOUT_SECONDS = 60
"""Less than the 120 s that an api-server keeps a connection (`[api] worker_timeout`): were it the
server that closes, the next request on it would come back as 502 (Application Load Balancers
guide, "Troubleshoot your Application Load Balancers")."""


class LoadBalancer(Construct):
    """An Application Load Balancer over all zones, with a security group that lets nobody in yet.

    Creates an `aws_lb` that drops malformed headers and writes access logs. It serves HTTPS with
    a certificate and HTTP without. It waits for the network, as a public one needs the internet
    gateway, and for the bucket of its logs, which it writes a test object to. Load balancers cannot
    be stopped: of a hibernated one there is the security group alone.
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
        suffix: str,
        description: str,
        internal: bool,
        certificate: Certificate | None,
        deletion_protection: bool,
        hibernated: bool = False,
    ) -> None:
        """Create the load balancer; an internal one has private addresses only."""
        super().__init__(scope, id_)
        self.certificate = certificate
        self.scheme = "https" if certificate else "http"
        self.port = 443 if certificate else 80
        self.security_group = SecurityGroup(
            self,
            "security-group",
            deployment=deployment,
            vpc_id=network.vpc_id,
            suffix=suffix,
            description=description,
        )
        subnet_ids: Sequence[str] = (
            network.private_subnet_ids if internal else network.public_subnet_ids
        )
        self.cidr_blocks = network.private_cidr_blocks if internal else network.public_cidr_blocks
        """Where its nodes have their addresses, from which they forward requests."""
        if hibernated:
            return
        self.resource = Lb(
            self,
            "load-balancer",
            name=deployment.name(suffix, Limit.LOAD_BALANCER),
            load_balancer_type="application",
            internal=internal,
            subnets=list(subnet_ids),
            security_groups=[self.security_group.id],
            access_logs=LbAccessLogs(bucket=logs.bucket_name, prefix=suffix, enabled=True),
            drop_invalid_header_fields=True,
            enable_deletion_protection=deletion_protection,
            idle_timeout=IDLE_TIMEOUT_SECONDS,
            depends_on=[*network.ready, *logs.ready],
        )

    @property
    def dns_name(self) -> str:
        """The name that AWS gives the load balancer."""
        return self.resource.dns_name

    @property
    def arn_suffix(self) -> str:
        """What CloudWatch calls the load balancer."""
        return self.resource.arn_suffix

    def alias(self, name: str, zone_id: str) -> ITerraformDependable:
        """Create the record by which `name` in a Route 53 zone is this load balancer.

        An A record only: subnets have no IPv6. No evaluation of health: there is nowhere else to
        send people, and an answer of 503 tells more than a name that is not found.
        """
        return Route53Record(
            self,
            "alias",
            zone_id=zone_id,
            name=name,
            type="A",
            alias=Route53RecordAlias(
                name=self.dns_name, zone_id=self.resource.zone_id, evaluate_target_health=False
            ),
        )

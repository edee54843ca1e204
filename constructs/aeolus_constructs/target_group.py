"""A daemon as a load balancer sees it: its port on every node, and how it is found healthy."""

from __future__ import annotations

from dataclasses import dataclass

from constructs import Construct

from aeolus_config.names import Limit

from .deployment import Deployment
from .providers import LbTargetGroup, LbTargetGroupHealthCheck


@dataclass(frozen=True)
class HealthCheck:
    """An HTTP check that expects 200; times in seconds, thresholds in checks in a row."""

    path: str
    interval: int = 10
    timeout: int = 5
    healthy_threshold: int = 2
    unhealthy_threshold: int = 3
    """One slow answer of a busy node does not take it out, half a minute of silence does."""


class TargetGroup(Construct):
    """An `aws_lb_target_group` of instances; what they are is the Auto Scaling group's to say.

    Plain HTTP: TLS ends at the load balancer, and only that may connect to the port. No
    stickiness: api-servers share their keys, so any of them takes any request.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        suffix: str,
        vpc_id: str,
        port: int,
        health_check: HealthCheck,
        deregistration_delay_seconds: int = 30,
    ) -> None:
        """Create the group; a leaving node finishes its requests within the delay."""
        super().__init__(scope, id_)
        self.resource = LbTargetGroup(
            self,
            "group",
            name=deployment.name(suffix, Limit.TARGET_GROUP),
            vpc_id=vpc_id,
            target_type="instance",
            protocol="HTTP",
            port=port,
            deregistration_delay=str(deregistration_delay_seconds),
            health_check=LbTargetGroupHealthCheck(
                path=health_check.path,
                protocol="HTTP",
                port="traffic-port",
                matcher="200",
                interval=health_check.interval,
                timeout=health_check.timeout,
                healthy_threshold=health_check.healthy_threshold,
                unhealthy_threshold=health_check.unhealthy_threshold,
            ),
        )

    @property
    def arn(self) -> str:
        """The target group's ARN."""
        return self.resource.arn

    @property
    def arn_suffix(self) -> str:
        """What CloudWatch calls the target group."""
        return self.resource.arn_suffix

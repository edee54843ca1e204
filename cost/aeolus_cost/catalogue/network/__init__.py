"""Ways in, ways out, names and addresses."""

from __future__ import annotations

from aeolus_cost.catalogue.resource_type import ResourceType

from .eip import Eip
from .elb import Elb
from .flow_log import FlowLog
from .lb import Alb, Lb
from .nat_gateway import NatGateway
from .route53_health_check import Route53HealthCheck
from .route53_zone import Route53Zone
from .vpc import DefaultVpc, Vpc
from .vpc_endpoint import VpcEndpoint
from .wafv2_web_acl import Wafv2WebAcl

TYPES: tuple[ResourceType, ...] = (
    Alb(),
    DefaultVpc(),
    Eip(),
    Elb(),
    FlowLog(),
    Lb(),
    NatGateway(),
    Route53HealthCheck(),
    Route53Zone(),
    Vpc(),
    VpcEndpoint(),
    Wafv2WebAcl(),
)

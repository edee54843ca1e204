"""Load balancers, NAT, endpoints, addresses, transfer, Route 53 and WAF."""

from __future__ import annotations

from aeolus_cost.prices.refresh.rule import Rule

EC2, ELB, VPC, TRANSFER = "AmazonEC2", "AWSELB", "AmazonVPC", "AWSDataTransfer"
ROUTE53, WAF = "AmazonRoute53", "awswaf"

GLOBAL = ""
"""The region field of services that have no regions."""
APPLICATION, NETWORK = "Load Balancer-Application", "Load Balancer-Network"
CLASSIC = "Load Balancer"


def _balancer(key: str, unit: str, family: str, usage: str) -> Rule:
    return Rule(key, unit, ELB, "{bare}" + usage, {"productFamily": family})


def _endpoint(key: str, unit: str, usage: str) -> Rule:
    return Rule(
        f"vpc_endpoint.{key}", unit, VPC, "{code}" + usage, {"productFamily": "VpcEndpoint"}
    )


def _dns(key: str, unit: str, family: str, usage: str) -> Rule:
    where = {"productFamily": family}
    return Rule(f"route53.{key}", unit, ROUTE53, usage, where, region_field=GLOBAL)


def _firewall(key: str, unit: str, usage: str) -> Rule:
    where = {"productFamily": "Web Application Firewall"}
    return Rule(f"wafv2.{key}", unit, WAF, "{code}" + usage, where)


RULES = (
    _balancer("alb.hour", "hour", APPLICATION, "LoadBalancerUsage"),
    _balancer("alb.lcu", "LCU-hour", APPLICATION, "LCUUsage"),
    _balancer("nlb.hour", "hour", NETWORK, "LoadBalancerUsage"),
    _balancer("nlb.lcu", "LCU-hour", NETWORK, "LCUUsage"),
    _balancer("clb.hour", "hour", CLASSIC, "LoadBalancerUsage"),
    _balancer("clb.gb", "GB", CLASSIC, "DataProcessing-Bytes"),
    Rule(
        "nat_gateway.hour", "hour", EC2, "{bare}NatGateway-Hours", {"productFamily": "NAT Gateway"}
    ),
    Rule("nat_gateway.gb", "GB", EC2, "{bare}NatGateway-Bytes", {"productFamily": "NAT Gateway"}),
    _endpoint("interface.hour", "hour", "VpcEndpoint-Hours"),
    _endpoint("interface.gb", "GB", "VpcEndpoint-Bytes"),
    _endpoint("gateway_load_balancer.hour", "hour", "VpcEndpoint-GWLBE-Hours"),
    _endpoint("gateway_load_balancer.gb", "GB", "VpcEndpoint-GWLBE-Bytes"),
    Rule(
        "public_ipv4.in_use",
        "hour",
        VPC,
        "{code}PublicIPv4:InUseAddress",
        {"group": "VPCPublicIPv4Address"},
    ),
    Rule(
        "data_transfer.out_internet",
        "GB",
        TRANSFER,
        "{bare}DataTransfer-Out-Bytes",
        {"transferType": "AWS Outbound", "toLocation": "External"},
        region_field="fromRegionCode",
    ),
    Rule(
        "data_transfer.cross_az",
        "GB",
        TRANSFER,
        "{bare}DataTransfer-Regional-Bytes",
        {"transferType": "IntraRegion"},
        region_field="fromRegionCode",
    ),
    _dns("hosted_zone", "zone-month", "DNS Zone", "HostedZone"),
    _dns("queries", "1M requests", "DNS Query", "DNS-Queries"),
    _dns("health_check", "check-month", "DNS Health Check", "Health-Check-AWS"),
    _dns(
        "health_check.outside_aws", "check-month", "DNS Health Check", "(?i:Health-Check-Non-AWS)"
    ),
    _dns("health_check_option", "option-month", "DNS Health Check", "Health-Check-Option-AWS"),
    _dns(
        "health_check_option.outside_aws",
        "option-month",
        "DNS Health Check",
        "(?i:Health-Check-Option-Non-AWS)",
    ),
    _firewall("web_acl", "ACL-month", "WebACLV2"),
    _firewall("rule", "rule-month", "RuleV2"),
    _firewall("requests", "1M requests", "RequestV2-Tier1"),
)

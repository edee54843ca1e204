"""Resource Groups Tagging: more kinds of resources are found by their tags."""

from __future__ import annotations

from typing import Any

from aeolus_sandbox.api.patches.tagged_resources import PATCH

TAGS = [{"Key": "project", "Value": "shop"}]


def _make(client: Any, subnets: list[str]) -> list[str]:
    """Make one resource of each kind and return their ARNs."""
    ec2, elbv2, rds = client("ec2"), client("elbv2"), client("rds")
    address = ec2.allocate_address(Domain="vpc", TagSpecifications=_spec("elastic-ip"))
    template = ec2.create_launch_template(
        LaunchTemplateName="web",
        LaunchTemplateData={"InstanceType": "t4g.micro"},
        TagSpecifications=_spec("launch-template"),
    )["LaunchTemplate"]
    endpoint = ec2.create_vpc_endpoint(
        VpcId=ec2.describe_subnets(SubnetIds=subnets)["Subnets"][0]["VpcId"],
        ServiceName="com.amazonaws.eu-central-1.s3",
        TagSpecifications=_spec("vpc-endpoint"),
    )["VpcEndpoint"]
    balancer = elbv2.create_load_balancer(Name="web", Subnets=subnets)["LoadBalancers"][0]
    listener = elbv2.create_listener(
        LoadBalancerArn=balancer["LoadBalancerArn"],
        Protocol="HTTP",
        Port=80,
        DefaultActions=[{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}],
        Tags=TAGS,
    )["Listeners"][0]
    group = rds.create_db_parameter_group(
        DBParameterGroupName="shop",
        DBParameterGroupFamily="postgres17",
        Description="Shop",
        Tags=TAGS,
    )["DBParameterGroup"]
    rule = client("events").put_rule(Name="hourly", ScheduleExpression="rate(1 hour)", Tags=TAGS)
    return [
        _ec2_arn("elastic-ip", address["AllocationId"]),
        _ec2_arn("launch-template", template["LaunchTemplateId"]),
        _ec2_arn("vpc-endpoint", endpoint["VpcEndpointId"]),
        listener["ListenerArn"],
        group["DBParameterGroupArn"],
        rule["RuleArn"],
    ]


def _spec(kind: str) -> list[dict[str, Any]]:
    return [{"ResourceType": kind, "Tags": TAGS}]


def _ec2_arn(kind: str, identifier: str) -> str:
    return f"arn:aws:ec2:eu-central-1:123456789012:{kind}/{identifier}"


def _found(client: Any, value: str = "shop") -> set[str]:
    pages = (
        client("resourcegroupstaggingapi")
        .get_paginator("get_resources")
        .paginate(TagFilters=[{"Key": "project", "Values": [value]}])
    )
    return {m["ResourceARN"] for page in pages for m in page["ResourceTagMappingList"]}


def test_moto_finds_none_of_them(client: Any, subnets: list[str]) -> None:
    assert not set(_make(client, subnets)) & _found(client)


def test_patched_each_is_found_by_its_tag_alone(client: Any, subnets: list[str]) -> None:
    with PATCH.applied():
        assert set(_make(client, subnets)) == _found(client)
        assert _found(client, "another") == set()


def test_patched_a_flow_log_has_its_aws_name(client: Any, subnets: list[str]) -> None:
    with PATCH.applied():
        client("logs").create_log_group(logGroupName="flow")
        client("ec2").create_flow_logs(
            ResourceIds=[subnets[0]],
            ResourceType="Subnet",
            TrafficType="ALL",
            LogGroupName="flow",
            DeliverLogsPermissionArn="arn:aws:iam::123456789012:role/flow",
            TagSpecifications=_spec("vpc-flow-log"),
        )
        assert [":vpc-flow-log/" in arn for arn in _found(client)] == [True]

"""What a killed deploy left behind is told apart from what the state knows."""

from __future__ import annotations

import pytest

from aeolus_cli.aws.orphans import Declared, Tagged, orphans

HERE = "us-east-1:123456789012"
VPC = Tagged(f"arn:aws:ec2:{HERE}:vpc/vpc-1", "aeolus-prod-vpc")
SUBNET = Tagged(f"arn:aws:ec2:{HERE}:subnet/subnet-1", "aeolus-prod-private-b")
SUBNETS = {
    "aws_subnet.b": {"tags": {"Name": "aeolus-prod-private-b"}},
    "aws_subnet.a": {"tags": {"Name": "aeolus-prod-private-a"}},
}


def test_what_the_state_records_is_no_orphan() -> None:
    recorded = {("aws_vpc", "vpc-1"), ("aws_subnet", SUBNET.arn)}
    assert orphans([VPC, SUBNET], recorded, {}) == []


def test_a_name_that_another_type_has_in_the_state_hides_nothing() -> None:
    database = Tagged(f"arn:aws:rds:{HERE}:db:aeolus-prod-metastore")
    recorded = {("aws_db_subnet_group", "aeolus-prod-metastore")}
    missing: Declared = {"aws_db_instance": {"aws_db_instance.metastore": {}}}
    (found,) = orphans([database], recorded, missing)
    assert found.candidates == ("aws_db_instance.metastore",)


@pytest.mark.parametrize(
    "resource",
    [
        "ec2:{}:instance/i-1",
        "ec2:{}:network-interface/eni-1",
        "ec2:{}:volume/vol-1",
        "rds:{}:snapshot:rds:aeolus-prod-metastore-2026-11-23-02-16",
        "elasticache:{}:cluster:aeolus-prod-broker-001",
    ],
)
def test_what_aws_makes_for_another_resource_is_left_to_that(resource: str) -> None:
    assert orphans([Tagged("arn:aws:" + resource.format(HERE))], set(), {}) == []


def test_a_data_volume_is_an_orphan_where_one_is_missing() -> None:
    volume = Tagged(f"arn:aws:ec2:{HERE}:volume/vol-1")
    (found,) = orphans([volume], set(), {"aws_ebs_volume": {"aws_ebs_volume.data": {}}})
    assert found.cure == "terraform import 'aws_ebs_volume.data' 'vol-1'"


def test_a_rule_may_go_in_or_out_and_its_name_tells() -> None:
    rule = Tagged(f"arn:aws:ec2:{HERE}:security-group-rule/sgr-1", "to broker 6379")
    missing = {
        "aws_vpc_security_group_ingress_rule": {"in.a": {"tags": {"Name": "from workers 6379"}}},
        "aws_vpc_security_group_egress_rule": {"out.a": {"tags": {"Name": "to broker 6379"}}},
    }
    (found,) = orphans([rule], set(), missing)
    assert found.candidates == ("out.a",)


def test_one_free_place_gives_the_import_command() -> None:
    (found,) = orphans([VPC], set(), {"aws_vpc": {"aws_vpc.network": {}}})
    assert found.cure == "terraform import 'aws_vpc.network' 'vpc-1'"


def test_of_several_free_places_the_name_tells_which() -> None:
    (found,) = orphans([SUBNET], {("aws_vpc", "vpc-1")}, {"aws_subnet": SUBNETS})
    assert found.cure == "terraform import 'aws_subnet.b' 'subnet-1'"


def test_several_free_places_without_a_name_are_all_named() -> None:
    (found,) = orphans([Tagged(SUBNET.arn)], {("aws_vpc", "vpc-1")}, {"aws_subnet": SUBNETS})
    assert found.cure.startswith("terraform import ADDRESS 'subnet-1'")
    assert found.cure.endswith("aws_subnet.a or aws_subnet.b")


def test_a_name_inside_the_arn_tells_which() -> None:
    web = Tagged(f"arn:aws:elasticloadbalancing:{HERE}:loadbalancer/app/aeolus-prod-web/50dc")
    missing = {
        "aws_lb": {"aws_lb.web": {"name": "aeolus-prod-web"}, "aws_lb.x": {"name": "aeolus-prod"}}
    }
    (found,) = orphans([web], set(), missing)
    assert found.candidates == ("aws_lb.web",)


def test_a_prefix_tells_which() -> None:
    secret = Tagged(f"arn:aws:secretsmanager:{HERE}:secret:aeolus-prod-jwt-2026-AbCdEf")
    missing = {
        "aws_secretsmanager_secret": {
            "aws_secretsmanager_secret.jwt": {"name_prefix": "aeolus-prod-jwt-"},
            "aws_secretsmanager_secret.fernet": {"name_prefix": "aeolus-prod-fernet-"},
        }
    }
    (found,) = orphans([secret], set(), missing)
    assert found.candidates == ("aws_secretsmanager_secret.jwt",)


def test_what_is_not_configured_gets_the_command_that_deletes_it() -> None:
    (found,) = orphans([VPC], set(), {"aws_subnet": SUBNETS})
    assert found.cure == "aws ec2 delete-vpc --vpc-id vpc-1"


def test_what_no_command_is_known_for_is_named() -> None:
    endpoint = Tagged(f"arn:aws:sagemaker:{HERE}:endpoint/other")
    (found,) = orphans([endpoint], set(), {})
    assert found.cure == f"not in the configuration: delete {endpoint.arn}"


def test_the_same_resource_twice_is_one_orphan() -> None:
    assert len(orphans([VPC, VPC], set(), {})) == 1


def test_the_default_security_group_is_known_by_its_own_type() -> None:
    group = Tagged(f"arn:aws:ec2:{HERE}:security-group/sg-1")
    assert orphans([group], {("aws_default_security_group", "sg-1")}, {}) == []


def test_what_the_provider_cannot_import_gets_the_command_that_deletes_it() -> None:
    broker = Tagged(f"arn:aws:elasticache:{HERE}:replicationgroup:aeolus-prod-broker")
    missing: Declared = {"aws_elasticache_replication_group": {"broker.group": {}}}
    (found,) = orphans([broker], set(), missing)
    assert found.cure == (
        "aws elasticache delete-replication-group --replication-group-id aeolus-prod-broker"
    )

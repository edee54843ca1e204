"""What a killed deploy left behind is told apart from what the state knows."""

from __future__ import annotations

from aeolus_cli.aws.orphans import Tagged, orphans

HERE = "us-east-1:123456789012"
VPC = Tagged(f"arn:aws:ec2:{HERE}:vpc/vpc-1", "aeolus-prod-vpc")
SUBNET = Tagged(f"arn:aws:ec2:{HERE}:subnet/subnet-1", "aeolus-prod-private-b")
SUBNETS = {
    "aws_subnet.b": {"tags": {"Name": "aeolus-prod-private-b"}},
    "aws_subnet.a": {"tags": {"Name": "aeolus-prod-private-a"}},
}


def test_what_the_state_records_is_no_orphan() -> None:
    assert orphans([VPC, SUBNET], {"vpc-1", "subnet-1"}, {}) == []
    assert orphans([VPC], {VPC.arn}, {}) == []


def test_one_free_place_gives_the_import_command() -> None:
    (found,) = orphans([VPC], set(), {"aws_vpc": {"aws_vpc.network": {}}})
    assert found.cure == "terraform import 'aws_vpc.network' 'vpc-1'"


def test_of_several_free_places_the_name_tells_which() -> None:
    (found,) = orphans([SUBNET], {"vpc-1"}, {"aws_subnet": SUBNETS})
    assert found.cure == "terraform import 'aws_subnet.b' 'subnet-1'"


def test_several_free_places_without_a_name_are_all_named() -> None:
    (found,) = orphans([Tagged(SUBNET.arn)], {"vpc-1"}, {"aws_subnet": SUBNETS})
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


def test_what_is_not_configured_is_to_be_deleted() -> None:
    (found,) = orphans([VPC], set(), {"aws_subnet": SUBNETS})
    assert found.cure == f"not in the configuration: delete {VPC.arn}"


def test_the_same_resource_twice_is_one_orphan() -> None:
    assert len(orphans([VPC, VPC], set(), {})) == 1

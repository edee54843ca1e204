"""What a killed deploy left behind is told apart from what the state knows."""

from __future__ import annotations

from aeolus_cli.aws.orphans import orphans

VPC = "arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1"
SUBNET = "arn:aws:ec2:us-east-1:123456789012:subnet/subnet-1"


def test_what_the_state_records_is_no_orphan() -> None:
    assert orphans([VPC, SUBNET], {"vpc-1", "subnet-1"}, {}) == []
    assert orphans([VPC], {VPC}, {}) == []


def test_one_free_place_gives_the_import_command() -> None:
    (found,) = orphans([VPC], set(), {"aws_vpc": ["aws_vpc.airflow_network_vpc"]})
    assert found.cure == "terraform import 'aws_vpc.airflow_network_vpc' 'vpc-1'"


def test_several_free_places_are_named() -> None:
    (found,) = orphans([SUBNET], {"vpc-1"}, {"aws_subnet": ["aws_subnet.b", "aws_subnet.a"]})
    assert found.cure.startswith("terraform import ADDRESS 'subnet-1'")
    assert found.cure.endswith("aws_subnet.a or aws_subnet.b")


def test_what_is_not_configured_is_to_be_deleted() -> None:
    (found,) = orphans([VPC], set(), {"aws_subnet": ["aws_subnet.a"]})
    assert found.cure == f"not in the configuration: delete {VPC}"


def test_the_same_arn_twice_is_one_orphan() -> None:
    assert len(orphans([VPC, VPC], set(), {})) == 1

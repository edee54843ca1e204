"""The address of a single node, and its name."""

from __future__ import annotations

import json
from typing import Any

import pytest
from cdktf import TerraformOutput

from support.nodes import node_parts, policy_that_proves, public_address
from support.policy_lint import lint
from support.render import Rendered, policy, render_construct, resources, the

ADDRESS = "${aws_eip.public_address_5129124B.public_ip}"


def render(domain: str | None = None, hosted_zone_id: str | None = None) -> Rendered:
    """Render the address, with its URL as an output."""

    def build(stack: Any) -> None:
        address = public_address(stack, domain, hosted_zone_id)
        address.grant_associate(node_parts(stack).role)
        TerraformOutput(stack, "url", value=address.url)

    return render_construct(build)


def test_record_points_to_the_address() -> None:
    rendered = render("airflow.example.com", "Z0123456789ABCDEFGHIJ")
    record = the(rendered, "aws_route53_record")
    assert (record["name"], record["type"]) == ("airflow.example.com", "A")
    assert record["zone_id"] == "Z0123456789ABCDEFGHIJ"
    assert record["records"] == [ADDRESS]
    assert rendered["output"]["url"]["value"] == "https://airflow.example.com"


@pytest.mark.parametrize(
    ("domain", "url"),
    [("airflow.example.com", "https://airflow.example.com"), (None, f"https://{ADDRESS}")],
)
def test_record_not_created_without_a_zone(domain: str | None, url: str) -> None:
    rendered = render(domain)
    assert resources(rendered, "aws_route53_record") == {}
    assert rendered["output"]["url"]["value"] == url


def test_nodes_may_write_the_record_that_proves_the_domain_and_no_other() -> None:
    rendered, document = policy_that_proves("airflow.example.com", "Z0123456789ABCDEFGHIJ")
    change, read, wait = json.loads(document)["Statement"]
    key, zone = "route53:ChangeResourceRecordSets", "hostedzone/Z0123456789ABCDEFGHIJ"
    assert (change["Action"], change["Resource"]) == ([key], [f"arn:aws:route53:::{zone}"])
    assert change["Condition"] == {
        "ForAllValues:StringEquals": {
            f"{key}NormalizedRecordNames": ["_acme-challenge.airflow.example.com"],
            f"{key}RecordTypes": ["TXT"],
            f"{key}Actions": ["UPSERT", "DELETE"],
        }
    }
    assert read["Action"] == ["route53:ListResourceRecordSets"]
    assert read["Resource"] == [f"arn:aws:route53:::{zone}"]
    assert wait["Action"] == ["route53:GetChange"]
    assert wait["Resource"] == ["arn:aws:route53:::change/*"]
    assert lint(rendered) == []


def test_taken_by_nodes_of_this_environment_alone() -> None:
    rendered = render()
    takes, describe = policy(the(rendered, "aws_iam_role_policy", "associate-address"))
    assert takes["Action"] == ["ec2:AssociateAddress"]
    assert takes["Resource"] == [
        ADDRESS.replace("public_ip", "arn"),
        "arn:aws:ec2:us-east-1:123456789012:instance/*",
        "arn:aws:ec2:us-east-1:123456789012:network-interface/*",
    ]
    assert takes["Condition"] == {"StringEquals": {"aws:ResourceTag/aeolus:environment": "test"}}
    assert the(rendered, "aws_eip")["tags"]["aeolus:environment"] == "test"
    assert describe["Action"] == ["ec2:DescribeAddresses"]

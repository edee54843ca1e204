"""What no rule, no route, no endpoint and no permission allows is refused, as on AWS."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from support.machines import needs_machines
from support.shop import AWS, Shop

pytestmark = [pytest.mark.sandbox, needs_machines]

OUT_OF_REACH = "Connect timeout on endpoint URL"
BUCKET = "s3://shop-pages-210987654321"


def test_without_a_rule_a_port_does_not_answer(shop: Shop) -> None:
    one, other = shop.two()
    address = shop.must(other, "hostname -I").split()[0]
    status, _ = shop.run(one, f"curl -s --connect-timeout 3 http://{address}:8080/health")
    assert status == 28, "curl: a time-out, for the group lets only load balancers in"


def test_without_a_route_nothing_answers(shop: Shop) -> None:
    isolated = shop.named("shop-isolated")
    status, said = shop.run(isolated, f"{AWS} sts get-caller-identity")
    assert status != 0
    assert OUT_OF_REACH in said
    name = shop.outputs["public_url"]
    status, _ = shop.run(isolated, f"curl -s --connect-timeout 3 {name}/health")
    assert status == 28


def test_through_an_endpoint_its_service_alone_answers(shop: Shop) -> None:
    isolated = shop.named("shop-isolated")
    shop.must(isolated, f"echo page >/tmp/page; {AWS} s3 cp /tmp/page {BUCKET}/public/page")
    greeting = "ssm get-parameter --name /shop/greeting --query Parameter.Version"
    assert shop.must(isolated, f"{AWS} {greeting}") == "1"
    status, said = shop.run(isolated, f"{AWS} secretsmanager list-secrets")
    assert status != 0
    assert OUT_OF_REACH in said


def test_the_first_version_of_instance_metadata_is_refused(shop: Shop) -> None:
    asked = "curl -s -o /dev/null -w '%{http_code}' 169.254.169.254/latest/meta-data/"
    assert shop.must(shop.one(), asked) == "401"


def test_a_bucket_has_what_the_role_may_see_and_no_more(shop: Shop) -> None:
    instance = shop.one()
    shop.must(instance, f"echo page >/tmp/page; {AWS} s3 cp /tmp/page {BUCKET}/public/mine")
    status, said = shop.run(instance, f"{AWS} s3 cp /tmp/page {BUCKET}/private/mine")
    assert status != 0
    assert "AccessDenied" in said
    status, said = shop.run(instance, f"{AWS} ec2 describe-instances")
    assert status != 0
    assert "UnauthorizedOperation" in said


def test_a_volume_is_not_attached_in_another_zone(shop: Shop) -> None:
    zones = {node.id: node.zone for node in shop.region.nodes()}
    there = next(each for each in shop.in_service() if zones[each] == "eu-central-1b")
    with pytest.raises(ClientError, match=r"InvalidVolume\.ZoneMismatch"):
        shop.client("ec2").attach_volume(
            VolumeId=shop.outputs["volume"], InstanceId=there, Device="/dev/sdf"
        )


def test_a_function_in_no_vpc_reaches_what_is_public_alone(shop: Shop) -> None:
    public, internal = (
        shop.outputs[f"{which}_url"].removeprefix("http://") for which in ("public", "internal")
    )
    private = [(shop.outputs["database"], 5432), (internal.partition(":")[0], 8080)]
    for host, port in private:
        answer = reached(shop, host, port)
        assert not answer["reached"]
        assert "Timeout" in answer["error"]
    assert reached(shop, public, 80)["reached"]


def reached(shop: Shop, host: str, port: int) -> Any:
    """Return what the function in no VPC tells of an address."""
    answer = shop.client("lambda").invoke(
        FunctionName="shop-outside", Payload=json.dumps({"host": host, "port": port})
    )
    told = json.loads(answer["Payload"].read())
    assert ":assumed-role/shop-function/" in told["who"]
    return told

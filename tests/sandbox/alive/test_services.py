"""What AWS keeps for the shop, and the names of things, as an instance asks for them."""

from __future__ import annotations

import json

import pytest

from support.machines import needs_machines
from support.shop import AWS, Shop

pytestmark = [pytest.mark.sandbox, needs_machines]


def test_of_two_who_take_a_cart_one_has_it(shop: Shop) -> None:
    item = json.dumps({"customer": {"S": "arthur"}})
    put = f"dynamodb put-item --table-name shop-carts --item '{item}'"
    condition = "--condition-expression 'attribute_not_exists(customer)'"
    one, other = shop.two()
    shop.must(one, f"{AWS} {put} {condition}")
    status, said = shop.run(other, f"{AWS} {put} {condition}")
    assert status != 0
    assert "ConditionalCheckFailedException" in said


def test_a_parameter_is_read_by_who_may_and_written_by_who_may(shop: Shop) -> None:
    one, greeting = shop.one(), "--name /shop/greeting"
    asked = f"ssm get-parameter {greeting} --with-decryption --query Parameter.Value --output text"
    assert shop.must(one, f"{AWS} {asked}") == "good morning"
    status, said = shop.run(one, f"{AWS} ssm put-parameter {greeting} --value gone --overwrite")
    assert status != 0
    assert "AccessDeniedException" in said


def test_an_instance_has_its_name_in_the_vpc(shop: Shop) -> None:
    one, other = shop.two()
    answer = shop.client("ec2").describe_instances(InstanceIds=[other])
    named = answer["Reservations"][0]["Instances"][0]
    assert shop.must(other, "hostname -f") == named["PrivateDnsName"]
    assert asked(shop, one, named["PrivateDnsName"]) == named["PrivateIpAddress"]


def test_a_private_zone_has_names_for_the_vpc(shop: Shop) -> None:
    one = shop.one()
    assert asked(shop, one, "orders.shop.internal") == asked(shop, one, shop.outputs["database"])


def asked(shop: Shop, instance: str, name: str) -> str:
    """Return the address that a name means in an instance."""
    return shop.must(instance, f"getent ahostsv4 {name} | head -1 | cut -d' ' -f1")

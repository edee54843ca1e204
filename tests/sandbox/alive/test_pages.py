"""Pages of the shop: through its load balancers, inside and outside, and under change."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from support.machines import needs_machines, until
from support.shop import Shop

pytestmark = [pytest.mark.sandbox, needs_machines]


def test_a_page_comes_from_either_instance(shop: Shop) -> None:
    seen: set[str] = set()

    def both() -> bool:
        status, body = shop.page()
        assert status == 200
        seen.add(body)
        return seen == set(shop.in_service())

    until(both, "both instances have answered")


def test_a_rule_answers_itself(shop: Shop) -> None:
    assert shop.page("/admin/users") == (404, "nothing here")


def test_the_internal_balancer_answers_inside_by_private_addresses(shop: Shop) -> None:
    url, instance = shop.outputs["internal_url"], shop.one()
    assert shop.must(instance, f"curl -sf {url}/health") == "well"
    name = url.removeprefix("http://").partition(":")[0]
    addresses = shop.must(instance, f"getent ahostsv4 {name} | cut -d' ' -f1 | sort -u").split()
    assert len(addresses) == 2
    assert all(address.startswith("10.60.1") for address in addresses)


def test_the_public_balancer_is_reached_through_nat_by_its_public_address_alone(shop: Shop) -> None:
    instance, url = shop.one(), shop.outputs["public_url"]
    assert shop.must(instance, f"curl -sf {url}/health") == "well"
    name = url.removeprefix("http://")
    addresses = shop.must(instance, f"getent ahostsv4 {name} | cut -d' ' -f1 | sort -u").split()
    assert addresses
    assert not [address for address in addresses if address.startswith("10.")]
    # A rule of the balancer's answers who comes from the NAT gateway's address, and nobody else.
    assert shop.must(instance, f"curl -sf {url}/whence") == "through NAT"
    assert shop.page("/whence")[0] == 404


def test_a_refresh_replaces_all_while_pages_come(shop: Shop) -> None:
    autoscaling = shop.client("autoscaling")
    autoscaling.delete_lifecycle_hook(LifecycleHookName="drain", AutoScalingGroupName="shop-web")
    before = set(shop.in_service())

    def status(refresh: str) -> str:
        [told] = autoscaling.describe_instance_refreshes(
            AutoScalingGroupName="shop-web", InstanceRefreshIds=[refresh]
        )["InstanceRefreshes"]
        return str(told["Status"])

    with visited(shop) as answers:
        started = autoscaling.start_instance_refresh(
            AutoScalingGroupName="shop-web",
            Preferences={"MinHealthyPercentage": 50, "InstanceWarmup": 0},
        )["InstanceRefreshId"]
        until(lambda: status(started) == "Successful", "the refresh is done")
        until(lambda: not before & {body for _, body in answers[-10:]}, "only new ones answer")
    assert not before & set(shop.in_service())
    assert {status for status, _ in answers} == {200}
    assert before & {body for _, body in answers}, "pages came while there were old ones, too"


@contextmanager
def visited(shop: Shop) -> Iterator[list[tuple[int, str]]]:
    """Ask for a page again and again, by four visitors; yield what they are answered."""
    answers: list[tuple[int, str]] = []
    ending = threading.Event()

    def visit() -> None:
        while not ending.wait(0.02):
            answers.append(shop.page())

    with ThreadPoolExecutor() as visitors:
        visits = [visitors.submit(visit) for _ in range(4)]
        try:
            yield answers
        finally:
            ending.set()
        for each in visits:
            each.result()

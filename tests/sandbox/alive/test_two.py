"""Two shops stand beside each other, alike to the last address, and neither knows of the other."""

from __future__ import annotations

import pytest

from support.machines import needs_machines
from support.shop import Shop
from support.shop_data import Clients

pytestmark = [pytest.mark.sandbox, needs_machines]


def test_their_pages_are_their_own(shops: list[Shop]) -> None:
    one, two = shops
    assert not set(one.in_service()) & set(two.in_service())
    for each in shops:
        assert each.page("/health") == (200, "well\n")
        assert each.page()[1] in each.in_service()


def test_what_one_keeps_the_other_has_not(shops: list[Shop]) -> None:
    clients = [Clients.of(each, each.one()) for each in shops]
    for each in clients:
        assert each.redis(f"set whose {each.shop.region.name}") == (0, "OK\n")
    for each in clients:
        assert each.redis("get whose") == (0, f"{each.shop.region.name}\n")

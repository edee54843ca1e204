"""What happens in the shop is seen, told and acted upon."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from support.machines import needs_machines, until
from support.shop import Shop

pytestmark = [pytest.mark.sandbox, needs_machines]


def test_an_alarm_tells_and_scales(shop: Shop) -> None:
    shop.client("cloudwatch").put_metric_data(
        Namespace="Shop", MetricData=[{"MetricName": "Orders", "Value": 9}]
    )
    told = shop.await_message("shop-alarms", lambda each: "Message" in each, "the alarm")
    assert json.loads(told["Message"])["NewStateValue"] == "ALARM"
    until(lambda: len(shop.healthy()) == 3, "a third instance is healthy")


def test_the_function_is_called_each_minute_and_sees_the_shop(shop: Shop) -> None:
    seen = shop.await_message(
        "shop-seen", lambda each: each["event"]["detail-type"] == "Scheduled Event", "a schedule"
    )
    assert seen["shop"] == "well"


def test_an_event_comes_twice_where_that_is_asked_for(shop: Shop) -> None:
    shop.region.duplicate_events(True)
    sell(shop, "tea")
    shop.region.duplicate_events(False)
    sell(shop, "milk")
    told: list[Any] = []

    def all_told() -> bool:
        told.extend(shop.messages("shop-sold"))
        return "milk" in [each["detail"]["what"] for each in told]

    until(all_told, "what was sold is told")
    assert Counter(each["detail"]["what"] for each in told) == {"tea": 2, "milk": 1}
    assert len({each["id"] for each in told}) == 2, "a duplicate is the same event"


def sell(shop: Shop, what: str) -> None:
    """Tell EventBridge that something was sold."""
    entry = {"Source": "shop", "DetailType": "Sold", "Detail": json.dumps({"what": what})}
    shop.client("events").put_events(Entries=[entry])

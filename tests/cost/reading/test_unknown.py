"""What a plan does not know yet: only what somebody gives is waited for."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_cost.reading.plan import read_plan
from aeolus_cost.reading.unknown import asked_for
from aeolus_cost.reading.values import UnknownValueError, Values

VALUE = {"references": ["var.x"]}


@pytest.mark.parametrize(
    ("unknown", "expressions", "left"),
    [
        # Computed by the provider: nobody gives it.
        ({"multi_az": True, "arn": True}, {}, {}),
        ({"multi_az": True, "arn": True}, {"multi_az": VALUE}, {"multi_az": True}),
        # Blocks: the arguments in them likewise.
        (
            {"disk": [{"iops": True, "size": True}]},
            {"disk": [{"size": VALUE}]},
            {"disk": [{"size": True}]},
        ),
        # A single block may be written without a list.
        ({"disk": [{"iops": True}]}, {"disk": {"size": VALUE}}, {"disk": [{}]}),
        # A set of blocks has no order: what one gives is waited for in all.
        (
            {"rule": [{"a": True, "c": True}, {"b": True}]},
            {"rule": [{"b": VALUE}, {"a": VALUE}]},
            {"rule": [{"a": True}, {"b": True}]},
        ),
        # Computed as a whole, or made by `dynamic`.
        ({"disk": True}, {}, {}),
        ({"disk": [{"size": True}]}, {}, {"disk": [{"size": True}]}),
        # A list or a map as an argument, known in part.
        ({"subnet_ids": [False, True]}, {"subnet_ids": VALUE}, {"subnet_ids": [False, True]}),
        ({"tags": {"owner": True}}, {"tags": VALUE}, {"tags": {"owner": True}}),
    ],
)
def test_what_nobody_gives_is_not_waited_for(unknown: Any, expressions: Any, left: Any) -> None:
    assert asked_for(unknown, expressions) == left


def database(expressions: dict[str, Any]) -> Values:
    address = "aws_db_instance.a"
    resource = {"address": address, "mode": "managed", "type": "aws_db_instance", "name": "a"}
    configured = {"address": address, "expressions": expressions}
    change = {"address": address, "change": {"after_unknown": {"multi_az": True}}}
    plan = {
        "format_version": "1.2",
        "planned_values": {"root_module": {"resources": [{**resource, "values": {}}]}},
        "resource_changes": [change],
        "configuration": {"root_module": {"resources": [configured]}},
    }
    (read,) = read_plan("p", plan).resources
    return read.values


def test_an_argument_of_a_plan_that_nobody_gives_has_its_default() -> None:
    values = database({})
    assert not values.flag("multi_az")
    assert not values.has("multi_az")


def test_an_argument_of_a_plan_that_somebody_gives_is_waited_for() -> None:
    with pytest.raises(UnknownValueError, match="multi_az is known only after apply"):
        database({"multi_az": VALUE}).flag("multi_az")

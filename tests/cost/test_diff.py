"""What a change costs."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_cost.diff import Change, StackDiff, diff
from aeolus_cost.estimate import Estimate
from aeolus_cost.figures import cents
from aeolus_cost.render.diff_json import diff_as_json
from aeolus_cost.render.headline import headline
from support.pricing import money, priced

BUCKET: dict[str, Any] = {"aws_s3_bucket": {"b": {}}}


def database(instance_class: str = "db.t4g.small", **more: Any) -> dict[str, Any]:
    body = {
        "engine": "postgres",
        "instance_class": instance_class,
        "storage_type": "gp3",
        "allocated_storage": 20,
    }
    return {"aws_db_instance": {"db": body | more}}


def one(base: dict[str, Any], head: dict[str, Any]) -> StackDiff:
    (found,) = diff({"prod": priced(base)}, {"prod": priced(head)})
    return found


def test_totals_are_there_when_nothing_changes() -> None:
    found = one(database(), database())
    assert (found.change, found.resources) == (Change.SAME, ())
    assert found.new == found.old != money("0", "0", "0")


def test_a_resource_that_changes_shows_the_lines_that_do() -> None:
    found = one(database(), database(multi_az=True))
    (changed,) = found.resources
    assert changed.change is Change.CHANGED
    # 0.032 × 730 → 0.065 × 730, and 0.115 × 20 → 0.23 × 20
    assert cents((found.new - found.old).expected) == cents((changed.new - changed.old).expected)
    assert f"{cents(changed.old.expected)} {cents(changed.new.expected)}" == "25.66 52.05"
    names = [line.name.partition(" (")[0] for line in changed.lines]
    assert names == ["Instance", "Storage"]


def test_a_larger_size_is_one_line_that_changes_not_one_gone_and_one_new() -> None:
    (changed,) = one(database(), database("db.t4g.medium")).resources
    (line,) = changed.lines
    assert line.old is not None
    assert line.new is not None
    assert line.old.component.name == "Instance (db.t4g.small, single-AZ)"
    assert line.new.component.name == "Instance (db.t4g.medium, single-AZ)"


def test_added_and_removed_resources_count_whole() -> None:
    added = one(BUCKET, BUCKET | database())
    removed = one(BUCKET | database(), BUCKET)
    assert [each.change for each in added.resources] == [Change.ADDED]
    assert [each.change for each in removed.resources] == [Change.REMOVED]
    assert added.new - added.old == removed.old - removed.new


def test_a_whole_stack_may_come_or_go() -> None:
    estimate = priced(database())
    (new,) = diff({}, {"prod": estimate})
    (gone,) = diff({"prod": estimate}, {})
    assert (new.change, new.new) == (Change.ADDED, estimate.total)
    assert (gone.change, gone.old) == (Change.REMOVED, estimate.total)


def test_a_resource_whose_address_is_hashed_anew_is_the_same() -> None:
    def at(label: str) -> dict[str, Any]:
        body = database()["aws_db_instance"]["db"]
        return {"aws_db_instance": {label: {"//": {"metadata": {"path": "prod/db"}}, **body}}}

    assert one(at("db_1A"), at("db_2B")).change is Change.SAME


def test_a_share_of_usage_that_moves_by_less_than_a_cent_is_no_change() -> None:
    several: dict[str, Any] = {"aws_sns_topic": {"a": {}}}
    more: dict[str, Any] = {"aws_sns_topic": {"a": {}, "b": {}}}
    assert [each.resource.resource.address for each in one(several, more).resources] == [
        "aws_sns_topic.b"
    ]


@pytest.mark.parametrize(
    ("base", "head", "says"),
    [
        (database(), database(), "Cost does not change: $25.66 a month"),
        (
            database(),
            database(multi_az=True),
            "Monthly cost of prod rises by $26.39 (103%): $25.66 → $52.05 expected",
        ),
        (
            database(multi_az=True),
            database(),
            "Monthly cost of prod falls by $26.39 (51%): $52.05 → $25.66 expected",
        ),
        (
            database(),
            database(max_allocated_storage=100),
            "Expected cost does not change: $25.66 a month",
        ),
    ],
)
def test_the_headline_says_what_happens(
    base: dict[str, Any], head: dict[str, Any], says: str
) -> None:
    assert headline([one(base, head)]) == says


def test_the_headline_of_several_stacks_adds_them_up() -> None:
    small, large = priced(database()), priced(database(multi_az=True))
    stacks = diff({"a": small, "b": small}, {"a": large, "b": large})
    assert headline(stacks) == ("Monthly cost rises by $52.78 in all (a, b) to $104.10 expected")


def test_a_new_stack_has_no_percentage() -> None:
    assert "%" not in headline(diff({}, {"prod": priced(database())}))


def test_no_stacks_at_all_cost_nothing() -> None:
    assert headline(diff({}, {})) == "Cost does not change: $0.00 a month"


def test_json_holds_old_new_and_difference() -> None:
    old: Estimate = priced(database())
    stacks = diff({"prod": old}, {"prod": priced(database(multi_az=True))})
    (stack,) = diff_as_json(stacks, {})["stacks"]
    assert stack["difference"]["expected"] == "26.39"
    assert stack["resources"][0]["change"] == "changed"

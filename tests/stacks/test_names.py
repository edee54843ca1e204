"""What resources are called: within AWS's limits, and never the same in two environments."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import pytest

from support.render import Rendered
from support.shipped import render_environment, shipped

LIMITS = {
    "aws_autoscaling_group.name": 255,
    "aws_cloudwatch_dashboard.dashboard_name": 255,
    "aws_cloudwatch_event_rule.name": 64,
    "aws_cloudwatch_log_group.name": 512,
    "aws_cloudwatch_metric_alarm.alarm_name": 255,
    "aws_db_instance.identifier": 63,
    "aws_db_parameter_group.name": 255,
    "aws_db_subnet_group.name": 255,
    "aws_dynamodb_table.name": 255,
    "aws_elasticache_parameter_group.name": 255,
    "aws_elasticache_replication_group.replication_group_id": 40,
    "aws_elasticache_subnet_group.name": 255,
    "aws_iam_instance_profile.name": 128,
    "aws_iam_role.name": 64,
    "aws_kms_alias.name": 256,
    "aws_lambda_function.function_name": 64,
    "aws_launch_template.name": 128,
    "aws_lb.name": 32,
    "aws_lb_target_group.name": 32,
    "aws_s3_bucket.bucket_prefix": 37,
    "aws_scheduler_schedule.name": 64,
    "aws_secretsmanager_secret.name_prefix": 486,
    "aws_security_group.name": 255,
    "aws_sns_topic.name": 256,
    "aws_sqs_queue.name": 80,
}
"""Characters of a name (the API reference of each service; a prefix leaves room for the 26 that
the provider adds)."""

NAMED_WITHIN_SOMETHING = {
    "aws_autoscaling_lifecycle_hook.name",
    "aws_iam_role_policy.name",
    "aws_route53_record.name",
}
"""Names that need to differ only inside what they belong to."""

FROM_ELSEWHERE = {"aws_rds_instance_state.identifier", "aws_route53_zone.name"}
"""Names that a user chose, or that are another resource's."""

MADE_UP_UNLESS_GIVEN = {
    "aws_autoscaling_lifecycle_hook.name",
    "aws_cloudwatch_event_target.target_id",
    "aws_iam_role_policy.name",
    "aws_lambda_permission.statement_id",
}
"""Names of what takes no tags. One that the provider makes up is another in the deploy after one
that died: the first would stay, unknown to anybody, and keep what it belongs to from going."""

NAMING = ("name", "name_prefix", "bucket_prefix", "identifier", "replication_group_id")
LONGEST = "a-very-long-name-of-an-environment-that-goes-on-for-sixty-three"


def names(rendered: Rendered) -> Iterator[tuple[str, str]]:
    """Yield every name that a resource is given, with `type.argument` before it."""
    for type_, named in rendered["resource"].items():
        for body in named.values():
            for argument, value in body.items():
                where = f"{type_}.{argument}"
                if where in LIMITS or (
                    argument in NAMING and where not in NAMED_WITHIN_SOMETHING | FROM_ELSEWHERE
                ):
                    yield where, value


@functools.cache
def render(name: str, base: str = "prod", *, hibernated: bool = False) -> Rendered:
    return render_environment(shipped(base), name=name, hibernated=hibernated)


@pytest.fixture
def longest() -> Rendered:
    assert len(LONGEST) == 63
    return render(LONGEST)


def test_every_name_has_a_known_limit_and_keeps_it(longest: Rendered) -> None:
    found = [*names(longest), *names(render(LONGEST, hibernated=True))]
    assert {where for where, _ in found} == set(LIMITS)
    for where, value in found:
        assert len(value) <= LIMITS[where], (where, value)


@pytest.mark.parametrize(("base", "hibernated"), [("dev", False), ("prod", False), ("prod", True)])
def test_every_name_tells_project_and_environment(base: str, hibernated: bool) -> None:
    for where, value in names(render("lake-test", base, hibernated=hibernated)):
        assert "aeolus" in value, (where, value)
        assert "lake-test" in value, (where, value)


@pytest.mark.parametrize("other", ["lake-test-web", "lake", "lake-test-masters"])
def test_no_name_is_that_of_a_neighbour(other: str) -> None:
    own, others = set(names(render("lake-test"))), set(names(render(other)))
    assert own & others == set()


def test_long_names_that_begin_alike_stay_apart(longest: Rendered) -> None:
    assert set(names(longest)) & set(names(render(f"{LONGEST[:-1]}x"))) == set()


def test_no_two_resources_of_an_environment_have_one_name(longest: Rendered) -> None:
    found = list(names(longest))
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("base", ["dev", "staging", "prod"])
@pytest.mark.parametrize("where", sorted(MADE_UP_UNLESS_GIVEN))
def test_what_no_tag_finds_again_has_a_name_of_ours(base: str, where: str) -> None:
    type_, argument = where.split(".")
    for address, body in render("lake-test", base)["resource"].get(type_, {}).items():
        assert body.get(argument), address
        assert f"{argument}_prefix" not in body

"""Names fit AWS's limits, whatever an environment or a worker group is called."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeolus_config.names import PREFIX, Limit, resource_name
from aeolus_config.rules.names import LONGEST_GROUP, SUFFIX
from support.sections import names

LOOSE = st.from_regex(r"[a-z][a-z0-9-]{0,62}", fullmatch=True)
SUFFIXES = ["web", "execution", "metastore", "broker", "failover"]


@given(LOOSE, st.sampled_from(SUFFIXES), st.sampled_from(list(Limit)))
def test_a_name_fits_and_has_no_hyphen_that_aws_refuses(
    environment: str, suffix: str, limit: Limit
) -> None:
    name = resource_name(environment, suffix, limit)
    assert len(name) <= limit
    assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name)
    assert name.startswith(f"{PREFIX}-")
    assert name.endswith(f"-{suffix}")


@given(LOOSE, LOOSE, st.sampled_from(list(Limit)))
def test_two_environments_never_share_a_name(one: str, other: str, limit: Limit) -> None:
    same = resource_name(one, "web", limit) == resource_name(other, "web", limit)
    assert same == (one == other)


@given(names(), names(LONGEST_GROUP))
def test_every_group_that_the_rule_lets_pass_has_a_role_name(environment: str, group: str) -> None:
    name = resource_name(environment, f"{SUFFIX}{group}", Limit.IAM_ROLE)
    assert len(name) <= Limit.IAM_ROLE
    assert name.startswith(f"{PREFIX}-{environment[:4]}")


def test_a_short_name_is_as_one_would_write_it() -> None:
    assert resource_name("prod", "web", Limit.LOAD_BALANCER) == "aeolus-prod-web"


def test_long_names_that_begin_alike_stay_apart() -> None:
    one, other = (resource_name("a" * 40 + end, "web", Limit.LOAD_BALANCER) for end in "xy")
    assert one != other


def test_a_suffix_without_room_is_an_error_of_ours() -> None:
    with pytest.raises(ValueError, match="leaves no room"):
        resource_name("prod" * 5, "a-suffix-that-is-too-long", Limit.LOAD_BALANCER)

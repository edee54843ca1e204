"""What the name of an RDS instance class says."""

from __future__ import annotations

import pytest

from aeolus_cost.catalogue.data.rds_class import family, vcpus
from aeolus_cost.catalogue.resource_type import NotPricedError


@pytest.mark.parametrize(
    ("instance_class", "count"),
    [
        ("db.t2.micro", 1),
        ("db.t2.medium", 2),
        ("db.t3.micro", 2),
        ("db.t4g.medium", 2),
        ("db.t4g.large", 2),
        ("db.t3.2xlarge", 8),
        ("db.m6g.large", 2),
        ("db.r6i.xlarge", 4),
        ("db.m5.24xlarge", 96),
    ],
)
def test_vcpus_as_in_the_user_guide(instance_class: str, count: int) -> None:
    assert vcpus(instance_class) == count


@pytest.mark.parametrize("instance_class", ["db.m3.medium", "db.x2.metal", "db.r5.axlarge", "db"])
def test_a_size_that_says_nothing_is_refused_by_name(instance_class: str) -> None:
    with pytest.raises(NotPricedError, match=f"how many vCPUs {instance_class} has is not known"):
        vcpus(instance_class)


def test_family() -> None:
    assert family("db.t4g.small") == "t4g"
    assert family("db.m5.large") == "m5"

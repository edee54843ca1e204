"""`aws_autoscaling_group`: from its minimum to its maximum, Spot apart."""

from __future__ import annotations

import pytest

from aeolus_cost.estimate import Estimate
from aeolus_cost.figures import Figures
from aeolus_cost.usage.usage import Usage
from support.pricing import (
    assert_golden_testdata,
    components,
    money,
    monthly,
    priced,
    priced_testdata,
)

GROUP = "aws_autoscaling_group"


@pytest.fixture(scope="module")
def groups() -> Estimate:
    """The groups of the golden file."""
    return priced_testdata(GROUP)


def test_golden() -> None:
    assert_golden_testdata(GROUP)


@pytest.mark.parametrize(
    ("label", "amounts"),
    [
        # one with its disk: ec2.linux.ondemand.m7g.large: 0.0816 × 730 h = 59.568;
        # ebs.gp3.storage: 0.08 × 10 GB = 0.80; 60.368 × 2
        ("fixed", ("120.74", "120.74", "120.74")),
        # ec2.linux.ondemand.t4g.medium: 0.0336 × 730 h = 24.528; 4GQUNXTFWVSGPUZK: 0.005 × 730 h =
        # 3.65; cloudwatch.custom_metric: 0.30 × 7 metrics = 2.10; ebs.gp3.storage: 0.08 × 16 GB =
        # 1.28; 31.558 × 1, 2 and 5, and at the ceiling ec2.cpu_credit.t4g: 0.04 × 50 surplus
        # vCPU hours
        ("ranges", ("31.56", "63.12", "159.79")),
        # 60.368; 4GQUNXTFWVSGPUZK: 0.005 × 730 h = 3.65; 64.018 × 1, 1 and 3
        ("at_its_minimum", ("64.02", "64.02", "192.05")),
        # 2 instances for 12 hours of 5 days of 7 = 0.714286; 60.368 × 0, 0.714286 and 4
        ("scheduled", ("0.00", "43.12", "241.47")),
        # the first, ec2.linux.spot.m7g.large: 0.0267 to 0.0409, middle 0.0338; the dearest,
        # ec2.linux.spot.c7g.xlarge: 0.0461 to 0.0587; between them ec2.linux.spot.m6g.large: 0.0281
        # to 0.0411; 0; (0.0338 × 730 h + 0.80) × 2; (0.0587 × 730 h + 0.80) × 4
        ("spot", ("0.00", "50.95", "174.60")),
        # base 1, half above it, rounded up to on demand: 1 + 0, 3 + 1, 4 + 2
        # 59.568 × 1, 3, 4; 0.0338 × 730 h × 1, 0.0409 × 730 h × 2; 0.80 × 1, 4, 6
        ("half_spot", ("60.37", "206.58", "302.79")),
        # no Spot price of c5.large is known, and so ec2.linux.ondemand.c5.large: 0.085 × 730 h =
        # 62.05; 0.80; never a made-up discount
        ("spot_without_price", ("0.00", "62.85", "62.85")),
        # instance_market_options: (0.0267, 0.0338, 0.0409) × 730 h + 0.80
        ("market", ("20.29", "25.47", "30.66")),
        # an instance counts 2: 1, 2.5 rounded up, and 4 of 60.368
        ("weighted", ("60.37", "181.10", "241.47")),
        # 59.568; ebs.gp2.storage: 0.10 × 8 GB = 0.80; ebs.gp3.storage: 0.08 × 50 GB = 4.00;
        # 64.368 × 1, 2, 4; stopped beside them the disks, 4.80, of 3, 2 and 0
        ("warm", ("78.77", "138.34", "257.47")),
        # prepared up to 3, one at least, and running: 2, 1 and 1 more of 64.368
        ("warm_running", ("193.10", "193.10", "321.84")),
        # ec2.linux.ondemand.t3.micro: 0.0104 × 730 h = 7.592; ebs.gp2.storage: 0.10 × 20 GB = 2.00;
        # a launch configuration is watched by default, cloudwatch.custom_metric: 0.30 × 7 = 2.10;
        # ec2.cpu_credit.t3: 0.05 × 50 surplus vCPU hours = 2.50
        ("configured", ("11.69", "11.69", "14.19")),
    ],
)
def test_what_a_group_bills(groups: Estimate, label: str, amounts: tuple[str, str, str]) -> None:
    assert monthly(groups, f"{GROUP}.{label}") == money(*amounts)


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ("requirements", "its instance types are chosen by requirements: no rule for that"),
        ("weights", "its instance types have different weights: no rule for that"),
        ("elsewhere", "its launch template is not in this configuration"),
    ],
)
def test_what_cannot_be_priced_is_reported(groups: Estimate, label: str, reason: str) -> None:
    reasons = {each.address: each.reason for each in groups.unpriced}
    assert reasons[f"{GROUP}.{label}"] == reason


def test_a_template_of_requirements_is_reported() -> None:
    got = priced(
        {
            GROUP: {"g": {"max_size": 1, "launch_template": {"name": "any"}}},
            "aws_launch_template": {"any": {"name": "any", "instance_requirements": [{"a": 1}]}},
        }
    )
    assert [each.reason for each in got.unpriced] == [
        "its instance types are chosen by requirements: no rule for that"
    ]


def test_a_size_that_terraform_does_not_know_is_reported() -> None:
    group = {"max_size": "${var.most}", "launch_template": {"name": "plain"}}
    template = {"plain": {"name": "plain", "instance_type": "m7g.large"}}
    got = priced({GROUP: {"g": group}, "aws_launch_template": template})
    assert [each.reason for each in got.unpriced] == [
        "max_size is ${var.most}, known only after apply"
    ]


def test_all_of_a_group_ends_while_it_is_stopped(groups: Estimate) -> None:
    # Credits are counted by use, so not again by the hours that it runs.
    on = {line.component.name for _, line in groups.lines if not line.component.stops}
    assert on == {"Surplus CPU credits"}


def test_spot_and_on_demand_stand_apart(groups: Estimate) -> None:
    lines = components(groups, f"{GROUP}.half_spot").values()
    spot = {line.component.name: line.component.spot for line in lines}
    assert spot == {
        "On demand (m7g.large)": False,
        "Spot (m7g.large)": True,
        "Root volume (gp3)": False,
    }


def test_an_address_that_an_elastic_one_replaces_is_said_by_usage() -> None:
    none = {f"{GROUP}.ranges": {"auto_assigned_addresses": Figures.same(0)}}
    line = components(priced_testdata(GROUP, Usage(resources=none)), f"{GROUP}.ranges")
    assert line["Public IPv4 address"].monthly == Figures.same(0)
    assert line["Public IPv4 address"].component.usage == f"{GROUP}.auto_assigned_addresses"


def test_credits_of_several_types_are_those_of_types_that_have_them() -> None:
    types = [{"instance_type": each} for each in ("t3.large", "t2.large", "m7g.large", "t4g.large")]
    policy = {
        "launch_template": {
            "launch_template_specification": {"launch_template_name": "plain"},
            "override": types,
        }
    }
    template = {"plain": {"name": "plain"}}
    group = {"max_size": 1, "mixed_instances_policy": policy}
    got = components(priced({GROUP: {"g": group}, "aws_launch_template": template}), f"{GROUP}.g")
    # T2 runs standard unless it is told otherwise.
    keys = got["Surplus CPU credits"].component.price_keys
    assert keys == ("ec2.cpu_credit.t3", "ec2.cpu_credit.t4g")


def test_reads_and_writes_of_a_warm_pool_are_counted_with_the_group() -> None:
    disk = {"device_name": "/dev/xvda", "ebs": {"volume_type": "standard", "volume_size": 20}}
    template = {"name": "t", "instance_type": "m7g.large", "block_device_mappings": [disk]}
    group = {"max_size": 1, "launch_template": {"name": "t"}, "warm_pool": {}}
    got = priced({GROUP: {"g": group}, "aws_launch_template": {"t": template}})
    names = [line.component.name for _, line in got.lines if "volume" not in line.component.name]
    assert names.count("Magnetic I/O") == 1
    # Stopped at the floor, in service at the ceiling: 0.05 × 20 GB either way
    pool = components(got, f"{GROUP}.g")["Warm pool: root volume (standard)"]
    assert pool.monthly == Figures.of("1.00", "1.00", 0)

"""`aws_instance`: hours of its type, and what it has beside them."""

from __future__ import annotations

from decimal import Decimal

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

TYPE = "aws_instance"


@pytest.fixture(scope="module")
def instances() -> Estimate:
    """The instances of the golden file."""
    return priced_testdata(TYPE)


def test_golden() -> None:
    assert_golden_testdata(TYPE)


@pytest.mark.parametrize(
    ("label", "amounts"),
    [
        # ec2.linux.ondemand.m7g.large: 0.0816 × 730 h = 59.568; ebs.gp3.storage: 0.08 × 10 GB =
        # 0.80
        ("plain", ("60.37", "60.37", "60.37")),
        # ec2.linux.ondemand.t3.micro: 0.0104 × 730 h = 7.592; 4GQUNXTFWVSGPUZK: 0.005 × 730 h =
        # 3.65, for a default subnet assigns an address; ebs.gp2.storage: 0.10 × 8 GB = 0.80 of its
        # image; ec2.cpu_credit.t3: 0.05 × 50 surplus vCPU hours = 2.50
        ("by_default", ("12.04", "12.04", "14.54")),
        # ec2.linux.ondemand.t4g.medium: 0.0336 × 730 h = 24.528; 0.80; T4g runs unlimited by
        # default, ec2.cpu_credit.t4g: 0.04 × 0, 0, 50 vCPU hours
        ("burstable", ("25.33", "25.33", "27.33")),
        # 0.0104 × 730 h = 7.592, 0.80, without surplus credits
        ("standard_credits", ("8.39", "8.39", "8.39")),
        # 59.568; 3.65; cloudwatch.custom_metric: 0.30 × 7 metrics = 2.10; 0.80
        ("watched", ("66.12", "66.12", "66.12")),
        # 59.568, 3.65, 0.80
        ("in_public_subnet", ("64.02", "64.02", "64.02")),
        # 59.568, 0.80: the Elastic IP address bills itself
        ("with_elastic_ip", ("60.37", "60.37", "60.37")),
        ("with_elastic_ip_associated", ("60.37", "60.37", "60.37")),
        # 59.568; ebs.gp3.storage: 0.08 × 40 GB = 3.20; ebs.gp3.iops_above_3000: 0.005 × 1,000 =
        # 5.00; ebs.gp3.throughput_above_125: 0.04 × 5 MiB/s = 0.20; ebs.io2.storage: 0.125 × 30 GB
        # = 3.75; ebs.io2.iops: 0.065 × 300 = 19.50; ebs.st1.storage: 0.045 × 40 GB = 1.80;
        # ebs.standard.storage: 0.05 × 20 GB = 1.00; ebs.standard.io: 0.05 × 0, 1, 10 million
        ("disks", ("94.02", "94.07", "94.52")),
        # ec2.linux.ondemand.c7g.large: 0.0725 × 730 h = 52.925; 2.10; 0.08 × 25 GB = 2.00;
        # 0.08 × 100 GB = 8.00
        ("from_template", ("65.03", "65.03", "65.03")),
        # ec2.linux.ondemand.m7g.xlarge: 0.1632 × 730 h = 119.136; 0.80; 8.00
        ("before_template", ("127.94", "127.94", "127.94")),
        # ec2.linux.spot.m7g.large: (0.0267, 0.0338 in the middle, 0.0409) × 730 h; 0.80
        ("spot", ("20.29", "25.47", "30.66")),
    ],
)
def test_what_an_instance_bills(
    instances: Estimate, label: str, amounts: tuple[str, str, str]
) -> None:
    assert monthly(instances, f"{TYPE}.{label}") == money(*amounts)


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ("dedicated", "tenancy dedicated: no rule for it, only for shared hosts"),
        ("on_a_host", "tenancy host: no rule for it, only for shared hosts"),
        ("unheard_of", "no price of ec2.linux.ondemand.z9.huge in us-east-1's price file"),
    ],
)
def test_what_cannot_be_priced_is_reported(instances: Estimate, label: str, reason: str) -> None:
    reasons = [each.reason for each in instances.unpriced if each.address == f"{TYPE}.{label}"]
    assert reasons == [reason]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (
            {"launch_template": {"id": "lt-1"}},
            "its instance type is not in this configuration",
        ),
        ({"instance_type": "${var.size}"}, "instance_type is ${var.size}, known only after apply"),
    ],
)
def test_an_instance_of_no_known_type_is_reported(
    arguments: dict[str, object], reason: str
) -> None:
    got = priced({TYPE: {"a": {**arguments, "subnet_id": "subnet-1"}}})
    assert [each.reason for each in got.unpriced] == [reason]


def test_what_is_not_known_of_a_disk_leaves_the_hours() -> None:
    disk = {"volume_size": "${var.size}"}
    got = priced({TYPE: {"a": {"instance_type": "m7g.large", "root_block_device": disk}}})
    assert "Instance (m7g.large)" in components(got, f"{TYPE}.a")
    assert [each.reason for each in got.unpriced] == [
        "volume_size is ${var.size}, known only after apply"
    ]


def test_a_subnet_that_is_not_here_shows_what_an_address_would_cost(instances: Estimate) -> None:
    line = components(instances, f"{TYPE}.subnet_unknown")["Public IPv4 address"]
    assert line.component.formula == "0 addresses × 730 h: the subnet is not in this configuration"
    assert line.unit_price.expected == Decimal("0.005")


def test_the_usage_file_says_what_the_subnet_does_not() -> None:
    usage = Usage(totals={TYPE: {"auto_assigned_addresses": Figures.same(1)}})
    got = components(priced_testdata(TYPE, usage), f"{TYPE}.subnet_unknown")
    assert got["Public IPv4 address"].monthly == Figures.same(Decimal("3.65"))


def test_an_interface_that_is_there_already_gets_no_address() -> None:
    interface = {"network_interface_id": "eni-1", "device_index": 0}
    got = priced({TYPE: {"a": {"instance_type": "m7g.large", "network_interface": interface}}})
    assert "Public IPv4 address" not in components(got, f"{TYPE}.a")


def test_an_elastic_address_of_each_of_several_instances() -> None:
    got = priced(
        {
            TYPE: {"a": {"count": 2, "instance_type": "m7g.large"}},
            "aws_eip": {"a": {"count": 2, "instance": "${aws_instance.a[count.index].id}"}},
        }
    )
    for place in range(2):
        assert "Public IPv4 address" not in components(got, f"{TYPE}.a[{place}]")


def test_the_size_of_an_image_comes_of_the_usage_file() -> None:
    usage = Usage(totals={TYPE: {"image_volume_gb": Figures.same(30)}})
    got = components(priced_testdata(TYPE, usage), f"{TYPE}.burstable")["Root volume (gp2)"]
    # 0.10 × 30 GB
    assert got.monthly == Figures.same(3)
    assert got.component.formula == "30 GB"


def test_volumes_outlast_a_stop(instances: Estimate) -> None:
    lines = components(instances, f"{TYPE}.watched").items()
    assert {name for name, line in lines if not line.component.stops} == {"Root volume (gp2)"}


def test_t2_bills_surplus_credits_where_it_is_told_to_run_unlimited() -> None:
    unlimited = {"credit_specification": {"cpu_credits": "unlimited"}}
    both = {"a": {"instance_type": "t2.large"}, "b": {"instance_type": "t2.large", **unlimited}}
    got = priced({TYPE: both})
    assert "Surplus CPU credits" not in components(got, f"{TYPE}.a")
    # 0.05 × 50 vCPU hours
    line = components(got, f"{TYPE}.b")["Surplus CPU credits"]
    assert line.monthly == Figures.of(0, 0, "2.50")

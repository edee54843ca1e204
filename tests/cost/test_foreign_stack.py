"""A stack that has nothing to do with Airflow, planned by Terraform itself, priced right."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from aeolus_cost.estimate import Estimate, estimate
from aeolus_cost.figures import Figures
from aeolus_cost.prices.book import load_prices
from aeolus_cost.reading.read import read_stack
from aeolus_cost.reading.stack import Stack
from aeolus_cost.usage.usage import Usage
from support.pricing import money, monthly
from support.terraform import terraform

pytestmark = pytest.mark.sandbox

SHOP = Path(__file__).parent / "foreign"
NONE = Figures.same(0)
MONTH: Mapping[str, Mapping[str, Figures]] = {
    "aws_nat_gateway": {"gb_processed": Figures.same(200)},
    "aws_s3_bucket": {"storage_gb": Figures.same(100)},
    "aws_efs_file_system": {"storage_gb": Figures.same(50)},
    "aws_db_instance": {"backup_gb_beyond_free": NONE, "surplus_credit_vcpu_hours": NONE},
    "aws_autoscaling_group": {"surplus_credit_vcpu_hours": NONE},
    "aws_lb": {"lcu_hours": Figures.same(730)},
    "aws_dynamodb_table": {
        "read_request_units": Figures.same(10),
        "write_request_units": Figures.same(2),
        "storage_gb": Figures.same(1),
        "point_in_time_recovery_gb": Figures.same(1),
    },
    "aws_lambda_function": {"requests": Figures.same(1), "duration_ms": Figures.same(100)},
}
"""What the shop uses a month, beside the defaults."""


BILLS = [
    # M2YSHUBETB3JX4M4: 0.045 × 730 h = 32.85; 59S5R83GFPUAGVR5: 0.045 × half of 200 GB = 4.50
    ("aws_nat_gateway.shop[0]", "37.35", "37.35", "37.35"),
    ("aws_nat_gateway.shop[1]", "37.35", "37.35", "37.35"),
    # 4GQUNXTFWVSGPUZK: 0.005 × 730 h
    ("aws_eip.nat[0]", "3.65", "3.65", "3.65"),
    ("aws_eip.nat[1]", "3.65", "3.65", "3.65"),
    # PNUBVW4CPC8XA46W: 0.01 × 2, 40, 200 GB = 0.02, 0.40, 2.00; HQEH3ZWJVT46JHRG: 0.09 × 0, 10,
    # 100 GB = 0, 0.90, 9.00; by default
    ("aws_vpc.shop", "0.02", "1.30", "11.00"),
    # 37CUWUT8GSNQEPUV: 0.0225 × 730 h = 16.425; P2XGEJ8N3KU52WA8: 0.008 × 730 LCU h = 5.84;
    # 4GQUNXTFWVSGPUZK: 0.005 × 2 zones × 730 h = 7.30
    ("aws_lb.shop", "29.57", "29.57", "29.57"),
    # ec2.linux.ondemand.m7g.large: 0.0816 × 730 h = 59.568; ebs.gp3.storage: 0.08 × 40 GB =
    # 3.20; ebs.gp3.iops_above_3000: 0.005 × 1000 = 5.00; ebs.gp3.throughput_above_125: 0.04 × 5
    # MiB/s = 0.20
    ("aws_instance.admin", "67.97", "67.97", "67.97"),
    # (ec2.linux.ondemand.c7g.large: 0.0725 × 730 h = 52.925; ebs.gp3.storage: 0.08 × 10 GB =
    # 0.80) × 2, 3 and 8
    ("aws_autoscaling_group.web", "107.45", "161.18", "429.80"),
    # rds.postgresql.multi_az.db.r6g.xlarge: 0.899 × 730 h = 656.27;
    # J7S7KD4WFDNQWKNX: 0.23 × 100 GB = 23.00
    ("aws_db_instance.orders", "679.27", "679.27", "679.27"),
    # rds.mysql.single_az.db.t3.large: 0.136 × 730 h = 99.28; rds.mysql.single_az.gp2_storage:
    # 0.115 × 20 GB = 2.30
    ("aws_db_instance.blog", "101.58", "101.58", "101.58"),
    # elasticache.redis.cache.r7g.large: 0.219 × 2 nodes × 730 h
    ("module.sessions.aws_elasticache_replication_group.this", "319.74", "319.74", "319.74"),
    # efs.standard: 0.30 × 50 GB
    ("aws_efs_file_system.media", "15.00", "15.00", "15.00"),
    # lambda.requests: 0.20 × 1 M; lambda.duration.x86: 0.0000166667 × 1 M × 0.1 s × 1 GB =
    # 1.66667
    ("aws_lambda_function.resize", "1.87", "1.87", "1.87"),
    # dynamodb.ondemand.read: 0.125 × 10 = 1.25; dynamodb.ondemand.write: 0.625 × 2 = 1.25;
    # dynamodb.storage: 0.25 × 1 GB; dynamodb.pitr: 0.20 × 1 GB
    ("aws_dynamodb_table.carts", "2.95", "2.95", "2.95"),
    # s3.standard: 0.023 × 100 GB = 2.30; by default s3.put_1k: 0.005 × 260, 600, 3,000 = 1.30,
    # 3.00, 15.00; s3.get_1k: 0.0004 × 0, 500, 5,000 = 0, 0.20, 2.00
    ("aws_s3_bucket.media", "3.60", "5.50", "19.30"),
]
"""What each resource bills, by hand."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Stack:
    """The plan of the shop, read."""
    folder = tmp_path_factory.mktemp("shop") / "terraform"
    shutil.copytree(SHOP, folder)

    terraform(folder, "init", "-input=false")
    terraform(folder, "plan", "-input=false", "-out=shop.tfplan")
    (folder / "shop.json").write_text(terraform(folder, "show", "-json", "shop.tfplan"))
    return read_stack(folder / "shop.json")


@pytest.fixture(scope="module")
def costs(shop: Stack) -> Estimate:
    return estimate(shop, Usage(totals=MONTH), load_prices(shop.region))


def test_the_region_comes_of_a_variable(shop: Stack) -> None:
    assert (shop.name, shop.region) == ("shop", "us-east-1")


def test_nothing_is_left_out(costs: Estimate) -> None:
    assert costs.unpriced == ()
    assert costs.free == {"aws_iam_role": 1, "aws_subnet": 2, "aws_launch_template": 1}


@pytest.mark.parametrize(("address", "floor", "expected", "ceiling"), BILLS)
def test_what_each_bills(
    costs: Estimate, address: str, floor: str, expected: str, ceiling: str
) -> None:
    assert monthly(costs, address) == money(floor, expected, ceiling)


def test_nothing_else_bills(costs: Estimate) -> None:
    assert {each.resource.address for each in costs.resources} == {each[0] for each in BILLS}

"""`aws_mq_broker`: hours by deployment, and storage."""

from __future__ import annotations

from aeolus_cost.figures import Figures
from support.pricing import (
    assert_golden_testdata,
    components,
    money,
    monthly,
    priced_testdata,
)

TYPE = "aws_mq_broker"


def of(label: str) -> Figures:
    return monthly(priced_testdata(TYPE), f"{TYPE}.{label}")


def test_golden() -> None:
    assert_golden_testdata(TYPE)


def test_a_rabbitmq_cluster_is_priced_as_a_whole() -> None:
    # mq.rabbitmq.mq.m5.xlarge.cluster_multi_az: 1.728 × 730 h = 1261.44;
    # mq.rabbitmq.ebs: 0.10 × 1 / 5 / 20 GB
    assert of("rabbitmq_cluster") == money("1261.54", "1261.94", "1263.44")


def test_a_single_instance_is_the_default() -> None:
    # mq.rabbitmq.mq.m5.xlarge.single: 0.576 × 730 h = 420.48; 0.10 × 1 / 5 / 20 GB
    assert of("rabbitmq_single") == money("420.58", "420.98", "422.48")


def test_activemq_stores_on_efs_unless_told_otherwise() -> None:
    # mq.activemq.mq.m5.large.active_standby: 0.576 × 730 h = 420.48;
    # mq.activemq.efs: 0.30 × 1 / 5 / 20 GB
    assert of("activemq_standby") == money("420.78", "421.98", "426.48")
    # mq.activemq.mq.t2.micro.single: 0.03 × 730 h = 21.90; mq.activemq.ebs: 0.10 × 1 / 5 / 20 GB
    assert of("activemq_ebs") == money("22.00", "22.40", "23.90")


def test_a_broker_cannot_be_stopped() -> None:
    got = components(priced_testdata(TYPE), f"{TYPE}.rabbitmq_single")
    assert not any(line.component.stops for line in got.values())


def test_a_type_without_a_price_is_reported() -> None:
    reasons = {each.address: each.reason for each in priced_testdata(TYPE).unpriced}
    assert reasons == {
        f"{TYPE}.unpriced": (
            "no price of mq.rabbitmq.mq.m7g.large.single in us-east-1's price file"
        )
    }

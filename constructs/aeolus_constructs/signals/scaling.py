"""What to watch of whoever has worker groups follow their queues."""

from __future__ import annotations

from aeolus_agent.telemetry.metrics.names import SCALING_LOOKS
from aeolus_constructs.deployment import Deployment
from aeolus_constructs.telemetry import metric_namespace

from .alarm import Alarm
from .metric import Metric
from .signals import Signals


def scaling_signals(deployment: Deployment) -> Signals:
    """Return the alarm of an environment whose workers nobody scales."""
    looks = Metric(metric_namespace(deployment), SCALING_LOOKS, {}, "Sum", "looks")
    return Signals(
        alarms=(
            Alarm(
                name="workers_unscaled",
                metrics=[looks],
                comparison="LessThanThreshold",
                threshold=1,
                # Longer than another master takes to go on with it.
                period_seconds=60,
                periods=5,
                no_data="breaching",
                meaning="For five minutes nobody has counted what waits for workers: no group grows"
                " with its queues, and no worker leaves. It rings too when an environment is new"
                " and its nodes still boot.",
                cure="The node log group says what aeolus-scale of the masters waits for; until"
                " then, `aeolus workers scale`.",
            ),
        )
    )

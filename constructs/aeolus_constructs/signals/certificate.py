"""What to watch of a single node's certificate that others renew, or help to renew."""

from __future__ import annotations

from aeolus_agent.telemetry.metrics.names import CERTIFICATE_LEFT
from aeolus_constructs.deployment import Deployment
from aeolus_constructs.telemetry import metric_namespace

from .alarm import Alarm
from .metric import Metric
from .signals import Signals

LEAST_DAYS = 14
"""Lego renews thirty days before the end; half of that is time to find out why it does not."""


def certificate_signals(deployment: Deployment) -> Signals:
    """Return the signals of a certificate that ends unless somebody renews it."""
    left = Metric(
        metric_namespace(deployment), CERTIFICATE_LEFT, {}, "Minimum", "days of the certificate"
    )
    alarm = Alarm(
        name="certificate_ends",
        metrics=[left],
        comparison="LessThanThreshold",
        threshold=LEAST_DAYS,
        period_seconds=3600,
        periods=1,
        no_data="missing",
        meaning=f"The entrance's certificate is valid for less than {LEAST_DAYS} days. After that"
        " browsers and clients refuse it.",
        cure="With web.acme read `systemctl status aeolus-certificate` on the node, which says why"
        " the authority signs none. With web.certificate_secret_arn store a new one in the secret.",
    )
    return Signals(alarms=(alarm,))

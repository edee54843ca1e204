"""What to watch of the entrances (Application Load Balancers guide, "CloudWatch metrics")."""

from __future__ import annotations

from aeolus_constructs.execution_entrance import ExecutionEntrance
from aeolus_constructs.target_group import TargetGroup
from aeolus_constructs.web_entrance import WebEntrance

from .alarm import Alarm
from .metric import Metric, Statistic
from .signals import Signals
from .widget import Widget

ERRORS = 20
"""Of server errors in five minutes: above what a deploy or the loss of one master leaves."""


def web_signals(web: WebEntrance) -> Signals:
    """Return the signals of the web entrance."""
    return _entrance_signals(
        "web",
        web,
        groups={"api-server": web.api_server, "flower": web.flower},
        serves="users",
        when_none="Nobody reaches the UI or the API.",
    )


def execution_signals(execution: ExecutionEntrance) -> Signals:
    """Return the signals of the execution entrance."""
    return _entrance_signals(
        "execution",
        execution,
        groups={"api-server": execution.api_server},
        serves="running tasks",
        when_none="Running tasks lose their heartbeats and end within minutes.",
    )


def _entrance_signals(
    name: str,
    entrance: WebEntrance | ExecutionEntrance,
    *,
    groups: dict[str, TargetGroup],
    serves: str,
    when_none: str,
) -> Signals:
    balancer = entrance.load_balancer.arn_suffix

    def metric(metric_name: str, statistic: Statistic, label: str = "") -> Metric:
        return Metric(
            "AWS/ApplicationELB", metric_name, {"LoadBalancer": balancer}, statistic, label
        )

    healthy = [
        Metric(
            "AWS/ApplicationELB",
            "HealthyHostCount",
            {"TargetGroup": group.arn_suffix, "LoadBalancer": balancer},
            "Minimum",
            label,
        )
        for label, group in groups.items()
    ]
    errors = [
        metric("HTTPCode_Target_5XX_Count", "Sum", "from api-server"),
        metric("HTTPCode_ELB_5XX_Count", "Sum", "from load balancer"),
    ]
    title = name.capitalize()
    return Signals(
        alarms=(
            _errors(name, errors, serves),
            _no_host(name, healthy[0], when_none),
        ),
        widgets=(
            Widget(
                f"{title}: requests, and seconds for 95 % of them",
                [metric("RequestCount", "Sum"), metric("TargetResponseTime", "p95")],
            ),
            Widget(f"{title}: server errors", errors),
            Widget(f"{title}: healthy hosts", healthy),
        ),
    )


def _errors(name: str, metrics: list[Metric], serves: str) -> Alarm:
    return Alarm(
        name=f"{name}_errors",
        metrics=metrics,
        # The counters are silent while there is nothing to count.
        expression="FILL(m1, 0) + FILL(m2, 0)",
        comparison="GreaterThanOrEqualToThreshold",
        threshold=ERRORS,
        period_seconds=300,
        periods=2,
        no_data="notBreaching",
        meaning=f"The {name} entrance has answered {serves} with {ERRORS} or more server errors in"
        " five minutes, twice in a row.",
        cure="Look for tracebacks in the api-server log group, and at metastore and masters.",
    )


def _no_host(name: str, metric: Metric, when_none: str) -> Alarm:
    return Alarm(
        name=f"{name}_no_host",
        metrics=[metric],
        comparison="LessThanThreshold",
        threshold=1,
        period_seconds=60,
        periods=3,
        # The metric is not there while no master is.
        no_data="breaching",
        meaning=f"No master has answered the {name} entrance's health check for three minutes."
        f" {when_none}",
        cure="See whether masters run, whether the api-server is up on them, and whether they reach"
        " the metastore.",
    )

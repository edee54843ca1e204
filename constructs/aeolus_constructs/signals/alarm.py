"""An alarm as data: when it rings, what that means, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cdktf import ITerraformDependable
from constructs import Construct

from aeolus_constructs.deployment import Deployment
from aeolus_constructs.providers import (
    CloudwatchMetricAlarm,
    CloudwatchMetricAlarmMetricQuery,
    CloudwatchMetricAlarmMetricQueryMetric,
)

from .metric import Metric

Comparison = Literal["GreaterThanThreshold", "LessThanThreshold", "GreaterThanOrEqualToThreshold"]


@dataclass(frozen=True)
class Alarm:
    """Rings when the value has been beyond `threshold` for `periods` of `period_seconds`.

    One metric is the value itself; `expression` joins several, which it calls m1, m2 and so on.
    Each metric of an alarm costs $0.10 a month.
    """

    name: str
    metrics: Sequence[Metric]
    comparison: Comparison
    threshold: float
    period_seconds: int
    periods: int
    no_data: Literal["breaching", "notBreaching", "missing"]
    """What silence means: trouble, nothing to count, or nothing at all."""
    meaning: str
    cure: str
    expression: str = ""
    rings: str = ""
    """ARN of a function that it invokes besides; empty: none."""

    def create(
        self,
        scope: Construct,
        *,
        deployment: Deployment,
        topic_arn: str,
        depends_on: Sequence[ITerraformDependable],
    ) -> CloudwatchMetricAlarm:
        """Create the `aws_cloudwatch_metric_alarm`; it also tells when all is well again."""
        single = self.metrics[0] if not self.expression else None
        return CloudwatchMetricAlarm(
            scope,
            self.name,
            alarm_name=self.full_name(deployment),
            alarm_description=f"{self.meaning} {self.cure}",
            namespace=single.namespace if single else None,
            metric_name=single.name if single else None,
            dimensions=dict(single.dimensions) if single else None,
            statistic=single.statistic if single else None,
            period=self.period_seconds if single else None,
            metric_query=None if single else self._queries(),
            comparison_operator=self.comparison,
            threshold=self.threshold,
            evaluation_periods=self.periods,
            treat_missing_data=self.no_data,
            alarm_actions=[topic_arn, *([self.rings] if self.rings else [])],
            ok_actions=[topic_arn],
            depends_on=list(depends_on),
        )

    def full_name(self, deployment: Deployment) -> str:
        """Return the alarm's name in CloudWatch."""
        return deployment.name(self.name)

    def _queries(self) -> list[CloudwatchMetricAlarmMetricQuery]:
        value = CloudwatchMetricAlarmMetricQuery(
            id="value", expression=self.expression, label=self.name, return_data=True
        )
        parts = [
            CloudwatchMetricAlarmMetricQuery(
                id=f"m{number}",
                metric=CloudwatchMetricAlarmMetricQueryMetric(
                    namespace=metric.namespace,
                    metric_name=metric.name,
                    dimensions=dict(metric.dimensions),
                    period=self.period_seconds,
                    stat=metric.statistic,
                ),
            )
            for number, metric in enumerate(self.metrics, start=1)
        ]
        return [value, *parts]

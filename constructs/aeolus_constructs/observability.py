"""Who is told when something is wrong, and what there is to look at."""

from __future__ import annotations

from collections.abc import Sequence

from cdktf import ITerraformDependable
from constructs import Construct

from .alarm_topic import AlarmTopic
from .deployment import Deployment
from .providers import CloudwatchDashboard
from .signals import Signals
from .signals.widget import dashboard_body


class Observability(Construct):
    """The alarms of all `signals`, told by a topic, and a dashboard if there is anything to draw.

    An alarm costs $0.10 a month and metric, a dashboard $3 beyond an account's third (Amazon
    CloudWatch pricing).
    """

    aws_services: frozenset[str] = frozenset()

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        topic: AlarmTopic,
        signals: Sequence[Signals],
        depends_on: Sequence[ITerraformDependable] = (),
    ) -> None:
        """Create them; alarms wait for `depends_on`, or what still starts would ring."""
        super().__init__(scope, id_)
        alarms = [alarm for each in signals for alarm in each.alarms]
        self.ready: list[ITerraformDependable] = [
            alarm.create(
                self,
                deployment=deployment,
                topic_arn=topic.arn,
                depends_on=[*topic.ready, *depends_on],
            )
            for alarm in alarms
        ]
        widgets = [widget for each in signals for widget in each.widgets]
        self.dashboard_name = deployment.name("overview")
        if widgets:
            arns = [
                deployment.arn("cloudwatch", f"alarm:{alarm.full_name(deployment)}")
                for alarm in alarms
            ]
            CloudwatchDashboard(
                self,
                "dashboard",
                dashboard_name=self.dashboard_name,
                dashboard_body=dashboard_body(widgets, arns, deployment.region),
            )

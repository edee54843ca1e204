"""Keys, secrets, logs, metrics, messages."""

from __future__ import annotations

from aeolus_cost.catalogue.resource_type import ResourceType

from .acm_certificate import AcmCertificate
from .cloudwatch_composite_alarm import CloudwatchCompositeAlarm
from .cloudwatch_dashboard import CloudwatchDashboard
from .cloudwatch_event_bus import CloudwatchEventBus
from .cloudwatch_log_group import CloudwatchLogGroup
from .cloudwatch_log_metric_filter import CloudwatchLogMetricFilter
from .cloudwatch_metric_alarm import CloudwatchMetricAlarm
from .iam_policy import IamPolicy, IamRolePolicy
from .kms_key import KmsExternalKey, KmsKey, KmsReplicaKey
from .secretsmanager_secret import SecretsmanagerSecret
from .sfn_state_machine import SfnStateMachine
from .sns_topic import SnsTopic
from .sns_topic_subscription import SnsTopicSubscription
from .sqs_queue import SqsQueue
from .ssm_parameter import SsmParameter

TYPES: tuple[ResourceType, ...] = (
    AcmCertificate(),
    CloudwatchCompositeAlarm(),
    CloudwatchDashboard(),
    CloudwatchEventBus(),
    CloudwatchLogGroup(),
    CloudwatchLogMetricFilter(),
    CloudwatchMetricAlarm(),
    IamPolicy(),
    IamRolePolicy(),
    KmsExternalKey(),
    KmsKey(),
    KmsReplicaKey(),
    SecretsmanagerSecret(),
    SfnStateMachine(),
    SnsTopic(),
    SnsTopicSubscription(),
    SqsQueue(),
    SsmParameter(),
)

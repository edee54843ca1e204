"""SQS, SNS, Amazon MQ, EventBridge and Step Functions."""

from __future__ import annotations

from aeolus_cost.prices.refresh.rule import Rule

SQS, SNS, MQ = "AWSQueueService", "AmazonSNS", "AmazonMQ"
EVENTS, STATES = "AWSEvents", "AmazonStates"

BROKERS = "Broker Instances"
DEPLOYMENTS = {
    "activemq": ("ActiveMQ", "active_standby"),
    "rabbitmq": ("RabbitMQ", "cluster_multi_az"),
}
"""Engines: their name in the Price List, and what we call their Multi-AZ deployment."""


def _brokers(key: str) -> list[Rule]:
    engine, multi = DEPLOYMENTS[key]
    return [
        Rule(
            f"mq.{key}.{{type}}.{deployment}",
            "hour",
            MQ,
            r"{any}.*?(?P<type>mq\.[a-z0-9]+\.[a-z0-9]+)",
            {"productFamily": BROKERS, "brokerEngine": engine, "deploymentOption": zones},
        )
        for zones, deployment in (("Single-AZ", "single"), ("Multi-AZ", multi))
    ]


def _broker_storage(key: str, usage: str) -> Rule:
    where = {"productFamily": "Broker Storage"}
    return Rule(f"mq.{key}", "GB-month", MQ, "{any}" + usage, where)


def _delivery(key: str, protocol: str) -> Rule:
    where = {"productFamily": "Message Delivery"}
    usage = f"{{bare}}DeliveryAttempts-{protocol}"
    return Rule(f"sns.{key}", "1k notifications", SNS, usage, where)


RULES = (
    # Listed as a tier in some regions and as a request-based price in others.
    Rule(
        "sqs.standard",
        "1M requests",
        SQS,
        "{bare}Requests-(?:Tier1|RBP)",
        {"queueType": "Standard"},
    ),
    Rule(
        "sqs.fifo",
        "1M requests",
        SQS,
        "{any}Requests-FIFO-(?:Tier1|RBP)",
        {"queueType": "FIFO (first-in, first-out)"},
    ),
    Rule(
        "sns.requests", "1M requests", SNS, "{any}Requests-Tier1", {"productFamily": "API Request"}
    ),
    _delivery("http", "HTTP"),
    _delivery("email", "SMTP"),
    *_brokers("activemq"),
    *_brokers("rabbitmq"),
    _broker_storage("rabbitmq.ebs", "TimedStorage-RabbitMQ-ByteHrs"),
    _broker_storage("activemq.ebs", "TimedStorage-EBS-ByteHrs"),
    _broker_storage("activemq.efs", "TimedStorage-ByteHrs"),
    Rule(
        "eventbridge.custom_events",
        "1M events",
        EVENTS,
        "{code}Event-64K-Chunks",
        {"operation": "PutEvents", "eventType": "Custom Event"},
    ),
    Rule("stepfunctions.transitions", "1k transitions", STATES, "{any}StateTransition"),
)

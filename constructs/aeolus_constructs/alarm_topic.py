"""Where alarms are told."""

from __future__ import annotations

from cdktf import ITerraformDependable
from constructs import Construct

from .deployment import Deployment
from .encryption_key import EncryptionKey
from .iam import Statement, policy_document
from .providers import SnsTopic, SnsTopicPolicy, SnsTopicSubscription


class AlarmTopic(Construct):
    """An encrypted `aws_sns_topic` that alarms and event rules of this account publish to.

    An e-mail address is subscribed once its owner has followed the link that AWS sends; a
    topic without one can be subscribed to by hand. Callers in the account come in by IAM, those
    of no other (Amazon SNS Developer Guide, "Example cases for Amazon SNS access control").
    """

    aws_services: frozenset[str] = frozenset()

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        encryption_key: EncryptionKey,
        email: str | None,
    ) -> None:
        """Create the topic, and a subscription of `email` if there is one."""
        super().__init__(scope, id_)
        self.resource = SnsTopic(
            self, "topic", name=deployment.name("alarms"), kms_master_key_id=encryption_key.arn
        )
        policy = SnsTopicPolicy(
            self,
            "policy",
            arn=self.arn,
            policy=policy_document(
                self._publish(deployment, "Alarms", "cloudwatch", "alarm:*"),
                self._publish(deployment, "Events", "events", "rule/*"),
                self._only_tls(),
            ),
        )
        self.ready: list[ITerraformDependable] = [policy]
        if email is not None:
            SnsTopicSubscription(
                self, "email", topic_arn=self.arn, protocol="email", endpoint=email
            )

    @property
    def arn(self) -> str:
        """The topic's ARN."""
        return self.resource.arn

    def _publish(self, deployment: Deployment, sid: str, service: str, source: str) -> Statement:
        return Statement(
            sid=sid,
            principals={"Service": f"{service}.amazonaws.com"},
            actions=["sns:Publish"],
            resources=[self.arn],
            conditions={
                "StringEquals": {"aws:SourceAccount": deployment.account_id},
                "ArnLike": {"aws:SourceArn": deployment.arn(service, source)},
            },
        )

    def _only_tls(self) -> Statement:
        return Statement(
            sid="OnlyTls",
            effect="Deny",
            principals={"*": "*"},
            actions=["sns:Publish"],
            resources=[self.arn],
            conditions={"Bool": {"aws:SecureTransport": "false"}},
        )

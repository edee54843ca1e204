"""A Lambda function from a folder of `lambda/`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from cdktf import AssetType, ITerraformDependable, TerraformAsset
from constructs import Construct

from aeolus_config.names import Limit

from .deployment import Deployment
from .encryption_key import EncryptionKey
from .function_archive import build
from .iam import Role, Statement
from .providers import (
    CloudwatchLogGroup,
    LambdaFunctionDeadLetterConfig,
    LambdaFunctionEnvironment,
    LambdaFunctionLoggingConfig,
    SqsQueue,
)
from .providers import (
    LambdaFunction as AwsLambdaFunction,
)

DEAD_LETTER_SECONDS = 14 * 24 * 3600
"""The longest that SQS keeps a message."""


class LambdaFunction(Construct):
    """An `aws_lambda_function` with its role, log group and dead-letter queue.

    Runs Python 3.11, as the project does, on arm64, which costs less. Events that it failed on
    twice end in the queue. `ready` includes its rights: whoever invokes it needs them in place.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        encryption_key: EncryptionKey,
        function: str,
        description: str,
        timeout: int,
        memory_size: int,
        log_retention_in_days: int,
        environment: Mapping[str, str] | None = None,
        reserved_concurrent_executions: int | None = None,
        shared: Sequence[Path] = (),
    ) -> None:
        """Create `lambda/<function>`; `timeout` in seconds, `memory_size` in MB.

        `shared` are folders of packages that come with it.

        No concurrency is reserved by default: a new account has too little to give away.
        """
        super().__init__(scope, id_)
        suffix = function.replace("_", "-")
        name = deployment.name(suffix, Limit.LAMBDA_FUNCTION)
        self.role = Role(
            self,
            "role",
            deployment=deployment,
            suffix=suffix,
            service="lambda.amazonaws.com",
            description=description,
        )
        self.log_group_name = f"/aws/lambda/{name}"
        logs = CloudwatchLogGroup(
            self,
            "logs",
            name=self.log_group_name,
            retention_in_days=log_retention_in_days,
            kms_key_id=encryption_key.arn,
        )
        self.dead_letters = SqsQueue(
            self,
            "dead-letters",
            name=deployment.name(f"{suffix}-dead-letters", Limit.QUEUE),
            kms_master_key_id=encryption_key.arn,
            message_retention_seconds=DEAD_LETTER_SECONDS,
        )
        self.role.grant(
            "run",
            Statement(["logs:CreateLogStream", "logs:PutLogEvents"], [f"{logs.arn}:*"]),
            Statement(["sqs:SendMessage"], [self.dead_letters.arn]),
            # For the queue alone: whoever may decrypt by any service may read every secret.
            Statement(
                ["kms:Decrypt", "kms:GenerateDataKey"],
                [encryption_key.arn],
                conditions={
                    "StringEquals": {"kms:ViaService": f"sqs.{deployment.region}.amazonaws.com"}
                },
            ),
        )
        path, code_hash = build(function, *shared)
        code = TerraformAsset(self, "code", path=str(path), type=AssetType.FILE)
        self.resource = AwsLambdaFunction(
            self,
            "function",
            function_name=name,
            description=description,
            role=self.role.arn,
            runtime="python3.11",
            architectures=["arm64"],
            handler=f"{function}.handler.handler",
            filename=code.path,
            source_code_hash=code_hash,
            timeout=timeout,
            memory_size=memory_size,
            reserved_concurrent_executions=reserved_concurrent_executions,
            environment=LambdaFunctionEnvironment(variables=environment) if environment else None,
            kms_key_arn=encryption_key.arn if environment else None,
            logging_config=LambdaFunctionLoggingConfig(log_format="JSON", log_group=logs.name),
            dead_letter_config=LambdaFunctionDeadLetterConfig(target_arn=self.dead_letters.arn),
            depends_on=list(self.role.ready),
        )

    @property
    def ready(self) -> list[ITerraformDependable]:
        """The function, and rights that were granted since."""
        return [self.resource, *self.role.ready]

    @property
    def function_arn(self) -> str:
        """The function's ARN."""
        return self.resource.arn

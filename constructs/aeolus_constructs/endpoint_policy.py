"""What may pass through a VPC endpoint: requests of this account, and no stranger's."""

from __future__ import annotations

from .deployment import Deployment
from .iam import Statement, policy_document

_POLICY_PREFIXES = {"monitoring": "cloudwatch"}
"""Services whose endpoints have another name than their actions (Service Authorization
Reference)."""


def endpoint_policy(deployment: Deployment, service: str) -> str:
    """Return the policy of the endpoint of AWS `service`, named as in endpoint names.

    All of the service's actions, which an endpoint policy does not grant but let through: what
    a role may do is in its own policies, and tasks bring theirs along. Principals of other
    accounts do not pass, so that nobody's own credentials carry data out (AWS PrivateLink Guide,
    "Control access to VPC endpoints using endpoint policies"). S3 also lets anyone read the
    region's bucket of the SSM agent, which asks for it without credentials (Systems Manager User
    Guide, "SSM Agent communications with AWS managed S3 buckets").
    """
    statements = [
        Statement(
            sid="PrincipalsOfThisAccount",
            principals={"*": "*"},
            actions=[f"{_POLICY_PREFIXES.get(service, service)}:*"],
            resources=["*"],
            conditions={"StringEquals": {"aws:PrincipalAccount": deployment.account_id}},
        )
    ]
    if service == "s3":
        bucket = f"arn:{deployment.partition}:s3:::amazon-ssm-{deployment.region}"
        statements.append(
            Statement(
                sid="SsmAgentReadsItsReleases",
                principals={"*": "*"},
                actions=["s3:GetObject"],
                resources=[f"{bucket}/*"],
            )
        )
    return policy_document(*statements)

"""Account and region, and the things that must be of the same."""

from __future__ import annotations

from collections.abc import Iterator

from aeolus_config.errors import KeyPath
from aeolus_config.model import Environment, GitDags
from aeolus_config.nearest import TYPO, nearest

from .registry import Finding, rule

REGIONS = (
    "af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 "
    "ap-south-2 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 "
    "ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 cn-north-1 cn-northwest-1 eu-central-1 "
    "eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 "
    "me-central-1 me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2 us-gov-east-1 "
    "us-gov-west-1 us-west-1 us-west-2"
).split()

PLACES = frozenset(region.rsplit("-", 1)[0] for region in REGIONS)


@rule(source="AWS Regions and Availability Zones, AWS Regions")
def region_is_spelled_right(environment: Environment) -> Iterator[Finding]:
    """A region is no near miss of one that AWS has; regions newer than this list pass."""
    place = environment.region.rsplit("-", 1)[0]
    close = nearest(place, PLACES, TYPO)
    if place not in PLACES and close:
        meant = nearest(environment.region, REGIONS) or close
        yield Finding(("region",), "is no AWS region", f"did you mean {meant}?")


@rule(source="Elastic Load Balancing, SSL certificates; AWS Secrets Manager, Cross-account access")
def arns_are_of_region_and_account(environment: Environment) -> Iterator[Finding]:
    """A certificate or secret that a file names is of its region and account."""
    for path, arn in _regional_arns(environment):
        _, _, service, region, account, _ = arn.split(":", 5)
        if region != environment.region:
            yield Finding(
                path,
                f"is in {region}, and the environment in {environment.region}",
                f"name one in {environment.region}",
            )
        if account != environment.account_id:
            yield Finding(
                path,
                f"is of account {account}, and the environment of {environment.account_id}",
                f"name a {service} resource of this account",
            )


@rule(source="IAM User Guide, Managed policies and inline policies")
def policies_can_be_attached(environment: Environment) -> Iterator[Finding]:
    """A policy for tasks is AWS's or of the environment's account, and named once."""
    for path, arns in _policies(environment):
        for index, arn in enumerate(arns):
            account = arn.split(":")[4]
            if account not in ("aws", environment.account_id):
                yield Finding(
                    (*path, index),
                    f"is of account {account}; a role takes policies of its own account",
                    f"make the policy in {environment.account_id}",
                )
            if arn in arns[:index]:
                yield Finding((*path, index), "is named twice", "remove one")


def _regional_arns(environment: Environment) -> Iterator[tuple[KeyPath, str]]:
    if environment.web.certificate_arn:
        yield ("web", "certificate_arn"), environment.web.certificate_arn
    if environment.web.certificate_secret_arn:
        yield ("web", "certificate_secret_arn"), environment.web.certificate_secret_arn
    dags = environment.dags
    if isinstance(dags, GitDags) and dags.credentials_secret_arn:
        yield ("dags", "credentials_secret_arn"), dags.credentials_secret_arn


def _policies(environment: Environment) -> Iterator[tuple[KeyPath, tuple[str, ...]]]:
    yield ("single_node", "policy_arns"), environment.single_node.policy_arns
    for name, group in environment.workers.items():
        yield ("workers", name, "policy_arns"), group.policy_arns

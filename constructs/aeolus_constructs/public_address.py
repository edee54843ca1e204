"""The address that a single node keeps when the machine is replaced."""

from __future__ import annotations

from cdktf import ITerraformDependable
from constructs import Construct

from aeolus_tags import ENVIRONMENT_TAG

from .deployment import Deployment
from .iam import Role, Statement
from .node_rights import within_environment
from .providers import Eip, Route53Record

RECORD_TTL_SECONDS = 300


class PublicAddress(Construct):
    """An `aws_eip` that the node takes for itself, and its `aws_route53_record` where there is one.

    Costs no more than the address that it takes the place of: every public IPv4 address in use
    or at rest is charged alike (Amazon VPC pricing).
    """

    aws_services = frozenset({"ec2"})

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        suffix: str,
        domain: str | None,
        hosted_zone_id: str | None,
    ) -> None:
        """Allocate the address; with `hosted_zone_id`, point `domain` to it."""
        super().__init__(scope, id_)
        self._deployment, self._hosted_zone_id = deployment, hosted_zone_id
        self.resource = Eip(
            self,
            "address",
            domain="vpc",
            tags={"Name": deployment.name(suffix), ENVIRONMENT_TAG: deployment.environment},
        )
        self.ready: list[ITerraformDependable] = [self.resource]
        if domain and hosted_zone_id:
            Route53Record(
                self,
                "record",
                zone_id=hosted_zone_id,
                name=domain,
                type="A",
                ttl=RECORD_TTL_SECONDS,
                records=[self.address],
            )
        self.web_name = domain or self.address
        self.url = f"https://{self.web_name}"

    @property
    def id(self) -> str:
        """The id of its allocation."""
        return self.resource.id

    @property
    def address(self) -> str:
        """The IPv4 address."""
        return self.resource.public_ip

    def grant_associate(self, role: Role) -> None:
        """Let nodes under `role` find this address and take it."""
        role.grant(
            "associate-address",
            within_environment(
                self._deployment,
                ["ec2:AssociateAddress"],
                [
                    self.resource.arn,
                    self._deployment.arn("ec2", "instance/*"),
                    self._deployment.arn("ec2", "network-interface/*"),
                ],
            ),
            # Has no narrower form (Service Authorization Reference, "Amazon EC2").
            Statement(["ec2:DescribeAddresses"], ["*"]),
        )

    def grant_dns_challenge(self, role: Role) -> None:
        """Let nodes under `role` prove to an authority that the domain is theirs.

        By that one record (RFC 8555, section 8.4), and by no other of the zone; its list can be
        read whole or not at all. Only where there are a domain and a hosted zone.
        """
        route53 = f"arn:{self._deployment.partition}:route53:::"
        zone = f"{route53}hostedzone/{self._hosted_zone_id}"
        key = "route53:ChangeResourceRecordSets"
        role.grant(
            "dns-challenge",
            Statement(
                [key],
                [zone],
                # Amazon Route 53 Developer Guide, "Using IAM policy conditions for fine-grained
                # access control".
                conditions={
                    "ForAllValues:StringEquals": {
                        f"{key}NormalizedRecordNames": [f"_acme-challenge.{self.web_name}"],
                        f"{key}RecordTypes": ["TXT"],
                        f"{key}Actions": ["UPSERT", "DELETE"],
                    }
                },
            ),
            Statement(["route53:ListResourceRecordSets"], [zone]),
            # The id of a change is not known before it.
            Statement(["route53:GetChange"], [f"{route53}change/*"]),
        )

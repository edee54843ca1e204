"""AWS's services as programs in a VPC reach them: by their names, by the ways that there are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from aeolus_sandbox import region as regions
from aeolus_sandbox.authority import Authority
from aeolus_sandbox.endpoints.front import EndpointsFront
from aeolus_sandbox.machines.image.images import Images
from aeolus_sandbox.network import firewall, namespaces
from aeolus_sandbox.supervisor.world import World
from sandbox.conftest import ACCOUNT
from support.machines import needs_machines

pytestmark = [pytest.mark.sandbox, needs_machines]

REGION = ACCOUNT.region
Asked = tuple[str, str, dict[str, Any]]
BUCKET = "deep-thought"
# Does what its standard input lists, and prints of each what came of it.
PROGRAM = """
import io, json, sys
import boto3
from botocore.config import Config

asked = json.load(sys.stdin)
patience = Config(connect_timeout=1, read_timeout=20, retries={"total_max_attempts": 1})
for service, operation, arguments in asked:
    client = boto3.client(service, config=patience)
    try:
        answer = getattr(client, operation)(**arguments)
    except Exception as error:
        print(json.dumps(type(error).__name__))
        continue
    if "Body" in answer:
        answer["Body"] = answer["Body"].read().decode()
    answer["server"] = answer.pop("ResponseMetadata")["HTTPHeaders"].get("server")
    print(json.dumps(answer, default=str))
"""


# Uploads in parts, as SDKs do with what is large, and opens a presigned URL without credentials.
LARGE = """
import io, sys, urllib.request
import boto3
from boto3.s3.transfer import TransferConfig

s3, body = boto3.client("s3"), bytes(range(256)) * 80_000
parts = TransferConfig(multipart_threshold=6_000_000, multipart_chunksize=6_000_000)
s3.upload_fileobj(io.BytesIO(body), sys.argv[1], "large", Config=parts)
print(s3.head_object(Bucket=sys.argv[1], Key="large")["ContentLength"] == len(body))
url = s3.generate_presigned_url("get_object", {"Bucket": sys.argv[1], "Key": "large"})
with urllib.request.urlopen(url) as opened:
    print(opened.read() == body)
"""


@dataclass(frozen=True)
class Nodes:
    """Where programs run: a namespace in each subnet, with the VPC's resolver."""

    world: World
    directory: Path

    def run(self, node: str, *asked: Asked) -> list[Any]:
        """Return what came of each call, in a node: an answer, or the name of an exception."""
        output = self.command(node, [sys.executable, "-c", PROGRAM], json.dumps(asked))
        return [json.loads(line) for line in output.splitlines()]

    def command(self, node: str, command: list[str], stdin: str = "") -> str:
        """Return what a command prints in a node."""
        resolver = self.directory / "resolv.conf"
        resolver.write_text(f"nameserver {firewall.RESOLVER}\noptions attempts:1 timeout:2\n")
        bundle = self.directory / "ca.pem"
        bundle.write_bytes(self.world.authority.certificate)
        # ip-netns(8) gives the command a mount namespace of its own.
        script = f'mount --bind {resolver} /etc/resolv.conf && exec "$@"'
        entering = ["ip", "netns", "exec", self.world.network.namespace(node), "sh", "-c", script]
        credentials = {"AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "secret"}
        environment = {
            **{name: os.environ[name] for name in ("PATH", "TMPDIR")},
            **credentials,
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_CA_BUNDLE": str(bundle),
            "SSL_CERT_FILE": str(bundle),
        }
        return subprocess.run(
            [*entering, "sh", *command],
            input=stdin,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout


def deploy(ec2: Any) -> dict[str, str]:
    """Make a VPC with a subnet for each way to AWS, and none; return their ids by name."""
    vpc = ec2.create_vpc(CidrBlock="10.7.0.0/16")["Vpc"]["VpcId"]
    group = ec2.create_security_group(VpcId=vpc, GroupName="aws", Description="-")["GroupId"]
    https = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}
    permission = {**https, "IpRanges": [{"CidrIp": "10.7.0.0/16"}]}
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[permission])
    ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
    internet = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(VpcId=vpc, InternetGatewayId=internet)
    subnets, tables = {}, {}
    for number, name in enumerate(("public", "nat", "gateway", "nothing")):
        made = ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.7.{number}.0/24")["Subnet"]
        subnets[name] = made["SubnetId"]
        tables[name] = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
        ec2.associate_route_table(RouteTableId=tables[name], SubnetId=subnets[name])
    everywhere = {"DestinationCidrBlock": "0.0.0.0/0"}
    ec2.create_route(RouteTableId=tables["public"], GatewayId=internet, **everywhere)
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    nat = ec2.create_nat_gateway(SubnetId=subnets["public"], AllocationId=address)["NatGateway"]
    ec2.create_route(RouteTableId=tables["nat"], NatGatewayId=nat["NatGatewayId"], **everywhere)
    ec2.create_vpc_endpoint(
        VpcId=vpc, ServiceName=f"com.amazonaws.{REGION}.s3", RouteTableIds=[tables["gateway"]]
    )
    ec2.create_vpc_endpoint(
        VpcId=vpc,
        VpcEndpointType="Interface",
        ServiceName=f"com.amazonaws.{REGION}.secretsmanager",
        SubnetIds=[subnets["nothing"]],
        SecurityGroupIds=[group],
        PrivateDnsEnabled=True,
    )
    return subnets


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    """Return nodes in subnets of a region whose endpoints are open."""
    state: Path = tmp_path_factory.mktemp("endpoints")
    region = regions.up("endpoints", ACCOUNT, state)
    prefix = f"endpoints-{os.getpid()}."
    world = World(
        name=region.name,
        prefix=prefix,
        directory=state,
        account_id=ACCOUNT.account_id,
        region=REGION,
        url=region.url,
        authority=Authority.open(state / "own"),
        images=Images(state / "images"),
    )
    front = EndpointsFront(world)
    try:
        ec2 = world.client("ec2")
        subnets = deploy(ec2)
        front.reconcile()
        for name in ("nat", "gateway", "nothing"):
            vpc = world.network.topology.subnets[subnets[name]].vpc
            groups = [one.id for one in world.network.topology.groups.values() if one.vpc == vpc]
            world.network.place(name, subnets[name], groups)
        world.client("s3").create_bucket(
            Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION}
        )
        world.client("secretsmanager").create_secret(Name="answer", SecretString="42")
        yield Nodes(world, state)
    finally:
        front.close()
        world.network.close()
        namespaces.sweep(prefix)
        regions.down("endpoints", state)


WHO: Asked = ("sts", "get_caller_identity", {})
SECRET: Asked = ("secretsmanager", "get_secret_value", {"SecretId": "answer"})
OBJECT: Asked = ("s3", "get_object", {"Bucket": BUCKET, "Key": "a/key with spaces"})
UNREACHED = {"ConnectTimeoutError", "EndpointConnectionError"}


def test_through_a_nat_gateway_all_services_answer(nodes: Nodes) -> None:
    put = ("s3", "put_object", {**OBJECT[2], "Body": "Don't Panic", "Metadata": {"page": "1"}})
    addresses: Asked = ("ec2", "describe_addresses", {})
    *_, got, who, secret, found = nodes.run("nat", put, OBJECT, WHO, SECRET, addresses)
    assert (got["Body"], got["Metadata"], got["server"]) == (
        "Don't Panic",
        {"page": "1"},
        "AmazonS3",
    )
    assert (who["Account"], who["server"]) == (ACCOUNT.account_id, None)
    assert secret["SecretString"] == "42"
    assert len(found["Addresses"]) == 1


def test_a_conditional_write_meets_what_is_there(nodes: Nodes) -> None:
    put = ("s3", "put_object", {"Bucket": BUCKET, "Key": "lock", "Body": "1", "IfNoneMatch": "*"})
    first, second = nodes.run("nat", put, put)
    assert "ETag" in first
    assert second == "ClientError"


def test_what_is_large_goes_in_parts_and_comes_by_a_presigned_url(nodes: Nodes) -> None:
    output = nodes.command("gateway", [sys.executable, "-c", LARGE, BUCKET])
    assert output.split() == ["True", "True"]


def test_a_queues_url_is_the_one_that_aws_gives(nodes: Nodes) -> None:
    (made,) = nodes.run("nat", ("sqs", "create_queue", {"QueueName": "guide"}))
    host = f"sqs.{REGION}.amazonaws.com"
    assert made["QueueUrl"] == f"https://{host}/{ACCOUNT.account_id}/guide"


def test_without_a_route_no_service_is_reached(nodes: Nodes) -> None:
    assert set(nodes.run("nothing", WHO, OBJECT)) <= UNREACHED


def test_through_a_gateway_endpoint_s3_answers_alone(nodes: Nodes) -> None:
    listed, who = nodes.run("gateway", ("s3", "list_objects_v2", {"Bucket": BUCKET}), WHO)
    assert listed["Name"] == BUCKET
    assert who in UNREACHED


def test_an_interface_endpoint_answers_by_its_services_name(nodes: Nodes) -> None:
    (secret,) = nodes.run("nothing", SECRET)
    assert secret["SecretString"] == "42"

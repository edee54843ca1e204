"""lego itself asks an authority, and writes into a zone what its node's role may and no more."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509

from aeolus_agent.description import Acme
from aeolus_agent.insist import NotYetError
from aeolus_agent.single_node.acme import Kept, environment
from aeolus_agent.single_node.certify import obtain
from aeolus_sandbox.authority import Authority
from aeolus_sandbox.authorization.credentials import for_role
from support.nodes import policy_that_proves
from support.pebble import needs_pebble, pebble
from support.route53 import REGION, Route53, route53

ACCOUNT = "123456789012"
NAME = "airflow.dev.example.com"
pytestmark = needs_pebble


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where all files of this module are."""
    return tmp_path_factory.mktemp("lego")


@pytest.fixture(scope="module")
def authority(folder: Path) -> Authority:
    """Return who vouches for the servers that lego asks."""
    return Authority.open(folder)


@pytest.fixture(scope="module")
def zones(authority: Authority) -> Iterator[Route53]:
    """Return Route 53."""
    with route53(authority) as made:
        yield made


@pytest.fixture(scope="module")
def acme(folder: Path, authority: Authority, zones: Route53) -> Iterator[Acme]:
    """Return an authority, and the zone of the node's name."""
    made = zones.client("route53").create_hosted_zone(Name="dev.example.com", CallerReference="1")
    zone = made["HostedZone"]["Id"].removeprefix("/hostedzone/")
    with pebble(folder, authority, zones.resolver) as url:
        yield Acme("ops@example.com", url, zone)


@pytest.fixture(scope="module")
def variables(folder: Path, acme: Acme, zones: Route53) -> dict[str, str]:
    """Return the environment of a node whose role may prove its name."""
    iam = zones.client("iam")
    role = iam.create_role(RoleName="node", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    _, policy = policy_that_proves(NAME, acme.hosted_zone_id)
    iam.put_role_policy(RoleName="node", PolicyName="proves", PolicyDocument=policy)
    session = for_role(ACCOUNT, role, "i-1")
    return environment(
        acme,
        REGION,
        {
            "AWS_ACCESS_KEY_ID": session.access_key_id,
            "AWS_SECRET_ACCESS_KEY": session.secret_access_key,
            "AWS_SESSION_TOKEN": session.session_token,
            "AWS_CA_BUNDLE": str(folder / "ca.pem"),
            "AWS_POLLING_INTERVAL": "1",
            "SSL_CERT_FILE": str(folder / "ca.pem"),
            "HTTPS_PROXY": zones.proxy,
        },
    )


def ask(acme: Acme, kept: Kept, variables: dict[str, str], zones: Route53) -> None:
    """Ask as a node does; instead of the VPC's resolver there is ours."""

    def lego(command: list[str]) -> subprocess.CompletedProcess[str]:
        here = str(shutil.which("lego"))
        asked = [here, f"--dns.resolvers=127.0.0.1:{zones.resolver}", *command[1:]]
        return subprocess.run(asked, env=variables, capture_output=True, text=True, check=False)

    obtain(acme, kept, datetime.now(UTC), lego)


def records(zones: Route53, acme: Acme) -> list[str]:
    """Return the names of the records in the zone that nobody but a node has made."""
    found = zones.client("route53").list_resource_record_sets(HostedZoneId=acme.hosted_zone_id)
    return [one["Name"] for one in found["ResourceRecordSets"] if one["Type"] not in ("NS", "SOA")]


def test_an_authority_signs_a_certificate_once_and_the_zone_is_left_as_it_was(
    acme: Acme, variables: dict[str, str], zones: Route53, tmp_path: Path
) -> None:
    kept = Kept.below(tmp_path, acme, NAME)
    ask(acme, kept, variables, zones)
    first = kept.certificate.read_text()
    signed, *vouching = x509.load_pem_x509_certificates(first.encode())
    assert [signed.issuer] == [each.subject for each in vouching]
    assert records(zones, acme) == []
    assert all(path.stat().st_mode & 0o077 == 0 for path in (kept.home, kept.key))
    ask(acme, kept, variables, zones)
    assert kept.certificate.read_text() == first
    kept.key.write_text("")
    ask(acme, kept, variables, zones)
    assert kept.serves(datetime.now(UTC))
    assert kept.certificate.read_text() != first


def test_a_node_proves_no_name_but_its_own(
    acme: Acme, variables: dict[str, str], zones: Route53, tmp_path: Path
) -> None:
    kept = Kept.below(tmp_path, acme, "another.dev.example.com")
    with pytest.raises(NotYetError, match="AccessDenied") as refused:
        ask(acme, kept, variables, zones)
    assert "\n" not in str(refused.value)
    assert records(zones, acme) == []


def test_an_authority_that_is_away_is_named(
    acme: Acme, variables: dict[str, str], zones: Route53, tmp_path: Path
) -> None:
    away = replace(acme, directory_url="https://localhost:1/dir")
    with pytest.raises(NotYetError, match=r"^localhost:1 has signed no .*connection refused"):
        ask(away, Kept.below(tmp_path, away, NAME), variables, zones)

"""dev with an authority, on a machine: its own certificate first, then one that was signed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from shlex import quote

import pytest
import yaml
from cryptography import x509

from aeolus_agent import places
from aeolus_agent.single_node.certificate import names_of
from aeolus_cli.target import ENVIRONMENTS, SANDBOX_STATE
from aeolus_sandbox import region as regions
from aeolus_sandbox.authority import Authority
from aeolus_sandbox.region import Region
from support import machines
from support.machines import needs_machines, until
from support.pebble import ENVIRONMENT, configured, directory_url, needs_pebble
from support.project import Project
from support.single_nodes import inside, instances, served

DOMAIN = "airflow.dev.example.com"
ZONE = "Z0123456789ABCDEFGHIJ"
PORT = 14000
FOLDER = "/opt/pebble"
UNIT = "aeolus-certificate.service"
NOBODY = (
    f"localhost:{PORT} has signed no certificate of {DOMAIN}: "
    f"lego: Could not create client: get directory at '{directory_url(PORT)}'"
)
"""What a node says while nobody listens there."""
pytestmark = [pytest.mark.sandbox, pytest.mark.long, needs_machines, needs_pebble]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A clone whose dev has its certificate signed by who listens on the node itself."""
    project = Project.make(tmp_path_factory.mktemp("certified") / "project")
    project.share_images(machines.IMAGES)
    file = project.root / ENVIRONMENTS / "dev.yaml"
    environment = yaml.safe_load(file.read_text())
    environment["web"] |= {
        "domain": DOMAIN,
        "hosted_zone_id": ZONE,
        "acme": {"email": "ops@example.com", "directory_url": directory_url(PORT)},
    }
    file.write_text(yaml.safe_dump(environment, sort_keys=False))
    yield project
    regions.down("dev", project.root / SANDBOX_STATE)


@pytest.fixture(scope="module")
def region(project: Project) -> Region:
    """dev, deployed; its example DAG has succeeded, and nobody has signed anything yet."""
    status, output = project.run("sandbox", "up", "dev")
    assert status == 0, output + project.log("dev")[-4000:]
    return regions.running("dev", project.root / SANDBOX_STATE)


@pytest.fixture(scope="module")
def signed(region: Region) -> x509.Certificate:
    """What is shown once an authority has answered; the node trusts it as it trusts AWS."""
    own = served(region)
    begin_pebble(region)
    # One that waits for its next try is begun by `start` at the end of that wait only.
    begun = inside(region, f"systemctl restart {UNIT} && echo done")
    assert begun == "done", said(region) + inside(region, "journalctl --unit=pebble")[-4000:]
    until(lambda: served(region) not in ("", own), "another certificate is shown", 120)
    return shown(region)


def begin_pebble(region: Region) -> None:
    """Let an authority listen on the node, which asks the resolver that the node asks."""
    authority = Authority.open(region.authorities.parent)
    files = {name: text.encode() for name, text in configured(authority, PORT, FOLDER).items()}
    files["pebble"] = Path(str(shutil.which("pebble"))).read_bytes()
    for name, content in files.items():
        path = f"{FOLDER}/{name}"
        asked = f"mkdir --parents {FOLDER} && cat >{path} && chmod 700 {path} && stat -c %s {path}"
        assert inside(region, asked, content) == str(len(content))
    settings = " ".join(f"--setenv={name}={value}" for name, value in ENVIRONMENT.items())
    resolver = "$(awk '/^nameserver/ { print $2; exit }' /etc/resolv.conf)"
    inside(
        region,
        f"systemd-run --unit=pebble {settings} {FOLDER}/pebble -strict "
        f"-config {FOLDER}/pebble.json -dnsserver {resolver}:53",
    )
    listens = f"ss --no-header --listening --tcp --numeric 'sport = :{PORT}'"
    until(lambda: inside(region, listens) != "", "the authority listens", 60)


def said(region: Region) -> str:
    """Return what the unit has said on this node."""
    return inside(region, f"journalctl --unit={UNIT} --output=cat")


def shown(region: Region) -> x509.Certificate:
    """Return the certificate with which the entrance answers."""
    return x509.load_pem_x509_certificate(served(region).encode())


def test_a_node_works_with_its_own_and_says_who_has_not_signed(region: Region) -> None:
    own = shown(region)
    assert names_of(own) == [DOMAIN]
    assert own.issuer == own.subject
    assert inside(region, "systemctl is-active airflow.target") == "active"
    until(lambda: NOBODY in said(region), "it is said why", 120)


def test_what_an_authority_has_signed_is_shown(region: Region, signed: x509.Certificate) -> None:
    assert names_of(signed) == [DOMAIN]
    assert "Pebble" in signed.issuer.rfc4514_string()
    assert f"the certificate of {DOMAIN} that localhost:{PORT} has signed is shown" in said(region)
    assert inside(region, f"readlink {places.TLS}/key.pem").startswith(f"{places.ACME}/localhost")


def test_nobody_else_reads_its_key_and_its_record_is_gone(
    region: Region, signed: x509.Certificate
) -> None:
    assert inside(region, f"stat --format=%a {places.ACME}") == "700"
    assert inside(region, f"find {places.ACME} -name {quote(f'{DOMAIN}.key')} -perm 600") != ""
    zone = region.client("route53").list_resource_record_sets(HostedZoneId=ZONE)
    assert [each for each in zone["ResourceRecordSets"] if each["Type"] == "TXT"] == []


def test_asked_again_it_is_not_renewed_before_its_time(
    region: Region, signed: x509.Certificate
) -> None:
    assert inside(region, f"systemctl start {UNIT} && echo done") == "done"
    assert shown(region) == signed
    assert said(region).count("is shown") == 1


def test_the_next_instance_shows_it_too_though_its_authority_is_gone(
    region: Region, signed: x509.Certificate
) -> None:
    (old,) = instances(region)
    region.client("ec2").terminate_instances(InstanceIds=[old])
    until(lambda: bool(instances(region)) and old not in instances(region), "a new one")
    until(lambda: served(region) != "", "its entrance answers")
    assert shown(region) == signed
    until(lambda: NOBODY in said(region), "nobody was there to ask")
    assert shown(region) == signed


def test_it_is_taken_down_and_nothing_is_left(project: Project, region: Region) -> None:
    status, output = project.run("sandbox", "down", "dev")
    assert status == 0, output
    assert not region.directory.exists()

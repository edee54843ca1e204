"""What is found in a machine that has booted from the image."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from aeolus_sandbox.authority import Authority
from aeolus_sandbox.machines.machine import Machine, State
from support.machines import Ground, instance, needs_machines

pytestmark = [pytest.mark.sandbox, needs_machines]

KNOWING = re.compile(r"(?i)aeolus|sandbox|embedded|\bmoto\b|localstack|127\.0\.0\.1:")
# Prints all metadata and the headers it comes with, environments, names, and the authority.
EVERYTHING_TOLD = """
import subprocess, urllib.request
from pathlib import Path

def ask(path, method="GET", **headers):
    url = f"http://169.254.169.254/latest/{path}"
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers, method=method)) as it:
        print(path, it.headers)
        return it.read().decode()

def walk(path):
    said = ask(path, **{"X-aws-ec2-metadata-token": token})
    print(said)
    for name in said.split() if path.endswith("/") else ():
        walk(path + name)

token = ask("api/token", "PUT", **{"X-aws-ec2-metadata-token-ttl-seconds": "60"})
for root in ("meta-data/", "dynamic/", "user-data"):
    walk(root)
for path in ("/etc/hostname", "/etc/hosts", "/etc/resolv.conf", "/sys/hypervisor/uuid"):
    print(Path(path).read_text())
authority = "/usr/local/share/ca-certificates/region.crt"
for command in (
    ["systemctl", "show-environment"],
    ["cat", "/proc/1/environ"],
    ["openssl", "x509", "-noout", "-subject", "-in", authority],
):
    print(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
"""


def said(machine: Machine, *command: str) -> str:
    result = machine.run(command)
    assert result.status == 0, result
    return result.stdout.strip()


def test_it_runs_and_no_unit_has_failed(machine: Machine) -> None:
    assert machine.state is State.RUNNING
    assert machine.await_running() == "running"
    assert said(machine, "systemctl", "list-units", "--failed", "--no-legend") == ""


def test_it_is_debian_12_with_what_debians_image_for_ec2_holds(machine: Machine) -> None:
    assert said(machine, "sh", "-c", ". /etc/os-release; echo $ID $VERSION_CODENAME") == (
        "debian bookworm"
    )
    for program in ("aws", "cloud-init", "python3", "curl", "sshd", "netplan", "sudo", "iptables"):
        assert said(machine, "which", program)
    assert "uid=1000(admin)" in said(machine, "id", "admin")


def test_it_has_the_names_of_its_instance(machine: Machine) -> None:
    full = "ip-10-0-0-11.eu-central-1.compute.internal"
    assert said(machine, "hostname") == "ip-10-0-0-11"
    assert said(machine, "hostname", "--fqdn") == full
    assert said(machine, "cat", "/etc/machine-id") == machine.spec.machine_id
    assert said(machine, "getent", "hosts", "ip-10-0-0-77").split() == [
        "10.0.0.77",
        "ip-10-0-0-77.eu-central-1.compute.internal",
    ]


def test_it_has_its_address_and_a_route_for_all_else(machine: Machine) -> None:
    [interface] = json.loads(said(machine, "ip", "-json", "-4", "address", "show", "ens5"))
    [address] = interface["addr_info"]
    assert (address["local"], address["prefixlen"]) == ("10.0.0.11", 32)
    assert interface["mtu"] == 9001
    assert " via 169.254.0.1 dev ens5 " in said(machine, "ip", "route", "get", "192.0.2.1")


def test_cloud_init_found_ec2_and_ran_the_user_data_once(machine: Machine) -> None:
    assert "DataSourceEc2" in said(machine, "cloud-init", "status", "--long")
    log = said(machine, "cat", "/var/log/cloud-init.log")
    assert "cloud_name=aws" in log
    assert "IMDSv1" not in log
    assert machine.console.read_text().splitlines().count("started") == 1


def test_the_user_data_had_no_environment_but_the_machines(machine: Machine) -> None:
    lines = said(machine, "cat", "/var/lib/user-data-environment").splitlines()
    seen = dict(line.split("=", 1) for line in lines)
    ours = {name for name in os.environ if name.startswith(("PYTEST", "VIRTUAL_ENV", "AEOLUS"))}
    assert not ours & set(seen)
    assert seen["SSL_CERT_FILE"] == "/etc/ssl/certs/ca-certificates.crt"


def test_a_command_has_a_fresh_logins_environment(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEAKED", "from the caller")
    environment = said(machine, "env")
    assert "LEAKED" not in environment
    assert "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" in environment
    assert said(machine, "pwd") == "/"


def test_a_command_tells_what_came_of_it(machine: Machine) -> None:
    result = machine.run(["sh", "-c", "cat; echo wrong >&2; exit 3"], stdin="given")
    assert (result.status, result.stdout, result.stderr) == (3, "given", "wrong\n")


def test_it_trusts_the_regions_authority_and_still_the_worlds(
    machine: Machine, region: Ground
) -> None:
    issued = Authority.open(region.directory / "authority").issue(["s3.example.com"])
    verified = machine.run(["openssl", "verify"], stdin=issued.certificate.decode())
    assert verified.stdout == "stdin: OK\n", verified
    assert int(said(machine, "grep", "-c", "BEGIN", "/etc/ssl/certs/ca-certificates.crt")) > 100


def test_nothing_that_it_is_given_knows_of_the_sandbox(machine: Machine) -> None:
    told = machine.run(["python3", "-"], stdin=EVERYTHING_TOLD)
    assert told.status == 0, told
    for expected in ("ami-id", "i-0000000000000000b", "web-role", "SSL_CERT_FILE", "CN = "):
        assert expected in told.stdout
    assert KNOWING.findall(told.stdout) == []
    for layer in (machine.disk.upper, region_layer(machine)):
        files = [path for path in layer.rglob("*") if path.is_file() and not path.is_symlink()]
        texts = {path: path.read_bytes().decode(errors="replace") for path in files}
        assert [path for path, text in texts.items() if KNOWING.search(text)] == []


def region_layer(machine: Machine) -> Path:
    """Return the layer that makes it trust the region, over Debian's."""
    return machine.spec.layers[0]


def test_its_memory_ends_at_the_limit_of_its_spec(machine: Machine) -> None:
    hungry = "held = b'x' * (1 << {})"
    assert machine.run(["python3", "-c", hungry.format(28)]).status == 0
    assert machine.run(["python3", "-c", hungry.format(31)]).status == -9


def test_it_sees_its_own_processes_alone(machine: Machine) -> None:
    assert said(machine, "ps", "-p", "1", "-o", "comm=") == "systemd"
    assert f" {os.getpid()} " not in said(machine, "ps", "-e", "-o", "pid=,comm=")
    assert not Path(f"/proc/{machine.leader}/root/proc/{os.getpid()}").exists()


def test_machines_reach_each_other_over_the_router(machine: Machine, region: Ground) -> None:
    other = region.machine(instance(12))
    other.boot()
    other.await_running()
    hops = said(machine, "traceroute", "-n", "-w", "2", "10.0.0.12").splitlines()[1:]
    assert [hop.split()[1] for hop in hops] == ["169.254.0.1", "10.0.0.12"]
    other.discard()
    assert not other.directory.exists()

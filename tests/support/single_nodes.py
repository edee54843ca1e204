"""The one node of a `single_node` environment in a region whose machines run."""

from __future__ import annotations

import ssl
import subprocess

from aeolus_cli.dags.reach import HTTPS
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.region import Region
from support.project import Project


def instances(region: Region) -> list[str]:
    """Return the instances of the group."""
    (group,) = region.client("autoscaling").describe_auto_scaling_groups()["AutoScalingGroups"]
    return [each["InstanceId"] for each in group["Instances"]]


def inside(region: Region, script: str, stdin: bytes = b"") -> str:
    """Return what a script prints on the node; nothing while it is between two boots."""
    (instance,) = instances(region)
    try:
        entry = region.entry(instance, "bash", "-c", script)
    except SandboxError:
        return ""
    done = subprocess.run(entry.command, input=stdin, capture_output=True, check=False)
    return done.stdout.decode().strip()


def in_metadata(region: Region, query: str) -> list[list[str]]:
    """Return the rows of a query of Airflow's metadata; none while the node is between two boots.

    The query must be without double quotes, and its values without commas.
    """
    asked = f'sudo -u postgres psql --no-psqlrc --csv --tuples-only airflow -c "{query}"'
    return [line.split(",") for line in inside(region, asked).splitlines()]


def succeeds(project: Project, environment: str, dag: str = "example") -> bool:
    """Tell whether a DAG is known, and a run of it is a success."""
    asked = ["dags", "run", environment, dag, "--wait", "--sandbox", "--insecure"]
    return project.run(*asked)[0] == 0


def served(region: Region) -> str:
    """Return the certificate with which the entrance answers; nothing while nobody does."""
    doors = [each.here for each in region.doors() if each.port == HTTPS]
    if not doors:
        return ""
    host, port = doors[0].rsplit(":", 1)
    try:
        return ssl.get_server_certificate((host, int(port)), timeout=10)
    except OSError:
        return ""

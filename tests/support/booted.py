"""The one boot of prod that all tests of its machines share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from aeolus_cli.sandbox.account import account_for
from aeolus_cli.target import ENVIRONMENTS, SANDBOX_STATE
from aeolus_config.loading import find_environment
from aeolus_sandbox import region as regions
from aeolus_sandbox.supervisor.settings import Settings
from support import machines, rows
from support.cluster import DAGS, NAME, Cluster
from support.project import Project


@contextmanager
def booted(directory: Path, change: Callable[[str], str] = str) -> Iterator[Cluster]:
    """Bring prod up as a user does, in an account with a table that its tasks may write to.

    `change` returns what its file says instead of a text.
    """
    project = Project.make(directory)
    project.share_images(machines.IMAGES)
    file = project.root / ENVIRONMENTS / f"{NAME}.yaml"
    file.write_text(change(rows.allowed_to_workers(file.read_text())))
    state = project.root / SANDBOX_STATE
    account = account_for(find_environment(NAME, project.root / ENVIRONMENTS))
    machines.debian()
    try:
        region = regions.up(NAME, account, state, machines=Settings(images=machines.IMAGES))
        rows.prepare(region)
        status, output = project.run("sandbox", "up", NAME)
        api = region.log.read_text(errors="replace")[-4000:]
        assert status == 0, output + project.log(NAME)[-4000:] + api
        assert "success: " in output, "the example DAG, on workers"
        assert "open on this machine:" in output
        made = Cluster(project, region)
        made.push(DAGS)
        yield made
    finally:
        regions.down(NAME, state)

"""After a deploy into an embedded region: its nodes come up, and a DAG succeeds on them."""

from __future__ import annotations

from rich.console import Console

from aeolus_cli.dags.place import dag_bucket
from aeolus_cli.dags.run import log_in
from aeolus_cli.errors import UserError
from aeolus_cli.target import in_sandbox, project_root
from aeolus_config.model import Environment, S3Dags, Topology
from aeolus_sandbox.region import Region

from .example import DAG, push_example, run_example
from .rollout import wait_for
from .workers import print_started, start_workers


def bring_to_life(environment: Environment, region: Region, console: Console) -> None:
    """Wait until every node is up, and run the example DAG if no others are there.

    Raises UserError when a node does not come up, or the DAG fails.
    """
    found = in_sandbox(environment.name, console)
    print_started(start_workers(region), console)
    # Before the nodes are up, which then find it.
    pushed = isinstance(environment.dags, S3Dags) and push_example(
        project_root(), dag_bucket(found), console
    )
    if not wait_for(region, console):
        raise UserError("not every node came up", cure="aeolus sandbox status")
    if pushed:
        console.print(f"\nDAG {DAG}, started through the web entrance:", highlight=False)
        # A single node signs its certificate itself.
        is_cluster = environment.topology is Topology.CLUSTER
        airflow = log_in(found, sandbox=True, verify=is_cluster)
        run_example(airflow, lambda line: console.print(f"  {line}", markup=False, highlight=False))

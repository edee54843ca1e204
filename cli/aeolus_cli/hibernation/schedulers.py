"""The schedulers of an environment, halted while api-servers still answer, and let go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aeolus_agent import places
from aeolus_agent.install.roles import SCHEDULER
from aeolus_cli.aws.run_command import RunCommand
from aeolus_cli.dags.place import outputs_of
from aeolus_cli.errors import UserError
from aeolus_cli.scheduler.lease import LeaseOf, lease_of
from aeolus_cli.target import Target
from aeolus_cli.workers.seen import instances_of
from aeolus_config.model import Topology
from aeolus_config.model.nodes import SchedulerMode
from aeolus_tags import ENVIRONMENT_TAG

COUNT = f"{places.PYTHON} -m aeolus_agent count-messages"
LEASE = "aeolus-lease.service"
"""Who keeps the lease: it stops the scheduler when it is stopped, and starts it when it may."""
TABLE = "scheduler_lease_table"
US = "aeolus stop"
"""Who has paused the failover, as the lease's table tells it."""


@dataclass(frozen=True)
class Schedulers:
    """The nodes that schedule, the units by which they do, and their lease where there is one."""

    nodes: Sequence[str]
    stops: str
    starts: str
    run: RunCommand
    lease: LeaseOf | None = None

    def halt(self) -> int:
        """Let nobody schedule; return how many messages the broker holds then.

        Failover is paused until they go on, or the environment wakes: it would look for a master
        that can, and tell that there is none. Raises UserError.
        """
        if self.lease and not self.lease.read().control.paused:
            self.lease.wish(paused=True, by=US)
        said = self.run.on(self.nodes, f"systemctl stop {self.stops} && {COUNT}", US)
        return max(int(each.split()[-1]) for each in said)

    def resume(self) -> None:
        """Let them schedule as before. Raises UserError."""
        self.run.on(self.nodes, f"systemctl start {self.starts}", f"{US}, undone")
        if self.lease:
            release(self.lease)


def release(lease: LeaseOf) -> None:
    """Take back a pause that `aeolus stop` has made; an operator's own stays."""
    control = lease.read().control
    if control.paused and control.by == US:
        lease.wish(paused=False, by=US)


def release_failover(found: Target) -> None:
    """Take back the pause of a deployed environment's failover, before its masters boot."""
    environment, outputs = found.environment, outputs_of(found)
    one_at_a_time = environment.masters.scheduler_mode is SchedulerMode.ACTIVE_STANDBY
    if environment.topology is Topology.CLUSTER and one_at_a_time and TABLE in outputs:
        release(lease_of(found))


def schedulers_of(found: Target) -> Schedulers:
    """Return those of a deployed environment. Raises UserError where no node runs."""
    environment = found.environment
    cluster = environment.topology is Topology.CLUSTER
    mine = {"Name": f"tag:{ENVIRONMENT_TAG}", "Values": [environment.name]}
    role = "master" if cluster else "single_node"
    running = instances_of(found.clients.ec2, mine, role, ["running"])
    nodes = sorted(each["InstanceId"] for each in running)
    if not nodes:
        raise UserError(
            f"no {role.replace('_', ' ')} of {environment.name} runs: nobody tells what is queued",
            cure=f"aeolus stop {environment.name} --force stops it, whatever is lost",
        )
    run = RunCommand(found.clients.ssm)
    if not cluster:
        return Schedulers(nodes, SCHEDULER, SCHEDULER, run)
    if environment.masters.scheduler_mode is SchedulerMode.ACTIVE_ACTIVE:
        return Schedulers(nodes, LEASE, f"{LEASE} {SCHEDULER}", run)
    return Schedulers(nodes, LEASE, LEASE, run, lease_of(found))

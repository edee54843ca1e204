"""All services of a region, in the order in which they are told to begin."""

from __future__ import annotations

from collections.abc import Sequence

from aeolus_sandbox.endpoints.front import EndpointsFront
from aeolus_sandbox.services.alarms.alarms import Alarms
from aeolus_sandbox.services.auto_scaling.auto_scaling import AutoScaling
from aeolus_sandbox.services.doors.service import LoopbackDoors
from aeolus_sandbox.services.elasticache.caches import Caches
from aeolus_sandbox.services.events.scheduled_calls import ScheduledCalls
from aeolus_sandbox.services.events.schedules import Schedules
from aeolus_sandbox.services.functions.functions import Functions
from aeolus_sandbox.services.instances.instances import Instances
from aeolus_sandbox.services.load_balancer.balancers import LoadBalancers
from aeolus_sandbox.services.metrics.metrics import Metrics
from aeolus_sandbox.services.network.network import Network
from aeolus_sandbox.services.rds.databases import Databases
from aeolus_sandbox.services.run_command.run_command import RunCommand
from aeolus_sandbox.services.volumes.volumes import Volumes
from aeolus_sandbox.supervisor.service import Service
from aeolus_sandbox.supervisor.world import World


def services(world: World) -> Sequence[Service]:
    """Return the services of a world."""
    scaling = AutoScaling(world)
    return [
        Network(world),
        EndpointsFront(world),
        Instances(world, scaling.target_lifecycle_state),
        scaling,
        Databases(world),
        Caches(world),
        Functions(world),
        Schedules(world),
        ScheduledCalls(world),
        LoadBalancers(world),
        LoopbackDoors(world),
        Volumes(world),
        Alarms(world),
        RunCommand(world),
        Metrics(world),
    ]

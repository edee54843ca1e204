"""Auto Scaling in an account of moto's in this process, whose instances boot when told to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

from moto import mock_aws

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.patches import ALL
from aeolus_sandbox.api.patches.ec2_power import set_state
from aeolus_sandbox.api.power import power
from aeolus_sandbox.services.auto_scaling.auto_scaling import AutoScaling
from aeolus_sandbox.supervisor.world import World
from support import aws

REGION = "eu-central-1"
WEB = {"AutoScalingGroupName": "web"}


@dataclass
class Scaling:
    """The engine, its clock, what it told, and the account that it works in."""

    now: float = 1_800_000_000.0
    events: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    woken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Make a VPC with a subnet in two zones, a template and a target group."""
        ec2 = self.client("ec2")
        vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        self.subnets = [
            ec2.create_subnet(
                VpcId=vpc, CidrBlock=f"10.0.{i}.0/24", AvailabilityZone=f"{REGION}{zone}"
            )["Subnet"]["SubnetId"]
            for i, zone in enumerate("ab")
        ]
        image = ec2.register_image(Name="debian", RootDeviceName="/dev/xvda")["ImageId"]
        self.data = {"ImageId": image, "InstanceType": "t3.small"}
        ec2.create_launch_template(LaunchTemplateName="web", LaunchTemplateData=self.data)
        made = self.client("elbv2").create_target_group(
            Name="web", Protocol="HTTP", Port=8080, VpcId=vpc
        )
        self.target_group = made["TargetGroups"][0]["TargetGroupArn"]
        self.autoscaling = self.client("autoscaling")
        self.engine = AutoScaling(self._world(), clock=lambda: self.now)

    def client(self, service: str) -> Any:
        """Return a client of the account."""
        return aws.client(service)

    def backend(self, service: str) -> Any:
        """Return moto's backend of the account."""
        from moto.backends import get_backend

        known: Any = get_backend(service)  # type: ignore[call-overload]
        return known["123456789012"][REGION]

    def _world(self) -> World:
        def emit(_source: str, kind: str, detail: dict[str, Any], _of: Sequence[str]) -> None:
            self.events.append((kind, detail))

        world = SimpleNamespace(
            account_id="123456789012",
            region=REGION,
            client=self.client,
            backend=self.backend,
            emit=emit,
            say=lambda *_, **__: None,
            wake=self.woken.add,
        )
        return cast(World, world)

    def create(self, desired: int, **more: Any) -> None:
        """Create the group `web` over both zones."""
        asked: dict[str, Any] = {
            "MinSize": 0,
            "MaxSize": 10,
            "VPCZoneIdentifier": ",".join(self.subnets),
            **more,
        }
        if "MixedInstancesPolicy" not in asked:
            template = {"LaunchTemplateName": "web", "Version": "$Latest"}
            asked.setdefault("LaunchTemplate", template)
        self.autoscaling.create_auto_scaling_group(**WEB, DesiredCapacity=desired, **asked)

    def settle(self, seconds: float = 0) -> None:
        """Let time pass; then let the engine act, and machines boot and end, until all is quiet."""
        self.now += seconds
        for _ in range(5):
            self.engine.reconcile()
            self.boot()

    def boot(self) -> None:
        """Let what is pending run, what is stopping stop, and what is shutting down end."""
        for reservation in self.backend("ec2").reservations.values():
            for instance in reservation.instances:
                if instance.state == "pending":
                    set_state(instance, "running")
                if instance.state == "stopping":
                    set_state(instance, "stopped")
                if instance.state == "shutting-down":
                    power.terminating.pop(instance.id, lambda: None)()

    def group(self) -> dict[str, Any]:
        """Return the group."""
        [found] = self.autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=["web"])[
            "AutoScalingGroups"
        ]
        return cast(dict[str, Any], found)

    def states(self) -> dict[str, str]:
        """Return the lifecycle state of each of its instances."""
        return {each["InstanceId"]: each["LifecycleState"] for each in self.group()["Instances"]}

    def pool(self) -> dict[str, str]:
        """Return the lifecycle state of each instance of its warm pool."""
        found = self.autoscaling.describe_warm_pool(**WEB)["Instances"]
        return {each["InstanceId"]: each["LifecycleState"] for each in found}

    def ec2_states(self) -> dict[str, str]:
        """Return EC2's state of each instance."""
        reservations = self.backend("ec2").reservations.values()
        return {each.id: each.state for one in reservations for each in one.instances}

    def serving(self) -> list[str]:
        """Return its instances in service."""
        return [name for name, state in self.states().items() if state == "InService"]

    def targets(self) -> set[str]:
        """Return what is registered with the target group."""
        found = self.backend("elbv2").target_groups[self.target_group].targets
        return set(found)

    def activities(self) -> list[dict[str, Any]]:
        """Return the group's activities, the newest first."""
        answer = self.autoscaling.describe_scaling_activities(**WEB)
        return cast(list[dict[str, Any]], answer["Activities"])

    def told(self, kind: str) -> list[dict[str, Any]]:
        """Return the details of the events of this type."""
        return [detail for each, detail in self.events if each == kind]


@contextmanager
def scaling() -> Iterator[Scaling]:
    """Hold an empty account with the patches on, in which machines run."""
    with ExitStack() as stack:
        for patch in ALL:
            if patch.name.startswith(("autoscaling_", "ec2_")):
                stack.enter_context(patch.applied())
        stack.enter_context(mock_aws())
        stack.callback(observations.forget)
        stack.callback(setattr, power, "present", power.present)
        power.present = True
        yield Scaling()

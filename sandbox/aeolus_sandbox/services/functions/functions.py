"""Gives every Lambda function its place in the network, and its role's credentials."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from aeolus_sandbox.api.functions.ground import Ground, grounds
from aeolus_sandbox.authorization import credentials
from aeolus_sandbox.machines.cgroup import Cgroup
from aeolus_sandbox.machines.hierarchies import Hierarchies
from aeolus_sandbox.machines.trust import BUNDLE_VARIABLES
from aeolus_sandbox.network import firewall
from aeolus_sandbox.services.functions.enter import entering
from aeolus_sandbox.supervisor.node import Node
from aeolus_sandbox.supervisor.world import World


class Functions:
    """Functions of the region in namespaces of their own.

    One with a VPC configuration stands in the first of its subnets with its security groups, and
    reaches what they let it; another stands on the internet, and reaches no private address (AWS
    Lambda Developer Guide, "Giving Lambda functions access to resources in an Amazon VPC").
    """

    name = "functions"
    concerns = frozenset({"lambda", "awslambda"})
    period_s: float | None = None

    def __init__(self, world: World) -> None:
        """From now on functions run where this service places them."""
        self._world = world
        self._placed: dict[str, Cgroup] = {}
        grounds.find = self.ground

    def reconcile(self) -> None:
        """Have a place ready for every function, and none for those that are gone."""
        known = {owner(each): each for each in self._functions()}
        for function in known.values():
            self._place(function)
        for gone in self._placed.keys() - known.keys():
            self._end(gone)

    def close(self) -> None:
        """Place no function any more."""
        grounds.find = None

    def nodes(self) -> Sequence[Node]:
        """A function is no server: nothing can befall it but what befalls its network."""
        return ()

    def ground(self, function: Any) -> Ground:
        """Return where moto's function runs, made if need be. Raises SandboxError if it cannot."""
        cgroup = self._place(function)
        world, name = self._world, owner(function)
        resolver = world.directory / "functions" / "resolv.conf"
        if not resolver.exists():
            resolver.parent.mkdir(parents=True, exist_ok=True)
            resolver.write_text(f"nameserver {firewall.RESOLVER}\n")
        role = credentials.for_role(world.account_id, function.role, function.function_name)
        return Ground(
            enter=entering(cgroup, world.network.namespace(name), resolver),
            environment={
                "AWS_ACCESS_KEY_ID": role.access_key_id,
                "AWS_SECRET_ACCESS_KEY": role.secret_access_key,
                "AWS_SESSION_TOKEN": role.session_token,
                **dict.fromkeys(BUNDLE_VARIABLES, str(world.ca_bundle)),
            },
        )

    def _functions(self) -> Iterable[Any]:
        found: Iterable[Any] = self._world.backend("lambda").list_functions(None)
        return list(found)

    def _place(self, function: Any) -> Cgroup:
        name, network = owner(function), self._world.network
        configured = function.vpc_config or {}
        if subnets := configured.get("SubnetIds"):
            network.place(name, sorted(subnets)[0], configured.get("SecurityGroupIds", []))
        else:
            network.place_outside(name)
        if name not in self._placed:
            group = Cgroup(f"{self._world.prefix}functions/{name}", Hierarchies.mounted())
            group.create()
            self._placed[name] = group
        return self._placed[name]

    def _end(self, name: str) -> None:
        group = self._placed.pop(name)
        group.kill()
        group.remove()
        self._world.network.remove(name)


def owner(function: Any) -> str:
    """Return whose network interface moto's function has."""
    return f"function-{function.function_name}"

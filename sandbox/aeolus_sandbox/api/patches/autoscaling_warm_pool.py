"""Auto Scaling: a warm pool has instances, apart from those of its group."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement, method
from aeolus_sandbox.api.scaling import book

_WARMED = "Warmed:"
_KEPT = {
    "MinSize": "min_size",
    "MaxGroupPreparedCapacity": "max_group_prepared_capacity",
    "PoolState": "pool_state",
    "InstanceReusePolicy": "instance_reuse_policy",
}
_UNSET = -1
"""What takes the prepared capacity back."""
_GONE = "an instance was taken out of the warm pool in response to its deletion"


def _pooled(state: Any) -> bool:
    return bool(state.lifecycle_state.startswith(_WARMED))


def _group(response: Any) -> Any:
    from moto.autoscaling.exceptions import ValidationError

    name = response._get_param("AutoScalingGroupName")
    group = response.autoscaling_backend.autoscaling_groups.get(name)
    if group is None:
        raise ValidationError(
            f"AutoScalingGroup name not found - AutoScalingGroup {name} not found"
        )
    return group


def _refused(group: Any) -> str:
    """Return why AWS keeps no warm pool for a group; nothing where it does."""
    policy: Mapping[str, Any] = group.mixed_instances_policy or {}
    share = policy.get("InstancesDistribution", {}).get("OnDemandPercentageAboveBaseCapacity")
    overrides = policy.get("LaunchTemplate", {}).get("Overrides", [])
    if share is not None and int(share) < 100:
        return "requests Spot Instances"
    if any(each.get("WeightedCapacity") for each in overrides):
        return "uses a mixed instances policy with instance weights"
    return ""


def _put(original: Callable[..., Any]) -> Callable[..., Any]:
    def put_warm_pool(self: Any) -> Any:
        from moto.autoscaling.exceptions import ValidationError

        group = _group(self)
        if why := _refused(group):
            raise ValidationError(f"You can't add a warm pool to an Auto Scaling group that {why}.")
        before = {each: getattr(group.warm_pool, each, None) for each in _KEPT.values()}
        reuse = self._get_param("InstanceReusePolicy") or {}
        state = self._get_param("PoolState")
        if state == "Hibernated" or str(reuse.get("ReuseOnScaleIn")).lower() == "true":
            raise ValidationError(
                "The embedded region does not support instances of a warm pool that hibernate, or "
                "that return to it."
            )
        with book(self.autoscaling_backend).lock:
            answer = original(self)
            for name, attribute in _KEPT.items():
                given = self._get_param(name)
                if given is None and before[attribute] is not None:  # it says nothing: that stays
                    setattr(group.warm_pool, attribute, before[attribute])
            pool = group.warm_pool
            pool.min_size = int(pool.min_size or 0)
            prepared = pool.max_group_prepared_capacity
            pool.max_group_prepared_capacity = (
                None if prepared is None or int(prepared) == _UNSET else int(prepared)
            )
        return answer

    return put_warm_pool


def _describe(self: Any) -> Any:
    from moto.core.responses import ActionResult

    group = _group(self)
    instances = [state for state in group.instance_states if _pooled(state)]
    return ActionResult({"WarmPoolConfiguration": group.warm_pool, "Instances": instances})


def _delete(original: Callable[..., Any]) -> Callable[..., Any]:
    def delete_warm_pool(self: Any) -> Any:
        from moto.core.responses import EmptyResult

        group, kept = _group(self), book(self.autoscaling_backend)
        with kept.lock:
            instances = [state for state in group.instance_states if _pooled(state)]
            if not kept.present or not instances:
                return original(self)
            forced = self._get_bool_param("ForceDelete", False)
            for state in instances:
                record = kept.record(state.instance.id)
                record.order, record.forced = _GONE, forced
            if forced:
                return original(self)
            group.warm_pool.status = "PendingDelete"
        return EmptyResult()

    return delete_warm_pool


def _in_service(original: property) -> property:
    def instances(self: Any) -> list[Any]:
        assert original.fget is not None
        return [state for state in original.fget(self) if not _pooled(state)]

    return property(instances)


def _size(_: Any) -> property:
    def warm_pool_size(self: Any) -> int | None:
        if self.warm_pool is None:
            return None
        return sum(_pooled(state) for state in self.instance_states)

    return property(warm_pool_size)


def _replacements() -> Sequence[Replacement]:
    from moto.autoscaling.models import FakeAutoScalingGroup
    from moto.autoscaling.responses import AutoScalingResponse

    return [
        Replacement(FakeAutoScalingGroup, "instances", _in_service),
        Replacement(FakeAutoScalingGroup, "warm_pool_size", _size),
        Replacement(AutoScalingResponse, "put_warm_pool", _put),
        method(AutoScalingResponse, "describe_warm_pool", _describe),
        Replacement(AutoScalingResponse, "delete_warm_pool", _delete),
    ]


PATCH = Patch(
    name="autoscaling_warm_pool",
    aws="a warm pool has instances of its own, takes no Spot and no weights, keeps what a change "
    "does not name, and goes when they are gone, or by force at once",
    source="Amazon EC2 Auto Scaling API Reference, PutWarmPool, DescribeWarmPool, DeleteWarmPool",
    moto="keeps its settings and nothing else",
    replacements=_replacements,
)

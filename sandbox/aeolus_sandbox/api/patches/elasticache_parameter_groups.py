"""ElastiCache: the parameter-group API."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement, method


@dataclass
class _ParameterGroup:
    name: str
    family: str
    description: str
    arn: str
    values: dict[str, str] = field(default_factory=dict)

    def shown(self) -> dict[str, Any]:
        return {
            "CacheParameterGroupName": self.name,
            "CacheParameterGroupFamily": self.family,
            "Description": self.description,
            "IsGlobal": False,
            "ARN": self.arn,
        }


def _groups(response: Any) -> dict[str, _ParameterGroup]:
    backend = response.elasticache_backend
    if not hasattr(backend, "parameter_groups"):
        backend.parameter_groups = {}
    groups: dict[str, _ParameterGroup] = backend.parameter_groups
    return groups


def _named(response: Any) -> _ParameterGroup:
    from moto.elasticache.exceptions import ElastiCacheException

    name = response._get_param("CacheParameterGroupName")
    try:
        return _groups(response)[name]
    except KeyError:
        raise ElastiCacheException(
            "CacheParameterGroupNotFound", f"CacheParameterGroup {name} not found."
        ) from None


def _create(self: Any) -> Any:
    from moto.core.responses import ActionResult

    name = self._get_param("CacheParameterGroupName")
    group = _ParameterGroup(
        name=name,
        family=self._get_param("CacheParameterGroupFamily"),
        description=self._get_param("Description"),
        arn=f"arn:aws:elasticache:{self.region}:{self.current_account}:parametergroup:{name}",
    )
    _groups(self)[name] = group
    self.elasticache_backend.add_tags_to_resource(group.arn, self._get_param("Tags", []))
    return ActionResult({"CacheParameterGroup": group.shown()})


def _describe(self: Any) -> Any:
    from moto.core.responses import ActionResult

    named = self._get_param("CacheParameterGroupName")
    groups = [_named(self)] if named else list(_groups(self).values())
    return ActionResult({"CacheParameterGroups": [group.shown() for group in groups]})


def _modify(self: Any) -> Any:
    from moto.core.responses import ActionResult

    group = _named(self)
    for parameter in self._get_param("ParameterNameValues", []):
        group.values[parameter["ParameterName"]] = parameter["ParameterValue"]
    return ActionResult({"CacheParameterGroupName": group.name})


def _reset(self: Any) -> Any:
    from moto.core.responses import ActionResult

    group = _named(self)
    for parameter in self._get_param("ParameterNameValues", []):
        group.values.pop(parameter["ParameterName"], None)
    return ActionResult({"CacheParameterGroupName": group.name})


def _describe_parameters(self: Any) -> Any:
    from moto.core.responses import ActionResult

    values = _named(self).values.items()
    return ActionResult(
        {
            "Parameters": [
                {"ParameterName": name, "ParameterValue": value, "Source": "user"}
                for name, value in values
            ]
        }
    )


def _delete(self: Any) -> Any:
    from moto.core.responses import EmptyResult

    _groups(self).pop(_named(self).name)
    return EmptyResult()


def _also_of_groups(original: Callable[..., Any]) -> Callable[..., Any]:
    def list_tags_for_resource(self: Any, arn: str) -> Any:
        if ":parametergroup:" in arn:
            return self.tagging_service.list_tags_for_resource(arn)
        return original(self, arn)

    return list_tags_for_resource


def _replacements() -> Sequence[Replacement]:
    from moto.elasticache.models import ElastiCacheBackend
    from moto.elasticache.responses import ElastiCacheResponse

    return [
        Replacement(ElastiCacheBackend, "list_tags_for_resource", _also_of_groups),
        method(ElastiCacheResponse, "create_cache_parameter_group", _create),
        method(ElastiCacheResponse, "describe_cache_parameter_groups", _describe),
        method(ElastiCacheResponse, "modify_cache_parameter_group", _modify),
        method(ElastiCacheResponse, "reset_cache_parameter_group", _reset),
        method(ElastiCacheResponse, "describe_cache_parameters", _describe_parameters),
        method(ElastiCacheResponse, "delete_cache_parameter_group", _delete),
    ]


PATCH = Patch(
    name="elasticache_parameter_groups",
    aws="parameter groups are created, modified, described, tagged and deleted",
    source="Amazon ElastiCache API Reference, CreateCacheParameterGroup",
    moto="has none of these operations",
    replacements=_replacements,
)

"""RDS engines: what their prices are filed under, and which versions cost extra."""

from __future__ import annotations

from aeolus_cost.catalogue.resource_type import NotPricedError, View
from aeolus_cost.reading.stack import Resource
from aeolus_cost.reading.values import Values

INSTANCE = "aws_db_instance"
ENGINES = {"postgres": "postgresql", "mysql": "mysql", "mariadb": "mariadb"}
"""By the name that RDS has for the engine."""

EXTENDED_SUPPORT = {
    ("postgres", "11"): "year3",
    ("postgres", "12"): "year1",
    ("postgres", "13"): "year1",
    ("mysql", "5.7"): "year3",
    ("mysql", "8.0"): "year1",
}
"""Major versions past the end of standard support, and whose year's rate they pay in November 2026
(Amazon RDS User Guide, "Release calendar" of PostgreSQL and of MySQL). `year1` holds for two years.
"""
REFUSED = "open-source-rds-extended-support-disabled"


def origin(resource: Resource, view: View) -> Resource:
    """Return the instance that says the engine and the size: the source of a read replica."""
    if not resource.values.has("replicate_source_db"):
        return resource
    sources = view.stack.linked(resource, "replicate_source_db", INSTANCE)
    if not sources or sources[0] == resource:
        raise NotPricedError("the instance it replicates is not in this configuration")
    return origin(sources[0], view)


def filed_under(engine: str) -> str:
    """Return what the prices of `engine` are filed under; raises NotPricedError."""
    if engine in ENGINES:
        return ENGINES[engine]
    if not engine:
        raise NotPricedError("its engine is not in this configuration: it comes from a backup")
    if engine.startswith("aurora"):
        raise NotPricedError(f"engine {engine}: no rule for Aurora")
    raise NotPricedError(f"engine {engine}: no rule for it, only for {', '.join(ENGINES)}")


def extended_support(values: Values) -> str | None:
    """Return the year whose rate the engine's version pays; None under standard support.

    A version that is not given is RDS's default, which is a current one.
    """
    engine, version = values.text("engine"), values.text("engine_version")
    if values.text("engine_lifecycle_support") == REFUSED:
        return None
    parts = version.split(".")
    major = ".".join(parts[: 2 if engine == "mysql" else 1])
    return EXTENDED_SUPPORT.get((engine, major))

"""Strategies of an environment's sections, each in keeping with the rules."""

from __future__ import annotations

import functools
from string import ascii_lowercase
from string import digits as decimals
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from aeolus_config.model import Environment
from aeolus_config.partition import partition_of
from aeolus_config.rules import RULES

from .environments import Document

TYPES = {
    "arm64": ["t4g.small", "t4g.medium", "m7g.large", "c7gn.xlarge", "r8gd.2xlarge", "im4gn.large"],
    "x86_64": ["t3.small", "t3a.medium", "m7i.large", "c7i-flex.xlarge", "g4dn.2xlarge"],
}
NODE_TYPES = {
    key: [each for each in types if not each.endswith("small")] for key, types in TYPES.items()
}
CLASSES = ["db.t4g.small", "db.t3.medium", "db.m7g.large", "db.r6i.xlarge", "db.r7g.4xlarge"]
BROKERS = [("valkey", "7.2"), ("valkey", "8.0"), ("redis", "7.1"), ("redis", "6.2")]
REQUIREMENTS = ["pandas>=2,<3", "apache-airflow-providers-snowflake", "numpy", "dbt-core[all]~=1.8"]

words = st.tuples(
    st.sampled_from(ascii_lowercase), st.text(ascii_lowercase + decimals, max_size=9)
).map("".join)
"""A letter, then letters and digits: no regular expression, which takes twice the time."""

digests = st.integers(0, 2**32 - 1).map(lambda number: f"{number:08x}")


@functools.cache
def names(longest: int = 63) -> SearchStrategy[str]:
    """Return names of letters, digits and single hyphens."""
    joined = st.lists(words, min_size=1, max_size=6).map("-".join)
    return joined.map(lambda name: name[:longest].rstrip("-"))


@st.composite
def airflows(draw: DrawFn) -> Document:
    """Draw requirements, overrides and clocks."""
    boot = draw(st.integers(60, 1200))
    return {
        "requirements": draw(st.lists(st.sampled_from(REQUIREMENTS), unique=True)),
        "config": draw(
            st.sampled_from([{}, {"core": {"parallelism": 64, "load_examples": False}}])
        ),
        "longest_task_hours": draw(st.integers(1, 48)),
        "worker_boot_seconds": boot,
        "task_queued_timeout_seconds": boot + draw(st.integers(100, 4000)),
    }


def single_nodes(architecture: str) -> SearchStrategy[Document]:
    """Return strategies of the one machine."""
    return st.fixed_dictionaries(
        {
            "instance_type": st.sampled_from(NODE_TYPES[architecture]),
            "volume_size": st.integers(8, 100),
            "data_volume_size": st.integers(8, 100),
            "concurrency": st.integers(1, 32),
            "queues": queues().map(lambda extra: ["default", *extra]),
        }
    )


def masters(architecture: str, *, least: int) -> SearchStrategy[Document]:
    """Return strategies of masters, `least` or more."""
    return st.fixed_dictionaries(
        {
            "count": st.integers(least, 4),
            "instance_type": st.sampled_from(NODE_TYPES[architecture]),
            "scheduler_mode": st.sampled_from(["active_standby", "active_active"]),
            "api_server_workers": st.integers(1, 4),
        }
    )


@st.composite
def brokers(draw: DrawFn, longest_task_hours: int, *, least: int) -> Document:
    """Draw a broker that outlasts the longest task."""
    engine, version = draw(st.sampled_from(BROKERS))
    return {
        "engine": engine,
        "engine_version": version,
        "replicas_per_node_group": draw(st.integers(least, 3)),
        "visibility_timeout_hours": longest_task_hours + draw(st.integers(1, 24)),
    }


@functools.cache
def queues() -> SearchStrategy[list[str]]:
    """Return strategies of queues besides the default one."""
    return st.lists(words.filter(lambda name: name != "default"), max_size=3, unique=True)


@st.composite
def workers(draw: DrawFn, account: str, region: str, zones: list[str]) -> Document:
    """Draw worker groups, of which the first serves the default queue."""
    groups: Document = {}
    for name in draw(st.lists(names(37), min_size=1, max_size=3, unique=True)):
        types = TYPES[draw(st.sampled_from(sorted(TYPES)))]
        most = draw(st.integers(1, 12))
        policy = f"arn:{partition_of(region)}:iam::{account}:policy/{name}"
        extra = draw(queues())
        least = draw(st.integers(0, most))
        pool = draw(st.none() if least == most else st.none() | warm_pools(most - least, most))
        groups[name] = {
            "instance_types": draw(
                st.lists(st.sampled_from(types), min_size=1, max_size=4, unique=True)
            ),
            "min_size": least,
            "max_size": most,
            "on_demand_base_capacity": draw(st.integers(0, most)),
            "spot_percentage": 0 if pool else draw(st.integers(0, 100)),
            **({"warm_pool": pool} if pool else {}),
            "concurrency": draw(st.integers(1, 32)),
            "queues": extra if groups and extra else ["default", *extra],
            "policy_arns": draw(st.sampled_from([[], [policy]])),
            "requirements": draw(st.sampled_from([[], ["torch<3"], ["jax", "torch<3"]])),
            "availability_zones": draw(st.sampled_from([[], zones[:1], zones[1:]])),
            "schedules": draw(st.lists(schedules(most), max_size=3)),
        }
    return groups


@st.composite
def warm_pools(draw: DrawFn, spare: int, most: int) -> Document:
    """Draw a pool of a group that may have so many workers beyond its minimum."""
    waiting = draw(st.integers(1, spare))
    prepared = draw(st.none() | st.integers(waiting, most))
    return {"min_size": waiting, **({"max_group_prepared_capacity": prepared} if prepared else {})}


def schedules(most: int) -> st.SearchStrategy[Document]:
    """Return a strategy for windows of a group that may have so many workers."""
    times = st.times().map(lambda at: f"{at:%H:%M}")
    return st.fixed_dictionaries(
        {
            "days": st.sampled_from(["mon-fri", "sat-mon", "sun"]),
            "start": times,
            "end": times,
            "time_zone": st.sampled_from(
                ["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires"]
            ),
            "min_size": st.integers(1, most),
        }
    )


@st.composite
def metastores(draw: DrawFn, document: Document, *, production: bool) -> Document:
    """Draw a metastore with room for the connections of `document`."""
    storage = draw(st.integers(20, 1000))
    metastore: dict[str, Any] = {
        "engine_version": draw(st.sampled_from(["14", "16", "17"])),
        "instance_class": _smallest_class(document),
        "allocated_storage": storage,
        "max_allocated_storage": storage * 2,
        "backup_retention_period": draw(st.integers(7 if production else 0, 35)),
        "performance_insights_enabled": draw(st.booleans()),
    }
    if not production:
        metastore["multi_az"] = draw(st.booleans())
        metastore["deletion_protection"] = draw(st.booleans())
    return metastore


def _smallest_class(document: Document) -> str:
    fits = RULES["connections_fit_the_metastore"].check
    for each in CLASSES:
        tried = Environment.model_validate(document | {"metastore": {"instance_class": each}})
        if not list(fits(tried)):
            return each
    raise AssertionError("the largest class has room for everything that is drawn here")


HOST_KEY = "AAAAC3NzaC1lZDI1NTE5AAAAIB42liCZ2Czp1RoDEP/WF8k+X1aYQWU6BiQyGw947/Q3"


def git(region: str, account: str) -> Document:
    arn = f"arn:{partition_of(region)}:secretsmanager:{region}:{account}:secret:key-a1b2c3"
    return {
        "source": "git",
        "repository_url": "git@git.example.com:team/dags.git",
        "credentials_secret_arn": arn,
        "ssh_host_keys": [f"git.example.com ssh-ed25519 {HOST_KEY}"],
    }

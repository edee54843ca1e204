"""Hypothesis strategies for environments: whatever they give, the model and every rule accept."""

from __future__ import annotations

from ipaddress import IPv4Network
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from aeolus_config.model import Environment
from aeolus_config.partition import partition_of
from aeolus_config.rules import RULES
from aeolus_config.rules.production import NAME as PRODUCTION_NAME
from aeolus_config.rules.retention import DAYS

from .environments import Document

TYPES = {
    "arm64": ["t4g.small", "t4g.medium", "m7g.large", "c7gn.xlarge", "r8gd.2xlarge", "im4gn.large"],
    "x86_64": ["t3.small", "t3a.medium", "m7i.large", "c7i-flex.xlarge", "g4dn.2xlarge"],
}
NODE_TYPES = {
    key: [each for each in types if not each.endswith("small")] for key, types in TYPES.items()
}
REGIONS = ["eu-central-1", "us-east-1", "ap-northeast-1", "cn-north-1", "us-gov-west-1"]
CLASSES = ["db.t4g.small", "db.t3.medium", "db.m7g.large", "db.r6i.xlarge", "db.r7g.4xlarge"]
BROKERS = [("valkey", "7.2"), ("valkey", "8.0"), ("redis", "7.1"), ("redis", "6.2")]
REQUIREMENTS = ["pandas>=2,<3", "apache-airflow-providers-snowflake", "numpy", "dbt-core[all]~=1.8"]

words = st.from_regex(r"[a-z][a-z0-9]{0,9}", fullmatch=True)
digests = st.integers(0, 2**32 - 1).map(lambda number: f"{number:08x}")


def names(longest: int = 63) -> SearchStrategy[str]:
    """Return names of letters, digits and single hyphens."""
    joined = st.lists(words, min_size=1, max_size=6).map("-".join)
    return joined.map(lambda name: name[:longest].rstrip("-"))


@st.composite
def environments(draw: DrawFn) -> Environment:
    """Draw an environment of any topology, network and size."""
    document = draw(documents())
    return Environment.model_validate(document)


@st.composite
def documents(draw: DrawFn) -> Document:
    """Draw what a file may hold, with the file's `name` added."""
    cluster = draw(st.booleans())
    production = cluster and draw(st.booleans())
    region = draw(st.sampled_from(REGIONS))
    letters = draw(st.lists(st.sampled_from("abcdef"), min_size=2, max_size=4, unique=True))
    zones = [f"{region}{letter}" for letter in letters[: None if cluster else 1]]
    account = draw(st.from_regex(r"[0-9]{12}", fullmatch=True))
    architecture = draw(st.sampled_from(sorted(TYPES)))
    internal = draw(st.booleans())
    document: Document = {
        "name": draw(names() if production else names().filter(_is_no_production)),
        "topology": "cluster" if cluster else "single_node",
        "production": production,
        "account_id": account,
        "region": region,
        "availability_zones": zones,
        "ami_id": {each: f"ami-{draw(digests)}" for each in TYPES},
        "tags": draw(st.dictionaries(words.filter(lambda key: key != "name"), words, max_size=3)),
        "network": draw(networks(zones, cluster=cluster, production=production, internal=internal)),
        "airflow": draw(airflows()),
        "web": draw(webs(region, account, certified=cluster, internal=internal)),
        "alarms": {
            "email": "ops@example.com" if production else None,
            "log_retention_in_days": draw(st.sampled_from(DAYS)),
        },
        "budget": {"monthly_usd": draw(st.integers(1, 5000))},
    }
    if "existing" in document["network"] or document["network"]["egress"] != "none":
        document |= draw(st.sampled_from([{}, {"dags": _git(region, account)}]))
    if not cluster:
        return document | {"single_node": draw(single_nodes(architecture))}
    document |= {
        "masters": draw(masters(architecture, least=2 if production else 1)),
        "broker": draw(brokers(document["airflow"]["longest_task_hours"], least=int(production))),
        "workers": draw(workers(account, region)),
    }
    return document | {"metastore": draw(metastores(document, production=production))}


@st.composite
def networks(
    draw: DrawFn, zones: list[str], *, cluster: bool, production: bool, internal: bool
) -> Document:
    """Draw a network of its own, or an existing one."""
    if not cluster and not internal:
        egress = "public_ip"
    else:
        ways = ["nat_gateway_per_az", "none"] + ([] if production else ["nat_gateway"])
        egress = draw(st.sampled_from(ways))
    prefix = draw(st.integers(16, 21))
    block = IPv4Network((draw(st.integers(0x0A000000, 0x0AFFFFFF)), prefix), strict=False)
    if draw(st.booleans()):
        return {"cidr_block": str(block), "egress": egress}
    data = draw(st.booleans())
    ids = draw(st.lists(digests, min_size=18, max_size=18, unique=True))

    def subnets(start: int) -> Document:
        return {zone: f"subnet-{ids[start + slot]}" for slot, zone in enumerate(zones)}

    existing = {
        "vpc_id": f"vpc-{draw(digests)}",
        "cidr_block": str(block),
        "public_subnet_ids": subnets(0),
        "private_subnet_ids": subnets(6),
        "data_subnet_ids": subnets(12) if data else {},
    }
    return {"egress": egress, "existing": existing}


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


@st.composite
def webs(draw: DrawFn, region: str, account: str, *, certified: bool, internal: bool) -> Document:
    """Draw name, certificate and who may come in."""
    partition = partition_of(region)
    certificate = f"arn:{partition}:acm:{region}:{account}:certificate/{draw(digests)}"
    ways: list[Document] = [
        {"hosted_zone_id": "Z0123456789ABCDEFGHIJ"},
        {"certificate_arn": certificate},
        {"hosted_zone_id": "Z0123456789ABCDEFGHIJ", "certificate_arn": certificate},
    ]
    chosen = draw(st.sampled_from(ways if certified else [{}, *ways]))
    domain = {"domain": f"{draw(words)}.{draw(words)}.example.com"} if chosen else {}
    octets = draw(st.lists(st.integers(0, 255), min_size=1, max_size=5, unique=True))
    start = "10.77" if internal else "198.51"
    return {
        "internal": internal,
        "allowed_cidr_blocks": [f"{start}.{octet}.0/24" for octet in octets],
        **chosen,
        **domain,
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


def queues() -> SearchStrategy[list[str]]:
    """Return strategies of queues besides the default one."""
    return st.lists(words.filter(lambda name: name != "default"), max_size=3, unique=True)


@st.composite
def workers(draw: DrawFn, account: str, region: str) -> Document:
    """Draw worker groups, of which the first serves the default queue."""
    groups: Document = {}
    for name in draw(st.lists(names(37), min_size=1, max_size=3, unique=True)):
        types = TYPES[draw(st.sampled_from(sorted(TYPES)))]
        most = draw(st.integers(1, 12))
        policy = f"arn:{partition_of(region)}:iam::{account}:policy/{name}"
        extra = draw(queues())
        groups[name] = {
            "instance_types": draw(
                st.lists(st.sampled_from(types), min_size=1, max_size=4, unique=True)
            ),
            "min_size": draw(st.integers(0, most)),
            "max_size": most,
            "on_demand_base_capacity": draw(st.integers(0, most)),
            "spot_percentage": draw(st.integers(0, 100)),
            "concurrency": draw(st.integers(1, 32)),
            "queues": extra if groups and extra else ["default", *extra],
            "policy_arns": draw(st.sampled_from([[], [policy]])),
        }
    return groups


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


def _is_no_production(name: str) -> bool:
    return not PRODUCTION_NAME.fullmatch(name)


def _git(region: str, account: str) -> Document:
    arn = f"arn:{partition_of(region)}:secretsmanager:{region}:{account}:secret:key-a1b2c3"
    return {
        "source": "git",
        "repository_url": "git@git.example.com:team/dags.git",
        "credentials_secret_arn": arn,
    }

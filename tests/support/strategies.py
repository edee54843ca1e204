"""Hypothesis strategies for environments: whatever they give, the model and every rule accept."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from aeolus_config.model import Environment
from aeolus_config.rules.production import NAME as PRODUCTION_NAME
from aeolus_config.rules.retention import DAYS

from . import network_sections, sections
from .environments import Document
from .sections import digests, names, words

REGIONS = ["eu-central-1", "us-east-1", "ap-northeast-1", "cn-north-1", "us-gov-west-1"]


accounts = st.integers(0, 10**12 - 1).map(lambda number: f"{number:012}")


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
    account = draw(accounts)
    architecture = draw(st.sampled_from(sorted(sections.TYPES)))
    internal = cluster and draw(st.booleans())
    document: Document = {
        "name": draw(names() if production else names().filter(_is_no_production)),
        "topology": "cluster" if cluster else "single_node",
        "production": production,
        "account_id": account,
        "region": region,
        "availability_zones": zones,
        "ami_id": {each: f"ami-{draw(digests)}" for each in sections.TYPES},
        "tags": draw(st.dictionaries(words.filter(lambda key: key != "name"), words, max_size=3)),
        "network": draw(network_sections.networks(zones, cluster=cluster, production=production)),
        "airflow": draw(sections.airflows()),
        "web": draw(network_sections.webs(region, account, cluster=cluster, internal=internal)),
        "alarms": {
            "email": "ops@example.com" if production else None,
            "log_retention_in_days": draw(st.sampled_from(DAYS)),
        },
        "budget": {"monthly_usd": draw(st.integers(1, 5000))},
    }
    if "existing" in document["network"] or document["network"]["egress"] != "none":
        document |= draw(st.sampled_from([{}, {"dags": sections.git(region, account)}]))
    if not cluster:
        return document | {"single_node": draw(sections.single_nodes(architecture))}
    document |= {
        "masters": draw(sections.masters(architecture, least=2 if production else 1)),
        "broker": draw(
            sections.brokers(document["airflow"]["longest_task_hours"], least=int(production))
        ),
        "workers": draw(sections.workers(account, region, zones)),
    }
    return document | {"metastore": draw(sections.metastores(document, production=production))}


def _is_no_production(name: str) -> bool:
    return not PRODUCTION_NAME.fullmatch(name)

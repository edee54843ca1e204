"""What a node runs, by what it is for."""

from __future__ import annotations

from dataclasses import replace

from aeolus_agent.description import Lasting, NodeDescription, Role, SsmAgent
from aeolus_agent.install.roles import (
    BESIDE_SCHEDULER,
    CERTIFICATE,
    DAG_PROCESSOR,
    GIT,
    GIVEN,
    LEASE,
    LEASED,
    POOLED,
    READY,
    SCHEDULER,
    SSM_AGENT,
    VOLUME,
    WEB,
    groups_of,
    masked_units,
    units_of,
)
from support.node_descriptions import ACME, EACH_SCHEDULES, MASTER, WORKER, private

SINGLE = replace(MASTER, role=Role.SINGLE_NODE, work=WORKER.work, lease=None)


def daemons(node: NodeDescription) -> set[str]:
    """Return Airflow's names of the daemons."""
    return {
        name.removeprefix("airflow-").removesuffix(".service") for name in units_of(node).daemons
    }


def test_a_master_has_all_daemons_but_the_worker() -> None:
    assert daemons(MASTER) == {
        "api-server",
        "execution-api",
        "scheduler",
        "dag-processor",
        "triggerer",
        "flower",
    }


def test_a_worker_works_and_migrates_nothing() -> None:
    assert daemons(WORKER) == {"worker"}
    assert "aeolus-migrate.service" not in units_of(WORKER).all


def test_a_single_node_has_every_daemon() -> None:
    assert daemons(SINGLE) == daemons(MASTER) | daemons(WORKER)


def test_one_scheduler_of_several_waits_for_the_lease() -> None:
    units = units_of(MASTER)
    assert LEASE in units.all
    assert units.unprompted == ()
    assert units.more == {SCHEDULER: (LEASED,), DAG_PROCESSOR: (BESIDE_SCHEDULER,)}


def test_where_each_master_schedules_nobody_waits_and_each_says_how_it_is() -> None:
    units = units_of(EACH_SCHEDULES)
    assert LEASE in units.all
    assert units.unprompted == (SCHEDULER, DAG_PROCESSOR)
    assert units.more == {}


def test_where_there_is_one_alone_there_is_no_lease() -> None:
    units = units_of(SINGLE)
    assert LEASE not in units.all
    assert units.unprompted == (SCHEDULER, DAG_PROCESSOR)


def test_nginx_is_handed_a_certificate_where_one_is_given() -> None:
    assert units_of(SINGLE).more == {}
    signed = replace(SINGLE, secrets={**SINGLE.secrets, "web_certificate": "arn"})
    assert units_of(signed).more == {WEB: (GIVEN,)}


def test_who_signs_certificates_is_asked_where_one_is_named() -> None:
    single = replace(SINGLE, lasting=Lasting("vol-1", "eipalloc-1", "airflow.example.com"))
    assert not set(CERTIFICATE) & set(units_of(single).all)
    assert set(CERTIFICATE) <= set(units_of(replace(single, acme=ACME)).all)


def test_systems_managers_agent_comes_where_a_version_is_pinned() -> None:
    pinned = SsmAgent("3.3.1.0", {"amd64": "a", "arm64": "b"})
    for node in (MASTER, WORKER, SINGLE):
        assert SSM_AGENT not in units_of(node).all
        assert SSM_AGENT in units_of(replace(node, ssm_agent=pinned)).all


def test_only_where_a_group_has_a_warm_pool_a_prepared_worker_waits_for_service() -> None:
    assert units_of(WORKER).more == {}
    assert units_of(replace(WORKER, prepare_hook="prepare")).more == {READY: (POOLED,)}


def test_what_only_some_nodes_need_of_debian_is_installed_there() -> None:
    assert groups_of(WORKER) == ()
    assert groups_of(replace(WORKER, dags_prefix="")) == ("git",)
    assert groups_of(SINGLE) == ("single_node",)


def test_who_reads_dags_is_handed_what_opens_a_private_repository() -> None:
    reader, worker = DAG_PROCESSOR, "airflow-worker.service"
    leased = {SCHEDULER: (LEASED,), reader: (BESIDE_SCHEDULER, GIT)}
    assert units_of(private(MASTER)).more == leased
    assert units_of(private(EACH_SCHEDULES)).more == {reader: (GIT,)}
    assert units_of(private(WORKER)).more == {worker: (GIT,)}
    assert units_of(private(SINGLE)).more == {reader: (GIT,), worker: (GIT,)}
    signed = replace(SINGLE, secrets={**SINGLE.secrets, "web_certificate": "arn"})
    assert units_of(private(signed)).more == {WEB: (GIVEN,), reader: (GIT,), worker: (GIT,)}


def test_what_keeps_data_comes_with_a_volume_and_instead_of_debians_own() -> None:
    lasting = Lasting("vol-1", "eipalloc-1", "203.0.113.7")
    assert VOLUME in units_of(replace(SINGLE, lasting=lasting)).all
    assert VOLUME not in units_of(MASTER).all
    assert set(masked_units(SINGLE)) == {
        "postgresql.service",
        "redis-server.service",
        "nginx.service",
    }
    assert masked_units(MASTER) == masked_units(WORKER) == ()

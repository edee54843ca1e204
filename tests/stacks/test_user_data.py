"""User data of every node of every environment, as its launch template has it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from aeolus_agent.description import NodeDescription, Role
from aeolus_config.model import Topology, WarmPoolConfig
from aeolus_config.model.nodes import SchedulerMode
from aeolus_node.bundle import UNBUILT
from support.environments import environment
from support.node_user_data import EXPRESSION, files, nodes, user_data
from support.render import resources, the
from support.shipped import SHIPPED, render_environment, rendered, shipped

CLUSTERS = tuple(name for name in SHIPPED if shipped(name).topology is Topology.CLUSTER)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_group_has_user_data(name: str) -> None:
    groups = resources(rendered(name), "aws_autoscaling_group").values()
    assert user_data(rendered(name)).keys() == {each["name"] for each in groups}


@pytest.mark.parametrize("name", CLUSTERS)
def test_airflow_cfg_is_the_same_on_all_nodes(name: str) -> None:
    texts = {files(text)["/etc/aeolus/airflow.cfg"] for text in user_data(rendered(name)).values()}
    assert len(texts) == 1


@pytest.mark.parametrize("name", SHIPPED)
def test_only_names_and_places_of_what_is_deployed_are_in_it(name: str) -> None:
    """No value of a secret: those are of other resources, or ephemeral."""
    for text in user_data(rendered(name)).values():
        expressions = EXPRESSION.findall(text)
        assert set(expressions) <= {
            ("aws_s3_bucket", "bucket"),
            ("aws_db_instance", "address"),
            ("aws_elasticache_replication_group", "primary_endpoint_address"),
            ("aws_secretsmanager_secret", "arn"),
            ("aws_ebs_volume", "id"),
            ("aws_eip", "id"),
            ("aws_eip", "public_ip"),
        }
        assert not EXPRESSION.sub("", text).count("${aws_")
        assert "ephemeral." not in text


def test_masters_are_told_of_every_secret_and_workers_of_their_four() -> None:
    found = nodes(rendered("prod"))
    workers = {"fernet_key", "api_secret_key", "result_backend_password", "broker_token"}
    masters = workers | {"jwt_secret", "admin_password", "metastore_password"}
    told = {name: set(node.secrets) for name, node in found.items()}
    assert told == {
        "aeolus-prod-masters": masters,
        "aeolus-prod-worker_default": workers,
        "aeolus-prod-worker_heavy": workers,
    }


def node(group: str, **changes: Any) -> NodeDescription:
    """Return what the nodes of a group of prod, with changes, are told."""
    prod = render_environment(shipped("prod"), **changes) if changes else rendered("prod")
    return nodes(prod)[f"aeolus-prod-{group}"]


def test_a_worker_is_told_of_the_hook_that_holds_it_where_its_group_has_a_warm_pool() -> None:
    assert node("worker_default").prepare_hook is None
    workers = shipped("prod").workers
    default = workers["default"].model_copy(update={"warm_pool": WarmPoolConfig()})
    pooled = {**workers, "default": default}
    assert node("worker_default", workers=pooled).prepare_hook == "prepare"
    assert node("worker_heavy", workers=pooled).prepare_hook is None


def test_a_master_is_told_what_it_is_and_whom_to_believe() -> None:
    master = node("masters")
    assert (master.role, master.group, master.work) == (Role.MASTER, "", None)
    assert master.autoscaling_group == "aeolus-prod-masters"
    assert master.serving is not None
    assert master.serving.workers == 2
    # The public subnets, then the private ones.
    assert master.serving.trusted_proxies == (
        *("10.40.192.0/22", "10.40.196.0/22", "10.40.200.0/22"),
        *("10.40.0.0/19", "10.40.32.0/19", "10.40.64.0/19"),
    )


def test_masters_are_told_where_they_agree_on_who_schedules_and_workers_are_not() -> None:
    lease = node("masters").lease
    assert lease is not None
    assert lease.exclusive
    function = the(rendered("prod"), "aws_lambda_function", "scheduler-failover")
    variables = function["environment"]["variables"]
    assert (lease.table, lease.function) == (variables["TABLE"], function["function_name"])
    timings = json.loads(variables["TIMINGS"])
    assert (lease.renew_seconds, lease.stop_seconds, lease.ttl_seconds) == (
        timings["renew"],
        timings["stop"],
        timings["ttl"],
    )
    assert node("worker_default").lease is None


def test_where_each_master_schedules_nodes_and_function_are_both_told() -> None:
    masters = shipped("prod").masters.model_copy(
        update={"scheduler_mode": SchedulerMode.ACTIVE_ACTIVE}
    )
    lease = node("masters", masters=masters).lease
    assert lease is not None
    assert not lease.exclusive
    stack = render_environment(shipped("prod"), masters=masters)
    function = the(stack, "aws_lambda_function", "scheduler-failover")
    assert function["environment"]["variables"]["MODE"] == "active_active"


def test_an_internal_web_entrance_forwards_from_the_private_subnets_alone() -> None:
    web = shipped("prod").web.model_copy(update={"internal": True})
    serving = node("masters", web=web).serving
    assert serving is not None
    assert serving.trusted_proxies == ("10.40.0.0/19", "10.40.32.0/19", "10.40.64.0/19")


def test_of_an_existing_network_the_vpc_is_believed() -> None:
    found = nodes(render_environment(environment("existing", name="test")))
    serving = found["aeolus-test-masters"].serving
    assert serving is not None
    assert serving.trusted_proxies == ("10.9.0.0/20",)


def test_a_worker_is_told_its_groups_queues_and_concurrency() -> None:
    worker = node("worker_heavy")
    assert (worker.role, worker.group, worker.serving) == (Role.WORKER, "heavy", None)
    assert worker.work is not None
    assert (worker.work.concurrency, worker.work.queues) == (8, ("heavy",))
    assert worker.autoscaling_group == "aeolus-prod-worker_heavy"


def test_what_is_deployed_is_where_nodes_look_for_it() -> None:
    master = node("masters")
    assert (master.environment, master.region) == ("prod", "us-east-1")
    assert master.bucket.startswith("${aws_s3_bucket.")
    assert master.dags_prefix == "dags"
    assert master.log_group == "/aeolus/prod"
    assert master.metric_namespace == "Aeolus/prod"
    assert master.metastore == replace(master.result_backend, name="airflow", user="airflow")
    assert master.result_backend.name == master.result_backend.user == "airflow_results"
    assert master.metastore.port == 5432
    assert master.broker.port == 6379
    assert master.broker.visibility_timeout_seconds == 86400


def test_dags_from_git_are_in_no_folder_of_the_bucket() -> None:
    found = nodes(render_environment(environment("git", name="test")))
    assert found["aeolus-test-masters"].dags_prefix == ""


def test_a_single_node_is_told_that_all_is_on_it_and_what_it_takes_over() -> None:
    (single,) = nodes(rendered("dev")).values()
    assert single.role is Role.SINGLE_NODE
    assert single.autoscaling_group == "aeolus-dev-single-node"
    assert (single.metastore.host, single.metastore.port) == ("127.0.0.1", 5432)
    assert single.result_backend.host == "127.0.0.1"
    assert (single.broker.host, single.broker.port) == ("127.0.0.1", 6379)
    assert single.work is not None
    assert (single.work.concurrency, single.work.queues) == (4, ("default",))
    assert single.serving is not None
    assert single.serving.trusted_proxies == ("127.0.0.1",)
    assert single.lasting is not None
    assert single.lasting.volume_id.startswith("${aws_ebs_volume.")
    assert single.lasting.web_name.endswith(".public_ip}")


def test_tasks_on_a_single_node_speak_to_the_execution_api_beside_them() -> None:
    (text,) = user_data(rendered("dev")).values()
    cfg = files(text)["/etc/aeolus/airflow.cfg"]
    assert "execution_api_server_url = http://127.0.0.1:8081/execution/" in cfg
    assert "base_url = https://${aws_eip." in cfg


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"queues": ("heavy", "slow")}, {"aeolus-prod-worker_heavy"}),
        # A scheduler lets as many tasks run as all groups hold.
        ({"concurrency": 5}, {"aeolus-prod-masters", "aeolus-prod-worker_heavy"}),
        ({"max_size": 5}, {"aeolus-prod-masters"}),
    ],
    ids=["queues", "concurrency", "max_size"],
)
def test_a_groups_change_replaces_nobody_else_s_workers(
    change: dict[str, Any], told: set[str]
) -> None:
    workers = dict(shipped("prod").workers)
    workers["heavy"] = workers["heavy"].model_copy(update=change)
    before = user_data(rendered("prod"))
    after = user_data(render_environment(shipped("prod"), workers=workers))
    assert {name for name in before if before[name] != after[name]} == told


def test_a_changed_maximum_is_of_its_worker_group_nothing_but_a_number() -> None:
    workers = dict(shipped("prod").workers)
    workers["heavy"] = workers["heavy"].model_copy(update={"max_size": 5})
    before, after = rendered("prod"), render_environment(shipped("prod"), workers=workers)
    group, as_it_was = (the(each, "aws_autoscaling_group", "heavy") for each in (after, before))
    assert group == {**as_it_was, "max_size": 5}
    for name in workers:
        assert the(after, "aws_launch_template", name) == the(before, "aws_launch_template", name)


def test_a_new_bundle_changes_the_user_data_of_every_node() -> None:
    new = {key: replace(each, sha256="f" * 64) for key, each in UNBUILT.items()}
    before = user_data(rendered("prod"))
    after = user_data(render_environment(shipped("prod"), bundles={(): new}))
    assert all(before[name] != after[name] for name in before)


def test_a_groups_own_requirements_change_its_user_data_and_no_others() -> None:
    workers = dict(shipped("prod").workers)
    workers["heavy"] = workers["heavy"].model_copy(update={"requirements": ("torch<3",)})
    more = {key: replace(each, sha256="f" * 64) for key, each in UNBUILT.items()}
    bundles = {(): UNBUILT, ("torch<3",): more}
    before = user_data(rendered("prod"))
    after = user_data(render_environment(shipped("prod"), workers=workers, bundles=bundles))
    assert {name for name in before if before[name] != after[name]} == {"aeolus-prod-worker_heavy"}
    assert "f" * 64 in after["aeolus-prod-worker_heavy"]


def test_the_same_configuration_gives_the_same_bytes() -> None:
    assert user_data(rendered("prod")) == user_data(render_environment(shipped("prod")))


def test_a_changed_template_replaces_the_nodes() -> None:
    for group in resources(rendered("prod"), "aws_autoscaling_group").values():
        assert group["instance_refresh"]["strategy"] == "Rolling"
        launched = json.dumps([group.get("launch_template"), group.get("mixed_instances_policy")])
        assert "latest_version" in launched


def test_a_changed_secret_replaces_nothing() -> None:
    """Its ARN stays, and of its value and version nothing is there."""
    assert "version" not in " ".join(
        each
        for text in user_data(rendered("prod")).values()
        for each in re.findall(r"\$\{[^}]*\}", text)
        if "secretsmanager" in each
    )


@pytest.mark.parametrize("name", SHIPPED)
def test_nodes_start_after_what_they_install_is_in_the_bucket(name: str) -> None:
    bundles = {f"aws_s3_object.{each}" for each in resources(rendered(name), "aws_s3_object")}
    assert len(bundles) == 2
    for group in resources(rendered(name), "aws_autoscaling_group").values():
        assert bundles <= set(group["depends_on"])

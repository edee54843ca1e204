"""What masters and workers talk to, for tests of them: metastore, broker, entrances and lease."""

from __future__ import annotations

from typing import Any

from aeolus_config.model import Egress
from aeolus_constructs.alarm_topic import AlarmTopic
from aeolus_constructs.broker import Broker
from aeolus_constructs.execution_entrance import ExecutionEntrance
from aeolus_constructs.load_balancer_logs import LoadBalancerLogs
from aeolus_constructs.metastore import Metastore
from aeolus_constructs.scheduler_failover import SchedulerFailover
from aeolus_constructs.secret_provisioner import SecretProvisioner
from aeolus_constructs.web_entrance import WebEntrance
from aeolus_lease.timings import Timings
from support.foundations import foundations


def cluster_parts(stack: Any) -> dict[str, Any]:
    """Build them in `stack`; return them, and what they stand on, by the names of the props."""
    parts = foundations(stack, Egress.NAT_GATEWAY_PER_AZ)
    common = {key: parts[key] for key in ("deployment", "network", "encryption_key")}
    parts["metastore"] = Metastore(
        stack,
        "metastore",
        **common,
        password=parts["secrets"].metastore_password,
        engine="postgres",
        engine_version="17",
        instance_class="db.t4g.small",
        allocated_storage=20,
        max_allocated_storage=100,
        multi_az=True,
        backup_retention_period=7,
        backup_window="03:00-04:00",
        maintenance_window="sun:04:30-sun:05:30",
        deletion_protection=True,
        final_snapshot=True,
        log_retention_in_days=30,
    )
    parts["broker"] = Broker(
        stack,
        "broker",
        **common,
        token=parts["secrets"].broker_token,
        provisioner=SecretProvisioner(
            stack,
            "provisioner",
            deployment=parts["deployment"],
            encryption_key=parts["encryption_key"],
            log_retention_in_days=30,
        ),
        engine="valkey",
        engine_version="8.0",
        node_type="cache.t4g.micro",
        replicas_per_node_group=1,
        snapshot_retention_limit=1,
        snapshot_window="05:00-06:00",
        maintenance_window="sun:06:30-sun:07:30",
    )
    entrance = {
        "deployment": parts["deployment"],
        "network": parts["network"],
        "logs": LoadBalancerLogs(
            stack, "logs", deployment=parts["deployment"], deletion_protection=True
        ),
        "domain": "airflow.example.com",
        "deletion_protection": True,
    }
    parts["web"] = WebEntrance(
        stack,
        "web",
        **entrance,
        hosted_zone_id="Z0123456789ABCDEFGHIJ",
        certificate_arn=None,
        internal=False,
        allowed_cidr_blocks=["203.0.113.0/24"],
    )
    parts["execution"] = ExecutionEntrance(
        stack, "execution", **entrance, certificate=parts["web"].certificate
    )
    parts["scheduler"] = SchedulerFailover(
        stack,
        "scheduler",
        deployment=parts["deployment"],
        encryption_key=parts["encryption_key"],
        topic=AlarmTopic(
            stack,
            "alarm-topic",
            deployment=parts["deployment"],
            encryption_key=parts["encryption_key"],
            email=None,
        ),
        timings=Timings(),
        mode="active_standby",
        autoscaling_group="aeolus-test-masters",
        log_retention_in_days=30,
        deletion_protection=True,
    )
    return parts

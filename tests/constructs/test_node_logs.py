"""The nodes' log groups: all that nodes may write to, kept for as long as told, encrypted."""

from __future__ import annotations

from typing import Any

from aeolus_constructs.encryption_key import EncryptionKey
from aeolus_constructs.node_logs import NodeLogs
from support.render import DEPLOYMENT, render_construct, resources

DAEMONS = {"api-server", "scheduler", "dag-processor", "triggerer", "flower", "worker"}


def test_one_for_each_daemon_and_one_for_the_nodes() -> None:
    def build(stack: Any) -> None:
        key = EncryptionKey(stack, "key", deployment=DEPLOYMENT)
        logs = NodeLogs(
            stack, "logs", deployment=DEPLOYMENT, encryption_key=key, retention_in_days=90
        )
        assert len(logs.ready) == len(DAEMONS) + 1

    groups = resources(render_construct(build), "aws_cloudwatch_log_group").values()
    assert {group["name"] for group in groups} == {
        f"/aeolus/test/{log}" for log in (*DAEMONS, "node")
    }
    assert {group["retention_in_days"] for group in groups} == {90}
    assert all(group["kms_key_id"].startswith("${aws_kms_key.") for group in groups)

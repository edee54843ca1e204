"""What a node is told of itself: written and read back."""

from __future__ import annotations

from dataclasses import replace

from aeolus_agent.description import Lasting, NodeDescription, Role, Serving, SsmAgent, Work
from support.node_descriptions import ACME, MASTER, SSH, WORKER, private


def test_what_is_written_is_read_back() -> None:
    pinned = replace(MASTER, ssm_agent=SsmAgent("3.3.1.0", {"amd64": "a", "arm64": "b"}))
    single = replace(MASTER, lasting=Lasting("vol-1", "eipalloc-1", "203.0.113.7"))
    signed = replace(single, acme=ACME)
    pooled = replace(WORKER, prepare_hook="prepare")
    private_one = private(WORKER, SSH)
    for described in (MASTER, WORKER, pinned, single, signed, pooled, private_one):
        assert NodeDescription.loads(described.dumps()) == described


def test_the_same_description_has_the_same_bytes_whatever_order_it_was_made_in() -> None:
    turned = replace(MASTER, secrets=dict(reversed(MASTER.secrets.items())))
    assert turned.dumps() == MASTER.dumps()


def test_a_worker_works_and_a_master_schedules() -> None:
    assert (Role.MASTER.schedules, Role.MASTER.works) == (True, False)
    assert (Role.WORKER.schedules, Role.WORKER.works) == (False, True)
    assert (Role.SINGLE_NODE.schedules, Role.SINGLE_NODE.works) == (True, True)


def test_parts_that_a_role_lacks_are_none() -> None:
    assert NodeDescription.loads(MASTER.dumps()).work is None
    assert NodeDescription.loads(WORKER.dumps()).serving is None
    assert WORKER.work == Work(concurrency=8, queues=("default",))
    assert MASTER.serving == Serving(workers=2, trusted_proxies=("10.0.0.0/20",))

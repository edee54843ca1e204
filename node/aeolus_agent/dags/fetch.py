"""The command `fetch-dags`: a worker takes no task before the code is there."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path

from aeolus_agent.description import NodeDescription
from aeolus_agent.insist import NotYetError, insist
from aeolus_agent.places import DAG_BUNDLE, DAGS, NODE
from aeolus_agent.saying import say

from .cache import DagCache
from .latest import take_latest
from .store import DagStore, StoreError

ALL = 1_000_000
"""Versions to keep: tasks may be under way, and those that come know what they need."""


def run() -> int:
    """Return, with exit status 0, when the current DAGs are on disk; says why they are not yet.

    Runs as Airflow's user, whose daemons go on with what it fetched. Where DAGs do not come from
    the bucket there is nothing to do.
    """
    node = NodeDescription.loads(NODE.read_text())
    if not node.dags_prefix:
        say("DAGs do not come from the bucket: nothing to fetch")
        return 0
    store = DagStore(bucket=node.bucket, prefix=node.dags_prefix, region=node.region)
    root = DAGS / DAG_BUNDLE
    version = insist(partial(fetch, store, root), pause=time.sleep, say=say)
    say(f"DAGs {version} of {store.place} are here")
    return 0


def fetch(store: DagStore, root: Path) -> str:
    """Have the current DAGs below `root`; return their version. Raises NotYetError."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        version, held = take_latest(DagCache(root, kept=ALL), store)
    except (StoreError, OSError) as error:
        raise NotYetError(f"DAGs cannot be fetched: {error}") from error
    os.close(held)
    return version

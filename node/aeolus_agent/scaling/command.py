"""The command `scale`: on each master, and at work on one of them."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from aeolus_agent import places
from aeolus_agent.aws import client
from aeolus_agent.credentials.compose import Credential
from aeolus_agent.credentials.store import Store
from aeolus_agent.database import Session
from aeolus_agent.description import NodeDescription
from aeolus_agent.saying import tell

from .figures import Reader
from .groups import Groups
from .scaler import Scaler
from .telling import Telling

LOOK_S = 10.0


def run() -> int:
    """Scale the worker groups of this environment until SIGTERM."""
    node = NodeDescription.loads(places.NODE.read_text())
    credential = Store(places.CREDENTIALS).must_read
    scaler = Scaler(
        source=Reader(lambda: Session(credential(Credential.SQL_ALCHEMY_CONN))),
        fleet=Groups(
            client("autoscaling", node.region), client("ec2", node.region), node.environment
        ),
        say=tell,
        tell=Telling(client("cloudwatch", node.region), node.metric_namespace, time.monotonic),
    )
    while True:
        began = time.monotonic()
        scaler.look(began, datetime.now(UTC))
        time.sleep(max(0.0, LOOK_S - (time.monotonic() - began)))

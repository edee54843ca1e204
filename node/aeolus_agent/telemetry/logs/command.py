"""The command `ship-logs`."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from aeolus_agent.aws import client
from aeolus_agent.description import NodeDescription
from aeolus_agent.instance import instance_id
from aeolus_agent.places import NODE
from aeolus_agent.saying import say

from .cursor import load
from .journal import Lines, follow
from .sending import Sender
from .ship import ship


def run() -> int:
    """Ship the journal of this node until SIGTERM; what was said until then is shipped first.

    Returns the exit status: 1 when journalctl ended by itself.
    """
    node = NodeDescription.loads(NODE.read_text())
    # systemd makes it (StateDirectory=), and keeps it over restarts and reboots.
    kept = Path(os.environ["STATE_DIRECTORY"]) / "cursor"
    sender = Sender(
        client("logs", node.region),
        log_group=node.log_group,
        stream=instance_id(),
        pause=time.sleep,
        say=say,
    )
    told_to_end = False
    journal = follow(load(kept))

    def end(_signal: int, _frame: object) -> None:
        nonlocal told_to_end
        told_to_end = True
        journal.terminate()  # which ends its lines, and thereby this command

    signal.signal(signal.SIGTERM, end)
    assert journal.stdout is not None
    ship(Lines(journal.stdout.fileno()), sender, kept, say)
    status = journal.wait()
    if told_to_end:
        return 0
    say(f"journalctl has ended with exit status {status}")
    return 1

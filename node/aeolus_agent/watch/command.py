"""The commands `watch`, which stays, and `status`, which tells what that sees."""

from __future__ import annotations

import socket
import time

from aeolus_agent import places
from aeolus_agent.credentials.compose import Credential
from aeolus_agent.credentials.store import Store
from aeolus_agent.database import Session
from aeolus_agent.description import NodeDescription
from aeolus_agent.files import replace
from aeolus_agent.saying import say
from aeolus_agent.systemd import Systemctl, booted

from .daemons import probes_of
from .probes import Jobs
from .report import Phase
from .timeline import Timeline
from .watcher import Watcher
from .worker import pinged

LOOK_S = 5.0
BOOTING_LOOK_S = 1.0


def run() -> int:
    """Watch this node's daemons until SIGTERM."""
    node = NodeDescription.loads(places.NODE.read_text())
    credential = Store(places.CREDENTIALS).must_read
    hostname = socket.getfqdn()
    jobs = Jobs(lambda: Session(credential(Credential.SQL_ALCHEMY_CONN)), hostname, time.monotonic)
    ping = pinged(lambda: credential(Credential.BROKER_URL), socket.gethostname())
    watcher = Watcher(
        node=node,
        systemd=Systemctl(),
        probes=probes_of(node, jobs, ping, time.monotonic),
        timeline=Timeline(places.TIMELINE),
        booted=booted(),
        say=say,
        before=jobs.look if node.role.schedules else lambda: None,
    )
    while True:
        report = watcher.look(time.time())
        replace(places.HEALTH, report.dumps())
        time.sleep(LOOK_S if report.phase is Phase.READY else BOOTING_LOOK_S)

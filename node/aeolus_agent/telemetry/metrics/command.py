"""The command `ship-metrics`."""

from __future__ import annotations

import signal
import sys
import threading
import time

from aeolus_agent.aws import client
from aeolus_agent.description import NodeDescription
from aeolus_agent.places import HEALTH, NODE, TLS
from aeolus_agent.saying import say
from aeolus_agent.secrets import Secret

from .minute import Minutes
from .own import Sources, own_data
from .publishing import Publisher
from .receiving import MINUTE_S, Receiver, listening

_LAST_WORDS_S = 10.0


def run() -> int:
    """Publish this node's metrics until SIGTERM; what was told until then goes first.

    Returns the exit status.
    """
    node = NodeDescription.loads(NODE.read_text())
    minutes = Minutes(node.metrics)
    receiver = Receiver(listening(), minutes, time.time)
    publisher = Publisher(
        client("cloudwatch", node.region),
        namespace=node.metric_namespace,
        pause=time.sleep,
        say=say,
    )
    sources = Sources(HEALTH, certificate=TLS / "certificate.pem" if _may_end(node) else None)
    sending = threading.Thread(target=publisher.run, daemon=True)
    sending.start()
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(0))
    try:
        while True:
            began = receiver.minute()
            publisher.add(minutes.close(began))
            publisher.add(own_data(sources, began, time.time(), say))
    finally:
        publisher.add(minutes.close(time.time() // MINUTE_S * MINUTE_S))
        publisher.end()
        sending.join(_LAST_WORDS_S)


def _may_end(node: NodeDescription) -> bool:
    """Tell whether the node shows a certificate that it does not renew all by itself."""
    return node.acme is not None or Secret.WEB_CERTIFICATE in node.secrets

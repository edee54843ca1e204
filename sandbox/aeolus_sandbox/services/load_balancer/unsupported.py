"""What of a load balancer does not run here, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator

from aeolus_sandbox.services.load_balancer import rules
from aeolus_sandbox.services.load_balancer.answers import NOT_HERE
from aeolus_sandbox.services.load_balancer.balancer import Balancer, Listener

_SPOKEN = ("HTTP", "HTTPS", "TCP", "TLS")


def spoken(listener: Listener) -> bool:
    """Tell whether nodes can speak the protocol of a listener."""
    return listener.protocol in _SPOKEN


def unsupported(balancer: Balancer) -> Iterator[str]:
    """Yield, for the log, what does not run."""
    for listener in balancer.listeners:
        if not spoken(listener):
            yield f"port {listener.port}: {listener.protocol} does not run here: take TCP"
        if any(rule.action == NOT_HERE for rule in listener.rules):
            yield f"port {listener.port}: what would authenticate is answered with 501"
        for group in rules.groups(listener):
            if group not in balancer.groups:
                yield f"{group}: here only instances and IP addresses can be targets"

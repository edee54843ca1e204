"""What EC2 and Route 53 say of a region's network, as they were read last."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from aeolus_sandbox.bell import Bell
from aeolus_sandbox.network import reading
from aeolus_sandbox.network.model import Topology
from aeolus_sandbox.network.names import route53
from aeolus_sandbox.network.names.route53 import HostedZone


class Listing:
    """Interfaces that EC2 lists, in their network, and the zones of Route 53.

    `client` returns a boto3 client of the region by a service's name; `news` rings when one of the
    two may have something else to say.
    """

    def __init__(self, client: Callable[[str], Any], news: Bell) -> None:
        """Read nothing yet: all is news."""
        self.topology = Topology()
        self.zones: list[HostedZone] = []
        self.read_at = 0.0
        """On the monotonic clock: what was said before that is known."""
        self._client = client
        self._news = news
        self._news.ring()

    def has_news(self) -> bool:
        """Tell whether there may be something that was not read yet."""
        return self._news.rung

    def unread(self) -> None:
        """Let all be news, as nobody could make use of it."""
        self._news.ring()

    def read(self) -> None:
        """Read all; what cannot be read stays news."""
        self._news.wait(0.0)  # what is told from now on is heard the next time
        self.read_at = time.monotonic()
        try:
            topology = reading.read(self._client("ec2"))
            self.topology, self.zones = topology, route53.read(self._client("route53"))
        except BaseException:
            self.unread()
            raise

"""What is saved by stopping an environment while nobody works."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .estimate import Estimate
from .figures import Figures

HOURS_PER_WEEK = Decimal(168)
WORKING_HOURS = Decimal(60)
"""Hours a week that it runs: twelve each weekday; it stops at night and at the weekend."""

STOPPED = (
    "`aeolus stop`: groups at no instances, the database stopped, and taken down what AWS cannot "
    "stop: broker, load balancers, NAT gateways with their addresses, endpoints, alarms"
)
"""What it takes: Amazon RDS stops instances, and starts them again after seven days; Amazon
ElastiCache, Elastic Load Balancing, NAT gateways, interface endpoints and alarms bill until they
are deleted."""


@dataclass(frozen=True)
class NightSaving:
    """What stopping takes off the bill. Metadata, objects, keys and secrets stay, and bill on."""

    running_hours: Decimal
    """Hours a week."""
    saved: Figures
    """US dollars a month, not rounded."""
    stopped: Figures
    """US dollars a month of what goes on billing if it never ran: of usage, what is stored."""


def stopped_at_night(estimate: Estimate, running_hours: Decimal = WORKING_HOURS) -> NightSaving:
    """Return what `estimate` saves when it runs `running_hours` of the week's 168.

    What it bills by use is counted whole: the same work is done in fewer hours.
    """
    stops = Figures.sum(line.monthly for _, line in estimate.lines if line.component.stops)
    share = (HOURS_PER_WEEK - running_hours) / HOURS_PER_WEEK
    rest = Figures.sum(line.monthly for _, line in estimate.lines if line.component.at_rest)
    return NightSaving(running_hours, stops * share, rest)

"""What an environment costs running and hibernated, and what makes the difference."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from aeolus_cli.cost.report import report
from aeolus_cli.cost.subject import subjects
from aeolus_cli.destroy import DATA
from aeolus_cost.estimate import Estimate
from aeolus_cost.render.table import dollars

from .file import edited

GOES = {
    "aws_cloudwatch_dashboard": "dashboard",
    "aws_cloudwatch_metric_alarm": "alarms",
    "aws_eip": "public addresses, others when it wakes",
    "aws_elasticache_replication_group": "broker",
    "aws_lb": "load balancers",
    "aws_nat_gateway": "NAT gateways",
    "aws_vpc_endpoint": "interface endpoints",
}
"""Terraform types that a hibernated environment has fewer of, as people call them."""


@dataclass(frozen=True)
class Bill:
    """The same environment twice."""

    running: Estimate
    stopped: Estimate

    def goes(self) -> list[str]:
        """Return what is taken away, with its number."""
        less = _types(self.running) - _types(self.stopped)
        return [f"{less[type_]} {called}" for type_, called in GOES.items() if less[type_]]

    def stays(self) -> list[str]:
        """Return what holds data and stays, with its number."""
        kept = _types(self.stopped)
        return [f"{kept[type_]} × {called}" for type_, called in DATA.items() if kept[type_]]

    def lines(self) -> Iterator[str]:
        """Yield what there is to know before it is stopped."""
        yield f"goes: all nodes, {', '.join(self.goes()) or 'and nothing else'}"
        yield f"stays: {', '.join(self.stays())}"
        yield (
            f"it costs ${dollars(self.running.total.expected)} a month running (expected), and "
            f"${dollars(self.stopped.total.expected)} while stopped"
        )


def _types(estimate: Estimate) -> Counter[str]:
    return Counter(each.resource.type for each in estimate.resources)


def bill_of(environment: str) -> Bill:
    """Return both estimates of an environment of this project.

    Raises CostError where its region has no prices, UserError where it cannot be synthesized.
    """
    found = []
    with tempfile.TemporaryDirectory(prefix="aeolus-bill-") as folder:
        for hibernated in (False, True):
            file = Path(folder) / f"{environment}.yaml"
            file.write_text(edited(environment, hibernated), encoding="utf-8")
            [subject] = subjects(str(file))
            found.append(report(subject, None, None, date.today()).estimate)
    return Bill(*found)

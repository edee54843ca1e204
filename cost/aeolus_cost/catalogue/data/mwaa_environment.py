"""`aws_mwaa_environment`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import ResourceType, View
from aeolus_cost.component import Component, hourly
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.reading.values import Values
from aeolus_cost.usage.usage import Item

INCLUDED = {"min_workers": 1, "schedulers": 2, "min_webservers": 2}
"""What the environment's hours include, and what the provider has by default
(Amazon MWAA pricing; `aws_mwaa_environment`)."""
MOST_WORKERS = 10
WORKERS = Item(
    "average_workers",
    "workers",
    "Workers that run on average, between min_workers and max_workers; the least is assumed.",
    each=True,
)
DATABASE = Item(
    "metadata_gb",
    "GB-month",
    "Size of the metadata database, for each environment.",
    default=Figures.of(1, 5, 50),
    each=True,
)


class MwaaEnvironment(ResourceType):
    """By the hour of the environment, with one worker and two schedulers, and of each one more.

    Amazon MWAA pricing; an environment cannot be stopped.
    """

    type = "aws_mwaa_environment"
    usage = (WORKERS, DATABASE)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield the environment, what it has beyond what that includes, and its database."""
        values = resource.values
        size = values.text("environment_class", "mw1.small").removeprefix("mw1.")
        extra = f"mwaa.worker_or_scheduler.{size}"
        yield hourly(f"Environment ({size})", f"mwaa.environment.{size}")
        workers = _workers(values, view.used(resource, WORKERS))
        more = workers.each(lambda count: max(count - INCLUDED["min_workers"], count * 0))
        yield hourly("Workers beyond the first", extra, more)
        for name, argument, most in (
            ("Schedulers", "schedulers", "schedulers"),
            ("Web servers", "min_webservers", "max_webservers"),
        ):
            included = INCLUDED[argument]
            least = values.number(argument, included) - included
            highest = values.number(most, included) - included
            if highest > 0 or least > 0:
                count = Figures(least, least, max(least, highest))
                key = extra if argument == "schedulers" else f"mwaa.webserver.{size}"
                yield hourly(f"{name} beyond {included}", key, count)
        label = "Metadata database"
        yield view.by_usage(resource, DATABASE, label=label, price_key="mwaa.meta_db")


def _workers(values: Values, average: Figures | None) -> Figures:
    least = values.number("min_workers", INCLUDED["min_workers"])
    most = values.number("max_workers", MOST_WORKERS)
    expected = average.expected if average else least
    return Figures(least, min(max(expected, least), most), most)

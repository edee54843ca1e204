"""How each daemon is looked at."""

from __future__ import annotations

from collections.abc import Callable

from aeolus_agent import ports
from aeolus_agent.description import NodeDescription
from aeolus_agent.install.roles import SCHEDULER, WORKER, units_of

from .probes import EVERY_S, Jobs, Probe, answers, every


def probes_of(
    node: NodeDescription, jobs: Jobs, ping: Probe, clock: Callable[[], float]
) -> dict[str, Probe]:
    """Return a probe for each daemon of a node, by its unit.

    Triggerer and dag-processor have no port; the triggerer's log server answers while the rest
    of it hangs.
    """
    known = {
        "airflow-api-server.service": jobs.blamed(answers(ports.API_SERVER, "/api/v2/version")),
        "airflow-execution-api.service": jobs.blamed(
            answers(ports.EXECUTION_API, "/execution/health")
        ),
        SCHEDULER: jobs.blamed(answers(ports.SCHEDULER_HEALTH, "/health")),
        "airflow-dag-processor.service": jobs.beats("DagProcessorJob"),
        "airflow-triggerer.service": jobs.beats("TriggererJob"),
        "airflow-flower.service": answers(ports.FLOWER, "/flower/healthcheck"),
        WORKER: every(EVERY_S, ping, clock),
    }
    return {name: known[name] for name in units_of(node).daemons}

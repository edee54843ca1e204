"""What the instances of an embedded region say of themselves when they are asked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass

from aeolus_agent.places import PYTHON
from aeolus_agent.watch.report import NodeReport, Phase
from aeolus_node.user_data.render import SERVICE
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.machines.inside import Result
from aeolus_sandbox.region import Region
from aeolus_sandbox.supervisor.seen import NodeSeen

# Before there is an agent, what the service that fetches it has said last.
ASK = (
    "sh",
    "-c",
    'test -x "$0" && exec "$0" -m aeolus_agent status --json; '
    f"journalctl --quiet --lines=1 --output=cat _SYSTEMD_UNIT={SERVICE}; exit 127",
    str(PYTHON),
)
_LIMIT_S = 15.0
_NO_AGENT = 127
_AT_ONCE = 8


@dataclass(frozen=True)
class Answer:
    """What an instance says of itself; without a report, the `reason` why there is none."""

    node: NodeSeen
    report: NodeReport | None
    reason: str = ""

    @property
    def healthy(self) -> bool:
        """Whether it says that it is up, and that each daemon does its work."""
        return self.report is not None and self.report.healthy

    @property
    def role(self) -> str:
        """What it is for, with its worker group: `worker heavy`; nothing where it says nothing."""
        return " ".join(filter(None, (self.report.role, self.report.group))) if self.report else ""

    @property
    def told(self) -> str:
        """All of it in one line."""
        if self.report is None:
            return self.reason
        return "healthy" if self.report.healthy else "; ".join(self.report.ailments())

    @property
    def brief(self) -> str:
        """The same while it comes up: of its daemons only how many are healthy."""
        report = self.report
        if report is None or report.phase is Phase.READY:
            return self.told
        healthy = sum(each.healthy for each in report.daemons)
        started = report.phase is Phase.DAEMONS
        parts = (
            report.phase.value,
            f"{healthy} of {len(report.daemons)} healthy" if started else "",
            report.reason,
        )
        return ": ".join(filter(None, parts))

    def as_json(self) -> dict[str, object]:
        """Return it as plain data."""
        report = asdict(self.report) if self.report else None
        return {
            "node": self.node.id,
            "healthy": self.healthy,
            "reason": "" if self.healthy else self.told,
            "report": report,
        }


def answers(region: Region) -> list[Answer]:
    """Ask every instance of a region, some at a time; nothing where it boots no machines."""
    instances = [node for node in region.nodes() if node.kind == "instance"]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(lambda node: ask(region, node), instances))


def ask(region: Region, node: NodeSeen) -> Answer:
    """Return what one says: its own agent, run in it by who is root here."""
    if node.state != "running":
        return Answer(node, None, f"it is {node.state}")
    try:
        entry = region.entry(node.id, *ASK)
        if not entry.command:
            return Answer(node, None, "it is off")
        result = Result.of(entry.command, limit_s=_LIMIT_S)
    except SandboxError as error:
        return Answer(node, None, f"it does not answer: {error}")
    return Answer(node, *_read(result))


def _read(result: Result) -> tuple[NodeReport | None, str]:
    if result.status == _NO_AGENT:
        said = result.stdout.strip()
        return None, "no node bundle yet" + (f": {said}" if said else "")
    try:
        return NodeReport.loads(result.stdout), ""
    except (ValueError, KeyError, TypeError):
        last = (result.stderr.strip() or result.stdout.strip()).rpartition("\n")[2]
        return None, f"its agent does not say how it is: {last or f'status {result.status}'}"

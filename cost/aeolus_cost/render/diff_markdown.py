"""A comparison as the comment on a pull request: headline, table, details folded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from aeolus_cost.budget import Verdict
from aeolus_cost.diff import Change, ResourceDiff, StackDiff
from aeolus_cost.figures import Figures, cents
from aeolus_cost.sections import label_of

from .diff_line import diff_line, diff_remarks
from .headline import headline
from .markdown import escaped
from .table import dollars

MARKER = "<!-- aeolus-cost -->"
"""The first line, by which the comment is found again and brought up to date."""
FIXED = "\u00a0"
"""A space at which no line is broken."""
LONGEST = 45_000
"""Characters: GitHub takes 65,536 in a comment, and topology and plan come after this."""


def diff_markdown(
    stacks: Sequence[StackDiff], budgets: Mapping[str, Verdict], notes: Sequence[str] = ()
) -> str:
    """Return the comment. Details are left out, and that is said, where it would be too long."""
    head = [MARKER, f"## {escaped(headline(stacks))}", "", *_table(stacks, budgets), ""]
    head += [
        f"> {escaped(name)}: {escaped(verdict.sentence)}  " for name, verdict in budgets.items()
    ]
    foot = ["", *(f"{escaped(each)}  " for each in [*notes, *diff_remarks(stacks)])]
    details = ["\n".join(_details(each)) for each in stacks if _has_details(each)]
    whole = "\n".join([*head, "", *details, *foot]) + "\n"
    if len(whole) <= LONGEST:
        return whole
    short = ["", "_The details are too long for a comment: run `aeolus cost diff`._"]
    return "\n".join([*head, *short, *foot]) + "\n"


def _table(stacks: Sequence[StackDiff], budgets: Mapping[str, Verdict]) -> Iterator[str]:
    yield "| environment | floor | expected | ceiling | budget |"
    yield "|---|---:|---:|---:|---|"
    for each in stacks:
        name = f"**{escaped(each.name)}**{_became(each)}"
        yield f"| {name} | {_cells(each.old, each.new)} | {_budget(budgets.get(each.name))} |"


def _cells(old: Figures, new: Figures) -> str:
    return " | ".join(moved(*pair) for pair in zip(old.values, new.values, strict=True))


def moved(old: Decimal, new: Decimal) -> str:
    """Return `$1.00 → $2.00`, or one amount where nothing moves."""
    if cents(old) == cents(new):
        return f"${dollars(new)}"
    # Held together: a narrow column would break it into three lines.
    return f"${dollars(old)}{FIXED}→{FIXED}**${dollars(new)}**"


def _became(stack: StackDiff) -> str:
    return {Change.ADDED: " (new)", Change.REMOVED: " (removed)"}.get(stack.change, "")


def _budget(verdict: Verdict | None) -> str:
    if verdict is None:
        return ""
    mark = ":x: over" if verdict.exceeded else ":white_check_mark:"
    return f"{mark} ${verdict.budget:,}"


def _has_details(stack: StackDiff) -> bool:
    found = stack.head or stack.base
    return bool(stack.resources or (found and found.unpriced))


def _details(stack: StackDiff) -> Iterator[str]:
    found = stack.head or stack.base
    assert found is not None
    counts = f"{len(stack.resources)} changed"
    left_out = f", {len(found.unpriced)} not priced" if found.unpriced else ""
    yield f"<details><summary>{escaped(stack.name)}: {counts}{left_out}</summary>"
    yield ""
    if stack.resources:
        yield "| | resource | floor | expected | ceiling |"
        yield "|---|---|---:|---:|---:|"
    for each in stack.resources:
        yield from _resource(each)
    yield ""
    for missing in found.unpriced:
        what = f" ({missing.what})" if missing.what else ""
        yield f"- not priced: {escaped(f'{missing.address}{what}: {missing.reason}')}"
    yield from ("", "</details>", "")


def _resource(each: ResourceDiff) -> Iterator[str]:
    resource = each.resource.resource
    what = f"**{escaped(label_of(resource))}** `{resource.type}`"
    yield f"| `{each.change}` | {what} | {_cells(each.old, each.new)} |"
    for line in each.lines:
        yield f"| | {escaped(diff_line(line))} | {_cells(*line.amounts)} |"

"""A comparison in the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from aeolus_cost.budget import Verdict
from aeolus_cost.diff import StackDiff
from aeolus_cost.figures import Figures, cents
from aeolus_cost.sections import label_of

from .diff_line import diff_line, diff_remarks
from .headline import headline
from .table import dollars, indented


def diff_table(
    stacks: Sequence[StackDiff], budgets: Mapping[str, Verdict], notes: Sequence[str] = ()
) -> RenderableType:
    """Return headline, totals of every stack, and below each the resources that change."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("US dollars a month", ratio=1)
    for name in ("floor", "expected", "ceiling"):
        table.add_column(name, justify="right", no_wrap=True)
    for stack in stacks:
        title = Text(f"{stack.change} {stack.name}")
        table.add_row(title, *_cells(stack.old, stack.new), style="bold")
        for each in stack.resources:
            label = indented(f"{each.change} {label_of(each.resource.resource)}", 2)
            table.add_row(label, *_cells(each.old, each.new))
            for line in each.lines:
                table.add_row(indented(diff_line(line), 6), *_cells(*line.amounts), style="dim")
    said = [f"{name}: {verdict.sentence}" for name, verdict in budgets.items()]
    said += [*notes, *diff_remarks(stacks)]
    return Group(Text(headline(stacks), "bold"), table, *(Text(each) for each in said))


def _cells(old: Figures, new: Figures) -> list[str]:
    return [
        dollars(after) if cents(before) == cents(after) else f"{dollars(before)} → {dollars(after)}"
        for before, after in zip(old.values, new.values, strict=True)
    ]

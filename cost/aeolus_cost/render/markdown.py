"""An estimate as Markdown, for a pull request or a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aeolus_cost.estimate import Estimate, Line, ResourceCost
from aeolus_cost.figures import Figures
from aeolus_cost.sections import by_section, label_of

from .table import UNSURE, dollars, rate, remarks

_SPECIAL = str.maketrans({each: f"\\{each}" for each in "\\`*_[]<>|~@#"})


def escaped(text: str) -> str:
    """Return `text` so that Markdown shows it as it is, and nobody is mentioned by it."""
    # A zero-width space keeps GitHub from taking @name for a person.
    return text.replace("\n", " ").translate(_SPECIAL).replace("\\@", "@\u200b")


def estimate_markdown(estimate: Estimate) -> str:
    """Return a table of branches with the figures, and every line folded below it."""
    return "\n".join(_lines(estimate)) + "\n"


def _lines(estimate: Estimate) -> Iterator[str]:
    yield f"### {escaped(estimate.name)} in {estimate.region}: US dollars a month"
    yield ""
    yield from _head("")
    sections = by_section(estimate)
    for name, costs in sections.items():
        yield _row(escaped(name), Figures.sum(each.monthly for each in costs))
    yield _row("**total**", estimate.total)
    if estimate.spot != Figures.same(0):
        yield _row("of it Spot", estimate.spot)
    yield from ("", "<details><summary>Line by line</summary>", "")
    for name, costs in sections.items():
        yield from _head(f"**{escaped(name)}**")
        for cost in costs:
            yield from _resource(cost)
        yield ""
    yield from ("</details>", "")
    yield from bullets(remarks(estimate))


def bullets(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines as a list; those that are indented are a list below the one before."""
    for line in lines:
        text = line.lstrip()
        yield f"{line[: len(line) - len(text)]}- {escaped(text)}"


def _head(title: str) -> Iterator[str]:
    yield f"| {title} | floor | expected | ceiling |"
    yield "|---|---:|---:|---:|"


def _row(what: str, figures: Figures) -> str:
    return f"| {what} | " + " | ".join(dollars(each) for each in figures.values) + " |"


def _resource(cost: ResourceCost) -> Iterator[str]:
    yield _row(f"**{escaped(label_of(cost.resource))}**", cost.monthly)
    for line in cost.lines:
        yield _row(_what(line), line.monthly)


def _what(line: Line) -> str:
    what = line.component
    marks = f" {UNSURE}" if line.unsure else ""
    text = f"{what.name}: {what.formula} × {rate(line)}{marks}"
    return f"{escaped(text)}{' (by usage)' if what.usage else ''}"

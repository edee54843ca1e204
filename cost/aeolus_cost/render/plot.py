"""Figures as a picture: what each stack costs at its floor, as expected and at its ceiling."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from aeolus_cost.errors import CostError
from aeolus_cost.estimate import Estimate
from aeolus_cost.figures import Figures

from .plot_parts import SPOT, colours, paint, parts, readable_on
from .table import dollars

FORMATS = (".svg", ".png")
SITUATIONS = ("ceiling", "expected", "floor")
"""From bottom to top."""
WIDTH, HEIGHT_OF_A_STACK, MARGIN = 9.0, 1.5, 1.5
"""Inches: a comment on GitHub shows nine of them at about their size."""
LABELLED_FROM = Decimal("0.035")
"""Share of the longest bar from which there is room for an amount in a part."""
LEGEND_COLUMNS = 5


def plot(estimates: Sequence[Estimate], file: Path, note: str) -> None:
    """Draw stacked bars into `file`, an SVG or PNG by its ending; raises CostError for another.

    `note` stands below: which prices these are.
    """
    save(lambda: draw(estimates, note), file)


def save(draw: Callable[[], Figure], file: Path) -> None:
    """Draw a figure into `file`, an SVG or PNG by its ending; raises CostError for another."""
    if file.suffix not in FORMATS:
        raise CostError(f"{file}: a picture ends in {' or '.join(FORMATS)}", cure="rename it")
    metadata = {"Date": None} if file.suffix == ".svg" else {"Software": None}
    # The same figures, the same bytes: no random ids. Text stays text, so that it can be searched.
    with matplotlib.rc_context({"svg.hashsalt": "aeolus", "svg.fonttype": "none", "font.size": 9}):
        try:
            draw().savefig(file, metadata=metadata, dpi=144)
        except OSError as error:
            raise CostError(f"{file}: {error.strerror}", cure="choose another place") from error


def draw(estimates: Sequence[Estimate], note: str) -> Figure:
    """Return the figure: a panel for each stack, a bar for each situation, a colour a branch."""
    size = (WIDTH, MARGIN + HEIGHT_OF_A_STACK * len(estimates))
    figure = Figure(figsize=size, layout="constrained")
    panels = figure.subplots(len(estimates), 1, squeeze=False)[:, 0]
    found = [parts(each) for each in estimates]
    colour_of = colours(name for some in found for name in some)
    for panel, estimate, some in zip(panels, estimates, found, strict=True):
        panel.set_title(f"{estimate.name}, {estimate.region}", loc="left", fontweight="bold")
        _bars(panel, some, estimate.total, colour_of)
    scale = ", each on a scale of its own" if len(estimates) > 1 else ""
    panels[-1].set_xlabel(f"US dollars a month{scale}. {note}")
    _legend(figure, colour_of)
    return figure


def _bars(
    panel: Axes, some: Mapping[str, Figures], total: Figures, colour_of: Mapping[str, str]
) -> None:
    longest = max(total.values)
    panel.barh(SITUATIONS, 0)  # Three bars also where nothing bills.
    for place, situation in enumerate(SITUATIONS):
        start = Decimal(0)
        for name, figures in some.items():
            amount = getattr(figures, situation)
            panel.barh(place, float(amount), left=float(start), **paint(name, colour_of))
            if amount > longest * LABELLED_FROM:
                _amount(panel, float(start + amount / 2), place, amount, name, colour_of)
            start += amount
        panel.annotate(
            f"${dollars(start)}",
            (float(start), place),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontweight="bold",
        )
    # Room for the total beside the longest bar.
    panel.set_xlim(0, float(longest) * 1.12 or 1)
    panel.spines[["top", "right"]].set_visible(False)


def _amount(
    panel: Axes, x: float, place: int, amount: Decimal, name: str, colour_of: Mapping[str, str]
) -> None:
    """Write the whole dollars of a part into it."""
    background = colour_of[name]
    text = panel.text(x, place, f"{amount:.0f}", ha="center", va="center", fontsize=8)
    text.set_color(readable_on(background))
    if name == SPOT:
        # Its hatching would cross the figures.
        text.set_bbox({"facecolor": background, "edgecolor": "none", "pad": 1.5})


def _legend(figure: Figure, colour_of: Mapping[str, str]) -> None:
    patches = [Patch(label=name, **paint(name, colour_of)) for name in colour_of]
    # Matplotlib fills columns; people read rows.
    rows = -(-len(patches) // LEGEND_COLUMNS)
    padded = [*patches, *[Patch(alpha=0, label=" ")] * (rows * LEGEND_COLUMNS - len(patches))]
    by_column = [each for start in range(LEGEND_COLUMNS) for each in padded[start::LEGEND_COLUMNS]]
    figure.legend(
        handles=by_column, loc="outside lower center", ncols=LEGEND_COLUMNS, frameon=False
    )

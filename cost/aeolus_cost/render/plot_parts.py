"""What the bars of a picture are made of, and how they are painted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypedDict

from matplotlib.colors import to_rgb

from aeolus_cost.estimate import Estimate
from aeolus_cost.figures import Figures
from aeolus_cost.sections import SECTIONS, by_section

SPOT = "Spot"
SPOT_COLOUR = "#555555"
# Colours that people who see colours differently can tell apart: Okabe and Ito's, then Tol's.
COLOURS = (
    "#0072B2", "#56B4E9", "#D55E00", "#E69F00", "#009E73", "#F0E442", "#332288", "#999999",
    "#CC79A7", "#882255", "#44AA99", "#DDCC77",
)  # fmt: skip


def parts(estimate: Estimate) -> Mapping[str, Figures]:
    """Return US dollars a month by branch, on demand, and Spot capacity apart at the end."""
    zero = Figures.same(0)
    found = {
        name: Figures.sum(
            line.monthly for cost in costs for line in cost.lines if not line.component.spot
        )
        for name, costs in by_section(estimate).items()
    }
    found[SPOT] = estimate.spot
    return {name: figures for name, figures in found.items() if figures != zero}


def colours(names: Iterable[str]) -> dict[str, str]:
    """Return the colour of each of `names`, in the order of the branches, Spot last.

    A branch of ours has the same colour in every picture.
    """
    given = set(names)
    known = list(dict.fromkeys(SECTIONS.values()))
    order = [*known, *sorted(given - {*known, SPOT})]
    by_name = {name: COLOURS[place % len(COLOURS)] for place, name in enumerate(order)}
    return {
        name: colour for name, colour in {**by_name, SPOT: SPOT_COLOUR}.items() if name in given
    }


class Paint(TypedDict):
    """Matplotlib's arguments for the look of a bar."""

    facecolor: str
    hatch: str | None
    edgecolor: str
    linewidth: float


def paint(name: str, colour_of: Mapping[str, str]) -> Paint:
    """Return the look of the part `name`: Spot is hatched as well, as it stands apart."""
    hatch = "//" if name == SPOT else None
    return {"facecolor": colour_of[name], "hatch": hatch, "edgecolor": "white", "linewidth": 0.5}


def readable_on(colour: str) -> str:
    """Return black or white, whichever stands out (luminance as in WCAG 2, roughly)."""
    red, green, blue = to_rgb(colour)
    return "black" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.45 else "white"

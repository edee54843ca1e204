"""Rules of scaling as a picture: tasks that wait, and workers, over time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from matplotlib.figure import Figure

from aeolus_cost.render.plot import save

from .engine import Outcome

LINES = (("#1f6feb", 2.8), ("#b35900", 1.2), ("#6e7781", 1.2))
"""Colours and widths: the first is to be seen below others that cover it."""
HOUR = 3600.0


def plot(outcomes: Mapping[str, Outcome], title: str, file: Path) -> None:
    """Draw into `file`, an SVG or PNG by its ending; raises CostError for another."""
    save(lambda: draw(outcomes, title), file)


def draw(outcomes: Mapping[str, Outcome], title: str) -> Figure:
    """Return the figure: tasks that wait above, workers below, a line each rule."""
    figure = Figure(figsize=(9, 5), layout="constrained")
    waiting, workers = figure.subplots(2, 1, sharex=True)
    waiting.set_title(title, loc="left", fontweight="bold")
    for (name, outcome), (colour, width) in zip(outcomes.items(), LINES, strict=False):
        at = [each.at / HOUR for each in outcome.timeline]
        queued = [each.queued for each in outcome.timeline]
        there = [each.desired for each in outcome.timeline]
        waiting.step(at, queued, where="post", color=colour, label=name, linewidth=width)
        workers.step(at, there, where="post", color=colour, label=name, linewidth=width)
    waiting.set_ylabel("tasks that wait")
    workers.set_ylabel("workers")
    workers.set_xlabel("hours")
    for panel in (waiting, workers):
        panel.set_ylim(bottom=0)
        panel.grid(alpha=0.3)
    waiting.legend(loc="upper right")
    return figure

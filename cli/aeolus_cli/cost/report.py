"""A preview of one subject: its estimate, and what it is held against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from aeolus_config.errors import shown_path
from aeolus_cost.budget import Verdict
from aeolus_cost.errors import CostError
from aeolus_cost.estimate import Estimate, estimate
from aeolus_cost.mwaa import MwaaCost
from aeolus_cost.night import NightSaving, stopped_at_night
from aeolus_cost.prices.age import prices_as_json, prices_sentence
from aeolus_cost.prices.book import NoPriceError, PriceBook, load_prices
from aeolus_cost.render.as_json import estimate_as_json, money
from aeolus_cost.render.held_against import held_against_as_json, mwaa_lines, night_lines
from aeolus_cost.render.markdown import bullets, estimate_markdown
from aeolus_cost.render.table import estimate_table
from aeolus_cost.usage.loading import load_usage
from aeolus_cost.usage.usage import Usage

from .alternatives import on_mwaa
from .prices import price_folders
from .subject import Subject

HIBERNATED = "nothing to compare: it is hibernated, and of usage only what is stored bills"


@dataclass(frozen=True)
class Report:
    """One stack's preview; what does not apply to it is None."""

    estimate: Estimate
    book: PriceBook
    usage_file: Path | None
    budget: Verdict | None
    mwaa: MwaaCost | None
    not_on_mwaa: str
    """Why an environment cannot be held against MWAA; empty where it is."""
    night: NightSaving | None
    today: date

    def as_text(self) -> RenderableType:
        """Return the tree for a terminal, with what there is to say below it."""
        return Group(estimate_table(self.estimate), *(Text(each) for each in self.remarks()))

    def as_markdown(self) -> str:
        """Return Markdown, with what there is to say below the table."""
        said = "\n".join(bullets(self.remarks()))
        return f"{estimate_markdown(self.estimate)}{said}\n"

    def remarks(self) -> Iterator[str]:
        """Yield what there is to say beside the estimate, a line each."""
        usage = shown_path(self.usage_file) if self.usage_file else "defaults, `aeolus cost items`"
        yield f"usage: {usage}"
        yield prices_sentence(self.book, self.today)
        if self.mwaa:
            yield from mwaa_lines(self.mwaa)
        if self.not_on_mwaa:
            yield f"the same on MWAA: {self.not_on_mwaa}"
        if self.night:
            yield from night_lines(self.night)
        if self.budget:
            yield self.budget.sentence

    def as_json(self) -> dict[str, Any]:
        """Return all of it as plain data."""
        return {
            **estimate_as_json(self.estimate),
            "prices": prices_as_json(self.book, self.today),
            "usage_file": shown_path(self.usage_file) if self.usage_file else None,
            "budget": self.budget
            and {
                "monthly_usd": str(self.budget.budget),
                "exceeded": self.budget.exceeded,
                "total": money(self.budget.total),
            },
            **held_against_as_json(self.mwaa, self.night),
            "not_on_mwaa": self.not_on_mwaa or None,
        }


def report(subject: Subject, usage_file: Path | None, region: str | None, today: date) -> Report:
    """Return the preview of `subject`; `usage_file` and `region` go before its own.

    Raises CostError or ConfigError, each with what to do.
    """
    where = region or subject.stack.region
    if not where:
        raise CostError(
            f"{subject.stack.name}: it does not say its region", cure="say it: --region us-east-1"
        )
    book = load_prices(where, price_folders())
    if usage_file and not usage_file.is_file():
        raise CostError(f"{usage_file}: no such file", cure="leave --usage out for the defaults")
    file = usage_file or subject.usage_file
    known = file if file and file.is_file() else None
    environment = subject.environment
    hibernated = environment is not None and environment.hibernated
    usage = Usage(at_rest=hibernated)
    if known:
        usage = load_usage(known, subject.stack, at_rest=hibernated)
    found = estimate(subject.stack, usage, book)
    mwaa, not_on_mwaa = _mwaa(subject, found, book)
    return Report(
        estimate=found,
        book=book,
        usage_file=known,
        budget=Verdict(environment.budget.monthly_usd, found.total) if environment else None,
        mwaa=mwaa,
        not_on_mwaa=not_on_mwaa,
        night=stopped_at_night(found) if environment and not hibernated else None,
        today=today,
    )


def _mwaa(subject: Subject, found: Estimate, book: PriceBook) -> tuple[MwaaCost | None, str]:
    """Return the comparison with MWAA, or why there is none: not every region offers it."""
    if subject.environment is None:
        return None, ""
    if subject.environment.hibernated:
        return None, HIBERNATED
    try:
        return on_mwaa(subject.environment, found, book), ""
    except NoPriceError as error:
        return None, str(error)

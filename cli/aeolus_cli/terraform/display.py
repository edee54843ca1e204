"""Showing a long Terraform run: a bar on a terminal, a line now and then in a log."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from .progress import Progress, is_redrawn, plain

SECONDS_BETWEEN_LINES = 15


class Display:
    """Feeds lines to a `Progress`, a log file and the console."""

    def __init__(
        self,
        title: str,
        console: Console,
        log: TextIO,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Show `title`; `log` gets every line, colours off; `clock` tells seconds."""
        self.progress = Progress()
        self._title, self._console, self._log, self._clock = title, console, log, clock
        self._bar = Bar(
            TextColumn("[bold]{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[now]}", style="dim"),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task(title, total=None, now="")
        self._started = self._last = clock()

    def line(self, line: str) -> None:
        """Take one line of output."""
        text = plain(line)
        if text and not is_redrawn(text):
            self._log.write(text + "\n")
            self._log.flush()
        self.progress.feed(text)
        now = ", ".join(list(self.progress.running)[-2:])
        self._bar.update(
            self._task,
            completed=self.progress.done,
            total=self.progress.planned or None,
            now=now[:60],
        )
        self._say_now_and_then(now)

    def _say_now_and_then(self, now: str) -> None:
        """Print a line at intervals where there is no terminal to draw a bar on."""
        elapsed = self._clock() - self._last
        if self._console.is_terminal or elapsed < SECONDS_BETWEEN_LINES:
            return
        self._last = self._clock()
        of = f" of {self.progress.planned}" if self.progress.planned else ""
        took = int(self._last - self._started)
        self._console.print(
            f"{self._title}: {self.progress.done}{of} resources, {took} s"
            + (f"; now {now}" if now else ""),
            soft_wrap=True,
        )

    @contextmanager
    def shown(self) -> Iterator[Display]:
        """Draw the bar while the block runs."""
        with self._bar:
            yield self


@contextmanager
def display(title: str, console: Console, log_file: Path) -> Iterator[Display]:
    """Show a run under `title`, every line of it kept in `log_file`."""
    log_file.parent.mkdir(parents=True, exist_ok=True)
    with log_file.open("a") as log, Display(title, console, log).shown() as shown:
        yield shown

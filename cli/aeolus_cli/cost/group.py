"""A command group that is a command itself: `aeolus cost prod` beside `aeolus cost diff A B`."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup


class DefaultCommandGroup(TyperGroup):
    """A group whose first argument may be left out: what names no command goes to `show`.

    `-h` stays the group's own, so that its help lists the commands.
    """

    default = "show"

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the default command before arguments that name none."""
        first = next(iter(args), "")
        if first not in self.commands and first not in ctx.help_option_names:
            args = [self.default, *args]
        return super().parse_args(ctx, args)

"""Groups of verbs that do one thing unless told otherwise."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup


class UnlessTold(TyperGroup):
    """`dateline sources FILE` is `dateline sources list FILE`: what is no verb of the group is for its list."""

    unless_told = "list"

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Puts the verb in where none is given."""
        if not args or args[0] not in {*self.commands, "--help", "-h"}:
            args = [self.unless_told, *args]
        return super().parse_args(ctx, args)


class WalkUnlessTold(UnlessTold):
    """`dateline review FILE` is `dateline review walk FILE`."""

    unless_told = "walk"

"""Commands whose options are put together from several signatures, so that verbs need not repeat them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, get_type_hints


def with_options(
    function: Callable[..., None],
    groups: tuple[Callable[..., Any], ...],
    joined: Callable[..., Any],
    *,
    own_first: bool = False,
) -> Callable[..., None]:
    """The function, whose first parameter is what `joined` makes of the groups' results, as a command that takes the
    groups' options instead; before its own ones, or after them.

    Typer reads options from a signature: this one is put together.
    """
    taken = [list(inspect.signature(group).parameters.values()) for group in groups]
    own = list(inspect.signature(function).parameters.values())[1:]

    def command(**given: Any) -> None:
        parts = [
            group(**{each.name: given.pop(each.name) for each in names})
            for group, names in zip(groups, taken, strict=True)
        ]
        function(joined(*parts), **given)

    hints: dict[str, Any] = {}
    for each in (*groups, function):
        hints |= get_type_hints(each, each.__globals__ | _LATE, include_extras=True)
    shared = [name for names in taken for name in names]
    parameters = [
        each.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=hints[each.name])
        for each in ([*own, *shared] if own_first else [*shared, *own])
    ]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {each.name: each.annotation for each in parameters}
    command.__name__, command.__doc__, command.__module__ = function.__name__, function.__doc__, function.__module__
    return command


_LATE: dict[str, Any] = {"Filters": Any, "Page": Any, "Record": Any, "Word": Any}
"""Names that annotations use and that are not imported when the program runs."""

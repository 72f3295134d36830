"""Options that several verbs share, and what they mean once read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final, get_args

import typer

from dateline.model.errors import SettingError

DEFAULT_RECORD: Final = "dateline.sqlite"

RecordArgument = Annotated[
    str | None, typer.Argument(metavar="[FILE]", help="The record.", show_default=DEFAULT_RECORD)
]
RecordOption = Annotated[
    str | None,
    typer.Option(
        "--db", metavar="FILE", envvar="DATELINE_DB", help="The record, instead of FILE.", show_default=DEFAULT_RECORD
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON Lines: one row of the record a line.")]


def record_path(argument: str | None, option: str | None) -> Path:
    """Which record is meant: the argument wins over --db, which wins over DATELINE_DB, then ./dateline.sqlite."""
    return Path(argument or option or DEFAULT_RECORD)


def day_of(given: str | None, option: str) -> date | None:
    """The day of `YYYY-MM-DD`; None for None. Raises SettingError for anything else.

    >>> day_of("2023-02-10", "--from")
    datetime.date(2023, 2, 10)
    """
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise SettingError(
            f"{given!r} is not a day", where=option, remedy="Give it as YYYY-MM-DD, such as 2023-02-10."
        ) from error


def one_of(words: Any, given: str | None, option: str) -> Any:
    """The word, if it is one of a Literal's; None for None. Raises SettingError for anything else.

    >>> from typing import Literal
    >>> one_of(Literal["sure", "unsure"], "sure", "--how")
    'sure'
    """
    if given is None or given in get_args(words):
        return given
    raise SettingError(f"{given!r} was given", where=option, remedy=f"Give one of {', '.join(get_args(words))}.")


def box_of(given: str | None) -> tuple[float, float, float, float] | None:
    """The four degrees of "west,south,east,north". Raises SettingError for anything else."""
    if given is None:
        return None
    try:
        west, south, east, north = (float(part) for part in given.split(","))
    except ValueError as error:
        raise SettingError(
            f"{given!r} is not a box", where="--bbox", remedy="Give west,south,east,north, such as 22,44,41,53."
        ) from error
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise SettingError(
            f"{given!r} is no box on the globe", where="--bbox", remedy="Give degrees: west,south,east,north."
        )
    return west, south, east, north

"""What every list of the record has in common: where it is, what to look for, and how to print it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Protocol, TypeVar

import msgspec
import typer

from dateline.cli.options import RecordArgument, RecordOption, box_of, day_of, one_of, record_path
from dateline.cli.signatures import with_options
from dateline.model.errors import SettingError

if TYPE_CHECKING:  # the verbs themselves import these: `--help` needs neither SQLite nor the queries
    from dateline.pipeline.queries import Filters, Page
    from dateline.store import Record

T = TypeVar("T")

SCREENFUL = 50
"""Rows that a table shows unless --limit says otherwise; --json and --csv give all."""
PAGE = 1000
"""Rows that are fetched at once."""


class Wanted(NamedTuple):
    """A record and what to look for in it."""

    path: Path
    filters: Filters


class Form(NamedTuple):
    """How to print rows. limit: rows at most, None for all; form: table, json or csv."""

    limit: int | None
    form: str


class Listing(NamedTuple):
    """One request for a list: Wanted and Form in one."""

    path: Path
    filters: Filters
    limit: int | None
    form: str


def _filter(name: str, help: str, metavar: str = "TEXT") -> Any:
    return typer.Option(name, help=help, metavar=metavar, rich_help_panel="Which rows")


def _choice(name: str, help: str) -> Any:
    return typer.Option(name, help=help, rich_help_panel="Which rows", show_default=False)


def _output(name: str, help: str, **more: Any) -> Any:
    return typer.Option(name, help=help, rich_help_panel="How to print them", **more)


def _what(
    file: RecordArgument = None,
    db: RecordOption = None,
    text: Annotated[str | None, _filter("--text", 'Words to find; "a phrase" and begin* work.')] = None,
    type_: Annotated[str | None, _filter("--type", "A sub-event type, event type or interaction.")] = None,
    place: Annotated[str | None, _filter("--place", "A place, by any of its names.")] = None,
    actor: Annotated[str | None, _filter("--actor", "An actor, by any of their names.")] = None,
    source: Annotated[str | None, _filter("--source", "Who says it: a speaker or a publisher.")] = None,
    report: Annotated[str | None, _filter("--report", "A report's id.", "ID")] = None,
    bbox: Annotated[str | None, _filter("--bbox", "A box, in degrees.", "WEST,SOUTH,EAST,NORTH")] = None,
    admin1: Annotated[str | None, _filter("--admin1", "A province, by any of its names.")] = None,
    country: Annotated[str | None, _filter("--country", "A country, such as UKR.", "CODE")] = None,
    side: Annotated[str | None, _filter("--side", "The country of an actor, such as RUS.", "CODE")] = None,
    measure: Annotated[str | None, _filter("--measure", "What is counted: killed, injured ...")] = None,
    certainty: Annotated[str | None, _filter("--certainty", "certain, probable or possible.", "WORD")] = None,
    status: Annotated[str | None, _filter("--status", "actual, planned or hypothetical.", "WORD")] = None,
    disputed: Annotated[bool | None, _choice("--disputed/--undisputed", "Only what is disputed, or is not.")] = None,
    reviewed: Annotated[
        bool | None, _choice("--reviewed/--unreviewed", "Only what a person judged, or nobody.")
    ] = None,
) -> Wanted:
    from dateline.model.vocabulary import Certainty, Status
    from dateline.pipeline.views import Filters

    filters = Filters(
        text=text or None,
        type=type_ or None,
        place=place or None,
        actor=actor or None,
        source=source or None,
        report=report or None,
        bbox=box_of(bbox),
        admin1=admin1 or None,
        country=country or None,
        side=side or None,
        measure=measure or None,
        certainty=one_of(Certainty, certainty, "--certainty"),
        status=one_of(Status, status, "--status"),
        disputed=disputed,
        reviewed=reviewed,
    )
    return Wanted(record_path(file, db), filters)


def _when(
    from_: Annotated[str | None, _filter("--from", "Not over before this day.", "DAY")] = None,
    to: Annotated[str | None, _filter("--to", "Not begun after this day.", "DAY")] = None,
    as_of: Annotated[str | None, _filter("--as-of", "Only what was known by this day.", "DAY")] = None,
    known_from: Annotated[str | None, _filter("--known-from", "Known on this day or later.", "DAY")] = None,
    known_to: Annotated[str | None, _filter("--known-to", "Known on this day or earlier.", "DAY")] = None,
) -> dict[str, date | None]:
    first, last = _range(from_, to, "--from", "--to")
    since, until = _range(known_from, known_to, "--known-from", "--known-to")
    as_of_day = day_of(as_of, "--as-of")
    return {"from_day": first, "to_day": last, "as_of": as_of_day, "known_from": since, "known_to": until}


def _range(from_: str | None, to: str | None, *options: str) -> tuple[date | None, date | None]:
    first, last = day_of(from_, options[0]), day_of(to, options[1])
    if first and last and first > last:
        raise SettingError(
            f"{options[0]} {from_} is after {options[1]} {to}", remedy=f"Give the earlier day to {options[0]}."
        )
    return first, last


def _of_days(wanted: Wanted, days: dict[str, date | None]) -> Wanted:
    return Wanted(wanted.path, msgspec.structs.replace(wanted.filters, **days))


def _how(
    limit: Annotated[
        int | None, _output("--limit", "Rows at most.", min=1, show_default=f"{SCREENFUL} in a table, else all")
    ] = None,
    json: Annotated[bool, _output("--json", "JSON Lines: one row a line.")] = False,
    csv: Annotated[bool, _output("--csv", "A table for spreadsheets.")] = False,
) -> Form:
    if json and csv:
        raise SettingError("--json and --csv were both given", remedy="Give one of them.")
    form = "json" if json else "csv" if csv else "table"
    return Form(limit or (SCREENFUL if form == "table" else None), form)


def listing(function: Callable[..., None]) -> Callable[..., None]:
    """The function, whose first parameter is a Listing, as one that takes the options of a list instead.

    Further parameters of the function are kept as options of its own.
    """
    return with_options(
        function, (_what, _when, _how), lambda wanted, days, form: Listing(*_of_days(wanted, days), *form)
    )


def filtered(function: Callable[..., None]) -> Callable[..., None]:
    """The function, whose first parameter is Wanted, as one that takes a record and filters instead."""
    return with_options(function, (_what, _when), _of_days)


def narrowed(function: Callable[..., None]) -> Callable[..., None]:
    """As `filtered`, for a verb that has days of its own: without those of the filters."""
    return with_options(function, (_what,), lambda wanted: wanted)


class Query(Protocol[T]):
    """A query of `pipeline.queries` that answers page by page."""

    def __call__(self, record: Record, filters: Filters, *, limit: int = 50, after: str | None = None) -> Page[T]:
        """A page of rows that pass the filters, from the one after `after` on."""
        ...


class Rows(NamedTuple):
    """The rows of an answer, to be gone through once, and how many there are in all."""

    rows: Iterator[Any]
    total: int


def fetch(query: Query[Any], record: Record, request: Listing) -> Rows:
    """As many rows of the answer as the request wants, fetched page by page."""
    first = query(record, request.filters, limit=min(request.limit or PAGE, PAGE))
    return Rows(islice(_pages(query, record, request, first), request.limit), first.total)


def _pages(query: Query[T], record: Record, request: Listing, page: Page[T]) -> Iterable[T]:
    while True:
        yield from page.rows
        if page.next is None:
            return
        page = query(record, request.filters, limit=PAGE, after=page.next)

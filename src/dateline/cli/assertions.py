"""Assertions as a table, as JSON Lines and as CSV: for every verb that lists them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import msgspec
from rich.text import Text

from dateline.cli import cells
from dateline.cli.listing import Listing, Query, fetch
from dateline.cli.notice import say_notice
from dateline.cli.tables import Column, draw, say_count, say_none, write_chunks, write_json
from dateline.cli.theme import answer
from dateline.model.assertion import Assertion
from dateline.model.vocabulary import AssertionType


def show(query: Query[Assertion], request: Listing, what: str) -> None:
    """Prints the assertions that a query finds, in the form that was asked for."""
    from dateline.export import csv
    from dateline.pipeline.export import with_grades
    from dateline.store import Record

    with Record.open(request.path) as record:
        say_notice(record)
        if request.form == "csv":
            rows = with_grades(record, msgspec.structs.replace(request.filters, kind=KINDS[what]))
            write_chunks(csv.lines(islice(rows, request.limit)))
            return
        found = fetch(query, record, request)
        if not found.total:
            say_none(what, request)
        elif request.form == "json":
            write_json(found.rows)
        else:
            shown = list(found.rows)
            draw(shown, COLUMNS[what], answer(), lambda a: a.assertion_id)
            say_count(len(shown), found.total, what)


def _words(a: Assertion) -> Text:
    return Text(cells.words(a.evidence.exact))


def _manner(a: Assertion) -> Text:
    link = a.attribution[-1] if a.attribution else None
    how = ", ".join(filter(None, (link.manner, link.channel))) if link else ""
    return Text(how) if how else cells.NOTHING


DAY = Column[Assertion]("when", lambda a: cells.day(a.date), 17, 0)
ACT = Column[Assertion]("what", cells.act, 26, 0)
PLACE = Column[Assertion]("where", lambda a: cells.places(a.places), 18, 0)
SPEAKER = Column[Assertion]("said by", lambda a: cells.speaker(a.attribution), 20, 3, named=True)
ACTORS = Column[Assertion]("who", lambda a: cells.actors(a.actor("actor1"), a.actor("actor2")), 22, 4)
TOLLS = Column[Assertion]("counts", lambda a: cells.tolls(a.tolls), 14, 5)
MANNER = Column[Assertion]("how", _manner, 18, 4)
WORDS = Column[Assertion]("words", _words, 24, 0, grows=True)

KINDS: dict[str, AssertionType | None] = {"assertion": None, "event": "event", "statement": "statement"}
COLUMNS: dict[str, Sequence[Column[Assertion]]] = {
    "assertion": (DAY, ACT, PLACE._replace(rank=1), SPEAKER._replace(rank=0), WORDS),
    "event": (DAY, ACT, PLACE, ACTORS, TOLLS, SPEAKER, WORDS),
    "statement": (SPEAKER._replace(named=False, rank=0), MANNER, WORDS),
}
"""Which columns each list has, in their order."""

"""`dateline control`: who holds which place, on whose word, and how that came about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from dateline.cli.control_cells import fields_of_now, shown_day, standing, where
from dateline.cli.control_history import print_history, write_history_csv
from dateline.cli.control_lines import print_lines
from dateline.cli.listing import Listing, listing
from dateline.cli.notice import say_notice
from dateline.cli.options import day_of
from dateline.cli.tables import Column, Field, draw, say_count, say_none, write_csv, write_json
from dateline.cli.theme import answer
from dateline.model.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dateline.model.control import ControlHistory


@listing
def control(
    request: Listing,
    day: Annotated[str | None, typer.Option("--day", help="Who has it on this day.", metavar="DAY")] = None,
    history: Annotated[bool, typer.Option("--history", help="How it came about; --place does so, too.")] = False,
    claims: Annotated[bool, typer.Option("--claims", help="Every claim, one by one.")] = False,
) -> None:
    """Tell who holds which place, on whose word; with --place, how that came about."""
    from dateline.pipeline import queries
    from dateline.store import Record

    on = day_of(day, "--day")
    if claims and (history or on):
        other = "--history" if history else "--day"
        raise SettingError(f"--claims and {other} were both given", remedy="Give one of them.")
    with Record.open(request.path) as record:
        say_notice(record)
        if claims:
            print_lines(record, request)
            return
        found = queries.control_histories(record, request.filters, day=on)
    _print(found, request, on, history or request.filters.place is not None)


def _print(found: Sequence[ControlHistory], request: Listing, day: date | None, in_full: bool) -> None:
    shown = found[: request.limit]
    if request.form == "csv":
        if in_full:
            write_history_csv(shown)
        else:
            write_csv(shown, FIELDS)
    elif not found:
        say_none("claimed place", request)
    elif request.form == "json":
        write_json(shown if in_full else map(_look, shown))
    elif in_full:
        console = answer()
        for n, each in enumerate(shown):
            if n:
                console.print()
            print_history(each, console, day)
        say_count(len(shown), len(found), "place")
    else:
        draw(shown, COLUMNS, answer(), lambda h: h.now.assertion_ids[0] if h.now else h.claims[0].assertion_ids[0])
        say_count(len(shown), len(found), "place")


def _look(history: ControlHistory) -> dict[str, object]:
    """One place on one line: the history without what it is made of."""
    return {
        "key": history.key,
        "place": history.place,
        "rule": history.rule,
        "now": history.now,
        "claimants": history.claimants,
        "claims": len(history.claims),
    }


def _voices(history: ControlHistory) -> Text:
    """On whose word, and who says otherwise."""
    if history.now is None:
        told = dict.fromkeys(claim.why_not for claim in history.claims if claim.why_not)
        return Text(f"said is only: {', '.join(told)}" if told else "nobody speaks of that day", style="muted")
    text = Text(", ").join(Text(name, style="speaker") for name in history.now.on_word_of)
    if history.now.rivals:
        rivals = Text(", ").join(Text(name, style="disputed") for name in history.now.rivals)
        return Text.assemble(text, ("; against it ", "disputed"), rivals)
    return text


COLUMNS = (
    Column["ControlHistory"]("where", lambda h: where(h.place), 16, 0),
    Column["ControlHistory"]("who has it", lambda h: standing(h.now), 24, 0),
    Column["ControlHistory"]("since", lambda h: shown_day(h.now), 11, 0, named=True),
    Column["ControlHistory"](
        "known from", lambda h: Text(h.now.known_from if h.now else "-", style="date"), 10, 1, named=True
    ),
    Column["ControlHistory"]("claimants", lambda h: Text(str(h.claimants)), 9, 2, named=True),
    Column["ControlHistory"]("on the word of", _voices, 20, 0, grows=True),
)
FIELDS: Sequence[Field[ControlHistory]] = (
    Field["ControlHistory"]("place", lambda h: h.place.name or h.place.as_written),
    Field["ControlHistory"]("place_id", lambda h: h.place.place_id),
    Field["ControlHistory"]("lat", lambda h: h.place.lat),
    Field["ControlHistory"]("lon", lambda h: h.place.lon),
    *fields_of_now(),
    Field["ControlHistory"]("claimants", lambda h: h.claimants),
    Field["ControlHistory"]("claims", lambda h: len(h.claims)),
    Field["ControlHistory"]("rule", lambda h: h.rule),
)
"""The columns of `--csv`."""

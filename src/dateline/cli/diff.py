"""`dateline diff`: what changed in the record between the ends of two days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from dateline.cli import cells
from dateline.cli.listing import SCREENFUL, Wanted, narrowed
from dateline.cli.notice import say_notice
from dateline.cli.options import day_of
from dateline.cli.positions import STANCES
from dateline.cli.tables import Column, draw, write_json
from dateline.cli.theme import answer, aside
from dateline.model.incident import Incident, Position

if TYPE_CHECKING:
    from dateline.pipeline.change_views import (
        ControlChange,
        DisputeChange,
        IncidentChange,
        Told,
        TollChange,
        Withdrawal,
    )
    from dateline.pipeline.queries import Changes
    from dateline.pipeline.views import ControlLine

ARROW: Final = " → "
DEEP: Final = 4
"""Characters by which what belongs to a change stands further in."""


@narrowed
def diff(
    wanted: Wanted,
    from_: Annotated[str, typer.Option("--from", metavar="DAY", help="The record as it stood at the end of this day.")],
    to: Annotated[str, typer.Option("--to", metavar="DAY", help="Held against the end of this day.")],
    limit: Annotated[
        int, typer.Option("--limit", min=1, help="Changes of each kind that are shown at most; --json gives all.")
    ] = SCREENFUL,
    json: Annotated[bool, typer.Option("--json", help="JSON Lines: one change a line.")] = False,
) -> None:
    """Show what changed between two days: incidents, tolls, disputes, control, withdrawn reports."""
    from dateline.pipeline import queries
    from dateline.store import Record

    first, last = day_of(from_, "--from"), day_of(to, "--to")
    assert first is not None
    assert last is not None
    with Record.open(wanted.path) as record:
        say_notice(record)
        found = queries.diff(record, first, last, wanted.filters)
    rows = found.rows()
    if json:
        write_json(rows)
    else:
        _show(found, limit, answer())
    reports = _counted(len(found.reports), "report")
    changes = _counted(len(rows), "change") if rows else "nothing changed"
    aside().print(f"{changes} from {first} to {last}; {reports} became known", style="notice")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _show(found: Changes, limit: int, console: Console) -> None:
    """The sections, the weightiest first; one without a change is left out."""
    _section("New incidents", found.of("new"), limit, console, _table)
    for title, how in (
        ("Changed incidents", "changed"),
        ("Incidents that became one", "merged"),
        ("Incidents that came apart", "split"),
        ("Incidents put together anew", "regrouped"),
        ("Incidents that are gone", "gone"),
    ):
        _section(title, found.of(how), limit, console, _incidents)  # type: ignore[arg-type]
    _section("New disputes", [d for d in found.disputes if d.change == "new"], limit, console, _disputes)
    _section("Disputes that are gone", [d for d in found.disputes if d.change == "gone"], limit, console, _disputes)
    _section("Control", found.control, limit, console, _control)
    _section("Withdrawn reports", found.withdrawals, limit, console, _withdrawals)
    _section("Told again, nothing else changed", found.of("told again"), limit, console, _incidents)


def _section(
    title: str, rows: Sequence[Any], limit: int, console: Console, show: Callable[[Sequence[Any], Console], None]
) -> None:
    if not rows:
        return
    more = f"; --limit {len(rows)} shows all" if len(rows) > limit else ""
    console.print(Text.assemble((title, "heading"), f" ({len(rows)}{more})"))
    show(rows[:limit], console)
    console.print()


NEW: Final = (
    Column["IncidentChange"]("when", lambda c: cells.day(c.present[0].date), 17, 0),
    Column["IncidentChange"]("what", lambda c: cells.incident_act(c.present[0]), 26, 0, grows=True),
    Column["IncidentChange"]("where", lambda c: cells.place(c.present[0].place), 18, 0),
    Column["IncidentChange"]("who", lambda c: cells.incident_actors(c.present[0]), 24, 2),
    Column["IncidentChange"]("counts (! sources differ)", lambda c: cells.incident_tolls(c.present[0]), 25, 0),
    Column["IncidentChange"]("known from", lambda c: Text(c.since or "?", style="date"), 10, 1, named=True),
)


def _table(rows: Sequence[IncidentChange], console: Console) -> None:
    draw(rows, NEW, console, lambda c: c.present[0].incident_id)


def _incidents(rows: Sequence[IncidentChange], console: Console) -> None:
    for change in rows:
        shown = change.present or change.former
        console.print(_head(shown[0]))
        several = change.former if len(change.former) > 1 else ()
        lines = [Text.assemble(("formerly ", "muted"), _head(each)) for each in several]
        lines += [Text.assemble(("now ", "muted"), _head(each)) for each in change.present[1:]]
        lines += [
            Text.assemble((f"{v.about} ", "muted"), _or_none(v.former), ARROW, _or_none(v.present))
            for v in change.values
        ]
        lines += [line for toll in change.tolls for line in _toll(toll)]
        lines += [Text.assemble(("sources now differ about ", "disputed"), each.about) for each in change.disagreements]
        lines.append(_behind(change.added, change.dropped, change.since))
        _inside(lines, console)


def _head(incident: Incident) -> Text:
    parts = [cells.day(incident.date), cells.incident_act(incident), cells.place(incident.place)]
    parts += [cells.incident_actors(incident), cells.incident_tolls(incident)]
    line = Text("  ").join(part for part in parts if part.plain != "-")
    return Text.assemble(line, "  ", (incident.incident_id, "id"))


def _or_none(words: str | None) -> str:
    return words or "none"


def _toll(change: TollChange) -> Iterable[Text]:
    former, present = (" + ".join(map(cells.span_of, side)) or "none" for side in (change.former, change.present))
    now = " as before" if former == present else Text.assemble(ARROW, (present, "toll"))
    yield Text.assemble((f"{change.measure} ", "muted"), (former, "toll"), now)
    yield from (Text.assemble(("  + ", "good"), _position(each)) for each in change.added)
    yield from (Text.assemble(("  - ", "bad"), _position(each)) for each in change.gone)


def _position(each: Position) -> Text:
    said = f"  {cells.quoted(each.as_written)}  "
    return Text.assemble(
        (STANCES[each.stance] + each.value, "toll"), "  ", (each.source or "the report", "speaker"), said,
        (f"known from {each.known_from}  ", "muted"), (each.assertion_id, "id"),
    )  # fmt: skip


def _behind(added: Sequence[str], dropped: Sequence[str], since: str | None) -> Text:
    """Which accounts the change comes from and since when it was known."""
    line = Text.assemble(("known from ", "muted"), (since or "?", "date"))
    for mark, style, ids in (("+", "good", added), ("-", "bad", dropped)):
        for each in ids:
            line.append(f"  {mark} ", style=style).append(each, style="id")
    return line


def _disputes(rows: Sequence[DisputeChange], console: Console) -> None:
    for each in rows:
        console.print(_told(each.claim))
        _inside([Text.assemble(("disputed by ", "disputed"), _told(each.against))], console)


def _told(each: Told) -> Text:
    return Text.assemble(
        (each.said_by or "the report", "speaker"), f"  {cells.quoted(each.quote)}  ",
        (f"known from {each.known_from}  ", "muted"), (each.assertion_id, "id"),
    )  # fmt: skip


def _control(rows: Sequence[ControlChange], console: Console) -> None:
    for change in rows:
        line = cells.place(change.place).copy()
        if change.changed_hands:
            line.append("  said to be held by ", style="muted").append_text(_names(change.holders_former))
            line.append(ARROW).append_text(_names(change.holders_present))
        console.print(line)
        claims = [Text.assemble(("+ ", "good"), _claim(each, change.doubted)) for each in change.added]
        claims += [Text.assemble(("- ", "bad"), _claim(each, change.doubted)) for each in change.gone]
        _inside(claims, console)


def _names(holders: Sequence[str]) -> Text:
    return (
        Text(" or ", style="muted").join(Text(each, style="actor") for each in holders) if holders else Text("nobody")
    )


def _claim(line: ControlLine, doubted: Mapping[str, str]) -> Text:
    doubt = doubted.get(line.assertion_id)
    holder = cells.actor(line.holder) if line.holder else "nobody named"
    return Text.assemble(
        (f"{doubt}: " if doubt else "", "doubt"), (line.state or "state unclear", "control"), " by ", holder, "  ",
        (line.said_by or "the report", "speaker"), f"  {cells.quoted(line.quote)}  ",
        (f"known from {line.since}  ", "muted"), (line.assertion_id, "id"),
    )  # fmt: skip


def _withdrawals(rows: Sequence[Withdrawal], console: Console) -> None:
    for each in rows:
        named = each.report.publisher or each.report.origin
        console.print(Text.assemble(
            (each.report.report_id, "id"), f"  {named}, {(each.report.published or 'undated')[:10]}",
            (f"  withdrawn by {each.by} on {each.at}", "bad"), f": {each.note}" if each.note else "",
            (f"  {_counted(len(each.assertion_ids), 'assertion')}", "muted"),
        ))  # fmt: skip


def _inside(lines: Iterable[Text], console: Console) -> None:
    for line in lines:
        console.print(Padding(line, (0, 0, 0, DEEP), expand=False))

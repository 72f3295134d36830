"""`dateline entities`: the people, forces, offices, places and weapons of a record, each under one name."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from dateline.cli.notice import say_notice
from dateline.cli.options import JsonOption, RecordArgument, RecordOption, day_of, record_path
from dateline.cli.tables import Column, draw, say_count, write_json
from dateline.cli.theme import answer, aside
from dateline.model.entity import Actor, Entity, Held, Place, Weapon

MOST_SHOWN = 6
"""Names and offices that a table shows of one entity."""


def entities(
    file: RecordArgument = None,
    db: RecordOption = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind", metavar="KIND", help="person, force, office, organisation, state, name, place or weapon."
        ),
    ] = None,
    find: Annotated[str | None, typer.Option("--find", metavar="NAME", help="In any spelling, or an id.")] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DAY", help="As known by the end of this day.")
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", help="Rows at most.", min=1, show_default="50")] = None,
    json: JsonOption = False,
) -> None:
    """List people, forces, offices, places and weapons with all their spellings, those named most often first."""
    from dateline.pipeline import queries
    from dateline.pipeline.queries.assertion_lists import MOST
    from dateline.store import Record

    with Record.open(record_path(file, db)) as record:
        say_notice(record)
        filters = queries.Filters(as_of=day_of(as_of, "--as-of"))
        found = queries.entities(record, filters, kind=kind, find=find, limit=limit or (MOST if json else 50))
    if json:
        write_json(found.rows)
    elif found.rows:
        draw(found.rows, COLUMNS, answer(), _id)
        say_count(len(found.rows), found.total, "name")
    else:
        aside().print("no such names in this record", style="notice")


def kind_in_words(each: Entity) -> str:
    """What sort of thing it is."""
    if isinstance(each, Actor):
        return {None: "actor", "name": "name"}.get(each.type, each.type or "actor")
    return "unknown place" if _id(each).startswith("provisional:") else "place" if isinstance(each, Place) else "weapon"


def facts(each: Entity) -> RenderableType:
    """All that is known of one entity, a line each."""
    lines = [
        _fact("name", Text(each.name, style="speaker")),
        _fact("written", _names(each, None)),
        _fact("named", Text(f"{each.mentions} times, known from {each.since or '-'} to {each.until or '-'}")),
    ]
    if isinstance(each, Actor):
        lines += [_fact("office", _office(role)) for role in each.roles]
        lines += [_fact("side", Text(each.country))] if each.country else []
    if isinstance(each, Place):
        where = ", ".join(filter(None, (each.level, each.admin1, each.country))) or "not known"
        lines.append(_fact("where", Text(where)))
        for row in each.settled:
            told = f"as {', '.join(row.names)} ({row.place_id}), by {row.settled_by}, from {row.settled_from} on"
            lines.append(_fact("settled", Text(told)))
        if each.beside:
            lines.append(_fact("beside", Text(", ".join(f"{id} ({n})" for id, n in each.beside.items()))))
    return Group(*lines)


def _fact(name: str, value: Text) -> Text:
    return Text.assemble((name.ljust(9), "muted"), value)


def _id(each: Any) -> str:
    return str(
        each.entity_id if isinstance(each, Actor) else each.weapon_id if isinstance(each, Weapon) else each.place_id
    )


def _names(each: Entity, most: int | None) -> Text:
    counted = sorted(each.names.items(), key=lambda item: (-item[1], item[0]))
    shown = ", ".join(f"{name} ({n})" for name, n in counted[:most])
    return Text(shown + (f" and {len(counted) - most} more" if most and len(counted) > most else ""))


def _office(role: Held) -> Text:
    side = f" ({role.country})" if role.country else ""
    days = role.since if role.since == role.until else f"{role.since} to {role.until}"
    return Text.assemble(f"{role.role}{side}", (f"  {days}", "date"))


def _held(each: Entity) -> Text:
    roles = each.roles if isinstance(each, Actor) else ()
    if roles:
        return Text("\n").join(_office(role) for role in roles[:MOST_SHOWN])
    about = each.weapon_class if isinstance(each, Weapon) else each.level if isinstance(each, Place) else each.sector
    return Text(about or "-", style="" if about else "muted")


def _side(each: Entity) -> Text:
    country = None if isinstance(each, Weapon) else each.country
    return Text(country or "-", style="" if country else "muted")


COLUMNS: tuple[Column[Any], ...] = (
    Column("name", lambda each: Text(each.name, style="speaker"), 22, 0),
    Column("is", lambda each: Text(kind_in_words(each)), 13, 1),
    Column("side", _side, 4, 2, named=True),
    Column("office, sector or class", _held, 26, 3),
    Column("as written", lambda each: _names(each, MOST_SHOWN), 30, 0, grows=True),
    Column("named", lambda each: Text(str(each.mentions)), 5, 0, named=True),
    Column("known from", lambda each: Text(each.since or "-", style="date"), 10, 4, named=True),
)

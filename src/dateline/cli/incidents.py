"""`dateline incidents`: what happened, merged from all reports that tell of it."""

from __future__ import annotations

from rich.text import Text

from dateline.cli import cells
from dateline.cli.listing import Listing, fetch, listing
from dateline.cli.notice import say_notice
from dateline.cli.tables import Column, Field, draw, say_count, say_none, write_csv, write_json
from dateline.cli.theme import answer
from dateline.model.incident import Incident

COLUMNS = (
    Column[Incident]("when", lambda i: cells.day(i.date), 17, 0),
    Column[Incident]("what", lambda i: cells.incident_act(i), 26, 0, grows=True),
    Column[Incident]("where", lambda i: cells.place(i.place), 18, 0),
    Column[Incident]("who", cells.incident_actors, 28, 2),
    Column[Incident]("counts (! sources differ)", lambda i: cells.incident_tolls(i), 25, 0),
    Column[Incident]("reports", lambda i: Text(f"{len(i.reports)} ({i.independent_sources} own)"), 11, 3, named=True),
    Column[Incident]("grade", cells.grades, 10, 1, named=True),
    Column[Incident]("known from", lambda i: Text(i.first_known, style="date"), 10, 4, named=True),
)


@listing
def incidents(request: Listing) -> None:
    """List incidents: what happened, with every source's counts side by side."""
    from dateline.pipeline import queries
    from dateline.store import Record

    with Record.open(request.path) as record:
        say_notice(record)
        found = fetch(queries.incidents, record, request)
        if request.form == "csv":
            write_csv(found.rows, FIELDS)
        elif not found.total:
            say_none("incident", request)
        elif request.form == "json":
            write_json(found.rows)
        else:
            shown = list(found.rows)
            draw(shown, COLUMNS, answer(), lambda i: i.incident_id)
            say_count(len(shown), found.total, "incident")


def _day(incident: Incident, side: str) -> str | None:
    day = getattr(incident.date, side) if incident.date else None
    return day.isoformat() if day else None


def _grade(incident: Incident, scheme: str, which: str) -> str | None:
    return next((getattr(each, which) for each in incident.grades if each.scheme == scheme), None)


FIELDS = (
    Field[Incident]("incident_id", lambda i: i.incident_id),
    Field[Incident]("event_type", lambda i: i.event_type),
    Field[Incident]("sub_event_type", lambda i: i.sub_event_type),
    Field[Incident]("interaction", lambda i: i.interaction),
    Field[Incident]("earliest", lambda i: _day(i, "earliest")),
    Field[Incident]("latest", lambda i: _day(i, "latest")),
    Field[Incident]("place", lambda i: (i.place.name or i.place.as_written) if i.place else None),
    Field[Incident]("place_id", lambda i: i.place.place_id if i.place else None),
    Field[Incident]("lat", lambda i: i.place.lat if i.place else None),
    Field[Incident]("lon", lambda i: i.place.lon if i.place else None),
    Field[Incident]("place_level", lambda i: i.place.level if i.place else None),
    Field[Incident]("actor1", lambda i: i.actor1.name if i.actor1 else None),
    Field[Incident]("actor2", lambda i: i.actor2.name if i.actor2 else None),
    Field[Incident]("tolls", lambda i: cells.incident_tolls(i).plain if i.tolls else None),
    Field[Incident]("disagreements", lambda i: "; ".join(each.about for each in i.disagreements)),
    Field[Incident]("reports", lambda i: len(i.reports)),
    Field[Incident]("independent_sources", lambda i: i.independent_sources),
    Field[Incident]("grade_airwars", lambda i: _grade(i, "airwars", "suggested")),
    Field[Incident]("grade_airwars_given", lambda i: _grade(i, "airwars", "given")),
    Field[Incident]("grade_admiralty", lambda i: _grade(i, "admiralty", "suggested")),
    Field[Incident]("grade_admiralty_given", lambda i: _grade(i, "admiralty", "given")),
    Field[Incident]("first_known", lambda i: i.first_known),
    Field[Incident]("last_known", lambda i: i.last_known),
    Field[Incident]("assertion_ids", lambda i: "; ".join(i.assertion_ids)),
)
"""The columns of `--csv`."""

"""Assertions as a flat table for spreadsheets and statistics: one line an assertion."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator

from dateline.model.assertion import Assertion, PlaceRef, Toll
from dateline.model.incident import Grade
from dateline.model.report import Report
from dateline.model.vocabulary import Scheme

Cell = str | int | float | None


def _location(a: Assertion) -> PlaceRef | None:
    """The first place where it happened, preferring one with a position."""
    places = [p for p in a.places if p.role == "location"]
    return next((p for p in places if p.lat is not None), places[0] if places else None)


def _place_cell(pick: Callable[[PlaceRef], Cell]) -> Callable[[Assertion, Report], Cell]:
    def cell(a: Assertion, report: Report) -> Cell:
        place = _location(a)
        return pick(place) if place else None

    return cell


def _all_places(a: Assertion) -> str:
    return _joined(f"{place.name or place.as_written} [{place.role}]" for place in a.places)


def _actors(role: str) -> Callable[[Assertion, Report], Cell]:
    return lambda a, report: _joined(actor.name for actor in a.actors if actor.role == role)


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(parts)


def _toll(toll: Toll) -> str:
    """A toll in words and figures: "killed 3-5 civilians (at least three civilians)"."""
    low, high = toll.low, toll.high
    if toll.best is not None:
        figure = str(toll.best)
    elif low is not None and high is not None:
        figure = f"{low}-{high}"
    else:
        figure = f">={low}" if low is not None else f"<={high}" if high is not None else "?"
    per = f" per {toll.per}" if toll.per else ""
    return " ".join(part for part in (toll.measure, figure + per, toll.of or "", f"({toll.as_written})") if part)


def _sources(a: Assertion) -> str:
    """The attribution chain from the report's voice inward."""
    return " > ".join(
        link.source.name or link.source.as_written or link.source.role or "unnamed" for link in a.attribution
    )


COLUMNS: dict[str, tuple[str, Callable[[Assertion, Report], Cell]]] = {
    "assertion_id": ("id of the assertion", lambda a, r: a.assertion_id),
    "report_id": ("id of the report", lambda a, r: r.report_id),
    "publisher": ("who published the report", lambda a, r: r.publisher),
    "published": ("ISO date or date-time of publication", lambda a, r: r.published),
    "known_from": ("ISO day from which it was known", lambda a, r: r.known_from),
    "duplicate_of": ("report of which this one is a copy", lambda a, r: r.duplicate_of),
    "title": ("headline of the report", lambda a, r: r.title),
    "url": ("address of the report", lambda a, r: r.url),
    "type": ("statement, event or control", lambda a, r: a.type),
    "event_type": ("ACLED event type", lambda a, r: a.event_type),
    "sub_event_type": ("ACLED sub-event type", lambda a, r: a.sub_event_type),
    "interaction": ("PLOVER event type", lambda a, r: a.interaction),
    "mode": ("PLOVER mode", lambda a, r: a.mode),
    "status": ("actual, planned or hypothetical", lambda a, r: a.status),
    "polarity": ("affirmed or denied", lambda a, r: a.polarity),
    "certainty": ("certain, probable, possible or unknown", lambda a, r: a.certainty),
    "earliest": ("first ISO day on which it can have happened", lambda a, r: _day(a, "earliest")),
    "latest": ("last ISO day on which it can have happened", lambda a, r: _day(a, "latest")),
    "date_precision": ("how fine the words for the date are", lambda a, r: a.date.precision if a.date else None),
    "date_basis": ("stated or publication", lambda a, r: a.date.basis if a.date else None),
    "place": ("where it happened, first place", _place_cell(lambda p: p.name or p.as_written)),
    "place_as_written": ("the words for that place", _place_cell(lambda p: p.as_written)),
    "place_id": ("gazetteer id of that place", _place_cell(lambda p: p.place_id)),
    "lat": ("WGS84 latitude, degrees", _place_cell(lambda p: p.lat)),
    "lon": ("WGS84 longitude, degrees", _place_cell(lambda p: p.lon)),
    "place_level": ("settlement, region, country, feature or point", _place_cell(lambda p: p.level)),
    "place_relation": ("at, near, north of ...", _place_cell(lambda p: p.relation)),
    "place_km": ("radius of uncertainty of the point, kilometres", _place_cell(lambda p: p.km)),
    "admin1": ("first-level division of that place", _place_cell(lambda p: p.admin1)),
    "country": ("ISO 3166 alpha-3 code of that place", _place_cell(lambda p: p.country)),
    "all_places": ("every place with its role", lambda a, r: _all_places(a)),
    "actor1": ("who does it", _actors("actor1")),
    "actor2": ("to whom", _actors("actor2")),
    "other_actors": ("other actors", _actors("other")),
    "targets": ("what was hit, as written", lambda a, r: _joined(t.as_written for t in a.targets)),
    "weapons": ("what it was done with", lambda a, r: _joined(w.name for w in a.weapons)),
    "tolls": ("measure, figure, of whom, and the words", lambda a, r: _joined(_toll(t) for t in a.tolls)),
    "holder": ("control: who holds the place", lambda a, r: a.holder.name if a.holder else None),
    "state": ("control: held, contested, captured ...", lambda a, r: a.state),
    "sources": ("who says so, from the report's voice inward; empty: the report itself", lambda a, r: _sources(a)),
    "manner": ("direct, indirect or mixed speech", lambda a, r: a.attribution[-1].manner if a.attribution else None),
    "channel": ("by what channel it was said", lambda a, r: a.attribution[-1].channel if a.attribution else None),
    "disputed_by": ("ids of assertions that deny or doubt it", lambda a, r: _joined(a.disputed_by)),
    "answers": ("ids of assertions that it denies or answers", lambda a, r: _joined(a.answers)),
    "incident_id": ("the incident that it belongs to", lambda a, r: a.incident_id),
    "review": ("unreviewed, accepted, corrected or rejected", lambda a, r: a.review.state),
    "confidence": ("probability that the assertion is right, 0 to 1", lambda a, r: a.confidence),
    "made_by": ("reader and rule with version", lambda a, r: a.made_by),
    "trigger": ("the words that name the act", lambda a, r: a.trigger.exact if a.trigger else None),
    "evidence": ("the words that it stands on", lambda a, r: a.evidence.exact),
    "start": ("where the evidence starts in the text, in code points", lambda a, r: a.evidence.start),
    "end": ("where the evidence ends in the text", lambda a, r: a.evidence.end),
}  # fmt: skip
"""Column -> (what it means, how it is filled). Empty cells are what the report does not say."""


GRADES: dict[str, tuple[str, Scheme, str]] = {
    "grade_airwars": ("class of civilian harm that is suggested for the incident", "airwars", "suggested"),
    "grade_airwars_given": ("class that a person gave the incident", "airwars", "given"),
    "grade_admiralty": ("reliability and credibility that are suggested for the incident", "admiralty", "suggested"),
    "grade_admiralty_given": ("reliability and credibility that a person gave the incident", "admiralty", "given"),
}
"""Column -> (what it means, scheme, field of the grade). They stand behind COLUMNS."""


def lines(rows: Iterable[tuple[Assertion, Report, tuple[Grade, ...]]]) -> Iterator[bytes]:
    """The header and one line for each assertion with its report (whose text is not used) and the grades of its
    incident; UTF-8, RFC 4180.
    """
    yield _line([*COLUMNS, *GRADES])
    for assertion, report, grades in rows:
        found = {each.scheme: each for each in grades}
        told = [getattr(found.get(scheme), field, None) for _, scheme, field in GRADES.values()]
        yield _line([guarded(cell) for cell in (*(fill(assertion, report) for _, fill in COLUMNS.values()), *told)])


def guarded(cell: Cell) -> Cell:
    """The cell, with an apostrophe before text that a spreadsheet would run as a formula.

    Source of the list: OWASP, CSV Injection. Numbers (a negative longitude) pass unchanged.
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _day(a: Assertion, side: str) -> str | None:
    day = getattr(a.date, side) if a.date else None
    return day.isoformat() if day else None


def _line(cells: list[Cell]) -> bytes:
    held = io.StringIO(newline="")
    csv.writer(held).writerow(["" if cell is None else cell for cell in cells])
    return held.getvalue().encode("utf-8")

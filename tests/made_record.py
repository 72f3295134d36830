"""A small record made by hand: four reports, one of them a copy, with events, statements and control."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dateline.model.assertion import ActorRef, Assertion, Link, PlaceRef, Source, Target, Toll, WeaponRef, When, sealed
from dateline.model.judgement import Judgement
from dateline.model.report import Report, make_report
from dateline.model.span import Span
from dateline.pipeline.derive import rebuild
from dateline.store import Record
from dateline.store import assertions as assertion_rows
from dateline.store import reports as report_rows

READER = "test/0.5"

WIRE_TEXT = (
    "Three killed in Kherson\n\nRussian forces shelled Kherson on 10 February 2023, killing three people, governor"
    " Oleksandr Prokudin said on Telegram. “We will rebuild,” he added. A school was damaged and eleven people were"
    " taken to hospital, according to the regional administration. Rescuers worked at the scene until the evening.\n"
)
LATER_TEXT = (
    "Moscow denies attack\n\nThe defence ministry in Moscow denied on 11 February 2023 that its troops had shelled"
    " Kherson. Ukrainian forces hold Vuhledar, the General Staff said. Drones launched from Crimea were shot down"
    " north of Mykolaiv.\n"
)
THIRD_TEXT = (
    "Wagner claims village\n\nRussian forces captured Ugledar, a Telegram channel claimed. It was not possible to"
    " check the claim. A fire broke out at an oil depot in Volgograd after a drone attack.\n"
)

PLACES: dict[str, dict[str, Any]] = {
    "Kherson": {"place_id": "geonames:706448", "lat": 46.65581, "lon": 32.6178, "level": "settlement", "km": 6.0},
    "Vuhledar": {"place_id": "geonames:1", "lat": 47.7811, "lon": 37.2497, "level": "settlement", "km": 2.0},
    "Ugledar": {"place_id": "geonames:1", "name": "Vuhledar", "lat": 47.7811, "lon": 37.2497, "level": "settlement"},
    "Mykolaiv": {"place_id": "geonames:700568", "lat": 46.96591, "lon": 31.9974, "level": "settlement", "km": 10.0},
    "Crimea": {"place_id": "geonames:703883", "lat": 45.25, "lon": 34.4, "level": "region", "km": 120.0},
}


def span(report: Report, words: str) -> Span:
    """Where the words first stand in the report."""
    start = report.text.index(words)
    return Span.of(report.text, start, start + len(words))


def place(report: Report, words: str, role: str = "location", **fields: Any) -> PlaceRef:
    """A place of PLACES, or one that no gazetteer knows."""
    known = {"name": words, **PLACES.get(words, {}), "country": "UKR" if words in PLACES else None, **fields}
    return PlaceRef(role=role, as_written=words, evidence=span(report, words), **known)


def actor(report: Report, words: str, role: str, name: str, **fields: Any) -> ActorRef:
    """An actor under a canonical name."""
    return ActorRef(role=role, name=name, as_written=words, evidence=span(report, words), **fields)


def said(report: Report, name: str, cue: str, **fields: Any) -> Link:
    """One link: who says it, with the cue."""
    source = Source(name=name, as_written=name, evidence=span(report, name), **fields)
    return Link(source=source, cue=cue, manner="indirect", evidence=span(report, name))


def on(first: str, last: str | None = None, basis: str = "stated") -> When:
    """A day or a range of days."""
    return When(
        earliest=date.fromisoformat(first), latest=date.fromisoformat(last or first), precision="day", basis=basis
    )


def made(report: Report, kind: str, words: str, **fields: Any) -> Assertion:
    """A sealed assertion."""
    rest = {"made_by": "rules/test/1", "confidence": 0.9, **fields}
    return sealed(Assertion(report_id=report.report_id, type=kind, evidence=span(report, words), **rest))


def wire() -> tuple[Report, tuple[Assertion, ...]]:
    """A shelling with a toll, and a statement."""
    report = make_report(
        WIRE_TEXT, origin="in/wire.txt", ingested_at="2023-03-01", published="2023-02-10", published_basis="header",
        publisher="Example Wire", title="Three killed in Kherson", language="en",
    )  # fmt: skip
    governor = said(report, "Oleksandr Prokudin", "said", role="governor", category="official", country="UKR")
    people = span(report, "three people")
    killed = Toll(measure="killed", best=3, of="people", as_written=people.exact, evidence=people)
    shelling = made(
        report, "event", "Russian forces shelled Kherson on 10 February 2023, killing three people",
        trigger=span(report, "shelled"), event_type="Explosions/Remote violence",
        sub_event_type="Shelling/artillery/missile attack", interaction="ASSAULT", date=on("2023-02-10"),
        places=(place(report, "Kherson"),),
        actors=(actor(report, "Russian forces", "actor1", "Armed Forces of Russia", country="RUS", sector="MIL"),),
        targets=(Target(as_written="A school", category="education", evidence=span(report, "A school")),),
        tolls=(killed,),
        attribution=(governor,),
    )  # fmt: skip
    promise = made(report, "statement", "We will rebuild", attribution=(governor,), interaction="AID", status="planned")
    return report, (shelling, promise)


def copy() -> tuple[Report, tuple[Assertion, ...]]:
    """The wire's text in another outlet, two days later."""
    report = make_report(
        WIRE_TEXT.replace("until the evening", "until evening"), origin="in/copy.txt", ingested_at="2023-03-01",
        published="2023-02-12", published_basis="header", publisher="Example Paper", title="Three killed in Kherson",
    )  # fmt: skip
    shelling = made(
        report, "event", "Russian forces shelled Kherson on 10 February 2023, killing three people",
        trigger=span(report, "shelled"), event_type="Explosions/Remote violence",
        sub_event_type="Shelling/artillery/missile attack", date=on("2023-02-10"), places=(place(report, "Kherson"),),
        actors=(actor(report, "Russian forces", "actor1", "Armed Forces of Russia", country="RUS", sector="MIL"),),
        attribution=(said(report, "Oleksandr Prokudin", "said"),),
    )  # fmt: skip
    return report, (shelling,)


def later() -> tuple[Report, tuple[Assertion, ...]]:
    """A denial, a claim of control, and an interception with an origin."""
    report = make_report(
        LATER_TEXT, origin="in/later.txt", ingested_at="2023-03-01", published="2023-02-11T18:00:00Z",
        published_basis="metadata", publisher="=Example Daily", title="Moscow denies attack", url="https://example.org/a",
    )  # fmt: skip
    denial = made(
        report, "event", "its troops had shelled Kherson", trigger=span(report, "shelled"), polarity="denied",
        event_type="Explosions/Remote violence", sub_event_type="Shelling/artillery/missile attack",
        date=on("2023-02-10", "2023-02-11", "publication"), places=(place(report, "Kherson"),),
        actors=(actor(report, "its troops", "actor1", "Armed Forces of Russia", country="RUS", sector="MIL"),),
        attribution=(said(report, "The defence ministry", "denied", country="RUS", category="military"),),
    )  # fmt: skip
    control = made(
        report, "control", "Ukrainian forces hold Vuhledar", state="held", places=(place(report, "Vuhledar"),),
        holder=actor(report, "Ukrainian forces", "other", "Armed Forces of Ukraine", country="UKR", sector="MIL"),
        attribution=(said(report, "the General Staff", "said"),), date=on("2023-02-11", basis="publication"),
    )  # fmt: skip
    shot_down = made(
        report, "event", "Drones launched from Crimea were shot down north of Mykolaiv", confidence=None,
        trigger=span(report, "shot down"), event_type="Strategic developments", sub_event_type="Disrupted weapons use",
        places=(place(report, "Crimea", "origin"), place(report, "Mykolaiv", relation="north of", km=25.0)),
        weapons=(WeaponRef(name="drone", weapon_class="drone", as_written="Drones", evidence=span(report, "Drones")),),
    )  # fmt: skip
    return report, (denial, control, shot_down)


def third() -> tuple[Report, tuple[Assertion, ...]]:
    """A rival claim of control, under an old name, and a strike at a place that no gazetteer knows."""
    report = make_report(
        THIRD_TEXT, origin="in/third.txt", ingested_at="2023-03-01", published="2023-02-20", published_basis="given",
        publisher="Example Wire",
    )  # fmt: skip
    control = made(
        report, "control", "Russian forces captured Ugledar", state="captured", places=(place(report, "Ugledar"),),
        holder=actor(report, "Russian forces", "other", "Armed Forces of Russia", country="RUS", sector="MIL"),
        attribution=(said(report, "a Telegram channel", "claimed"),),
    )  # fmt: skip
    strike = made(
        report, "event", "A fire broke out at an oil depot in Volgograd after a drone attack", confidence=0.6,
        trigger=span(report, "attack"), event_type="Explosions/Remote violence", sub_event_type="Air/drone strike",
        places=(place(report, "Volgograd"),), date=on("2023-02-18", "2023-02-20", "publication"),
    )  # fmt: skip
    return report, (control, strike)


def everything() -> list[tuple[Report, tuple[Assertion, ...]]]:
    """All four reports."""
    return [wire(), copy(), later(), third()]


def fill(record: Record, read: Sequence[tuple[Report, tuple[Assertion, ...]]] | None = None) -> None:
    """Stores reports with their readings and makes the derived layer."""
    with record.transaction():
        for report, found in everything() if read is None else read:
            report_rows.add(record, [report])
            assertion_rows.add_reading(record, report.report_id, READER, found)
    rebuild(record)


def verdict(assertion: Assertion, word: str, at: str = "2023-03-02", by: str = "A. Coder") -> Judgement:
    """A person's judgement about one assertion."""
    return Judgement(
        judgement_id=f"j_{word}_{at}", left=assertion.assertion_id, right=assertion.assertion_id, verdict=word,
        decided_by=by, decided_at=at, note="checked by hand",
    )  # fmt: skip

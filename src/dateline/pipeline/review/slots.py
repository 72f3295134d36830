"""One slot of an assertion put right by hand: plain words in, the whole assertion out. What it gives is a proposal: it
is checked against the report like any other (`given.checked`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, get_args

import msgspec

from dateline.model.assertion import ActorRef, Assertion, Link, PlaceRef, Source, Toll, When
from dateline.model.errors import EvidenceError, SettingError
from dateline.model.gazetteer import Entry
from dateline.model.span import Span
from dateline.model.vocabulary import (
    INTERACTIONS,
    SUB_EVENT_TYPES,
    ActorRole,
    Certainty,
    ControlState,
    Polarity,
    Status,
)
from dateline.values.dates import Precision

CLOSED: Final[Mapping[str, tuple[str, ...]]] = {
    "status": get_args(Status), "polarity": get_args(Polarity), "certainty": get_args(Certainty),
    "state": get_args(ControlState),
}  # fmt: skip
"""Slots that take one of few values, and these."""

NOTHING: Final = "-"
"""Given for a value: the slot is to be empty."""

_BOUNDS: Final = {"at least": "low", "up to": "high", "about": "best", "": "best"}
_TOLL: Final = re.compile(
    r"(?P<measure>[a-z ]+?)\s+(?P<bound>at least|up to|about|)\s*(?P<n>\d[\d,]*)(?:\s+(?P<of>.+))?"
)
_POSITION: Final = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*")


def span_in(text: str, words: str, near: Span) -> Span:
    """Where these words of the report stand nearest to `near`. Raises EvidenceError if they stand nowhere."""
    wanted = words.strip()
    found = [m.start() for m in re.finditer(re.escape(wanted), text)] if wanted else []
    if not found:
        raise EvidenceError(
            f"{wanted!r} does not stand in the report", remedy="Give the words exactly as the report has them."
        )
    start = min(found, key=lambda at: (abs(at - near.start), at))
    return Span.of(text, start, start + len(wanted))


def types_like(words: str) -> list[str]:
    """Sub-event types and interactions that have these letters, an exact one first."""
    wanted = words.strip().casefold()
    known = [*SUB_EVENT_TYPES, *INTERACTIONS]
    exact = [each for each in known if each.casefold() == wanted]
    return exact or [each for each in known if wanted in each.casefold()]


def with_type(a: Assertion, given: str) -> Assertion:
    """With this sub-event type or interaction. Raises SettingError unless it is one of them, or all but one."""
    found = types_like(given)
    if len(found) != 1:
        told = ", ".join(found) if found else "none of ACLED's or PLOVER's"
        raise SettingError(f"{given!r} could be {told}", remedy="Give one type.")
    (wanted,) = found
    if wanted in INTERACTIONS:
        return msgspec.structs.replace(a, interaction=wanted)
    return msgspec.structs.replace(a, sub_event_type=wanted, event_type=SUB_EVENT_TYPES[wanted])


def with_value(a: Assertion, slot: str, given: str) -> Assertion:
    """With one of the values of a closed slot."""
    if given not in CLOSED[slot]:
        raise SettingError(f"{slot} cannot be {given!r}", remedy=f"Give one of {', '.join(CLOSED[slot])}.")
    changed: dict[str, Any] = {slot: given}
    return msgspec.structs.replace(a, **changed)


def with_span(a: Assertion, slot: str, words: str, text: str) -> Assertion:
    """With other words of the report as its evidence (span) or for its act (trigger)."""
    found = span_in(text, words, a.trigger if slot == "trigger" and a.trigger else a.evidence)
    return msgspec.structs.replace(a, **{"trigger" if slot == "trigger" else "evidence": found})


def with_date(a: Assertion, given: str, words: str, text: str) -> Assertion:
    """With a day or `DAY..DAY`. words: those that state it; none: it is worked out from the day of the report."""
    if given == NOTHING:
        return msgspec.structs.replace(a, date=None)
    try:
        first, _, last = given.partition("..")
        earliest = date.fromisoformat(first.strip())
        latest = date.fromisoformat(last.strip()) if last else earliest
    except ValueError as error:
        raise SettingError(
            f"{given!r} is not a day", remedy="Give YYYY-MM-DD, or two of them with .. between."
        ) from error
    evidence = span_in(text, words, a.evidence) if words.strip() else None
    when = When(
        earliest=earliest, latest=latest, precision=_precision((latest - earliest).days),
        basis="stated" if evidence else "publication", evidence=evidence,
    )  # fmt: skip
    return msgspec.structs.replace(a, date=when)


def _precision(days: int) -> Precision:
    return "day" if days == 0 else "week" if days < 7 else "month" if days < 31 else "year"


def with_place(a: Assertion, which: int | None, place: Entry | str, words: str, text: str) -> Assertion:
    """With a place of the gazetteer, or one at "lat, lon", instead of place number `which` (from 0; None: one more).

    words: the report's words that name it; those of the place that it replaces if none are given.
    """
    places = list(a.places)
    former = places[which] if which is not None else None
    if place == NOTHING and which is not None:
        del places[which]
        return msgspec.structs.replace(a, places=tuple(places))
    evidence = span_in(text, words, former.evidence if former else a.evidence) if words.strip() else None
    evidence = evidence or (former.evidence if former else None)
    if evidence is None:
        raise SettingError("no words name this place", remedy="Give the report's words for it.")
    new = PlaceRef(role=former.role if former else "location", as_written=evidence.exact, evidence=evidence)
    if isinstance(place, Entry):
        new = msgspec.structs.replace(
            new, place_id=place.place_id, name=place.name, lat=place.lat, lon=place.lon, level=place.level,
            admin1=place.admin1, country=place.country, km=place.km, relation=former.relation if former else None,
        )  # fmt: skip
    else:
        found = _POSITION.fullmatch(place)
        if not found:
            raise SettingError(f"{place!r} is no position", remedy="Give lat, lon in degrees, such as 48.59, 38.0.")
        new = msgspec.structs.replace(new, lat=float(found[1]), lon=float(found[2]), level="point")
    placed = [*places[:which], new, *places[which + 1 :]] if which is not None else [*places, new]
    return msgspec.structs.replace(a, places=tuple(placed))


def with_actor(a: Assertion, role: ActorRole, name: str, words: str, text: str) -> Assertion:
    """With this actor1 or actor2 (`-`: with none). words: the report's words for them."""
    others = tuple(each for each in a.actors if each.role != role)
    if name == NOTHING:
        return msgspec.structs.replace(a, actors=others)
    former = a.actor(role)
    return msgspec.structs.replace(a, actors=(*others, _actor(role, name, words, text, former, a.evidence)))


def with_holder(a: Assertion, name: str, words: str, text: str) -> Assertion:
    """With this holder of the place."""
    return msgspec.structs.replace(a, holder=_actor("other", name, words, text, a.holder, a.evidence))


def _actor(role: ActorRole, name: str, words: str, text: str, former: ActorRef | None, near: Span) -> ActorRef:
    if words.strip():
        evidence = span_in(text, words, former.evidence if former else near)
    elif former:
        evidence = former.evidence
    else:
        raise SettingError(f"no words name {name}", remedy="Give the report's words for them.")
    return ActorRef(role=role, name=name, as_written=evidence.exact, evidence=evidence)


def with_speaker(a: Assertion, name: str, words: str, text: str) -> Assertion:
    """With this last link of who says it; `-`: the report itself says it."""
    if name == NOTHING:
        return msgspec.structs.replace(a, attribution=())
    former = a.attribution[-1] if a.attribution else Link(source=Source(name=None, as_written=None))
    near = former.source.evidence or a.evidence
    evidence = span_in(text, words, near) if words.strip() else former.source.evidence
    if evidence is None:
        raise SettingError(f"no words name {name}", remedy="Give the report's words for them.")
    source = Source(name=name, as_written=evidence.exact, evidence=evidence)
    return msgspec.structs.replace(a, attribution=(*a.attribution[:-1], msgspec.structs.replace(former, source=source)))


def with_toll(a: Assertion, given: str, words: str, text: str) -> Assertion:
    """With this count instead of the one of its measure: `killed 5`, `injured at least 9 people`, `killed -`: none."""
    measure, _, rest = given.strip().rpartition(" ")
    if rest == NOTHING:
        return msgspec.structs.replace(a, tolls=tuple(t for t in a.tolls if t.measure != measure))
    found = _TOLL.fullmatch(given.strip())
    if not found:
        raise SettingError(f"{given!r} is no count", remedy="Give a measure and a number, such as: killed at least 5.")
    former = next((t for t in a.tolls if t.measure == found["measure"]), None)
    evidence = span_in(text, words, former.evidence if former else a.evidence) if words.strip() else None
    evidence = evidence or (former.evidence if former else None)
    if evidence is None:
        raise SettingError("no words give this count", remedy="Give the report's words for it.")
    bound: dict[str, Any] = {_BOUNDS[found["bound"]]: int(found["n"].replace(",", ""))}
    toll = Toll(
        measure=found["measure"], of=found["of"] or (former.of if former else None),
        country=former.country if former else None, qualifier=found["bound"] or None,
        per=former.per if former else None,
        as_written=evidence.exact, attribution=former.attribution if former else (), evidence=evidence, **bound,
    )  # fmt: skip
    tolls = [toll if each is former else each for each in a.tolls]
    return msgspec.structs.replace(a, tolls=tuple(tolls if former else [*tolls, toll]))


SLOTS: Final = (
    "type", "span", "trigger", "place", "date", "toll", "actor1", "actor2", "holder", "speaker", *CLOSED,
)  # fmt: skip
"""What can be put right by hand."""


def slots_of(a: Assertion) -> tuple[str, ...]:
    """The slots that an assertion of this type has."""
    without = {
        "statement": {"type", "trigger", "holder", "state", "actor1", "actor2", "toll"},
        "event": {"holder", "state"},
        "control": {"type", "trigger", "actor1", "actor2", "toll"},
    }
    return tuple(each for each in SLOTS if each not in without[a.type])


Put = Callable[[Assertion, str, str, str], Assertion]
"""(assertion, value, words, report's text) -> the assertion with it."""

WITH_WORDS: Final[Mapping[str, Put]] = {
    "date": with_date,
    "toll": with_toll,
    "holder": with_holder,
    "speaker": with_speaker,
    "actor1": lambda a, name, words, text: with_actor(a, "actor1", name, words, text),
    "actor2": lambda a, name, words, text: with_actor(a, "actor2", name, words, text),
}
"""Slots that take a value and the report's words for it."""

"""An assertion that a person gives: checked against the report, filled in, and sealed like any other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

import msgspec

from dateline.model.assertion import ActorRef, Assertion, Link, PlaceRef, Review, sealed, spans_of
from dateline.model.errors import EvidenceError, SettingError
from dateline.model.report import Report
from dateline.model.vocabulary import INTERACTIONS, SUB_EVENT_TYPES
from dateline.pipeline.gazetteer import user_gazetteers
from dateline.reference.gazetteer.file import GazetteerFile, open_gazetteer

PERSON: Final = "person/"
"""What `made_by` of a person's assertion begins with; the name follows."""

_DERIVED: Final = {"assertion_id": "", "disputed_by": (), "answers": (), "incident_id": None, "review": Review()}


def by_person(a: Assertion) -> bool:
    """Whether a person gave it."""
    return a.made_by.startswith(PERSON)


def assertion_of(given: Assertion | Mapping[str, Any], report_id: str) -> Assertion:
    """The assertion that was given, as JSON or already as one; report_id and made_by may be left out.

    Raises SettingError if it has another shape, EvidenceError for a span that cannot be one.
    """
    if isinstance(given, Assertion):
        return given
    filled = {"report_id": report_id, "made_by": PERSON, **given, "kind": "assertion"}
    for derived in _DERIVED:
        filled.pop(derived, None)
    try:
        return msgspec.convert(filled, Assertion, str_keys=True)
    except msgspec.ValidationError as error:
        if isinstance(error.__cause__, EvidenceError):
            raise EvidenceError(
                f"a span is none: {error.__cause__.what}", where=report_id, remedy="Give the words as they stand."
            ) from error
        raise SettingError(
            f"this is not an assertion: {error}", remedy="docs/record.schema.json has the fields of one."
        ) from error


def checked(
    given: Assertion, report: Report, by: str, told: Iterable[Assertion], judged: Assertion | None = None
) -> Assertion:
    """The person's assertion as it is stored: every span in the report, places filled in, nothing derived, sealed.

    told: the assertions of the report, whose places are known. judged: the one in whose place it comes; what is
    unchanged in it keeps what was known of it.
    Raises EvidenceError, naming the slot, for words that do not stand in the report where they should; SettingError for
    a value that no assertion can have.
    """
    if given.report_id != report.report_id:
        raise SettingError(
            f"it is of the report {given.report_id}, wanted {report.report_id}", remedy="Give one of the same report."
        )
    for slot, span in spans_of(given):
        found = report.text[span.start : span.end]
        if found != span.exact:
            raise EvidenceError(
                f"{slot}: given {span.exact[:80]!r}, the report has {found[:80]!r} at {span.start}:{span.end}",
                where=report.report_id,
                remedy="Select the words in the report again.",
            )
    _check_values(given, judged)
    kept = judged or given
    places = {p.place_id: p for a in (*told, *((judged,) if judged else ())) for p in a.places if p.lat is not None}
    known = {(a.name, a.as_written): a.entity_id for a in _actors(kept)} if judged else {}
    sources = {(x.source.name, x.source.as_written): x.source.entity_id for x in _links(kept)} if judged else {}
    return sealed(
        msgspec.structs.replace(
            given,
            **_DERIVED,
            event_type=SUB_EVENT_TYPES.get(given.sub_event_type or "", given.event_type),
            places=tuple(_place(each, places, judged) for each in given.places),
            actors=tuple(_actor(each, known) for each in given.actors),
            holder=_actor(given.holder, known) if given.holder else None,
            attribution=_chain(given.attribution, sources),
            tolls=tuple(
                msgspec.structs.replace(each, attribution=_chain(each.attribution, sources)) for each in given.tolls
            ),
            made_by=PERSON + by,
            confidence=None,
        )
    )


def _check_values(given: Assertion, judged: Assertion | None) -> None:
    """What was amiss before is not the person's doing: they may put right one thing and leave another."""
    before = set(_wrong(judged)) if judged else set()
    for wrong in _wrong(given):
        if wrong in before:
            continue
        raise SettingError(wrong, remedy="docs/codebook.md has the values that each slot takes.")


def _wrong(a: Assertion) -> Iterator[str]:
    """What no assertion can say."""
    if a.sub_event_type is not None and a.sub_event_type not in SUB_EVENT_TYPES:
        yield f"sub_event_type: there is no type {a.sub_event_type!r}"
    if a.event_type is not None and a.event_type not in SUB_EVENT_TYPES.values():
        yield f"event_type: there is no type {a.event_type!r}"
    parent = SUB_EVENT_TYPES.get(a.sub_event_type or "")
    if parent and a.event_type not in (None, parent):
        yield f"event_type: {a.sub_event_type!r} is of {parent!r}, not of {a.event_type!r}"
    if a.interaction is not None and a.interaction not in INTERACTIONS:
        yield f"interaction: there is no interaction {a.interaction!r}"
    yield from _wrong_parts(a)


def _wrong_parts(a: Assertion) -> Iterator[str]:
    """What is amiss between slots, or in a place or toll."""
    if a.type == "event" and a.act is None:
        yield "sub_event_type: an event needs a type or an interaction"
    if a.type == "event" and a.trigger is None:
        yield "trigger: an event needs the words that name the act"
    if a.type == "control" and (a.state is None or not a.places):
        yield "state: an assertion of control needs a state and a place"
    if a.date and a.date.basis == "stated" and a.date.evidence is None:
        yield "date: a stated day needs the words that state it"
    if a.date and a.date.earliest and a.date.latest and a.date.latest < a.date.earliest:
        yield f"date: from {a.date.earliest} to {a.date.latest} is backwards"
    yield from (wrong for place in a.places for wrong in _wrong_place(place))
    for toll in a.tolls:
        bounds = [each for each in (toll.low, toll.best, toll.high) if each is not None]
        if bounds != sorted(bounds) or any(each < 0 for each in bounds):
            yield f"tolls: {toll.measure} {toll.low}, {toll.best}, {toll.high} are no low, best and high"


def _wrong_place(place: PlaceRef) -> Iterator[str]:
    if (place.lat is None) != (place.lon is None):
        yield f"places: {place.as_written!r} has half a position"
    elif place.lat is not None and place.lon is not None and (abs(place.lat) > 90 or abs(place.lon) > 180):
        yield f"places: {place.lat}, {place.lon} is not on the globe"


def _place(given: PlaceRef, known: Mapping[str | None, PlaceRef], judged: Assertion | None) -> PlaceRef:
    """The place with what is known of it; without score and rivals, since a person chose it. One that they left as it
    was keeps all that it had, also that it was not sure enough to have a position.
    """
    plain = _plain(given)
    unchanged = next((p for p in (judged.places if judged else ()) if _plain(p) == plain), None)
    if unchanged is not None:
        return unchanged
    if given.place_id is None:
        name = given.name or given.as_written
        return msgspec.structs.replace(plain, name=name, level=given.level or (None if given.lat is None else "point"))
    before = known.get(given.place_id)
    if before is not None and (given.lat, given.lon) in ((None, None), (before.lat, before.lon)):
        facts: Any = before
        km = given.km if given.km is not None else before.km
    else:
        facts = gazetteer().place(given.place_id)
        if facts is None:
            raise SettingError(
                f"places: no gazetteer has {given.place_id!r}", remedy="Search for it, or give its lat and lon instead."
            )
        km = facts.km
    return msgspec.structs.replace(
        plain, name=facts.name, lat=facts.lat, lon=facts.lon, level=facts.level, admin1=facts.admin1,
        country=facts.country, km=km,
    )  # fmt: skip


def _plain(place: PlaceRef) -> PlaceRef:
    """Without how the machine came to it."""
    return msgspec.structs.replace(place, score=None, candidates=(), reasons=(), entity_id=msgspec.UNSET)


@cache
def gazetteer() -> GazetteerFile:
    """The packaged gazetteer and the user's own, opened once."""
    return open_gazetteer(user_gazetteers())


def _actor(given: ActorRef, known: Mapping[tuple[str, str], str | None]) -> ActorRef:
    """Lists show the entity across reports; what is stored is what reading found, or nothing."""
    return msgspec.structs.replace(given, entity_id=known.get((given.name, given.as_written)))


def _chain(links: tuple[Link, ...], known: Mapping[tuple[str | None, str | None], str | None]) -> tuple[Link, ...]:
    return tuple(
        msgspec.structs.replace(
            each,
            source=msgspec.structs.replace(
                each.source, entity_id=known.get((each.source.name, each.source.as_written))
            ),
        )
        for each in links
    )


def _actors(a: Assertion) -> list[ActorRef]:
    return [*a.actors, *((a.holder,) if a.holder else ())]


def _links(a: Assertion) -> list[Link]:
    return [*a.attribution, *(link for toll in a.tolls for link in toll.attribution)]

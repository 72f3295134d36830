"""Events on the map: GeoJSON (RFC 7946), one feature for each place of each event assertion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dateline.model.assertion import Assertion, PlaceRef
from dateline.model.incident import Grade
from dateline.model.report import Report

_encoder = msgspec.json.Encoder()

DECIMALS_BY_KM = ((10.0, 2), (1.0, 3))
"""Radius of uncertainty (km) from which a point gets only so many decimals; 0.01 degree of latitude is 1.1 km."""

MOST_DECIMALS = 4
"""Eleven metres: a report never tells a place finer."""


def lines(rows: Iterable[tuple[Assertion, Report, tuple[Grade, ...]]]) -> Iterator[bytes]:
    """A FeatureCollection, one feature a line: event assertions at places whose position is known, as they come."""
    yield b'{"type":"FeatureCollection","features":['
    before = b"\n"
    for assertion, report, grades in rows:
        for feature in features(assertion, report, grades):
            yield before + _encoder.encode(feature)
            before = b",\n"
    yield b"\n]}\n"


def features(assertion: Assertion, report: Report, grades: tuple[Grade, ...] = ()) -> Iterator[dict[str, Any]]:
    """The features of one assertion; none unless it is an event at a place with a position. Origins are no events.

    grades: those of its incident. level and km say how far the point is to be trusted: a region's point stands for the
    region, not for a spot in it.
    """
    if assertion.type != "event":
        return
    for place in assertion.places:
        if place.role != "origin" and place.lat is not None and place.lon is not None:
            yield {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": _point(place.lat, place.lon, place.km)},
                "properties": _properties(assertion, place, report, grades),
            }


def _point(lat: float, lon: float, km: float | None) -> list[float]:
    decimals = next((few for least, few in DECIMALS_BY_KM if km is not None and km >= least), MOST_DECIMALS)
    return [round(lon, decimals), round(lat, decimals)]


def _properties(a: Assertion, place: PlaceRef, report: Report, grades: tuple[Grade, ...]) -> dict[str, Any]:
    doer, other = a.actor("actor1"), a.actor("actor2")
    speaker = a.attribution[-1].source if a.attribution else None
    return {
        "assertion_id": a.assertion_id,
        "report_id": a.report_id,
        "incident_id": a.incident_id,
        "event_type": a.event_type,
        "sub_event_type": a.sub_event_type,
        "interaction": a.interaction,
        "status": a.status,
        "polarity": a.polarity,
        "certainty": a.certainty,
        "earliest": a.date.earliest if a.date else None,
        "latest": a.date.latest if a.date else None,
        "date_precision": a.date.precision if a.date else None,
        "date_basis": a.date.basis if a.date else None,
        "known_from": report.known_from,
        "place": place.name or place.as_written,
        "place_as_written": place.as_written,
        "place_id": place.place_id,
        "role": place.role,
        "relation": place.relation,
        "level": place.level,
        "km": place.km,
        "admin1": place.admin1,
        "country": place.country,
        "actor1": doer.name if doer else None,
        "actor2": other.name if other else None,
        "weapons": [weapon.name for weapon in a.weapons],
        "grades": [
            {"scheme": each.scheme, "suggested": each.suggested, "given": each.given, "given_by": each.given_by}
            for each in grades
        ],
        "said_by": (speaker.name or speaker.as_written or speaker.role) if speaker else None,
        "publisher": report.publisher,
        "url": report.url,
        "evidence": a.evidence.exact,
    }

"""Assertions as points of a map: one GeoJSON feature a place, as fine as the reports give it and never finer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

import msgspec

from dateline.model.assertion import Assertion, PlaceRef


class Point(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    """A GeoJSON point: (longitude, latitude) in WGS84 degrees."""

    coordinates: tuple[float, float]


class PinFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is asserted at one place.

    level and km say how finely the place is known: km is the radius of uncertainty around the point, null if unknown.
    total: assertions that name the place. families: event type -> how many of them ("other" where there is none).
    """

    place_id: str | None
    name: str
    level: str | None
    km: float | None
    admin1: str | None
    country: str | None
    total: int
    families: dict[str, int]


class Pin(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="Feature"):
    """A GeoJSON feature."""

    geometry: Point
    properties: PinFacts


class Pins(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="FeatureCollection"):
    """A GeoJSON feature collection. unplaced: assertions of the answer that name no place with a known position."""

    features: tuple[Pin, ...]
    unplaced: int
    bbox: tuple[float, float, float, float] | None
    kind: Literal["pins"] = "pins"


def _located(assertion: Assertion) -> dict[tuple[str, float, float], PlaceRef]:
    """The places where it happened that have a position, each once."""
    return {
        (place.place_id or place.as_written, place.lat, place.lon): place
        for place in assertion.places
        if place.role == "location" and place.lat is not None and place.lon is not None
    }


def pins(assertions: Iterable[Assertion]) -> Pins:
    """One feature for each place, the places with most assertions first, then by name and id."""
    places: dict[tuple[str, float, float], PlaceRef] = {}
    families: dict[tuple[str, float, float], Counter[str]] = {}
    unplaced = 0
    for assertion in assertions:
        located = _located(assertion)
        unplaced += not located
        for key, place in located.items():
            places.setdefault(key, place)
            families.setdefault(key, Counter())[assertion.event_type or "other"] += 1
    features = [_pin(place, key, families[key]) for key, place in places.items()]
    features.sort(key=lambda pin: (-pin.properties.total, pin.properties.name, pin.properties.place_id or ""))
    return Pins(features=tuple(features), unplaced=unplaced, bbox=_bounds(features))


def _pin(place: PlaceRef, key: tuple[str, float, float], families: Counter[str]) -> Pin:
    """The feature of one place."""
    _, lat, lon = key
    facts = PinFacts(
        place_id=place.place_id,
        name=place.name or place.as_written,
        level=place.level,
        km=place.km,
        admin1=place.admin1,
        country=place.country,
        total=families.total(),
        families=dict(sorted(families.items())),
    )
    return Pin(geometry=Point(coordinates=(lon, lat)), properties=facts)


def _bounds(features: Iterable[Pin]) -> tuple[float, float, float, float] | None:
    """West, south, east, north of all points."""
    points = [pin.geometry.coordinates for pin in features]
    if not points:
        return None
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    return min(lons), min(lats), max(lons), max(lats)

"""What the rest of a report says about where it is set: its countries, its divisions, the places that are certain."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from dateline.model.document import Doc
from dateline.model.gazetteer import Entry, Gazetteer

AT_MOST = 12
"""Candidates of one name that are compared; the gazetteer gives the most populous first."""
MANY_ANCHORS = 10
NEXT_DOOR = 60
"""Characters within which another place says where this one is: "Dvorichna (Kharkiv region)"."""


class Named(msgspec.Struct, frozen=True):
    """A name at a place in the text, with everything that it could be."""

    start: int
    end: int
    entries: tuple[Entry, ...]


class Context(msgspec.Struct, frozen=True):
    """countries: ISO3 -> share of the report's place names, 0 to 1. anchors: points that are beyond doubt.

    named: every name of the report in the order of the text.
    """

    countries: Mapping[str, float]
    divisions: Mapping[tuple[str, str], float]
    anchors: tuple[tuple[float, float, str], ...]
    named: tuple[Named, ...]


def prior(entry: Entry) -> float:
    """How likely a name means this place, from its kind and size alone, on a log scale (0 to about 7)."""
    size = math.log10(entry.population + 10)
    if entry.level == "country":
        return 9.0
    if entry.level == "region":
        return 0.55 * size + 0.4
    if entry.level == "settlement":
        return 0.8 * size
    return 4.2


def shares(entries: Sequence[Entry]) -> list[float]:
    """The priors as shares of one."""
    weights = [math.exp(1.3 * prior(entry)) for entry in entries]
    total = sum(weights)
    return [weight / total for weight in weights] if total else []


def gather(doc: Doc, extra: Sequence[tuple[int, int, str]], gazetteer: Gazetteer) -> Context:
    """The report's places before anything is decided. extra: (start, end, name) of names that no mention covers."""
    spans = {(m.span.start, m.span.end): m.name for m in doc.mentions if m.kind == "place"}
    for start, end, name in extra:
        spans.setdefault((start, end), name)
    text = doc.report.text
    named = []
    for start, end in sorted(spans):
        entries = tuple(gazetteer.find(text[start:end])[:AT_MOST])
        if entries:
            named.append(Named(start, end, entries))
    countries: dict[str, float] = defaultdict(float)
    divisions: dict[tuple[str, str], float] = defaultdict(float)
    certain: dict[str, tuple[float, float, float, str]] = {}
    for mention in doc.mentions:
        if mention.country and mention.kind != "place":
            countries[mention.country] += 0.25
    for name in named:
        for entry, share in zip(name.entries, shares(name.entries), strict=True):
            if entry.country:
                countries[entry.country] += share
                if entry.admin1:
                    divisions[entry.country, entry.admin1] += share
        best = name.entries[0]
        if best.level != "country" and _beyond_doubt(name.entries):
            certain[best.place_id] = (best.lat, best.lon, best.km, best.place_id)
    total = sum(countries.values()) or 1.0
    spread = sum(divisions.values()) or 1.0
    anchors = sorted(certain.values(), key=lambda each: (each[2], each[3]))[:MANY_ANCHORS]
    return Context(
        countries={code: weight / total for code, weight in countries.items()},
        divisions={key: weight / spread for key, weight in divisions.items()},
        anchors=tuple((lat, lon, place_id) for lat, lon, _, place_id in anchors),
        named=tuple(named),
    )


def _beyond_doubt(entries: Sequence[Entry]) -> bool:
    """Whether a name can hardly mean another of its places: one alone, or one that dwarfs the others."""
    if len(entries) == 1:
        return True
    first, *rest = (prior(entry) for entry in entries)
    return first - max(rest) > 2.0


def said_beside(context: Context, start: int, end: int, text: str) -> tuple[list[Entry], list[Entry]]:
    """Divisions and countries named right after (or before) the name at `start`, and those further off in reach.

    "Dvorichna (Kharkiv region)", "Pisky, Donetsk", "the Donetsk region town of Lyman" are right beside.
    """
    close: list[Entry] = []
    near: list[Entry] = []
    for other in context.named:
        if other.end < start - NEXT_DOOR or other.start > end + NEXT_DOOR:
            continue
        if other.start < end and start < other.end:
            continue
        wide = [entry for entry in other.entries if entry.level in ("region", "country")]
        if not wide:
            continue
        between = text[end : other.start] if other.start >= end else text[other.end : start]
        if any(mark in between for mark in ".;\n"):
            continue
        follows = other.start >= end
        tight = (
            _introduces(between) if follows else len(between) <= 16 and " and " not in between and "," not in between
        )
        (close if tight else near).extend(wide)
    return close, near


def _introduces(between: str) -> bool:
    """Whether these characters lead from a place to the wider place that it is in."""
    words = between.replace("(", " ").replace(",", " ").split()
    lead = {"in", "of", "the", "eastern", "western", "northern", "southern", "northeastern", "southeastern", "country's",
            "northwestern", "southwestern", "central", "nearby", "occupied", "city", "town", "village", "village's"}  # fmt: skip
    return len(words) <= 5 and all(word.lower() in lead for word in words)

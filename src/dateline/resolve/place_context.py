"""What the rest of a report says about where it is set: its countries, its divisions, the places that are certain."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from dateline.model.document import Doc
from dateline.model.gazetteer import Entry, Gazetteer

AT_MOST = 12
"""Candidates of one name that are compared whatever the report is about."""
NEAREST = 6
"""Certain places that each name is compared with: those nearest in the text."""
MARGIN = 1.5
"""By how much on the log scale a candidate must lead to be beyond doubt."""
NEXT_DOOR = 60
"""Characters within which another place says where this one is: "Dvorichna (Kharkiv region)"."""
NOTED = ("from general knowledge", "English-language press")
"""Sources of the rows that people entered because reports name them: a village among them is as likely as a town."""
_LEADING = frozenset(
    {
        "in", "of", "the", "eastern", "western", "northern", "southern", "northeastern", "southeastern", "northwestern",
        "southwestern", "central", "nearby", "occupied", "city", "town", "village", "village's", "country's",
    }
)  # fmt: skip


class Named(msgspec.Struct, frozen=True):
    """A name at a place in the text, with everything that it could be."""

    start: int
    end: int
    entries: tuple[Entry, ...]


class Anchor(msgspec.Struct, frozen=True):
    """A place of the report that is beyond doubt, at the place in the text where it is named."""

    start: int
    lat: float
    lon: float
    place_id: str


class Context(msgspec.Struct, frozen=True):
    """countries: ISO3 -> share of the report's place names, 0 to 1; divisions: (ISO3, name) likewise.

    anchors, named: in the order of the text.
    """

    countries: Mapping[str, float]
    divisions: Mapping[tuple[str, str], float]
    anchors: tuple[Anchor, ...]
    named: tuple[Named, ...]

    def share(self, entry: Entry) -> float:
        """How much of the report is about this place's country, 0 to 1."""
        return self.countries.get(entry.country or "", 0.0)

    def near(self, start: int) -> list[Anchor]:
        """The certain places that are named nearest to this place in the text, each once."""
        found: dict[str, Anchor] = {}
        for anchor in sorted(self.anchors, key=lambda a: abs(a.start - start)):
            found.setdefault(anchor.place_id, anchor)
            if len(found) >= NEAREST:
                break
        return list(found.values())


def prior(entry: Entry) -> float:
    """How likely a name means this place, from its kind and size alone, on a log scale (0 to about 7)."""
    if entry.level == "country":
        return 9.0
    size = math.log10(entry.population + 10)
    noted = any(each in entry.source for each in NOTED)
    if entry.level == "settlement":
        return max(size, 3.5) + 0.5 if noted else size
    return 5.8 if noted else 0.7 * size + 0.4


def shortlist(entries: Sequence[Entry], countries: Mapping[str, float]) -> tuple[Entry, ...]:
    """The candidates worth comparing: the likeliest by size, and those in the countries that the report is about."""
    if len(entries) <= AT_MOST:
        return tuple(entries)
    at_home = [entry for entry in entries if countries.get(entry.country or "", 0.0) >= 0.15]
    return tuple(dict.fromkeys([*sorted(entries, key=lambda e: -prior(e))[:AT_MOST], *at_home]))


def gather(doc: Doc, extra: Sequence[tuple[int, int]], gazetteer: Gazetteer) -> Context:
    """The report's places before anything is decided. extra: (start, end) of names that no mention covers."""
    text = doc.report.text
    spans = sorted({(m.span.start, m.span.end) for m in doc.mentions if m.kind == "place"} | set(extra))
    found = [Named(start, end, tuple(gazetteer.find(text[start:end]))) for start, end in spans]
    found = [each for each in found if each.entries]
    countries: dict[str, float] = defaultdict(float)
    for mention in doc.mentions:
        if mention.country and mention.kind != "place":
            countries[mention.country] += 0.25
    for each in found:
        for entry, share in _shares(each.entries):
            countries[entry.country or ""] += share
    total = sum(countries.values()) or 1.0
    countries = {code: weight / total for code, weight in countries.items() if code}
    named = tuple(Named(each.start, each.end, shortlist(each.entries, countries)) for each in found)
    divisions, anchors = _settled(named, countries)
    return Context(countries=countries, divisions=divisions, anchors=anchors, named=named)


def _shares(entries: Sequence[Entry]) -> list[tuple[Entry, float]]:
    """The likeliest entries with their priors as shares of one."""
    top = sorted(entries, key=lambda e: -prior(e))[:AT_MOST]
    weights = [math.exp(1.3 * prior(entry)) for entry in top]
    total = sum(weights)
    return [(entry, weight / total) for entry, weight in zip(top, weights, strict=True)]


def _settled(
    named: Sequence[Named], countries: Mapping[str, float]
) -> tuple[dict[tuple[str, str], float], tuple[Anchor, ...]]:
    """The shares of first-level divisions, and the places that are beyond doubt once the countries are known."""
    divisions: dict[tuple[str, str], float] = defaultdict(float)
    anchors: list[Anchor] = []
    for each in named:
        ranked = sorted(
            ((0.9 * prior(e) + 3.0 * math.sqrt(countries.get(e.country or "", 0.0)), e) for e in each.entries),
            key=lambda pair: (-pair[0], pair[1].place_id),
        )
        best = ranked[0][1]
        rivals = [weight for weight, entry in ranked[1:] if entry.level == best.level]
        if best.level == "country" or (rivals and rivals[0] > ranked[0][0] - MARGIN):
            continue
        if best.country and (best.admin1 or best.level == "region"):
            divisions[best.country, best.admin1 or best.name] += 1.0
        if best.km <= 30:
            anchors.append(Anchor(each.start, best.lat, best.lon, best.place_id))
    total = sum(divisions.values()) or 1.0
    return {key: weight / total for key, weight in divisions.items()}, tuple(anchors)


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
    return len(words) <= 5 and all(word.lower() in _LEADING for word in words)

"""What the rest of a report says about where it is set: its names, what each could be, what stands beside it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from dateline.model.document import Doc
from dateline.model.gazetteer import Entry, Gazetteer
from dateline.reference.actors import country_words
from dateline.reference.gazetteer.policy import load_policy
from dateline.reference.gazetteer.words import country_cues, place_words
from dateline.resolve.place_bearing import Bearing, Name
from dateline.resolve.place_beside import Alike, Beside, Named, alike_in_lists, named_after_town, said_beside
from dateline.values.datelines import dateline
from dateline.values.names import fold, slavic_key

PRIOR = 0.9
"""Weight of size."""
AT_MOST = 12
"""Candidates of one name that are compared whatever the report is about."""
AFTER_TOWN = -2.5
"""Weight of a division that is called after a town of its own."""
ELSEWHERE = 0.6
"""How much of what stands beside a name at one place of the report counts wherever it stands."""
UNCOUNTED = 0.0
"""Size of a village that nobody has counted: all but never meant where a city has the same name."""
POSTED = 2.0
POSTAL = ("GeoNames postal codes",)
"""Size of an uncounted town that has a post office of its own: some hundred people."""
OTHER_NAME = -1.0
"""Weight of a town under a former or foreign name: Cancun is not Changchun, of which it is a spelling."""
FAME = 1.0
GREAT = 1_000_000
"""What the world knows a city of this many people for: bare "London" is not in Ontario on the strength of Toronto."""
SPOKEN = 0.25
"""What a word like "Ukrainian" or "Sheriff" says for its country, against 1 for a place there."""
NOTED = ("from general knowledge", "English-language press", "CIA World Factbook")
"""Sources of the rows that people entered because reports name them: a village among them is as likely as a town."""


class Context(msgspec.Struct, frozen=True):
    """named: every name in the order of the text. said: for each name, by candidate, what the words beside it weigh."""

    bearing: Bearing
    named: tuple[Named, ...]
    alike: Alike
    said: Mapping[str, Mapping[str, float]]

    def beside(self, start: int, end: int, text: str) -> Beside:
        """What stands beside the name at this place."""
        return said_beside(self.named, self.alike, start, end, text)

    def elsewhere(self, entry: Entry, key: str) -> float:
        """The weight of what stands beside the name anywhere in the report."""
        return ELSEWHERE * self.said.get(key, {}).get(entry.place_id, 0.0)


def prior(entry: Entry) -> float:
    """How likely a name means this place, from its kind and size alone, on a log scale (0 to about 9)."""
    if entry.level == "country":
        return 9.0
    size = math.log10(entry.population + 10)
    if entry.level == "settlement" and not entry.population and not noted(entry):
        return POSTED if entry.source in POSTAL else UNCOUNTED
    if entry.level == "settlement":
        fame = FAME if entry.population >= GREAT or is_capital(entry) else 0.0
        return (max(size, 3.5) + 0.5 if noted(entry) else size) + fame
    if noted(entry):
        return 5.8
    return 0.9 * size + 0.5 if entry.name == entry.admin1 else 0.7 * size + 0.4


def is_capital(entry: Entry) -> bool:
    """Whether the town's name stands for its country's government in the news: bare "Washington" is no state."""
    word = country_words().get(entry.name.split(",")[0])
    return word is not None and word.form == "metonym" and word.country.iso3 == entry.country and entry.population > 0


def noted(entry: Entry) -> bool:
    """Whether a person entered the place, since reports name it."""
    return any(each in entry.source for each in NOTED)


def _division_words() -> tuple[str, ...]:
    """Words that the gazetteer writes after a division's name and reports often leave out."""
    return place_words().region


def fits(entry: Entry, names: Sequence[str]) -> float:
    """How well the name fits. A village's former or other name, unlike its own, is seldom what a report means."""
    own = fold(entry.name)
    if any(fold(name) == own for name in names):
        return 1.0
    if entry.admin1 == entry.name and any(
        f"{fold(name)} {word}" == own for name in names for word in _division_words()
    ):
        return 0.7
    if entry.country in load_policy().slavic and any(slavic_key(name) == slavic_key(entry.name) for name in names):
        return 0.3
    if entry.level == "settlement" and entry.population < 15_000:
        return -2.0
    return 0.0 if noted(entry) else OTHER_NAME


def key_of(name: str) -> str:
    """What makes two namings the same name."""
    return fold(name)


def shortlist(entries: Sequence[Entry], bearing: Bearing | None, key: str) -> tuple[Entry, ...]:
    """The candidates worth comparing: the likeliest by size, and those in the countries that the report is about."""
    if len(entries) <= AT_MOST:
        return tuple(entries)
    at_home = [e for e in entries if bearing is not None and bearing.country(e, key) >= 0.15]
    return tuple(dict.fromkeys([*sorted(entries, key=lambda e: -prior(e))[:AT_MOST], *at_home]))


def gather(doc: Doc, extra: Sequence[tuple[int, int]], gazetteer: Gazetteer) -> Context:
    """The report's places before anything is decided. extra: (start, end) of names that no mention covers."""
    text = doc.report.text
    spans = sorted(
        {(m.span.start, m.span.end) for m in doc.mentions if m.kind == "place"}
        | set(extra)
        | _datelined(doc, gazetteer)
        | _inside_names(doc, gazetteer)
    )
    found = [Named(a, b, key_of(text[a:b]), candidates(text[a:b], gazetteer)) for a, b in spans]
    named = tuple(each for each in found if each.entries)
    spoken: dict[str, float] = defaultdict(float)
    for mention in doc.mentions:
        if mention.country and mention.kind != "place":
            spoken[mention.country] += SPOKEN
    for _, code in sorted({(text[a:b], code) for a, b, code in country_cues().scan(text)}):
        spoken[code] += SPOKEN
    alike = alike_in_lists(named, text)
    said = _said_anywhere(named, alike, text)
    return Context(bearing=Bearing(_names(named, said), spoken), named=named, alike=alike, said=said)


def _datelined(doc: Doc, gazetteer: Gazetteer) -> set[tuple[int, int]]:
    """(start, end) of the places in datelines, which no sentence holds: they say where the report is from."""
    text = doc.report.text
    found: set[tuple[int, int]] = set()
    for block in doc.blocks:
        start = block.span.start
        head = dateline(text[start : start + 200], first=True) if block.kind == "furniture" else None
        if head is not None:
            line = text[start : start + head.length]
            found.update((start + a, start + b) for a, b in gazetteer.spotted(line))
    return found


def _inside_names(doc: Doc, gazetteer: Gazetteer) -> set[tuple[int, int]]:
    """(start, end) of the divisions in names of organisations: "Henry County General Sessions Court"."""
    found: set[tuple[int, int]] = set()
    for mention in doc.mentions:
        if mention.kind == "organisation":
            spots = gazetteer.spotted(mention.span.exact)
            found.update((mention.span.start + a, mention.span.start + b) for a, b in spots)
    taken = {(m.span.start, m.span.end) for m in doc.mentions if m.kind == "place"}
    return {(a, b) for a, b in found if not any(x < b and a < y for x, y in taken)}


def candidates(name: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """Everything that a name could be; an abbreviation stands for the division that it is short for."""
    full = place_words().abbreviated(name)
    if full is None:
        return tuple(gazetteer.find(name))
    return tuple(e for e in gazetteer.find(full.name) if e.country == full.country and e.level == "region")


def _names(named: Sequence[Named], said: Mapping[str, Mapping[str, float]]) -> list[Name]:
    """The names, each once, with the weights that they have by themselves."""
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    entries: dict[str, tuple[Entry, ...]] = {}
    for each in named:
        spans[each.key].append((each.start, each.end))
        entries.setdefault(each.key, each.entries)
    return [
        Name(
            key=key,
            spans=tuple(spans[key]),
            entries=found,
            base=tuple(
                PRIOR * prior(e)
                + fits(e, (key,))
                + AFTER_TOWN * named_after_town(e, found)
                + said.get(key, {}).get(e.place_id, 0.0)
                for e in found
            ),
        )
        for key, found in entries.items()
    ]


def _said_anywhere(named: Sequence[Named], alike: Alike, text: str) -> dict[str, dict[str, float]]:
    """For each name and candidate the most that stands beside it anywhere in the report."""
    said: dict[str, dict[str, float]] = defaultdict(dict)
    for each in named:
        beside = said_beside(named, alike, each.start, each.end, text)
        if not beside.any:
            continue
        for entry in each.entries:
            weight = beside.weight(entry)[0]
            if weight:
                known = said[each.key].get(entry.place_id, 0.0)
                said[each.key][entry.place_id] = weight if abs(weight) > abs(known) else known
    return said

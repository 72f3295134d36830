"""What stands beside a place's name: the division that it is in, the list that it is part of, another name for it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from dateline.model.gazetteer import Entry

NEXT_DOOR = 60
"""Characters within which another place says where this one is: "Dvorichna (Kharkiv region)"."""
CLOSE, LOOSE = 4.0, 1.0
"""Weights of a division named right beside a place, and of one a little further off."""
LARGE = 3_000
"""People: a smaller place right before a division's name may well be a namesake of the one that is meant."""
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
    key: str
    entries: tuple[Entry, ...]


def named_after_town(entry: Entry, others: Sequence[Entry]) -> bool:
    """Whether a division is called after a large town of its own, which the bare name means: Kharkiv is the city."""
    if entry.level != "region":
        return False
    own = entry.name if entry.admin1 in (entry.name, None) else entry.admin1
    return any(
        e.level == "settlement" and e.country == entry.country and e.admin1 == own
        and e.population > 0.03 * entry.population > 0
        for e in others
    )  # fmt: skip


class Beside(msgspec.Struct, frozen=True):
    """What other places are named next to one.

    close: the divisions and countries named right after (or before) it; near: those a little further off; inside:
    the places right before it that it may be the division or country of ("Albany, New York"), or right after it
    ("Sagaing's Kanbalu"); same: what the name in brackets behind it (or before) could be ("Artyomovsk (Bakhmut)");
    alike: what it is if it is of a kind with the rest of its list ("Oregon, Washington and Ohio").
    """

    close: tuple[Entry, ...] = ()
    near: tuple[Entry, ...] = ()
    inside: tuple[Entry, ...] = ()
    same: frozenset[str] = frozenset()
    alike: frozenset[str] = frozenset()

    @property
    def any(self) -> bool:
        """Whether there is anything."""
        return bool(self.close or self.near or self.inside or self.same or self.alike)

    def contradicts(self, entry: Entry) -> bool:
        """Whether the countries and first-level divisions right beside it are all of other countries."""
        wide = {o.country for o in self.close if o.level == "country" or _divides(o)}
        return bool(wide) and entry.country not in wide

    def weight(self, entry: Entry) -> tuple[float, str | None]:
        """What it says for this candidate on the log scale of weights, and the name of what says it."""
        if entry.place_id in self.same:
            return CLOSE, "another name for it"
        if entry.place_id in self.alike:
            return CLOSE, "a list of its like"
        if entry.level in ("region", "country"):
            for each in self.inside:
                if _holds(entry, each):
                    return CLOSE, each.name
        for others, worth in ((self.close, CLOSE), (self.near, LOOSE)):
            for other in others:
                if other.place_id == entry.place_id or not _holds(other, entry):
                    continue
                return (0.7 * worth if other.level == "country" else worth), other.name
        if entry.level == "settlement" and any(o.level == "region" for o in self.close):
            return -1.0, None
        return 0.0, None


NOTHING = Beside()


def _holds(wide: Entry, entry: Entry) -> bool:
    """Whether the division or country `wide` contains the entry."""
    if not wide.country or wide.country != entry.country or wide.place_id == entry.place_id:
        return False
    if wide.level == "country":
        return entry.level != "country"
    return entry.admin1 == wide.name and entry.level not in ("country",) and wide.admin1 in (wide.name, None)


Alike = Mapping[int, frozenset[str]]
"""Start of a name -> the ids of what it is if it is of a kind with the rest of its list."""


def alike_in_lists(named: Sequence[Named], text: str) -> Alike:
    """The names that stand in lists of countries or of one country's divisions, with what each is as one of them.

    Cities that oblasts are called after make no list of oblasts; among California and Ohio, New York is a state.
    """
    found: dict[int, frozenset[str]] = {}
    for row in _lists(named, text):
        kinds = {None} | {e.country for each in row for e in each.entries if _divides(e)}
        for country in sorted(kinds, key=lambda code: code or ""):
            ids = [{e.place_id for e in each.entries if _is_one(e, country)} for each in row]
            plain = sum(
                any(e.place_id in mine and not named_after_town(e, each.entries) for e in each.entries)
                for mine, each in zip(ids, row, strict=True)
            )
            if plain >= max(2, 0.6 * len(row)):
                found.update({each.start: frozenset(mine) for each, mine in zip(row, ids, strict=True) if mine})
                break
    return found


def _lists(named: Sequence[Named], text: str) -> Iterator[list[Named]]:
    """Three or more names with nothing but commas and "and" between them."""
    row: list[Named] = []
    for each in named:
        if row and each.start < row[-1].end:
            continue
        if row and text[row[-1].end : each.start].replace(",", " ").split() in ([], ["and"], ["or"]):
            row.append(each)
            continue
        if len(row) > 2:
            yield row
        row = [each]
    if len(row) > 2:
        yield row


def _divides(entry: Entry) -> bool:
    """Whether it is a first-level division."""
    return entry.level == "region" and entry.country is not None and entry.admin1 == entry.name


def _is_one(entry: Entry, country: str | None) -> bool:
    """Whether it is a first-level division of this country, or without one a country."""
    return entry.level == "country" if country is None else _divides(entry) and entry.country == country


def said_beside(named: Sequence[Named], alike: Alike, start: int, end: int, text: str) -> Beside:
    """Divisions and countries named right after (or before) the name at `start`, and those further off in reach.

    "Dvorichna (Kharkiv region)", "Pisky, Donetsk", "the Donetsk region town of Lyman" are right beside.
    """
    close: list[Entry] = []
    near: list[Entry] = []
    inside: list[Entry] = []
    same: set[str] = set()
    first = bisect_left(named, start - NEXT_DOOR - 60, key=lambda each: each.start)
    for other in named[first:]:
        if other.start > end + NEXT_DOOR:
            break
        if other.end < start - NEXT_DOOR or (other.start < end and start < other.end):
            continue
        follows = other.start >= end
        between = text[end : other.start] if follows else text[other.end : start]
        if any(mark in between for mark in ".;\n"):
            continue
        if between.strip() == "(":
            same.update(e.place_id for e in other.entries)
        if between.strip() in (("'s", "’s") if follows else (",", "(")):
            inside.extend(e for e in other.entries if e.population >= LARGE or len(other.entries) == 1)
        wide = [entry for entry in other.entries if entry.level in ("region", "country")]
        tight = (
            _introduces(between) if follows else len(between) <= 16 and " and " not in between and "," not in between
        )
        (close if tight else near).extend(wide)
    if start in alike:
        return Beside(near=tuple(near), same=frozenset(same), alike=alike[start])
    return Beside(tuple(close), tuple(near), tuple(inside), frozenset(same))


def _introduces(between: str) -> bool:
    """Whether these characters lead from a place to the wider place that it is in."""
    words = between.replace("(", " ").replace(",", " ").split()
    return len(words) <= 5 and all(word.lower() in _LEADING for word in words)

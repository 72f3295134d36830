"""Names of the two sides of a conflict, and a text in which the sides have changed places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

import msgspec

from dateline.reference.tables import read_yaml

_ARTICLE: Final = r"(?:(?<![\w.])(?P<article>[Aa]n?)(?P<gap>\s+))?"
_VOWELS: Final = "aeiouAEIO"


class Sides(msgspec.Struct, frozen=True):
    """One conflict: pairs of names that become each other, one name of each side. kept: phrases left as they are."""

    conflict: str
    pairs: tuple[tuple[str, str], ...]
    kept: tuple[str, ...] = ()

    def stands_for(self) -> dict[str, str]:
        """Each name of either side with the one that takes its place; the first pair decides."""
        into: dict[str, str] = {}
        for first, second in self.pairs:
            into.setdefault(first, second)
            into.setdefault(second, first)
        return into

    def named(self, text: str) -> int:
        """How often the text names the side that it names less."""
        return min(len(_words(tuple(sorted(set(side)))).findall(text)) for side in zip(*self.pairs, strict=True))


class Swapped(NamedTuple):
    """A text with its sides swapped. cuts: where each run of unchanged shift begins, in the old text and in the new."""

    text: str
    cuts: tuple[tuple[int, int], ...]

    def at(self, offset: int) -> int:
        """Where a character of the old text stands in the new one; inside a name, where the new name begins."""
        i = bisect_right(self.cuts, (offset, len(self.text))) - 1
        old, new = self.cuts[i]
        here = new + offset - old
        return min(here, self.cuts[i + 1][1]) if i + 1 < len(self.cuts) else here


@cache
def conflicts() -> tuple[Sides, ...]:
    """The packaged table."""
    return msgspec.convert(read_yaml("sides.yaml"), tuple[Sides, ...])


def conflict_of(text: str) -> Sides | None:
    """The conflict whose less named side the text names most; None if it names both sides of none."""
    best = max(conflicts(), key=lambda each: each.named(text))
    return best if best.named(text) else None


def swap(text: str, sides: Sides) -> Swapped:
    """The text with every name of one side in the place of the other's, as a whole word, in capitals or small letters
    where it was; "a" and "an" follow the new name.
    """
    into = {name: name for name in sides.kept} | sides.stands_for()
    pattern = re.compile(_ARTICLE + r"(?<!\w)(?P<name>" + _choice(into) + r")(?!\w)")
    pieces, cuts, last, length = [], [(0, 0)], 0, 0
    for found in pattern.finditer(text):
        pieces += [text[last : found.start()], _replacement(found, into)]
        length += found.start() - last
        cuts += [(found.start(), length), (found.end(), length + len(pieces[-1]))]
        last, length = found.end(), length + len(pieces[-1])
    return Swapped("".join([*pieces, text[last:]]), tuple(cuts))


def _replacement(found: re.Match[str], into: dict[str, str]) -> str:
    name = found["name"]
    new = into.get(name)
    if new is None:
        new = next(other for each, other in into.items() if name in (each.upper(), each.lower()))
        new = new.upper() if name.isupper() else new.lower()
    if not found["article"]:
        return new
    return found["article"][0] + ("n" if new[0] in _VOWELS else "") + found["gap"] + new


@cache
def _words(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + _choice(names) + r")(?!\w)")


def _choice(names: Iterable[str]) -> str:
    """Any of the names, the longest first, each also in capitals and, if it is a word and not letters that stand for
    words, in small letters: some outlets write an enemy's name so.
    """
    names = list(names)
    forms = {*names, *(name.upper() for name in names)}
    forms |= {name.lower() for name in names if not name.isupper()}
    return "|".join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form))))

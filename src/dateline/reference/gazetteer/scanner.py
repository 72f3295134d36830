"""Finds the names of places in running text: one pass of an Aho-Corasick automaton over the text's folded words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final, Protocol

import ahocorasick

from dateline.reference.gazetteer.database import ALL_CAPITALS
from dateline.values.names import fold

_WORD: Final = re.compile(r"[^\W_]+(?:['’ʼ`][^\W\d_]+)*")
_POSSESSIVE: Final = re.compile(r"['’]s$", re.IGNORECASE)
_INSIDE: Final = re.compile(r"[ \u00a0]+|\n|[-–]|\.|\. ")
"""What may stand between two words of one name."""


class Spotter(Protocol):
    """The part of pyahocorasick's Automaton that is used."""

    def iter(self, text: str) -> Sequence[tuple[int, int]]:
        """(end, value) of each key in `text`."""


def load_spotter(path: Path) -> Spotter:
    """The automaton that `write_gazetteer` saved."""
    return ahocorasick.load(str(path), int)  # type: ignore[no-any-return]


def spot(text: str, spotters: Sequence[Spotter]) -> list[tuple[int, int]]:
    """(start, end) of every longest stretch of `text` that is a known name, longest first.

    A name starts with a capital letter; an abbreviation is all capitals. A stretch inside a longer one is left out.
    """
    words = [(m.start(), m.start() + len(_POSSESSIVE.sub("", m[0]))) for m in _WORD.finditer(text)]
    if not words:
        return []
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    pieces: list[str] = [" "]
    at = 1
    for n, (start, end) in enumerate(words):
        folded = fold(text[start:end])
        starts[at] = n
        at += len(folded)
        ends[at] = n
        pieces.append(folded + " ")
        at += 1
    line = "".join(pieces)
    found: set[tuple[int, int]] = set()
    for spotter in spotters:
        for last, value in spotter.iter(line):
            first, final = starts.get(last - value // 4), ends.get(last)
            if first is not None and final is not None and _reads_as_name(text, words[first : final + 1], value % 4):
                found.add((words[first][0], words[final][1]))
    kept: list[tuple[int, int]] = []
    reached = 0
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if end > reached:  # else it lies inside one that begins before it, or with it
            kept.append((start, end))
            reached = end
    return sorted(kept, key=lambda span: (span[0] - span[1], span[0]))


def _reads_as_name(text: str, words: Sequence[tuple[int, int]], how: int) -> bool:
    """Whether these words stand together and are written as a name is."""
    if not text[words[0][0]].isupper():
        return False
    if how == ALL_CAPITALS and not all(text[a:b].isupper() for a, b in words):
        return False
    return all(_joins(text[left[1] : right[0]], left[1] - left[0]) for left, right in pairwise(words))


def _joins(between: str, before: int) -> bool:
    """Whether these characters can stand inside a name after a word of `before` letters: a full stop only ends St."""
    return bool(_INSIDE.fullmatch(between)) and (before <= 2 or "." not in between)

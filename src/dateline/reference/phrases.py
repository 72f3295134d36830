"""Finds the phrases of a lexicon in running text: one Aho-Corasick pass, whole words, longest first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

import ahocorasick

T = TypeVar("T")


class PhraseScanner(Generic[T]):
    """Phrases with a payload each. `scan` gives non-overlapping matches, the longest at every place.

    With `cased`, a phrase matches only as written; without, case is ignored. A plain "s" may follow any phrase
    when `plural` is set ("missile" finds "missiles").
    """

    def __init__(self, phrases: Iterable[tuple[str, T]], *, cased: bool = False, plural: bool = False) -> None:
        self._cased = cased
        self._plural = plural
        self._automaton = ahocorasick.Automaton()
        for phrase, payload in phrases:
            key = phrase if cased else phrase.lower()
            self._automaton.add_word(key, (len(key), payload))
        self._empty = len(self._automaton) == 0
        if not self._empty:
            self._automaton.make_automaton()

    def scan(self, text: str) -> list[tuple[int, int, T]]:
        """(start, end, payload) of every match in text order. Offsets are true to `text`: it is folded char by char."""
        if self._empty:
            return []
        haystack = text if self._cased else _lower(text)
        found: list[tuple[int, int, T]] = []
        for last, (length, payload) in self._automaton.iter(haystack):
            start, end = last + 1 - length, last + 1
            if start and haystack[start - 1].isalnum():
                continue
            if end < len(haystack) and haystack[end].isalnum():
                s_follows = haystack[end] == "s" and not (end + 1 < len(haystack) and haystack[end + 1].isalnum())
                if not (self._plural and s_follows):
                    continue
                end += 1
            found.append((start, end, payload))
        return longest(found)


def longest(found: list[tuple[int, int, T]]) -> list[tuple[int, int, T]]:
    """Of overlapping matches the longest, then the leftmost; in text order."""
    taken: list[tuple[int, int, T]] = []
    reach = -1
    for match in sorted(found, key=lambda m: (m[0], -m[1])):
        if match[0] >= reach:
            taken.append(match)
            reach = match[1]
        elif match[1] - match[0] > taken[-1][1] - taken[-1][0]:
            taken[-1] = match
            reach = match[1]
    return taken


def _lower(text: str) -> str:
    """Lower case, one character for one character ("İ".lower() is two)."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower()[0] for c in text)

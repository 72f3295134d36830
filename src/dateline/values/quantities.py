"""Numbers as news gives them: exact, at least, up to, dozens, between.

The limits of vague words are those that conflict coders settled on: "dozens" is 24 to 99, "scores" 40 to 99, "hundreds"
100 to 999, "thousands" 1,000 to 9,999. "more than N" counts as at least N, "fewer than N" as up to N.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from dateline.values.number_words import NUMBER, SCALES, number


class Quantity(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """low: "at least N". high: "up to N". best: a plain or "about" number. A range has low and high.

    qualifier: the words that bend the number ("at least", "nearly", "dozens"), as written and lower-cased, or None.
    All None with a qualifier: "several", "many", "a number of", which give no number.
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None
    qualifier: str | None = None


AT_LEAST: Final = (
    "at least", "no fewer than", "not fewer than", "no less than", "not less than", "a minimum of", "minimum of",
    "more than", "over", "well over", "upwards of", "upward of", "in excess of", "exceeding", "just over", "above",
    "greater than", "a little over", "well more than", "slightly more than", "a little more than",
)  # fmt: skip
"""Words before a number that make it a lower limit."""
AT_MOST: Final = (
    "up to", "at most", "as many as", "no more than", "not more than", "fewer than", "less than", "under", "below",
    "a maximum of", "maximum of", "just under", "well under", "no greater than", "not exceeding", "as much as",
)  # fmt: skip
"""Words before a number that make it an upper limit."""
ABOUT: Final = (
    "about", "around", "some", "nearly", "almost", "approximately", "approx.", "approx", "roughly", "close to",
    "an estimated", "estimated", "circa", "ca.", "~", "near", "exactly", "precisely", "only", "just", "as few as",
    "merely", "a total of", "a record", "another", "a further", "an additional", "a mere", "all of", "only about",
    "only some", "just about", "so far", "reportedly", "something like", "in the region of", "somewhere around",
)  # fmt: skip
"""Words before a number that leave it the best figure: approximations and emphasis."""
COLLECTIVES: Final = {
    "dozens": (24, 99), "scores": (40, 99), "tens": (10, 99), "hundreds": (100, 999), "thousands": (1_000, 9_999),
    "tens of thousands": (10_000, 99_999), "dozens of thousands": (10_000, 99_999),
    "hundreds of thousands": (100_000, 999_999), "millions": (1_000_000, 9_999_999),
    "several dozen": (24, 99), "several hundred": (100, 999), "several thousand": (1_000, 9_999),
    "a few dozen": (24, 99), "a few hundred": (100, 999), "a few thousand": (1_000, 9_999),
    "a couple of dozen": (24, 99), "a couple of hundred": (100, 999),
    "many dozens": (24, 99), "many hundreds": (100, 999), "many thousands": (1_000, 9_999),
    "some dozens": (24, 99), "some hundreds": (100, 999), "some thousands": (1_000, 9_999),
    "tens of millions": (10_000_000, 99_999_999), "hundreds of millions": (100_000_000, 999_999_999),
}  # fmt: skip
"""Words that stand for a range of numbers, with its limits."""
VAGUE: Final = (
    "several", "many", "a number of", "numerous", "multiple", "a few", "few", "a handful of", "a handful",
    "a large number of", "large numbers of", "a great many", "a great number of", "countless", "various", "some",
    "an unknown number of", "an unspecified number of", "an undisclosed number of", "a small number of", "too many",
    "so many", "how many", "many more", "several more", "a series of", "a group of", "most",
)  # fmt: skip
"""Words that give no number; they are kept as written."""
NONE: Final = ("no", "none", "nobody", "no one", "zero", "nil", "not a single", "not one", "not any")
"""Words for an explicit none."""
EXACT: Final = {"a": 1, "an": 1, "a single": 1, "one single": 1, "single": 1, "a lone": 1, "both": 2, "a couple of": 2,
                "a couple": 2, "a pair of": 2, "a pair": 2, "a trio of": 3, "twice": 2}  # fmt: skip
"""Words other than numerals that give an exact number."""


def _any(phrases: Iterable[str]) -> str:
    """An alternation of the phrases, longest first, that ends at a word boundary."""
    ordered = sorted(phrases, key=len, reverse=True)
    return "|".join(re.escape(p).replace(r"\ ", r"\s+") + (r"(?!\w)" if p[-1].isalpha() else "") for p in ordered)


_PREFIX: Final = re.compile(
    rf"(?:(?P<least>{_any(AT_LEAST)})|(?P<most>{_any(AT_MOST)})|(?P<about>{_any(ABOUT)}))(?:\s(?!\s*\n))*",
    re.IGNORECASE,
)
_MOST_PREFIXES: Final = 4
"""More words before a number than anybody writes ("at least only some 40"); keeps the time linear in the text."""
_BETWEEN: Final = re.compile(rf"(?:between|from)\s+({NUMBER})\s+(?:and|to)\s+({NUMBER})", re.IGNORECASE)
_RANGE: Final = re.compile(
    rf"({NUMBER})(?:(?<=\d)\s?[-–—]\s?(?=\d)|\s+(?:to|or)\s+)(?:(?:{_any(ABOUT)})\s+)?({NUMBER})", re.IGNORECASE
)
_NUMBER: Final = re.compile(NUMBER, re.IGNORECASE)
_TAIL: Final = re.compile(
    r"(?P<least>\s+or\s+(?:more|over)\b|\s?\+|-?\s?plus\b)|(?P<most>\s+or\s+(?:fewer|less)\b)"
    r"|(?P<about>\s+or\s+so\b|-odd\b|\s+odd\b)",
    re.IGNORECASE,
)
_SCALE: Final = re.compile(r"(?:hundred|thousand|million|billion)\Z", re.IGNORECASE)
_COLLECTIVE: Final = re.compile(
    rf"(?:in\s+(?:the|their)\s+|the\s+)?(?:(?P<low>{NUMBER})\s+or\s+)?(?P<name>{_any(COLLECTIVES)})", re.IGNORECASE
)
_WORDS: Final = re.compile(
    rf"(?:(?P<none>{_any(NONE)})|(?P<vague>{_any(VAGUE)})|(?P<exact>{_any(EXACT)}))", re.IGNORECASE
)


def parse_quantity(words: str) -> Quantity | None:
    """The quantity that `words` as a whole express, or None if they are not (only) a number expression.

    >>> parse_quantity("at least 1,200")
    Quantity(low=1200, best=None, high=None, qualifier='at least')
    >>> parse_quantity("a hundred and five")
    Quantity(low=None, best=105, high=None, qualifier=None)
    """
    words = words.strip()
    found = quantity_at(words, 0)
    return found[1] if found and found[0] == len(words) else None


def quantity_at(text: str, start: int) -> tuple[int, Quantity] | None:
    """(end, quantity) of the longest number expression that begins at `start` of `text`, or None."""
    at, bounds = start, ""
    said: list[str] = []
    while len(said) < _MOST_PREFIXES and (prefix := _PREFIX.match(text, at)):
        kind = prefix.lastgroup or ""
        if kind != "about":
            bounds = kind
        said.append(prefix.group(kind))
        at = prefix.end()
    found = _ranged(text, at) or _collected(text, at, bounds) or _plain(text, at, bounds)
    if found is None and (words := _WORDS.match(text, start)):
        return words.end(), _worded(words)
    if found is None:
        return None
    end, quantity, tail = found
    return end, msgspec.structs.replace(quantity, qualifier=_joined([*said, quantity.qualifier, tail]))


def _joined(parts: Sequence[str | None]) -> str | None:
    """The parts that are there, lower-cased, with single spaces, or None."""
    return " ".join(" ".join(part.lower().split()) for part in parts if part and part.strip()) or None


_Found = tuple[int, Quantity, str | None]


def _ranged(text: str, at: int) -> _Found | None:
    for pattern in (_BETWEEN, _RANGE):
        if match := pattern.match(text, at):
            first, last = match.groups()
            low, high = number(first), number(last)
            scale = _SCALE.search(last)
            if low is not None and scale and low < SCALES[scale.group().lower()]:
                low = number(f"{first} {scale.group()}") or low  # "two to three hundred", "200-300 thousand"
            if low is not None and high is not None and low < high:
                return match.end(), Quantity(low=low, high=high), None
    return None


def _collected(text: str, at: int, bounds: str) -> _Found | None:
    match = _COLLECTIVE.match(text, at)
    if match is None:
        return None
    low, high = COLLECTIVES[" ".join(match.group("name").lower().split())]
    if bounds == "least":
        return match.end(), Quantity(low=low, qualifier=match.group()), None
    if bounds == "most":
        return match.end(), Quantity(high=high, qualifier=match.group()), None
    return match.end(), Quantity(low=low, high=high, qualifier=match.group()), None


def _plain(text: str, at: int, bounds: str) -> _Found | None:
    match = _NUMBER.match(text, at)
    value = number(match.group()) if match else None
    if match is None or value is None:
        return None
    end, tail = match.end(), _TAIL.match(text, match.end())
    if tail:
        end = tail.end()
        bounds = bounds if tail.lastgroup == "about" else tail.lastgroup or ""
    said = tail.group() if tail else None
    if bounds == "least":
        return end, Quantity(low=value), said
    return end, Quantity(high=value) if bounds == "most" else Quantity(best=value), said


def _worded(match: re.Match[str]) -> Quantity:
    words = " ".join(match.group().lower().split())
    if match.lastgroup == "none":
        return Quantity(best=0, qualifier=None if words in ("no", "none", "zero") else words)
    if match.lastgroup == "exact":
        return Quantity(best=EXACT[words], qualifier=None if words in ("a", "an") else words)
    return Quantity(qualifier=words)

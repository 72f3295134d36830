"""What pages put around a report, and how to tell a line of it from a line of the report.

The phrases are in data/furniture.yaml; the shapes (stamps, counters, menus, bylines) are here.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal

import msgspec
import yaml

from dateline.values.stamps import stamps
from dateline.values.text import ends_sentence, pieces, plain

LONGEST = 160
"""Characters. No longer line is furniture as a whole: it is read."""

PieceKind = Literal["stamp", "phrase", "byline", "number", "words"]

_COUNTER = re.compile(
    r"\d[\d.,\s]*[km]?\s*(?:views?|comments?|shares?|reads?|likes?|reactions?|followers)|"
    r"(?:views|comments|shares|likes)\s*[:(]?\s*\d[\d.,\s]*[km]?\)?|"
    r"\d+\s*-?\s*min(?:ute)?s?(?: read)?|\d+ (?:hours?|minutes?|days?) ago|https?://\S+|www\.\S+|@\w+|"
    r"(?:twitter|telegram|e-?mail)?:?\s*@?\S+@\S+\.\w+|(?:twitter|telegram):?\s*@\w+|"
    r"loading(?: \w+){0,2}",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[\d.,:/+()\s-]+[km]?", re.IGNORECASE)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\b\.?)?(?!\d|\.\d)", re.IGNORECASE)
_FOOTNOTE = re.compile(
    r"\*{1,3}\s?(?:banned|access restricted|recogni[sz]ed|designated|outlawed|заборонен|запрещен)", re.IGNORECASE
)
_AMENDED = re.compile(
    r"(?:correction|clarification|note)\b.*\b(?:version|page|article|story)\b|.*\bearlier version of this\b",
    re.IGNORECASE,
)
_TRANSLATED = re.compile(
    r"\b(?:(?:auto-?|machine[ -])?translat(?:ed|ion) from\b|auto-?translated\b)[^.]{0,40}$|\bofficial channel\b",
    re.IGNORECASE,
)
_BYLINE_WORD = (
    r"(?:[^\W\d_a-zа-яіїєґ][\w’'.-]*|our|own|and|&|in|at|for|the|de|van|bin|al-\w+|staff|agenc\w+|correspondents?"
    r"|reporters?|desk|foreign|defence|defense|diplomatic|political)"
)
_BYLINE = re.compile(
    r"(?:By:?|BY(?=\s+\S+\s)|by(?= our))\s+(?!(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*day\b)"
    rf"{_BYLINE_WORD}(?:,?\s+{_BYLINE_WORD}){{0,9}}"
)
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,6}", re.IGNORECASE)


class Furniture(msgspec.Struct, frozen=True, kw_only=True, dict=True, forbid_unknown_fields=True):
    """The phrases of data/furniture.yaml, by what they do (each list is explained there), and the tests on lines."""

    whole: tuple[str, ...]
    starts: tuple[str, ...]
    tails: tuple[str, ...]
    inline: tuple[str, ...]
    labels: tuple[str, ...]
    caption_marks: tuple[str, ...]
    credit_marks: tuple[str, ...]
    byline_starts: tuple[str, ...]
    byline_ends: tuple[str, ...]
    outlet_words: tuple[str, ...]
    stamp_words: tuple[str, ...]

    @cached_property
    def _whole(self) -> frozenset[str]:
        return frozenset(plain(phrase) for phrase in self.whole)

    @cached_property
    def _starts(self) -> re.Pattern[str]:
        return starting(self.starts)

    def is_line(self, line: str) -> bool:
        """Whether the whole line is furniture: a menu, buttons, a byline, a stamp, a counter, a "Read more"."""
        if len(line) > LONGEST:
            return False
        bare = line.strip("[](){}<>→←↑↓ \t")
        if not any(c.isalnum() for c in bare):
            return True
        if self._starts.match(bare) or _FOOTNOTE.match(bare) or _AMENDED.match(bare) or _TRANSLATED.search(bare):
            return True
        return self._is_row(pieces(line)) or self._is_stamped(line) or _is_breadcrumb(line)

    def _is_row(self, parts: list[str]) -> bool:
        """Whether the pieces of a line are all furniture, or one is and the others are short, or it is a menu."""
        kinds = [self.piece(part) for part in parts]
        told = [kind for kind in kinds if kind not in ("words", "number")]
        if told and len(told) + kinds.count("number") == len(kinds):
            return True
        short = all(len(part.split()) <= 6 and not ends_sentence(part) for part in parts)
        if len(parts) >= 2 and told and short:
            return True
        bare = all(len(part.split()) <= 3 and not any(c.isdigit() for c in part) for part in parts)
        return len(parts) >= 3 and bare and not ends_sentence(parts[-1])

    def _is_stamped(self, line: str) -> bool:
        """Whether a line that dashes or full stops divide is a stamp with short words around it."""
        if not any(c.isdigit() for c in line):
            return False
        for parts in (pieces(line, dashes=True), re.split(r"\.\s+", line.rstrip("."))):
            kinds = [self.piece(part) for part in parts]
            if (
                "stamp" in kinds
                and len(parts) >= 2
                and all(
                    kind != "words" or (len(part.split()) <= 4 and not ends_sentence(part))
                    for kind, part in zip(kinds, parts, strict=True)
                )
            ):
                return True
        return False

    def piece(self, piece: str) -> PieceKind:
        """What one piece of a line is. "number" and "words" alone do not make a line furniture."""
        words = plain(piece)
        if not words or _NUMBER.fullmatch(words):
            return "stamp" if _CLOCK.fullmatch(piece.strip()) else "number"
        if self._covered(words) or _COUNTER.fullmatch(piece.strip(" .…[]()")) or _COUNTER.fullmatch(words):
            return "phrase"
        if self._starts.match(piece.strip("[]() ")) or _TRANSLATED.search(piece):
            return "phrase"
        if _BYLINE.fullmatch(piece.strip()) or words.startswith(self.byline_starts) or words.endswith(self.byline_ends):
            return "byline" if len(piece.split()) <= 12 and not ends_sentence(piece) else "words"
        return "stamp" if _is_stamp(piece) else "words"

    def _covered(self, words: str) -> bool:
        """Whether the words are a row of whole phrases ("facebook twitter print"); counts between them are let pass."""
        rest = [word for word in words.split() if not _NUMBER.fullmatch(word)]
        while rest:
            for size in range(min(5, len(rest)), 0, -1):
                if " ".join(rest[:size]) in self._whole:
                    rest = rest[size:]
                    break
            else:
                return False
        return True

    def is_outlet(self, name: str) -> bool:
        """Whether a piece reads like the name of an outlet: a domain, or capitalised words ending in an outlet word."""
        words = name.split()
        if not 1 <= len(words) <= 6 or ends_sentence(name):
            return False
        if len(words) == 1 and _DOMAIN.fullmatch(name):
            return True
        small = ("of", "the", "de", "du", "da", "and", "&", "la", "le")
        named = all(word[0].isupper() or word in small for word in words)
        return named and len(words) > 1 and plain(words[-1]) in self.outlet_words


def _is_breadcrumb(line: str) -> bool:
    parts = re.split(r"\s[>›»]\s", line)
    return len(parts) >= 2 and all(len(part.split()) <= 3 for part in parts)


def _is_stamp(piece: str) -> bool:
    """Whether a piece is a stamp and, beside the words that go with one, at most two capitalised words."""
    if not any(c.isdigit() for c in piece):
        return False
    found = list(stamps(piece))
    rest = piece
    for stamp in reversed(found):
        rest = rest[: stamp.start] + " " + rest[stamp.end :]
    bare = _CLOCK.sub(" ", rest)
    if not found and bare == rest:
        return False
    others = [word for word in re.findall(r"[^\W\d_][\w’'+-]*", bare) if word.lower() not in furniture().stamp_words]
    if not found and others:
        return False  # "at 16:20" stamps an entry; "Kyiv 16:20" may be a score
    return len(others) <= 2 and all(word[0].isupper() for word in others)


def starting(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that matches at the start of any of the phrases; a phrase's final ":" stands for ":", "|" or a dash."""
    made = []
    for phrase in phrases:
        words = re.escape(phrase.rstrip(": (")).replace(r"\ ", r"\s+")
        made.append(
            words + (r"\s*[:|–—-]" if phrase.endswith(":") else r"\s?\(" if phrase.endswith("(") else r"(?!\w)")
        )
    return re.compile("(?:" + "|".join(sorted(made, key=len, reverse=True)) + ")", re.IGNORECASE)


@cache
def furniture() -> Furniture:
    """The packaged lexicon, read once."""
    text = (files("dateline.reference") / "data" / "furniture.yaml").read_text("utf-8")
    return msgspec.convert(yaml.load(text, Loader=yaml.CSafeLoader), Furniture)

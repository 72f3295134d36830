"""A text as the reader of dates sees it: one lexeme a word or figure, each with a class that is one character.

The classes of a whole text make one string, over which the rules of `date_grammar` are ordinary regular expressions:
all that is no part of any time expression is the class "other", so the rules run over a short and simple alphabet.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from dateline.values.number_words import ONES, TENS

MONTHS: Final = {
    name: n
    for n, names in enumerate(
        (
            "january jan", "february feb febr", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sep sept", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
"""Month names and abbreviations to 1-12."""
WEEKDAYS: Final = {
    name: n
    for n, names in enumerate(
        ("monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thur thurs", "friday fri", "saturday sat",
         "sunday sun")
    )
    for name in names.split()
}  # fmt: skip
"""Weekday names and abbreviations to 0 (Monday) - 6."""
ORDINALS: Final = {
    name: n
    for n, name in enumerate(
        (
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
            "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
            "nineteenth", "twentieth",
        ),
        1,
    )
} | {"thirtieth": 30}  # fmt: skip
"""Ordinal words to numbers."""
UNITS: Final = {
    "second": "S", "minute": "M", "min": "M", "hour": "H", "hr": "H", "day": "D", "night": "D", "week": "W",
    "fortnight": "2W", "month": "M", "quarter": "Q", "year": "Y", "decade": "E", "century": "C",
}  # fmt: skip
"""Units of time to their TIMEX3 letter."""
PARTS: Final = {
    "morning": "MO", "dawn": "MO", "daybreak": "MO", "sunrise": "MO", "noon": "MI", "midday": "MI", "lunchtime": "MI",
    "afternoon": "AF", "evening": "EV", "dusk": "EV", "nightfall": "EV", "sunset": "EV", "night": "NI",
    "midnight": "NI", "daytime": "DT", "mornings": "MO", "evenings": "EV", "nights": "NI", "afternoons": "AF",
    "midmorning": "MO",
}  # fmt: skip
"""Parts of a day to their TIMEX3 code."""
CLOCK_OF: Final = {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}
"""Parts of a day that are a time on the clock."""
_AMBIGUOUS: Final = frozenset(("may", "march"))


class Lexeme(NamedTuple):
    """A word, figure or mark: its characters in the text, lower-cased, and its class.

    A word that belongs to no class has a kind of its own: "=" and the word.
    """

    start: int
    end: int
    word: str
    kind: str


class Alphabet:
    """Gives each class one character. A word that no class claims gets a class of its own when a rule names it."""

    def __init__(self) -> None:
        self._chars: dict[str, str] = {}

    def char(self, kind: str) -> str:
        """The character of a class, made on first use."""
        return self._chars.setdefault(kind, chr(0xE000 + len(self._chars)))

    def known(self, kind: str) -> str | None:
        """The character of a class if a rule uses it."""
        return self._chars.get(kind)


ALPHABET: Final = Alphabet()
"""The alphabet of the rules of dates; complete once they are compiled."""

_CLASSES: Final[dict[str, str]] = (
    dict.fromkeys((*ONES, *TENS), "card")
    | dict.fromkeys(ORDINALS, "ordword")
    | {"second": "=second"}
    | {word: "part" for word in PARTS if word not in ("night", "nights")}
    | dict.fromkeys(("spring", "summer", "autumn", "winter"), "season")
    | {word: "month" for word in MONTHS if word not in _AMBIGUOUS}
    | {word: "weekday" for word in WEEKDAYS if word.endswith("day")}
    | {word + "s": "weekdays" for word in WEEKDAYS if word.endswith("day")}
    | {word: "wdabbr" for word in WEEKDAYS if not word.endswith("day")}
    | {"several": "vague", "some": "vague", "many": "vague"}
)
_LEX: Final = re.compile(
    r"(?P<iso>(?<![\d-])\d{4}-\d\d-\d\d(?:T\d\d:?\d\d(?::?\d\d)?(?:[.,]\d+)?Z?)?(?![\d-]))"
    r"|(?P<numeric>(?<![\d./-])\d{1,2}(?P<sep>[./-])\d{1,2}(?P=sep)(?:(?:19|20)\d\d|\d\d)(?![\d]|[./-]\d))"
    r"|(?P<clock>(?<![\d:])\d{1,2}:[0-5]\d(?::[0-5]\d)?(?![\d:]))"
    r"|(?P<dotted>(?<![\d.])\d{1,2}\.\d\d(?!\d|\.\d))"
    r"|(?P<ordnum>\d{1,2}(?i:st|nd|rd|th)\b)"
    r"|(?P<decade>(?:1[5-9]|20)\d0['’]?s\b|['’][2-9]0s\b)"
    r"|(?P<ampm>(?:(?i:[ap]\.\s?m\b\.?|[ap]m\b))(?:\s+(?:EDT|EST|PDT|PST|CDT|CST|GMT|UTC|CET|MSK|EET|IST|BST)\b)?)"
    r"|(?P<zone>\b(?:GMT|UTC|EDT|EST|PST|PDT|CET|EET|MSK)\b)"
    r"|(?P<poss>['’]s\b)"
    r"|(?P<shortyear>['’]\d\d\b)"
    r"|(?P<figure>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"|(?P<clipped>\b(?=[A-Z])(?i:jan|febr?|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\."
    r"(?=\W))"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<gap>\n[ \t]*(?=\n))"
    r"|(?P<break>(?<=[.!?\"”’'])(?<![ap]\.m\.)\s+(?=[\"“‘'«(]?[A-Z•*🔴⚡-]))"
    r"|(?P<mark>[^\w\s])"
)
_MARKS: Final = {
    ",": "comma",
    "-": "dash",
    "–": "dash",
    "—": "dash",
    "‐": "dash",
    "/": "slash",
    "(": "open",
    ")": "close",
}


def lexemes(text: str) -> list[Lexeme]:
    """The lexemes of `text` from left to right. Runs in linear time."""
    found: list[Lexeme] = []
    for match in _LEX.finditer(text):
        kind, start, end = match.lastgroup or "mark", match.start(), match.end()
        word = match.group().lower()
        if kind == "sep":
            kind = "numeric"
        elif kind == "word":
            kind = _word_kind(word, text[start])
        elif kind == "clipped":
            kind = "month" if word.rstrip(".") in MONTHS else "wdabbr"
        elif kind == "figure":
            kind = _figure_kind(text, word, start, end)
        elif kind == "mark":
            kind = _MARKS.get(word, "other")
        found.append(Lexeme(start, end, word, kind))
    return found


def _word_kind(word: str, first: str) -> str:
    if word in _AMBIGUOUS:
        return "maymarch" if first.isupper() else "other"
    kind = _CLASSES.get(word) or f"={word}"
    if kind in ("wdabbr", "month") and not first.isupper():
        return "other"
    return kind


def _figure_kind(text: str, word: str, start: int, end: int) -> str:
    joined = (start > 0 and (text[start - 1].isalnum() or text[start - 1] in "#$€£₽№")) or text[end : end + 1].isalpha()
    named = start > 1 and text[start - 1] in "-‐" and text[start - 2].isalpha() and word.isdigit()
    if joined or (named and len(word) < 4):
        return "other"
    if not word.isdigit():
        return "big"
    if len(word) == 4 and 1000 <= int(word) <= 2100:
        return "year"
    return "num" if len(word) <= 2 else "big"


def own_class(word: str) -> bool:
    """Whether a pattern may name this word: it belongs to no larger class."""
    return word not in _AMBIGUOUS and _CLASSES.get(word, f"={word}") == f"={word}"


def classes(found: list[Lexeme]) -> str:
    """The class characters of the lexemes, one each."""
    other = ALPHABET.char("other")
    known = ALPHABET.known
    return "".join(known(lexeme.kind) or other for lexeme in found)

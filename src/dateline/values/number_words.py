"""Whole numbers in figures and in English words: "1,200", "1.2 million", "3k", "a hundred and five", "half a dozen"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

ONES: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
"""Number words below twenty."""
TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
"""Tens, with the commonest misspelling."""
SCALES: Final = {
    "dozen": 12, "hundred": 100, "thousand": 1_000, "k": 1_000, "million": 1_000_000, "mln": 1_000_000, "mn": 1_000_000,
    "billion": 1_000_000_000, "bn": 1_000_000_000, "trillion": 10**12,
}  # fmt: skip
"""Words and letters that multiply what stands before them."""


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_S = r"(?:[ \t\u00a0\u202f]|\n(?![ \t]*\n))+"
# "one 200-bed ward" and "four 155 mm guns" are two numbers, so figures and words never mix below a scale word.
_TEENS = "|".join(word for word, n in ONES.items() if n > 9)
_DIGIT_WORDS = "|".join(word for word, n in ONES.items() if 0 < n < 10)
_SUB_100 = rf"(?:(?:{_any(TENS)})(?:(?:-|{_S})(?:{_DIGIT_WORDS})\b)?|{_TEENS}|{_DIGIT_WORDS}|zero)"
_SUB_1000 = rf"(?:(?:(?:{_SUB_100}|an?){_S}hundred\b(?:{_S}(?:and{_S})?{_SUB_100}\b)?)|{_SUB_100})"
FIGURES: Final = r"(?:\d{1,3}(?:(?:,\d{3})+|(?:[ \u00a0\u202f]\d{3})+)(?![\d])|\d+(?:\.\d+)?(?!\d))"
"""Figures with thousands separators (comma, space, thin space) or a decimal point."""
_BIG_SCALE = r"(?:thousand|million|billion|trillion)"
_WORDS = rf"(?:{_SUB_1000}|an?|half{_S}a){_S}{_BIG_SCALE}\b(?:,?{_S}(?:and{_S})?{_SUB_1000}(?:{_S}{_BIG_SCALE})?\b)*"
_DOZEN = rf"(?:half{_S}a|an?|{_SUB_100}|\d+(?:\.\d+)?){_S}dozen\b"
NUMBER: Final = (
    rf"(?:{_DOZEN}|{_WORDS}|{FIGURES}(?:(?:-|{_S})(?:hundred|thousand|million|billion|trillion|mln|mn|bn)\b|k\b)?"
    rf"|(?:{_SUB_1000})\b)"
)
"""A regular expression (for re.IGNORECASE) of one number, without groups. "a" and "an" alone are not in it."""
_NUMBER = re.compile(rf"{NUMBER}\Z", re.IGNORECASE)
_PIECE = re.compile(r"[^\W\d_]+|\d[\d,.\s]*")


_LONGEST: Final = 120
_GREATEST: Final = 10**15
"""What is longer or greater counts nothing that news counts, and would not fit a database's integer."""


def number(words: str) -> int | None:
    """The whole number that `words` spell, at most 10^15, or None if they spell none ("3.5", "two three", "")."""
    words = words.strip()
    if len(words) > _LONGEST or not _NUMBER.match(words):
        return None
    total, part, half = Decimal(0), Decimal(0), False
    for piece in _PIECE.findall(words.lower()):
        if piece[0].isdigit():
            part = Decimal(re.sub(r"[,\s]", "", piece).rstrip("."))
        elif piece == "half":
            half = True
        elif piece in ("a", "an"):
            part = Decimal("0.5") if half else Decimal(1)
        elif piece in ONES or piece in TENS:
            part += ONES.get(piece, 0) + TENS.get(piece, 0)
        elif piece in ("hundred", "dozen"):
            part *= SCALES[piece]
        elif piece in SCALES:
            total, part = total + part * SCALES[piece], Decimal(0)
    total += part
    return int(total) if total <= _GREATEST and total == total.to_integral_value() else None

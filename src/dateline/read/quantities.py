"""Number expressions in a text, each with what it counts where that is no toll: per cent, money, kilometres, an age."""

from __future__ import annotations

import re
from typing import Final, Literal

import msgspec

from dateline.values.number_words import ONES, TENS
from dateline.values.quantities import ABOUT, AT_LEAST, AT_MOST, COLLECTIVES, EXACT, NONE, VAGUE, Quantity, quantity_at

Unit = Literal[
    "percent",
    "money",
    "km",
    "m",
    "mm",
    "kg",
    "area",
    "volume",
    "power",
    "degrees",
    "speed",
    "age",
    "year",
    "time",
    "share",
    "storey",
]
"""What a number counts where it counts no people or things. "time" is a duration, "share" a part of a whole."""


class FoundQuantity(msgspec.Struct, frozen=True, kw_only=True):
    """A number expression: characters `start` up to `end` of the text, qualifier included, and what they mean.

    unit is None for a count of people or things; then the noun counted follows the expression.
    """

    start: int
    end: int
    quantity: Quantity
    unit: Unit | None = None


_WORD: Final = re.compile(r"[^\W\d_]+|\d+|~")
_STARTERS: Final = frozenset(
    phrase.split()[0].lower().rstrip(".")
    for phrase in [
        *AT_LEAST, *AT_MOST, *ABOUT, *COLLECTIVES, *VAGUE, *NONE, *EXACT, *ONES, *TENS,
        "a", "half", "between", "from", "in", "the", "hundred",
    ]
)  # fmt: skip
_ARTICLES: Final = frozenset(("a", "an", "single"))
_NOT_A_COUNT: Final = re.compile(
    r"twice\s+(?:as|that|the|more)\b"
    r"|(?:no|none|one|some|most|many|few|several)\s+(?:longer|doubt|matter|way|wonder|sooner|more than|less than|of the"
    r" (?:most|best|worst|first|few)|another|day|time|thing|side|hand|such|sign|surprise|comment|other|else|"
    r"immediate|further|idea|means|need|reason|sense|question|better|kind|sort|extent|degree|point|at all)\b",
    re.IGNORECASE,
)
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_BEFORE: Final = re.compile(
    r"(?P<name>(?:[^\W_][-‐]|[^\W_]|[#№])\Z|\b(?:No|Nos|Order|Resolution|Article|Flight|Operation|Unit|Chapter|Route"
    r"|Highway|Hwy|Interstate|Motel"
    r"|Action News|Block|Room|Checkpoint|Shahed|Geran|Lancet|FAB|Kh|Mi|Su|MiG|Tu|Il|Grad|Hill|Height|Brigade|Battalion"
    r"|Article|Channel|Page|Section|Level|Phase|Group of|Area|Zone|Camp|Gate|Pier|Line|Covid|Version"
    r"|(?:Image|Photo|Slide|Page)(?:\s+\d+\s+of)?)\.?[\s-]*\Z)"
    rf"|(?P<date>\b{_MONTHS}\s*\Z|[:.]\Z|\d[/.,]\Z)"
    r"|(?P<money>(?:[$€£₽¥₴]|\bUSD|\bEUR|\bUS\$)\s?\Z)"
    r"|(?P<age>\b(?:aged|age|ages)\s+(?:of\s+|between\s+)?(?:\d+,?\s+(?:(?:and|to|or)\s+)?)*\Z|[,(—–-]\s*(?:both|each)\s+\Z)"
)
"""What stands directly before a number that is part of a name, a date, a clock time, a sum or an age."""
_UNITS: Final = (
    ("percent", r"%|percent|per[ -]cents?|pc\b|percentage\s+points?"),
    ("money", r"(?:[A-Z]{2,3}\b|U\.?S\.?\s+)?\s?(?:dollars?|euros?|roubles?|rubles?|hryvnias?|hryvnyas?"
              r"|pounds sterling|rupees?|pesos?|yuan|yen|rials?|shekels?|lira|francs?|cents?|USD|EUR|UAH|RUB)\b"),
    ("area", r"(?:square[\s-]+|sq\.?\s*)(?:kilomet(?:er|re)s?|km|miles?|met(?:er|re)s?|m|feet)\b"
             r"|km²|km2|m²|hectares?\b|ha\b|acres?\b"),
    ("volume", r"cubic\s+\w+|lit(?:er|re)s?\b|barrels?\b|gallons?\b"),
    ("km", r"(?:kilomet(?:er|re)s?|kms?|(?:nautical\s+)?miles?)\b(?!\s*(?:/|per\b|an\b)\s*h)"),
    ("speed", r"(?:km/h|kph|mph|(?:kilomet(?:er|re)s?|miles)\s+(?:an|per)\s+hour|knots?)\b"),
    ("mm", r"(?:millimet(?:er|re)s?|mm|centimet(?:er|re)s?|cm|cal(?:iber|ibre)?)\b"),
    ("m", r"(?:met(?:er|re)s?|m|feet|foot|ft|yards?|inch(?:es)?)\b"),
    ("kg", r"(?:kilo(?:gram(?:me)?)?s?|kg|tons?|tonnes?|grams?|lbs?|pounds?)\b"),
    ("power", r"(?:kilo|mega|giga)?(?:watts?|watt[\s-]hours?|volts?)\b|[MGk]Wh?\b|kV\b"),
    ("degrees", r"°|degrees?\b"),
    ("age", r"years?[\s-]+olds?\b|yrs?[\s-]+olds?\b|-?year-old\w*|months?[\s-]+olds?\b"),
    ("time", r"(?:(?:(?:calendar|working|straight|consecutive|more|full|whole|further|additional|past|last)\s+)*"
             r"(?:seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|weekends?|months?|quarters?|years?|decades?|centur(?:y|ies)))\b"),
    ("storey", r"(?:stor(?:ey|y)(?:ed|s)?|stories|floors?)\b"),
    ("share", r"(?:thirds?|quarters?|fifths?|tenths?|halves|times\b"
              r"|in\s+(?:three|four|five|six|ten|10)|fold|percentile)\b"),
)  # fmt: skip
_AFTER: Final = re.compile(
    r"[\s-]?(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _UNITS) + r")", re.IGNORECASE
)
_NAME_AFTER: Final = re.compile(
    r"[-‐]?[^\W\d_]|[./:,]\d|[-–/]\d|(?:st|nd|rd|th)\b|\s?[ap]\.?m\b|(?<=\d)\.\d", re.IGNORECASE
)
_DATE_AFTER: Final = re.compile(rf"(?:(?:\s*(?:and|to|or|,|[-–])\s*)\d{{1,2}}){{0,3}}\s+(?:of\s+)?{_MONTHS}(?:\W|\Z)")
_BLOCKED: Final = re.compile(r"no\s*[.,;:!?—–-]|no\s+\d|one-|(?:some|most|all of)\s*\Z", re.IGNORECASE)
_PEOPLE: Final = re.compile(
    r"\s+(?:[a-z-]+\s)?(?:[a-z]+s|people|men|women|children|troops|personnel|dead|wounded|injured|killed|police)\b"
)
_SURELY_YEAR: Final = re.compile(rf"(?:\b(?:in|since|year|by|until|during)\s|{_MONTHS},?\s|\d,\s)\s*\Z", re.IGNORECASE)
_AGE_AFTER: Final = re.compile(r"\s*(?:[,)]|(?:and|or)\s+\d{1,2}\s*[,.)])")
_AGE_BEFORE: Final = re.compile(r"(?:[^\W\d_]+\.?)(?:,\s+|\s+\()(?:\d{1,2}\s+(?:and|or)\s+)?\Z")
_AGE_ENDS: Final = re.compile(r"\s*[.;]")
_NAME_BEFORE: Final = re.compile(r"[A-Z][\w'’-]+\s+[A-Z][\w'’-]+,\s+\Z")
"""A person's name and a comma: a number behind them is an age at the end of a sentence, too ("and Ada Stone, 42.")."""
_STREET: Final = (
    r"(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Boulevard|Dr|Drive|Ln|Lane|Ct|Hwy|Highway|Pkwy|Parkway"
    r"|Terrace)"
)
_ADDRESS: Final = re.compile(rf"\s+block\s+of\b|\s+[NSEW]\.\s+[A-Z0-9]|\s+(?:[A-Z0-9][\w'’.-]*\s+){{1,4}}{_STREET}\b")
_EMERGENCY: Final = "911"
_TELEPHONE: Final = re.compile(r"(?:\(?\d{3}\)?[\s.-]{1,2})?\d{3}[.-]\d{4}\b")
_DIGIT: Final = re.compile(r"\d")
_YEARS: Final = re.compile(r"(?:1[89]|20)\d\d(?:(?:\s?[-–]\s?|\s+(?:to|or)\s+)(?:1[89]|20)\d\d)?")


def find_quantities(text: str) -> list[FoundQuantity]:
    """Every number expression of `text` from left to right, without overlaps; numbers that name things are left out.

    Left out: dates and years after a preposition or month, clock times, model and unit names (T-90, 3rd Division),
    decimals. Ages, sums, distances and the like are given with their unit. Runs in time linear in the text.
    """
    found: list[FoundQuantity] = []
    done = 0
    for word in _WORD.finditer(text):
        start, first = word.span()[0], word.group().lower()
        if start < done or not (first[0].isdigit() or first in _STARTERS):
            continue
        hit = quantity_at(text, start)
        if hit is None or (first in _ARTICLES and hit[1].best == 1 and text[start : hit[0]].lower() in _ARTICLES):
            continue
        end, quantity = hit
        while text[end - 1].isspace():
            end -= 1
        if not _counts(text, start, end):
            digits = _WORD.match(text, start)
            done = digits.end() if digits else end  # "March 6 120 people": only the 6 belongs to the date
            continue
        unit = _unit(text, start, end, quantity)
        if unit != "year":
            found.append(FoundQuantity(start=start, end=end, quantity=quantity, unit=unit))
        done = end
    return found


def _counts(text: str, start: int, end: int) -> bool:
    """Whether the number at `start` up to `end` is a number of something, not part of a name, date or clock time."""
    if _NOT_A_COUNT.match(text, start) or _BLOCKED.match(text, start):
        return False
    digit = _DIGIT.search(text, start, end)
    at = digit.start() if digit else start
    before = _BEFORE.search(text[max(0, at - 24) : at])
    if before and (before.lastgroup == "name" or (before.lastgroup == "date" and digit)):
        return False
    if digit and (text[at:end] == _EMERGENCY or _ADDRESS.match(text, end) or _in_telephone(text, at)):
        return False
    if _AFTER.match(text, end):
        return True
    if _DATE_AFTER.match(text, end) and end - at <= 5:
        return False
    return not (_NAME_AFTER.match(text, end) and not text[start:end].endswith(("+", "k")))


def _in_telephone(text: str, at: int) -> bool:
    begin = max(0, at - 10)
    return any(m.start() <= at - begin < m.end() for m in _TELEPHONE.finditer(text[begin : at + 16]))


def _unit(text: str, start: int, end: int, quantity: Quantity) -> Unit | None:
    """What the number counts, from the words around it; None where it counts people or things."""
    before = text[max(0, start - 24) : start]
    if (near := _BEFORE.search(before)) and near.lastgroup in ("money", "age"):
        return "money" if near.lastgroup == "money" else "age"
    if after := _AFTER.match(text, end):
        return after.lastgroup  # type: ignore[return-value]
    digits = text[start:end]
    if _YEARS.fullmatch(digits) and (_SURELY_YEAR.search(before) or not _PEOPLE.match(text, end)):
        return "year"
    years = quantity.best is not None and quantity.best <= 110 and digits.isdigit()
    if not years:
        return None
    inside = _AGE_AFTER.match(text, end) and _AGE_BEFORE.search(before)
    at_end = _AGE_ENDS.match(text, end) and _NAME_BEFORE.search(text[max(0, start - 60) : start])
    return "age" if inside or at_end else None

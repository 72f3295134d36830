"""The small language in which rules of time expressions are written, and what a rule sees of the text.

A rule is a pattern over classes of lexemes and a function that says what the words mean. In a pattern `{month}` is a
lexeme of that class, a bare word is that word, `(?P<d>{num})` names a piece, and `?`, `|`, `(...)` mean what they mean
in regular expressions. Blanks only separate.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, Literal, NamedTuple

import msgspec

from dateline.read.date_lexer import ALPHABET, ORDINALS, Lexeme, own_class
from dateline.values.dates import DateRange
from dateline.values.number_words import number

Kind = Literal["point", "clock", "duration", "set", "since", "until"]


class Meaning(NamedTuple):
    """What an expression means: the days it allows (None: not known), its kind, its TIMEX3 value and type.

    floating: a clock time or part of a day without its day, which a day beside it gives ("at dawn on Tuesday").
    """

    range: DateRange | None
    kind: Kind = "point"
    timex: str | None = None
    type: Literal["DATE", "TIME", "DURATION", "SET"] = "DATE"
    floating: bool = False


_PAST: Final = re.compile(
    r"\b(?:was|were|had|began|took|fell|came|left|went|shot|held|hit|launched|seized|[a-z]{3,}ed)\b"
)


class Context(msgspec.Struct, kw_only=True):
    """What the meaning of a relative expression hangs on: the day of publication, what was mentioned before, tense.

    last: the day or period named last; precise: the day named last, which stands at precise_at; quarter: the quarter
    of a year named last. back: whether a parse says that the clause tells what has happened; None where there is none.
    starts and gaps: where sentences and paragraphs begin, ascending.
    """

    text: str
    published: date | None
    ahead: Callable[[int], bool]
    starts: Sequence[int]
    gaps: Sequence[int]
    last: DateRange | None = None
    precise: DateRange | None = None
    precise_at: int = -1
    quarter: tuple[int, int] | None = None
    back: Callable[[int], bool] | None = None

    def near(self, at: int, back: int = 1) -> date | None:
        """The day named last if it is past and stands at most `back` sentences before in this paragraph, else None."""
        if self.precise is None or self.precise.latest is None:
            return None
        if self.published and self.precise.latest > self.published:
            return None
        if bisect_right(self.gaps, at) != bisect_right(self.gaps, self.precise_at):
            return None
        apart = bisect_right(self.starts, at) - bisect_right(self.starts, self.precise_at)
        return self.precise.latest if apart <= back else None

    def told(self, at: int) -> bool:
        """Whether the clause at `at` speaks of the past: a parse says so, or the words before have a past verb."""
        if self.back is not None:
            return self.back(at)
        before = bisect_right(self.starts, at)
        return _PAST.search(self.text, max(self.starts[before - 1] if before else 0, at - 80), at) is not None

    def anchor(self) -> date | None:
        """The day that "a day later" counts from: the day named last, else publication."""
        return self.precise.latest if self.precise else self.published


class Hit:
    """A place where the pattern of a rule fits: gives the function of the rule the words it named."""

    __slots__ = ("_lexemes", "_match", "context", "first", "last")

    def __init__(self, context: Context, lexemes: Sequence[Lexeme], match: re.Match[str]) -> None:
        self.context = context
        self._lexemes, self._match = lexemes, match
        self.first, self.last = match.start(), match.end() - 1

    @property
    def start(self) -> int:
        """The character where it begins."""
        return self._lexemes[self.first].start

    @property
    def end(self) -> int:
        """The character after its last."""
        return self._lexemes[self.last].end

    def has(self, name: str) -> bool:
        """Whether the named piece is there."""
        return name in self._match.re.groupindex and self._match.start(name) >= 0

    def word(self, name: str) -> str:
        """The words of the named piece in lower case with single blanks, or "" if it is not there."""
        if not self.has(name):
            return ""
        first, last = self._match.span(name)
        return " ".join(each.word for each in self._lexemes[first:last])

    def count(self, name: str) -> int | None:
        """The number that the named piece spells: figures, words, ordinals, "a", "couple"; None if it is vague."""
        words = self.word(name).replace(" - ", "-").replace(",", "")
        if words in _COUNTS:
            return _COUNTS[words]
        if words in ORDINALS:
            return ORDINALS[words]
        if (bare := words.rstrip("stndrh")).isdigit():
            return int(bare) if len(bare) < 10 else None
        if " " in words or "-" in words:
            head, _, tail = words.replace("-", " ").rpartition(" ")
            if tail in ORDINALS and (tens := number(head)) is not None:
                return tens + ORDINALS[tail]
            words = words if number(words) is not None else words.replace("-", " ").replace(" ", "-")
        return number(words)

    def before(self, n: int = 1) -> str:
        """The word `n` lexemes before the expression, or ""."""
        return self._lexemes[self.first - n].word if self.first >= n else ""

    def after(self, n: int = 1) -> Lexeme | None:
        """The lexeme `n` after the expression, or None at the end of the text."""
        return self._lexemes[self.last + n] if self.last + n < len(self._lexemes) else None


_COUNTS: Final = {"a": 1, "an": 1, "couple": 2, "a couple": 2, "a couple of": 2, "couple of": 2, "the": 1, "half": 0}
_TOKEN: Final = re.compile(r"<<\w+>>|\(\?P<\w+>|\(\?<[=!]|\(\?[:=!]|\{\w+\}|[a-z]+|\s+|.")

_MACROS: Final = {
    "MONTH": "[{month} {maymarch}]",
    "DAYNUM": "([{num} {ordnum} {ordword} second] | {card} {dash}? [{ordword} second])",
    "ORD": "[{ordnum} {ordword} second]",
    "WDAY": "[{weekday} {wdabbr}]",
    "UNITS": "[second seconds minute minutes min mins hour hours hr hrs day days night nights week weeks fortnight"
    " fortnights month months quarter quarters year years decade decades century centuries weekend weekends]",
    "PART": "[{part} night]",
    "N": "([{num} {big} {year}] | {card} ({dash}? {card}){0,4} | [a the]? couple of? | [a the]? few | {vague} more? |"
    " half a dozen | a dozen | {card} dozen | dozens of | a half | a hundred)",
    "SEASON": "[{season} fall]",
    "TO": "[{dash} to through till until and]",
}


def compiled(pattern: str) -> re.Pattern[str]:
    """The regular expression over class characters that `pattern` means.

    ValueError names a word of the pattern that has no class of its own.
    """
    pattern = re.sub(r"<<(\w+)>>", lambda m: _MACROS[m.group(1)], pattern)
    out: list[str] = []
    for token in _TOKEN.findall(pattern):
        if token.startswith("{") and len(token) > 1:
            out.append(ALPHABET.char(token[1:-1]))
        elif token.isalpha():
            if not own_class(token):
                raise ValueError(f"pattern {pattern!r} names {token!r}, which belongs to a larger class")
            out.append(ALPHABET.char(f"={token}"))
        elif not token.isspace():
            out.append(token)
    return re.compile("".join(out))


class Rule(NamedTuple):
    """A pattern and the function that says what its words mean, or None where they mean no time after all."""

    pattern: re.Pattern[str]
    meaning: Callable[[Hit], Meaning | None]

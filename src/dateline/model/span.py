"""The exact words that a value stands on."""

from __future__ import annotations

import msgspec

from dateline.model.errors import EvidenceError


class Span(msgspec.Struct, frozen=True, kw_only=True, order=True, gc=False):
    """Characters `start` up to `end` of a report's text, counted in Unicode code points, and those characters.

    `report.text[start:end] == exact` always holds for a span made by `Span.of`; `check` proves it again later.
    """

    start: int
    end: int
    exact: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.exact):
            raise EvidenceError(
                f"span {self.start}:{self.end} cannot quote {len(self.exact)} characters {self.exact[:40]!r}",
                remedy="Make spans with Span.of(text, start, end).",
            )

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span of `text` from `start` to `end`. Raises EvidenceError if it is empty or outside the text."""
        return cls(start=start, end=end, exact=text[start:end])

    def check(self, text: str, where: str) -> None:
        """Raises EvidenceError, naming `where`, unless these characters still stand in `text`."""
        found = text[self.start : self.end]
        if found != self.exact:
            raise EvidenceError(
                f"the report has {found[:60]!r} at {self.start}:{self.end}, the record quotes {self.exact[:60]!r}",
                where=where,
                remedy="The stored text or the assertion was changed from outside: restore the record from a copy.",
            )

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

"""Which assertion of the record is which gold claim: the same kind of thing, said in the same words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import UNSET

from dateline.pipeline.score.gold import Claim
from dateline.pipeline.score.slots import Row, judge_slots, type_right
from dateline.pipeline.score.tables import Tables

MARKS = "\"“”„«»'‘’‚`´"
"""Quote marks: any of them stands for any other, since pages are not copied with care."""
_LOOSE = re.compile(rf"(\s+|[{re.escape(MARKS)}])")

STATEMENT_OF_GOLD = 0.5
"""The least share of a gold statement's characters that a found one must have."""
STATEMENT_OF_FOUND = 0.4
"""The least share of a found statement's characters that must be gold: a paragraph is not a statement."""


class Stretch(NamedTuple):
    """Characters `start` up to `end` of a report's text."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """How many characters it has."""
        return self.end - self.start

    def shared(self, other: Stretch) -> int:
        """How many characters the two have in common."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


class Located(NamedTuple):
    """A claim with where its evidence and its trigger stand in the report's text."""

    claim: Claim
    evidence: Stretch
    trigger: Stretch | None


def locate(claim: Claim, text: str) -> Located | None:
    """Where the claim's words stand in the text, or None if they do not."""
    evidence = find_quote(claim.evidence, text)
    if evidence is None:
        return None
    trigger = None
    if claim.trigger is not UNSET:
        inside = find_quote(claim.trigger, text[evidence.start : evidence.end])
        trigger = inside and Stretch(evidence.start + inside.start, evidence.start + inside.end)
    return Located(claim, evidence, trigger)


def find_quote(quote: str, text: str) -> Stretch | None:
    """Where the quote first stands in the text: word for word or, failing that, but for white space and quote marks.

    >>> find_quote('he said "no"', 'Then he  said “no”.')
    Stretch(start=5, end=18)
    """
    at = text.find(quote)
    if at >= 0:
        return Stretch(at, at + len(quote))
    loosely = re.search("".join(map(_loosened, _LOOSE.split(quote))), text)
    return Stretch(*loosely.span()) if loosely else None


def _loosened(piece: str) -> str:
    if piece.isspace():
        return r"\s+"
    if piece and piece in MARKS:
        return f"[{re.escape(MARKS)}]{{1,2}}"  # '' and `` are one mark
    return re.escape(piece)


def closeness(gold: Located, row: Row) -> float:
    """How well the row's words are the claim's: 0 for another assertion, else 1 and more, higher the closer."""
    found = _stretch(row, "evidence")
    if row.get("type") != gold.claim.type or found is None or not found.shared(gold.evidence):
        return 0.0
    shared = found.shared(gold.evidence)
    fit = shared / max(gold.evidence.length, found.length)
    if gold.claim.type == "statement":
        enough = shared / gold.evidence.length >= STATEMENT_OF_GOLD and shared / found.length >= STATEMENT_OF_FOUND
        return 1.0 + fit if enough else 0.0
    trigger = _stretch(row, "trigger")
    if gold.trigger is None:
        return 1.0 + fit
    if not gold.trigger.shared(found) or (trigger and not trigger.shared(gold.evidence)):
        return 0.0
    same_act = bool(trigger and trigger.shared(gold.trigger))
    return 1.0 + same_act + fit


def _stretch(row: Row, key: str) -> Stretch | None:
    span = row.get(key)
    return Stretch(span["start"], span["end"]) if span else None


def pair(golds: dict[int, Located], rows: Sequence[Row], tables: Tables) -> dict[int, int]:
    """Claim index -> row index, one to one: the best pair first.

    Best: the closest words, then the right type (worth two), then the share of slots that are right. Pairs that are
    equally good go by the order of the gold file, then of the record.
    """
    worth = [
        (_worth(gold, row, close, tables), i, j)
        for i, gold in golds.items()
        for j, row in enumerate(rows)
        if (close := closeness(gold, row))
    ]
    paired: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(worth, key=lambda each: (-each[0], each[1], each[2])):
        if i not in paired and j not in taken:
            paired[i] = j
            taken.add(j)
    return paired


def _worth(gold: Located, row: Row, close: float, tables: Tables) -> float:
    judged = judge_slots(gold.claim, row, tables)
    right = sum(each.verdict == "right" for each in judged)
    return close + 2.0 * type_right(gold.claim, row) + right / max(1, len(judged))

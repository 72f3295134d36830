"""The figures: what was found, how much of it is right, and what was missed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Any, Final, NamedTuple

import msgspec

from dateline.pipeline.score.gold import GoldReport
from dateline.pipeline.score.matching import Located, locate, pair
from dateline.pipeline.score.slots import Row, judge_slots, type_right
from dateline.pipeline.score.tables import Tables

KINDS: Final = ("statement", "event", "control")
QUOTED: Final = 90
"""Characters of evidence that a listed miss shows."""


class Miss(NamedTuple):
    """A gold claim, or a slot of one, that the record does not have right."""

    report: str
    claim: str
    what: str
    evidence: str


class Spurious(NamedTuple):
    """An assertion of the record that no claim of a complete gold report matches."""

    report: str
    type: str
    act: str
    evidence: str


class KindScore(msgspec.Struct, frozen=True, kw_only=True):
    """One type of assertion. matched: found in the right words. typed: matched, and of a type that the gold allows."""

    gold: int
    found: int
    matched: int
    typed: int
    precision: float
    recall: float
    f1: float
    typed_f1: float


class SlotScore(msgspec.Struct, frozen=True, kw_only=True):
    """One slot over all claims that state it. accuracy: the right share of all, missing ones included."""

    right: int
    wrong: int
    missing: int
    accuracy: float


class FactScore(msgspec.Struct, frozen=True, kw_only=True):
    """The one number: every detection and every stated slot is a fact."""

    precision: float
    recall: float
    f1: float
    gold_facts: int


class PinScore(msgspec.Struct, frozen=True, kw_only=True):
    """Of the (event, place) pairs that a map draws, how many are such an event at such a place by the gold."""

    drawn: int
    right: int
    precision: float | None


class IncidentScore(msgspec.Struct, frozen=True, kw_only=True):
    """B-cubed agreement on which events are one occurrence, over matched events that the gold gives an incident."""

    precision: float
    recall: float
    f1: float
    events: int


class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """All figures of one comparison. reports_not_in_export: gold reports whose claims all count as missed."""

    kinds: dict[str, KindScore]
    slots: dict[str, SlotScore]
    reports_not_in_export: tuple[str, ...]
    fact: FactScore
    pins: PinScore
    incidents: IncidentScore | None
    misses: tuple[Miss, ...]
    spurious: tuple[Spurious, ...]


def score(rows: Iterable[Row], gold: Iterable[GoldReport], tables: Tables) -> Scores:
    """The record's rows (kind report and assertion) against gold reports.

    A gold report is found by the stem of the record's `origin`. Raises SettingError if the tables lack a place.
    """
    texts, assertions = by_stem(rows)
    tally = _Tally(tables)
    for each in gold:
        tally.add(each, texts.get(each.report.id), assertions.get(each.report.id, []))
    return tally.scores()


def by_stem(rows: Iterable[Row]) -> tuple[dict[str, str], dict[str, list[Row]]]:
    """Text and assertions of each report, by the name that gold knows it under."""
    texts: dict[str, str] = {}
    stems: dict[str, str] = {}
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.get("kind") == "report":
            stem = PurePosixPath(str(row.get("origin") or row["report_id"])).stem
            texts[stem] = row["text"]
            stems[row["report_id"]] = stem
        elif row.get("kind") == "assertion":
            found[row["report_id"]].append(row)
    return texts, {stems[report]: listed for report, listed in found.items() if report in stems}


class _Tally:
    """Counts, report by report."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.counts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
        self.slots: dict[str, Counter[str]] = defaultdict(Counter)
        self.pins: Counter[str] = Counter()
        self.incidents: list[tuple[str, str]] = []
        self.unread: list[str] = []
        self.misses: list[Miss] = []
        self.spurious: list[Spurious] = []

    def add(self, gold: GoldReport, text: str | None, rows: list[Row]) -> None:
        """Compare one report; text None: the record does not have it."""
        if text is None:
            self.unread.append(gold.report.id)
        places = {} if text is None else self._located(gold, text)
        paired = pair(places, rows, self.tables)
        for i in range(len(gold.claims)):
            self._claim(gold, i, rows[paired[i]] if i in paired else None, located=i in places)
        taken = {j: i for i, j in paired.items()}
        if gold.report.complete:
            self._found(gold, rows, taken)
            self._drawn(gold, rows, taken)
        else:
            for j in taken:  # what else the record has may be right: nobody has looked
                self.counts[rows[j]["type"]]["found"] += 1

    def _located(self, gold: GoldReport, text: str) -> dict[int, Located]:
        places: dict[int, Located] = {}
        for i, claim in enumerate(gold.claims):
            at = locate(claim, text)
            if at:
                places[i] = at
            else:
                self._miss(gold, i, "evidence is not in the stored text")
        return places

    def _miss(self, gold: GoldReport, i: int, what: str) -> None:
        claim = gold.claims[i]
        self.misses.append(Miss(gold.report.id, claim.id, what, claim.evidence[:QUOTED]))

    def _claim(self, gold: GoldReport, i: int, row: Row | None, *, located: bool) -> None:
        claim, counts = gold.claims[i], self.counts[gold.claims[i].type]
        counts["gold"] += 1
        if row is None:
            if located:
                self._miss(gold, i, f"{claim.type} not found")
            for slot, _ in judge_slots(claim, {}, self.tables):
                self.slots[slot]["missing"] += 1
            return
        counts["matched"] += 1
        if type_right(claim, row):
            counts["typed"] += 1
        else:
            self._miss(gold, i, f"type {row.get('sub_event_type') or row.get('interaction')}")
        for slot, verdict in judge_slots(claim, row, self.tables):
            self.slots[slot][verdict] += 1
            if verdict != "right":
                self._miss(gold, i, f"{slot} {verdict}")
        if claim.type == "event" and claim.incident:
            self.incidents.append((claim.incident, str(row.get("incident_id") or row.get("assertion_id"))))

    def _found(self, gold: GoldReport, rows: Sequence[Row], taken: dict[int, int]) -> None:
        for j, row in enumerate(rows):
            if row.get("type") in self.counts:
                self.counts[row["type"]]["found"] += 1
                if j not in taken:
                    act = row.get("sub_event_type") or row.get("interaction") or ""
                    words = (row.get("evidence") or {}).get("exact", "")[:QUOTED]
                    self.spurious.append(Spurious(gold.report.id, row["type"], act, words))

    def _drawn(self, gold: GoldReport, rows: Sequence[Row], taken: dict[int, int]) -> None:
        for j, row in enumerate(rows):
            claim = gold.claims[taken[j]] if j in taken else None
            real = claim is not None and type_right(claim, row)
            for place in pins(row):
                self.pins["drawn"] += 1
                if claim and real and any(self.tables.same_place(wanted, place) for wanted in claim.places):
                    self.pins["right"] += 1

    def scores(self) -> Scores:
        """The figures over everything added."""
        kinds = {kind: _kind(counts) for kind, counts in self.counts.items()}
        slots = {slot: _slot(counts) for slot, counts in sorted(self.slots.items())}
        drawn, right = self.pins["drawn"], self.pins["right"]
        return Scores(
            kinds=kinds,
            slots=slots,
            reports_not_in_export=tuple(self.unread),
            fact=_fact(kinds.values(), slots.values()),
            pins=PinScore(drawn=drawn, right=right, precision=right / drawn if drawn else None),
            incidents=b_cubed(self.incidents),
            misses=tuple(self.misses),
            spurious=tuple(self.spurious),
        )


def pins(row: Row) -> list[dict[str, Any]]:
    """The places of a row that a map draws: of events that are said to have happened, where, finer than a country."""
    happened = row.get("status") not in ("planned", "hypothetical") and row.get("polarity") != "denied"
    if row.get("type") != "event" or not row.get("sub_event_type") or not happened:
        return []
    return [
        place
        for place in row.get("places") or []
        if place.get("lat") is not None and place.get("role") != "origin" and place.get("level") != "country"
    ]


def f1(precision: float, recall: float) -> float:
    """Harmonic mean of the two; 0 where both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _kind(counts: Counter[str]) -> KindScore:
    gold, found, matched, typed = (counts[key] for key in ("gold", "found", "matched", "typed"))
    precision, recall = _share(matched, found), _share(matched, gold)
    return KindScore(
        gold=gold,
        found=found,
        matched=matched,
        typed=typed,
        precision=precision,
        recall=recall,
        f1=f1(precision, recall),
        typed_f1=f1(_share(typed, found), _share(typed, gold)),
    )


def _slot(counts: Counter[str]) -> SlotScore:
    right, wrong, missing = (counts[verdict] for verdict in ("right", "wrong", "missing"))
    return SlotScore(right=right, wrong=wrong, missing=missing, accuracy=right / (right + wrong + missing))


def _fact(kinds: Iterable[KindScore], slots: Iterable[SlotScore]) -> FactScore:
    kinds, slots = list(kinds), list(slots)
    right = sum(kind.typed for kind in kinds) + sum(slot.right for slot in slots)
    given = sum(kind.found for kind in kinds) + sum(slot.right + slot.wrong for slot in slots)
    stated = sum(kind.gold for kind in kinds) + sum(slot.right + slot.wrong + slot.missing for slot in slots)
    precision, recall = _share(right, given), _share(right, stated)
    return FactScore(precision=precision, recall=recall, f1=f1(precision, recall), gold_facts=stated)


def b_cubed(pairs: Sequence[tuple[str, str]]) -> IncidentScore | None:
    """B-cubed over (gold incident, found incident) of each event; None where there is none.

    For each event: of those found with it, the share that the gold has with it, and the other way round; then the mean.
    Bagga and Baldwin, "Algorithms for Scoring Coreference Chains", 1998.
    """
    if not pairs:
        return None
    together = Counter(pairs)
    of_gold, of_found = Counter(gold for gold, _ in pairs), Counter(found for _, found in pairs)
    precision = sum(together[both] / of_found[both[1]] for both in pairs) / len(pairs)
    recall = sum(together[both] / of_gold[both[0]] for both in pairs) / len(pairs)
    return IncidentScore(precision=precision, recall=recall, f1=f1(precision, recall), events=len(pairs))

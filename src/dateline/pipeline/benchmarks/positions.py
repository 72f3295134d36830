"""Positions: does each figure that a report gives stand in its incident, under the name of whoever gives it?

What is wanted: of every gold event that carries an incident key and a number among its tolls, the distinct (incident,
measure, group, number, claimant). The claimant is the toll's `asserted_by`, else the event's, else the report itself.
A gold incident is the found incidents that have a matched event of it. A figure counts as there where one of them has a
position of that measure with that number: the same low, best and high. Gold and record name groups in their own words,
so any group will do, but one position stands for one group. Its claimant is right where a form of the name is the
gold's, as `dateline score` has it; where the report itself gives the figure, where the position is told in the report's
own voice. Tolls that gold gives in words only ("scores"), denied events and events of no incident are not counted.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import UNSET

from dateline.merge.groups import same_group
from dateline.pipeline.benchmarks.figures import Fault, Figure, Measured, share
from dateline.pipeline.benchmarks.gold import built, columns
from dateline.pipeline.benchmarks.goldassertions import given_rows
from dateline.pipeline.benchmarks.goldtexts import sets_of, texts_of
from dateline.pipeline.benchmarks.published import Run
from dateline.pipeline.score import GoldReport, Tables, by_stem, load_tables, rows_of
from dateline.pipeline.score.gold import Claim, GoldToll, alternatives
from dateline.pipeline.score.matching import locate, pair
from dateline.pipeline.score.slots import Row

Position = dict[str, Any]
SHOWN = 70
"""Characters of the words of a fault that are shown."""


class Wanted(NamedTuple):
    """One figure of the gold. claimant None: the report itself. record: who gives it there, where that differs."""

    incident: str
    measure: str
    of: str
    low: int | None
    best: int | None
    high: int | None
    claimant: str | None
    report: str
    record: str = ""

    @property
    def numbers(self) -> tuple[int | None, int | None, int | None]:
        """As a position has them."""
        return self.low, self.best, self.high

    @property
    def shown(self) -> str:
        """The figure in a few words."""
        ends = f"{'' if self.low is None else self.low}..{'' if self.high is None else self.high}"
        number = str(self.best) if self.best is not None else ends
        given = f" | in the record: {self.record}" if self.record else ""
        return f"{self.incident}: {number} {self.measure} {self.of} | {self.claimant or 'the report itself'}{given}"


def measure(run: Run) -> Measured:
    """Recall of figures with their claimants, for each folder of gold: end to end, and given the gold's assertions."""
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as scratch:
        record = Path(scratch) / "gold.sqlite"
        built(record, run)
        read = list(rows_of(record))
    folders = sets_of(run.data)
    tables = load_tables(list(folders.values()))
    figures: dict[str, dict[str, Figure]] = {}
    faults: list[Fault] = []
    for name, folder in folders.items():
        texts = texts_of(folder, run.limit)
        golds = [gold for gold, _ in texts.values()]
        figures[name], missed = compared(read, golds, tables)
        figures[f"{name}, given"], missed_given = compared(given_rows(texts.values(), tables), golds, tables)
        faults += [Fault(f"{name}: {why}", each.report, each.shown) for why, each in missed]
        faults += [Fault(f"{name}, given gold: {why}", each.report, each.shown) for why, each in missed_given]
    return Measured(
        benchmark="positions",
        rows="figure",
        figures=columns(figures),
        notes=(
            "a figure: distinct incident, measure, group, number and claimant, of gold events with an incident",
            "given: merged from the annotated assertions; else read from the texts",
        ),
        faults=tuple(faults),
    )


def compared(
    rows: Sequence[Row], golds: Sequence[GoldReport], tables: Tables
) -> tuple[dict[str, Figure], list[tuple[str, Wanted]]]:
    """The figures of one folder, and what is missing under the reason why."""
    incidents = {row["incident_id"]: row for row in rows if row.get("kind") == "incident"}
    told = _Told(rows)
    found = _incidents_of(rows, golds, tables)
    valued = claimed = 0
    missed: list[tuple[str, Wanted]] = []
    wanted = sorted(_distinct(golds), key=str)
    stands_for: dict[str, str] = {}
    for each in wanted:
        held = [p for i in sorted(found.get(each.incident, ())) for p in _positions(incidents[i], each)]
        right = [p for p in held if _claims(p, each, told, tables)]
        valued += bool(held)
        group = same_group(each.of)
        fits = next((p for p in right if stands_for.get(p["position_id"], group) == group), None)
        if fits is not None:
            stands_for[fits["position_id"]] = group
            claimed += 1
        elif not found.get(each.incident):
            missed.append(("no event of the incident was found", each))
        else:
            given = ", ".join(sorted({p["source"] or "nobody named" for p in held}))
            missed.append(("of another claimant", each._replace(record=given)) if held else ("no such number", each))
    return {
        "figures": len(wanted),
        "recall": share(claimed, len(wanted)),
        "number alone": share(valued, len(wanted)),
        "incidents": len({each.incident for each in wanted}),
        "of them found": len({each.incident for each in wanted if found.get(each.incident)}),
    }, missed


class _Told:
    """Where and by whom the tellings of positions were told."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.stems: dict[str, str] = {}
        self.chains: dict[str, list[Row]] = {}
        for row in rows:
            if row.get("kind") == "report":
                self.stems[row["report_id"]] = Path(str(row.get("origin") or row["report_id"])).stem
            elif row.get("kind") == "assertion":
                self.chains[row["assertion_id"]] = row["attribution"]

    def names(self, position: Position) -> set[str]:
        """Every form of the claimant's name, and the office."""
        sources = [
            self.chains[t["assertion_id"]][-1]["source"]
            for t in position["tellings"]
            if not t["own"] and self.chains[t["assertion_id"]]
        ]
        named = {source.get(key) for source in sources for key in ("name", "as_written", "role")}
        return {name for name in (*named, position["source"]) if name}


def _distinct(golds: Sequence[GoldReport]) -> Iterator[Wanted]:
    seen: set[tuple[object, ...]] = set()
    for gold in golds:
        for claim in gold.claims:
            for each in _wanted(gold, claim):
                key = each if each.claimant is None else each._replace(report="")
                if key not in seen:
                    seen.add(key)
                    yield each


def _wanted(gold: GoldReport, claim: Claim) -> Iterator[Wanted]:
    if claim.type != "event" or claim.incident is None or claim.polarity == "denied":
        return
    said = claim.asserted_by if claim.asserted_by is not UNSET else None
    for toll in claim.tolls:
        low, best, high = (None if n is UNSET else n for n in (toll.low, toll.best, toll.high))
        if (low, best, high) != (None, None, None):
            who = toll.asserted_by if toll.asserted_by is not UNSET else said
            yield Wanted(claim.incident, toll.measure, _group(toll), low, best, high, who, gold.report.id)


def _group(toll: GoldToll) -> str:
    return "" if toll.of is UNSET else toll.of


def _incidents_of(rows: Sequence[Row], golds: Sequence[GoldReport], tables: Tables) -> Mapping[str, set[str]]:
    """Gold incident -> the found ones that have an event of it, matched as the scorer matches."""
    texts, assertions = by_stem(rows)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for gold in golds:
        text, listed = texts.get(gold.report.id), assertions.get(gold.report.id, [])
        places = {} if text is None else {i: at for i, c in enumerate(gold.claims) if (at := locate(c, text))}
        for i, j in pair(places, listed, tables).items():
            claim = gold.claims[i]
            if claim.type == "event" and claim.incident and listed[j].get("incident_id"):
                found[claim.incident].add(listed[j]["incident_id"])
    return found


def _positions(incident: Row, wanted: Wanted) -> Iterator[Position]:
    measures = alternatives(wanted.measure)
    for toll in incident["tolls"].values():
        if toll["measure"] in measures:
            yield from (p for p in toll["positions"] if (p["low"], p["best"], p["high"]) == wanted.numbers)


def _claims(position: Position, wanted: Wanted, told: _Told, tables: Tables) -> bool:
    if wanted.claimant is None:
        return any(t["own"] and told.stems.get(t["report_id"]) == wanted.report for t in position["tellings"])
    return any(tables.same_name(wanted.claimant, name) for name in told.names(position))

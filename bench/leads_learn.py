"""Learn what each level weighs between the leads of two reports that are like each other, from reports on shootings.

    dateline bench shootings --data DIR                            # says where the data is published
    python bench/leads_learn.py DIR RECORD [--strength 1.0]        # reads the pool into RECORD if it is not there

Odd incident ids are learned from, so that even ones can tell what the weights are worth. Each incident counts once
however many pairs it makes. What is printed is rounded to half a bit by hand, with two exceptions (`docs/merging.md`).
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from merge_learn import fit

from dateline.merge.account import Sketch, lead_of, sketch
from dateline.merge.decide import rule_on
from dateline.merge.levels import WEIGHTS_OF_LEADS
from dateline.merge.likeness import Alike, Likeness
from dateline.merge.marks import marks_of
from dateline.pipeline.benchmarks.shootings import read_pool
from dateline.pipeline.heads import heads_of
from dateline.store import Record, derived
from dateline.store import assertions as assertion_rows

NEUTRAL = frozenset(
    {
        ("type", "same type"),
        ("place", "a place unknown, two reports"),
        ("actors", "doer unknown"),
        ("targets", "a target unknown"),
        ("weapons", "a weapon unknown"),
        ("tolls", "a toll unknown"),
        ("words", "other words"),
        ("names", "no rare name"),
        ("ages", "no age in common"),
        ("texts", "other texts"),
        ("telling", "leads of one story"),
        ("standing", "both happened"),
    }
)
"""The level of each comparison that the others are measured from."""


def gather(data: Path, path: Path) -> tuple[list[list[tuple[str, str]]], list[bool], list[float]]:
    """For the leads of every two like reports with odd incident ids: levels, whether they are one incident, and the
    pair's weight.
    """
    gold = {doc["doc_id"]: doc["incident_id"] for doc in map(json.loads, (data / "docs.jsonl").open(encoding="utf-8"))}
    with Record.open(path) as record:
        reports = list(
            record.rows("SELECT report_id, known_from, text, url FROM reports ORDER BY known_from, report_id")
        )
        leads = _leads(record)
    incident = {row[0]: gold[row[3]] for row in reports if row[3] in gold}
    sizes = Counter(incident.values())
    rows, labels, weights = [], [], []
    for later, earlier, alike in _like(reports):
        a, b = leads.get(later), leads.get(earlier)
        odd = all(int(incident.get(each, 0)) % 2 for each in (later, earlier))
        if a is None or b is None or not odd or not alike.tells:
            continue
        rows.append(list(rule_on(a, b, alike).levels))
        labels.append(incident[later] == incident[earlier])
        weights.append(2.0 / math.sqrt(sizes[incident[later]] * sizes[incident[earlier]]))
    return rows, labels, weights


def _leads(record: Record) -> Mapping[str, Sketch]:
    """What each report is about, by report."""
    heads = heads_of(record, derived.copies(record))
    events = defaultdict(list)
    for a in assertion_rows.current(record):
        if a.type == "event":
            events[a.report_id].append(a)
    found = {}
    for report, told in events.items():
        told.sort(key=lambda a: (a.evidence.start, a.evidence.end, a.assertion_id))
        lead = lead_of(told)
        found[report] = sketch(lead, heads, told.index(lead), True)
    return found


def _like(reports: list[tuple[str, str, str, str]]) -> list[tuple[str, str, Alike]]:
    """(report, an earlier one, in what they are alike) for every two that merging compares for it."""
    likeness = Likeness()
    return [
        each
        for _, of_day in groupby(reports, key=lambda row: row[1])
        for each in likeness.take([(row[0], marks_of(row[2])) for row in of_day])
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Learn the weights of leads of like reports")
    parser.add_argument("data", type=Path)
    parser.add_argument("record", type=Path)
    parser.add_argument("--strength", type=float, default=1.0)
    given = parser.parse_args()
    if not given.record.is_file():
        documents = [json.loads(line) for line in (given.data / "docs.jsonl").open(encoding="utf-8")]
        with TemporaryDirectory() as scratch:
            read_pool(documents, Path(scratch) / "reports.jsonl", given.record, lambda _: None)
    fit(*gather(given.data, given.record), WEIGHTS_OF_LEADS, NEUTRAL, given.strength)

"""Stated confidence against what is right: matched as the scorer matches, binned, and summed up in one error."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from training.learn.reliability import Bin, Judged, bins, calibration_errors, judged, table

from dateline.pipeline.score import GoldReport, Tables

TEXT = "Rebels shelled Goma. Police shot a man. Sales exploded."


def event(words: str, trigger: str, kind: str, confidence: float | None) -> dict[str, Any]:
    def span(of: str) -> dict[str, Any]:
        return {"start": TEXT.index(of), "end": TEXT.index(of) + len(of), "exact": of}

    return {
        "kind": "assertion", "report_id": "r_1", "type": "event", "evidence": span(words), "trigger": span(trigger),
        "sub_event_type": kind, "confidence": confidence,
    }  # fmt: skip


def gold(*, complete: bool = True) -> GoldReport:
    claims = [
        {"id": "e1", "type": "event", "evidence": "Rebels shelled Goma", "trigger": "shelled",
         "sub_event_type": "Shelling/artillery/missile attack"},
        {"id": "e2", "type": "event", "evidence": "Police shot a man", "trigger": "shot", "sub_event_type": "Attack"},
    ]  # fmt: skip
    return msgspec.convert({"report": {"id": "goma", "complete": complete}, "claims": claims}, GoldReport)


ROWS = [
    {"kind": "report", "report_id": "r_1", "origin": "reports/goma.txt", "text": TEXT},
    event("Rebels shelled Goma", "shelled", "Shelling/artillery/missile attack", 0.97),
    event("Police shot a man", "shot", "Armed clash", 0.8),
    event("Sales exploded", "exploded", "Remote explosive/landmine/IED", 0.41),
]


def tables() -> Tables:
    return Tables(places={}, names={})


def test_an_event_is_judged_as_the_scorer_judges_it() -> None:
    assert list(judged(ROWS, [gold()], tables())) == [
        Judged(0.97, found=True, typed=True),
        Judged(0.8, found=True, typed=False),
        Judged(0.41, found=False, typed=False),
    ]


def test_nothing_is_judged_where_nobody_has_read_everything_or_nothing_is_stated() -> None:
    assert list(judged(ROWS, [gold(complete=False)], tables())) == []
    silent = [ROWS[0], *({**row, "confidence": None} for row in ROWS[1:])]
    assert list(judged(silent, [gold()], tables())) == []


def test_bins_hold_what_lies_in_them() -> None:
    made = bins(
        [Judged(0.8, True, False), Judged(0.89, True, True), Judged(1.0, True, True), Judged(0.05, False, False)]
    )
    assert [(each.least, each.events) for each in made] == [(0.0, 1), (0.8, 2), (0.9, 1)]
    assert made[1] == Bin(0.8, pytest.approx(0.845), 1.0, 0.5, 2)


def test_the_error_is_the_gap_over_all_events() -> None:
    sure = bins([Judged(1.0, True, True)] * 3 + [Judged(1.0, False, False)])
    assert calibration_errors(sure) == (0.25, 0.25)
    true = bins([Judged(0.75, True, True)] * 3 + [Judged(0.75, False, False)])
    assert calibration_errors(true) == (0.0, 0.0)
    assert calibration_errors([]) == (0.0, 0.0)


def test_the_table_has_a_row_a_bin_and_the_error() -> None:
    lines = table(bins(list(judged(ROWS, [gold()], tables())))).splitlines()
    assert lines[2] == "| 0.4 to 0.5 | 0.41 | 0.00 | 0.00 | 1 |"
    assert lines[-1].startswith("| expected calibration error | |")
    assert lines[-1].endswith("| 3 |")

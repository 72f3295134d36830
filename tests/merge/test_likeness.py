"""In what reports are like earlier ones, and that later reports never change it."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dateline.merge.likeness import UNLIKE, Alike, Likeness
from dateline.merge.marks import Marks, marks_of, number_of, words_of

ROOT = Path(__file__).parents[2]
CASES = ROOT / "cases" / "likeness"
Found = dict[tuple[str, str], Alike]


def cases() -> list[Any]:
    files = sorted(CASES.glob("*.yaml"))
    return [pytest.param(case, id=case["case"]) for file in files for case in yaml.safe_load(file.read_text("utf-8"))]


def alike(days: list[list[tuple[str, Marks]]], recalled: int = 0) -> Found:
    """(later, earlier) -> in what, over days of which the first ones are only recalled."""
    likeness = Likeness()
    for day in days[:recalled]:
        likeness.recall(day)
    return {(later, earlier): found for day in days[recalled:] for later, earlier, found in likeness.take(day)}


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    found = alike([[(name, marks_of(text))] for name, text in case["reports"].items()])
    for earlier, wanted in case["like"].items():
        levels = found.get((case["last"], earlier), UNLIKE)
        if wanted == "none":
            assert levels == UNLIKE, case["why"]
        else:
            assert {key: levels._asdict()[key] for key in wanted} == wanted, case["why"]


def test_marks_of_a_report() -> None:
    text = "Mayor Ann Lee said Omar Reyes Diaz, 19, of Fern Street had died; a 7-year-old was hurt. Fern and fern."
    marks = marks_of(text)
    assert marks.names == ("fern street", "omar diaz")
    assert marks.ages == (7, 19)
    numbers = [int.from_bytes(marks.words[n : n + 4], "little") for n in range(0, len(marks.words), 4)]
    assert numbers == sorted({number_of(word) for word in words_of(text)})
    assert marks.counts[numbers.index(number_of("fern"))] == 3


SAID = "canal laundry barge ferry orchard mill Ann Lee Omar Diaz Fern Street abbey quarry lantern 19-year-old"
WORDS = st.sampled_from(SAID.split(" "))
REPORTS = st.lists(st.lists(st.lists(WORDS, min_size=1, max_size=30).map(" ".join), min_size=1, max_size=3), max_size=6)


def marked(days: list[list[str]]) -> list[list[tuple[str, Marks]]]:
    return [[(f"{d}-{n}", marks_of(text)) for n, text in enumerate(day)] for d, day in enumerate(days)]


@given(REPORTS, st.integers(0, 6))
def test_what_is_known_later_changes_nothing(days: list[list[str]], kept: int) -> None:
    told = marked(days)
    known = {report_id for day in told[:kept] for report_id, _ in day}
    assert alike(told[:kept]) == {pair: found for pair, found in alike(told).items() if pair[0] in known}


@given(REPORTS, st.integers(0, 6))
def test_days_that_are_recalled_are_as_those_that_were_taken(days: list[list[str]], recalled: int) -> None:
    told = marked(days)
    new = {report_id for day in told[recalled:] for report_id, _ in day}
    assert alike(told, recalled) == {pair: found for pair, found in alike(told).items() if pair[0] in new}


def test_the_background_is_counted_in_the_training_reports() -> None:
    counted = runpy.run_path(str(ROOT / "scripts" / "background_words.py"))
    assert counted["OUT"].read_text("utf-8") == counted["table"](), "run: python scripts/background_words.py"

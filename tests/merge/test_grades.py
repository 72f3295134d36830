"""Grades beyond the cases: a person's word beside the suggestion, and that no order matters."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import msgspec
import yaml
from hypothesis import given
from hypothesis import strategies as st
from made_up_events import event, head, made_up
from test_grade_cases import CASES, incident_of, judged

from dateline.merge import graded, merge_events
from dateline.merge.summarise import incident_id_of
from dateline.merge.testimony import source_id
from dateline.model.judgement import Judgement
from dateline.reference.grades import grade_table, grades_of, meaning

MERGING = (Path(__file__).parents[2] / "docs" / "merging.md").read_text("utf-8")
EVENTS, HEADS = made_up(120)
PLAIN = merge_events(EVENTS, HEADS)


def grade(incident: str, scheme: str, value: str, **more: Any) -> Judgement:
    return msgspec.structs.replace(
        judged(incident, incident, verdict="graded", scheme=scheme, grade=value), **{"judgement_id": value} | more
    )


def again(words: list[Judgement]) -> dict[str, Any]:
    found = graded(PLAIN.incidents, EVENTS, HEADS, PLAIN.disputed_by, words)
    return {each.incident_id: each for each in found}


def test_a_persons_grade_stands_beside_the_suggested_one() -> None:
    incident = PLAIN.incidents[0]
    word = grade(incident.incident_id, "airwars", "Confirmed", note="seen")
    before, after = again([])[incident.incident_id], again([word])[incident.incident_id]
    assert after.grade.given == "Confirmed"
    assert (after.grade.given_by, after.grade.given_on, after.grade.note) == ("A. Coder", "2023-03-02", "seen")
    cleared = msgspec.structs.replace(after.grade, given=None, given_by=None, given_on=None, note=None)
    assert cleared == before.grade
    assert after.grades[1] == before.grades[1]
    withdrawn = msgspec.structs.replace(word, withdrawn_at="2023-03-03")
    assert again([withdrawn]) == again([])


def test_of_two_grades_of_one_day_the_later_counts_in_any_order() -> None:
    key = PLAIN.incidents[0].incident_id
    words = [grade(key, "airwars", "Weak", number=2), grade(key, "airwars", "Fair", number=1)]
    for order in (words, words[::-1]):
        assert again(order)[key].grade.given == "Weak"
    earlier = grade(key, "airwars", "Contested", number=3, decided_at="2023-03-01")
    assert again([*words, earlier])[key].grade.given == "Weak"


def test_a_grade_stays_with_the_account_that_founded_the_incident() -> None:
    left, right = PLAIN.incidents[0], PLAIN.incidents[1]
    founders = [next(a for a in each.assertion_ids if incident_id_of(a) == each.incident_id) for each in (left, right)]
    word = grade(right.incident_id, "admiralty", "A1")
    merged = merge_events(EVENTS, HEADS, [judged(*founders)])
    found = graded(merged.incidents, EVENTS, HEADS, merged.disputed_by, [word])
    (joined,) = (each for each in found if founders[1] in each.assertion_ids)
    assert founders[0] in joined.assertion_ids
    assert joined.grades[-1].given == "A1"


def test_a_scheme_that_does_not_apply_can_be_given_all_the_same() -> None:
    told = [event("r1", "Shells fell", killed=None)]
    heads = {"r1": head("r1", made_up(1)[0][0].date.latest)}
    merged = merge_events(told, heads)
    word = grade(merged.incidents[0].incident_id, "airwars", "Discounted")
    (found,) = graded(merged.incidents, told, heads, {}, [word])
    assert (found.grades[0].suggested, found.grades[0].given) == (None, "Discounted")


@given(st.integers(0, 1000))
def test_no_order_of_what_goes_in_changes_a_grade(seed: int) -> None:
    rng = random.Random(seed)
    key = source_id("North")
    words = [
        judged(key, key, verdict="graded", scheme="reliability", grade="B"),
        grade(PLAIN.incidents[3].incident_id, "airwars", "Fair"),
    ]
    events, shuffled = EVENTS[:], words[:]
    rng.shuffle(events)
    rng.shuffle(shuffled)
    found = graded(PLAIN.incidents, events, HEADS, PLAIN.disputed_by, shuffled)
    assert {each.incident_id: each for each in found} == again(words)


def test_a_grade_is_of_its_scheme_and_has_a_meaning() -> None:
    for path in CASES.glob("*.yaml"):
        for case in yaml.safe_load(path.read_text("utf-8")):
            for each in incident_of(case).grades:
                assert each.suggested in grades_of(each.scheme)
                assert all(meaning(each.scheme, each.suggested).split("; "))
    assert meaning("admiralty", "B2") == "usually reliable; probably true"
    assert grades_of("nonsense") == ()


def test_the_rules_in_the_documents_are_those_of_the_table() -> None:
    table = grade_table()
    for name, words in (*table.airwars.items(), *table.reliability.items(), *table.credibility.items()):
        assert f"| {name} | {words} |" in MERGING

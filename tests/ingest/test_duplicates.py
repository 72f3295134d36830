from __future__ import annotations

import random
from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.ingest.duplicates import SAME, SHORTEST, copies, signature
from dateline.reference.sample import sample_reports

VOCABULARY = [f"word{n}" for n in range(400)]


@cache
def sample() -> dict[str, str]:
    return {path.stem: path.read_text("utf-8") for path in sample_reports()}


def account(seed: int, sentences: int = 20) -> list[str]:
    draw = random.Random(seed)
    return [" ".join(draw.choice(VOCABULARY) for _ in range(15)) + "." for _ in range(sentences)]


def test_of_the_sample_one_reprint_is_a_copy_and_no_rewritten_account() -> None:
    rows = [
        (name, signature(text), "2024-01-02" if name.endswith("copy") else "2024-01-01")
        for name, text in sample().items()
    ]
    assert copies(rows) == {"krm-copy": "krm-wire"}


def test_furniture_datelines_quote_marks_and_line_ends_make_no_difference() -> None:
    report = account(1)
    wire = "date 2023-05-08\nKYIV, May 8 (Wire) - " + "\n\n".join(report)
    copy = (
        "The Example Post\nHome | World | Opinion\nBy Staff and agencies\n"
        + "Published: 9 May 2023, 10:00\nShare   Tweet\n\n"
        + "\r\n\r\n".join(["KYIV —" + " " + report[0].upper(), "Advertisement", *report[1:]])
        + "\n\nRead more: What next?\n© 2023 Example"
    )
    assert signature(wire)[5:] == signature(copy)[5:] or copies(
        [("a", signature(wire), "2023-05-08"), ("b", signature(copy), "2023-05-09")]
    ) == {"b": "a"}


@pytest.mark.parametrize(
    ("kept", "own", "is_copy"),
    [(20, 0, True), (16, 0, True), (20, 4, True), (10, 10, False), (10, 5, False), (2, 18, False), (0, 20, False)],
)
def test_how_much_must_be_shared(kept: int, own: int, is_copy: bool) -> None:
    """Of a wire of 20 sentences a paper takes `kept` and adds `own`."""
    paper = account(1)[:kept] + account(2)[:own]
    rows = [
        ("wire", signature(" ".join(account(1))), "2023-05-08"),
        ("paper", signature(" ".join(paper)), "2023-05-09"),
    ]
    assert copies(rows) == ({"paper": "wire"} if is_copy else {})


def test_the_original_is_what_was_known_first_then_the_lesser_id() -> None:
    key = signature(" ".join(account(1)))
    assert copies([("a", key, "2023-05-09"), ("b", key, "2023-05-08")]) == {"a": "b"}
    assert copies([("b", key, "2023-05-08"), ("a", key, "2023-05-08")]) == {"b": "a"}


def test_short_texts_recur_without_being_copies() -> None:
    key = signature("Air alert in Kyiv region.")
    assert copies([("a", key, "2023-05-08"), ("b", key, "2023-05-09")]) == {}
    assert copies([("a", key, "2023-05-08"), ("b", key, "2023-05-08")]) == {"b": "a"}
    assert copies([("a", signature(""), "2023-05-08"), ("b", signature(" \n"), "2023-05-08")]) == {}


def test_a_chain_of_updates_is_not_one_report() -> None:
    """Each day's text keeps 80 % of the day before: days far apart share too little to be copies."""
    story = account(1, 100)
    days = [" ".join(story[n * 4 : n * 4 + 20]) for n in range(12)]
    rows = [(f"r{n:02}", signature(text), str(date(2023, 5, 1) + timedelta(n))) for n, text in enumerate(days)]
    found = copies(rows)
    assert found["r01"] == "r00"
    assert all(abs(int(copy[1:]) - int(original[1:])) <= 1 for copy, original in found.items())


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_order_does_not_matter_and_the_past_does_not_change(data: st.DataObject) -> None:
    """Reports of three stories, each keeping some sentences of its story, in two orders and up to a day."""
    drawn = st.tuples(st.integers(0, 2), st.integers(8, 20), st.integers(1, 9))
    made = data.draw(st.lists(drawn, min_size=2, max_size=8))
    rows = [
        (f"r{n}", signature(" ".join(account(story)[:kept])), f"2023-05-0{day}")
        for n, (story, kept, day) in enumerate(made)
    ]
    found = copies(rows)
    assert copies(data.draw(st.permutations(rows))) == found
    assert not set(found) & set(found.values())
    until = f"2023-05-0{data.draw(st.integers(1, 9))}"
    known = {report_id for report_id, _, day in rows if day <= until}
    assert copies(row for row in rows if row[0] in known) == {a: b for a, b in found.items() if a in known}


def test_the_index_finds_what_comparing_all_with_all_finds() -> None:
    """Originals, partial copies, copies of copies and reports without words, many that share a band and are none."""
    draw = random.Random(5)
    rows = []
    for n in range(300):
        whole = account(draw.randrange(40))
        kept = whole[: draw.choice((0, 8, 12, 16, 20))] + account(1000 + n, draw.choice((0, 2, 5)))
        day = date(2024, 1, 1) + timedelta(days=draw.randrange(60))
        rows.append((f"r{n:03}", signature(" ".join(kept)), day.isoformat()))
    in_order = sorted(rows, key=lambda row: (row[2], row[0]))
    found: dict[str, str] = {}
    originals: list[tuple[str, bytes, str]] = []
    for row in in_order:
        original = next((each for each in originals if _is_copy(row, each)), None)
        if original is None:
            originals.append(row)
        else:
            found[row[0]] = original[0]
    assert 100 < len(found) < 200
    assert copies(rows) == found
    half = {row[0] for row in in_order[:150]}
    before = [row for row in originals if row[0] in half]
    assert copies(in_order[150:], before) == {key: found[key] for key in found if key not in half}


def _is_copy(row: tuple[str, bytes, str], original: tuple[str, bytes, str]) -> bool:
    counts = [int.from_bytes(key[1:5], "big") for key in (row[1], original[1])]
    left, right = (np.frombuffer(key[5:], ">u4") for key in (row[1], original[1]))
    share = float(np.mean(left == right))
    if 0 in counts:
        return False
    return share >= SAME if min(counts) >= SHORTEST else share == 1 and counts[0] == counts[1] and row[2] == original[2]


def test_a_signature_is_the_same_bytes_everywhere() -> None:
    assert len(signature("x")) == 517
    assert signature("Shells fell on the village overnight.").hex()[:26] == "010000000424cb050b01b86f90"


def test_foreign_bytes_are_refused() -> None:
    with pytest.raises(ValueError, match="another Dateline"):
        copies([("a", b"abc", "2023-05-08")])

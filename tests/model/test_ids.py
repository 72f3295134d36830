"""Ids are hashes of content: of all of it that was read, and of nothing that is derived over the record."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import made_record
from dateline.model.assertion import Assertion, Review, Toll, sealed, spans_of
from dateline.model.ids import content_id
from dateline.model.report import Report, make_report
from dateline.model.span import Span

WORDS = st.text(min_size=1, max_size=30)
DERIVED: dict[str, Any] = {
    "disputed_by": ("a_0000000000000001",),
    "answers": ("a_0000000000000002",),
    "incident_id": "i_0000000000000003",
    "review": Review(state="accepted", by="A. Coder", at="2024-01-01"),
}
READ: dict[str, Any] = {
    "report_id": "r_other",
    "type": "statement",
    "evidence": Span(start=1, end=3, exact="ab"),
    "trigger": Span(start=1, end=3, exact="ab"),
    "event_type": "Riots",
    "sub_event_type": "Mob violence",
    "interaction": "AID",
    "mode": "retreat",
    "status": "planned",
    "polarity": "denied",
    "certainty": "possible",
    "hedges": (Span(start=1, end=3, exact="ab"),),
    "date": made_record.on("2020-02-29"),
    "places": (),
    "actors": (),
    "targets": (),
    "weapons": made_record.later()[1][2].weapons,
    "tolls": (Toll(measure="killed", best=0, as_written="nobody", evidence=Span(start=0, end=6, exact="nobody")),),
    "holder": made_record.later()[1][1].holder,
    "state": "held",
    "attribution": (),
    "made_by": "rules/other/2",
    "confidence": 0.25,
}


def shelling() -> Assertion:
    return made_record.wire()[1][0]


def test_every_field_is_either_read_or_derived() -> None:
    assert {*READ, *DERIVED, "assertion_id"} == set(Assertion.__struct_fields__)


@pytest.mark.parametrize("field", DERIVED)
def test_what_is_derived_over_the_record_is_no_part_of_the_id(field: str) -> None:
    one = shelling()
    other = msgspec.structs.replace(one, **{field: DERIVED[field]})
    assert other != one
    assert sealed(other).assertion_id == one.assertion_id


@pytest.mark.parametrize("field", DERIVED)
def test_sealing_keeps_what_is_derived(field: str) -> None:
    other = msgspec.structs.replace(shelling(), **{field: DERIVED[field]})
    assert getattr(sealed(other), field) == DERIVED[field]


@pytest.mark.parametrize("field", READ)
def test_what_was_read_is_part_of_the_id(field: str) -> None:
    one = shelling()
    other = msgspec.structs.replace(one, **{field: READ[field]})
    assert getattr(one, field) != READ[field], "the case does not change anything"
    assert sealed(other).assertion_id != one.assertion_id


def test_sealing_twice_changes_nothing() -> None:
    for _, assertions in made_record.everything():
        for each in assertions:
            assert sealed(sealed(each)) == sealed(each) == each


def test_an_assertion_survives_its_export() -> None:
    for _, assertions in made_record.everything():
        for each in assertions:
            again = msgspec.json.decode(msgspec.json.encode(each), type=Assertion)
            assert again == each
            assert sealed(again).assertion_id == each.assertion_id


def test_ids_are_the_same_in_every_process() -> None:
    program = "from dateline.model.ids import content_id; print(content_id('x', {'b': 1, 'a': {2, 1}}, 'ї', None, 1.5))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout.strip()
        for seed in ("1", "2", "77")
    }
    assert runs == {content_id("x", {"a": {1, 2}, "b": 1}, "ї", None, 1.5)}


@given(st.lists(WORDS, max_size=4), st.lists(WORDS, max_size=4))
def test_ids_differ_where_the_parts_do(one: list[str], two: list[str]) -> None:
    assert (content_id("x", *one) == content_id("x", *two)) == (one == two)


def test_an_id_has_the_shape_that_documents_promise() -> None:
    prefix, _, digest = content_id("a", "anything").partition("_")
    assert prefix == "a"
    assert len(digest) == 16
    assert int(digest, 16) >= 0


REPORT: dict[str, Any] = {
    "origin": "in/report.txt", "ingested_at": "2024-02-01", "published": "2024-01-31", "publisher": "Wire",
    "url": "https://example.org/1", "title": "Title", "author": "A. Writer",
}  # fmt: skip


def report(text: str = "Text.", **changed: Any) -> Report:
    return make_report(text, **{**REPORT, **changed})


@pytest.mark.parametrize("field", ["published", "publisher", "url", "title", "author"])
def test_what_makes_a_report_is_part_of_its_id(field: str) -> None:
    assert report(**{field: "2024-01-30" if field == "published" else "other"}).report_id != report().report_id
    assert report(**{field: None}).report_id != report().report_id


@pytest.mark.parametrize(
    "changed", [{"origin": "elsewhere/report.txt"}, {"origin": "C:\\in\\report.txt"}, {"ingested_at": "2025-01-01"}]
)
def test_where_and_when_a_report_was_taken_in_is_no_part_of_its_id(changed: dict[str, Any]) -> None:
    assert report(**changed).report_id == report().report_id


def test_a_row_of_a_table_is_a_report_of_its_own() -> None:
    assert report(origin="in/table.csv#1").report_id != report(origin="in/table.csv#2").report_id


@given(st.text(max_size=60), st.text(max_size=60))
def test_another_text_is_another_report(one: str, two: str) -> None:
    assume(one != two)
    try:
        ids = report(one).report_id, report(two).report_id
    except UnicodeEncodeError:  # a lone surrogate is no text; reading replaces it
        return
    assert ids[0] != ids[1]
    assert report(one).sha256 == hashlib.sha256(one.encode()).hexdigest()


def test_known_from_is_the_day_of_publication_else_of_ingestion() -> None:
    assert report(published="2024-01-31T23:30:00+02:00").known_from == "2024-01-31"
    assert report(published=None).known_from == "2024-02-01"
    assert report(published=None).published_day is None


def test_every_value_of_an_assertion_is_verified() -> None:
    """A span anywhere inside an assertion is one that `spans_of` gives."""
    for _, assertions in made_record.everything():
        for each in assertions:
            assert {id(span) for span in found_in(each)} <= {id(span) for _, span in spans_of(each)}


def found_in(value: object) -> list[Span]:
    if isinstance(value, Span):
        return [value]
    if isinstance(value, msgspec.Struct):
        return [span for field in value.__struct_fields__ for span in found_in(getattr(value, field))]
    return [span for each in value for span in found_in(each)] if isinstance(value, tuple) else []

"""What each reader is shown of an annotated report, of which words, and what it should answer."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from training.learn.gold import Annotated
from training.learn.samples import HOLDS, MEASURES, ROLES, Sample, samples

from dateline.model.report import Report, make_report
from dateline.read import read
from dateline.reference.gazetteer.file import open_gazetteer

TEXT = (
    "Rebels launched an attack on Goma on Tuesday, killing four people. The army holds Bukavu. "
    "The minister will visit Kinshasa."
)
CLAIMS: list[dict[str, Any]] = [
    {"id": "e1", "type": "event", "evidence": "Rebels launched an attack on Goma on Tuesday, killing four people",
     "trigger": "launched an attack", "sub_event_type": "Attack|Armed clash", "actor1": "rebels", "places": ["Goma"],
     "tolls": [{"measure": "killed", "best": 4}], "date": {"earliest": "2024-05-14", "latest": "2024-05-14"}},
    {"id": "c1", "type": "control", "evidence": "The army holds Bukavu", "state": "held", "holder": "army",
     "places": ["Bukavu"]},
    {"id": "e2", "type": "event", "evidence": "The minister will visit Kinshasa", "trigger": "visit",
     "interaction": "CONSULT", "status": "planned", "places": ["Kinshasa"]},
]  # fmt: skip
PAIRS = {"roles", "days", "hold_roles"}


@cache
def gold() -> Annotated:
    report = make_report(TEXT, origin="made.txt", ingested_at="2025-01-01", published="2024-05-16", language="en")
    assert isinstance(report, Report)
    (doc,) = read([report], open_gazetteer())
    return Annotated(Path("made"), "made", CLAIMS, doc, {}, {})


def asked(reader: str) -> dict[tuple[str, ...], set[str]]:
    """The words that a reader is asked of -> what it should answer."""
    doc = gold().doc
    return {
        tuple("" if n < 0 else doc.tokens[n].text for n in s.at): s.right
        for name, s in samples(gold())
        if name == reader
    }


def everything() -> list[tuple[str, Sample]]:
    return list(samples(gold()))


def test_every_sample_has_features_an_answer_and_as_many_words_as_its_reader_takes() -> None:
    """Training stacks the encoder's numbers of these words: one word more or less, and a reader meets another's."""
    for reader, sample in everything():
        assert sample.names
        assert sample.right
        assert len(sample.at) == (2 if reader in PAIRS else 1)
        assert all(-1 <= n < len(gold().doc.tokens) for n in sample.at)
        assert sample.at[0] >= 0, "every question is about a word"
    assert {reader for reader, _ in everything()} == {
        "acts", "types", "roles", "days", "counts", "holds", "hold_roles", "status", "polarity", "certainty",
    }  # fmt: skip


def test_the_word_that_names_an_act_is_one_and_the_noun_that_it_carries_is_not_asked() -> None:
    acts = asked("acts")
    assert acts["launched",] == {"act"}
    assert acts["visit",] == {"act"}
    assert acts["holds",] == {"none"}
    assert ("attack",) not in acts


def test_a_type_is_any_that_the_annotation_allows() -> None:
    assert asked("types") == {("launched",): {"Attack", "Armed clash"}, ("visit",): {"CONSULT"}}


def test_a_party_is_asked_beside_its_act() -> None:
    roles = asked("roles")
    assert roles["launched", "Rebels"] == {"actor1"}
    assert roles["launched", "Goma"] == {"location"}
    assert roles["visit", "Kinshasa"] == {"location"}
    assert roles["visit", "Bukavu"] == {"none"}
    assert all(right <= set(ROLES) for right in roles.values())


def test_a_day_is_asked_beside_its_act_and_the_day_of_publication_is_no_word() -> None:
    assert asked("days") == {("launched", "Tuesday"): {"right"}, ("launched", ""): {"none"}}


def test_a_number_counts_what_the_annotation_says() -> None:
    counts = asked("counts")
    assert counts["four",] == {"killed"}
    assert all(right <= set(MEASURES) for right in counts.values())


def test_a_mood_is_plain_unless_the_annotation_says_otherwise() -> None:
    assert asked("status") == {("launched",): {"actual"}, ("visit",): {"planned"}}
    assert asked("polarity") == {("launched",): {"affirmed"}, ("visit",): {"affirmed"}}
    assert asked("certainty") == {("launched",): {"certain"}, ("visit",): {"certain"}}


def test_who_holds_what() -> None:
    holds = asked("holds")
    assert holds["holds",] == {"held"}
    assert holds["launched",] == {"none"}
    assert all(right <= set(HOLDS) for right in holds.values())
    assert asked("hold_roles")["holds", "Bukavu"] == {"place"}
    assert asked("hold_roles")["holds", "army"] == {"holder"}

"""Which words of a report name places: short forms of states, longest names, lists, datelines, names said again."""

from __future__ import annotations

import pytest

from dateline.model.document import Mention
from dateline.model.report import make_report
from dateline.read import read
from dateline.reference.gazetteer.file import open_gazetteer


def places(text: str) -> list[Mention]:
    """The places that are read in this text."""
    (doc,) = read([make_report(text, origin="t", ingested_at="2024-01-01")], open_gazetteer())
    return [m for m in doc.mentions if m.kind == "place"]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("A man from Macon, Ga., was arrested on Monday.", "Ga.", "Georgia"),
        ("A storm hit Raleigh, N.C., on Monday.", "N.C.", "North Carolina"),
        ("The N.J. governor spoke on Monday.", "N.J.", "New Jersey"),
        ("It was mailed to Tulsa, OK, last week.", "OK", "Oklahoma"),
        ("Fires burned across NSW on Monday.", "NSW", "New South Wales"),
    ],
)
def test_short_forms_of_states(text: str, words: str, name: str) -> None:
    found = {m.span.exact: m for m in places(text)}
    assert found[words].name == name
    assert found[words].level == "region"


@pytest.mark.parametrize(
    "text",
    [
        "OK, he said, and left.",
        "The vase is from 300 B.C. and is broken.",
        "She asked ME, of all people.",
        "Miss. Lee left.",
    ],
)
def test_words_that_only_look_short(text: str) -> None:
    assert not [m for m in places(text) if m.level == "region"]


def test_the_longest_name_counts() -> None:
    found = [m.span.exact for m in places("They drove through New Mexico and North America.")]
    assert found == ["New Mexico", "North America"]


def test_each_county_of_a_list() -> None:
    found = {m.span.exact: m.level for m in places("Floods closed roads in Becker, Otter Tail and Wilkin counties.")}
    assert {name: found.get(name) for name in ("Becker", "Otter Tail", "Wilkin")} == dict.fromkeys(
        ("Becker", "Otter Tail", "Wilkin"), "region"
    )


@pytest.mark.parametrize("text", ["Snow again. OMAHA -- It fell.", "Snow again. SALINA, Kan. (XYZ) -- It fell."])
def test_a_town_in_capitals_heads_a_report(text: str) -> None:
    assert {"OMAHA", "SALINA"} & {m.span.exact for m in places(text)}


def test_a_name_that_is_once_a_place_is_one_again() -> None:
    text = "Floods hit the town of Etowah. Two men drowned in Etowah. Etowah police found them."
    assert [m.span.start for m in places(text)] == [text.index("Etowah"), 50, 58]


def test_a_ship_is_no_town() -> None:
    assert "Carney" not in [m.span.exact for m in places("The destroyer Carney fired at the drones.")]


def test_the_end_of_a_longer_name_is_no_place() -> None:
    assert "Memphis" not in [m.span.exact for m in places("They climbed Mount Memphis.")]

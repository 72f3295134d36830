"""Persons with their offices, and what surnames, offices and pronouns refer to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from dateline.model.document import Doc, Mention
from dateline.model.gazetteer import Entry
from dateline.model.report import make_report
from dateline.read import read
from dateline.read.people import find_people


class NoPlaces:
    """A gazetteer that knows no place."""

    def find(self, name: str) -> Sequence[Entry]:
        return ()

    def spotted(self, text: str) -> Sequence[tuple[int, int]]:
        return ()


def docs(*texts: str) -> Iterator[Doc]:
    return read([make_report(t, origin=f"t{n}", ingested_at="2024-01-01") for n, t in enumerate(texts)], NoPlaces())


def meant(text: str, words: str, *, after: str = "") -> Mention | None:
    """What the mention with these words refers to; the first one, or the first after the words `after`."""
    (doc,) = docs(text)
    start = text.index(after) + len(after) if after else 0
    mention = next(m for m in doc.mentions if m.span.start >= start and m.span.exact == words)
    return doc.resolved(mention) if mention.refers_to is not None else None


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Kharkiv regional governor Oleh Bondar spoke.", "Oleh Bondar", "Kharkiv regional governor"),
        ("Prime Minister Leo Tamm arrived in Paris.", "Leo Tamm", "Prime Minister"),
        ("Lt. Gen. Omar Haddad was killed.", "Omar Haddad", "Lt. Gen."),
        ("Yusuf Demir, chairman of the council, said so.", "Yusuf Demir", "chairman of the council"),
        ("The commander of the brigade, Colonel Jan Novak, said so.", "Jan Novak", "Colonel"),
        ("Ukraine's deputy defence minister Hanna Koval said so.", "Hanna Koval", "Ukraine's deputy defence minister"),
    ],
)
def test_a_person_has_the_office_that_stands_beside(text: str, name: str, role: str) -> None:
    (doc,) = docs(text)
    person = next(m for m in find_people(doc) if m.name == name)
    assert person.role == role


def test_the_country_is_that_of_the_office() -> None:
    (doc,) = docs("Ukraine's deputy defence minister Hanna Koval said so.")
    assert next(m for m in doc.mentions if m.name == "Hanna Koval").country in {"UKR", None}


def test_a_rank_is_not_part_of_the_name() -> None:
    (doc,) = docs("Brigadier General Nabil Mansour was killed.")
    assert [m.name for m in find_people(doc)] == ["Nabil Mansour"]


def test_a_surname_means_the_full_name_before_it() -> None:
    found = meant("Governor Petro Savchuk left. Savchuk returned.", "Savchuk", after="left. ")
    assert found is not None
    assert found.name == "Petro Savchuk"


def test_a_surname_means_the_full_name_after_it() -> None:
    found = meant("Savchuk: we stay. Governor Petro Savchuk said so in Lviv on Monday.", "Savchuk")
    assert found is not None
    assert found.name == "Petro Savchuk"


def test_two_people_of_one_surname_are_kept_apart() -> None:
    text = "Ivan Horak left. Anna Horak stayed. Horak spoke."
    found = meant(text, "Horak", after="stayed. ")
    assert found is not None
    assert found.name == "Anna Horak"


@pytest.mark.parametrize(
    ("text", "words", "after", "name"),
    [
        ("Governor Petro Savchuk said a mill burned. He said two men were hurt.", "He", "burned.", "Petro Savchuk"),
        ("President Lena Markova said she would not leave.", "she", "said", "Lena Markova"),
        ("Governor Petro Savchuk said a mill burned. The governor left.", "governor", "burned. The ", "Petro Savchuk"),
        ("Spokeswoman Ada Brandt met General Jan Novak. She left.", "She", "Novak.", "Ada Brandt"),
    ],
)
def test_pronouns_and_offices(text: str, words: str, after: str, name: str) -> None:
    found = meant(text, words, after=after)
    if words == "governor":
        (doc,) = docs(text)
        if not any(m.span.exact == words and m.span.start > text.index(after) for m in doc.mentions):
            pytest.fail("the office is no mention")
    assert found is not None
    assert found.name == name


def test_it_means_the_body() -> None:
    found = meant("The Interior Ministry said two columns had left. It said the border was open.", "It", after="left.")
    assert found is not None
    assert "Interior Ministry" in found.span.exact


def test_two_equal_candidates_leave_a_pronoun_open() -> None:
    (doc,) = docs("It rained all day. He slept.")
    assert all(m.refers_to is None for m in doc.mentions if m.kind == "pronoun")


def test_chains_end() -> None:
    """Following refers_to never comes back to where it began."""
    text = "Governor Petro Savchuk said a mill burned. Savchuk left. He slept. The governor woke. His car was gone."
    (doc,) = docs(text)
    for n, _ in enumerate(doc.mentions):
        seen, at = {n}, doc.mentions[n].refers_to
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = doc.mentions[at].refers_to

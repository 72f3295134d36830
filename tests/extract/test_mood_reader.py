"""Moods of acts: plain unless the words speak well enough against it, and always words of the record."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reader_texts import DAYS, FEW, TEXTS, doc_of, fresh

from dateline.extract.act_features import seen_words
from dateline.extract.act_reader import unruled
from dateline.extract.context import of_words
from dateline.extract.events import drafts, extent_of
from dateline.extract.mood_reader import MOODS, PLAIN, SAYS, clause_words, read_moods, seen_mood
from dateline.model.document import Doc
from dateline.model.vocabulary import Certainty, Polarity, Status
from dateline.reference.learned import learned

WORDS = {"status": get_args(Status), "polarity": get_args(Polarity), "certainty": get_args(Certainty)}


def moods(doc: Doc) -> list[dict[str, str]]:
    seen = [(d.act.trigger.head, seen_mood(doc, d.act.seen, d.act.trigger, (d.first, d.last))) for d in drafts(doc)]
    return read_moods(doc, seen)


def seen_at(text: str, word: str) -> list[str]:
    doc = doc_of(text)
    (token,) = [t for t in doc.tokens if t.text == word]
    (seen,) = [each for each in seen_words(doc) if each.token == token.i]
    trigger = unruled(doc, token)
    return seen_mood(doc, seen, trigger, extent_of(doc, trigger))


@pytest.mark.parametrize("mood", MOODS)
def test_a_readers_answers_are_words_of_the_record_and_one_is_plain(mood: str) -> None:
    classes = learned(mood).classes
    assert set(classes) <= set(WORDS[mood])
    assert PLAIN[mood] in classes
    assert 0 < SAYS[mood] < 1


@FEW
@given(TEXTS, DAYS)
def test_every_act_has_every_mood(text: str, day: str | None) -> None:
    for found in moods(doc_of(text, day)):
        assert tuple(found) == MOODS
        assert all(found[mood] in WORDS[mood] for mood in MOODS)


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=12), min_size=1, max_size=8))
def test_a_mood_is_plain_unless_the_chance_of_another_is_high_enough(seen: list[str]) -> None:
    doc = doc_of("Rebels shelled Goma.")
    for mood, said in read_moods(doc, [(1, seen)])[0].items():
        reader = learned(mood)
        chances = dict(zip(reader.classes, map(float, reader.answers([seen], of_words(doc, [1]))[0]), strict=True))
        other = max((c for c in reader.classes if c != PLAIN[mood]), key=lambda c: chances[c])
        assert said == (other if chances[other] >= SAYS[mood] else PLAIN[mood])


@FEW
@given(TEXTS, DAYS)
def test_the_same_text_gives_the_same_moods(text: str, day: str | None) -> None:
    assert moods(fresh(text, day)) == moods(doc_of(text, day))


@pytest.mark.parametrize(
    ("text", "word", "names"),
    [
        ("Rebels did not shell Goma.", "shell", {"polarity=denied", "any:neg=not", "up0:aux=did"}),
        ("Rebels may shell Goma.", "shell", {"up0:aux=may", "in=may"}),
        ("Who shelled Goma?", "shelled", {"asks=True"}),
        ("Talks are to open on 20 May 2024.", "open", {"ahead=True"}),
        ("Talks were to open on 10 May 2024.", "open", {"ahead=False"}),
        ("No soldiers were killed.", "killed", {"up0:subject=soldier", "up0:of=no"}),
    ],
)
def test_what_makes_a_mood_is_seen(text: str, word: str, names: set[str]) -> None:
    assert names <= set(seen_at(text, word))


def test_the_clause_of_a_noun_is_that_of_its_verb() -> None:
    doc = doc_of("They denied the attack on Goma. An explosion.")
    at = {token.text: token for token in doc.tokens}
    assert clause_words(doc, unruled(doc, at["attack"])) == (at["denied"], at["attack"])
    assert clause_words(doc, unruled(doc, at["denied"])) == (at["denied"], None)
    assert clause_words(doc, unruled(doc, at["explosion"])) == (None, at["explosion"])

"""Names are not seen by the readers: the same words about other sides are read alike."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from reader_texts import DAYS, FEW, TEXTS, doc_of

from dateline.extract.act_features import seen_type, seen_words
from dateline.extract.act_reader import unruled
from dateline.extract.context import of_pairs, of_words, shown_words, vectors
from dateline.extract.events import extent_of
from dateline.extract.mood_reader import seen_mood
from dateline.extract.plain_words import form, inside_names, lemma, plain_words
from dateline.extract.role_features import Scene, near, parties, seen_pair
from dateline.extract.role_reader import roles_by_rule
from dateline.model.document import Doc
from dateline.reference.encoder import WIDTH

KINDS = {"country", "foreign", "place", "someone", "organisation", "forces", "group"}
SWAPPED = [
    ("Russian troops shelled Kharkiv.", "Ukrainian troops shelled Donetsk."),
    ("Sudanese forces attacked a market in Malakal.", "Ethiopian forces attacked a market in Gondar."),
    ("Sudan accused Ethiopia of shelling a village.", "Ethiopia accused Sudan of shelling a village."),
    ("Israel bombed a camp in Lebanon, killing nine.", "Turkey bombed a camp in Syria, killing nine."),
    ("A strike in Yemen killed nine people.", "A strike in Mali killed nine people."),
    ("Russian drones hit a Ukrainian depot on Tuesday.", "Ukrainian drones hit a Russian depot on Tuesday."),
    ("Russian shelling killed nine people.", "Ukrainian shelling killed nine people."),
]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Russian drones struck Kharkiv.", "foreign drones struck place ."),
        ("Sudan accused Ethiopia of shelling.", "country accused country of shelling ."),
        ("Volodymyr Zelensky visited the front.", " someone visited the front ."),
        ("On Tuesday rebels took the town.", "On Tuesday rebels took the town ."),
        ("Two Shahed drones were shot down.", "Two Shahed drones were shot down ."),
        ("the russian word", "the foreign word"),
        ("The Lebanese Army entered Bint Jbeil.", "The foreign Army entered place place ."),
        ("The Azov Brigade left.", "The forces Brigade left ."),
        ("The army entered Tyre.", "The forces entered place ."),
    ],
)
def test_names_are_shown_as_words_for_their_kind(text: str, wanted: str) -> None:
    assert " ".join(shown_words(doc_of(text))) == wanted


@FEW
@given(TEXTS, DAYS)
def test_a_word_is_itself_or_that_of_a_kind(text: str, day: str | None) -> None:
    doc = doc_of(text, day)
    shown = shown_words(doc)
    assert len(shown) == len(doc.tokens)
    for token, word in zip(doc.tokens, shown, strict=True):
        if token.i not in plain_words(doc):
            assert (word, form(doc, token), lemma(doc, token)) == (token.text, token.lower, token.lemma.lower())
        else:
            assert word in KINDS or (word == "" and token.i in inside_names(doc))
            assert form(doc, token) == lemma(doc, token) in KINDS
    assert vectors(doc).shape == (len(doc.tokens) + 1, WIDTH)
    assert not vectors(doc)[-1].any(), "the row of no word"


@pytest.mark.parametrize(("one", "other"), SWAPPED)
def test_other_sides_make_no_difference_to_the_encoder(one: str, other: str) -> None:
    first, second = doc_of(one), doc_of(other)
    assert shown_words(first) == shown_words(second)
    assert np.array_equal(vectors(first), vectors(second))


@pytest.mark.parametrize(("one", "other"), SWAPPED)
def test_other_sides_make_no_difference_to_the_features(one: str, other: str) -> None:
    first, second = list(features(doc_of(one))), list(features(doc_of(other)))
    assert len(first) > 3
    assert first == second


def features(doc: Doc) -> Iterator[tuple[str, set[str]]]:
    """What the readers see of each word as an act, of its mood, its type, and of each party near it."""
    for seen in seen_words(doc):
        word = doc.tokens[seen.token]
        trigger = unruled(doc, word)
        extent = extent_of(doc, trigger)
        yield f"act {form(doc, word)}", set(seen.names)
        yield f"type {form(doc, word)}", set(seen_type(doc, seen, trigger))
        yield f"mood {form(doc, word)}", set(seen_mood(doc, seen, trigger, extent))
        scene = Scene(seen.token, "Attack", extent, roles_by_rule(doc, trigger, extent))
        for party in near(doc, seen.token, parties(doc)):
            yield f"pair {form(doc, word)} {form(doc, doc.tokens[party.head])}", set(seen_pair(doc, scene, party))


def test_another_word_makes_a_difference() -> None:
    """So that the tests above can fail."""
    first, second = doc_of("Russian troops shelled Kharkiv."), doc_of("Russian troops entered Kharkiv.")
    assert not np.array_equal(vectors(first), vectors(second))
    assert list(features(first)) != list(features(second))


def test_a_pair_is_shown_as_both_words_and_their_product_and_no_word_as_nothing() -> None:
    doc = doc_of("Rebels shelled Goma.")
    both, alone = of_pairs(doc, [(1, 2), (1, -1)])
    one, other = vectors(doc)[1], vectors(doc)[2]
    assert np.array_equal(both, np.concatenate([one, other, one * other]))
    assert np.array_equal(alone[:WIDTH], one)
    assert not alone[WIDTH:].any()
    assert np.array_equal(of_words(doc, [2, 1]), np.stack([other, one]))


def test_no_words_and_no_pairs_have_no_numbers() -> None:
    doc = doc_of("Rebels shelled Goma.")
    assert of_words(doc, []).shape == (0, WIDTH)
    assert of_pairs(doc, []).shape == (0, 3 * WIDTH)

"""Acts: which words can name one, what holds of every act that is read, how chances of types are weighed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from reader_texts import DAYS, FEW, TEXTS, doc_of, fresh, quotes

from dateline.extract.act_features import SEEN_KINDS, candidates, seen_type, seen_words
from dateline.extract.act_reader import (
    AT_LEAST,
    _one_word_each,
    act_chances,
    act_of,
    in_one_report,
    read_acts,
    unruled,
    with_rules,
)
from dateline.extract.events import drafts, extent_of
from dateline.model.vocabulary import INTERACTIONS, SUB_EVENT_TYPES
from dateline.reference.learned import learned

CHANCES = st.integers(1, 6).flatmap(
    lambda acts: st.lists(st.lists(st.floats(0.01, 1), min_size=4, max_size=4), min_size=acts, max_size=acts)
)


def rows(drawn: list[list[float]]) -> np.ndarray:
    found = np.array(drawn, np.float32)
    return found / found.sum(axis=1, keepdims=True)


# ---------------------------------------------------------------- words


def test_verbs_and_the_heads_of_phrases_can_name_an_act() -> None:
    doc = doc_of("Heavy shelling has hit the old bridge, and three were killed.")
    words = [token.text for token in candidates(doc)]
    assert {"shelling", "hit", "bridge", "killed"} <= set(words)
    assert not {"has", "were", "the", "Heavy", "old", ","} & set(words)


@FEW
@given(TEXTS, DAYS)
def test_every_verb_can_name_an_act_and_what_is_seen_is_in_text_order(text: str, day: str | None) -> None:
    doc = doc_of(text, day)
    seen = [each.token for each in seen_words(doc)]
    assert seen == sorted(set(seen))
    assert {t.i for t in doc.tokens if t.pos == "VERB"} <= set(seen)
    assert all(each.names for each in seen_words(doc))


# ---------------------------------------------------------------- acts


@FEW
@given(TEXTS, DAYS)
def test_what_holds_of_every_act(text: str, day: str | None) -> None:
    doc = doc_of(text, day)
    acts = read_acts(doc)
    assert [a.trigger.head for a in acts] == sorted({a.trigger.head for a in acts})
    for each in acts:
        trigger = each.trigger
        assert AT_LEAST <= each.likely <= 1
        assert [p for _, p in each.kinds] == sorted((p for _, p in each.kinds), reverse=True)
        assert 0 < sum(p for _, p in each.kinds) <= 1.001
        assert act_of(each.kinds[0][0]) == trigger.act
        assert each.seen.token == trigger.head
        assert trigger.first <= trigger.head < trigger.last
        assert (trigger.act.sub_event_type or trigger.act.interaction) in {*SUB_EVENT_TYPES, *INTERACTIONS}
        first, last = extent_of(doc, trigger)
        assert first <= trigger.first < trigger.last <= last
        assert {doc.tokens[i].sentence for i in (first, last - 1)} == {doc.tokens[trigger.head].sentence}
        assert quotes(doc, (doc.span(first, last), doc.span(trigger.first, trigger.last)))
    assert [d.act.trigger for d in drafts(doc)] == [a.trigger for a in acts]


@FEW
@given(TEXTS, DAYS)
def test_the_same_text_gives_the_same_acts(text: str, day: str | None) -> None:
    assert read_acts(fresh(text, day)) == read_acts(doc_of(text, day))


@FEW
@given(TEXTS)
def test_every_word_that_can_name_an_act_has_its_chance(text: str) -> None:
    doc = doc_of(text)
    seen = seen_words(doc)
    chances = act_chances(doc, seen)
    assert len(chances) == len(seen)
    assert all(0 <= p <= 1 for p in chances)


@pytest.mark.parametrize("text", ["", "...", "12", "RESCUERS", "Перемир'я."])
def test_next_to_nothing_is_read_without_fault(text: str) -> None:
    assert len(read_acts(doc_of(text))) <= 1


def chosen(text: str, chances: dict[str, float]) -> dict[str, float]:
    """Word -> how likely it names an act, of those chosen where the words have these chances."""
    doc = doc_of(text)
    seen = seen_words(doc)
    likely = [chances.get(doc.tokens[each.token].text, 0.0) for each in seen]
    return {doc.tokens[each.token].text: p for each, p in _one_word_each(doc, seen, likely)}


def test_what_speaks_for_a_verb_and_the_noun_that_it_carries_adds_up_to_one_act() -> None:
    text = "Rebels launched an attack on Goma."
    assert chosen(text, {"launched": 0.5, "attack": 0.6}) == {"attack": pytest.approx(0.8)}
    assert chosen(text, {"launched": 0.6, "attack": 0.5}) == {"launched": pytest.approx(0.8)}
    assert chosen(text, {"launched": 0.3, "attack": 0.3}) == {"attack": pytest.approx(0.51)}


def test_a_verb_of_its_own_meaning_and_its_object_are_two_acts() -> None:
    text = "Rebels shelled the protest."
    assert chosen(text, {"shelled": 0.9, "protest": 0.8}) == {"shelled": 0.9, "protest": 0.8}
    assert chosen(text, {"shelled": 0.9, "protest": 0.2}) == {"shelled": pytest.approx(0.92)}


def test_words_too_unlikely_are_not_chosen() -> None:
    assert chosen("Rebels shelled Goma.", {"shelled": AT_LEAST - 0.01}) == {}


def test_an_act_that_no_rule_knows_has_its_word_its_particle_and_its_verb() -> None:
    doc = doc_of("They blew up the hall. Nobody expected the outage.")
    at = {token.text: token for token in doc.tokens}
    verb = unruled(doc, at["blew"])
    assert (doc.span(verb.first, verb.last).exact, verb.form, verb.verb) == ("blew up", "verb", at["blew"].i)
    noun = unruled(doc, at["outage"])
    assert (doc.span(noun.first, noun.last).exact, noun.form, noun.verb) == ("outage", "noun", at["expected"].i)


# ---------------------------------------------------------------- types


def test_every_type_that_the_reader_can_give_is_one_of_the_record() -> None:
    assert set(learned("types").classes) <= {*SUB_EVENT_TYPES, *INTERACTIONS}
    assert set(SEEN_KINDS) == set(INTERACTIONS)


@pytest.mark.parametrize("kind", [*SUB_EVENT_TYPES, *INTERACTIONS])
def test_a_type_names_its_act(kind: str) -> None:
    act = act_of(kind)
    both = {"RETREAT": "Non-violent transfer of territory"}  # one act, named by both lists
    assert act.sub_event_type == (kind if kind in SUB_EVENT_TYPES else both.get(kind))
    assert act.interaction == kind if kind in INTERACTIONS else act.interaction in (None, *INTERACTIONS)
    assert act.family


@given(CHANCES)
def test_weighing_in_the_report_keeps_probabilities(drawn: list[list[float]]) -> None:
    chances = rows(drawn)
    weighed = in_one_report(chances, (0, 1))
    assert weighed.shape == chances.shape
    assert_allclose(weighed.sum(axis=1), 1, rtol=1e-4)
    assert ((weighed > 0) & (weighed <= 1)).all()
    if len(chances) == 1:
        assert_array_equal(weighed, chances)


def test_the_other_acts_of_a_report_pull_and_an_act_does_not_pull_itself() -> None:
    sure, torn = [0.9, 0.05, 0.05], [0.45, 0.5, 0.05]
    weighed = in_one_report(np.array([sure, sure, torn], np.float32), ())
    assert weighed[2].argmax() == 0
    alone = in_one_report(np.array([torn], np.float32), ())
    assert alone[0].argmax() == 1


def test_acts_that_take_ground_pull_alike_whoever_takes_it() -> None:
    torn, government, rebels = [0.4, 0.35, 0.25], [0.9, 0.05, 0.05], [0.05, 0.9, 0.05]
    pulled = [in_one_report(np.array([torn, each], np.float32), (0, 1))[0] for each in (government, rebels)]
    assert_allclose(pulled[0], pulled[1], rtol=1e-5)


@given(CHANCES, st.integers(0, 4))
def test_the_rules_type_is_counted_in_and_no_other(drawn: list[list[float]], ruled: int) -> None:
    classes = ("a", "b", "c", "d")
    chances = rows(drawn)
    seen = [[f"typed={'abcdx'[ruled]}", f"typed={'abcdx'[ruled]}|hit"]] + [["typed=none|hit"]] * (len(chances) - 1)
    mixed = with_rules(chances, seen, classes)
    assert_allclose(mixed.sum(axis=1), 1, rtol=1e-4)
    assert_array_equal(mixed[1:], chances[1:])
    if ruled < 4:
        assert mixed[0, ruled] >= chances[0, ruled]
        assert all(mixed[0, k] <= chances[0, k] for k in range(4) if k != ruled)
    else:
        assert_array_equal(mixed[0], chances[0])


@FEW
@given(TEXTS)
def test_what_is_seen_of_a_type_has_all_that_is_seen_of_its_word(text: str) -> None:
    doc = doc_of(text)
    for each in read_acts(doc):
        names = seen_type(doc, each.seen, each.trigger)
        assert tuple(names[: len(each.seen.names)]) == each.seen.names

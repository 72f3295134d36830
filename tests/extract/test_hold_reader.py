"""Who holds a place, by the learned reader: what holds of everything that it reads, and what it sees of the rules."""

from __future__ import annotations

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st
from reader_texts import FEW, doc_of, fresh, quotes

from dateline.extract import control
from dateline.extract.act_features import seen_words
from dateline.extract.control import by_rules
from dateline.extract.hold_reader import AT_LEAST, Hold, hold_extent, read_holds, seen_hold, states_by_rule
from dateline.model.document import Doc
from dateline.model.vocabulary import ControlState
from dateline.reference.learned import learned

_WHO = ("Rebels", "Government troops", "Russian forces", "The M23", "They", "No one")
_DID = (
    "hold", "have lost", "captured", "withdrew from", "encircled", "are fighting for control of", "do not control",
    "raised the flag over", "visited", "were driven out of", "may soon take", "are dug in at", "shelled",
)  # fmt: skip
_WHERE = ("Bakhmut", "Goma and Bukavu", "the village", "Sudan", "the bridge near Kherson", "Malakal")
_MORE = ("", "on Monday", "officials said", "after two weeks of fighting", "which the army left in March")
TEXTS = st.lists(
    st.builds(lambda *parts: f"{' '.join(filter(None, parts))}.", *map(st.sampled_from, (_WHO, _DID, _WHERE, _MORE))),
    min_size=1,
    max_size=3,
).map(" ".join)


def holds(doc: Doc) -> list[Hold]:
    return read_holds(doc, seen_words(doc), list(by_rules(doc)))


@FEW
@given(TEXTS)
def test_what_holds_of_every_reading(text: str) -> None:
    doc = doc_of(text)
    heads = [each.head for each in holds(doc)]
    assert heads == sorted(set(heads))
    for each in holds(doc):
        first, last = each.at
        assert first <= each.head < last
        assert {doc.tokens[i].sentence for i in (first, last - 1)} == {doc.tokens[each.head].sentence}
        assert each.state in get_args(ControlState)
        assert each.places
        assert all(place.level != "country" and place.role == "location" for place in each.places)
        assert len({place.as_written for place in each.places}) == len(each.places)
        assert AT_LEAST * AT_LEAST - 0.001 <= each.likely <= 1
        assert quotes(doc, (doc.span(*each.at), each.places, each.holder))


@FEW
@given(TEXTS)
def test_the_same_text_gives_the_same(text: str) -> None:
    assert holds(fresh(text)) == holds(doc_of(text))


@FEW
@given(TEXTS)
def test_the_rules_come_first_and_nothing_is_asserted_without_a_holder(text: str) -> None:
    doc = doc_of(text)
    ruled = list(by_rules(doc))
    found = list(control.extract(doc))
    first = [each for each in found if each.made_by.startswith("rules/")]
    assert found[: len(first)] == first
    for each in first:  # those of people who can hold ground, with their lists of places whole
        assert any(
            each.evidence.contains(a.evidence) and each.places[: len(a.places)] == a.places and each.holder == a.holder
            for a in ruled
        )
        assert quotes(doc, each)
    for each in found[len(first) :]:
        assert each.made_by.startswith("learned/control/")
        assert each.holder is not None
        assert each.confidence is not None
        assert quotes(doc, each)
        assert not any(a.evidence.start < each.evidence.end and each.evidence.start < a.evidence.end for a in ruled)


def test_the_state_that_a_rule_read_around_a_word_is_seen() -> None:
    doc = doc_of("Goma is in the hands of the M23. It rained.")
    ruled = list(by_rules(doc))
    at = {token.text: token.i for token in doc.tokens}
    assert states_by_rule(doc, ruled)[at["hands"]] == "held"
    assert at["rained"] not in states_by_rule(doc, ruled)
    (seen,) = [each for each in seen_words(doc) if each.token == at["hands"]]
    assert seen_hold(seen, "held") == [*seen.names, "held=held", "held=held|lemma=hand"]
    assert seen_hold(seen, None)[-2:] == ["held=None", "held=None|lemma=hand"]


def test_a_verb_stands_for_its_clause_and_a_bare_noun_for_its_phrase() -> None:
    doc = doc_of("It rained, and rebels hold Bakhmut. The fall of Goma.")
    at = {token.text: token for token in doc.tokens}
    assert "rebels hold Bakhmut" in doc.span(*hold_extent(doc, at["hold"])).exact
    assert doc.span(*hold_extent(doc, at["fall"])).exact == "The fall of Goma"


def test_the_readers_answer_with_states_and_parties() -> None:
    assert learned("holds").classes == ("none", *get_args(ControlState))
    assert learned("hold_roles").classes == ("none", "place", "holder")

"""Events are weighed once all are read: what holds of those that are told, and how far the last readers look."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_accounts import NOBODY, account, actor, place, words
from reader_texts import DAYS, FEW, TEXTS, doc_of, fresh

from dateline.extract.act_reader import NEARLY, act_of
from dateline.extract.event_features import WITHIN, Account, seen_event, seen_kind, seen_site
from dateline.extract.event_reader import AT_LEAST, Weighed, typed_again, weighed
from dateline.extract.events import accounts, assertion_of
from dateline.extract.role_features import Told
from dateline.extract.role_reader import Roles
from dateline.model.assertion import Toll
from dateline.model.document import Doc
from dateline.model.vocabulary import INTERACTIONS, SUB_EVENT_TYPES
from dateline.reference.learned import learned

TYPES = {*SUB_EVENT_TYPES, *INTERACTIONS}
TEXT = "Police shelled Goma on Tuesday. Rebels killed four men in Bukavu."
SHELLING = "Shelling/artillery/missile attack"


# ---------------------------------------------------------------- what is told


@FEW
@given(TEXTS, DAYS)
def test_what_holds_of_every_event_that_is_told(text: str, day: str | None) -> None:
    doc = doc_of(text, day)
    read = accounts(doc)
    told = weighed(doc, read)
    heads = [w.account.trigger.head for w in told]
    assert heads == sorted(set(heads))
    assert set(heads) <= {a.trigger.head for a in read}
    for each in told:
        assert AT_LEAST <= each.likely <= 1
        assert len(each.sites) == len(each.account.roles.places)
        assert all(0 <= p <= 1 for p in each.sites)
        act = each.account.trigger.act
        assert (act.sub_event_type or act.interaction) in TYPES
        assert act == act_of(each.account.kinds[0][0])
    assert weighed(doc, accounts(fresh(text, day))) == told


@FEW
@given(TEXTS, DAYS)
def test_who_where_and_when_stay_as_they_were_read(text: str, day: str | None) -> None:
    """The last readers weigh and type; they fill no slot."""
    doc = doc_of(text, day)
    read = {a.trigger.head: a for a in accounts(doc)}
    for each in weighed(doc, list(read.values())):
        before, after = read[each.account.trigger.head], each.account
        kept = {"trigger": before.trigger, "kinds": before.kinds}
        assert msgspec.structs.replace(after, **kept) == before


@FEW
@given(TEXTS)
def test_an_event_in_the_record_states_the_chances_that_it_was_given(text: str) -> None:
    doc = doc_of(text)
    for each in weighed(doc, accounts(doc)):
        made = assertion_of(doc, each)
        assert made.confidence == round(each.likely, 3)
        assert [p.score for p in made.places] == [round(s, 3) for s in each.sites]
        assert [p.as_written for p in made.places] == [p.as_written for p in each.account.roles.places]


def test_a_report_without_acts_has_no_events() -> None:
    doc = doc_of("The shop was open.")
    assert weighed(doc, []) == []
    assert typed_again(doc, []) == []


@FEW
@given(TEXTS)
def test_types_are_weighed_again_and_nothing_else(text: str) -> None:
    doc = doc_of(text)
    read = accounts(doc)
    again = typed_again(doc, read)
    assert [a.trigger.head for a in again] == [a.trigger.head for a in read]
    for one in again:
        chances = [p for _, p in one.kinds]
        assert chances == sorted(chances, reverse=True)
        assert len(chances) <= NEARLY
        assert 0 < sum(chances) <= 1.001
        assert {kind for kind, _ in one.kinds} <= TYPES


@pytest.mark.parametrize(("name", "yes"), [("own", "event"), ("sites", "right")])
def test_the_second_answer_of_a_reader_is_the_one_that_is_taken(name: str, yes: str) -> None:
    assert learned(name).classes == ("none", yes)


def test_every_type_that_can_be_given_again_is_one_of_the_record() -> None:
    assert set(learned("types_again").classes) <= TYPES


# ---------------------------------------------------------------- what is seen


@FEW
@given(TEXTS)
def test_something_is_seen_of_every_event(text: str) -> None:
    doc = doc_of(text)
    read = accounts(doc)
    for n, one in enumerate(read):
        assert seen_event(doc, read, n)
        assert seen_kind(doc, read, n)
        assert all(seen_site(doc, read, n, each, 0.5) for each in one.roles.places)


def made(doc: Doc) -> tuple[Account, Account]:
    """One event in Goma by the police, another with a toll in Bukavu by nobody."""
    first = Roles(
        (actor(doc, "actor1", "Police", None, "police"),),
        (place(doc, "Goma", "COD"),),
        *((), (), ()),
        0.8,
        Told(SHELLING, {"location": frozenset({"Goma"})}),
    )
    there = Told("Attack", {"location": frozenset({"Bukavu"})})
    second = Roles((), (place(doc, "Bukavu", "COD"),), (), (), (), 0.8, there)
    four = Toll(measure="killed", best=4, as_written="four", evidence=words(doc, "four"))
    return (
        account(doc, "shelled", ((SHELLING, 0.7), ("Attack", 0.2)), first),
        account(doc, "killed", (("Attack", 0.6), ("Armed clash", 0.3)), second, tolls=(four,)),
    )


def all_seen(doc: Doc, read: Sequence[Account], n: int) -> tuple[list[str], list[str], list[str]]:
    """Everything that the last readers see of one event."""
    (where,) = read[n].roles.places
    return seen_event(doc, read, n), seen_kind(doc, read, n), seen_site(doc, read, n, where, 0.5)


@given(st.integers(WITHIN, 3 * WITHIN), st.integers(WITHIN, 3 * WITHIN))
def test_what_is_told_far_away_is_not_looked_at(before: int, after: int) -> None:
    """Or reading would take time that grows with the square of a report's length."""
    doc = doc_of(TEXT)
    one, other = made(doc)
    beside = [other] * WITHIN
    far = [[kind] * (before - WITHIN) + [*beside, one, *beside] + [kind] * (after - WITHIN) for kind in (one, other)]
    # How many events a report tells is seen, up to a dozen: more than stand within reach
    assert all_seen(doc, far[0], before) == all_seen(doc, far[1], before)


@pytest.mark.parametrize("n", [-WITHIN, -1, 1, WITHIN])
def test_what_is_told_near_is_looked_at(n: int) -> None:
    doc = doc_of(TEXT)
    one, other = made(doc)
    beside = [other] * (2 * WITHIN + 1)
    beside[WITHIN] = one
    changed = list(beside)
    changed[WITHIN + n] = one
    assert all_seen(doc, beside, WITHIN) != all_seen(doc, changed, WITHIN)


def test_as_much_is_seen_of_an_event_however_many_others_there_are() -> None:
    doc = doc_of(TEXT)
    one, other = made(doc)
    few, many = [one, other] * 6, [one, other] * 2000
    for n in (0, 6):
        assert [len(seen) for seen in all_seen(doc, few, n)] == [len(seen) for seen in all_seen(doc, many, n)]


def test_the_same_told_again_is_seen() -> None:
    doc = doc_of(TEXT)
    one, other = made(doc)
    again = msgspec.structs.replace(one, sentence=1)
    form = "verb:VERB"
    assert {f"alike=0|{form}", f"there=0|{form}"} <= set(seen_event(doc, [other, one], 1))
    assert {f"alike=1|{form}", f"there=1|{form}", f"again=True|True|{form}"} <= set(seen_event(doc, [one, again], 1))
    assert f"later=1|{form}" in seen_event(doc, [one, again], 0)
    elsewhere = msgspec.structs.replace(again, roles=other.roles)
    assert {f"alike=1|{form}", f"there=0|{form}"} <= set(seen_event(doc, [one, elsewhere], 1))
    counted = msgspec.structs.replace(other, sentence=0, kinds=one.kinds)
    assert f"told=True|True|{form}" in seen_event(doc, [counted, other], 1)
    assert f"told=False|True|{form}" in seen_event(doc, [one, other], 1)


def test_sides_and_neighbours_are_seen_of_a_type() -> None:
    doc = doc_of(TEXT)
    one, other = made(doc)
    seen = seen_kind(doc, [one, other], 0)
    assert {"sides=police>None", "other=Attack|elsewhere", f"two={SHELLING}>Attack", "ruled=Attack"} <= set(seen)
    nobody = msgspec.structs.replace(other, roles=NOBODY)
    assert "other=Attack|nowhere" in seen_kind(doc, [one, nobody], 0)
    assert "toll=killed|Attack" in seen_kind(doc, [one, other], 1)


def test_a_place_that_stands_in_another_sentence_is_seen_to() -> None:
    doc = doc_of(TEXT)
    one, other = made(doc)
    (goma,) = one.roles.places
    assert "level=settlement|True" in seen_site(doc, [one], 0, goma, 0.5)
    carried = msgspec.structs.replace(other, roles=one.roles)
    seen = seen_site(doc, [one, carried], 1, goma, 0.97)
    assert {"level=settlement|False", "earlier=1|False", "own=19", "chance=14"} <= set(seen)


def test_where_it_came_from_is_not_where_it_was() -> None:
    doc = doc_of(TEXT)
    one, other = made(doc)
    (goma,) = one.roles.places
    roles = msgspec.structs.replace(one.roles, places=(msgspec.structs.replace(goma, role="origin"),))
    launched = msgspec.structs.replace(one, roles=roles)
    assert "site=own|verb:VERB" in seen_event(doc, [one, other], 0)
    assert "site=none|verb:VERB" in seen_event(doc, [launched, other], 0)
    assert "other=Attack|elsewhere" in seen_kind(doc, [one, other], 0)
    assert "other=Attack|nowhere" in seen_kind(doc, [launched, other], 0)


@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
def test_a_chance_of_nothing_or_of_everything_is_seen(chance: float) -> None:
    doc = doc_of(TEXT)
    one = msgspec.structs.replace(made(doc)[0], likely=chance, kinds=((SHELLING, chance),))
    assert f"p={min(int(chance * 20), 19)}" in seen_event(doc, [one], 0)
    assert f"kind={SHELLING}:{min(int(chance * 20), 19)}" in seen_kind(doc, [one], 0)


def test_an_event_is_weighed_with_the_type_that_it_was_given_again() -> None:
    doc = doc_of(TEXT)
    read = list(made(doc))
    again = typed_again(doc, read)
    assert [w.account for w in weighed(doc, read)] == [a for a in again if a.trigger.head in _heads(weighed(doc, read))]


def _heads(told: Sequence[Weighed]) -> set[int]:
    return {w.account.trigger.head for w in told}

"""Parties of an act: who may take part, and what holds of every act's slots."""

from __future__ import annotations

from hypothesis import given
from reader_texts import DAYS, FEW, TEXTS, doc_of, fresh, quotes

from dateline.extract.events import drafts
from dateline.extract.role_features import (
    BACK,
    LEAD,
    PLACES_BACK,
    Party,
    Scene,
    Told,
    name_of,
    near,
    parties,
    path_between,
    seen_pair,
)
from dateline.extract.role_reader import AT_LEAST, read_roles, roles_by_rule
from dateline.model.document import Doc
from dateline.reference.learned import learned


def named(doc: Doc, word: str) -> Party:
    """The party whose words begin with this one."""
    return next(p for p in parties(doc) if doc.tokens[p.first].text == word)


def token(doc: Doc, word: str) -> int:
    return next(t.i for t in doc.tokens if t.text == word)


# ---------------------------------------------------------------- who may take part


@FEW
@given(TEXTS, DAYS)
def test_what_holds_of_every_party(text: str, day: str | None) -> None:
    doc = doc_of(text, day)
    found = parties(doc)
    assert [(p.first, -p.last) for p in found] == sorted((p.first, -p.last) for p in found)
    for each in found:
        assert each.first <= each.head < each.last
        assert (each.mention is None) == (each.kind in ("side", "target"))
        assert quotes(doc, doc.span(each.first, each.last))
        assert name_of(doc, each)
    assert not any(doc.mentions[p.mention].kind == "date" for p in found if p.mention is not None)


@FEW
@given(TEXTS, DAYS)
def test_parties_are_sought_near_and_never_after_the_acts_sentence(text: str, day: str | None) -> None:
    doc = doc_of(text, day)
    for draft in drafts(doc):
        act = draft.act.trigger.head
        here = doc.tokens[act].sentence
        for each in near(doc, act, parties(doc)):
            back = here - doc.tokens[each.first].sentence
            assert back >= 0
            assert each.head != act
            if each.kind == "quantity":
                assert back == 0
            elif each.kind == "place":
                assert back <= PLACES_BACK or doc.tokens[each.first].sentence < LEAD
            else:
                assert back <= BACK or doc.sentences[0].block == "headline"


def test_a_place_that_an_act_before_had_is_near_however_far_back_it_stands() -> None:
    filler = "The shop was open again. " * (PLACES_BACK + LEAD + 1)
    doc = doc_of(f"It rained. It was cold. It snowed. Rebels shelled Malakal. {filler}They shelled it again.")
    act, place = doc.sentences[-1].first + 1, named(doc, "Malakal")
    assert place not in near(doc, act, parties(doc))
    told = Told("none", {"location": frozenset({name_of(doc, place)})})
    assert place in near(doc, act, parties(doc), [told])


def test_the_act_itself_is_no_party_of_its_own() -> None:
    doc = doc_of("Troops attacked the school.")
    head = named(doc, "school").head
    assert all(p.head != head for p in near(doc, head, parties(doc)))


def test_the_path_names_the_parse_between_two_words() -> None:
    doc = doc_of("Rebels shelled Goma. It rained.")
    act, goma, rain = (doc.tokens[token(doc, word)] for word in ("shelled", "Goma", "rained"))
    assert path_between(doc, act, goma) == "dobj"
    assert path_between(doc, goma, act) == "^dobj"
    assert path_between(doc, act, act) == ""
    assert path_between(doc, act, rain) == "apart"


# ---------------------------------------------------------------- slots


@FEW
@given(TEXTS, DAYS)
def test_what_holds_of_every_acts_slots(text: str, day: str | None) -> None:
    doc = doc_of(text, day)
    told: tuple[Told, ...] = ()
    for draft in drafts(doc):
        roles = read_roles(doc, draft.act.trigger, (draft.first, draft.last), told)
        told = (*told, roles.told)
        assert quotes(doc, roles)
        assert 0 < roles.likely <= 1
        sides = [actor.role for actor in roles.actors]
        assert sides == sorted(set(sides))
        assert set(sides) <= {"actor1", "actor2"}
        words = [actor.evidence for actor in roles.actors]
        assert len(words) == len(set(words))
        there = [place for place in roles.places if place.role == "location"]
        assert {place.role for place in roles.places} <= {"location", "origin"}
        assert len({place.level == "country" for place in there}) <= 1
        assert all(place.score is not None and AT_LEAST[place.role] <= place.score <= 1 for place in roles.places)
        assert set(roles.told.roles) <= set(AT_LEAST)
        assert all(roles.told.roles.values())


@FEW
@given(TEXTS)
def test_the_same_act_has_the_same_slots(text: str) -> None:
    def slots(doc: Doc) -> list[object]:
        return [read_roles(doc, d.act.trigger, (d.first, d.last), ()) for d in drafts(doc)]

    assert slots(fresh(text)) == slots(doc_of(text))


def test_the_reader_knows_the_roles_that_thresholds_are_set_for() -> None:
    assert set(learned("roles").classes) == {"none", *AT_LEAST}


@FEW
@given(TEXTS)
def test_the_rules_give_each_party_one_role(text: str) -> None:
    doc = doc_of(text)
    heads = {party.head for party in parties(doc)}
    for draft in drafts(doc):
        by_rule = roles_by_rule(doc, draft.act.trigger, (draft.first, draft.last))
        assert set(by_rule) <= heads
        assert all(role.split()[0] in {*AT_LEAST, "own", "near", "destination"} for role in by_rule.values())


# ---------------------------------------------------------------- what is seen


def test_what_earlier_acts_had_is_seen_only_of_who_had_it() -> None:
    doc = doc_of("Rebels shelled Goma. Troops shelled Bukavu.")
    scene = Scene(token(doc, "Troops") + 1, "Attack", (0, 1), {}, (Told("Attack", {"location": frozenset({"Goma"})}),))
    goma, bukavu = (seen_pair(doc, scene, named(doc, place)) for place in ("Goma", "Bukavu"))
    assert "told=location|place|False|alike=True" in goma
    assert not any(name.startswith("told=location") for name in bukavu)


@FEW
@given(TEXTS)
def test_something_is_seen_of_every_party(text: str) -> None:
    doc = doc_of(text)
    for draft in drafts(doc):
        scene = Scene(draft.act.trigger.head, "none", (draft.first, draft.last), {})
        for party in near(doc, draft.act.trigger.head, parties(doc)):
            names = seen_pair(doc, scene, party)
            assert names[0] == f"kind={party.kind}"
            assert names == seen_pair(doc, scene, party)

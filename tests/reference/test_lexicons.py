"""The packaged lexicons: that they load into their types, agree with the vocabulary, and say what an analyst knows."""

from __future__ import annotations

import re
from collections import Counter
from typing import get_args

import pytest

from dateline.extract.triggers import known_needs
from dateline.model.vocabulary import INTERACTIONS, SECTORS, SUB_EVENT_TYPES, ControlState
from dateline.reference.actors import (
    actor_nouns,
    bare_words,
    country_name,
    country_scanner,
    country_words,
    group_scanner,
    groups,
    noun_scanner,
)
from dateline.reference.acts import acts, consequences, targets
from dateline.reference.control import control_words
from dateline.reference.stance import stance_words
from dateline.reference.tables import cell, read_tsv, read_yaml
from dateline.reference.weapons import weapon_scanner, weapons

# ---------------------------------------------------------------- tables


def test_a_cell_may_hold_a_list() -> None:
    assert cell("Kiev | Kyiv||") == ["Kiev", "Kyiv"]
    assert cell(None) == cell("") == []


def test_comments_are_no_rows() -> None:
    rows = read_tsv("countries.tsv")
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not any(value.startswith("#") for row in rows for value in row.values())


# ---------------------------------------------------------------- countries and groups


def test_countries_have_one_row_and_an_iso_code_each() -> None:
    codes = Counter(row["iso3"] for row in read_tsv("countries.tsv"))
    assert max(codes.values()) == 1
    assert all(re.fullmatch(r"[A-Z]{3}", code) for code in codes)
    assert len(codes) > 60


@pytest.mark.parametrize(
    ("word", "iso3", "form"),
    [
        ("Russia", "RUS", "name"),
        ("Russian", "RUS", "adjective"),
        ("Russians", "RUS", "people"),
        ("Moscow", "RUS", "metonym"),
        ("Kyiv", "UKR", "metonym"),
        ("Kiev", "UKR", "metonym"),
        ("Washington", "USA", "metonym"),
        ("Congolese", "COD", "adjective"),
    ],
)
def test_words_that_stand_for_a_country(word: str, iso3: str, form: str) -> None:
    assert (country_words()[word].country.iso3, country_words()[word].form) == (iso3, form)


def test_case_tells_the_country_from_the_pronoun() -> None:
    assert [entry.country.iso3 for _, _, entry in country_scanner().scan("They told us that the US left")] == ["USA"]


def test_a_country_has_its_usual_name() -> None:
    assert country_name("COD") == "DR Congo" or "Congo" in (country_name("COD") or "")
    assert country_name("UKR") == "Ukraine"
    assert country_name("XXX") is None
    assert country_name(None) is None


def test_groups_have_an_id_a_known_sector_and_a_country_that_is_in_the_table() -> None:
    known = {row["iso3"] for row in read_tsv("countries.tsv")}
    ids = Counter(group.id for group in groups())
    assert max(ids.values()) == 1
    assert {group.sector for group in groups()} <= set(SECTORS)
    assert {group.country for group in groups() if group.country} - known == set()
    assert all(group.names for group in groups())


def test_no_name_stands_for_two_groups() -> None:
    names = Counter(name for group in groups() for name in set(group.names))
    assert [name for name, count in names.items() if count > 1] == []


def test_the_longer_group_name_is_found() -> None:
    text = "fighters of the Islamic State West Africa Province and of the Islamic State"
    assert [group.id for _, _, group in group_scanner().scan(text)] == ["group:iswap", "group:is"]


def test_nouns_of_actors_have_known_sectors() -> None:
    assert {noun.sector for noun in actor_nouns().values()} <= set(SECTORS)
    assert actor_nouns()["troops"].kind == "force"
    assert [noun for _, _, (noun, _) in noun_scanner().scan("Government troops and police")][-1] == "police"
    assert "enemy" in bare_words().enemy


# ---------------------------------------------------------------- acts


def entries() -> list[tuple[str, dict[str, object]]]:
    return [
        (family, entry) for family, rows in read_yaml("acts.yaml").items() for entry in rows if isinstance(entry, dict)
    ]


def test_acts_have_types_of_the_vocabulary() -> None:
    for family, entry in entries():
        assert {entry.get("type")} <= {None, *SUB_EVENT_TYPES}, (family, entry)
        assert {entry.get("interaction")} <= {None, *INTERACTIONS}, (family, entry)
        assert entry.get("type") or entry.get("interaction"), (family, entry)


def test_a_word_stands_once_among_those_that_name_an_act_by_themselves() -> None:
    words = Counter(word for _, entry in entries() for kind in ("verbs", "nouns") for word in set(entry.get(kind, ())))  # type: ignore[call-overload]
    twice = [word for word, count in words.items() if count > 1]
    verbs_and_nouns = {word for _, entry in entries() for word in entry.get("verbs", ())} & {  # type: ignore[attr-defined]
        word
        for _, entry in entries()
        for word in entry.get("nouns", ())  # type: ignore[attr-defined]
    }
    assert set(twice) <= verbs_and_nouns, "the second entry of a word is never reached"


def test_every_condition_of_an_act_is_known() -> None:
    assert {act.needs for found in acts().verbs.values() for act in found if act.needs} <= known_needs()


@pytest.mark.parametrize(
    ("text", "family", "sub_event_type"),
    [
        ("an air strike on the town", "strikes", "Air/drone strike"),
        ("air strikes on the town", "strikes", "Air/drone strike"),
        ("heavy skirmishes", "clashes", "Armed clash"),
        ("a suicide bombing", "explosions", "Suicide bomb"),
        ("two massacres", "attacks", "Attack"),
        ("the withdrawal of troops", "captures", "Non-violent transfer of territory"),
    ],
)
def test_nouns_name_acts_in_singular_and_plural(text: str, family: str, sub_event_type: str) -> None:
    ((_, _, act),) = acts().nouns.scan(text)
    assert (act.family, act.sub_event_type) == (family, sub_event_type)


def test_phrases_that_are_no_acts() -> None:
    for text in ("a heart attack", "assault rifles", "an attack helicopter", "an arrest warrant"):
        assert acts().not_acts.scan(text), text


def test_light_verbs_are_lemmas_that_carry_an_act() -> None:
    assert {"launch", "carry", "conduct"} <= acts().light_verbs
    assert all(verb == verb.lower() and " " not in verb for verb in acts().light_verbs)


# ---------------------------------------------------------------- consequences, targets, weapons


def test_consequences_say_where_the_number_stands() -> None:
    assert consequences()["object", "kill"] == "killed"
    assert consequences()["self", "die"] == "killed"
    assert consequences()["people", "shoot"] == "casualties"
    assert {kind for kind, _ in consequences()} == {"object", "people", "self", "adjective", "noun"}


def test_a_compound_target_has_a_category_of_its_own() -> None:
    assert targets()["hospital"] == "health"
    assert targets()["school"] == "education"
    assert all(noun == noun.strip() for noun in targets())


def test_a_weapon_implies_a_type_of_the_vocabulary() -> None:
    assert {weapon.act for weapon in weapons().values()} <= {None, *SUB_EVENT_TYPES}


@pytest.mark.parametrize(
    ("text", "name", "weapon_class"),
    [
        ("three Shahed-136 drones", "Shahed-136", "one-way attack drone"),
        ("Iskander missiles", "Iskander", "ballistic missile"),
        ("mortars", "mortar", "mortar"),
        ("an improvised explosive device", None, "explosive device"),
    ],
)
def test_weapons_by_model_or_class(text: str, name: str | None, weapon_class: str) -> None:
    _, _, weapon = weapon_scanner().scan(text)[0]
    assert weapon.weapon_class == weapon_class
    assert name is None or weapon.name == name


# ---------------------------------------------------------------- control and stance


def test_verbs_of_control_have_known_states() -> None:
    states = {verb.state for verb in control_words().verbs.values()}
    assert states | set(control_words().phrases.values()) | set(control_words().attributive.values()) <= set(
        get_args(ControlState)
    )
    assert control_words().verbs["besiege"].state == "besieged"
    assert control_words().verbs["withdraw"].place == "from"


def test_hedges_leave_less_than_certainty() -> None:
    words = stance_words()
    assert [hedge.leaves for _, _, hedge in words.beside.scan("was possibly, reportedly hit")] == [
        "possible",
        "probable",
    ]
    assert words.beside.scan("was hit") == []
    assert words.over["seem"].leaves == "probable"
    assert words.over["say"].passive, "who says so is no hedge"
    assert words.over["confirm"].negated
    assert words.modals["might"].leaves == "possible"
    assert words.modals["could"].perfect, "ability is no hedge"


def test_no_verb_both_plans_and_denies() -> None:
    assert stance_words().planning_verbs & stance_words().denying_verbs == set()
    assert {"will", "could"} <= stance_words().planned_auxiliaries

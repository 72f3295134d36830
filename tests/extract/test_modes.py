"""PLOVER's types and modes: the cases of cases/modes.yaml, and that table, codebook and vocabulary agree."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from dateline.extract.modes import coded
from dateline.model.assertion import Assertion, Link, Source, WeaponRef
from dateline.model.span import Span
from dateline.model.vocabulary import INTERACTIONS, SUB_EVENT_TYPES
from dateline.reference.plover import interaction_of, mode_rules, modes
from dateline.reference.weapons import weapons

ROOT = Path(__file__).parents[2]
CASES = yaml.safe_load((ROOT / "cases" / "modes.yaml").read_text("utf-8"))


def given(case: dict[str, Any]) -> Assertion:
    text, trigger, cue, act = case["text"], case.get("trigger"), case.get("cue"), case.get("act")
    at = text.index(trigger) if trigger and trigger in text else 0
    span = Span(start=0, end=len(text), exact=text)
    weapon = case.get("weapon")
    return Assertion(
        report_id="r",
        type="statement" if cue else "event",
        evidence=span,
        trigger=Span(start=at, end=at + len(trigger), exact=trigger) if trigger else None,
        sub_event_type=act,
        interaction=None if act else case["interaction"],
        weapons=(WeaponRef(name=weapon, weapon_class=weapon, as_written=weapon, evidence=span),) if weapon else (),
        attribution=(Link(source=Source(name="he", as_written="he"), cue=cue),) if cue else (),
        made_by="case/1",
    )


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = coded(given(case))
    assert (found.interaction, found.mode) == (case["interaction"], case["mode"])


def test_every_mode_has_a_case_or_none_is_wrong() -> None:
    """The commonest modes of war news are all tried."""
    tried = {(case["interaction"], case["mode"]) for case in CASES if case["mode"]}
    assert len(tried) >= 35
    assert all(mode in modes()[interaction] for interaction, mode in tried)


def test_coding_twice_changes_nothing_and_only_two_fields_are_set() -> None:
    for case in CASES:
        before = given(case)
        once = coded(before)
        assert coded(once) == once
        assert msgspec.structs.replace(once, interaction=before.interaction, mode=None) == before


def test_a_claim_to_a_place_has_neither() -> None:
    span = Span(start=0, end=8, exact="was held")
    claim = Assertion(report_id="r", type="control", evidence=span, state="held", made_by="case/1")
    assert coded(claim) == claim


def test_the_table_names_only_what_there_is() -> None:
    known_classes = {weapon.weapon_class for weapon in weapons().values()}
    assert set(mode_rules()) <= set(INTERACTIONS)
    assert {interaction_of(act) for act in SUB_EVENT_TYPES} - {None} <= set(INTERACTIONS)
    for rules in mode_rules().values():
        for rule in rules:
            assert rule.only | rule.always <= set(SUB_EVENT_TYPES), rule.mode
            assert rule.weapons <= known_classes, rule.weapons - known_classes


def test_the_codebook_lists_every_mode() -> None:
    section = (ROOT / "docs" / "codebook.md").read_text("utf-8").split("## Interactions")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `([A-Z]+)` \|.*\| (.*) \|$", section, re.M)
    assert {name: tuple(re.findall(r"`([^`]+)`", cell)) for name, cell in rows} == {
        name: modes().get(name, ()) for name in INTERACTIONS
    }

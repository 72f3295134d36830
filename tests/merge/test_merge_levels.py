"""The table of levels: whatever a comparison can say has a weight, and no weight is for a level that nobody says."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from dateline.merge import compare, likeness
from dateline.merge.levels import VETOED, VETOES, WEIGHTS, WEIGHTS_OF_LEADS
from dateline.model.vocabulary import INTERACTIONS, SUB_EVENT_TYPES

ROOT = Path(__file__).parents[2]


def test_every_level_is_said_by_compare_and_every_veto_has_a_weight() -> None:
    said = {each for stage in (compare, likeness) for each in re.findall(r'"([^"\n]+)"', inspect.getsource(stage))}
    for comparison, levels in WEIGHTS.items():
        assert set(levels) <= said, f"{comparison}: nobody says {set(levels) - said}"
    for comparison, level in VETOES:
        assert WEIGHTS[comparison][level] < 0


def test_leads_of_one_story_are_weighed_by_the_same_levels() -> None:
    assert {c: list(levels) for c, levels in WEIGHTS_OF_LEADS.items()} == {c: list(w) for c, w in WEIGHTS.items()}


def test_a_level_that_rules_out_does_so_wherever_it_stands() -> None:
    """Merging asks by the level alone."""
    assert {(comparison, level) for comparison, levels in WEIGHTS.items() for level in VETOED & set(levels)} == VETOES


def test_the_page_on_merging_has_every_level_with_its_weight() -> None:
    page = (ROOT / "docs" / "merging.md").read_text(encoding="utf-8")
    for comparison, levels in WEIGHTS.items():
        for level, bits in levels.items():
            of_leads = WEIGHTS_OF_LEADS[comparison][level]
            other = "" if of_leads == bits else f"{of_leads:+.1f}"
            row = f"| {comparison} | {level} | {bits:+.1f} | {other} |"
            assert row in page, "run: python bench/merge.py --table"


@pytest.mark.parametrize("act", [*SUB_EVENT_TYPES, *INTERACTIONS])
def test_every_type_has_a_family(act: str) -> None:
    from dateline.merge.families import block_of, family_of

    family = family_of(None, act if act in SUB_EVENT_TYPES else None, act if act in INTERACTIONS else None)
    assert family
    assert block_of(family) in ("violence", "interception", "dealings")

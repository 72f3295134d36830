"""Merging on the annotated events of the sample corpus does not fall below what it has reached."""

from __future__ import annotations

from pathlib import Path

import pytest
from gold_events import b_cubed, read_gold
from noise import noisy

from dateline.merge import merge_events

GOLD = Path(__file__).parents[2] / "cases" / "gold"


@pytest.mark.parametrize(("part", "floor", "floor_with_less"), [("train", 0.915, 0.84), ("dev", 0.94, 0.86)])
def test_b_cubed(part: str, floor: float, floor_with_less: float) -> None:
    found, heads, keys = read_gold([GOLD / part])
    merged = merge_events(found, heads)
    assert b_cubed([(keys[a], merged.incident_of[a]) for a in keys])[2] >= floor
    less, less_keys = noisy(found, heads, keys, seed=1)
    merged = merge_events(less, heads)
    assert b_cubed([(less_keys[a], merged.incident_of[a]) for a in less_keys])[2] >= floor_with_less


def test_b_cubed_is_that_of_bagga_and_baldwin() -> None:
    assert b_cubed([("a", "1"), ("a", "1"), ("b", "2")]) == (1.0, 1.0, 1.0)
    precision, recall, f1 = b_cubed([("a", "1"), ("a", "1"), ("b", "1"), ("b", "2")])
    assert (precision, recall) == (pytest.approx(2 / 3), pytest.approx(3 / 4))
    assert f1 == pytest.approx(2 * (2 / 3) * (3 / 4) / (2 / 3 + 3 / 4))

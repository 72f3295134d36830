"""Distances and written coordinates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.values.coordinates import coordinates_in, is_position, kilometres

points = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def test_known_distances() -> None:
    assert kilometres((50.4501, 30.5234), (49.8397, 24.0297)) == pytest.approx(468, abs=3)  # Kyiv, Lviv
    assert kilometres((0, 0), (0, 180)) == pytest.approx(20015, abs=1)


@given(points, points)
def test_distance_is_symmetric_and_at_most_half_way_round(a: tuple[float, float], b: tuple[float, float]) -> None:
    assert kilometres(a, b) == pytest.approx(kilometres(b, a))
    assert 0 <= kilometres(a, b) <= 20016


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("seen at 48.0159, 37.8028 on Monday", [(48.0159, 37.8028)]),
        ("at -1.6741 N? no: -1.6741, 29.2285.", [(-1.6741, 29.2285)]),
        ("33.8688° S, 151.2093° E", [(-33.8688, 151.2093)]),
        ("48°35'40\"N 37°59'56\"E", [(48.594444, 37.998889)]),
        ("prices rose from 12.5 to 13.1 and 2023, 24", []),
        ("95.1234, 37.8028", []),
    ],
)
def test_written_coordinates(text: str, found: list[tuple[float, float]]) -> None:
    assert [(lat, lon) for _, _, lat, lon in coordinates_in(text)] == found


def test_positions() -> None:
    assert is_position(90, -180)
    assert not is_position(90.1, 0)

"""The small parts of the display, each by itself."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from dateline.cli import cells
from dateline.cli.marks import coloured, legend, marks
from dateline.cli.tables import GAP, Column, fitting
from dateline.cli.timeline import BAR, bar
from dateline.model.assertion import When
from dateline.model.incident import Disagreement, Incident, Position, TollPositions
from made_record import everything


@pytest.mark.parametrize(
    ("first", "last", "basis", "shown"),
    [
        ("2023-02-10", "2023-02-10", "stated", "2023-02-10"),
        ("2023-02-10", "2023-02-12", "stated", "2023-02-10..12"),
        ("2023-02-27", "2023-03-01", "stated", "2023-02-27..03-01"),
        ("2022-12-31", "2023-01-01", "publication", "2022-12-31..2023-01-01~"),
        (None, "2023-01-01", "stated", "?..2023-01-01"),
        ("2023-02-01", "2023-02-28", "stated", "2023-02"),
        ("2023-02-01", "2023-02-27", "stated", "2023-02-01..27"),
        ("2022-01-01", "2022-12-31", "publication", "2022~"),
        ("2022-01-01", "2023-12-31", "stated", "2022-01-01..2023-12-31"),
    ],
)
def test_days(first: str | None, last: str, basis: str, shown: str) -> None:
    earliest = date.fromisoformat(first) if first else None
    when = When(earliest=earliest, latest=date.fromisoformat(last), precision="day", basis=basis)  # type: ignore[arg-type]
    assert cells.day(when).plain == shown


@pytest.mark.parametrize(
    ("low", "best", "high", "shown"),
    [
        (None, 39, None, "39"), (39, None, None, ">=39"), (None, None, 99, "<=99"), (24, None, 99, "24..99"),
        (24, 39, 99, "39 (24..99)"), (None, None, None, "?"), (None, 0, None, "0"), (0, None, None, ">=0"),
        (3, 3, 3, "3"),
    ],
)  # fmt: skip
def test_bounds(low: int | None, best: int | None, high: int | None, shown: str) -> None:
    assert cells.bounds(low, best, high) == shown


@pytest.mark.parametrize(
    ("values", "low", "best", "high", "shown"),
    [
        (["3", "3"], 3, 3, 3, "3"), (["3", "5"], 3, None, 5, "3..5!"), (["0", "5"], 0, None, 5, "0..5!"),
        (["at least 3"], 3, None, None, ">=3"), (["0", "no more than 0"], 0, None, 0, "0"),
    ],
)  # fmt: skip
def test_positions_are_never_averaged(
    values: list[str], low: int | None, best: int | None, high: int | None, shown: str
) -> None:
    positions = tuple(
        Position(source="s", side=None, value=v, as_written=v, assertion_id="a", known_from="2023-01-01")
        for v in values
    )
    each = TollPositions(measure="killed", low=low, best=best, high=high, positions=positions)
    assert cells.span_of(each, rival="!" in shown) == shown


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(0, 4)), min_size=1, max_size=8), st.integers(10, 200))
def test_columns_that_are_kept_fit_and_the_needed_ones_are_among_them(sizes: list[tuple[int, int]], width: int) -> None:
    columns = [Column[str](str(i), Text, wide, rank) for i, (wide, rank) in enumerate(sizes)]
    needed = [each for each in columns if each.rank == 0]
    kept = fitting(columns, width)
    if kept is None:
        assert sum(each.width + GAP for each in needed) - GAP > width
    else:
        assert sum(each.width + GAP for each in kept) - GAP <= width
        assert [each for each in columns if each in kept] == kept
        assert all(each in kept for each in needed)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_bar_is_never_longer_than_its_room(count: int, more: int) -> None:
    assert len(bar(count, count + more)) <= BAR
    assert bar(count + more, count + more) == "█" * BAR


def test_every_span_is_coloured_and_explained_in_the_legend() -> None:
    for report, assertions in everything():
        shown = coloured(report.text, assertions)
        assert shown.plain == report.text
        wanted = {(mark.span.start, mark.span.end, mark.style) for a in assertions for mark in marks(a)}
        assert {(each.start, each.end, each.style) for each in shown.spans} == wanted
        assert len(legend(assertions).spans) == len({style for _, _, style in wanted})


def test_a_part_of_a_text_is_coloured_where_it_stands() -> None:
    report, assertions = everything()[0]
    start = report.text.index("killing three")
    shown = coloured(report.text[start : start + 70], assertions, start=start)
    words = {shown.plain[each.start : each.end]: each.style for each in shown.spans}
    assert words["three people"] == "toll"
    assert words["killing three people"] == "happens"  # the rest of it stands before this part


def test_doers_whom_sources_differ_about_are_all_shown() -> None:
    def position(name: str) -> Position:
        return Position(source=None, side=None, value=name, as_written=name, assertion_id="a", known_from="2023-02-10")

    who = Disagreement(about="actor1", positions=(position("North"), position("South"), position("North")))
    incident = Incident(
        incident_id="i",
        assertion_ids=("a",),
        event_type=None,
        sub_event_type=None,
        date=None,
        place=None,
        actor1=None,
        actor2=None,
        tolls={},
        disagreements=(who,),
        reports=("r",),
        independent_sources=1,
        first_known="2023-02-10",
        last_known="2023-02-10",
    )
    assert cells.incident_actors(incident).plain == "North or South!"

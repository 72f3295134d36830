"""People, forces and places across reports: what is stored, exported, judged, undone and seen as of a day."""

from __future__ import annotations

import io
import json
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import made_record
from dateline.model.assertion import Assertion
from dateline.model.entity import Actor, Place
from dateline.model.errors import NotFoundError, SettingError
from dateline.model.report import Report, make_report
from dateline.pipeline import judging, queries
from dateline.pipeline.derive import rebuild
from dateline.pipeline.export import export_record
from dateline.pipeline.judging import Word
from dateline.pipeline.queries import Filters
from dateline.pipeline.verify import verify
from dateline.store import Record
from dateline.store import assertions as assertion_rows
from dateline.store import reports as report_rows

CODER = Word(by="A. Coder", on=date(2023, 3, 2))
PEOPLE = (
    ("Oleksandr Kovalenko", "governor", "UKR"),
    ("Aleksandr Kovalenko", None, None),
    ("Kovalenko", "governor", None),
    ("Kovalenko", None, None),
    ("Ihor Kovalenko", "mayor", "UKR"),
    ("Kovalenko", "colonel", "RUS"),
    ("Oleksandr Kovalenko", "colonel", "RUS"),
)
PLACES = ("Kherson", "Ugledar", "Novyi Aforde", "Novy Aforde")


def told(n: int, day: int, people: list[int], place: int) -> tuple[Report, tuple[Assertion, ...]]:
    """A made-up report in which these people speak, and that names a place."""
    text = f"Report {n}. {'. '.join(f'{PEOPLE[p][0]} spoke' for p in people)}. It was at {PLACES[place]}.\n"
    report = make_report(
        text, origin=f"in/{n}.txt", ingested_at="2023-03-01", published=f"2023-02-{day:02}", published_basis="given",
        publisher="Example Wire",
    )  # fmt: skip
    chains = [
        made_record.said(report, PEOPLE[p][0], "spoke", role=PEOPLE[p][1], country=PEOPLE[p][2], category="official")
        for p in people
    ]
    found = [made_record.made(report, "statement", "spoke", attribution=(link,), confidence=n / 100) for link in chains]
    where = made_record.place(report, PLACES[place])
    return report, (*dict.fromkeys(found), made_record.made(report, "statement", "It was", places=(where,)))


REPORTS = st.lists(
    st.tuples(st.integers(10, 13), st.lists(st.integers(0, len(PEOPLE) - 1), min_size=1, max_size=3, unique=True),
              st.integers(0, len(PLACES) - 1)),
    min_size=2, max_size=6,
).map(lambda drawn: [told(n, *each) for n, each in enumerate(drawn)])  # fmt: skip


def exported(record: Record, as_of: date | None = None) -> list[dict[str, Any]]:
    """All rows but people's judgements."""
    out = io.BytesIO()
    export_record(record, "jsonl", out, Filters(as_of=as_of))
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    return [row for row in rows if row["kind"] != "judgement" or row["decided_by"].startswith("rules/")]


def made_of(folder: str, name: str, read: list[tuple[Report, tuple[Assertion, ...]]]) -> Record:
    record = Record.open(Path(folder) / name, create=True)
    made_record.fill(record, read)
    return record


@settings(max_examples=25)
@given(REPORTS, st.randoms(), st.integers(10, 13))
def test_the_order_of_reports_tells_nothing_and_a_past_day_is_the_record_of_its_reports(
    read: list[tuple[Report, tuple[Assertion, ...]]], order: Any, day: int
) -> None:
    shuffled = [*read]
    order.shuffle(shuffled)
    until = [each for each in read if each[0].known_from <= f"2023-02-{day}"]
    with (
        tempfile.TemporaryDirectory() as folder,
        made_of(folder, "a", read) as one,
        made_of(folder, "b", shuffled) as other,
        made_of(folder, "c", until) as then,
    ):
        assert exported(one) == exported(other)
        assert verify(one).faults == ()
        assert exported(one, date(2023, 2, day)) == exported(then)


@settings(max_examples=20)
@given(REPORTS, st.data())
def test_undoing_restores_what_was_and_so_does_withdrawing_what_was_added(
    read: list[tuple[Report, tuple[Assertion, ...]]], data: Any
) -> None:
    with tempfile.TemporaryDirectory() as folder, made_of(folder, "a", read[:-1]) as record:
        before = exported(record)
        ids = sorted(id for (id,) in record.rows("SELECT entity_id FROM entity_nodes"))
        made = []
        for _ in range(data.draw(st.integers(1, 3))):
            left, right = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from(ids))
            if left != right:
                verdict = data.draw(st.sampled_from(["same", "different"]))
                made.append(judging.judge_pair(record, verdict, left, right, CODER).judgement.judgement_id)
        for each in data.draw(st.permutations(made)):
            judging.undo(record, each, CODER)
        assert exported(record) == before
        with record.transaction():
            report_rows.add(record, [read[-1][0]])
            assertion_rows.add_reading(record, read[-1][0].report_id, made_record.READER, read[-1][1])
        rebuild(record)
        judging.judge_wrong(record, read[-1][0].report_id, CODER)
        added = read[-1][0].report_id
        assert [row for row in exported(record) if row.get("report_id") != added] == before


def spellings(record: Record, **asked: Any) -> list[tuple[str, dict[str, int]]]:
    return [(each.name, each.names) for each in queries.entities(record, Filters(), **asked).rows]


@pytest.fixture
def two_spellings(tmp_path: Path) -> Any:
    read = [told(1, 10, [0], 0), told(2, 11, [1], 2), told(3, 12, [2], 3)]
    with Record.open(tmp_path / "r.sqlite", create=True) as record:
        made_record.fill(record, read)
        yield record


def test_an_entity_has_all_spellings_offices_and_sides_with_days(two_spellings: Record) -> None:
    (actor,) = queries.entities(two_spellings, Filters(), kind="person").rows
    assert isinstance(actor, Actor)
    assert actor.names == {"Aleksandr Kovalenko": 1, "Kovalenko": 1, "Oleksandr Kovalenko": 1}
    assert (actor.entity_id, actor.country, actor.since, actor.until, actor.mentions) == (
        "name:oleksandr kovalenko@UKR", "UKR", "2023-02-10", "2023-02-12", 3,
    )  # fmt: skip
    assert [(r.role, r.country, r.since, r.until, r.mentions) for r in actor.roles] == [
        ("governor", "UKR", "2023-02-10", "2023-02-10", 1),
        ("governor", None, "2023-02-12", "2023-02-12", 1),
    ]
    assert queries.entities(two_spellings, Filters(), find="kovalenko").total == 1
    ids = {
        row["attribution"][0]["source"]["entity_id"]
        for row in exported(two_spellings)
        if row["kind"] == "assertion" and row["attribution"]
    }
    assert ids == {actor.entity_id}


def test_a_persons_different_parts_names_and_undo_joins_them_again(two_spellings: Record) -> None:
    left, right = "name:oleksandr kovalenko@UKR", "name:aleksandr kovalenko"
    judged = judging.judge_pair(two_spellings, "different", left, right, CODER)
    (parted,) = judged.changes
    assert (parted.kind, parted.before) == ("parted", (left,))
    assert queries.entities(two_spellings, Filters(), kind="person").total == 2
    told = queries.explain(two_spellings, right)
    assert (told.kind, judged.judgement in told.judgements) == ("actor", True)
    (joined,) = judging.undo(two_spellings, judged.judgement.judgement_id, CODER).changes
    assert joined.kind == "joined"


def test_an_unknown_place_has_a_row_and_is_settled_by_a_person(two_spellings: Record) -> None:
    places = {each.place_id: each for each in queries.entities(two_spellings, Filters(), kind="place").rows}
    unknown = [id for id in places if id.startswith("provisional:")]
    assert unknown == ["provisional:novy-aforde", "provisional:novyi-aforde"]
    judging.judge_pair(two_spellings, "same", unknown[0], "geonames:706448", CODER)
    (kherson,) = queries.entities(two_spellings, Filters(), find="geonames:706448").rows
    assert isinstance(kherson, Place)
    (settled,) = kherson.settled
    assert (settled.place_id, settled.settled_by, kherson.name) == (unknown[0], "A. Coder", "Kherson")
    assert settled.settled_from in ("2023-02-11", "2023-02-12")
    row = next(r for r in exported(two_spellings) if r["kind"] == "assertion" and r["places"] and
               r["places"][0]["entity_id"] == "geonames:706448" and r["places"][0]["place_id"] is None)  # fmt: skip
    assert row["places"][0]["as_written"] in kherson.names
    assert verify(two_spellings).faults == ()


def test_what_cannot_be_asked_or_judged_says_so(two_spellings: Record) -> None:
    with pytest.raises(SettingError, match="no kind 'tank'"):
        queries.entities(two_spellings, Filters(), kind="tank")
    with pytest.raises(NotFoundError, match="nothing in the record"):
        judging.judge_pair(two_spellings, "same", "name:nobody", "name:aleksandr kovalenko", CODER)
    with pytest.raises(SettingError, match="was given twice"):
        judging.judge_pair(two_spellings, "same", "name:aleksandr kovalenko", "name:aleksandr kovalenko", CODER)

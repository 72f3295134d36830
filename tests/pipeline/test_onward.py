"""A record built in any number of steps is the record built in one go, and a step makes no more than it must."""

from __future__ import annotations

import io
import random
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from bench.made_up_war import reports
from hypothesis import given, settings
from hypothesis import strategies as st

import made_record
from dateline.model.assertion import Assertion, sealed
from dateline.model.errors import SettingError
from dateline.model.report import Report, make_report
from dateline.pipeline import judging, review
from dateline.pipeline.derive import Derived, rebuild
from dateline.pipeline.export import export_record
from dateline.pipeline.views import Filters
from dateline.store import Record
from dateline.store import assertions as assertion_rows
from dateline.store import reports as report_rows

Told = tuple[Report, Sequence[Assertion]]

TABLES = {
    "copies": "report_id", "withdrawn": "report_id", "current_assertions": "seq", "names": "name",
    "shown": "slot, folded", "incidents": "seq", "map_rows": "seq", "past_rows": "seq, since",
    "entities": "kind, entity_id",
    "joinings": "seq", "rulings": "judgement_id", "words": "term, doc, col, offset", "alike": "report_id, earlier",
    "reviewed": "assertion_id", "applied": "judgement_id",
    "entity_nodes": "node", "entity_joinings": "node, under", "entity_slots": "seq", "entity_rulings": "judgement_id",
}  # fmt: skip
"""Derived tables with what sorts them. Full text of reports goes by the order in which they came in."""
PIECES = {"named": ("name", "first", "seqs"), "packed": ("what", "first", "items")}
"""Derived tables of which every build adds a piece to what is there: by what, in which order, what."""


def moved(told: Told, days: int, words: str) -> Told:
    """Nearly the same report of another outlet, some days later or (less than 0) earlier."""
    report, found = told
    day = date.fromordinal(date.fromisoformat(report.known_from).toordinal() + days).isoformat()
    copy = make_report(
        origin=f"{words}.txt", text=f"{report.text} {words}", publisher=f"Outlet {words}", published=day,
        published_basis="given", language="en", ingested_at=day,
    )  # fmt: skip
    return copy, [sealed(msgspec.structs.replace(a, report_id=copy.report_id, assertion_id="")) for a in found]


def corpus() -> list[Told]:
    """A small war, with copies before and after what they are like, and the record made by hand, with its denial."""
    war: list[Told] = list(reports(160, seed=4, towns=2, days=8))
    chosen = war[:: len(war) // 5]
    copies = [moved(each, days, f"again{n}") for n, each in enumerate(chosen) for days in (-2, 0, 3)]
    named = "Idris Calloway, 52, and Senna Ostrovik, 9, of Pellam Row were named by"
    fillers = ("the clerk of a court that sat long", "neighbours who would not give names, in a street of nine doors")
    stories = [
        moved(chosen[n], days, f"{named} {filler}. {filler}") for filler in fillers for n, days in ((1, 0), (2, 45))
    ]
    return [*war, *copies, *stories, *made_record.everything()]


CORPUS = corpus()


def add(record: Record, those: Iterable[Told], reader: str = "made up/1") -> Derived | None:
    with record.transaction():
        for report, found in those:
            report_rows.add(record, [report])
            assertion_rows.add_reading(record, report.report_id, reader, found)
    return rebuild(record)


def derived(record: Record) -> dict[str, list[tuple[Any, ...]]]:
    record.write("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, assertion_words, instance)")
    rows = {table: record.rows(f"SELECT * FROM {table} ORDER BY {order}") for table, order in TABLES.items()}
    record.write("DROP TABLE temp.words")
    for table, (of, order, items) in PIECES.items():
        whole: dict[Any, bytes] = {}
        for key, piece in record.rows(f"SELECT {of}, {items} FROM {table} ORDER BY {of}, {order}"):
            whole[key] = whole.get(key, b"") + piece
        rows[table] = sorted(whole.items())
    rows["last"] = record.rows("SELECT name, max(last) FROM named GROUP BY name ORDER BY name")
    return rows


def exported(record: Record) -> bytes:
    out = io.BytesIO()
    export_record(record, "jsonl", out, Filters())
    return out.getvalue()


class Steps(NamedTuple):
    """Reports, by their place in the corpus, step by step; halved: read with half of what they tell at first, and then
    once more.
    """

    taken: list[list[int]]
    halved: list[int]

    def told(self) -> list[list[Told]]:
        """What each step adds."""
        first = [
            [(report, found[::2]) if n in self.halved else (report, found) for n, (report, found) in self._of(step)]
            for step in self.taken
        ]
        return [*first, [told for _, told in self._of(self.halved)]]

    def _of(self, step: list[int]) -> list[tuple[int, Told]]:
        return [(n, CORPUS[n]) for n in step]


@st.composite
def steps(draw: st.DrawFn) -> Steps:
    """The corpus in some order, most of it in the first step."""
    places = range(len(CORPUS))
    late = draw(st.lists(st.sampled_from(places), min_size=1, max_size=8, unique=True))
    cuts = sorted(draw(st.lists(st.integers(0, len(late)), max_size=2)))
    bounds = [0, *cuts, len(late)]
    parts = [late[begin:end] for begin, end in pairwise(bounds)]
    halved = draw(st.lists(st.sampled_from(places), max_size=2, unique=True))
    return Steps([[n for n in places if n not in late], *parts], halved)


@settings(max_examples=10, deadline=None)
@given(steps())
def test_in_any_steps_it_is_the_record_of_one_go(steps: Steps) -> None:
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "r.sqlite", create=True) as record:
        for n, step in enumerate(steps.told()):
            add(record, step, f"made up/{n}")
        assert (derived(record), exported(record)) == in_one_go()


@cache
def in_one_go() -> tuple[dict[str, list[tuple[Any, ...]]], bytes]:
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "r.sqlite", create=True) as record:
        add(record, CORPUS)
        return derived(record), exported(record)


@settings(max_examples=5, deadline=None)
@given(steps(), st.sampled_from(["same", "different"]), st.randoms(use_true_random=False))
def test_what_people_judged_stands_in_every_later_step(steps: Steps, verdict: Any, chance: random.Random) -> None:
    first, *later = steps.told()
    events = sorted(a.assertion_id for _, found in first for a in found if a.type == "event")
    left, right, wrong = chance.sample(events, 3)
    word = judging.Word(by="A. Coder", on=date(2023, 3, 2))
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "r.sqlite", create=True) as record:
        add(record, first)
        judging.judge_pair(record, verdict, left, right, word)
        judging.judge_wrong(record, wrong, word)
        judging.judge_wrong(record, first[0][0].report_id, word)
        put_right(record, chance.sample(events, 4), word)
        for n, step in enumerate(later, 2):
            add(record, step, f"made up/{n}")
        onward = derived(record), exported(record)
        assert rebuild(record, force=True)
        assert onward == (derived(record), exported(record))


def put_right(record: Record, ids: Sequence[str], word: judging.Word) -> None:
    """Some of these are put right, one is accepted, and one is told of that was missed; that is not applied yet."""
    for each, change in zip(ids, ({"certainty": "possible"}, {"status": "planned"}, {"tolls": ()}), strict=False):
        (read,) = assertion_rows.bodies(record, [each])
        with suppress(SettingError):  # there was no toll to take away
            review.correct(record, each, msgspec.structs.replace(read, **change), word)
    review.accept(record, ids[-1], word)
    (read,) = assertion_rows.bodies(record, ids[-1:])
    review.add_missed(record, read.report_id, msgspec.structs.replace(read, date=None, certainty="probable"), word)


def test_two_former_groups_are_joined_by_what_their_former_pairs_say(tmp_path: Path) -> None:
    """Late reports of a war in which it matters: groups that pairs of their own accounts speak against stay apart."""
    war: list[Told] = list(reports(240, seed=10, towns=2, days=12))
    chosen = war[:: len(war) // 5]
    told = [*war, *(moved(each, days, f"again{n}") for n, each in enumerate(chosen) for days in (-2, 0, 3))]
    told += made_record.everything()
    late = random.Random(1).sample(range(len(told)), 8)
    with (
        Record.open(tmp_path / "steps.sqlite", create=True) as record,
        Record.open(tmp_path / "whole.sqlite", create=True) as whole,
    ):
        add(record, [each for n, each in enumerate(told) if n not in late])
        for n in late:
            add(record, [told[n]])
        add(whole, told)
        assert (derived(record), exported(record)) == (derived(whole), exported(whole))


# ---------------------------------------------------------------- no more than it must


@pytest.fixture
def record(tmp_path: Path) -> Iterable[Record]:
    with Record.open(tmp_path / "war.sqlite", create=True) as found:
        yield found


WAR = sorted(reports(1500, towns=40, days=60), key=lambda each: (each[0].known_from, each[0].report_id))
LAST = WAR[-1][0].known_from


def test_a_day_more_is_compared_alone(record: Record) -> None:
    first = add(record, [each for each in WAR if each[0].known_from < LAST])
    assert first is not None
    assert (first.since, first.why) == (None, "it was never made")
    step = add(record, [each for each in WAR if each[0].known_from == LAST])
    assert step is not None
    assert step.since == LAST
    assert 0 < step.compared < first.compared / 10
    assert 0 < step.incidents < first.incidents / 10
    again = rebuild(record, force=True)
    assert again is not None
    assert again.since is None
    assert step.compared < again.compared / 10


def test_rows_of_incidents_that_nothing_new_tells_of_are_left(record: Record) -> None:
    add(record, [each for each in WAR if each[0].known_from < LAST])
    before = dict(record.rows("SELECT incident_id, seq FROM incidents"))
    record.write("UPDATE incidents SET body = CAST(body || ' ' AS BLOB)")  # a row that is written again loses the blank
    step = add(record, [each for each in WAR if each[0].known_from == LAST])
    assert step is not None
    left = {i for (i,) in record.rows("SELECT incident_id FROM incidents WHERE substr(body, -1) = CAST(' ' AS BLOB)")}
    written = record.value("SELECT count(*) FROM incidents") - len(left)
    assert written == step.incidents
    assert left < before.keys()


@pytest.mark.parametrize(("nth", "since"), [(0, None), (len(WAR) // 2, "its day"), (len(WAR) - 1, "its day")])
def test_a_report_of_any_day_is_taken_in_from_its_day_on(record: Record, nth: int, since: str | None) -> None:
    late = WAR[nth]
    add(record, [each for each in WAR if each is not late and (nth or each[0].known_from != late[0].known_from)])
    step = add(record, [late])
    assert step is not None
    assert step.since == (late[0].known_from if since else None)


def test_a_report_that_is_read_anew_is_taken_from_its_day_on(record: Record) -> None:
    add(record, WAR)
    report, found = WAR[-3]
    step = add(record, [(report, found[1:])], "made up/2")
    assert step is not None
    assert (step.since, step.why) == (report.known_from, "1 report is new or read anew")


CODER = judging.Word(by="A. Coder", on=date(2023, 3, 2))


def test_a_word_on_a_report_makes_all_of_it_again(record: Record) -> None:
    made_record.fill(record)
    before = record.value("SELECT value FROM derived_state WHERE key = 'from'")
    made = judging.judge_wrong(record, made_record.third()[0].report_id, CODER)
    record.write("UPDATE derived_state SET value = ? WHERE key = 'from'", (before,))
    record.write("DELETE FROM applied WHERE judgement_id = ?", (made.judgement.judgement_id,))
    step = rebuild(record)
    assert step is not None
    assert (step.since, step.why) == (None, "people have judged")


def test_a_word_on_an_assertion_counts_from_the_day_of_its_report_on(record: Record) -> None:
    add(record, WAR)
    report, found = WAR[-9]
    given = review.correct(record, found[0].assertion_id, msgspec.structs.replace(found[0], status="planned"), CODER)
    review.reject(record, found[1].assertion_id, CODER)
    step = rebuild(record)
    assert step is not None
    assert (step.since, step.why) == (report.known_from, "people have judged 2 assertions")
    onward = derived(record), exported(record)
    assert rebuild(record, force=True)
    assert onward == (derived(record), exported(record))
    review.undo(record, given.judgement.judgement_id, CODER)
    step = rebuild(record)
    assert step is not None
    assert step.since == report.known_from


def test_corpus_has_what_the_law_is_about(record: Record) -> None:
    add(record, CORPUS)
    copies = record.value("SELECT count(*) FROM copies")
    joined = record.value(
        "SELECT count(*) FROM joinings j JOIN current_assertions c USING (seq) WHERE day > known_from"
    )
    disputed = record.value("SELECT count(*) FROM current_assertions WHERE disputed_by <> '[]'")
    assert copies > 5
    assert joined > 0
    assert disputed > 0
    assert record.value("SELECT max(json_array_length(CAST(body AS TEXT), '$.assertion_ids')) FROM incidents") > 16

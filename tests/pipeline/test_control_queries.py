"""Who holds a place, asked of a record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

import made_record
from dateline.pipeline import queries as q
from dateline.pipeline.derive import rebuild
from dateline.pipeline.queries import Filters
from dateline.store import Record
from dateline.store import judgements as judgement_rows

HELD, CAPTURED = made_record.later()[1][1], made_record.third()[1][0]


def test_a_place_has_one_history_under_all_its_names(record: Record) -> None:
    (found,) = q.control_histories(record, Filters())
    assert (found.key, found.place.name, found.rule) == ("geonames:1", "Vuhledar", "rules/control/1")
    assert [c.assertion_ids for c in found.claims] == [(HELD.assertion_id,), (CAPTURED.assertion_id,)]
    assert [(s.standing, s.holder.country, s.since) for s in found.consensus if s.holder] == [
        ("claimed", "UKR", date(2023, 2, 11)),
        ("claimed", "RUS", date(2023, 2, 20)),
    ]
    assert found.now == found.consensus[-1]


def test_filters_choose_places_and_never_what_is_weighed(record: Record) -> None:
    everything = q.control_histories(record, Filters())
    for filters in (
        {"place": "Ugledar"}, {"place": "geonames:1"}, {"actor": "Armed Forces of Russia"}, {"source": "General Staff"},
        {"text": "captured"}, {"from_day": date(2023, 2, 15)}, {"bbox": (37.0, 47.0, 38.0, 48.0)},
        {"report": HELD.report_id},
    ):  # fmt: skip
        assert q.control_histories(record, Filters(**filters)) == everything, filters  # type: ignore[arg-type]
    for filters in ({"place": "Kherson"}, {"bbox": (0.0, 0.0, 1.0, 1.0)}, {"type": "Air/drone strike"}):
        assert q.control_histories(record, Filters(**filters)) == (), filters  # type: ignore[arg-type]


def test_as_of_is_the_history_of_the_reports_known_by_then(tmp_path: Path) -> None:
    """Of any day, and of the last day it is the present."""
    with Record.open(tmp_path / "all.sqlite", create=True) as whole:
        made_record.fill(whole)
        for n, day in enumerate(("2023-02-10", "2023-02-11", "2023-02-12", "2023-02-20", "2030-01-01")):
            known = [(r, found) for r, found in made_record.everything() if (r.published or "")[:10] <= day]
            with Record.open(tmp_path / f"{n}.sqlite", create=True) as part:
                made_record.fill(part, known)
                then = q.control_histories(whole, Filters(as_of=date.fromisoformat(day)))
                assert then == q.control_histories(part, Filters())
        assert then == q.control_histories(whole, Filters())


def test_the_order_in_which_reports_come_in_does_not_matter(tmp_path: Path, record: Record) -> None:
    with Record.open(tmp_path / "back.sqlite", create=True) as back:
        for each in reversed(made_record.everything()):
            made_record.fill(back, [each])
        assert q.control_histories(back, Filters()) == q.control_histories(record, Filters())


def test_a_day_is_looked_up_and_both_clocks_go_together(record: Record) -> None:
    (then,) = q.control_histories(record, Filters(), day=date(2023, 2, 15))
    assert then.now
    assert then.now.holder
    assert (then.now.holder.country, then.claimants) == ("UKR", 1)
    (before,) = q.control_histories(record, Filters(), day=date(2023, 1, 1))
    assert (before.now, before.claimants) == (None, 0)
    (both,) = q.control_histories(record, Filters(as_of=date(2023, 2, 12)), day=date(2023, 3, 1))
    assert both.now
    assert both.now.holder
    assert both.now.holder.country == "UKR"


def test_a_claim_that_a_person_rejects_is_gone_until_that_is_withdrawn(record: Record) -> None:
    before = q.control_histories(record, Filters())
    wrong = made_record.verdict(CAPTURED, "wrong")
    with record.transaction():
        judgement_rows.add(record, [wrong])
    assert rebuild(record)
    (found,) = q.control_histories(record, Filters())
    assert [c.assertion_ids for c in found.claims] == [(HELD.assertion_id,)]
    with record.transaction():
        judgement_rows.withdraw(record, wrong.judgement_id, at="2023-03-03", by="A. Coder")
    assert rebuild(record)
    assert q.control_histories(record, Filters()) == before


def test_histories_can_be_sent_as_json(record: Record, tmp_path: Path) -> None:
    for each in q.control_histories(record, Filters()):
        assert msgspec.json.decode(msgspec.json.encode(each), type=type(each)) == each
    with Record.open(tmp_path / "empty.sqlite", create=True) as empty:
        assert q.control_histories(empty, Filters(place="Kyiv", as_of=date(2023, 1, 1))) == ()

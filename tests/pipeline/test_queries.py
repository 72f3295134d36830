from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

import made_record
from dateline.model.assertion import Review
from dateline.model.errors import NotFoundError, SettingError
from dateline.pipeline import queries as q
from dateline.pipeline.derive import rebuild
from dateline.pipeline.queries import Filters
from dateline.store import Record
from dateline.store import judgements as judgement_rows

WIRE, COPY, LATER, THIRD = (report.report_id for report, _ in made_record.everything())
SHELLING, PROMISE = made_record.wire()[1]
COPIED = made_record.copy()[1][0]
DENIAL, HELD, SHOT_DOWN = made_record.later()[1]
CAPTURED, STRIKE = made_record.third()[1]


def ids(page: q.Page[Any]) -> list[str]:
    return [row.assertion_id for row in page.rows]


def test_claims_stand_in_order_of_knowing_and_of_the_text(record: Record) -> None:
    page = q.claims(record, Filters())
    assert page.total == 8
    assert page.next is None
    assert ids(page) == [
        each.assertion_id for each in (SHELLING, PROMISE, DENIAL, HELD, SHOT_DOWN, COPIED, CAPTURED, STRIKE)
    ]


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ({"kind": "control"}, [HELD, CAPTURED]),
        ({"type": "air/drone STRIKE"}, [STRIKE]),
        ({"type": "strategic developments"}, [SHOT_DOWN]),
        ({"type": "aid"}, [PROMISE]),
        ({"place": "Ugledar"}, [HELD, CAPTURED]),
        ({"place": "Херсон"}, [SHELLING, DENIAL, COPIED]),
        ({"place": "Volgograd"}, [STRIKE]),
        ({"place": "Atlantis"}, []),
        ({"actor": "armed forces of russia", "kind": "event"}, [SHELLING, DENIAL, COPIED]),
        ({"actor": "Ukraine"}, [HELD]),
        ({"source": "prokudin", "report": WIRE}, [SHELLING, PROMISE]),
        ({"source": "governor"}, [SHELLING, PROMISE]),
        ({"text": "shelling kherson"}, [SHELLING, DENIAL, COPIED]),
        ({"text": '"oil depot"'}, [STRIKE]),
        ({"text": "Prokudin rebuild"}, [PROMISE]),
        ({"from_day": date(2023, 2, 12)}, [COPIED, CAPTURED, STRIKE][1:]),
        ({"to_day": date(2023, 2, 10), "kind": "event"}, [SHELLING, DENIAL, COPIED]),
        ({"from_day": date(2023, 2, 19), "to_day": date(2023, 2, 19)}, [STRIKE]),
        ({"as_of": date(2023, 2, 11), "place": "Kherson"}, [SHELLING, DENIAL]),
        ({"bbox": (32.0, 46.0, 33.0, 47.0)}, [SHELLING, DENIAL, COPIED]),
        ({"bbox": (32.6178, 46.65581, 32.6178, 46.65581)}, [SHELLING, DENIAL, COPIED]),
        ({"bbox": (34.0, 45.0, 35.0, 46.0)}, []),
        ({"bbox": (179.0, 46.9, 31.9974, 47.0)}, [SHOT_DOWN]),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_filters_narrow(record: Record, filters: dict[str, Any], wanted: list[Any]) -> None:
    page = q.claims(record, Filters(**filters))
    assert ids(page) == [each.assertion_id for each in wanted]
    assert page.total == len(wanted)


def test_events_and_quotes_are_claims_of_one_type(record: Record) -> None:
    assert {row.type for row in q.events(record, Filters()).rows} == {"event"}
    assert ids(q.quotes(record, Filters())) == [PROMISE.assertion_id]


@pytest.mark.parametrize("limit", [1, 3, 8])
@pytest.mark.parametrize("ask", [q.claims, q.incidents, lambda r, f, **k: q.reports(r, **k)])
def test_pages_joined_are_the_whole_list(record: Record, ask: Any, limit: int) -> None:
    whole = ask(record, Filters()).rows
    rows: list[Any] = []
    after = None
    while True:
        page = ask(record, Filters(), limit=limit, after=after)
        assert page.total == len(whole)
        rows += page.rows
        after = page.next
        if after is None:
            break
    assert tuple(rows) == whole


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"text": "?!"}, "no word to look for"),
        ({"from_day": date(2023, 2, 2), "to_day": date(2023, 2, 1)}, "backwards"),
        ({"bbox": (0, 50, 10, 40)}, "not on the map"),
        ({"bbox": (0, 50, 10, 91)}, "not on the map"),
    ],
)
def test_filters_that_cannot_be(record: Record, filters: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingError, match=message) as caught:
        q.claims(record, Filters(**filters))
    assert caught.value.remedy


def test_cursors_and_lengths_that_cannot_be(record: Record) -> None:
    for ask in (q.claims, q.incidents):
        with pytest.raises(NotFoundError, match="the list cannot go on after 'a_none'"):
            ask(record, Filters(), after="a_none")
        with pytest.raises(NotFoundError, match="the list cannot go on after 'a_none'"):
            ask(record, Filters(as_of=date(2023, 2, 11)), after="a_none")
    with pytest.raises(NotFoundError, match="no such report"):
        q.reports(record, after="r_none")
    with pytest.raises(SettingError, match="a page of 0 rows"):
        q.claims(record, Filters(), limit=0)


def test_incidents_join_accounts_across_reports(record: Record) -> None:
    page = q.incidents(record, Filters(place="Kherson"))
    assert page.total == len(page.rows) == 1
    (shelling,) = page.rows
    assert set(shelling.assertion_ids) == {a.assertion_id for a in (SHELLING, COPIED, DENIAL)}
    assert shelling.first_known == "2023-02-10"
    claims = {row.assertion_id: row for row in q.claims(record, Filters(place="Kherson")).rows}
    assert {row.incident_id for row in claims.values()} == {shelling.incident_id}
    assert claims[SHELLING.assertion_id].disputed_by == (DENIAL.assertion_id,)
    assert SHELLING.assertion_id in claims[DENIAL.assertion_id].answers


def test_as_of_shows_the_record_as_it_stood(record: Record) -> None:
    day = Filters(as_of=date(2023, 2, 10))
    (only,) = q.incidents(record, day).rows
    assert only.assertion_ids == (SHELLING.assertion_id,)
    (shelling,) = q.events(record, day).rows
    assert shelling.disputed_by == ()
    assert shelling.incident_id == only.incident_id
    assert q.incidents(record, Filters(as_of=date(2023, 2, 9))).rows == ()
    late = Filters(as_of=date(2030, 1, 1))
    assert q.incidents(record, late) == q.incidents(record, Filters())
    assert q.timeline(record, day)[0].total == 1


def test_control_lines_stand_by_place_then_since_when_known(record: Record) -> None:
    held, captured = q.control(record, Filters())
    assert (held.place.name, held.state, held.since, held.said_by) == (
        "Vuhledar",
        "held",
        "2023-02-11",
        "the General Staff",
    )
    assert held.holder
    assert held.holder.country == "UKR"
    assert (captured.place.as_written, captured.state, captured.since) == ("Ugledar", "captured", "2023-02-20")
    assert (captured.date, captured.quote) == (None, "Russian forces captured Ugledar")
    assert q.control(record, Filters(as_of=date(2023, 2, 15))) == (held,)


def test_timeline_counts_incidents_by_their_latest_day(record: Record) -> None:
    days = q.timeline(record, Filters())
    assert [(each.start.isoformat(), each.counts, each.total) for each in days] == [
        ("2023-02-10", {"Explosions/Remote violence": 1}, 1),
        ("2023-02-20", {"Explosions/Remote violence": 1}, 1),
    ]  # the third incident is undated: it stands on no day
    weeks = q.timeline(record, Filters(), by="week")
    assert [(each.start.isoformat(), each.total) for each in weeks] == [("2023-02-06", 1), ("2023-02-20", 1)]
    (month,) = q.timeline(record, Filters(), by="month")
    assert (month.start, month.total) == (date(2023, 2, 1), 2)
    with pytest.raises(SettingError, match="timeline by 'hour'"):
        q.timeline(record, Filters(), by="hour")  # type: ignore[arg-type]


def test_report_views(record: Record) -> None:
    view = q.report(record, WIRE)
    assert view.report.text == made_record.WIRE_TEXT
    assert [a.assertion_id for a in view.assertions] == [SHELLING.assertion_id, PROMISE.assertion_id]
    heads = q.reports(record).rows
    assert [(h.report_id, h.assertions, h.duplicate_of) for h in heads] == [
        (WIRE, 2, None), (LATER, 3, None), (COPY, 1, WIRE), (THIRD, 2, None),
    ]  # fmt: skip
    assert heads[0].characters == len(made_record.WIRE_TEXT)
    assert [h.report_id for h in q.reports(record, text="hospital evening").rows] == [WIRE, COPY]
    with pytest.raises(NotFoundError, match="no report 'r_none'"):
        q.report(record, "r_none")


def test_explain_an_assertion_shows_its_sentence_report_and_judgements(record: Record) -> None:
    found = q.explain(record, SHELLING.assertion_id)
    assert (found.kind, found.id, [r.report_id for r in found.reports]) == ("assertion", SHELLING.assertion_id, [WIRE])
    (context,) = found.contexts
    assert context.before == ""
    assert context.after == ", governor Oleksandr Prokudin said on Telegram."
    text = made_record.WIRE_TEXT
    whole = context.before + context.exact + context.after
    assert text[context.start : context.start + len(whole)] == whole
    assert found.judgements
    assert all(SHELLING.assertion_id in (j.left, j.right) and j.reasons for j in found.judgements)


def test_explain_incident_judgement_report_and_nothing(record: Record) -> None:
    (incident,) = q.incidents(record, Filters(place="Kherson")).rows
    found = q.explain(record, incident.incident_id)
    assert (found.kind, found.about) == ("incident", incident)
    assert {a.assertion_id for a in found.assertions} == set(incident.assertion_ids)
    assert len(found.contexts) == 3
    judgement = found.judgements[0]
    sides = q.explain(record, judgement.judgement_id)
    assert (sides.kind, sides.about, sides.judgements) == ("judgement", judgement, (judgement,))
    assert {a.assertion_id for a in sides.assertions} == {judgement.left, judgement.right}
    assert len(q.explain(record, LATER).assertions) == 3
    with pytest.raises(NotFoundError, match="nothing in the record has the id 'x'"):
        q.explain(record, "x")


def test_a_persons_word_shows_and_counts_until_it_is_withdrawn(record: Record) -> None:
    wrong = made_record.verdict(DENIAL, "wrong")
    before = q.incidents(record, Filters())
    with record.transaction():
        judgement_rows.add(record, [wrong])
    assert rebuild(record)
    review = {row.assertion_id: row.review for row in q.claims(record, Filters()).rows}
    assert DENIAL.assertion_id not in review
    (denial,) = q.explain(record, DENIAL.assertion_id).assertions
    assert denial.review == Review(state="rejected", by="A. Coder", at="2023-03-02", note="checked by hand")
    assert review[SHELLING.assertion_id].state == "unreviewed"
    (shelling,) = q.incidents(record, Filters(place="Kherson")).rows
    assert DENIAL.assertion_id not in shelling.assertion_ids
    with record.transaction():
        judgement_rows.withdraw(record, wrong.judgement_id, at="2023-03-03", by="A. Coder")
    assert rebuild(record)
    assert q.incidents(record, Filters()) == before


def test_overview_counts(record: Record) -> None:
    found = q.overview(record)
    assert (found.reports, found.copies, found.publishers) == (4, 1, 3)
    assert found.assertions == {"control": 2, "event": 5, "statement": 1}
    assert found.types["Shelling/artillery/missile attack"] == 3
    assert (found.first_day, found.last_day) == (date(2023, 2, 10), date(2023, 2, 20))
    assert (found.first_known, found.last_known, found.skipped, found.notice) == ("2023-02-10", "2023-02-20", 0, None)
    assert found.incidents == q.incidents(record, Filters()).total


def test_answers_can_be_sent_as_json(record: Record) -> None:
    for answer in (
        q.claims(record, Filters()), q.incidents(record, Filters()), q.control(record, Filters()), q.overview(record),
        q.timeline(record, Filters()), q.report(record, WIRE), q.explain(record, WIRE),
    ):  # fmt: skip
        assert msgspec.json.decode(msgspec.json.encode(answer))


def test_an_empty_record_answers_everything(tmp_path: Any) -> None:
    with Record.open(tmp_path / "empty.sqlite", create=True) as empty:
        for derived in (False, True):
            assert q.claims(empty, Filters(place="Kyiv", text="a", as_of=date(2023, 1, 1))).rows == ()
            assert q.incidents(empty, Filters()).total == 0
            assert q.overview(empty).first_day is None
            assert q.timeline(empty, Filters()) == q.control(empty, Filters()) == ()
            assert derived or rebuild(empty)

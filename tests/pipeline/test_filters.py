"""Every filter against the plain reading of what it says, now and as of a past day; and the counts beside filters."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import msgspec
import pytest
from bench.made_up_war import reports

import made_record
from dateline.model.assertion import Assertion
from dateline.model.errors import SettingError
from dateline.model.incident import Incident
from dateline.pipeline import queries as q
from dateline.pipeline import review
from dateline.pipeline.derive import rebuild
from dateline.pipeline.judging import judge_wrong
from dateline.pipeline.queries import Filters
from dateline.store import Record
from dateline.store import assertions as assertion_rows
from dateline.store import reports as report_rows

Passes = Callable[[Assertion], bool]
MOST = 5000
MIDDLE = date(2021, 1, 14)
DAYS = [None, MIDDLE, date(2023, 2, 11)]


@pytest.fixture(scope="module", params=["as built", "with a report withdrawn"])
def war(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A small war and the record made by hand, of which a person accepted a few assertions and put one right."""
    with Record.open(tmp_path_factory.mktemp("filters") / "war.sqlite", create=True) as record:
        with record.transaction():
            for report, found in (*reports(400, towns=5, days=30), *made_record.everything()):
                report_rows.add(record, [report])
                assertion_rows.add_reading(record, report.report_id, "made up/1", list(found))
        rebuild(record)
        word = review.Word(by="A. Coder", on=date(2023, 3, 2))
        for each in q.events(record, Filters(), limit=MOST).rows[::40]:
            review.accept(record, each.assertion_id, word)
        if request.param != "as built":
            judge_wrong(record, q.events(record, Filters(), limit=90).rows[-1].report_id, word)
        rebuild(record)
        yield record


def countries(a: Assertion) -> set[str | None]:
    return {place.country for place in a.places}


def sides(a: Assertion) -> set[str | None]:
    return {each.country for each in (*a.actors, *((a.holder,) if a.holder else ()))}


OF_ACCOUNTS: list[tuple[dict[str, Any], Passes]] = [
    ({}, lambda a: True),
    ({"admin1": "region 0"}, lambda a: "Region 0" in {place.admin1 for place in a.places}),
    ({"country": "c00"}, lambda a: "C00" in countries(a)),
    ({"country": "UKR"}, lambda a: "UKR" in countries(a)),
    ({"country": "XXX"}, lambda a: False),
    ({"side": "RUS"}, lambda a: "RUS" in sides(a)),
    ({"measure": "killed"}, lambda a: any(toll.measure == "killed" for toll in a.tolls)),
    ({"certainty": "certain"}, lambda a: a.certainty == "certain"),
    ({"certainty": "possible"}, lambda a: a.certainty == "possible"),
    ({"status": "planned"}, lambda a: a.status == "planned"),
    ({"type": "Air/drone strike", "measure": "killed"}, lambda a: a.act == "Air/drone strike" and bool(a.tolls)),
]
"""Filters that incidents pass where one of their accounts does."""


@pytest.mark.parametrize("as_of", DAYS, ids=str)
@pytest.mark.parametrize(
    ("asked", "passes"), OF_ACCOUNTS, ids=lambda value: str(value) if isinstance(value, dict) else ""
)
def test_what_is_asked_of_accounts(war: Record, asked: dict[str, Any], passes: Passes, as_of: date | None) -> None:
    filters = Filters(as_of=as_of, **asked)
    told = q.claims(war, Filters(as_of=as_of), limit=MOST).rows
    wanted = [a.assertion_id for a in told if passes(a)]
    found = q.claims(war, filters, limit=MOST)
    assert [a.assertion_id for a in found.rows] == wanted
    assert found.total == len(wanted)
    chosen = [i for i in incidents_of(war, as_of) if not {*wanted}.isdisjoint(i.assertion_ids)]
    assert_are(war, filters, chosen)


def incidents_of(war: Record, as_of: date | None) -> tuple[Incident, ...]:
    return q.incidents(war, Filters(as_of=as_of), limit=MOST).rows


def assert_are(war: Record, filters: Filters, wanted: list[Incident]) -> None:
    """Lists, matches, the feed and facets all find these incidents."""
    found = q.incidents(war, filters, limit=MOST)
    assert list(found.rows) == wanted
    assert found.total == len(wanted)
    matches = q.matches(war, filters)
    every = [i.incident_id for i in incidents_of(war, filters.as_of)]
    bits = "".join(f"{byte:08b}"[::-1] for byte in base64.b64decode(matches.rows))
    assert [each for each, bit in zip(every, bits, strict=False) if bit == "1"] == [i.incident_id for i in wanted]
    assert (matches.total, bits.count("1")) == (len(wanted), len(wanted))
    feed = q.feed(war, filters)
    assert msgspec.json.decode(feed[8 : 8 + int.from_bytes(feed[4:8], "little")])["count"] == len(wanted)
    counts = q.facets(war, filters, over="incidents")
    assert counts.total == len(wanted)
    if filters.disputed is None:
        assert counts.disputed == sum(bool(i.disagreements) for i in wanted)


@pytest.mark.parametrize("as_of", DAYS, ids=str)
@pytest.mark.parametrize("wanted", [True, False])
def test_disputed(war: Record, wanted: bool, as_of: date | None) -> None:
    filters = Filters(as_of=as_of, disputed=wanted)
    told = q.claims(war, Filters(as_of=as_of), limit=MOST).rows
    found = q.claims(war, filters, limit=MOST)
    assert [a.assertion_id for a in found.rows] == [a.assertion_id for a in told if bool(a.disputed_by) is wanted]
    assert q.facets(war, filters).total == found.total
    assert q.facets(war, Filters(as_of=as_of)).disputed == sum(bool(a.disputed_by) for a in told)
    assert_are(war, filters, [i for i in incidents_of(war, as_of) if bool(i.disagreements) is wanted])


@pytest.mark.parametrize("as_of", DAYS, ids=str)
@pytest.mark.parametrize("wanted", [True, False])
def test_reviewed(war: Record, wanted: bool, as_of: date | None) -> None:
    filters = Filters(as_of=as_of, reviewed=wanted)
    told = q.claims(war, Filters(as_of=as_of), limit=MOST).rows
    judged = {a.assertion_id for a in told if a.review.state != "unreviewed"}
    assert judged
    found = q.claims(war, filters, limit=MOST)
    assert [a.assertion_id for a in found.rows] == [
        a.assertion_id for a in told if (a.assertion_id in judged) is wanted
    ]
    assert q.facets(war, Filters(as_of=as_of)).unreviewed == len(told) - len(judged)
    those = [i for i in incidents_of(war, as_of) if judged.isdisjoint(i.assertion_ids) is not wanted]
    assert_are(war, filters, those)


@pytest.mark.parametrize("as_of", DAYS, ids=str)
@pytest.mark.parametrize(
    ("first", "last"), [(date(2021, 1, 10), date(2021, 1, 12)), (date(2021, 1, 12), None), (None, date(2021, 1, 9))]
)
def test_known_between(war: Record, first: date | None, last: date | None, as_of: date | None) -> None:
    filters = Filters(as_of=as_of, known_from=first, known_to=last)
    known = dict(war.rows("SELECT report_id, known_from FROM reports"))
    lets = lambda day: (first is None or day >= first.isoformat()) and (last is None or day <= last.isoformat())  # noqa: E731
    told = q.claims(war, Filters(as_of=as_of), limit=MOST).rows
    found = q.claims(war, filters, limit=MOST)
    assert [a.assertion_id for a in found.rows] == [a.assertion_id for a in told if lets(known[a.report_id])]
    assert_are(war, filters, [i for i in incidents_of(war, as_of) if lets(i.first_known)])


def test_days_that_run_backwards_are_refused(war: Record) -> None:
    for name in ("claims", "incidents", "matches", "facets"):
        with pytest.raises(SettingError, match="the known days run from 2021-01-10 to 2021-01-01, backwards"):
            getattr(q, name)(war, Filters(known_from=date(2021, 1, 10), known_to=date(2021, 1, 1)))


def test_pages_of_a_filtered_list_are_the_list(war: Record) -> None:
    for query in (q.claims, q.incidents):
        filters = Filters(measure="killed", known_to=date(2021, 1, 20))
        whole = query(war, filters, limit=MOST)
        got: list[Any] = []
        page = query(war, filters, limit=7)
        while True:
            got += page.rows
            assert page.total == whole.total
            if page.next is None:
                break
            page = query(war, filters, limit=7, after=page.next)
        assert tuple(got) == whole.rows


# ---------------------------------------------------------------- counts beside filters


def values(a: Assertion) -> dict[str, set[str | None]]:
    return {
        "kind": {a.type},
        "type": {a.event_type},
        "sub": {a.sub_event_type},
        "interaction": {a.interaction},
        "country": countries(a),
        "admin1": {place.admin1 for place in a.places},
        "side": sides(a),
        "measure": {toll.measure for toll in a.tolls},
        "certainty": {a.certainty},
        "status": {a.status},
    }


OWN = {"sub": "type", "interaction": "type"}


@pytest.mark.parametrize("as_of", DAYS, ids=str)
@pytest.mark.parametrize("over", ["claims", "incidents"])
@pytest.mark.parametrize(
    "asked", [{}, {"type": "Air/drone strike"}, {"measure": "killed", "country": "C00"}, {"reviewed": True}], ids=str
)
def test_each_is_counted_with_all_filters_but_its_own(
    war: Record, asked: dict[str, Any], over: str, as_of: date | None
) -> None:
    counts = q.facets(war, Filters(as_of=as_of, **asked), over=over)  # type: ignore[arg-type]
    for slot in values(q.claims(war, Filters()).rows[0]):
        others = Filters(as_of=as_of, **{key: value for key, value in asked.items() if key != OWN.get(slot, slot)})
        if over == "claims":
            those = [values(a)[slot] for a in q.claims(war, others, limit=MOST).rows]
        else:
            of_accounts = msgspec.structs.replace(others, reviewed=None)
            passing = {a.assertion_id: values(a)[slot] for a in q.claims(war, of_accounts, limit=MOST).rows}
            those = [
                {value for each in i.assertion_ids for value in passing.get(each, ())}
                for i in q.incidents(war, others, limit=MOST).rows
            ]
        wanted = Counter(value for each in those for value in each if value)
        assert {each.value: each.count for each in getattr(counts, slot)} == dict(wanted), slot


def test_what_is_offered_is_what_the_filter_finds(war: Record) -> None:
    counts = q.facets(war, Filters())
    for slot in ("place", "actor", "source", "admin1", "country", "side", "measure", "certainty", "status", "kind"):
        for each in getattr(counts, slot):
            found = q.claims(war, Filters(**{slot: each.value})).total
            assert found >= each.count if slot in ("place", "actor", "source") else found == each.count
    assert [each.value for each in counts.place][:1] == ["Town0"] or counts.place[0].count >= counts.place[1].count


def test_only_the_most_frequent_are_given_and_none_that_is_not_met(war: Record) -> None:
    counts = q.facets(war, Filters(place="Kherson"))
    assert {each.value for each in counts.country} == {"UKR"}
    assert all(each.count for each in (*counts.actor, *counts.source, *counts.sub))
    assert len(q.facets(war, Filters()).source) <= 50


def test_facets_over_something_else_are_refused(war: Record) -> None:
    with pytest.raises(SettingError, match="facets over 'reports'"):
        q.facets(war, Filters(), over="reports")  # type: ignore[arg-type]


# ---------------------------------------------------------------- highlights


def marked(war: Record, text: str, a: Assertion) -> list[str]:
    found = q.highlights(war, text, [a.assertion_id, "a_none"])
    assert set(found) == {a.assertion_id}
    return [a.evidence.exact[begin:end] for begin, end in found[a.assertion_id]]


def test_words_are_marked_where_they_stand_in_the_evidence(war: Record) -> None:
    shelling = made_record.wire()[1][0]
    assert marked(war, "shelling kherson", shelling) == ["shelled", "Kherson"]
    assert marked(war, '"three people"', shelling) == ["three people"]
    assert marked(war, "kill*", shelling) == ["killing"]
    assert marked(war, "Prokudin", shelling) == []


def test_a_text_without_a_word_marks_nothing(war: Record) -> None:
    with pytest.raises(SettingError, match="no word to look for"):
        q.highlights(war, '"', ["a_1"])

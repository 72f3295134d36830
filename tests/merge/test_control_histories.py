"""Laws of the history of a place, whatever is claimed."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_claims import claim, head

from dateline.merge.control import control_histories, on_day
from dateline.model.control import ControlHistory

START = date(2031, 1, 1)
SPEAKERS = [
    {"by": "Norland army", "of": "NOR", "as": "military"},
    {"by": "Norland's ministry", "of": "NOR"},
    {"by": "Sudland army", "of": "SUD", "as": "military"},
    {"by": "Sudland's governor", "of": "SUD"},
    {"by": "the Front", "of": "FRONT", "as": "armed group"},
    {"by": "residents", "as": "witness"},
    {"publisher": "The Border Post"},
    {"publisher": "Evening Mail"},
]


@st.composite
def claims(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Claims to two towns, each in a report of its own, in the short form of the cases; some reports are copies."""
    found = []
    for n in range(draw(st.integers(0, 14))):
        published = START + timedelta(days=draw(st.integers(0, 60)))
        told: dict[str, Any] = {"id": f"r{n:02}", "published": published, **draw(st.sampled_from(SPEAKERS))}
        told["place"] = draw(st.sampled_from(["Ostra", "Westra"]))
        kind = draw(
            st.sampled_from(["held", "contested", "captured", "lost", "withdrawn", "besieged", "event", "goes"])
        )
        if kind in ("event", "goes"):
            told["event"] = "Non-violent transfer of territory" if kind == "goes" else "Government regains territory"
        else:
            told["state"] = kind
        if draw(st.booleans()) or kind == "goes":
            told["holder"] = draw(st.sampled_from(["NOR", "SUD", "FRONT", "rebels", "troops"]))
        if draw(st.integers(0, 2)) == 0:
            first = published - timedelta(days=draw(st.integers(0, 40)))
            told["days"] = [first, first + timedelta(days=draw(st.sampled_from([0, 0, 3, 30])))]
        told["polarity"] = draw(st.sampled_from(["affirmed", "affirmed", "affirmed", "denied"]))
        told["status"] = draw(st.sampled_from(["actual", "actual", "actual", "planned"]))
        told["relation"] = draw(st.sampled_from([None, None, None, "near"]))
        if found and draw(st.integers(0, 5)) == 0:  # a copy comes no earlier than what it copies, and tells the same
            first_told = draw(st.sampled_from(found))
            later = max(published, first_told["published"])
            told = {**first_told, "id": f"r{n:02}", "published": later, "copy_of": first_told["id"]}
            told.pop("days", None)
        found.append(told)
    return found


def told(given_: list[dict[str, Any]]) -> list[ControlHistory]:
    return control_histories([claim(c) for c in given_], {h.report_id: h for h in map(head, given_)})


@given(claims(), st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(given_: list[dict[str, Any]], random: Any) -> None:
    shuffled = list(given_)
    random.shuffle(shuffled)
    assert told(given_) == told(shuffled)


@given(claims(), st.integers(0, 60))
def test_as_of_a_day_is_the_history_of_what_was_known_by_then(given_: list[dict[str, Any]], days: int) -> None:
    """And what comes in later changes nothing of what was known: a later report can be put in and taken out again."""
    day = START + timedelta(days=days)
    known = [c for c in given_ if c["published"] <= day]
    before = told(known)
    assert told([*known, *(c for c in given_ if c["published"] > day)]) == told(given_)
    assert told(known) == before
    assert all(span.known_from <= day.isoformat() for h in before for span in h.consensus)


@given(claims())
def test_intervals_of_one_claimant_are_in_order_and_do_not_overlap(given_: list[dict[str, Any]]) -> None:
    for history in told(given_):
        rows: defaultdict[str, list[Any]] = defaultdict(list)
        for each in history.intervals:
            rows[each.claimant.key].append(each)
        for those in rows.values():
            for each, after in pairwise(those):
                assert each.until is not None
                assert each.since <= each.last_said < each.until <= after.since
            assert all(each.since <= each.last_said for each in those)


@given(claims())
def test_the_line_is_whole_and_its_changes_are_changes(given_: list[dict[str, Any]]) -> None:
    for history in told(given_):
        for each, after in pairwise(history.consensus):
            assert each.since < after.since == each.until
        if history.consensus:
            assert history.consensus[-1].until is None
        assert [change.after for change in history.changes] == list(history.consensus)
        assert [change.before for change in history.changes] == [None, *history.consensus][: len(history.changes)]


@given(claims())
def test_every_state_names_an_assertion_that_is_about_the_place(given_: list[dict[str, Any]]) -> None:
    for history in told(given_):
        about = {i for c in history.claims for i in c.assertion_ids}
        for each in (*history.intervals, *history.consensus):
            assert each.assertion_ids
            assert set(each.assertion_ids) <= about
        for span in history.consensus:
            assert span.on_word_of
            assert set(span.against) <= about
            assert not (set(span.against) & set(span.assertion_ids) and span.state == "held" and span.holder is None)


@given(claims())
def test_nothing_is_made_up(given_: list[dict[str, Any]]) -> None:
    """Whoever has the place is somebody of whom that is said; denials, plans and what is near make no state."""
    for history in told(given_):
        named = {c.holder.name for c in history.claims if c.holder and c.stands and c.polarity == "affirmed"}
        for span in history.consensus:
            for ref in (span.holder, span.besieger, span.without, *span.holders):
                assert ref is None or ref.name in named
        for each in history.intervals:
            assert each.holder is None or each.holder.name in named


@given(claims(), st.integers(-5, 70))
def test_a_day_is_looked_up_on_the_line(given_: list[dict[str, Any]], days: int) -> None:
    day = START + timedelta(days=days)
    for history in told(given_):
        now = on_day(history, day).now
        assert now == next((s for s in history.consensus if s.covers(day)), None)
        assert (now is None) == (not history.consensus or day < history.consensus[0].since)
        assert on_day(history, None).now == (history.consensus[-1] if history.consensus else None)


@given(st.lists(st.sampled_from(["NOR", "SUD", "contested", None]), min_size=1, max_size=40))
def test_daily_snapshots_of_one_claimant_come_back_day_by_day(states: list[str | None]) -> None:
    """What one claimant says day after day is what their intervals say of each day; silence changes nothing."""
    given_ = [
        {"id": f"r{n:02}", "published": START + timedelta(days=n), "publisher": "The Border Post"}
        | ({"state": "contested"} if state == "contested" else {"state": "held", "holder": state})
        for n, state in enumerate(states)
        if state is not None
    ]
    wanted: str | None = None
    rows = [i for h in told(given_) for i in h.intervals]
    for n, state in enumerate(states):
        day = START + timedelta(days=n)
        wanted = state or wanted
        here = [i for i in rows if i.since <= day and (i.until is None or day < i.until)]
        said = [i.state if i.state == "contested" else i.side for i in here]
        assert said == ([wanted] if wanted else [])


@pytest.mark.usefixtures("small_heap")
def test_time_is_proportional_to_the_number_of_claims() -> None:
    def taken(count: int) -> float:
        given_ = [
            {
                "id": f"r{n}",
                "published": START + timedelta(days=n // 4),
                "publisher": f"Paper {n % 40}",
                "state": ("held", "captured", "contested")[n % 3],
                "holder": ("NOR", "SUD")[n // 50 % 2],
            }
            for n in range(count)
        ]
        made, heads = [claim(c) for c in given_], {h.report_id: h for h in map(head, given_)}
        begun = process_time()
        assert control_histories(made, heads)
        return process_time() - begun

    assert min(taken(4000), taken(4000)) < 10 * max(taken(1000), taken(1000))

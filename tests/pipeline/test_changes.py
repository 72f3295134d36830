"""What differs between the ends of two days, and the laws of following incidents by their accounts."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import made_record
from dateline.model.errors import SettingError
from dateline.model.incident import Incident, Position, TollPositions
from dateline.model.judgement import Judgement
from dateline.pipeline import queries as q
from dateline.pipeline.change_views import Changes, IncidentChange
from dateline.pipeline.queries import Filters
from dateline.pipeline.queries.compared import compared
from dateline.pipeline.queries.counterparts import Counterparts, counterparts
from dateline.store import Record
from dateline.store import judgements as judgement_rows

WIRE, COPY, LATER, THIRD = (report.report_id for report, _ in made_record.everything())
SHELLING, PROMISE = made_record.wire()[1]
COPIED = made_record.copy()[1][0]
DENIAL, HELD, SHOT_DOWN = made_record.later()[1]
CAPTURED, STRIKE = made_record.third()[1]
FEBRUARY = 2


def day(number: int) -> date:
    return date(2023, FEBRUARY, number)


def hows(found: Changes) -> list[str]:
    return [each.change for each in found.incidents]


def test_a_new_incident_names_its_accounts_report_and_day(record: Record) -> None:
    found = q.diff(record, day(9), day(10))
    (change,) = found.incidents
    assert (change.change, change.former) == ("new", ())
    assert (change.added, change.reports, change.since) == ((SHELLING.assertion_id,), (WIRE,), "2023-02-10")
    assert [head.report_id for head in found.reports] == [WIRE]


def test_a_denial_changes_the_incident_and_is_a_new_dispute(record: Record) -> None:
    found = q.diff(record, day(10), day(11))
    changed = found.of("changed")[0]
    assert [each.about for each in changed.disagreements] == ["actor1"]
    assert (changed.added, changed.since) == ((DENIAL.assertion_id,), "2023-02-11")
    (dispute,) = found.disputes
    assert (dispute.change, dispute.claim.assertion_id) == ("new", SHELLING.assertion_id)
    assert (dispute.against.assertion_id, dispute.against.quote) == (DENIAL.assertion_id, DENIAL.evidence.exact)
    assert (dispute.since, dispute.incident_id) == ("2023-02-11", changed.present[0].incident_id)


def test_a_copy_tells_again_and_changes_no_toll_it_does_not_give(record: Record) -> None:
    found = q.diff(record, day(11), day(12))
    assert hows(found) == ["told again"]
    assert found.incidents[0].added == (COPIED.assertion_id,)
    assert (found.incidents[0].values, found.incidents[0].tolls) == ((), ())


def test_a_place_that_others_are_said_to_hold_has_changed_hands(record: Record) -> None:
    (first,) = q.diff(record, day(10), day(11)).control
    assert (first.holders_former, first.holders_present) == ((), ("Armed Forces of Ukraine",))
    (then,) = q.diff(record, day(12), day(20)).control
    assert then.changed_hands
    assert then.holders_present == ("Armed Forces of Ukraine", "Armed Forces of Russia")
    assert [(line.assertion_id, line.since) for line in then.added] == [(CAPTURED.assertion_id, "2023-02-20")]
    assert [line.assertion_id for line in then.former] == [HELD.assertion_id]


def test_nothing_differs_between_a_day_and_itself_or_after_the_last_report(record: Record) -> None:
    for first, last in ((day(12), day(12)), (day(13), day(14)), (day(20), day(25))):
        found = q.diff(record, first, last)
        assert (found.rows(), found.reports) == ((), ())


def test_steps_joined_tell_of_everything_that_the_whole_way_tells(record: Record) -> None:
    whole = q.diff(record, day(1), day(28))
    steps = [q.diff(record, day(n), day(n + 1)) for n in range(1, 28)]
    assert {i for c in whole.incidents for i in c.added} == {i for s in steps for c in s.incidents for i in c.added}
    assert len(whole.disputes) == sum(len(step.disputes) for step in steps)
    assert set(hows(whole)) == {"new"}


def test_days_that_run_backwards_are_refused(record: Record) -> None:
    with pytest.raises(SettingError, match="backwards"):
        q.diff(record, day(11), day(10))


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ({"place": "Kherson"}, {"incident change": 1, "dispute change": 1}),
        ({"place": "Ugledar"}, {"control change": 1}),
        ({"actor": "Armed Forces of Ukraine"}, {"control change": 1}),
        ({"type": "disrupted weapons use"}, {"incident change": 1}),
        ({"report": WIRE}, {"incident change": 1, "dispute change": 1}),
        ({"source": "prokudin"}, {"incident change": 1, "dispute change": 1}),
        ({"place": "Atlantis"}, {}),
    ],
    ids=str,
)
def test_filters_keep_what_a_passing_assertion_stands_behind(
    record: Record, filters: dict[str, Any], wanted: dict[str, int]
) -> None:
    rows = q.diff(record, day(10), day(11), Filters(**filters)).rows()
    kinds = [type(row).__struct_config__.tag for row in rows]
    assert {str(kind): kinds.count(kind) for kind in kinds} == wanted


# ---------------------------------------------------------------- withdrawn reports


def withdrawal(report_id: str, at: str, **fields: Any) -> Judgement:
    rest = {"verdict": "wrong", "decided_by": "A. Coder", "note": "forged", **fields}
    return Judgement(judgement_id=f"j_{report_id}_{at}", left=report_id, right=report_id, decided_at=at, **rest)


def store(record: Record, *judgements: Judgement) -> None:
    with record.transaction():
        judgement_rows.add(record, judgements)


def test_a_withdrawn_report_is_listed_from_the_day_of_the_decision(record: Record) -> None:
    store(record, withdrawal(LATER, "2023-02-15"))
    assert q.withdrawals(record, day(10), day(14)) == ()
    assert q.withdrawals(record, day(15), day(20)) == ()
    (found,) = q.withdrawals(record, day(14), day(15))
    assert (found.report.report_id, found.by, found.at, found.note) == (LATER, "A. Coder", "2023-02-15", "forged")
    assert set(found.assertion_ids) == {a.assertion_id for a in (DENIAL, HELD, SHOT_DOWN)}
    assert q.diff(record, day(14), day(15)).withdrawals == (found,)
    assert q.diff(record, day(14), day(15), Filters(place="Atlantis")).withdrawals == ()


def test_what_is_withdrawn_itself_or_about_something_else_withdraws_no_report(record: Record) -> None:
    taken_back = withdrawal(WIRE, "2023-02-15")
    store(
        record,
        taken_back,
        withdrawal(THIRD, "2023-02-15", verdict="right"),
        made_record.verdict(SHELLING, "wrong", at="2023-02-15"),
    )
    with record.transaction():
        judgement_rows.withdraw(record, taken_back.judgement_id, at="2023-02-16", by="A. Coder")
    assert q.withdrawals(record, day(14), day(20)) == ()


# ---------------------------------------------------------------- incidents that merge and come apart


def incident(number: int, *accounts: str, **fields: Any) -> Incident:
    values: dict[str, Any] = {
        "event_type": "Battles", "sub_event_type": "Armed clash", "date": None, "place": None, "actor1": None,
        "actor2": None, "tolls": {}, "disagreements": (), "reports": (), "independent_sources": 1,
        "first_known": "2023-02-10", "last_known": "2023-02-10", **fields,
    }  # fmt: skip
    return Incident(incident_id=f"i_{number}", assertion_ids=tuple(sorted(accounts)), **values)


def change(former: Sequence[Incident], present: Sequence[Incident], **decided: str) -> IncidentChange:
    (sides,) = counterparts(former, present)
    told = {a.assertion_id: a for a in (SHELLING, DENIAL)}
    return compared(sides, told, lambda _: "2023-02-11", decided)


@pytest.mark.parametrize(
    ("former", "present", "how"),
    [
        ([], [incident(1, SHELLING.assertion_id)], "new"),
        ([incident(1, "a")], [], "gone"),
        ([incident(1, "a"), incident(2, "b")], [incident(1, "a", "b")], "merged"),
        ([incident(1, "a", "b")], [incident(1, "a"), incident(2, "b")], "split"),
        ([incident(1, "a", "b"), incident(2, "c")], [incident(1, "a"), incident(3, "b", "c")], "regrouped"),
        ([incident(1, "a")], [incident(1, "a", SHELLING.assertion_id)], "told again"),
        ([incident(1, "a")], [incident(1, "a", event_type=None, sub_event_type="Attack")], "changed"),
        ([incident(1, "a", "b")], [incident(2, "b")], "changed"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_became_of_incidents(former: list[Incident], present: list[Incident], how: str) -> None:
    found = change(former, present)
    assert (found.change, found.former, found.present) == (how, tuple(former), tuple(present))


def test_a_change_by_a_persons_decision_is_known_from_that_day() -> None:
    merged = change([incident(1, "a"), incident(2, "b")], [incident(1, "a", "b")], a="2023-02-13", b="2023-02-12")
    assert merged.since == "2023-02-13"
    assert change([incident(1, "a")], []).since is None


def position(value: str, account: str) -> Position:
    return Position(source="A", side=None, value=value, as_written=value, assertion_id=account, known_from="2023-02-10")


def tolls(*positions: Position) -> dict[str, TollPositions]:
    return {"killed": TollPositions(measure="killed", low=1, best=None, high=9, positions=positions)}


def test_a_toll_shows_the_new_and_the_former_positions() -> None:
    old, new = position("3", "a"), position("9", "b")
    (toll,) = change([incident(1, "a", tolls=tolls(old))], [incident(1, "a", tolls=tolls(old, new))]).tolls
    assert (toll.added, toll.gone) == ((new,), ())
    assert [p for each in toll.former for p in each.positions] == [old]
    (gone,) = change([incident(1, "a", tolls=tolls(old, new))], [incident(1, "a", tolls=tolls(old))]).tolls
    assert (gone.added, gone.gone) == ((), (new,))


PARTITIONS = st.lists(st.integers(0, 5), min_size=0, max_size=12)


def parted(groups: Sequence[int], kept: int) -> list[Incident]:
    """Accounts 0, 1, ... in the incidents that `groups` gives them; those from `kept` on are not there."""
    members: dict[int, list[str]] = {}
    for account, group in enumerate(groups[:kept]):
        members.setdefault(group, []).append(f"a{account}")
    return [incident(int(accounts[0][1:]), *accounts) for accounts in members.values()]


@given(PARTITIONS, PARTITIONS, st.integers(0, 12))
def test_counterparts_have_every_differing_incident_once_and_no_common_account(
    former: list[int], present: list[int], kept: int
) -> None:
    before, after = parted(former, kept), parted(present, len(present))
    groups = list(counterparts(before, after))
    for side, every, other in ((0, before, after), (1, after, before)):
        named = [each for group in groups for each in group[side]]
        assert sorted(i.incident_id for i in named) == sorted(i.incident_id for i in every if i not in other)
    accounts = [{a for i in (*group.former, *group.present) for a in i.assertion_ids} for group in groups]
    assert sum(map(len, accounts)) == len(set().union(*accounts))
    mirrored = {(frozenset(map(_id, g.present)), frozenset(map(_id, g.former))) for g in counterparts(after, before)}
    assert mirrored == {(frozenset(map(_id, g.former)), frozenset(map(_id, g.present))) for g in groups}


def _id(each: Incident) -> tuple[str, tuple[str, ...]]:
    return each.incident_id, each.assertion_ids


@given(PARTITIONS)
def test_nothing_differs_from_itself(groups: list[int]) -> None:
    every = parted(groups, len(groups))
    assert list(counterparts(every, list(reversed(every)))) == []


def test_time_grows_with_the_number_of_incidents(small_heap: None) -> None:
    def seconds(size: int) -> float:
        before = [incident(n, f"a{n}", f"b{n}") for n in range(size)]
        after = [incident(n, f"a{n}", f"b{n + 1}") for n in range(size)]
        start = time.perf_counter()
        assert len(list(counterparts(before, after))) == 1  # a chain: the worst case for joining
        return time.perf_counter() - start

    seconds(1000)
    small, large = min(seconds(4000) for _ in range(3)), min(seconds(32000) for _ in range(3))
    assert large < 30 * small  # eight times as many; squared it would be 64 times as long


def test_counterparts_of_an_empty_side() -> None:
    one = incident(1, "a")
    assert list(counterparts([], [one])) == [Counterparts((), (one,))]
    assert list(counterparts([one], [])) == [Counterparts((one,), ())]

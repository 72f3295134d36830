"""What must hold of merging, whatever the events: order, repetition, reports that come and go, persons' words."""

from __future__ import annotations

import random
import time
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_events import ACTS, event, head, made_up

from dateline.merge import Merged, ReportHead, merge_events
from dateline.merge.levels import WEIGHTS
from dateline.merge.likeness import Alike
from dateline.model.assertion import Assertion, Review
from dateline.model.judgement import Judgement
from dateline.model.vocabulary import Verdict

DAY = date(2023, 2, 10)
TOWNS = [("Aford", 48.0, 37.0), ("Beton", 48.05, 37.05), ("Cerne", 48.9, 38.4)]


def judged(left: str, right: str, verdict: Verdict, at: str = "2023-03-01", withdrawn: str | None = None) -> Judgement:
    return Judgement(
        judgement_id=f"j_{left}_{right}_{verdict}_{at}",
        left=left,
        right=right,
        verdict=verdict,
        decided_by="Ada",
        decided_at=at,
        withdrawn_at=withdrawn,
    )


@st.composite
def corpora(draw: st.DrawFn) -> tuple[list[Assertion], dict[str, ReportHead]]:
    """A few reports over a few days and towns, close enough together for merging to have something to do."""
    heads = {f"r{n}": head(f"r{n}", DAY + timedelta(days=draw(st.integers(0, 3)))) for n in range(4)}
    told = [
        event(
            draw(st.sampled_from(sorted(heads))),
            draw(st.sampled_from(["Shells hit the market", "Nine people died", "The town was attacked again"])),
            start=300 * n + draw(st.integers(0, 290)),
            act=draw(st.sampled_from(sorted(ACTS))),
            day=draw(st.none() | st.sampled_from([DAY, DAY + timedelta(days=1), DAY + timedelta(days=3)])),
            town=draw(st.none() | st.sampled_from(TOWNS)),
            doer=draw(st.none() | st.sampled_from(["North", "South"])),
            killed=draw(st.none() | st.integers(0, 12)),
            polarity=draw(st.sampled_from(["affirmed", "affirmed", "denied"])),
        )
        for n in range(draw(st.integers(2, 12)))
    ]
    return told, heads


@given(corpora(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_order_does_not_matter(corpus: tuple[list[Assertion], dict[str, ReportHead]], rng: random.Random) -> None:
    told, heads = corpus
    shuffled = rng.sample(told, len(told))
    turned = dict(reversed(heads.items()))
    assert msgspec.json.encode(merge_events(shuffled, turned)) == msgspec.json.encode(merge_events(told, heads))


STORIES = st.dictionaries(
    st.sampled_from([(f"r{i}", f"r{j}") for i in range(4) for j in range(4) if i != j]),
    st.builds(
        Alike,
        names=st.sampled_from(sorted(WEIGHTS["names"])),
        ages=st.sampled_from(sorted(WEIGHTS["ages"])),
        texts=st.sampled_from(sorted(WEIGHTS["texts"])),
    ),
    max_size=4,
)


def stories(found: dict[tuple[str, str], Alike], heads: dict[str, ReportHead]) -> dict[str, dict[str, Alike]]:
    """By report the earlier ones that it is like."""
    told: dict[str, dict[str, Alike]] = {}
    for (later, earlier), alike in found.items():
        if (heads[earlier].known_from, earlier) < (heads[later].known_from, later):
            told.setdefault(later, {})[earlier] = alike
    return told


@given(corpora(), STORIES, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_order_does_not_matter_where_reports_tell_one_story(
    corpus: tuple[list[Assertion], dict[str, ReportHead]], found: dict[tuple[str, str], Alike], rng: random.Random
) -> None:
    told, heads = corpus
    alike = stories(found, heads)
    shuffled = rng.sample(told, len(told))
    turned = {report: dict(reversed(those.items())) for report, those in reversed(alike.items())}
    merged = merge_events(told, heads, alike=alike)
    assert msgspec.json.encode(merge_events(shuffled, heads, alike=turned)) == msgspec.json.encode(merged)
    for each in merged.judgements:
        assert each.score == pytest.approx(-4.0 + sum(level.weight for level in each.reasons))


@given(corpora(), STORIES, st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_what_is_known_later_parts_no_story(
    corpus: tuple[list[Assertion], dict[str, ReportHead]], found: dict[tuple[str, str], Alike], days: int
) -> None:
    told, heads = corpus
    alike, last = stories(found, heads), (DAY + timedelta(days=days)).isoformat()
    before = merge_events([a for a in told if heads[a.report_id].known_from <= last], heads, alike=alike)
    after = merge_events(told, heads, alike=alike)
    for incident in before.incidents:
        assert len({after.incident_of[each] for each in incident.assertion_ids}) == 1


@given(corpora())
@settings(max_examples=60, deadline=None)
def test_each_event_is_in_exactly_one_incident(corpus: tuple[list[Assertion], dict[str, ReportHead]]) -> None:
    told, heads = corpus
    merged = merge_events(told, heads)
    members = [a for incident in merged.incidents for a in incident.assertion_ids]
    assert sorted(members) == sorted(a.assertion_id for a in told)
    assert merged.incident_of == {a: i.incident_id for i in merged.incidents for a in i.assertion_ids}
    assert len({i.incident_id for i in merged.incidents}) == len(merged.incidents)


@given(corpora())
@settings(max_examples=40, deadline=None)
def test_merging_again_with_what_it_wrote_changes_nothing(
    corpus: tuple[list[Assertion], dict[str, ReportHead]],
) -> None:
    told, heads = corpus
    merged = merge_events(told, heads)
    written = [
        msgspec.structs.replace(
            a,
            incident_id=merged.incident_of[a.assertion_id],
            disputed_by=merged.disputed_by.get(a.assertion_id, ()),
            answers=merged.answers.get(a.assertion_id, ()),
        )
        for a in told
    ]
    assert merge_events([*written, *written], heads, merged.judgements) == merged


@given(corpora(), st.integers(0, 3))
@settings(max_examples=40, deadline=None)
def test_a_report_that_comes_and_goes_leaves_no_trace(
    corpus: tuple[list[Assertion], dict[str, ReportHead]], which: int
) -> None:
    told, heads = corpus
    without = [a for a in told if a.report_id != f"r{which}"]
    before = merge_events(without, heads)
    merge_events(told, heads)
    assert merge_events(without, heads) == before


@given(corpora(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_person_wins_and_withdrawing_restores(
    corpus: tuple[list[Assertion], dict[str, ReportHead]], data: st.DataObject
) -> None:
    told, heads = corpus
    ids = sorted(a.assertion_id for a in told)
    left, right = data.draw(st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True))
    verdict: Verdict = data.draw(st.sampled_from(["same", "different"]))
    plain = merge_events(told, heads)
    held = merge_events(told, heads, [judged(left, right, verdict)])
    assert (held.incident_of[left] == held.incident_of[right]) == (verdict == "same")
    assert merge_events(told, heads, [judged(left, right, verdict, withdrawn="2023-03-02")]) == plain


def chain() -> tuple[list[Assertion], dict[str, ReportHead]]:
    """Three accounts of one strike in three reports."""
    heads = {f"r{n}": head(f"r{n}", DAY + timedelta(days=n)) for n in range(3)}
    told = [event(f"r{n}", f"Account {n} of Aford", day=DAY, town=TOWNS[0], killed=9 + n) for n in range(3)]
    return told, heads


def test_different_splits_a_component_at_its_weakest_link() -> None:
    told, heads = chain()
    first, second, third = (a.assertion_id for a in told)
    assert len(merge_events(told, heads).incidents) == 1
    split = merge_events(told, heads, [judged(first, third, "different")])
    assert split.incident_of[first] != split.incident_of[third]
    assert split.incident_of[second] in (split.incident_of[first], split.incident_of[third])
    assert len(split.incidents) == 2


def test_a_judgement_may_name_incidents() -> None:
    heads = {f"r{n}": head(f"r{n}", DAY) for n in range(2)}
    told = [event("r0", "Shells hit Aford", day=DAY, town=TOWNS[0]), event("r1", "Cerne fell", day=DAY, town=TOWNS[2])]
    apart = merge_events(told, heads)
    left, right = (incident.incident_id for incident in apart.incidents)
    assert len(merge_events(told, heads, [judged(left, right, "same")]).incidents) == 1


def test_the_latest_of_two_persons_counts() -> None:
    told, heads = chain()
    left, right = told[0].assertion_id, told[2].assertion_id
    said = [judged(left, right, "same", at="2023-03-01"), judged(right, left, "different", at="2023-03-05")]
    merged = merge_events(told, heads, said)
    assert merged.incident_of[left] != merged.incident_of[right]


def test_what_a_rule_once_wrote_does_not_stand() -> None:
    told, heads = chain()
    rule = msgspec.structs.replace(
        judged(told[0].assertion_id, told[2].assertion_id, "different"), decided_by="rules/merge/0"
    )
    assert merge_events(told, heads, [rule]) == merge_events(told, heads)


def test_a_rejected_event_is_in_no_incident() -> None:
    told, heads = chain()
    wrong = msgspec.structs.replace(told[0], review=Review(state="rejected", by="Ada"))
    merged = merge_events([wrong, *told[1:]], heads)
    assert set(merged.incident_of) == {a.assertion_id for a in told[1:]}


def test_the_incident_keeps_its_id_as_later_reports_come() -> None:
    told, heads = chain()
    founded = merge_events(told[:1], heads).incidents[0].incident_id
    assert {i.incident_id for i in merge_events(told, heads).incidents} == {founded}


def test_every_kept_judgement_adds_up_and_is_dated_by_the_later_report() -> None:
    told, heads = chain()
    for each in merge_events(told, heads).judgements:
        assert each.left < each.right
        assert each.score is not None
        assert each.score == pytest.approx(-4.0 + sum(level.weight for level in each.reasons))
        known = {a.assertion_id: heads[a.report_id].known_from for a in told}
        assert each.decided_at == max(known[each.left], known[each.right])


def test_a_denial_is_linked_with_what_it_denies() -> None:
    heads = {f"r{n}": head(f"r{n}", DAY) for n in range(2)}
    affirmed = event("r0", "North shelled Aford", day=DAY, town=TOWNS[0], doer="North")
    denial = event("r1", "North did not shell Aford", day=DAY, town=TOWNS[0], doer="North", polarity="denied")
    merged = merge_events([affirmed, denial], heads)
    assert merged.disputed_by == {affirmed.assertion_id: (denial.assertion_id,)}
    assert merged.answers == {denial.assertion_id: (affirmed.assertion_id,)}
    assert [d.about for d in merged.incidents[0].disagreements] == ["whether it happened"]


def test_a_person_s_word_costs_no_more_than_it_says() -> None:
    told, heads = made_up(300)
    plain = merge_events(told, heads)
    big = max(plain.incidents, key=lambda i: len(i.assertion_ids))
    one = big.assertion_ids[0]
    split = merge_events(told, heads, [judged(one, other, "different") for other in big.assertion_ids[1:]])
    untouched = [i for i in plain.incidents if i.incident_id != big.incident_id]
    assert all(i in split.incidents for i in untouched)


def _seconds(size: int) -> tuple[float, Merged]:
    told, heads = made_up(size)
    began = time.process_time()
    merged = merge_events(told, heads)
    return time.process_time() - began, merged


@pytest.mark.usefixtures("small_heap")
def test_four_times_the_events_take_about_four_times_as_long() -> None:
    _seconds(200)
    small, _ = _seconds(1000)
    large, merged = _seconds(4000)
    assert large < 10 * max(small, 0.05)
    assert 700 < len(merged.incidents) < 1300


@pytest.mark.usefixtures("small_heap")
def test_a_thousand_accounts_of_one_strike_are_one_incident_in_bounded_time() -> None:
    heads = {f"r{n}": head(f"r{n}", DAY + timedelta(days=n % 3)) for n in range(1000)}
    told = [
        event(f"r{n}", f"Report {n} tells of the strike", day=DAY, town=TOWNS[0], killed=20 + n % 7)
        for n in range(1000)
    ]
    began = time.process_time()
    merged = merge_events(told, heads)
    assert len(merged.incidents) == 1
    assert time.process_time() - began < 15

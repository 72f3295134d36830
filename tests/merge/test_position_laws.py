"""Laws of positions and voices, over made-up incidents: the order of reports, words, ranges, revisions, voices."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from dateline.merge import ReportHead
from dateline.merge.account import Account, accounts
from dateline.merge.summarise import summarise
from dateline.model.assertion import Assertion, Link, Source, Toll, sealed
from dateline.model.incident import Incident, Position
from dateline.model.span import Span

SPEAKERS = (
    None,
    Source(name="Pavlo Kovalenko", as_written="he", country="UKR", category="official"),
    Source(name="Kovalenko", as_written="Kovalenko", category="official"),
    Source(name="Russian defence ministry", as_written="the ministry", country="RUS", category="military"),
    Source(name="defence ministry", as_written="the ministry", category="military"),
    Source(name="officials", as_written="officials", category="official"),
    Source(name="Reuters", as_written="Reuters", category="media"),
    Source(name=None, as_written="she"),
)
PUBLISHERS = ("Daily Post", "Reuters", None)
DAY = date(2023, 1, 14)
NUMBERS = st.one_of(
    st.builds(lambda n: {"best": n}, st.integers(0, 40)),
    st.builds(lambda n: {"low": n, "qualifier": "at least"}, st.integers(0, 40)),
    st.builds(lambda n: {"high": n, "qualifier": "up to"}, st.integers(0, 40)),
    st.builds(lambda n, m: {"low": n, "high": n + m}, st.integers(0, 40), st.integers(0, 9)),
    st.builds(lambda n: {"best": n, "qualifier": "about"}, st.integers(0, 40)),
    st.just({"qualifier": "unknown"}),
    st.just({}),
)


class Told(msgspec.Struct, frozen=True):
    """One account, in a few numbers."""

    report: int
    speaker: int
    denied: bool
    measure: str
    of: str | None
    numbers: dict[str, int | str]
    words: str

    def assertion(self) -> Assertion:
        text = f"{self.words} {self.numbers} fell"
        span = Span.of(text, 0, len(text))
        source = SPEAKERS[self.speaker]
        toll = Toll(
            measure=self.measure,
            of=self.of,
            as_written=text[:-5],
            evidence=Span.of(text, 0, len(text) - 5),
            **self.numbers,  # type: ignore[arg-type]
        )
        return sealed(
            Assertion(
                report_id=f"r{self.report}",
                type="event",
                evidence=span,
                sub_event_type="Air/drone strike",
                event_type="Explosions/Remote violence",
                polarity="denied" if self.denied else "affirmed",
                tolls=(toll,),
                attribution=(Link(source=source),) if source else (),
                made_by="made up/1",
            )
        )


TOLD = st.lists(
    st.builds(
        Told,
        report=st.integers(0, 5),
        speaker=st.integers(0, len(SPEAKERS) - 1),
        denied=st.booleans(),
        measure=st.sampled_from(["killed", "casualties"]),
        of=st.sampled_from([None, "people", "four of them children"]),
        numbers=NUMBERS,
        words=st.sampled_from(["Some", "In all", "The dead"]),
    ),
    min_size=1,
    max_size=12,
)


def heads(days: list[int]) -> dict[str, ReportHead]:
    """Six reports; the last is a copy of the first."""
    found = {}
    for n, day in enumerate(days):
        known = (DAY + timedelta(days=day)).isoformat()
        found[f"r{n}"] = ReportHead(
            report_id=f"r{n}",
            published=known,
            known_from=known,
            publisher=PUBLISHERS[n % 3],
            duplicate_of="r0" if n == 5 else None,
        )
    return found


DAYS = st.lists(st.integers(0, 3), min_size=6, max_size=6)


def members(told: list[Told], days: list[int]) -> list[Account]:
    return accounts([each.assertion() for each in told], heads(days))


def every_position(incident: Incident) -> list[Position]:
    return [p for toll in incident.tolls.values() for p in toll.positions]


@given(TOLD, DAYS, st.randoms())
def test_the_order_of_accounts_does_not_matter(told: list[Told], days: list[int], rng: object) -> None:
    first = members(told, days)
    again = list(first)
    rng.shuffle(again)  # type: ignore[attr-defined]
    assert summarise(again) == summarise(first)


@given(TOLD, TOLD, DAYS)
def test_adding_a_report_and_withdrawing_it_restores(told: list[Told], more: list[Told], days: list[int]) -> None:
    before = summarise(members(told, days))
    added = members([*told, *more], days)
    summarise(added)
    ids = {each.assertion().assertion_id for each in told}
    kept = [a for a in (each.assertion() for each in (*told, *more)) if a.assertion_id in ids]
    assert summarise(accounts(kept, heads(days))) == before


@given(TOLD, DAYS)
def test_every_telling_quotes_its_report_once(told: list[Told], days: list[int]) -> None:
    texts = {a.assertion_id: a for a in (each.assertion() for each in told)}
    found = summarise(members(told, days))
    tellings = [t for p in every_position(found) for t in p.tellings]
    for each in tellings:
        assert each.as_written in texts[each.assertion_id].evidence.exact
        assert each.report_id == texts[each.assertion_id].report_id
    assert Counter(t.assertion_id for t in tellings) == Counter(list(texts))


@given(TOLD, DAYS)
def test_low_best_and_high_are_in_order_and_somebody_gives_each(told: list[Told], days: list[int]) -> None:
    for toll in summarise(members(told, days)).tolls.values():
        present = [p for p in toll.positions if p.revised_by is None and p.stance == "gives"]
        given_ = {n for p in present for n in (p.low, p.best, p.high)}
        ends = [n for n in (toll.low, toll.best, toll.high) if n is not None]
        assert ends == sorted(ends)
        assert set(ends) <= given_
        assert toll.rule == "rules/positions/1"
        reports = {n: {t.report_id for p in present if p.best == n for t in p.tellings} for n in given_}
        plain = {p.best for p in present} - {None}
        if toll.leading is None:
            assert not plain
        else:
            assert toll.leading in plain
            assert len(reports[toll.leading]) == max(len(reports[n]) for n in plain)


@given(TOLD, DAYS)
def test_revisions_are_one_claimants_and_somebody_always_stands(told: list[Told], days: list[int]) -> None:
    for toll in summarise(members(told, days)).tolls.values():
        at = {p.position_id: p for p in toll.positions}
        assert len(at) == len(toll.positions)
        for p in toll.positions:
            for other in (p.revises, p.revised_by):
                assert other is None or at[other].claimant == p.claimant
            assert p.revises is None or at[p.revises].known_from <= p.known_from
        standing = {p.claimant for p in toll.positions if p.revised_by is None}
        assert standing == {p.claimant for p in toll.positions}


@given(TOLD, DAYS)
def test_rivals_are_present_and_of_different_claimants(told: list[Told], days: list[int]) -> None:
    for each in summarise(members(told, days)).disagreements:
        assert len({p.claimant for p in each.positions}) > 1
        assert all(p.revised_by is None for p in each.positions)


@given(TOLD, DAYS)
def test_voices_bring_every_account_and_no_report_counts_twice(told: list[Told], days: list[int]) -> None:
    accounted = members(told, days)
    incident = summarise(accounted)
    brought = [a for voice in incident.voices for report in voice.reports for a in report.assertion_ids]
    assert sorted(brought) == sorted(m.id for m in accounted)
    counted = sum(voice.standing == "independent" for voice in incident.voices)
    assert 1 <= incident.independent_sources == counted <= len({m.story for m in accounted})

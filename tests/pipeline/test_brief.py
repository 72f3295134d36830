"""The brief: every sentence cites, every quotation stands in its report, nothing is surer than the record."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import made_record
from dateline.export.brief_html import html
from dateline.export.brief_markdown import markdown
from dateline.model.assertion import ActorRef, Assertion, Link, PlaceRef, Source, Target, Toll, sealed
from dateline.model.brief import Brief, Quote
from dateline.model.errors import SettingError
from dateline.model.judgement import Judgement
from dateline.model.report import Report, make_report
from dateline.model.span import Span
from dateline.pipeline.brief import brief
from dateline.pipeline.brief.wording import quote
from dateline.pipeline.queries import Filters
from dateline.store import Record
from dateline.store import judgements as judgement_rows
from dateline.store import reports as report_rows
from made_brief import HOSTILE_TEXT, entries, plain, sentences

LATER = made_record.later()[0].report_id


def day(number: int) -> date:
    return date(2023, 2, number)


def told(found: Brief, name: str) -> list[str]:
    """The sentences of a section as a reader sees them, headings among them."""
    section = next(each for each in found.sections if each.name == name)
    return [plain(s) for e in section.entries for s in (*((e.heading,) if e.heading else ()), *e.sentences)]


def check(found: Brief, record: Record) -> None:
    """The two laws: words in quotation marks are the report's, at the offsets given; every sentence cites."""
    texts = {each.report_id: each.text for each in report_rows.reports(record)}
    numbers = {each.number: each for each in found.citations}
    assert list(numbers) == list(range(1, len(numbers) + 1))
    for each in found.citations:
        assert texts[each.report_id][each.start : each.end] == each.exact
    for sentence in sentences(found):
        assert sentence.cited
        assert set(sentence.cited) <= numbers.keys()
        reports = {numbers[number].report_id for number in sentence.cited}
        for part in sentence.parts:
            if isinstance(part, Quote):
                assert texts[part.report_id][part.start : part.end] == part.exact
                assert part.report_id in reports
            elif hasattr(part, "text") and part.about is None:
                assert not set(part.text) & set('“”"«»„')


@pytest.mark.parametrize(("first", "last"), [(9, 10), (10, 11), (11, 12), (12, 20), (1, 28), (25, 26)])
def test_every_sentence_cites_and_every_quotation_stands_in_its_report(first: int, last: int, record: Record) -> None:
    check(brief(record, day(last), since=day(first)), record)


def test_a_new_incident_has_its_toll_with_words_and_speaker(record: Record) -> None:
    found = told(brief(record, day(10)), "new")
    assert found == [
        "Kherson (Ukraine): Shelling/artillery/missile attack by Armed Forces of Russia, 10 February 2023 [1]",
        "Killed: 3 (“three people”), according to Oleksandr Prokudin (governor) [1]",
        "Targets: “A school” (education) [1]",
        "According to Oleksandr Prokudin (governor), in Example Wire, 10 February 2023: “Russian forces shelled Kherson"
        " on 10 February 2023, killing three people” [1]",
    ]


def test_a_denial_is_told_as_one_and_stands_beside_what_it_denies(record: Record) -> None:
    found = brief(record, day(11))
    changed, disputed = told(found, "changed"), told(found, "disputed")
    assert changed[0].startswith("Kherson (Ukraine): Shelling/artillery/missile attack by Armed Forces of Russia")
    assert "sources differ about who did it" in changed[0]
    assert any(each.startswith("Denied, according to The defence ministry, in =Example Daily") for each in changed)
    assert any(
        each.startswith("Who did it: Armed Forces of Russia, according to Oleksandr Prokudin") and "not Armed" in each
        for each in disputed
    )
    assert any(each.startswith("Against it: denied, according to The defence ministry") for each in disputed)


def test_places_are_as_unsure_as_the_record_has_them(record: Record) -> None:
    assert any(each.startswith("North of Mykolaiv (Ukraine): ") for each in told(brief(record, day(11)), "new"))
    assert any(
        each.startswith("Volgograd, in no gazetteer: Air/drone strike, 18 to 20 February 2023 (worked out from public")
        for each in told(brief(record, day(20)), "new")
    )


def test_rival_claims_to_a_place_stand_side_by_side(record: Record) -> None:
    found = told(brief(record, day(20)), "control")
    assert found[0].startswith(
        "Vuhledar (Ukraine): said to be held by Armed Forces of Ukraine or by Armed Forces of Russia"
    )
    assert found[1].startswith("Captured by Armed Forces of Russia, according to a Telegram channel, in Example Wire")
    assert found[2].startswith("Earlier claim: held by Armed Forces of Ukraine, according to the General Staff")


def test_a_copy_is_said_to_be_one_and_tells_nothing_new(record: Record) -> None:
    found = brief(record, day(12))
    assert [each.name for each in found.sections] == ["told again"]
    assert (found.reports, found.copies) == (1, 1)
    assert found.citations[-1].duplicate_of == made_record.wire()[0].report_id


def test_an_empty_day_gives_a_short_and_honest_brief(record: Record) -> None:
    found = brief(record, day(15))
    assert (found.sections, found.citations, found.reports) == ((), (), 0)
    assert "No report became known on 15 February 2023. Nothing new is in the record" in markdown(found)


def test_a_longer_brief_begins_with_its_first_day(record: Record) -> None:
    found = brief(record, day(20), since=day(10))
    assert found.reports == 4
    assert "# Brief of 10 February 2023 to 20 February 2023\n" in markdown(found)
    with pytest.raises(SettingError, match="since"):
        brief(record, day(10), since=day(11))


def test_the_gravest_come_first(record: Record) -> None:
    new = next(s for s in brief(record, day(20), since=day(10)).sections if s.name == "new")
    assert [plain(e.heading).split(":")[0] for e in new.entries if e.heading] == [
        "Kherson (Ukraine)",
        "Volgograd, in no gazetteer",
        "North of Mykolaiv (Ukraine)",
    ]


def test_filters_narrow_the_brief_and_it_says_so(record: Record) -> None:
    found = brief(record, day(20), Filters(place="Vuhledar"), since=day(10))
    assert [each.name for each in found.sections] == ["control"]
    assert found.narrowed == {"place": "Vuhledar"}
    assert "Only changes with place Vuhledar." in markdown(found)


def test_a_withdrawn_report_is_named_with_who_withdrew_it(record: Record) -> None:
    withdrawn = Judgement(
        judgement_id="j_withdrawn", left=LATER, right=LATER, verdict="wrong", decided_by="A. Coder",
        decided_at="2023-02-15", note="forged",
    )  # fmt: skip
    with record.transaction():
        judgement_rows.add(record, [withdrawn])
    found = brief(record, day(15))
    assert [(each.report_id, each.by, each.assertions) for each in found.withdrawn] == [(LATER, "A. Coder", 3)]
    for page in (markdown(found), html(found)):
        assert "withdrawn by A. Coder on 2023-02-15: forged" in page


def test_the_notice_of_the_record_stands_in_the_brief(record: Record) -> None:
    record.set_meta("notice", "Test material only.")
    for page in (markdown(brief(record, day(15))), html(brief(record, day(15)))):
        assert "Test material only." in page


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("“We will”", "We will"), ('"No," he said, "no"', '"No," he said, "no"'), ("“open", "“open"), ("x", "x")],
)
def test_a_quotation_sets_its_own_marks_once(text: str, wanted: str) -> None:
    report = f"He said {text}."
    found = quote(Span.of(report, 8, 8 + len(text)), "r_1")
    assert (found.exact, report[found.start : found.end]) == (wanted, wanted)


# ---------------------------------------------------------------- whatever a report says


@st.composite
def hostile_reports(draw: st.DrawFn) -> tuple[Report, tuple[Assertion, ...]]:
    """A report made of hostile strings, with an event, a statement and a claim to a place that stand on them."""
    pieces = [draw(HOSTILE_TEXT) or "x" for _ in range(6)]
    text = "\n".join(pieces)
    spans, start = [], 0
    for piece in pieces:
        spans.append(Span.of(text, start, start + len(piece)))
        start += len(piece) + 1
    number = draw(st.none() | st.integers(0, 50))
    report = make_report(
        text, origin="in/hostile.txt", ingested_at="2023-03-01", published="2023-02-11", published_basis="header",
        publisher=draw(st.none() | HOSTILE_TEXT), title=draw(st.none() | HOSTILE_TEXT), language="en",
    )  # fmt: skip
    event, place, actor, speaker, target, toll = spans
    chain = (Link(source=Source(name=speaker.exact, as_written=speaker.exact, evidence=speaker), evidence=speaker),)
    common: dict[str, Any] = {
        "report_id": report.report_id, "made_by": "test/1",
        "places": (PlaceRef(as_written=place.exact, evidence=place),),
        "attribution": draw(st.sampled_from([(), chain])), "polarity": draw(st.sampled_from(["affirmed", "denied"])),
        "status": draw(st.sampled_from(["actual", "planned"])),
    }  # fmt: skip
    doer = ActorRef(role="actor1", name=actor.exact, as_written=actor.exact, evidence=actor)
    counted = Toll(measure="killed", of=target.exact, best=number, as_written=toll.exact, evidence=toll)
    return report, (
        sealed(Assertion(
            type="event", evidence=event, trigger=event, sub_event_type="Attack", actors=(doer,),
            targets=(Target(as_written=target.exact, evidence=target),), tolls=(counted,), certainty="possible",
            hedges=(target,), **common,
        )),
        sealed(Assertion(type="control", evidence=toll, state="held", holder=doer, **common)),
    )  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hostile_reports())
def test_the_laws_hold_whatever_a_report_says(tmp_path: Path, made: tuple[Report, tuple[Assertion, ...]]) -> None:
    path = tmp_path / f"{made[0].report_id}.sqlite"
    path.unlink(missing_ok=True)
    with Record.open(path, create=True) as record:
        made_record.fill(record, [made])
        found = brief(record, day(11))
        check(found, record)
        assert {each.name for each in found.sections} == {"new", "control"}
        assert len(list(entries(found))) == 2
        assert "\n" not in "".join(plain(each) for each in sentences(found))
        markdown(found).encode("utf-8")
        html(found).encode("utf-8")

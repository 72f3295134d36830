"""Statements: the cases of cases/extract/statements.yaml, and the chains that events and figures take from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
import yaml

from dateline.extract.attribution import attribute
from dateline.extract.statements import EXTRACTOR
from dateline.model.assertion import Assertion, Toll, spans_of
from dateline.model.document import Doc
from dateline.model.gazetteer import Entry
from dateline.model.report import make_report
from dateline.model.span import Span
from dateline.read import read

FILE = Path(__file__).parents[2] / "cases/extract/statements.yaml"
CASES = yaml.safe_load(FILE.read_text("utf-8"))
SOURCE = {"role", "country", "category"}
LINK = {"manner", "channel", "cue"}


class NoPlaces:
    """A gazetteer that knows no place: who speaks does not depend on one."""

    def find(self, name: str) -> Sequence[Entry]:
        return ()

    def spotted(self, text: str) -> Sequence[tuple[int, int]]:
        return ()


def docs_of(texts: Sequence[str], published: Sequence[str | None] = ()) -> Iterator[Doc]:
    days = [*published, *[None] * (len(texts) - len(published))]
    reports = [
        make_report(text, origin=f"case-{n}", ingested_at="2024-01-01", published=day)
        for n, (text, day) in enumerate(zip(texts, days, strict=True))
    ]
    return read(reports, NoPlaces())


@pytest.fixture(scope="module")
def found() -> list[list[Assertion]]:
    days = [str(case["published"]) if "published" in case else None for case in CASES]
    return [list(EXTRACTOR.extract(doc)) for doc in docs_of([case["text"] for case in CASES], days)]


@pytest.mark.parametrize("n", range(len(CASES)), ids=[case["about"] for case in CASES])
def test_case(n: int, found: list[list[Assertion]]) -> None:
    case, statements = CASES[n], found[n]
    by_content = {s.evidence.exact: s for s in statements}
    assert list(by_content) == [want["says"] for want in case["expect"]]
    for want in case["expect"]:
        statement = by_content[want["says"]]
        (link,) = statement.attribution
        if "speaker" in want:
            assert link.source.name == want["speaker"]
        for field in SOURCE & want.keys():
            assert getattr(link.source, field) == want[field]
        for field in LINK & want.keys():
            assert getattr(link, field) == want[field]
        for field in {"polarity", "interaction"} & want.keys():
            assert getattr(statement, field) == want[field]
        if "said_on" in want:
            assert link.said_on is not None
            assert link.said_on.earliest == link.said_on.latest == want["said_on"]
    for words in case.get("reject", []):
        assert not any(words in s.evidence.exact for s in statements)


def test_every_span_quotes_its_report(found: list[list[Assertion]]) -> None:
    for case, statements in zip(CASES, found, strict=True):
        for statement in statements:
            for where, span in spans_of(statement):
                span.check(case["text"], where)


def test_there_are_cases() -> None:
    assert len(CASES) >= 40


def test_reading_twice_gives_the_same() -> None:
    text = "The mayor said the hospital was full. “Give blood,” he added."
    one, two = ([*EXTRACTOR.extract(doc)] for doc in docs_of([text, text]))
    assert [s.evidence for s in one] == [s.evidence for s in two]


# ---------------------------------------------------------------- attribution


def event(doc: Doc, words: str, *, toll: str | None = None) -> Assertion:
    """An event whose trigger is these words of the report."""
    text = doc.report.text
    span = Span.of(text, text.index(words), text.index(words) + len(words))
    tolls = ()
    if toll is not None:
        at = text.index(toll)
        counted = Span.of(text, at, at + len(toll))
        tolls = (Toll(measure="killed", best=int(toll), as_written=toll, evidence=counted),)
    return Assertion(report_id="r", type="event", evidence=span, trigger=span, tolls=tolls, made_by="test")


def attributed(text: str, words: str, *, toll: str | None = None) -> Assertion:
    (doc,) = docs_of([text])
    (result,) = attribute(doc, list(EXTRACTOR.extract(doc)), [event(doc, words, toll=toll)])
    return result


def test_an_event_takes_the_chain_of_the_statement_it_is_told_in() -> None:
    result = attributed("Governor Petro Savchuk said a shell hit the mill. The mill burned down.", "hit")
    assert [link.source.name for link in result.attribution] == ["Petro Savchuk"]


def test_an_event_in_the_reporters_voice_has_no_chain() -> None:
    assert (
        attributed("Governor Petro Savchuk said a shell hit the mill. The mill burned down.", "burned").attribution
        == ()
    )


def test_an_event_inside_a_denial_is_denied() -> None:
    assert attributed("The army denied that its guns had shelled the town.", "shelled").polarity == "denied"


def test_a_claim_inside_a_claim_gives_two_links() -> None:
    text = "Kyiv's claim that the bridge was blown up is a lie, Russian governor Ivan Petrov said."
    chain = attributed(text, "blown up").attribution
    assert [link.source.name for link in chain] == ["Ivan Petrov", "Ukraine"]


@pytest.mark.parametrize(
    ("text", "trigger", "source"),
    [
        ("The health ministry put the number of dead at 25.", "dead", "health ministry"),
        ("The health ministry's count was 25 dead.", "dead", "health ministry"),
        ("Doctors in the town spoke of 25 dead.", "dead", "Doctors in the town"),
        ("Mayor Leo Tamm said the bridge was shut. His count the night before had been 25 dead.", "dead", "Leo Tamm"),
    ],
)
def test_a_bare_figure_has_its_source_without_a_statement(text: str, trigger: str, source: str) -> None:
    result = attributed(text, trigger, toll="25")
    assert [link.source.name for link in result.attribution] == [source]


def test_a_participle_tells_of_the_day_of_its_clause() -> None:
    text = "Rwanda on Monday rejected a demand that it leave the town, saying that the army was near the border."
    (doc,) = docs_of([text], ["2024-02-20"])
    days = {s.evidence.exact: s.attribution[0].said_on for s in EXTRACTOR.extract(doc)}
    when = days["the army was near the border"]
    assert when is not None
    assert when.earliest == date(2024, 2, 19)


def test_said_on_is_a_day() -> None:
    (doc,) = docs_of(["On Monday the mayor said the bridge was open."], ["2024-05-16"])
    (statement,) = EXTRACTOR.extract(doc)
    when = statement.attribution[0].said_on
    assert when is not None
    assert when.earliest == date(2024, 5, 13)

"""The incidents in cases/positions: who says what at present, what it took the place of, and from whom it comes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.merge import ReportHead
from dateline.merge.account import accounts
from dateline.merge.disputes import Disputes
from dateline.merge.summarise import summarise
from dateline.model.assertion import ActorRef, Assertion, Link, Source, Toll, sealed
from dateline.model.incident import Incident, Position, TollPositions
from dateline.model.span import Span

CASES = Path(__file__).parents[2] / "cases" / "positions"
ACCOUNT = "report known publisher copy_of text says denied doer doer_country tolls"
TOLL = "words measure low best high of country qualifier includes"
COUNT = {"low", "best", "high", "leading", "present", "revised", "part_of"}
SAYS = re.compile(
    r"(?P<name>[^(]+?)(?: \((?P<category>[A-Za-z ]+)(?:, (?P<country>[A-Z]{3}))?\))?(?: on (?P<channel>.+))?"
)


def cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield pytest.param(case, id=f"{path.stem}: {case['case']}")


def link(said: str) -> Link:
    found = SAYS.fullmatch(said)
    assert found, said
    name = found["name"]
    source = Source(name=name, as_written=name, country=found["country"], category=found["category"])
    return Link(source=source, channel=found["channel"])


def toll(raw: dict[str, Any], text: str) -> Toll:
    assert set(raw) <= set(TOLL.split()), f"a toll has keys that nobody reads: {set(raw) - set(TOLL.split())}"
    at = text.index(raw["words"])
    rest = {key: raw[key] for key in raw if key != "words"}
    rest["includes"] = tuple(raw.get("includes", ()))
    return Toll(as_written=raw["words"], evidence=Span.of(text, at, at + len(raw["words"])), **rest)


def assertion(raw: dict[str, Any]) -> Assertion:
    assert set(raw) <= set(ACCOUNT.split()), f"an account has keys that nobody reads: {set(raw) - set(ACCOUNT.split())}"
    text = raw["text"]
    span = Span.of(text, 0, len(text))
    doer = raw.get("doer")
    return sealed(
        Assertion(
            report_id=raw["report"],
            type="event",
            evidence=span,
            event_type="Explosions/Remote violence",
            sub_event_type="Shelling/artillery/missile attack",
            polarity="denied" if raw.get("denied") else "affirmed",
            actors=(
                (ActorRef(role="actor1", name=doer, as_written=doer, country=raw.get("doer_country"), evidence=span),)
                if doer
                else ()
            ),
            tolls=tuple(toll(each, text) for each in raw.get("tolls", ())),
            attribution=tuple(map(link, raw.get("says", ()))),
            made_by="case/1",
        )
    )


def heads(told: list[dict[str, Any]]) -> dict[str, ReportHead]:
    return {
        raw["report"]: ReportHead(
            report_id=raw["report"],
            published=raw["known"].isoformat(),
            known_from=raw["known"].isoformat(),
            publisher=raw.get("publisher"),
            duplicate_of=raw.get("copy_of"),
        )
        for raw in told
    }


def incident_of(told: list[dict[str, Any]]) -> Incident:
    """All accounts of a case are of one incident: whether merging joins them is asked in cases/merge."""
    return summarise(accounts([assertion(raw) for raw in told], heads(told)))


def shown(position: Position) -> str:
    return f"{position.source}{' denies ' if position.stance == 'denies' else ': '}{position.value}"


@pytest.mark.parametrize("case", list(cases()))
def test_case(case: dict[str, Any]) -> None:
    incident = incident_of(case["told"])
    expect = dict(case["expect"])
    check_sources(incident, expect)
    check_rivals(incident, expect)
    if "disputed" in expect:
        told = [assertion(raw) for raw in case["told"]]
        found = Disputes()
        found.across(accounts(told, heads(case["told"])), heads(case["told"]))
        assert len(found.disputed_by()) == len(found.answers()) == expect.pop("disputed")
    for key, wanted in expect.items():
        assert set(wanted) <= COUNT, f"keys that nobody reads: {set(wanted) - COUNT}"
        check_count(incident.tolls[key], wanted)


def check_sources(incident: Incident, expect: dict[str, Any]) -> None:
    if "sources" in expect:
        assert incident.independent_sources == expect.pop("sources")
    if "voices" in expect:
        assert {voice.name: voice.standing for voice in incident.voices} == expect.pop("voices")


def check_rivals(incident: Incident, expect: dict[str, Any]) -> None:
    if "rivals" in expect:
        found = {each.about: {p.source for p in each.positions} for each in incident.disagreements}
        assert found == {about: set(who) for about, who in expect.pop("rivals").items()}


def check_count(found: TollPositions, wanted: dict[str, Any]) -> None:
    for field in ("low", "best", "high", "leading", "part_of"):
        if field in wanted:
            assert getattr(found, field) == (None if wanted[field] == "none" else wanted[field]), field
    if "present" in wanted:
        assert {shown(p) for p in found.positions if p.revised_by is None} == set(wanted["present"])
    if "revised" in wanted:
        assert {p.value for p in found.positions if p.revised_by} == {each.split(": ")[1] for each in wanted["revised"]}

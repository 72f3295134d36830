"""The cases in cases/disputes: who contradicts whom inside one report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

import msgspec
import pytest
import yaml

from dateline.merge import ReportHead, merge_events
from dateline.merge.rivals import rivals
from dateline.model.assertion import ActorRef, Assertion, Link, PlaceRef, Review, Source, Toll, When, sealed
from dateline.model.span import Span
from dateline.model.vocabulary import SUB_EVENT_TYPES

CASES = Path(__file__).parents[2] / "cases" / "disputes"
HEAD = ReportHead(report_id="r", published="2023-02-13", known_from="2023-02-13")
KEYS = {"kind", "text", "at", "act", "day", "days", "place", "doer", "country", "killed", "said_by", "of", "polarity"}
KEYS |= {"interaction", "holder", "state"}


def cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield pytest.param(case, id=case["case"])


def actor(name: str, span: Span, country: str | None = None) -> ActorRef:
    return ActorRef(role="actor1", name=name, as_written=name, country=country, evidence=span)


def assertion(given: dict[str, Any], start: int) -> Assertion:
    assert set(given) <= KEYS, f"a case has keys that nobody reads: {set(given) - KEYS}"
    text, act, said = given["text"], given.get("act"), given.get("said_by")
    span = Span(start=start, end=start + len(text), exact=text)
    days: list[date] | None = given.get("days") or ([given["day"]] * 2 if "day" in given else None)
    place = given.get("place")
    return sealed(
        Assertion(
            report_id="r",
            type=given.get("kind", "event"),
            evidence=span,
            trigger=span if act else None,
            event_type=SUB_EVENT_TYPES.get(act or ""),
            sub_event_type=act,
            interaction=given.get("interaction"),
            polarity=given.get("polarity", "affirmed"),
            date=When(earliest=days[0], latest=days[1], precision="day", basis="stated") if days else None,
            places=(PlaceRef(name=place, as_written=place, level="settlement", evidence=span),) if place else (),
            actors=(actor(given["doer"], span, given.get("country")),) if "doer" in given else (),
            tolls=(Toll(measure="killed", best=given["killed"], as_written="n", evidence=span),)
            if "killed" in given
            else (),
            holder=actor(given["holder"], span) if "holder" in given else None,
            state=given.get("state"),
            attribution=(Link(source=Source(name=said, as_written=said, country=given.get("of"))),) if said else (),
            made_by="case/1",
        )
    )


@pytest.mark.parametrize("case", list(cases()))
def test_who_contradicts_whom(case: dict[str, Any]) -> None:
    made: dict[str, Assertion] = {}
    start = 0
    for key, given in case["told"].items():
        made[key] = assertion(given, given.get("at", start))
        start = made[key].evidence.end + 40
    names = {each.assertion_id: key for key, each in made.items()}
    merged = merge_events(list(made.values()), {"r": HEAD})
    found = {names[x]: sorted(names[by] for by in those) for x, those in merged.disputed_by.items()}
    assert found == case["disputed"], case["why"]
    back = {(by, x) for x, those in merged.disputed_by.items() for by in those}
    assert back == {(by, x) for by, those in merged.answers.items() for x in those}


def test_what_a_person_rejected_disputes_nothing() -> None:
    case = next(iter(cases())).values[0]
    told = [assertion(given, n * 100) for n, given in enumerate(case["told"].values())]
    told[1] = msgspec.structs.replace(told[1], review=Review(state="rejected"))
    assert merge_events(told, {"r": HEAD}).disputed_by == {}


@pytest.mark.usefixtures("small_heap")
def test_time_is_proportional_to_length() -> None:
    """A report of many accounts of one act, each by somebody else: four times as many take about four times as long."""

    def taken(count: int) -> float:
        given = {"text": "troops fired at the plant", "act": "Attack", "place": "Kherson", "killed": 3}
        told = [
            assertion(given | {"said_by": f"witness {n}", "doer": f"band {n}", "killed": n}, n * 100)
            for n in range(count)
        ]
        begun = process_time()
        assert list(rivals(told, HEAD))
        return process_time() - begun

    assert min(taken(2000), taken(2000)) < 10 * max(taken(500), taken(500))

"""The incidents in cases/grades: what an analyst would suggest, and Dateline must, too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
import test_merge_cases
import yaml

from dateline.merge import graded, merge_events
from dateline.merge.testimony import source_id
from dateline.model.assertion import Assertion, Toll, sealed
from dateline.model.incident import Incident
from dateline.model.judgement import Judgement
from dateline.model.span import Span
from dateline.reference.grades import grades_of

CASES = Path(__file__).parents[2] / "cases" / "grades"
OWN = {"harmed", "sector", "to_sector", "side", "category", "role", "certainty", "trigger"}
DEFAULTS = {"act": "Shelling/artillery/missile attack", "place": "Kherson"}


def cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield pytest.param(case, id=f"{path.stem}: {case['case']}")


def account(written: dict[str, Any]) -> Assertion:
    """The assertion of an account: as in cases/merge, and what is asked of grades besides."""
    day = written["published"] - timedelta(days=1)
    base = test_merge_cases.assertion(
        {"day": day, **DEFAULTS, **{key: value for key, value in written.items() if key not in OWN}}
    )
    sectors = {"actor1": written.get("sector"), "actor2": written.get("to_sector")}
    actors = tuple(msgspec.structs.replace(each, sector=sectors[each.role]) for each in base.actors)
    chain = tuple(
        msgspec.structs.replace(
            link,
            source=msgspec.structs.replace(
                link.source,
                country=written.get("side"),
                category=written.get("category"),
                role=written.get("role"),
            ),
        )
        for link in base.attribution
    )
    return sealed(
        msgspec.structs.replace(
            base,
            actors=actors,
            attribution=chain,
            tolls=(
                *tolls(written.get("harmed", {}), base.evidence),
                *(msgspec.structs.replace(each, of=None) for each in base.tolls),
            ),
            certainty=written.get("certainty", "certain"),
            trigger=trigger(written, base.evidence),
        )
    )


def tolls(harmed: dict[str, Any], span: Span) -> Iterator[Toll]:
    for measure, count in harmed.items():
        if measure != "of":
            yield Toll(measure=measure, of=harmed.get("of"), best=count, as_written=str(count), evidence=span)


def trigger(written: dict[str, Any], span: Span) -> Span | None:
    if "trigger" not in written:
        return None
    start = span.exact.index(written["trigger"])
    return Span(start=span.start + start, end=span.start + start + len(written["trigger"]), exact=written["trigger"])


def judged(left: str, right: str, **more: Any) -> Judgement:
    """A person's judgement."""
    fields = {"verdict": "same", "decided_by": "A. Coder", "decided_at": "2023-03-02"} | more
    return Judgement(judgement_id=f"j_{left}_{right}_{len(more)}", left=left, right=right, **fields)


def incident_of(case: dict[str, Any]) -> Incident:
    """The case's accounts joined by a person's word, and graded."""
    told = [account(each) for each in case["accounts"]]
    heads = {each["report"]: test_merge_cases.head(each) for each in case["accounts"]}
    words = [judged(a.assertion_id, b.assertion_id) for a, b in pairwise(told)]
    for name, letter in case.get("reliability", {}).items():
        key = source_id(name)
        words.append(judged(key, key, verdict="graded", scheme="reliability", grade=letter))
    merged = merge_events(told, heads, words)
    (incident,) = graded(merged.incidents, told, heads, merged.disputed_by, words)
    return incident


@pytest.mark.parametrize("case", list(cases()))
def test_grade(case: dict[str, Any]) -> None:
    assert set(case) <= {"case", "why", "airwars", "admiralty", "reasons", "reliability", "accounts"}
    found = {grade.scheme: grade for grade in incident_of(case).grades}
    shown = "\n".join(f"{each.scheme} {each.suggested}: {'; '.join(each.reasons)}" for each in found.values())
    for scheme in ("airwars", "admiralty"):
        if scheme in case:
            suggested = found[scheme].suggested if scheme in found else None
            assert suggested == case[scheme], f"{case['why']}\n{shown}"
    reasons = [why for each in found.values() for why in each.reasons]
    assert set(case.get("reasons", ())) <= set(reasons), shown
    assert all(each.reasons for each in found.values())
    assert "admiralty" in found


def test_every_grade_has_a_case() -> None:
    every = [param.values[0] for param in cases()]
    assert {case.get("airwars") for case in every} >= set(grades_of("airwars"))
    assert {case["admiralty"][1] for case in every if "admiralty" in case} == set("123456")

"""The reports in cases/entities: which names are one entity, which are not, and as of which day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.merge.names.identify import Root
from dateline.merge.names.naming import NOBODY, Naming, judged_pairs
from dateline.model.assertion import ActorRef, Assertion, Link, PlaceRef, Source, WeaponRef, sealed
from dateline.model.judgement import Judgement
from dateline.model.span import Span

CASES = Path(__file__).parents[2] / "cases" / "entities"
KEYS = {
    "source": {"role", "country", "category"}, "actor": {"country", "sector", "id"},
    "place": {"id", "country", "admin1", "at"}, "weapon": set(),
}  # fmt: skip


def cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield pytest.param(case, id=f"{path.stem}: {case['case']}")


def naming_of(raw: dict[str, Any]) -> str:
    (slot,) = KEYS.keys() & raw
    extra = set(raw) - {slot, "is", "then"} - KEYS[slot]
    assert not extra, f"a {slot} has keys that nobody reads: {extra}"
    return slot


def assertion(report_id: str, names: list[dict[str, Any]]) -> Assertion:
    """One assertion with all the names, in the order of slots."""
    by_slot: dict[str, list[dict[str, Any]]] = {slot: [] for slot in KEYS}
    for raw in names:
        by_slot[naming_of(raw)].append(raw)
    span = Span(start=0, end=1, exact="x")
    places = tuple(
        PlaceRef(
            name=raw["place"], as_written=raw["place"], place_id=raw.get("id"), country=raw.get("country"),
            admin1=raw.get("admin1"), lat=raw.get("at", [None])[0], lon=raw.get("at", [None])[-1],
            level="settlement" if "id" in raw else None, evidence=span,
        )
        for raw in by_slot["place"]
    )  # fmt: skip
    actors = tuple(
        ActorRef(
            role="other", name=raw["actor"], as_written=raw["actor"], entity_id=raw.get("id"),
            country=raw.get("country"), sector=raw.get("sector"), evidence=span,
        )
        for raw in by_slot["actor"]
    )  # fmt: skip
    chain = tuple(
        Link(
            source=Source(
                name=raw["source"], as_written=raw["source"], role=raw.get("role"), country=raw.get("country"),
                category=raw.get("category", "unknown"),
            )
        )
        for raw in by_slot["source"]
    )  # fmt: skip
    weapons = tuple(WeaponRef(name=r["weapon"], as_written=r["weapon"], evidence=span) for r in by_slot["weapon"])
    return sealed(
        Assertion(
            report_id=report_id, type="statement", evidence=span, places=places, actors=actors, attribution=chain,
            weapons=weapons, made_by="case/1",
        )
    )  # fmt: skip


def ordered(names: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(names, key=lambda raw: ("place", "actor", "source", "weapon").index(naming_of(raw)))


def judgements(case: dict[str, Any]) -> list[Judgement]:
    return [
        Judgement(
            judgement_id=f"j_{n}", left=pair[0], right=pair[1], verdict=verdict, number=n, decided_by="A. Coder",
            decided_at="2024-01-01",
        )
        for n, said in enumerate(case.get("judged", ()))
        for verdict, pair in said.items()
    ]  # fmt: skip


Found = list[tuple[str, str | None]]
"""(what it is, the id of the entity that it became) of names."""


def resolved(case: dict[str, Any]) -> tuple[Found, list[Found], list[Judgement]]:
    """At the end; by the end of each day; the rule's judgements."""
    naming = Naming(judged_pairs(judgements(case)))
    numbers: list[tuple[dict[str, Any], int]] = []
    days, ruled = [], []
    told = sorted(enumerate(case["reports"], 1), key=lambda each: str(each[1]["known"]))
    for day in dict.fromkeys(str(report["known"]) for _, report in told):
        names: dict[int, list[dict[str, Any]]] = {}
        for n, report in told:
            if str(report["known"]) == day:
                names[n] = ordered(report["names"])
                naming.take(f"r{n}", day, [(n, assertion(f"r{n}", report["names"]))])
        named = naming.end(day)
        ruled += named.judgements
        for n, nodes in named.slots:
            numbers += zip(names[n], nodes, strict=True)
        days.append([(raw.get("then", raw["is"]), entity(naming, node)) for raw, node in numbers])
    return [(raw["is"], entity(naming, node)) for raw, node in numbers], days, ruled


def entity(naming: Naming, node: int) -> str | None:
    return None if node == NOBODY else Root(*naming.kind_of(node)).id


def check(found: Found) -> None:
    ids: dict[str, set[str | None]] = {}
    for label, id in found:
        ids.setdefault(label, set()).add(id)
    assert ids.pop("nobody", {None}) == {None}
    assert {label: those for label, those in ids.items() if len(those) > 1 or None in those} == {}
    flat = [id for those in ids.values() for id in those]
    assert len(set(flat)) == len(flat), ids


@pytest.mark.parametrize("case", list(cases()))
def test_names_are_one_or_are_not(case: dict[str, Any]) -> None:
    assert set(case) <= {"case", "why", "reports", "judged", "unsure"}
    at_the_end, days, ruled = resolved(case)
    check(at_the_end)
    if any("then" in raw for report in case["reports"] for raw in report["names"]):
        check(days[0])
    id_of = dict(at_the_end)
    unsure = [{j.left, j.right} for j in ruled if j.verdict == "unsure"]
    assert [pair for pair in case.get("unsure", ()) if {id_of[pair[0]], id_of[pair[1]]} not in unsure] == []


@pytest.mark.parametrize("case", list(cases()))
def test_what_is_known_by_a_day_does_not_depend_on_later_days(case: dict[str, Any]) -> None:
    days = sorted({str(report["known"]) for report in case["reports"]})
    for n, day in enumerate(days):
        until = {**case, "reports": [report for report in case["reports"] if str(report["known"]) <= day]}
        assert [id for _, id in resolved(until)[0]] == [id for _, id in resolved(case)[1][n]]


def test_every_case_says_why_and_there_are_enough() -> None:
    told = [case.values[0] for case in cases()]
    assert len(told) >= 25
    assert [case["case"] for case in told if not case.get("why")] == []

"""Gold events as assertions: what merging makes of a report that is read without a mistake."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import UNSET, UnsetType

from dateline.merge import ReportHead, merge_events
from dateline.model.assertion import ActorRef, Assertion, Link, PlaceRef, Source, Target, Toll, WeaponRef, When, sealed
from dateline.model.report import Report
from dateline.model.span import Span
from dateline.model.vocabulary import SUB_EVENT_TYPES
from dateline.pipeline.benchmarks.goldtexts import opened
from dateline.pipeline.score import Claim, GoldReport, Tables
from dateline.pipeline.score.gold import GoldToll, alternatives
from dateline.pipeline.score.matching import Located, locate
from dateline.pipeline.score.slots import Row


def given_rows(texts: Iterable[tuple[GoldReport, Path]], tables: Tables) -> list[Row]:
    """The rows of a record of the gold's events: reports, assertions, incidents. No report is taken for a copy."""
    listed = list(texts)
    reports = opened([path for _, path in listed])
    found = [
        assertion(located, report, tables)
        for (gold, _), report in zip(listed, reports, strict=True)
        for claim in gold.claims
        if claim.type == "event" and (located := locate(claim, report.text))
    ]
    heads = {
        r.report_id: ReportHead(
            report_id=r.report_id,
            published=r.published[:10] if r.published else None,
            known_from=r.known_from,
            publisher=r.publisher,
            title=r.title,
        )
        for r in reports
    }
    merged = merge_events(found, heads)
    told = (msgspec.structs.replace(a, incident_id=merged.incident_of.get(a.assertion_id)) for a in found)
    return [msgspec.to_builtins(row) for row in (*reports, *told, *merged.incidents)]


def assertion(located: Located, report: Report, tables: Tables) -> Assertion:
    """One gold event as a reader without mistakes would give it; of `A|B` the first."""
    claim = located.claim
    span = Span.of(report.text, *located.evidence)
    sub_type = _first(claim.sub_event_type)
    sites = tuple(_place(name, span, tables) for name in claim.places)
    return sealed(
        Assertion(
            report_id=report.report_id,
            type="event",
            evidence=span,
            trigger=Span.of(report.text, *located.trigger) if located.trigger else None,
            event_type=SUB_EVENT_TYPES.get(sub_type) if sub_type else None,
            sub_event_type=sub_type,
            interaction=_first(claim.interaction),
            status=_first(claim.status) or "actual",  # type: ignore[arg-type]
            polarity=_first(claim.polarity) or "affirmed",  # type: ignore[arg-type]
            date=_when(claim),
            places=sites,
            actors=_actors(claim, span, tables),
            targets=tuple(Target(as_written=alternatives(t)[0], evidence=span) for t in claim.targets),
            weapons=tuple(_weapon(alternatives(w)[0], span) for w in claim.weapons),
            tolls=tuple(_toll(toll, span) for toll in claim.tolls),
            attribution=_chain(claim.asserted_by),
            made_by="gold/1",
            mode=claim.id,
        )
    )


def _first(value: str | UnsetType) -> str | None:
    return None if value is UNSET else alternatives(value)[0]


def _weapon(name: str, span: Span) -> WeaponRef:
    return WeaponRef(name=name, as_written=name, evidence=span)


def _chain(said_by: str | UnsetType) -> tuple[Link, ...]:
    name = _first(said_by)
    return (Link(source=Source(name=name, as_written=name)),) if name else ()


def _when(claim: Claim) -> When | None:
    if claim.date is UNSET:
        return None
    first, last = claim.date.earliest, claim.date.latest
    return When(earliest=first, latest=last, precision="day" if (last - first).days < 7 else "month", basis="stated")


def _place(allowed: str, span: Span, tables: Tables) -> PlaceRef:
    name = alternatives(allowed)[0]
    known = tables.places[name]
    return PlaceRef(
        name=name,
        as_written=name,
        place_id=f"gold:{name}",
        lat=known.lat,
        lon=known.lon,
        level=known.level,  # type: ignore[arg-type]
        country=known.iso3,
        km=known.km if known.level != "settlement" else None,
        evidence=span,
    )


def _actors(claim: Claim, span: Span, tables: Tables) -> tuple[ActorRef, ...]:
    named = (("actor1", claim.actor1), ("actor2", claim.actor2))
    return tuple(
        ActorRef(role=role, name=name, as_written=name, country=_country(name, tables), evidence=span)  # type: ignore[arg-type]
        for role, value in named
        if (name := _first(value))
    )


def _country(name: str, tables: Tables) -> str | None:
    known = tables.places.get(name)
    return known.iso3 if known and known.level == "country" else None


def _toll(toll: GoldToll, span: Span) -> Toll:
    low, best, high = (None if n is UNSET else n for n in (toll.low, toll.best, toll.high))
    return Toll(
        measure=alternatives(toll.measure)[0],
        of=_first(toll.of),
        per=_first(toll.per),
        low=low,
        best=best,
        high=high,
        as_written=span.exact,
        attribution=_chain(toll.asserted_by),
        evidence=span,
    )

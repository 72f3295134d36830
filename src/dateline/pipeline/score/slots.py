"""Slot by slot: whether a record's assertion gives what the gold claim states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Literal, NamedTuple

from msgspec import UNSET

from dateline.pipeline.score.gold import Claim, GoldToll, alternatives
from dateline.pipeline.score.tables import Tables, fold

Row = dict[str, Any]
"""One assertion of an export, as JSON gives it (record.md names its fields)."""
SlotVerdict = Literal["right", "wrong", "missing"]

PRONOUNS = frozenset({"", "he", "she", "they", "it"})
"""As written, these name nobody: a speaker given so is as good as none."""
SITES = frozenset({"location", "destination", "target"})
"""The roles of a place where an act has its effect."""


class Judged(NamedTuple):
    """One stated slot: `missing` where the record has nothing to say, `wrong` where it says something else."""

    slot: str
    verdict: SlotVerdict


def judge_slots(claim: Claim, row: Row, tables: Tables) -> list[Judged]:
    """Every slot that the claim states, judged against the row; an empty row has everything missing."""
    groups = (_attribution, _places, _actors, _things, _tolls, _date, _plain, _control, _dispute)
    return [judged for group in groups for judged in group(claim, row, tables)]


def type_right(claim: Claim, row: Row) -> bool:
    """Whether an event's sub-event type or interaction is one that the gold allows; other types have no choice."""
    if claim.type != "event":
        return True
    stated = [(key, getattr(claim, key)) for key in ("sub_event_type", "interaction")]
    wanted = [(key, alternatives(value)) for key, value in stated if value is not UNSET]
    return not wanted or any(row.get(key) in allowed for key, allowed in wanted)


def _judged(slot: str, given: object, right: bool) -> Judged:
    return Judged(slot, "right" if right else "wrong" if given else "missing")


def _listed(row: Row, key: str) -> list[Row]:
    return row.get(key) or []


def _attribution(claim: Claim, row: Row, tables: Tables) -> Iterator[Judged]:
    names = _source_names(row)
    if claim.speaker is None:
        yield _judged("speaker", True, all(fold(name) in PRONOUNS for name in names))
    elif claim.speaker is not UNSET:
        yield _judged("speaker", names, _any_name(tables, claim.speaker, names))
    if claim.asserted_by is not UNSET:
        yield _judged("asserted_by", names, _any_name(tables, claim.asserted_by, names))
    chain = _listed(row, "attribution")
    if claim.manner is not UNSET:
        manner = (chain[-1].get("manner") or chain[0].get("manner")) if chain else None
        yield _judged("manner", manner, manner in alternatives(claim.manner))
    if claim.channel is not UNSET:
        channels = [fold(link["channel"]) for link in chain if link.get("channel")]
        yield _judged("channel", channels, _any_within(claim.channel, channels))
    if claim.said_on is not UNSET:
        days = [link["said_on"] for link in chain if link.get("said_on")]
        told = [(_day(said.get("earliest")), _day(said.get("latest"))) for said in days]
        yield _judged("said_on", days, (claim.said_on, claim.said_on) in told)


def _source_names(row: Row) -> list[str]:
    """Every name, form and office of every source in the row's attribution chain."""
    sources = [link.get("source") or {} for link in _listed(row, "attribution")]
    return [source[key] for source in sources for key in ("name", "as_written", "role") if source.get(key)]


def _any_name(tables: Tables, gold: str, names: Iterable[str]) -> bool:
    return any(tables.same_name(gold, name) for name in names)


def _any_within(gold: str, found: Iterable[str]) -> bool:
    """Whether a gold alternative and a found text (folded) contain one another."""
    allowed = [fold(each) for each in alternatives(gold)]
    return any(each in text or text in each for text in found for each in allowed)


def _places(claim: Claim, row: Row, tables: Tables) -> Iterator[Judged]:
    places = [(place.get("role", "location"), place) for place in _listed(row, "places")]
    sites = [place for role, place in places if role in SITES]
    for wanted in claim.places:
        yield _judged("place", sites, any(tables.same_place(wanted, place) for place in sites))
    if claim.origin is not UNSET:
        origins = [place for role, place in places if role == "origin"]
        yield _judged("origin", origins, any(tables.same_place(claim.origin, place) for place in origins))


def _actors(claim: Claim, row: Row, tables: Tables) -> Iterator[Judged]:
    actors = _listed(row, "actors")
    mutual = claim.interaction is not UNSET and claim.interaction.startswith("CONSULT")
    for slot, wanted in (("actor1", claim.actor1), ("actor2", claim.actor2)):
        if wanted is not UNSET:
            cast = [actor for actor in actors if actor.get("role") == slot]
            # Those who meet have no order: who is named first is the reporter's choice.
            yield _judged(slot, cast, any(tables.same_actor(wanted, actor) for actor in (actors if mutual else cast)))


def _things(claim: Claim, row: Row, _: Tables) -> Iterator[Judged]:
    targets = [fold(each.get("as_written") or each.get("name")) for each in _listed(row, "targets")]
    for wanted in claim.targets:
        # An empty text is within every other: a target without words is given, and wrong.
        yield _judged("target", targets, _any_within(wanted, filter(None, targets)))
    forms = [each.get(key) for each in _listed(row, "weapons") for key in ("name", "as_written", "class")]
    weapons = [fold(form) for form in forms if form]
    for wanted in claim.weapons:
        yield _judged("weapon", weapons, _any_within(wanted, weapons))


def _tolls(claim: Claim, row: Row, tables: Tables) -> Iterator[Judged]:
    for wanted in claim.tolls:
        measures = {fold(measure) for measure in alternatives(wanted.measure)}
        tolls = [toll for toll in _listed(row, "tolls") if fold(toll.get("measure")) in measures]
        yield _judged("toll", tolls, any(wanted.agrees(toll) for toll in tolls))
        yield from _toll_source(wanted, tolls, row, tables)


def _toll_source(wanted: GoldToll, tolls: list[Row], row: Row, tables: Tables) -> Iterator[Judged]:
    if wanted.asserted_by is not UNSET:
        names = [name for each in (*tolls, row) for name in _source_names(each)]
        yield _judged("toll source", names, _any_name(tables, wanted.asserted_by, names))


def _date(claim: Claim, row: Row, _: Tables) -> Iterator[Judged]:
    if claim.date is not UNSET:
        when = row.get("date") or {}
        first, last = _day(when.get("earliest")), _day(when.get("latest"))
        within = first and last and claim.date.earliest <= first <= last <= claim.date.latest
        yield _judged("date", first, bool(within))


def _day(value: str | date | None) -> date | None:
    """The day of an ISO date or date-time."""
    if not value:
        return None
    return date.fromisoformat(str(value)[:10])


def _plain(claim: Claim, row: Row, _: Tables) -> Iterator[Judged]:
    for slot, unmarked in (("status", "actual"), ("polarity", "affirmed"), ("certainty", None), ("state", None)):
        wanted = getattr(claim, slot)
        if wanted is not UNSET:
            given = row.get(slot)
            yield _judged(slot, given, (given or unmarked) in alternatives(wanted))


def _control(claim: Claim, row: Row, tables: Tables) -> Iterator[Judged]:
    if claim.holder is not UNSET:
        holder = row.get("holder") or {}
        yield _judged("holder", holder, tables.same_actor(claim.holder, holder))


def _dispute(claim: Claim, row: Row, _: Tables) -> Iterator[Judged]:
    if claim.disputed:
        yield _judged("disputed", "disputed_by" in row, bool(row.get("disputed_by")))

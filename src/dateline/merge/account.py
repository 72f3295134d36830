"""One event assertion made ready for comparing: folded names, day numbers, points, figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from sys import intern
from typing import TypeVar

import msgspec

from dateline.merge.families import family_of
from dateline.merge.sources import voice_of
from dateline.merge.words import fold, group_of, stems
from dateline.model.assertion import ActorRef, Assertion, PlaceRef, Toll
from dateline.model.vocabulary import VIOLENT, Polarity, Status

_SPREAD_KM = {"settlement": 6.0, "point": 2.0, "feature": 15.0, "region": 110.0, "country": 800.0}
"""Radius of uncertainty in km that a place of each level has where the gazetteer gives none."""

_SURE_FROM = 0.75
"""Score of a place from which it counts as found; below, another place of that name may be meant."""

_DIRECTIONAL_KM = 15.0
"""What "near", "north of", "outside" ... add to the radius: farther, and a report names another town."""

_HARM = frozenset(("killed", "injured", "casualties"))

UNDATED_LOOKBACK = 3
"""Days before publication within which an event without any date is looked for: news tells of the last days."""


T = TypeVar("T")


@lru_cache(maxsize=1 << 16)
def _kept(value: T) -> T:
    """The first of equal values: towns, sides and words come up again and again, and memory is what is scarce."""
    return value


class ReportHead(msgspec.Struct, frozen=True, kw_only=True):
    """What merging needs of a report. published and known_from are ISO days; duplicate_of as in the record.

    names, ages: its marks (see `marks`), where they are to be shown.
    """

    report_id: str
    published: str | None
    known_from: str
    publisher: str | None = None
    duplicate_of: str | None = None
    title: str | None = None
    names: tuple[str, ...] = ()
    ages: tuple[int, ...] = ()


class Spot(msgspec.Struct, frozen=True, gc=False):
    """A place of one account: its key (gazetteer id or folded name), point and radius in km, where known.

    sure: whether its position is known, and known to be of the place that was meant.
    """

    key: str
    name: str
    lat: float | None
    lon: float | None
    level: str
    admin1: str
    country: str
    km: float
    written: str
    sure: bool


class Figure(msgspec.Struct, frozen=True, gc=False):
    """One count: the measure, the folded group counted, and the closed range that the words allow."""

    measure: str
    of: str
    low: int | None
    high: int | None


class Sketch(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What comparing needs of one source's account of an event; small, since a million are held at once.

    Days are proleptic ordinals. start, end: its evidence in the report. story: the report, or the report that it
    copies. voice: key of the ultimate speaker, see `sources`. dated: stated, publication or none. nth: which event of
    its report it is, in text order. doer, undergoer: keys of actor1 and actor2 (entity id, folded name, `country:XXX`).
    words: the telling words of the evidence, sorted. head: stands in the headline. lead: see `lead_of`.
    """

    id: str
    report_id: str
    start: int
    end: int
    status: Status
    polarity: Polarity
    story: str
    known_from: str
    voice: str
    family: str
    act: str
    first: int
    last: int
    dated: str
    spots: tuple[Spot, ...]
    doer: frozenset[str]
    undergoer: frozenset[str]
    targets: frozenset[str]
    target_kinds: frozenset[str]
    weapons: frozenset[str]
    weapon_kinds: frozenset[str]
    figures: tuple[Figure, ...]
    words: tuple[str, ...]
    wording: str
    nth: int
    head: bool
    lead: bool

    @property
    def order(self) -> tuple[str, str, int, int, str]:
        """Earliest known first, then by report and place in the text: the one order that merging uses."""
        return self.known_from, self.report_id, self.start, self.end, self.id


class Account(Sketch, frozen=True, kw_only=True):
    """A sketch with the assertion that it is of, for summing up what an incident's accounts say."""

    assertion: Assertion
    publisher: str
    names: tuple[str, ...] = ()
    ages: tuple[int, ...] = ()


def accounts(assertions: Sequence[Assertion], reports: Mapping[str, ReportHead]) -> list[Account]:
    """The event assertions as accounts, in the order of merging, each id once.

    Raises KeyError (from the mapping) if an assertion's report is not among the reports.
    """
    events = {a.assertion_id: a for a in assertions if a.type == "event"}
    in_text_order = sorted(
        events.values(), key=lambda a: (a.report_id, a.evidence.start, a.evidence.end, a.assertion_id)
    )
    found: list[Account] = []
    for _, told in groupby(in_text_order, key=lambda a: a.report_id):
        those = list(told)
        lead = lead_of(those)
        found += [account(a, reports, nth, a is lead) for nth, a in enumerate(those)]
    return sorted(found, key=lambda account: account.order)


def lead_of(events: Sequence[Assertion]) -> Assertion:
    """What a report is about, of its events in text order: the first that happened and harmed somebody, else the first
    violent one that happened, else the first that did; else the first in the same order of those that did not.
    """
    return min(events, key=_standing_back)


def _standing_back(a: Assertion) -> tuple[bool, bool, bool]:
    happened = a.status == "actual" and a.polarity == "affirmed"
    return not happened, not any(toll.measure in _HARM for toll in a.tolls), a.event_type not in VIOLENT


def account(a: Assertion, reports: Mapping[str, ReportHead], nth: int, lead: bool = False) -> Account:
    """The nth event of its report as an account."""
    return filled(sketch(a, reports, nth, lead), a, reports[a.report_id])


def filled(sketched: Sketch, a: Assertion, head: ReportHead) -> Account:
    """The account of which this is the sketch. head: of its report."""
    features = msgspec.structs.asdict(sketched)
    return Account(assertion=a, publisher=head.publisher or "", names=head.names, ages=head.ages, **features)


def sketch(a: Assertion, reports: Mapping[str, ReportHead], nth: int, lead: bool = False) -> Sketch:
    """The nth event of its report as a sketch. lead: whether it is the one that the report is about."""
    head, story = reports[a.report_id], story_of(a.report_id, reports)
    first, last, dated = days_of(a, head)
    wording = fold(a.evidence.exact)
    return Sketch(
        id=a.assertion_id,
        report_id=_kept(a.report_id),
        start=a.evidence.start,
        end=a.evidence.end,
        status=a.status,
        polarity=a.polarity,
        story=_kept(story),
        known_from=_kept(head.known_from),
        voice=_kept(voice_of(a.attribution, head.publisher, story)),
        family=family_of(a.event_type, a.sub_event_type, a.interaction),
        act=_kept(a.act or ""),
        first=first,
        last=last,
        dated=dated,
        spots=_spots(a.places),
        doer=actor_keys(a.actor("actor1")),
        undergoer=actor_keys(a.actor("actor2")),
        targets=_kept(frozenset(w for t in a.targets for w in stems(t.as_written))),
        target_kinds=_kept(frozenset(t.category for t in a.targets if t.category)),
        weapons=_kept(frozenset(fold(w.name) for w in a.weapons)),
        weapon_kinds=_kept(frozenset(w.weapon_class for w in a.weapons if w.weapon_class)),
        figures=_kept(tuple(f for t in a.tolls if (f := _figure(t)))),
        words=tuple(sorted(map(intern, stems(a.evidence.exact)))),
        wording=wording,
        nth=nth,
        head=bool(head.title) and wording in fold(head.title or ""),
        lead=lead,
    )


def story_of(report_id: str, reports: Mapping[str, ReportHead]) -> str:
    """The report at the end of the chain of copies; a chain that loops ends at its least id."""
    seen: list[str] = []
    at = report_id
    while at not in seen:
        seen.append(at)
        head = reports.get(at)
        if head is None or head.duplicate_of is None:
            return at
        at = head.duplicate_of
    return min(seen[seen.index(at) :])


def days_of(a: Assertion, head: ReportHead) -> tuple[int, int, str]:
    """First and last day that the account allows, and how it is dated; open sides end at publication."""
    known = date.fromisoformat(head.known_from[:10]).toordinal()
    when = a.date
    if when is None or (when.earliest is None and when.latest is None):
        return known - UNDATED_LOOKBACK, known, "none"
    first = when.earliest.toordinal() if when.earliest else None
    last = when.latest.toordinal() if when.latest else None
    if first is None:
        return (last or known), (last or known), when.basis
    return first, max(first, known if last is None else last), when.basis


def _spots(places: Sequence[PlaceRef]) -> tuple[Spot, ...]:
    """Where it happened: locations and destinations, each once. An origin says where it came from, not where."""
    found: dict[str, Spot] = {}
    for place in places:
        if place.role == "origin":
            continue
        level = place.level or "settlement"
        key = spot_key(place)
        km = place.km if place.km is not None else _SPREAD_KM[level]
        if place.relation not in (None, "at", "in"):
            km += _DIRECTIONAL_KM
        name = place.name or place.as_written
        sure = place.lat is not None and (place.score is None or place.score >= _SURE_FROM)
        area = fold(place.admin1 or ""), place.country or ""
        found.setdefault(key, Spot(key, name, place.lat, place.lon, level, *area, km, fold(place.as_written), sure))
    spots: tuple[Spot, ...] = _kept(tuple(_kept(spot) for spot in found.values()))
    return spots


def spot_key(place: PlaceRef) -> str:
    """The gazetteer's id, or the folded name of a place that no gazetteer knows."""
    return place.place_id or f"name:{fold(place.name or place.as_written)}"


def actor_keys(actor: ActorRef | None) -> frozenset[str]:
    """Under what an actor can be recognised: entity id, folded name, country. Empty for None."""
    if actor is None:
        return frozenset()
    keys = {f"name:{fold(actor.name)}"}
    if actor.entity_id:
        keys.add(actor.entity_id)
    if actor.country:
        keys.add(f"country:{actor.country}")
    found: frozenset[str] = _kept(frozenset(keys))
    return found


def _figure(toll: Toll) -> Figure | None:
    """The toll as a closed or open range; None where the words give no number."""
    low = toll.best if toll.low is None else toll.low
    high = toll.best if toll.high is None else toll.high
    if low is None and high is None:
        return None
    return Figure(toll.measure, group_of(toll.of), low, high)

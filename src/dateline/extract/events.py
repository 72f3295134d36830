"""From the words that name acts to event assertions: one for each act, with all that the report says of it there."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dateline.extract.act_reader import ReadAct, read_acts
from dateline.extract.clauses import clause_range, governing, noun_phrase_range
from dateline.extract.count_reader import uncounted
from dateline.extract.day_reader import read_day
from dateline.extract.event_features import Account
from dateline.extract.event_reader import Weighed, weighed
from dateline.extract.figures import with_figures
from dateline.extract.hedges import certainty_of
from dateline.extract.mood_reader import read_moods, seen_mood
from dateline.extract.role_features import Told
from dateline.extract.role_reader import read_roles
from dateline.extract.tolls import FoundToll
from dateline.extract.triggers import Trigger
from dateline.model.assertion import Assertion, Toll
from dateline.model.document import Doc
from dateline.model.vocabulary import SUB_EVENT_TYPES, Certainty, Polarity, Status


class Draft(msgspec.Struct, kw_only=True):
    """An event in the making: tokens first up to last are its evidence."""

    act: ReadAct
    first: int
    last: int
    tolls: list[Toll]


TOLD = 0.4
"""How likely an act must be for the readers of the acts after it to see it as told."""


def events(doc: Doc, family: str, version: int) -> Iterator[Assertion]:
    """The event assertions whose type belongs to this family."""
    for each, assertion in _told(doc):
        if each == family:
            yield msgspec.structs.replace(assertion, made_by=f"learned/{family}/{version}")


def _told(doc: Doc) -> tuple[tuple[str, Assertion], ...]:
    """(family, assertion) for every event of the report. Found once a Doc."""
    cached: tuple[tuple[str, Assertion], ...] | None = doc.__dict__.get("told")
    if cached is None:
        found = with_figures(doc, weighed(doc, accounts(doc)))
        cached = doc.__dict__["told"] = tuple((w.account.trigger.act.family, assertion_of(doc, w)) for w in found)
    return cached


def accounts(doc: Doc) -> list[Account]:
    """Every act of the report with its parties, day and mood, as they are read one after the other."""
    found: list[Account] = []
    told: tuple[Told, ...] = ()
    read = drafts(doc)
    seen = [(d.act.trigger.head, seen_mood(doc, d.act.seen, d.act.trigger, (d.first, d.last))) for d in read]
    for draft, mood in zip(read, read_moods(doc, seen), strict=True):
        act, extent = draft.act, (draft.first, draft.last)
        roles = read_roles(doc, act.trigger, extent, told)
        where = roles.told.roles.get("location", frozenset())
        when, day = read_day(doc, act.trigger, extent, told, where)
        if act.likely >= TOLD:
            told = (*told, msgspec.structs.replace(roles.told, day=day))
        account = Account(
            trigger=act.trigger,
            first=draft.first,
            last=draft.last,
            likely=act.likely,
            kinds=act.kinds,
            ruled=act.ruled,
            roles=roles,
            when=when,
            day=day,
            mood=mood,
            tolls=tuple(sorted({*draft.tolls, *roles.tolls}, key=lambda t: (t.evidence.start, t.measure))),
            sentence=doc.tokens[act.trigger.head].sentence,
        )
        found.append(account)
    return found


def drafts(doc: Doc) -> tuple[Draft, ...]:
    """All events of the report, acts with their tolls. Found once a Doc."""
    cached: tuple[Draft, ...] | None = doc.__dict__.get("drafts")
    if cached is None:
        by_sentence: dict[int, list[Draft]] = {}
        for act in read_acts(doc):
            first, last = extent_of(doc, act.trigger)
            draft = Draft(act=act, first=first, last=last, tolls=[])
            by_sentence.setdefault(doc.tokens[act.trigger.head].sentence, []).append(draft)
        for sentence, here in by_sentence.items():
            for found in uncounted(doc).get(sentence, ()):
                _uncounted(here, found)
        cached = tuple(d for n in sorted(by_sentence) for d in by_sentence[n])
        doc.__dict__["drafts"] = cached
    return cached


def extent_of(doc: Doc, trigger: Trigger) -> tuple[int, int]:
    """Tokens of the clause or noun phrase that tells of the act: its evidence."""
    if trigger.verb is not None:
        first, last = clause_range(doc, governing(doc, doc.tokens[trigger.verb]))
    else:
        first, last = noun_phrase_range(doc, doc.tokens[trigger.head])
    return min(first, trigger.first), max(last, trigger.last)


def _uncounted(here: list[Draft], found: FoundToll) -> None:
    """Gives a toll that is told without a number ("a woman was killed", "nobody was hurt") to the act of its sentence
    whose clause it shares, its own word's first.
    """
    own = [d for d in here if found.word in (d.act.trigger.head, d.act.trigger.verb)]
    near = own or [d for d in here if d.first < found.last and found.first < d.last]
    if near:
        draft = min(near, key=lambda d: abs(d.act.trigger.head - found.word))
        draft.tolls.append(found.toll)


def assertion_of(doc: Doc, weighed: Weighed) -> Assertion:
    """An event as it stands in the record, but for who made it."""
    one = weighed.account
    act = one.trigger.act
    certainty, hedges = certainty_of(doc, one.trigger.head, one.trigger.verb)
    if not hedges:
        certainty = msgspec.convert(one.mood["certainty"], Certainty)
    return Assertion(
        report_id=doc.report.report_id,
        type="event",
        evidence=doc.span(one.first, one.last),
        trigger=doc.span(one.trigger.first, one.trigger.last),
        event_type=SUB_EVENT_TYPES.get(act.sub_event_type or ""),
        sub_event_type=act.sub_event_type,
        interaction=act.interaction,
        status=msgspec.convert(one.mood["status"], Status),
        polarity=msgspec.convert(one.mood["polarity"], Polarity),
        certainty=certainty,
        hedges=hedges,
        date=one.when,
        places=tuple(
            msgspec.structs.replace(place, score=round(score, 3))
            for place, score in zip(one.roles.places, weighed.sites, strict=True)
        ),
        actors=one.roles.actors,
        targets=one.roles.targets,
        weapons=one.roles.weapons,
        tolls=one.tolls,
        made_by="",
        confidence=round(weighed.likely, 3),
    )

"""From triggers and tolls to event assertions: one for each act and sentence, with all that the words say of it.

Casualties told beside an act ("a missile strike killed five") belong to that act; told alone ("five people died") they
are an event of their own, of the type of the act that the report speaks of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from dateline.extract.act_types import casualty_act, typed
from dateline.extract.arguments import actors_of, located_in, places_of, targets_of, weapons_of
from dateline.extract.clauses import clause_range, governing, noun_phrase_range
from dateline.extract.dating import date_of
from dateline.extract.stance import certainty_of, polarity_of, status_of
from dateline.extract.tolls import FoundToll, find_tolls
from dateline.extract.triggers import Trigger, find_triggers
from dateline.model.assertion import ActorRef, Assertion
from dateline.model.document import Doc, Token
from dateline.model.vocabulary import SUB_EVENT_TYPES
from dateline.reference.acts import Act, families

VIOLENT = frozenset({"strikes", "clashes", "attacks", "explosions", "captures", "protests", "interceptions"})


class Draft(msgspec.Struct, kw_only=True):
    """An event in the making: tokens first up to last are its evidence."""

    trigger: Trigger
    first: int
    last: int
    tolls: list[FoundToll]
    family: str
    words: tuple[int, int]


def events(doc: Doc, family: str, made_by: str) -> Iterator[Assertion]:
    """The event assertions of one family: of acts whose type, once settled, is the family's; or of tolls told alone."""
    for each, assertion in _told(doc):
        if each == family:
            yield msgspec.structs.replace(assertion, made_by=made_by)


def _told(doc: Doc) -> tuple[tuple[str, Assertion], ...]:
    """(family, assertion) for every event of the report. Found once a Doc."""
    cached: tuple[tuple[str, Assertion], ...] | None = doc.__dict__.get("told")
    if cached is None:
        found = [(draft, _assertion(doc, draft)) for draft in drafts(doc)]
        cached = tuple((_family(draft, a), a) for draft, a in found if a is not None)
        doc.__dict__["told"] = cached
    return cached


def _family(draft: Draft, assertion: Assertion) -> str:
    """Whose event it is: a toll told alone is the casualties' own, an act belongs where its type does."""
    if draft.trigger.form == "toll":
        return "casualties"
    return families().get(assertion.sub_event_type or assertion.interaction or "", draft.family)


def drafts(doc: Doc) -> tuple[Draft, ...]:
    """All events of the report, acts with their tolls. Found once a Doc."""
    cached: tuple[Draft, ...] | None = doc.__dict__.get("drafts")
    if cached is None:
        by_sentence: dict[int, list[Draft]] = {}
        for trigger in find_triggers(doc):
            first, last = _extent(doc, trigger)
            draft = Draft(
                trigger=trigger,
                first=first,
                last=last,
                tolls=[],
                family=trigger.act.family,
                words=(trigger.first, trigger.last),
            )
            by_sentence.setdefault(doc.tokens[trigger.head].sentence, []).append(draft)
        for found in find_tolls(doc):
            _place_toll(doc, found, by_sentence.setdefault(doc.tokens[found.word].sentence, []))
        cached = tuple(d for n in sorted(by_sentence) for d in _merged(doc, by_sentence[n]))
        doc.__dict__["drafts"] = cached
    return cached


def _extent(doc: Doc, trigger: Trigger) -> tuple[int, int]:
    if trigger.verb is not None:
        first, last = clause_range(doc, governing(doc, doc.tokens[trigger.verb]))
    else:
        first, last = noun_phrase_range(doc, doc.tokens[trigger.head])
    return min(first, trigger.first), max(last, trigger.last)


def _place_toll(doc: Doc, found: FoundToll, here: list[Draft]) -> None:
    """Gives the toll to the act that it belongs to in its sentence, else makes an event of it."""
    own = [d for d in here if d.trigger.head == found.word]
    fitting = own or [d for d in here if _belongs(doc, found, d)]
    if fitting:
        draft = min(fitting, key=lambda d: abs(d.trigger.head - found.word))
        draft.tolls.append(found)
        draft.first, draft.last = min(draft.first, found.first), max(draft.last, found.last)
    elif found.toll.measure not in _THINGS:
        act = casualty_act(doc, found)
        if act is None:
            return
        words = sorted((found.word, *(t.i for t in doc.tokens[found.word : found.word + 1])))
        trigger = Trigger(
            act=act,
            head=found.word,
            first=words[0],
            last=words[-1] + 1,
            form="toll",
            verb=found.word if doc.tokens[found.word].pos == "VERB" else None,
        )
        here.append(
            Draft(
                trigger=trigger,
                first=found.first,
                last=found.last,
                tolls=[found],
                family="casualties",
                words=(trigger.first, trigger.last),
            )
        )


_THINGS = frozenset({"launched", "attacks", "shot down", "destroyed", "damaged", "captured", "released"})


def _belongs(doc: Doc, found: FoundToll, draft: Draft) -> bool:
    """Whether the act is what the toll tells of: things counted right beside it; people anywhere in its sentence,
    unless
    their clause names a place of its own.
    """
    overlap = draft.first < found.last and found.first < draft.last
    if found.toll.measure in _THINGS:
        return overlap and abs(draft.trigger.head - found.word) <= 4
    if draft.family != "casualties" and draft.family not in VIOLENT:
        return False
    return overlap or not any(role == "location" for _, role, _ in located_in(doc, found.first, found.last))


def _merged(doc: Doc, here: list[Draft]) -> list[Draft]:
    """One event for each act and sentence: a noun inside the clause of a verb of the same family is that act, so is
    what the weapon of an act did before ("shells fired from X killed five").
    """
    kept: list[Draft] = []
    for draft in sorted(
        here, key=lambda d: (d.family == "casualties", d.trigger.form != "verb", d.trigger.verb is None, d.trigger.head)
    ):
        host = next((k for k in kept if _same_act(doc, k, draft)), None)
        if host is None:
            kept.append(draft)
        else:
            host.tolls += draft.tolls
            host.first, host.last = min(host.first, draft.first), max(host.last, draft.last)
    return sorted(kept, key=lambda d: d.trigger.head)


_BLASTS = frozenset({"strikes", "explosions"})


def _same_act(doc: Doc, host: Draft, draft: Draft) -> bool:
    if draft.family == "casualties":
        return host.family in VIOLENT and host.first < draft.last and draft.first < host.last
    alike = host.family == draft.family or {host.family, draft.family} <= _BLASTS
    if not alike or not host.first <= draft.trigger.head < host.last:
        return False
    return draft.trigger.form != "verb" or doc.tokens[draft.trigger.head].dep in ("acl", "relcl")


def _assertion(doc: Doc, draft: Draft) -> Assertion | None:
    trigger = draft.trigger
    first, last = draft.first, draft.last
    actors = tuple(actors_of(doc, trigger))
    places = places_of(doc, first, last, trigger)
    targets = targets_of(doc, first, last, trigger)
    weapons = weapons_of(doc, first, last)
    date = date_of(doc, first, last, trigger)
    if (
        trigger.form == "noun"
        and trigger.verb is None
        and not (actors or targets or draft.tolls or (date and date.evidence))
    ):
        own = [p for p in places if doc.tokens[first].start <= p.evidence.start < doc.tokens[last - 1].end]
        if not own:
            return None
    noun = doc.tokens[trigger.head] if trigger.form == "noun" else None
    if noun is not None and noun.lemma in _ALSO_PEACEFUL and not _of_war(doc, actors):
        return None
    verb = doc.tokens[trigger.verb] if trigger.verb is not None else _verb_over(doc, noun)
    certainty, hedges = certainty_of(doc, first, last)
    act: Act = typed(doc, trigger, actors, weapons, places)
    return Assertion(
        report_id=doc.report.report_id,
        type="event",
        evidence=doc.span(first, last),
        trigger=doc.span(*draft.words),
        event_type=SUB_EVENT_TYPES.get(act.sub_event_type or ""),
        sub_event_type=act.sub_event_type,
        interaction=act.interaction,
        status=status_of(doc, verb, noun),
        polarity=polarity_of(doc, verb, noun) if trigger.form != "toll" else "affirmed",
        certainty=certainty,
        hedges=hedges,
        date=date,
        places=places,
        actors=actors,
        targets=targets,
        weapons=weapons,
        tolls=tuple(t.toll for t in sorted(draft.tolls, key=lambda t: t.toll.evidence.start)),
        made_by="",
        confidence=_confidence(trigger, bool(actors), bool(places), bool(draft.tolls)),
    )


_ALSO_PEACEFUL = frozenset({"strike", "battle", "raid", "offensive", "advance", "assault", "explosion"})


def _of_war(doc: Doc, actors: Sequence[ActorRef]) -> bool:
    """Whether the doer can fight or, where none is named, the report speaks of forces or weapons at all: nurses strike
    and banks battle, too.
    """
    doer = next((a for a in actors if a.role == "actor1"), None)
    if doer is not None:
        return doer.sector in ("MIL", "REB", "PAR", "COP", "GOV", "UNK") or (
            doer.sector is None and doer.country is not None
        )
    return any(m.kind in ("force", "weapon") for m in doc.mentions)


def _verb_over(doc: Doc, noun: Token | None) -> Token | None:
    """The verb that a bare noun is subject or object of: "will impose a curfew"."""
    if noun is None or noun.dep not in ("dobj", "nsubj", "nsubjpass"):
        return None
    above = doc.tokens[noun.head]
    return above if above.pos in ("VERB", "AUX") else None


def _confidence(trigger: Trigger, actor: bool, place: bool, toll: bool) -> float:
    """A plain count of what speaks for the reading, until it is calibrated on gold: 0.5 for the word, more for
    each slot.
    """
    return 0.5 + 0.1 * (trigger.form == "verb") + 0.1 * actor + 0.1 * place + 0.1 * toll

"""Which ACLED sub-event type an act is, where the word alone does not say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.extract.tolls import FoundToll
from dateline.extract.triggers import Trigger, find_triggers
from dateline.model.assertion import ActorRef, PlaceRef, WeaponRef
from dateline.model.document import Doc
from dateline.reference.acts import Act
from dateline.reference.weapons import weapons

_REGAINS = re.compile(r"^(retake|recapture|liberate|free|regain|reclaim|recapture|liberation)$")
_PROTEST = re.compile(r"\b(protest|demonstrat|march|rall|crowd)\w*", re.I)


def typed(
    doc: Doc, trigger: Trigger, actors: Sequence[ActorRef], weapons_: Sequence[WeaponRef], places: Sequence[PlaceRef]
) -> Act:
    """The act with its type settled: shelling or air strike by the weapon, capture or retaking by who takes."""
    act = trigger.act
    if act.by_weapon:
        return Act(act.family, _by_weapon(doc, trigger, weapons_) or act.sub_event_type, act.interaction)
    if act.sub_event_type == "Non-state actor overtakes territory":
        taker = next((a for a in actors if a.role == "actor1"), None)
        lemma = doc.tokens[trigger.head].lemma
        if _REGAINS.match(lemma) and not (taker and taker.sector == "REB"):
            return Act(act.family, "Government regains territory", act.interaction)
    if (
        act.family in ("strikes", "clashes", "attacks")
        and any(a.sector == "COP" and a.role == "actor1" for a in actors)
        and _PROTEST.search(_sentence(doc, trigger.head))
    ):
        return Act(act.family, "Excessive force against protesters", act.interaction)
    return act


def _sentence(doc: Doc, token: int) -> str:
    return doc.sentences[doc.tokens[token].sentence].span.exact


def _by_weapon(doc: Doc, trigger: Trigger, found: Sequence[WeaponRef]) -> str | None:
    """The sub-event type that the nearest named weapon implies: in the clause, the sentence, then backwards."""
    table = weapons()
    acts_ = [
        w.act
        for ref in found
        if (w := table.get(ref.name.lower()) or table.get(ref.as_written.lower().rstrip("s"))) and w.act
    ]
    acts_ = [
        a for a in acts_ if a in ("Shelling/artillery/missile attack", "Air/drone strike", "Protest with intervention")
    ]
    if acts_:
        return acts_[0]
    sentence = doc.tokens[trigger.head].sentence
    for n in range(sentence, max(sentence - 6, -1), -1):
        s = doc.sentences[n]
        for m in doc.mentions_in(s.first, s.last, "weapon"):
            if m.entity in ("Shelling/artillery/missile attack", "Air/drone strike"):
                return m.entity
    return None


def casualty_act(doc: Doc, found: FoundToll) -> Act:
    """The act that casualties told alone come from: by the weapon in the clause, else the violent act spoken of last,
    else the first one of the report (its headline or lead).
    """
    for m in doc.mentions_in(found.first, found.last, "weapon"):
        if m.entity:
            return Act("casualties", m.entity, None)
    violent = [
        t for t in find_triggers(doc) if t.act.family in ("strikes", "explosions", "attacks", "clashes", "protests")
    ]
    before = [
        t
        for t in violent
        if t.head < found.word
        and doc.sentences[doc.tokens[t.head].sentence].paragraph
        >= doc.sentences[doc.tokens[found.word].sentence].paragraph - 1
    ]
    after = [t for t in violent if t.head >= found.word]
    nearest = before[-1] if before else violent[0] if violent else after[0] if after else None
    if nearest is None:
        return Act("casualties", "Armed clash", None)
    act = nearest.act
    if act.by_weapon:
        act = Act(act.family, _by_weapon(doc, nearest, ()) or act.sub_event_type, None)
    return act

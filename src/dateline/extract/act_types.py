"""Which ACLED sub-event type an act is, where the word alone does not say."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from dateline.extract.clauses import governing, objects
from dateline.extract.plain_words import seen_sector
from dateline.extract.tolls import FoundToll
from dateline.extract.triggers import Trigger, find_triggers
from dateline.model.assertion import ActorRef, PlaceRef, WeaponRef
from dateline.model.document import Doc
from dateline.reference.acts import Act
from dateline.reference.weapons import weapons

_REGAINS = re.compile(r"^(retake|recapture|liberate|free|regain|reclaim|recapture|liberation)$")
_RIOTERS = re.compile(r"\b(protesters|demonstrators|rioters|crowd|mob|marchers|students)\b", re.I)
_FLYING = re.compile(r"\b(air force|aviation|warplanes?|planes?|aircraft|jets?|helicopters?)\b", re.I)
_POLICE = re.compile(r"\b(police|security forces|gendarmes|soldiers|live (rounds|ammunition|fire))\b", re.I)
_PROTEST = re.compile(r"\b(protest|demonstrat|march|rall|crowd)\w*", re.I)


def typed(
    doc: Doc, trigger: Trigger, actors: Sequence[ActorRef], weapons_: Sequence[WeaponRef], places: Sequence[PlaceRef]
) -> Act:
    """The act with its type settled by what is beside the word: the weapon, who does it, and to whom."""
    act, lemma = trigger.act, doc.tokens[trigger.head].lemma
    doer = next((a for a in actors if a.role == "actor1"), None)
    if act.family in ("strikes", "clashes", "attacks", "casualties") and _by_police(doc, doer):
        return Act(act.family, "Excessive force against protesters", act.interaction)
    if (
        act.family in ("strikes", "clashes", "developments", "protests")
        and doer is not None
        and _RIOTERS.search(doer.as_written)
    ):
        return Act(act.family, "Violent demonstration", act.interaction)
    if act.sub_event_type == "Non-state actor overtakes territory" and _only_tried(doc, trigger):
        return Act("clashes", "Armed clash", None)
    if act.by_weapon:
        return Act(act.family, _struck(doc, trigger, actors, weapons_), act.interaction)
    if act.sub_event_type == "Looting/property destruction" and doer is not None and _FLYING.search(doer.as_written):
        return Act(act.family, "Air/drone strike", act.interaction)
    if (
        act.sub_event_type == "Violent demonstration"
        and trigger.form == "verb"
        and doer is not None
        and seen_sector(doc, doer) == "MIL"
    ):
        return Act(act.family, "Looting/property destruction", act.interaction)
    if (
        act.sub_event_type == "Non-state actor overtakes territory"
        and _REGAINS.match(lemma)
        and not (doer and doer.sector == "REB")
    ):
        return Act(act.family, "Government regains territory", act.interaction)
    return act


_REPELLED = frozenset({"repel", "repulse", "beat", "fend", "stop"})


def _only_tried(doc: Doc, trigger: Trigger) -> bool:
    """As in "tried to take Bakhmut": fought over, not taken."""
    if trigger.verb is None:
        return False
    over = governing(doc, doc.tokens[trigger.verb])
    return over.i != trigger.verb and over.lemma in ("try", "attempt", "fail", "seek", "want", "struggle")


def _by_police(doc: Doc, doer: ActorRef | None) -> bool:
    return doer is not None and doer.sector == "COP" and _tells(doc, _PROTEST)


def _tells(doc: Doc, pattern: re.Pattern[str]) -> bool:
    """Whether the report has such words anywhere. Found once a Doc."""
    known: dict[re.Pattern[str], bool] = doc.__dict__.setdefault("tells", {})
    if pattern not in known:
        known[pattern] = pattern.search(doc.report.text) is not None
    return known[pattern]


def _struck(doc: Doc, trigger: Trigger, actors: Sequence[ActorRef], found: Sequence[WeaponRef]) -> str | None:
    """Shelling or air strike by the weapon or the arm of service; an attack without either is a clash where a force is
    attacked or rebels attack.
    """
    if any(_FLYING.search(a.as_written) for a in actors):
        return "Air/drone strike"
    here = _by_weapon(doc, trigger, found, within=0)
    if here is not None:
        return here
    carrier = doc.tokens[trigger.verb].lemma if trigger.verb is not None else ""
    attack = doc.tokens[trigger.head].lemma in ("attack", "open", "fire")
    by_force = any(a.role == "actor1" and seen_sector(doc, a) == "MIL" for a in actors)
    on_force = any(a.role == "actor2" and seen_sector(doc, a) == "MIL" for a in actors)
    if attack and (by_force or on_force or carrier in _REPELLED):
        return "Armed clash"
    return _by_weapon(doc, trigger, (), within=6) or trigger.act.sub_event_type


def _sentence(doc: Doc, token: int) -> str:
    return doc.sentences[doc.tokens[token].sentence].span.exact


_BLASTS = ("Shelling/artillery/missile attack", "Air/drone strike", "Protest with intervention")


def _by_weapon(doc: Doc, trigger: Trigger, found: Sequence[WeaponRef], *, within: int) -> str | None:
    """The sub-event type that the nearest named weapon implies: in the clause, then up to `within` sentences back."""
    table = weapons()
    acts_ = [
        w.act
        for ref in found
        if (w := table.get(ref.name.lower()) or table.get(ref.as_written.lower().rstrip("s"))) and w.act
    ]
    if any(a in _BLASTS for a in acts_):
        return next(a for a in acts_ if a in _BLASTS)
    if "Remote explosive/landmine/IED" in acts_:
        return "Air/drone strike" if _dropped(doc, trigger) else "Remote explosive/landmine/IED"
    sentence = doc.tokens[trigger.head].sentence
    for n in range(sentence, max(sentence - within - 1, -1), -1):
        s = doc.sentences[n]
        for m in doc.mentions_in(s.first, s.last, "weapon"):
            if m.entity in _BLASTS:
                return m.entity
    return None


def _dropped(doc: Doc, trigger: Trigger) -> bool:
    """Whether a bomb came from above ("bombs fell on a depot"), not lay there ("the vehicle hit a mine")."""
    verb = doc.tokens[trigger.head]
    found = [doc.mentions[n] for o in objects(doc, verb) if (n := doc.mention_at.get(o.i)) is not None]
    return verb.lemma in ("fall", "drop", "land", "rain") or (
        verb.lemma == "hit" and all(m.kind != "weapon" for m in found)
    )


_LAID = "Remote explosive/landmine/IED"
_KILLING = ("strikes", "explosions", "attacks", "clashes", "protests")


def _violent(doc: Doc) -> list[Trigger]:
    """The acts of the report that can kill, in text order. Found once a Doc."""
    cached: list[Trigger] | None = doc.__dict__.get("violent")
    if cached is None:
        cached = doc.__dict__["violent"] = [t for t in find_triggers(doc) if t.act.family in _KILLING]
    return cached


def casualty_act(doc: Doc, found: FoundToll) -> Act | None:
    """The act that casualties told alone come from: losses are a battle's; by the weapon in the clause; else the
    violent
    act that the paragraph told last; else the first of the report, which its headline or lead is about. None where the
    report tells of no violence and no force is in the clause: roads, seas and the earth kill, too.
    """
    word = doc.tokens[found.word]
    if word.lemma == "lose":
        return Act("casualties", "Armed clash", None)
    for m in doc.mentions_in(found.first, found.last, "weapon"):
        if m.entity:
            return Act("casualties", m.entity, None)
    violent = _violent(doc)
    n = bisect_left(violent, found.word, key=lambda t: t.head)
    near = n and doc.sentences[doc.tokens[violent[n - 1].head].sentence].paragraph
    here = doc.sentences[word.sentence].paragraph
    nearest = violent[n - 1] if n and near == here else violent[0] if violent else None
    if nearest is None:
        armed = any(doc.mentions_in(found.first, found.last, "force"))
        return Act("casualties", "Armed clash", None) if armed else None
    act = nearest.act
    if act.by_weapon:
        sentence = doc.sentences[doc.tokens[nearest.head].sentence]
        laid = any(m.entity == _LAID for m in doc.mentions_in(sentence.first, sentence.last, "weapon"))
        kind = _by_weapon(doc, nearest, (), within=0) or (_LAID if laid and not _dropped(doc, nearest) else None)
        return Act("casualties", kind or _by_weapon(doc, nearest, (), within=6) or act.sub_event_type, None)
    if act.family == "protests":
        return Act(
            "casualties",
            "Excessive force against protesters" if _tells(doc, _POLICE) else "Violent demonstration",
            None,
        )
    return Act("casualties", act.sub_event_type, None)

"""Which words of a report name an act, and of which type: the learned reader, with the rules' opinion as evidence."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from dateline.extract.act_features import SEEN_KINDS, Seen, seen_type, seen_words
from dateline.extract.clauses import governing
from dateline.extract.context import of_words
from dateline.extract.tolls import toll_at
from dateline.extract.triggers import Trigger, find_triggers
from dateline.model.document import Doc, Token
from dateline.model.vocabulary import TAKING
from dateline.reference.acts import Act, acts, families
from dateline.reference.learned import Array, learned

AT_LEAST = 0.3
"""How likely a word must be the name of an act to be read on; whether it tells of an event is weighed at the end."""


class ReadAct(msgspec.Struct, frozen=True):
    """A word that names an act, with how likely it does, its likeliest types with their chances, the first of them that
    of trigger.act, and the type that the rules give ("": none).
    """

    trigger: Trigger
    seen: Seen
    likely: float
    kinds: tuple[tuple[str, float], ...]
    ruled: str


NEARLY = 6
"""How many of the likeliest types of an act are kept."""


def read_acts(doc: Doc) -> tuple[ReadAct, ...]:
    """The acts of the report in text order. Found once a Doc."""
    cached: tuple[ReadAct, ...] | None = doc.__dict__.get("acts")
    if cached is None:
        seen = seen_words(doc)
        cached = tuple(_typed(doc, _one_word_each(doc, seen, act_chances(doc, seen))))
        doc.__dict__["acts"] = cached
    return cached


def act_chances(doc: Doc, seen: Sequence[Seen]) -> list[float]:
    """How likely each word names an act."""
    answers = learned("acts").answers([s.names for s in seen], of_words(doc, [s.token for s in seen]))
    return [float(p) for p in answers[:, 1]]


def _one_word_each(doc: Doc, seen: list[Seen], likely: list[float]) -> list[tuple[Seen, float]]:
    """The words that name acts, one for each. A verb and the noun that it carries ("launched an attack") name one act
    by two words: either may be the likelier, what speaks for them adds up.
    """
    weight = {s.token: p for s, p in zip(seen, likely, strict=True)}
    for token in list(weight):
        above = doc.tokens[token].head
        if above == token or above not in weight or doc.tokens[token].dep not in _CARRIED:
            continue
        light = doc.tokens[above].lemma in acts().light_verbs | {"be"}
        if light or min(weight[token], weight[above]) < AT_LEAST:
            stronger, weaker = sorted((token, above), key=lambda i: -weight[i])
            weight[stronger] += (1 - weight[stronger]) * weight[weaker]
            weight[weaker] = 0.0
    return [(s, weight[s.token]) for s in seen if weight[s.token] >= AT_LEAST]


_CARRIED = frozenset({"dobj", "attr", "xcomp", "acomp", "oprd", "nsubj", "nsubjpass"})


def _typed(doc: Doc, likely: Sequence[tuple[Seen, float]]) -> list[ReadAct]:
    if not likely:
        return []
    ruled = {t.head: t for t in find_triggers(doc)}
    triggers = [ruled.get(s.token) or unruled(doc, doc.tokens[s.token]) for s, _ in likely]
    reader = learned("types")
    seen = [seen_type(doc, s, t) for (s, _), t in zip(likely, triggers, strict=True)]
    answers = reader.answers(seen, of_words(doc, [s.token for s, _ in likely]))
    chances = in_one_report(
        with_rules(answers, seen, reader.classes), [reader.classes.index(k) for k in sorted(TAKING)]
    )
    found = []
    for (each, p), trigger, row, names in zip(likely, triggers, chances, seen, strict=True):
        kinds = likeliest(row, reader.classes)
        act = act_of(kinds[0][0])
        found.append(ReadAct(msgspec.structs.replace(trigger, act=act), each, p, kinds, ruled_type(names) or ""))
    return found


def likeliest(row: Array, classes: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """The likeliest types of a row of chances, the likeliest first."""
    return tuple((classes[k], float(row[k])) for k in np.argsort(-row, kind="stable")[:NEARLY])


def ruled_type(seen: Sequence[str]) -> str | None:
    """The type that the rules give an act, from its features."""
    return next((x.partition("=")[2] for x in seen if x.startswith(("typed=", "casualty=")) and "|" not in x), None)


RULES_SHARE, REPORT_PULL, FLOOR = 0.25, 0.3, 0.03
"""How much the rules' own type counts beside the reader's chances, how strongly the other acts of the report pull at
the type of each, and the least chance of any type in a report. Set by cross-validation over gold and training
reports."""


def with_rules(answers: Array, seen: Sequence[Sequence[str]], classes: Sequence[str]) -> Array:
    """The chances of each type, with the type that the rules give counted in: (acts, classes)."""
    place = {kind: k for k, kind in enumerate(classes)}
    mixed = answers.copy()
    for n, names in enumerate(seen):
        ruled = ruled_type(names)
        if ruled in place:
            mixed[n] *= 1 - RULES_SHARE
            mixed[n, place[ruled]] += RULES_SHARE
    return mixed


def in_one_report(chances: Array, taking: Sequence[int]) -> Array:
    """The same with the other acts of the report weighed in: reports tell of few kinds of acts. Rows add up to 1.
    taking: the columns of the types that say who takes ground; they pull as one, whoever it is.
    """
    count, width = chances.shape
    if count < 2:
        return chances
    told = chances.copy()
    if taking:
        told[:, taking] = told[:, taking].mean(axis=1, keepdims=True)
    others = (told.sum(axis=0, keepdims=True) - told + FLOOR) / (count - 1 + FLOOR * width)
    pulled = chances * others**REPORT_PULL
    return np.asarray(pulled / pulled.sum(axis=1, keepdims=True), np.float32)


def act_of(kind: str) -> Act:
    """The act of an ACLED sub-event type or a PLOVER type, with the other where one follows from it."""
    kind = _KINDS.get(kind, kind)
    family = families().get(kind, "developments")
    if kind in SEEN_KINDS:
        return Act(family, None, kind)
    return Act(family, kind, _INTERACTIONS.get(kind))


_KINDS = {"RETREAT": "Non-violent transfer of territory"}
"""Troops that leave hand the ground over: PLOVER and ACLED name one act."""
_INTERACTIONS = {
    "Non-violent transfer of territory": "RETREAT",
    "Agreement": "AGREE",
}


def unruled(doc: Doc, token: Token) -> Trigger:
    """A trigger that no rule knows: the word with its particle; a count's own words where it stands for an act."""
    counted = toll_at(doc, token.i)
    particle = doc.child(token.i, "prt")
    last = max(token.i, particle.i if particle else 0) + 1
    if token.pos in ("VERB", "AUX"):
        return Trigger(act=_NONE, head=token.i, first=token.i, last=last, form="verb", verb=token.i)
    over = doc.tokens[token.head]
    verb = (
        over.i if token.dep in ("dobj", "nsubj", "nsubjpass", "attr", "acomp") and over.pos in ("VERB", "AUX") else None
    )
    if counted is not None and verb is None:
        above = next((t for t in doc.ancestors(token.i) if t.pos in ("VERB", "AUX")), None)
        verb = governing(doc, above).i if above is not None else None
    return Trigger(
        act=_NONE, head=token.i, first=token.i, last=token.i + 1, form="toll" if counted else "noun", verb=verb
    )


_NONE = Act("developments", None, None)

"""Whether a statement is a denial: by its cue, or because what it says is that something is not so."""

from __future__ import annotations

import re

from dateline.extract.statement_units import Draft, words
from dateline.model.document import Doc, Token
from dateline.model.vocabulary import Polarity
from dateline.reference.cues import refutations, verb_cues

_OPENS = re.compile(
    r"(?:No|Nobody|None|Neither|Nothing|Not one|Never|no|nobody|none|neither|nothing|not one)\b(?! doubt)"
)
_OPEN_FUTURE = frozenset(
    {"will", "would", "can", "could", "may", "might", "should", "must", "shall", "'ll", "wo", "ca"}
)
_HARM = frozenset({"casualty", "victim", "death", "hurt", "injure", "kill", "wound", "die", "harm", "injury", "damage"})
"""Of these "no" and "nobody" give a count: "Nobody was hurt" denies nothing that anyone has said."""

_LONGEST = 30
"""Words of content beyond which a single word such as "false" no longer tells what the whole says."""


def polarity_of(doc: Doc, draft: Draft) -> Polarity:
    """Denied where the cue denies, or the content says "no ...", "did not ...", "... is false"."""
    if draft.entry is not None and draft.entry.polarity == "denied":
        return "denied"
    content = doc.report.text[draft.start : draft.end].lstrip("\"“”„«‘' ")
    tokens = [t for t in doc.tokens[draft.unit.first : draft.unit.last] if draft.start <= t.start < draft.end]
    counted = any(t.lemma in _HARM for t in tokens)
    if (_OPENS.match(content) and not counted) or any(
        _negated(doc, t, counted) for t in tokens if _tops(doc, t, draft)
    ):
        return "denied"
    short = words(content) <= _LONGEST
    return (
        "denied" if short and any(t.lower in refutations() or t.lemma in refutations() for t in tokens) else "affirmed"
    )


def _tops(doc: Doc, token: Token, draft: Draft) -> bool:
    """Whether the token is the main verb of the content, or joined to it."""
    head = doc.tokens[token.head]
    outside = head.i == token.i or not draft.start <= head.start < draft.end
    return token.pos in {"VERB", "AUX", "NOUN"} and (outside or (token.dep == "ccomp" and head.lemma in verb_cues()))


def _negated(doc: Doc, verb: Token, counted: bool) -> bool:
    """As in "has not fallen", "never aim", "have no boots there", "denies": not what somebody will not or cannot do."""
    below = [doc.tokens[i] for i in doc.children[verb.i]]
    if any(t.dep == "aux" and t.lower in _OPEN_FUTURE for t in below):
        return False
    if any(t.dep == "neg" for t in below):
        return True
    if any(cue.polarity == "denied" for cue in verb_cues().get(verb.lemma, ()) if cue.particle is None):
        return verb.tag in {"VBD", "VBZ", "VBP", "VBN"}
    objects = [t for t in below if t.dep in {"dobj", "attr"}]
    return not counted and any(doc.tokens[i].lower == "no" for t in objects for i in doc.children[t.i])

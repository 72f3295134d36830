"""Whether the clause around a day speaks of what is still to come or of what is past, as its parse shows.

A day without its year or week means the last one in the one case and the next one in the other: "met on Saturday",
"will meet on Saturday", "a vote is scheduled for Saturday".
"""

from __future__ import annotations

from dateline.model.document import Doc, Token

_WILL = frozenset({"will", "shall", "'ll", "’ll"})
_INTENDS = frozenset(
    {
        "be", "plan", "expect", "schedule", "due", "set", "want", "intend", "order", "agree", "agreement", "supposed",
        "likely", "promise", "pledge", "vow", "threaten", "hope", "prepare", "ready", "aim", "poise", "slate",
    }
)  # fmt: skip
"""What an infinitive hangs on that has not come to pass: "agreed to meet", "is likely to end"."""
_PLANNED = frozenset({"schedule", "plan", "expect", "slate", "supposed", "due"})
"""Verbs whose own day is that of what they plan, also in the past tense: "has scheduled talks on Thursday"."""
_FALLS_DUE = frozenset({"payable", "effective", "deadline", "redemption", "upcoming", "forthcoming"})
"""Words whose day is one that is waited for: "the ceasefire, effective 1 May"."""
_PUTS_OFF = frozenset({"extend", "postpone", "delay", "defer", "adjourn", "give", "prolong", "suspend"})
"""With "until" or "to" and a day: the day is still to come."""
_PAST = frozenset({"VBD", "VBN"})
_HOLDERS = frozenset({"VERB", "AUX", "NOUN", "PROPN"})


def looks_ahead(doc: Doc, i: int) -> bool:
    """Whether the words that token `i` hangs on speak of what is still to come: "will meet", "are to meet on Saturday",
    "is payable 2 January", "was put off until Monday", "as early as Tuesday".
    """
    if not 0 <= i < len(doc.tokens) or _told_then(doc, i):
        return False
    if _at_the_earliest(doc, i):
        return True
    below = doc.tokens[i]
    for above in doc.ancestors(i):
        if above.lemma in _FALLS_DUE and below.i > above.i:
            return True
        if above.pos in ("VERB", "AUX"):
            return _verb_looks_ahead(doc, above, below)
        below = above
    return False


def _verb_looks_ahead(doc: Doc, verb: Token, below: Token) -> bool:
    """below: what hangs on the verb and leads to the day."""
    auxiliaries = {doc.tokens[c].lower for c in doc.children[verb.i] if doc.tokens[c].dep in ("aux", "auxpass")}
    if auxiliaries & _WILL:
        return True
    if "to" in auxiliaries:
        return doc.tokens[verb.head].lemma in _INTENDS and not _had(doc, doc.tokens[verb.head])
    if verb.lemma in _PLANNED and not _had(doc, verb):
        return below.i > verb.i
    return verb.lemma in _PUTS_OFF and below.lower in ("until", "till", "to")


def _had(doc: Doc, verb: Token) -> bool:
    """As in "had been due to expire": what was to come then is past now."""
    return any(doc.tokens[c].lower in ("had", "'d", "’d") for i in (verb.i, verb.head) for c in doc.children[i])


def _told_then(doc: Doc, i: int) -> bool:
    """As in "..., the minister said here on Friday": a past verb right before the day, whatever it hangs on."""
    before = next((t for t in reversed(doc.tokens[max(i - 3, 0) : i]) if t.pos not in ("ADP", "ADV", "DET")), None)
    return before is not None and before.tag == "VBD" and before.lemma not in _PLANNED | _PUTS_OFF


def _at_the_earliest(doc: Doc, i: int) -> bool:
    """As in "as early as Tuesday", "as soon as Friday"."""
    before = [t.lower for t in doc.tokens[max(i - 3, 0) : i]]
    return len(before) == 3 and before[0] == before[2] == "as" and before[1] in ("early", "soon")


def looks_back(doc: Doc, i: int) -> bool:
    """Whether the words that token `i` hangs on tell what has happened: a past tense, or a noun, as in "the strike on
    24 January", and nothing that looks ahead.
    """
    if not 0 <= i < len(doc.tokens):
        return False
    over = next((t for t in doc.ancestors(i) if t.pos in _HOLDERS and t.label not in ("DATE", "TIME")), None)
    told = over is None or over.tag in _PAST or over.pos in ("NOUN", "PROPN")
    return told and not looks_ahead(doc, i)

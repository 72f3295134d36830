"""Whether it happened, will happen or is denied."""

from __future__ import annotations

import re

from dateline.extract.clauses import governing
from dateline.model.document import Doc, Token
from dateline.model.vocabulary import Polarity, Status
from dateline.reference.stance import stance_words


def status_of(doc: Doc, verb: Token | None, noun: Token | None = None) -> Status:
    """noun: the act where the verb only carries it ("was preparing a strike"). planned: will, is to, plans to.
    hypothetical: if, could, would, may (of things not yet so). Else actual.
    """
    if verb is None:
        return "actual"
    words = stance_words()
    chain = [verb, governing(doc, verb)]
    for each in chain:
        for c in doc.children[each.i]:
            child = doc.tokens[c]
            if (
                child.dep in ("aux", "auxpass")
                and child.lower in words.planned_auxiliaries
                and not doc.child(each.i, "neg")
            ):
                perfect = any(doc.tokens[k].lower in ("have", "'ve") for k in doc.children[each.i])
                return (
                    "planned"
                    if child.lower in ("will", "shall", "'ll", "’ll")
                    else "actual"
                    if perfect
                    else "hypothetical"
                )
            if child.dep == "mark" and child.lower in ("if", "unless"):
                return "hypothetical"
        if each.lemma in words.planning_verbs and (each.i != verb.i or noun is not None):
            return "planned"
    if any(doc.tokens[c].dep == "aux" and doc.tokens[c].lower == "to" for c in doc.children[verb.i]):
        above = doc.tokens[verb.head]
        if above.lemma == "be" or above.lemma in words.planning_verbs or verb.dep in ("acl", "advcl", "relcl"):
            return "planned"
    return "actual"


def polarity_of(doc: Doc, verb: Token | None, noun: Token | None) -> Polarity:
    """denied: a negated verb, "no" before the noun, or a verb of denial right above."""
    words = stance_words()
    for token in (verb, governing(doc, verb) if verb else None):
        if token is None:
            continue
        if doc.child(token.i, "neg") or _none_did(doc, token):
            return "denied"
        above = doc.tokens[token.head]
        if above.lemma in words.denying_verbs and token.dep in ("ccomp", "xcomp", "pcomp", "dobj"):
            return "denied"
        if above.dep == "prep" and doc.tokens[above.head].lemma in words.denying_verbs:
            return "denied"
    if noun is not None:
        above = doc.tokens[noun.head]
        if any(doc.tokens[c].lower == "no" for c in doc.children[noun.i]) or (
            above.lemma in words.denying_verbs and noun.dep == "dobj"
        ):
            return "denied"
    return "affirmed"


_NONE = re.compile(r"^(no|none|nobody|no-one|neither|not (?:a|one|a single)\b.*)$", re.I)


def _none_did(doc: Doc, verb: Token) -> bool:
    """As in "No Russian plane carried out strikes", "none of its soldiers crossed": the subject is nobody."""
    who = doc.child(verb.i, "nsubj", "nsubjpass")
    if who is None:
        return False
    below = [who, *(doc.tokens[c] for c in doc.children[who.i] if doc.tokens[c].dep in ("det", "neg", "predet"))]
    return any(_NONE.match(t.lower) for t in below)

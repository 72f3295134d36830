"""What a reporting verb reports after itself: behind a colon, in the next quotation, in a clause of its own."""

from __future__ import annotations

from dateline.extract.statement_group import Group
from dateline.extract.statement_stretches import (
    FINITE,
    WISHES,
    Stretch,
    cut,
    has_clause,
    quote_starting,
    unit_end,
)
from dateline.extract.statement_units import Unit, quotes_in, token_from
from dateline.model.document import Doc, Quote, Token
from dateline.reference.cues import Cue, noun_cues, verb_cues

_TAKES_THINGS = frozenset({"maintain", "declare", "charge", "hold", "add", "post", "signal", "warrant", "venture"})
"""Verbs that do something to a thing as often as they say something: "maintains a lead", "declared war"."""


def right_of(doc: Doc, unit: Unit, group: Group, cue: Cue) -> Stretch | None:
    """What is said after the verb: behind a colon, in the next quotation, in a clause of the verb's own."""
    end = unit_end(doc, unit)
    at = group.right
    if as_told(doc, unit, group) and group.left - 1 <= token_from(doc, unit.start) and at + 1 < end:
        return (at + 1, cut(doc, at + 1, end))
    if at < end and doc.tokens[at].text == ":" and at + 1 < end:
        quote = quote_starting(doc, at + 1, at + 2)
        return (at + 1, max(quote.last, at + 2)) if quote else (at + 1, end)
    quote = quote_starting(doc, at, min(at + 3, end))
    clause = own_clause(doc, unit, group)
    if quote is not None and clause is not None and _title(doc, quote) and clause[0] >= quote.last:
        return clause
    if quote is not None and clause is None and "object" in cue.frames and _part_of_object(doc, group, quote):
        return None
    if quote is not None and (clause is None or quote.first <= clause[0]):
        last = max(quote.last, clause[1] if clause else 0)
        return (quote.first, cut(doc, quote.first, min(last, unit.last)))
    if clause is not None:
        return clause
    for token in doc.tokens[at : min(at + 10, end)]:
        if token.lower == "that" and token.pos in {"SCONJ", "PRON", "DET"}:
            return (token.i + 1, cut(doc, token.i + 1, end)) if token.i + 1 < end else None
        if token.pos in {"PUNCT", "VERB", "AUX"} or token.lemma in noun_cues():
            break
    return _plain_rest(doc, unit, group, cue, end)


def as_told(doc: Doc, unit: Unit, group: Group) -> bool:
    """As in "The bridge is down, as Reuters reported": "as", a source, a verb, and then a comma or full stop."""
    opener = doc.tokens[group.left - 1] if group.left > unit.first else None
    ends = group.right >= unit_end(doc, unit) or doc.tokens[group.right].text == ","
    return opener is not None and opener.lower == "as" and opener.pos in {"SCONJ", "ADP"} and ends


def _part_of_object(doc: Doc, group: Group, quote: Quote) -> bool:
    """As in "laments a “throwaway culture” in which the poor suffer": the marks stand within a noun phrase."""
    noun = doc.child(group.verb.i, "dobj")
    if noun is None or noun.i < group.verb.i or any(t.tag in FINITE for t in doc.tokens[quote.first : quote.last]):
        return False
    below = [i for i in doc.subtree(noun.i) if i > group.verb.i]
    return quote.first <= noun.i < quote.last and below[0] < quote.first


def _title(doc: Doc, quote: Quote) -> bool:
    """As in "told ABC's “Good Morning America” that X": the marks hold a name, not words that were said."""
    inside = [t for t in doc.tokens[quote.first : quote.last] if t.text[0].isalnum()]
    small = {"the", "of", "and", "a", "in", "on", "with", "for", "to", "at"}
    named = all(t.text[0].isupper() or t.lower in small for t in inside)
    return 0 < len(inside) < 7 and named and not any(t.tag in FINITE for t in inside)


def _plain_rest(doc: Doc, unit: Unit, group: Group, cue: Cue, end: int) -> Stretch | None:
    """As in "have said cutting output must be the aim": a clause right after the verb that the parser did not see."""
    at = group.right
    if at != group.verb.i + 1 or group.inverted or at >= end or "clause" not in cue.frames:
        return None
    if (cue.frames & {"object"} or cue.lemma in _TAKES_THINGS) and doc.child(group.verb.i, "dobj") is not None:
        return None
    opener = doc.tokens[at]
    if opener.pos in {"PUNCT", "ADP", "SCONJ", "CCONJ", "ADV", "PART"}:
        return None
    last = cut(doc, at, min(max(doc.subtree(group.verb.i)) + 1, end))
    return (at, last) if has_clause(doc, at + 1, last) else None


def own_clause(doc: Doc, unit: Unit, group: Group) -> Stretch | None:
    """The clause that the parser hangs on the verb, with its quotation marks, up to the next report; or None."""
    for i in doc.children[group.verb.i]:
        if i <= group.verb.i or doc.tokens[i].dep != "ccomp" or i < group.right - 1:
            continue
        below = [t for t in doc.subtree(i) if t > group.verb.i]
        first, last = max(below[0], group.right), min(below[-1] + 1, unit.last)
        before = quote_starting(doc, first - 1, first)
        inside = [q for q in quotes_in(doc, first, last) if first <= q.first]
        last = max([last, *(q.last for q in inside)])
        first = before.first if before else _after_day(doc, first, i)
        if first < last:
            return first, cut(doc, first, _past_colon(doc, unit, _joined(doc, unit, last)))
    return None


def _joined(doc: Doc, unit: Unit, last: int) -> int:
    """As in "said he had had offers, but “they were an insult”": what is quoted after "but" is theirs, and what they
    want or think.
    """
    end = unit_end(doc, unit)
    opener = next((t for t in doc.tokens[last : min(last + 2, end)] if t.lower in {"and", "but", "or"}), None)
    if opener is not None and opener.i + 1 < end and _of_their_mind(doc, doc.tokens[opener.i + 1]):
        return end
    if opener is None or not any(q.first > opener.i for q in quotes_in(doc, opener.i, end)):
        return last
    quoted = {i for q in quotes_in(doc, opener.i, end) for i in range(q.first, q.last)}
    said = any(t.lemma in verb_cues() and t.pos == "VERB" and t.i not in quoted for t in doc.tokens[opener.i : end])
    return last if said else end


def _of_their_mind(doc: Doc, verb: Token) -> bool:
    """Whether right after "and" somebody without a new subject wants or thinks, or "that" opens what they say, too."""
    own = doc.child(verb.i, "nsubj", "nsubjpass")
    wished = verb.lemma in WISHES and verb.tag in FINITE and own is None
    return wished or (verb.lower == "that" and verb.dep == "mark")


def _past_colon(doc: Doc, unit: Unit, last: int) -> int:
    """As in "say they cannot get through: gunmen take their cars": what a colon explains belongs to it."""
    end = unit_end(doc, unit)
    colon = last < end and doc.tokens[last].text == ":" and last + 1 < end
    return end if colon and has_clause(doc, last + 1, end) else last


def _after_day(doc: Doc, first: int, verb: int) -> int:
    """As in "said on Tuesday it could not tell": the day is that of the saying if the subject comes after it."""
    at = first
    if doc.tokens[at].lower in {"on", "late", "early"}:
        at += 1
    while at < verb and doc.tokens[at].label in {"DATE", "TIME"}:
        at += 1
    opens = (
        at > first
        and at < verb
        and doc.tokens[at].text != ","
        and doc.tokens[at].pos in {"PRON", "DET", "PROPN", "NOUN"}
    )
    return at if opens else first

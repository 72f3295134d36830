"""Which reader reads which frame of the cue lexicon, and the statements that one verb reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dateline.extract.statement_clauses import read_clause, read_mental, read_quoted
from dateline.extract.statement_complements import (
    particle_at,
    read_addressee,
    read_charge,
    read_finding,
    read_gerund,
    read_infinitive,
    read_label,
    read_named,
    read_object,
)
from dateline.extract.statement_group import Group, opens_content, read_group
from dateline.extract.statement_speaker import plausible
from dateline.extract.statement_stretches import quote_ending
from dateline.extract.statement_units import Draft, Unit
from dateline.model.document import Doc, Token
from dateline.reference.cues import Cue, Frame, noun_cues, unsaying, verb_cues

_Reader = Callable[[Doc, Unit, Group, Cue, int], list[Draft]]
_READERS: dict[Frame, _Reader] = {
    "charge": read_charge,
    "addressee": read_addressee,
    "label": read_label,
    "named": read_named,
    "infinitive": read_infinitive,
    "gerund": read_gerund,
    "clause": read_clause,
    "mental": read_mental,
    "quoted": read_quoted,
    "object": read_object,
    "finding": read_finding,
}
"""In the order in which they are tried: the narrower frames first."""


def read_verb(doc: Doc, unit: Unit, verb: Token, floor: int, before: Sequence[Draft]) -> Iterator[Draft]:
    """The statements that a verb reports; none if it is no cue, has no source, or nothing is said.

    floor: the token where the content of what was read before in this unit ends. before: what was read in it.
    """
    listed = verb_cues().get(verb.lemma) or _unlisted(doc, unit, verb)
    if not listed or not (verb.pos in {"VERB", "AUX"} or _mistaken_for_noun(doc, unit, verb)):
        return
    heir = _heir(doc, verb, before)
    entries = [c for c in listed if not c.particle or particle_at(doc, verb, c.particle) is not None]
    for closer in (True, False):  # "called for" before "called"
        for frame, reader in _READERS.items():
            for cue in entries:
                if bool(cue.particle) != closer or frame not in cue.frames:
                    continue
                group = read_group(doc, unit, verb, cue, heir)
                found = reader(doc, unit, group, cue, floor) if group is not None else []
                if found:
                    yield from found
                    return


def _unlisted(doc: Doc, unit: Unit, verb: Token) -> tuple[Cue, ...]:
    """What a verb that the lexicon lacks may report: a that-clause, or a quotation with a comma beside it."""
    if verb.pos != "VERB" or verb.lemma in unsaying():
        return ()
    clause = doc.child(verb.i, "ccomp")
    if clause is not None and verb.i + 1 < unit.last and opens_content(doc.tokens[verb.i + 1]):
        return (Cue(lemma=verb.lemma, frames=frozenset({"mental"})),)
    if verb.tag in {"VBD", "VBZ"} and _beside_quote(doc, unit, verb):
        return (Cue(lemma=verb.lemma, frames=frozenset({"quoted"})),)
    return ()


def _beside_quote(doc: Doc, unit: Unit, verb: Token) -> bool:
    """As in "“We are lost,” he fumed": a quotation ends with a comma right before the verb and its short subject."""
    for token in reversed(doc.tokens[max(unit.first, verb.i - 7) : verb.i]):
        quote = quote_ending(doc, token.i + 1)
        if quote is not None:
            inside, behind = doc.tokens[quote.last - 2], doc.tokens[min(quote.last, verb.i)]
            return inside.text[-1] in ",?!" or behind.text == ","
        if token.pos in {"VERB", "AUX", "ADP", "SCONJ", "CCONJ"}:
            return False
    return False


def _mistaken_for_noun(doc: Doc, unit: Unit, verb: Token) -> bool:
    """As in "..., the document states.": a noun for the parser, a cue by the comma before and the end after it."""
    if verb.pos != "NOUN":
        return False
    if verb.dep == "ROOT" and doc.child(verb.i, "nsubj") is not None:
        return True
    that = doc.tokens[verb.i + 1] if verb.i + 1 < unit.last else verb
    if verb.tag == "NNS" and opens_content(that) and verb.lemma not in noun_cues() and verb.i > unit.first:
        return doc.tokens[verb.i - 1].text[0].isupper() and plausible(doc, verb.i - 1)  # "Kigali counters that X"
    ends = (
        verb.i + 1 >= unit.last
        or doc.tokens[verb.i + 1].pos in {"PUNCT", "ADP"}
        or doc.tokens[verb.i + 1].lower == "this"
    )
    first = verb.i
    while first > unit.first and doc.tokens[first - 1].text[-1].isalnum() and verb.i - first < 8:
        first -= 1
    told = first > unit.first + 2 and doc.tokens[first - 1].pos == "PUNCT"
    return verb.tag == "NNS" and ends and told and verb.i > first and plausible(doc, verb.i - 1)


def _heir(doc: Doc, verb: Token, before: Sequence[Draft]) -> int | None:
    """The source of the report that ends right before "and" or "but" and a verb without a subject of its own."""
    opener = doc.tokens[verb.i - 1] if verb.i else verb
    if opener.lower not in {"and", "but"} or doc.child(verb.i, "nsubj", "nsubjpass") is not None:
        return None
    for draft in reversed(before):
        gap = doc.report.text[draft.end : opener.start]
        if draft.cue[0] < verb.i and opener.start >= draft.end and not gap.strip(" ,"):
            return draft.speaker
    return None

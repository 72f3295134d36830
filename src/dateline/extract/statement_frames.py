"""Which reader reads which frame of the cue lexicon, and the statements that one verb reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dateline.extract.statement_clauses import read_clause, read_mental, read_quoted
from dateline.extract.statement_complements import (
    particle_at,
    read_addressee,
    read_charge,
    read_gerund,
    read_infinitive,
    read_label,
    read_named,
    read_object,
)
from dateline.extract.statement_group import Group, plausible, read_group
from dateline.extract.statement_units import Draft, Unit
from dateline.model.document import Doc, Token
from dateline.reference.cues import Cue, Frame, verb_cues

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
}
"""In the order in which they are tried: the narrower frames first."""


def read_verb(doc: Doc, unit: Unit, verb: Token, floor: int, before: Sequence[Draft]) -> Iterator[Draft]:
    """The statements that a verb reports; none if it is no cue, has no source, or nothing is said.

    floor: the token where the content of what was read before in this unit ends. before: what was read in it.
    """
    if verb.lemma not in verb_cues() or not (verb.pos in {"VERB", "AUX"} or _mistaken_for_noun(doc, unit, verb)):
        return
    heir = _heir(doc, verb, before)
    for cue in verb_cues().get(verb.lemma, ()):  # those with a particle come first
        if cue.particle and particle_at(doc, verb, cue.particle) is None:
            continue
        group = read_group(doc, unit, verb, cue, heir)
        if group is None:
            continue
        for frame, reader in _READERS.items():
            found = reader(doc, unit, group, cue, floor) if frame in cue.frames else []
            if found:
                yield from found
                return


def _mistaken_for_noun(doc: Doc, unit: Unit, verb: Token) -> bool:
    """As in "..., the document states.": a noun for the parser, a cue by the comma before and the end after it."""
    if verb.pos != "NOUN":
        return False
    if verb.dep == "ROOT" and doc.child(verb.i, "nsubj") is not None:
        return True
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

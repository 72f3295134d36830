"""Which reader reads which frame of the cue lexicon, and the statements that one verb reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator

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
from dateline.extract.statement_group import Group, read_group
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


def read_verb(doc: Doc, unit: Unit, verb: Token, floor: int) -> Iterator[Draft]:
    """The statements that a verb reports; none if it is no cue, has no source, or nothing is said.

    floor: the token where the content of what was read before in this unit ends.
    """
    as_noun = verb.pos == "NOUN" and verb.dep == "ROOT" and doc.child(verb.i, "nsubj") is not None
    if not (verb.pos in {"VERB", "AUX"} or as_noun):
        return
    for cue in verb_cues().get(verb.lemma, ()):  # those with a particle come first
        if cue.particle and particle_at(doc, verb, cue.particle) is None:
            continue
        group = read_group(doc, unit, verb, cue)
        if group is None:
            continue
        for frame, reader in _READERS.items():
            found = reader(doc, unit, group, cue, floor) if frame in cue.frames else []
            if found:
                yield from found
                return

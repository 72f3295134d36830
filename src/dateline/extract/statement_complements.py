"""What is reported in less than a clause: "denies a role", "urged both to talk", "accused A of B", "called B a lie"."""

from __future__ import annotations

from dateline.extract.statement_clauses import FINITE, Stretch, cut, has_clause, make_draft
from dateline.extract.statement_group import Group, noun_phrase
from dateline.extract.statement_units import Draft, Unit
from dateline.model.document import Doc, Token
from dateline.reference.cues import Cue

_FAR = frozenset({"of", "about", "for"})
_NOBODY = frozenset({"nobody", "nothing", "none", "no-one"})


def particle_at(doc: Doc, verb: Token, particle: str) -> int | None:
    """The token of a particle: right after the verb; "of", "about", "for" a few words on too ("spoke on Sunday of")."""
    first = particle.split()[0]
    for token in doc.tokens[verb.i + 1 : verb.i + (7 if first in _FAR else 3)]:
        if token.lower == first:
            return token.i
        if token.pos in {"PUNCT", "VERB", "AUX", "SCONJ"}:
            return None
    return None


def after(doc: Doc, verb: int, *deps: str) -> Token | None:
    """The first dependent to the right of a verb with one of these labels."""
    return next((doc.tokens[i] for i in doc.children[verb] if i > verb and doc.tokens[i].dep in deps), None)


def _one(draft: Draft | None) -> list[Draft]:
    return [draft] if draft else []


def read_object(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    """Frame object: the noun phrase that is claimed, denied, promised; not a bare figure, not a day."""
    verb = group.verb.i
    found = _particle_object(doc, group.verb, cue.particle) if cue.particle else after(doc, verb, "dobj")
    if found is None or found.label in {"DATE", "TIME"} or found.lower in _NOBODY:
        return []
    if found.pos == "PRON" and not doc.children[found.i]:
        return _whole(doc, unit, group, cue) if cue.polarity == "denied" else []
    below = [i for i in doc.subtree(found.i) if verb < i < unit.last]
    content = (below[0], cut(doc, below[0], _with_prepositions(doc, unit, verb, below[-1] + 1)))
    short_name = found.label == "PERSON" and content[1] - content[0] < 3
    offered = (
        cue.interaction in {"AGREE", "REQUEST"} or doc.tokens[content[0]].text in {"$", "€", "£"} or found.tag == "$"
    )
    if short_name or (_counted(doc, found, content) and not offered):
        return []
    return _one(make_draft(doc, unit, group, cue, content, 2))


def _particle_object(doc: Doc, verb: Token, particle: str) -> Token | None:
    at = particle_at(doc, verb, particle)
    if at is None:
        return None
    last = at + len(particle.split()) - 1
    return doc.child(last, "pobj", "pcomp") or doc.child(at, "pobj", "pcomp") or after(doc, verb.i, "dobj")


def _with_prepositions(doc: Doc, unit: Unit, verb: int, last: int) -> int:
    """The end of a noun phrase with the "in", "for" and "to" phrases that the parser gave to the verb instead."""
    while last < unit.last and doc.tokens[last].pos in {"ADP", "PART"} and doc.tokens[last].head == verb:
        last = min(max(doc.subtree(last)) + 1, unit.last)
    return last


def _whole(doc: Doc, unit: Unit, group: Group, cue: Cue) -> list[Draft]:
    """As in "which the military denied at the time": the denial itself is all that there is to quote."""
    below = [i for i in doc.subtree(group.verb.i) if group.left <= i < unit.last]
    first = group.left
    if first > unit.first and doc.tokens[first - 1].lower == "which":
        first -= 1
    return _one(make_draft(doc, unit, group, cue, (first, cut(doc, first, below[-1] + 1)), 2))


def _counted(doc: Doc, noun: Token, content: Stretch) -> bool:
    """A bare figure ("spoke of 58") is a toll with a source, not a statement of its own."""
    if noun.pos == "NUM" or any(doc.tokens[i].pos == "NUM" for i in doc.children[noun.i]):
        return not has_clause(doc, *content)
    return False


def read_infinitive(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    """Frame infinitive: "promised to answer"."""
    verb = after(doc, group.verb.i, "xcomp", "ccomp")
    if verb is None or doc.tokens[doc.subtree(verb.i)[0]].lower not in {"to", "not"}:
        return []
    below = doc.subtree(verb.i)
    return _one(make_draft(doc, unit, group, cue, (below[0], cut(doc, below[0], below[-1] + 1)), 2))


def read_gerund(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    """Frame gerund: "denied having said so"."""
    verb = after(doc, group.verb.i, "xcomp", "ccomp", "dobj")
    if verb is None or not any(t.tag == "VBG" for t in doc.tokens[group.verb.i + 1 : verb.i + 1]):
        return []
    below = [i for i in doc.subtree(verb.i) if i > group.verb.i]
    return _one(make_draft(doc, unit, group, cue, (below[0], cut(doc, below[0], below[-1] + 1)), 2))


def read_addressee(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    """Frame addressee: "urged both sides to stop", from the one addressed to the end of the infinitive."""
    start = group.verb.i + 1 + (len(cue.particle.split()) if cue.particle else 0)
    for i in range(start, min(start + 14, unit.last - 1)):
        token, following = doc.tokens[i], doc.tokens[i + 1 : i + 3]
        infinitive = next((t for t in following if t.tag == "VB"), None)
        if token.lower == "to" and i > start and (infinitive is not None or (cue.particle and following)):
            top = infinitive.i if infinitive is not None else i
            end = max(t for t in doc.subtree(top) if t < unit.last) + 1
            return _one(make_draft(doc, unit, group, cue, (start, cut(doc, start, end)), 2))
        if token.tag in FINITE or token.text in {";", ":"} or token.lower in {"that", "whether", "about"}:
            return []
    return []


def read_charge(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    """Frame charge: "accused it of firing", from the one charged to the end of the charge."""
    verb = group.verb.i
    blamed = after(doc, verb, "dobj", "ccomp")
    if blamed is None or blamed.lower in _NOBODY:
        return []
    first = max(noun_phrase(doc, blamed.i, unit)[0], verb + 1)
    charges = [i for i in doc.children[verb] if i > blamed.i and doc.tokens[i].lower in {"of", "for", "over", "on"}]
    below = [i for i in doc.subtree(verb) if blamed.i <= i < unit.last]
    if not charges and cue.lemma != "blame" and not any(doc.tokens[i].lower in {"of", "for"} for i in below):
        return []
    end = max([max(doc.subtree(blamed.i)) + 1, *(max(doc.subtree(i)) + 1 for i in charges)])
    return _one(make_draft(doc, unit, group, cue, (first, cut(doc, first, min(end, unit.last))), 2))


def read_label(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    """Frame label: "called it a lie", thing and label together."""
    verb = group.verb.i
    if "what" in {doc.tokens[i].lower for i in (*doc.children[verb], max(group.left - 1, 0)) if i < verb}:
        return []  # "what he calls a “clean-up”" is the reporter's
    parts = [
        i for i in doc.children[verb] if i > verb and doc.tokens[i].dep in {"oprd", "ccomp", "acomp", "dobj", "attr"}
    ]
    if not parts:
        return []
    below = [i for i in doc.subtree(verb) if verb < i < unit.last]
    if len(parts) < 2 and doc.tokens[parts[0]].dep == "dobj" and not _two(doc, verb, below):
        return []
    end = max(max(doc.subtree(i)) + 1 for i in parts)
    if end - verb < 3:
        end = below[-1] + 1
    return _one(make_draft(doc, unit, group, cue, (verb + 1, cut(doc, verb + 1, min(end, unit.last))), 2))


def _two(doc: Doc, verb: int, below: list[int]) -> bool:
    """Whether a pronoun or noun after the verb is followed by a second noun phrase ("calls it “a plot”")."""
    first = doc.tokens[verb + 1]
    second = doc.tokens[verb + 2] if verb + 2 <= below[-1] else None
    opens = second is not None and second.pos in {"DET", "ADJ", "NOUN", "PUNCT", "PROPN"}
    return opens and first.pos == "PRON" and first.tag != "PRP$"


def read_named(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    """Frame named: "dismissed the report as fiction"."""
    verb = group.verb.i
    below = [i for i in doc.subtree(verb) if verb < i < unit.last]
    at = next((i for i in below[:14] if doc.tokens[i].lower == "as" and doc.tokens[i].pos in {"ADP", "SCONJ"}), None)
    if at is None or any(doc.tokens[i].tag in FINITE for i in below if i < at):
        return []
    return _one(make_draft(doc, unit, group, cue, (verb + 1, cut(doc, verb + 1, below[-1] + 1)), 2))

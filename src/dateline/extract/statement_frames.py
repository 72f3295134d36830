"""What a reporting verb reports, read by the frames of the lexicon.

Where quotation marks, colons or commas show how a sentence is built they are trusted over the parse: the parser is
often wrong around quotations and inserted "he said".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dateline.extract.statement_group import Group, noun_phrase, plausible, read_group
from dateline.extract.statement_units import Draft, Unit, words
from dateline.model.document import Doc, Quote, Token
from dateline.reference.cues import Cue, verb_cues
from dateline.reference.cues import Frame

Stretch = tuple[int, int]
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_STOPS = frozenset({"who", "which", "where", "when", "after", "before", "while", "as", "following", "during", "hours"})


def read_verb(doc: Doc, unit: Unit, verb: Token, floor: int) -> Iterator[Draft]:
    """The statements that a verb reports; none if it is no cue, has no source, or nothing is said.

    floor: the token where the content of what was read before in this unit ends.
    """
    entries = [c for c in verb_cues().get(verb.lemma, ()) if _has_particle(doc, verb, c)]
    as_noun = verb.pos == "NOUN" and verb.dep == "ROOT" and doc.child(verb.i, "nsubj") is not None
    if not entries or not (verb.pos in {"VERB", "AUX"} or as_noun):
        return
    particled = [c for c in entries if c.particle]
    for cue in particled or entries:
        group = read_group(doc, unit, verb, cue)
        if group is None:
            continue
        for frame, read in _READERS.items():
            found = read(doc, unit, group, cue, floor) if frame in cue.frames else []
            for draft in found:
                yield draft
            if found:
                return


def _has_particle(doc: Doc, verb: Token, cue: Cue) -> bool:
    if cue.particle is None:
        return True
    return _particle(doc, verb, cue.particle) is not None


def _particle(doc: Doc, verb: Token, particle: str) -> int | None:
    """The token of the particle: right after the verb, or for "of", "about" and "for" a few words on ("spoke on Sunday of")."""
    first = particle.split()[0]
    for token in doc.tokens[verb.i + 1 : verb.i + (7 if first in {"of", "about", "for"} else 3)]:
        if token.lower == first:
            return token.i
        if token.pos in {"PUNCT", "VERB", "AUX", "SCONJ"}:
            return None
    return None


def _draft(doc: Doc, unit: Unit, group: Group, cue: Cue, content: Stretch, rank: int) -> Draft | None:
    first, last = content
    while first < last and (
        doc.tokens[first].text in {",", ":", ";"}
        or doc.tokens[first].lower == "that"
        and doc.tokens[first].dep == "mark"
    ):
        first += 1
    while last > first and doc.tokens[last - 1].text in {",", ".", ":", ";", "-", "–", "—", "and"}:
        last -= 1
    if last <= first:
        return None
    start = max(doc.tokens[first].start, unit.start)
    return Draft(
        unit=unit,
        start=start,
        end=doc.tokens[last - 1].end,
        cue=(group.verb.i, group.verb.i + 1 + bool(cue.particle)),
        near=(group.left, group.right),
        speaker=group.speaker,
        entry=cue,
        rank=rank,
    )


# ---------------------------------------------------------------- clauses and quotations


def _clause(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    right = _right(doc, unit, group)
    left = None if right and not _inserted(doc, unit, group) else _left(doc, unit, group, floor)
    found: list[Draft | None] = []
    if left is not None:
        after = right if right and doc.tokens[group.right].text == ":" else _continued(doc, unit, group, left)
        whole = (left[0], after[1]) if after and _one(doc, left, after) else left
        found.append(_draft(doc, unit, group, cue, whole, 0))
        if after and whole == left:
            found.append(_draft(doc, unit, group, cue, after, 1))
    elif right is not None:
        found.append(_draft(doc, unit, group, cue, right, 0))
    return [draft for draft in found if draft]


def _mental(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    assert group.speaker is not None
    return _clause(doc, unit, group, cue, floor) if plausible(doc, group.speaker) else []


def _quoted(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    return [d for d in _clause(doc, unit, group, cue, floor) if any(_at(q, d) for q in doc.quotes if q.depth == 1)]


def _at(quote: Quote, draft: Draft) -> bool:
    return quote.span.start < draft.end and draft.start < quote.span.end


def _inserted(doc: Doc, unit: Unit, group: Group) -> bool:
    """Whether cue and source stand after a comma or closing mark that ends a clause or quotation: "X, he said: Y"."""
    if group.left <= unit.first:
        return False
    before = doc.tokens[group.left - 1]
    closing = _quote_ending(doc, group.left) is not None
    return closing or (before.text == "," and group.inverted)


def _right(doc: Doc, unit: Unit, group: Group) -> Stretch | None:
    """What is said after the verb: behind a colon, in the next quotation, in a clause of the verb's own."""
    end = _unit_end(doc, unit)
    at = group.right
    if at < end and doc.tokens[at].text == ":" and at + 1 < end:
        return _upto_quote(doc, at + 1, end)
    quote = _quote_starting(doc, at, min(at + 3, end))
    clause = _own_clause(doc, unit, group)
    if quote is not None and (clause is None or quote.first <= clause[0]):
        last = max(quote.last, clause[1] if clause else 0)
        return (quote.first, _cut(doc, quote.first, min(last, end), group))
    if clause is not None:
        return clause
    if at < end and doc.tokens[at].lower == "that" and doc.tokens[at].pos in {"SCONJ", "PRON", "DET"}:
        return (at + 1, _cut(doc, at + 1, end, group))
    return None


def _own_clause(doc: Doc, unit: Unit, group: Group) -> Stretch | None:
    for i in doc.children[group.verb.i]:
        token = doc.tokens[i]
        if i > group.verb.i and token.dep == "ccomp" and i >= group.right - 1:
            below = [t for t in doc.subtree(i) if t > group.verb.i]
            first, last = max(below[0], group.right), min(below[-1] + 1, unit.last)
            before = _quote_starting(doc, first - 1, first)
            inside = [q for q in doc.quotes if q.depth == 1 and first <= q.first < last]
            last = max([last, *(q.last for q in inside)])
            first = before.first if before else first
            if first < last:
                return first, _cut(doc, first, last, group)
    return None


def _cut(doc: Doc, first: int, last: int, group: Group) -> int:
    """Where content ends before the next report of the same sentence: ", adding that", ", citing", "and blamed"."""
    for i in range(first + 1, last - 1):
        token, after = doc.tokens[i], doc.tokens[i + 1]
        if any(q.first < i < q.last - 1 for q in doc.quotes if q.depth == 1):
            continue
        if token.text == "," and after.tag == "VBG" and (after.lemma in verb_cues() or after.lemma == "cite"):
            return i
        if token.text == "," and after.lower in {"and", "but"} and i + 2 < last:
            verb = doc.tokens[i + 2]
            if verb.lemma in verb_cues() and verb.tag in _FINITE and doc.child(verb.i, "nsubj") is None:
                return i
        if token.text == ";" and any(t.tag in _FINITE for t in doc.tokens[i:last]):
            return i
    return last


def _left(doc: Doc, unit: Unit, group: Group, floor: int) -> Stretch | None:
    """What is said before the verb and its source, back to the start of the unit or of what was read before."""
    last = group.left
    if last <= unit.first:
        return None
    ended = _quote_ending(doc, last)
    mark = doc.tokens[last - 1].text
    if ended is None and mark not in {",", "-", "–", "—", "?", "!", ")"}:
        return None
    first = max(unit.first, floor)
    while first < last and (doc.tokens[first].end <= unit.start or doc.tokens[first].text in {",", ";", ".", "-", ")"}):
        first += 1
    if ended is not None and ended.first >= first and _opens(doc, unit, ended.first):
        return ended.first, last
    if first < last and doc.tokens[first].lower in {"but", "and", "yet"}:
        first += 1
    part = doc.tokens[first:last]
    if ended is None and not group.inverted and not any(t.tag in _FINITE for t in part):
        return None
    return (first, last) if part else None


def _opens(doc: Doc, unit: Unit, at: int) -> bool:
    """Whether a sentence of the parser's, or an earlier one of the text, ends right before this token."""
    if at == unit.first:
        return True
    before = doc.tokens[at - 1]
    return before.text in {".", "?", "!", ":", ";"} or doc.tokens[at].start <= unit.start


def _continued(doc: Doc, unit: Unit, group: Group, left: Stretch) -> Stretch | None:
    """What goes on after "..., he said": the rest of the quotation or of the sentence, unless that is the reporter's."""
    at, end = group.right, _unit_end(doc, unit)
    if at >= end:
        return None
    mark = doc.tokens[at].text
    quote = _quote_starting(doc, at, min(at + 3, end))
    if quote is not None:
        return quote.first, max(quote.last, min(quote.last, end))
    if mark not in {",", ";"} or at + 1 >= end:
        return None
    rest, opener = (at + 1, end), doc.tokens[at + 1]
    said = any(t.lemma in verb_cues() and t.tag in _FINITE for t in doc.tokens[at + 1 : end])
    if mark == ";":
        spoken = group.speaker is not None and (doc.tokens[group.speaker].pos == "PRON" or _is_quote(doc, left))
        return rest if spoken and not said and any(t.tag in _FINITE for t in doc.tokens[at:end]) else None
    if _is_quote(doc, left) or said or opener.tag == "VBG" or opener.lower in _STOPS:
        return None
    if opener.pos in {"ADP", "SCONJ"} and opener.lower not in {"because", "among", "including"}:
        own = opener.head == group.verb.i or doc.tokens[opener.head].dep in {"relcl", "acl"}
        if own or words(doc.span(*rest).exact) > 1.3 * words(doc.span(*left).exact):
            return None
    return rest


def _one(doc: Doc, left: Stretch, after: Stretch) -> bool:
    """Whether what stands before and after "he said" is one stretch: anything but a quotation and a new clause."""
    if not _is_quote(doc, left):
        return True
    return any(q.first == after[0] for q in doc.quotes)


def _is_quote(doc: Doc, content: Stretch) -> bool:
    first, last = content
    return any(q.first <= first and q.last >= last - 1 for q in doc.quotes if q.depth == 1)


def _quote_starting(doc: Doc, first: int, last: int) -> Quote | None:
    return next((q for q in doc.quotes if first <= q.first < max(last, first + 1) and q.depth == 1), None)


def _quote_ending(doc: Doc, at: int) -> Quote | None:
    """The quotation that closes right before a token, a comma between allowed."""
    return next((q for q in doc.quotes if q.depth == 1 and at - 2 < q.last <= at and q.last >= at - 1), None)


def _upto_quote(doc: Doc, first: int, last: int) -> Stretch:
    """After a colon: the quotation that follows, or all that follows."""
    quote = _quote_starting(doc, first, first + 1)
    return (first, max(quote.last, first + 1)) if quote else (first, last)


def _unit_end(doc: Doc, unit: Unit) -> int:
    end = unit.last
    while end > unit.first and doc.tokens[end - 1].text in {".", "!", "…"}:
        end -= 1
    return end


# ---------------------------------------------------------------- shorter complements


def _object(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    after = group.verb.i
    if cue.particle:
        words_ = cue.particle.split()
        at = _particle(doc, group.verb, cue.particle)
        if at is None:
            return []
        last = next((t for t in doc.tokens[at : at + 2] if t.lower == words_[-1]), doc.tokens[at])
        found = doc.child(last.i, "pobj", "pcomp") or doc.child(at, "pobj", "pcomp")
    else:
        found = doc.child(after, "dobj")
    if found is None or found.i < after:
        return []
    if found.pos == "PRON":
        return _whole(doc, unit, group, cue) if cue.polarity == "denied" else []
    below = [i for i in doc.subtree(found.i) if after < i < unit.last]
    content = (below[0], _cut(doc, below[0], _with_prepositions(doc, unit, group, below[-1] + 1), group))
    if _counted(doc, found, content) or found.label in {"PERSON"} and content[1] - content[0] < 3:
        return []
    draft = _draft(doc, unit, group, cue, content, 2)
    return [draft] if draft else []


def _with_prepositions(doc: Doc, unit: Unit, group: Group, last: int) -> int:
    """The end of a noun phrase with the "in", "for" and "to" phrases that the parser gave to the verb instead."""
    while last < unit.last and doc.tokens[last].pos in {"ADP", "PART"} and doc.tokens[last].head == group.verb.i:
        last = min(max(doc.subtree(last)) + 1, unit.last)
    return last


def _whole(doc: Doc, unit: Unit, group: Group, cue: Cue) -> list[Draft]:
    """ "which the military denied at the time": the denial itself is all that there is to quote."""
    below = [i for i in doc.subtree(group.verb.i) if unit.first <= i < unit.last]
    first = min(group.left, max(below[0], unit.first))
    draft = _draft(doc, unit, group, cue, (first, below[-1] + 1), 2)
    return [draft] if draft else []


def _counted(doc: Doc, noun: Token, content: Stretch) -> bool:
    """A bare figure ("spoke of 58") is a toll with a source, not a statement of its own."""
    if noun.pos == "NUM" or any(doc.tokens[i].pos == "NUM" for i in doc.children[noun.i]):
        return not any(t.tag in _FINITE for t in doc.tokens[content[0] : content[1]])
    return False


def _infinitive(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    verb = doc.child(group.verb.i, "xcomp", "ccomp")
    if verb is None or verb.i < group.verb.i or doc.tokens[doc.subtree(verb.i)[0]].lower not in {"to", "not"}:
        return []
    below = doc.subtree(verb.i)
    draft = _draft(doc, unit, group, cue, (below[0], _cut(doc, below[0], below[-1] + 1, group)), 2)
    return [draft] if draft else []


def _gerund(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    verb = doc.child(group.verb.i, "xcomp", "ccomp", "dobj")
    if (
        verb is None
        or verb.i < group.verb.i
        or not any(t.tag == "VBG" for t in doc.tokens[group.verb.i + 1 : verb.i + 1])
    ):
        return []
    below = [i for i in doc.subtree(verb.i) if i > group.verb.i]
    draft = _draft(doc, unit, group, cue, (below[0], _cut(doc, below[0], below[-1] + 1, group)), 2)
    return [draft] if draft else []


def _addressee(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    """ "urged both governments to let a mission in": from the one addressed to the end of the infinitive."""
    start = group.verb.i + 1 + (len(cue.particle.split()) if cue.particle else 0)
    for i in range(start, min(start + 14, unit.last - 1)):
        token = doc.tokens[i]
        if (
            token.lower == "to"
            and doc.tokens[i + 1].tag == "VB"
            or token.lower == "to"
            and doc.tokens[i + 2].tag == "VB"
        ):
            verb = doc.tokens[i + 1] if doc.tokens[i + 1].tag == "VB" else doc.tokens[i + 2]
            end = max(t for t in doc.subtree(verb.i) if t < unit.last) + 1
            if i == start:
                return []
            draft = _draft(doc, unit, group, cue, (start, _cut(doc, start, end, group)), 2)
            return [draft] if draft else []
        if token.tag in _FINITE or token.text in {";", ":"} or token.lower in {"that", "whether", "about"}:
            return []
    return []


def _charge(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    blamed = doc.child(group.verb.i, "dobj", "ccomp")
    if blamed is None or blamed.i < group.verb.i:
        return []
    below = [i for i in doc.subtree(group.verb.i) if blamed.i <= i < unit.last]
    first = noun_phrase(doc, blamed.i, unit)[0]
    first = max(first, group.verb.i + 1)
    preps = [
        i for i in doc.children[group.verb.i] if i > blamed.i and doc.tokens[i].lower in {"of", "for", "over", "on"}
    ]
    charged = bool(preps) or any(doc.tokens[i].lower in {"of", "for"} for i in below)
    if not charged and cue.lemma != "blame":
        return []
    end = max([max(doc.subtree(blamed.i)) + 1, *(max(doc.subtree(i)) + 1 for i in preps)])
    draft = _draft(doc, unit, group, cue, (first, _cut(doc, first, min(end, unit.last), group)), 2)
    return [draft] if draft else []


def _label(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    below = [i for i in doc.subtree(group.verb.i) if i > group.verb.i and i < unit.last]
    complement = doc.child(group.verb.i, "oprd", "ccomp", "acomp")
    thing = doc.child(group.verb.i, "dobj")
    if complement is None and thing is None or not below:
        return []
    parts = [t.i for t in (complement, thing) if t is not None and t.i > group.verb.i]
    if not parts or (complement is None and not _two(doc, group.verb.i, below)):
        return []
    first = group.verb.i + 1
    end = max(max(doc.subtree(i)) + 1 for i in parts)
    draft = _draft(doc, unit, group, cue, (first, _cut(doc, first, min(end, unit.last), group)), 2)
    return [draft] if draft else []


def _two(doc: Doc, verb: int, below: list[int]) -> bool:
    """Whether after the verb a pronoun or a noun is followed by a second noun phrase ("calls it “a plot”")."""
    first = doc.tokens[verb + 1]
    after = doc.tokens[verb + 2] if verb + 2 <= below[-1] else None
    return (
        after is not None
        and first.pos == "PRON"
        and first.tag != "PRP$"
        and after.pos in {"DET", "ADJ", "NOUN", "PUNCT", "PROPN"}
    )


def _named(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    at = next((i for i in doc.children[group.verb.i] if i > group.verb.i and doc.tokens[i].lower == "as"), None)
    if at is None:
        return []
    first, end = group.verb.i + 1, max(doc.subtree(group.verb.i)) + 1
    draft = _draft(doc, unit, group, cue, (first, _cut(doc, first, min(end, unit.last), group)), 2)
    return [draft] if draft else []


_Reader = Callable[[Doc, Unit, Group, Cue, int], list[Draft]]
_READERS: dict[Frame, _Reader] = {
    "charge": _charge,
    "addressee": _addressee,
    "label": _label,
    "named": _named,
    "infinitive": _infinitive,
    "gerund": _gerund,
    "clause": _clause,
    "mental": _mental,
    "quoted": _quoted,
    "object": _object,
}

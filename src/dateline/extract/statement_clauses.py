"""Clauses and quotations that a reporting verb reports: "says X", "X, says he", "“X,” he says, “Y”"."""

from __future__ import annotations

from dateline.extract.statement_after import as_told, own_clause, right_of
from dateline.extract.statement_group import Group
from dateline.extract.statement_speaker import plausible
from dateline.extract.statement_stretches import (
    FINITE,
    Stretch,
    cut,
    has_clause,
    is_quote,
    main_clause,
    make_draft,
    quote_ending,
    quote_starting,
    unit_end,
)
from dateline.extract.statement_units import Draft, Unit, quotes_in, token_from, words
from dateline.model.document import Doc
from dateline.reference.cues import Cue, verb_cues

_STOPS = frozenset({"who", "which", "where", "when", "after", "before", "while", "as", "following", "during", "hours"})
_CONTENT_PREPOSITIONS = frozenset({"because", "among", "including"})


def read_clause(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    """Frame clause: what stands before an inserted cue and its source, and after it; else what follows the verb."""
    if any(doc.tokens[i].lower in {"nothing", "little"} for i in doc.children[group.verb.i] if i > group.verb.i):
        return []  # "Kyiv says nothing"
    right = right_of(doc, unit, group, cue)
    aside = (right and not _inserted(doc, unit, group)) or _does_it(doc, unit, group, cue)
    left = None if aside else _left(doc, unit, group, floor)
    found: list[Draft | None] = []
    if left is not None:
        colon = group.right < unit.last and doc.tokens[group.right].text == ":"
        after = right if right and colon else _continued(doc, unit, group, left)
        if colon and right and left[1] - left[0] < 3:
            left, after = right, None  # "Nonsense, said the officer: the attackers had been pushed back"
        whole = (left[0], after[1]) if after and _one(doc, left, after) else left
        if after is None and not has_clause(doc, *left) and _split(doc, unit, group):
            whole = (left[0], cut(doc, group.right, unit_end(doc, unit)))
        found.append(make_draft(doc, unit, group, cue, whole, 0))
        if after and whole == left:
            found.append(make_draft(doc, unit, group, cue, after, 1))
    elif right is not None:
        found.append(make_draft(doc, unit, group, cue, right, 0))
    return [draft for draft in found if draft]


def read_mental(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    """Frame mental: as a clause, where the subject is plainly somebody who can be cited."""
    if group.speaker is None or not plausible(doc, group.speaker):
        return []
    drafts = read_clause(doc, unit, group, cue, floor)
    ends = group.right >= unit_end(doc, unit) or doc.tokens[group.right].pos == "PUNCT"
    if not ends:  # "when he came, he felt blindsided" tells no belief
        drafts = [d for d in drafts if d.end > group.verb.start]
    return [d for d in drafts if has_clause(doc, token_from(doc, d.start), token_from(doc, d.end))]


def read_quoted(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    """Frame quoted: as a clause, where quotation marks stand in it."""
    drafts = read_clause(doc, unit, group, cue, floor)
    return [d for d in drafts if _mostly_quoted(doc, d)]


def _mostly_quoted(doc: Doc, draft: Draft) -> bool:
    """Whether most of a content stands inside quotation marks."""
    marked = (q.span for q in quotes_in(doc, token_from(doc, draft.start), token_from(doc, draft.end)))
    inside = sum(max(0, min(s.end, draft.end) - max(s.start, draft.start)) for s in marked)
    return inside > 0.6 * (draft.end - draft.start)


def _does_it(doc: Doc, unit: Unit, group: Group, cue: Cue) -> bool:
    """As in "Minutes after the raid, the chief announced four deaths": what is announced follows the verb."""
    thing = doc.child(group.verb.i, "dobj")
    later = thing is not None and not group.inverted and group.verb.i < thing.i < unit.last
    return later and "object" in cue.frames and quote_ending(doc, group.left) is None


def _inserted(doc: Doc, unit: Unit, group: Group) -> bool:
    """Whether cue and source stand after a comma or closing mark that ends a clause or quotation: "X, he said: Y"."""
    if group.left <= unit.first or _direct(doc, unit, group):
        return False
    before = doc.tokens[group.left - 1]
    if quote_ending(doc, group.left) is not None:
        return True
    if before.text != "," or _introduces(doc, unit, group):
        return False
    return group.inverted or main_clause(doc, unit.first, group.left - 1) or _split(doc, unit, group)


def _introduces(doc: Doc, unit: Unit, group: Group) -> bool:
    """As in "..., and when he was asked, he said, “No.”": the cue opens a quotation that is a sentence of its own."""
    at = group.right
    if group.inverted or at + 1 >= unit.last or doc.tokens[at].text != ",":
        return False
    quote = quote_starting(doc, at + 1, at + 2)
    if quote is None or quote.first + 1 >= unit.last or not doc.tokens[quote.first + 1].text[0].isupper():
        return False
    before = doc.tokens[unit.first : group.left - 1]
    return any(t.lemma in verb_cues() and t.tag in FINITE for t in before)


def _direct(doc: Doc, unit: Unit, group: Group) -> bool:
    """Whether a clause of its own follows the verb without a comma: "..., telling Reuters that X" reports X alone."""
    if group.right >= unit.last or doc.tokens[group.right].pos == "PUNCT" or group.inverted:
        return False
    clause = own_clause(doc, unit, group)
    return clause is not None and clause[0] <= group.right + 1


def _left(doc: Doc, unit: Unit, group: Group, floor: int) -> Stretch | None:
    """What is said before the verb and its source, back to the start of the unit or of what was read before."""
    last = group.left - as_told(doc, unit, group)
    if last <= unit.first:
        return None
    ended = quote_ending(doc, last)
    if ended is None and doc.tokens[last - 1].text not in {",", "-", "–", "—", "?", "!", ")"}:
        return None
    first = max(unit.first, floor)
    while first < last and (
        doc.tokens[first].end <= unit.start or doc.tokens[first].text in {",", ";", ".", "-", ")", ":"}
    ):
        first += 1
    if ended is not None and ended.first >= first and _opens(doc, unit, ended.first):
        return ended.first, last
    first = _after_semicolon(doc, first, last)
    if first < last and doc.tokens[first].lower in {"but", "and", "yet"}:
        first += 1
    clause = ended is not None or group.inverted or has_clause(doc, first, last)
    if not clause and not _split(doc, unit, group) and not _fragment(doc, unit, group, (first, last)):
        return None
    return (first, last) if first < last else None


def _fragment(doc: Doc, unit: Unit, group: Group, content: Stretch) -> bool:
    """As in "Nothing illegal in that, Peskov observes.": words without a verb, and a source that ends the sentence."""
    first, last = content
    if group.right < unit_end(doc, unit) or last - first < 3:
        return False
    opener = doc.tokens[first]
    return opener.pos not in {"ADP", "SCONJ", "ADV"} and opener.label not in {"DATE", "TIME"}


def _after_semicolon(doc: Doc, first: int, last: int) -> int:
    """As in "A car blew up; ten died, police said": what stands before the semicolon is the reporter's."""
    inside = list(quotes_in(doc, first, last))
    for token in reversed(doc.tokens[first + 1 : last - 1]):
        if token.text == ";" and not any(q.first < token.i < q.last - 1 for q in inside):
            return token.i + 1
    return first


def _split(doc: Doc, unit: Unit, group: Group) -> bool:
    """As in "The rockets, he alleged, came from across the border": the cue stands between a subject and its verb."""
    end = unit_end(doc, unit)
    if group.right >= end or doc.tokens[group.right].text != ",":
        return False
    verb = next((t for t in doc.tokens[group.right + 1 : end] if t.tag in FINITE), None)
    if verb is None:
        return False
    if any(group.verb.i < t.head < end and t.head >= group.right for t in doc.tokens[unit.first : group.left]):
        return True  # "For decades, he noted, observers were sent"
    own = doc.child(verb.i, "nsubj", "nsubjpass")
    return verb.i - group.right <= 3 and (own is None or own.i < group.left)


def _opens(doc: Doc, unit: Unit, at: int) -> bool:
    """Whether a sentence begins with this token."""
    before = doc.tokens[at - 1].text if at > unit.first else "."
    return before[-1] in ".?!:;" or doc.tokens[at].start <= unit.start


def _continued(doc: Doc, unit: Unit, group: Group, left: Stretch) -> Stretch | None:
    """What goes on after "..., he said": the rest of the quotation or sentence, unless that is the reporter's."""
    at, end = group.right, unit_end(doc, unit)
    if at + 1 >= end:
        return None
    quote = quote_starting(doc, at, min(at + 3, end))
    spoken = group.speaker is not None and doc.tokens[group.speaker].pos == "PRON"
    said = any(t.lemma in verb_cues() and t.tag in FINITE for t in doc.tokens[at + 1 : end])
    if quote is not None:
        return quote.first, max(quote.last, end if not said and not is_quote(doc, left) else 0)
    if doc.tokens[at].text == ";":
        return (at + 1, end) if (spoken or is_quote(doc, left)) and not said and has_clause(doc, at, end) else None
    if doc.tokens[at].text != "," or is_quote(doc, left) or said:
        return None
    return (at + 1, end) if _same_voice(doc, group, left, (at + 1, end), spoken) else None


def _same_voice(doc: Doc, group: Group, left: Stretch, rest: Stretch, spoken: bool) -> bool:
    """Whether the rest of a sentence after "..., X said," still is X's: not when and how it was said."""
    opener = doc.tokens[rest[0]]
    if opener.tag == "VBG" or opener.lower in _STOPS:
        return False
    if opener.lower in {"and", "but"}:
        verb = next((t for t in doc.tokens[rest[0] : rest[1]] if t.tag in FINITE), None)
        own = doc.child(verb.i, "nsubj", "nsubjpass") if verb is not None else None
        return spoken or own is None or own.i < rest[0]
    if opener.lower in {"the", "a", "an"} and not spoken:
        return False  # "..., an official said, a day after the raid"
    if opener.pos in {"ADP", "SCONJ"} and opener.lower not in _CONTENT_PREPOSITIONS:
        long = words(doc.span(*rest).exact) > 1.3 * words(doc.span(*left).exact)
        return opener.head != group.verb.i and doc.tokens[opener.head].dep not in {"relcl", "acl"} and not long
    return True


def _one(doc: Doc, left: Stretch, after: Stretch) -> bool:
    """Whether what stands before and after "he said" is one stretch: anything but a quotation and a new clause."""
    return not is_quote(doc, left) or any(q.first == after[0] for q in quotes_in(doc, after[0], after[0] + 1))

"""A reporting verb with its source: who is the subject, and which tokens belong to "..., X told Y on Monday, ..."."""

from __future__ import annotations

import msgspec

from dateline.extract.statement_speaker import CARRIERS, plausible, quoting_verb, subject
from dateline.extract.statement_units import Unit
from dateline.model.document import Doc, Token
from dateline.reference.cues import Cue, silencers
from dateline.reference.titles import titles

_MODALS = frozenset(
    {"would", "could", "should", "may", "might", "can", "must", "ca", "wo", "will", "shall", "'ll", "'d"}
)
_TRAIL = frozenset({"advmod", "npadvmod", "prep", "dative", "prt", "agent", "dobj", "iobj", "advcl", "nmod", "tmod"})
_SPEECHLESS = frozenset(
    {"i", "we", "you", "there", "this", "these", "those", "what", "nothing", "nobody", "none", "noone"}
)


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """A cue verb and its source. Tokens `left` up to `right` are the two with their short complements.

    speaker: the token that heads the source, or None. inverted: the source stands after the verb.
    """

    verb: Token
    speaker: int | None
    left: int
    right: int
    inverted: bool


def read_group(doc: Doc, unit: Unit, verb: Token, cue: Cue, heir: int | None) -> Group | None:
    """The verb with its source, or None where nothing is reported or nobody reports it.

    heir: the source of the report that this verb goes on with ("said X and called on Y"), if it does.
    """
    speaker = heir if heir is not None else subject(doc, verb, unit)
    if speaker is None or silenced(doc, verb):
        return None
    head = doc.tokens[speaker]
    if head.lower in _SPEECHLESS:
        return None
    if not cue.frames & {"clause", "charge"} and not plausible(doc, speaker):
        return None
    first, last = noun_phrase(doc, speaker, unit)
    inverted = speaker > verb.i
    left = verb.i
    while (
        left > unit.first and doc.tokens[left - 1].pos in {"AUX", "ADV", "PART"} and doc.tokens[left - 1].head == verb.i
    ):
        left -= 1
    near = inverted or (first <= left and _adjacent(doc, last, left))
    if not inverted and near:
        left = _whole_source(doc, unit, speaker, min(left, first))
    quoting = quoting_verb(doc, verb)
    if quoting is not None:  # "Interfax quoted the minister as saying": all of it is the cue
        relay = doc.child(quoting.i, "nsubj")
        left = min(quoting.i, noun_phrase(doc, relay.i, unit)[0] if relay is not None else quoting.i)
    right = max(verb.i + 1, last if inverted else 0)
    return Group(
        verb=verb, speaker=speaker, left=left, right=_trail(doc, unit, verb, speaker, right), inverted=inverted
    )


_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "ADP", "PART", "CCONJ"})
_LONGEST = 24
"""Words of the longest source that is looked for."""


def _whole_source(doc: Doc, unit: Unit, speaker: int, left: int) -> int:
    """Where a source begins of which the parser saw only the end, after the comma or mark that ends what is said: "...,
    two witnesses and a health worker told", "..., the head of the region, Leonid Sova, reported".
    """
    begins = _phrase_start(doc, unit, left)
    if begins == left and left - 1 > unit.first and doc.tokens[left - 1].text == ",":
        office = _phrase_start(doc, unit, left - 1)
        named = any(m.first <= speaker < m.last for m in doc.mentions_in(left, speaker + 1, "person"))
        held = any(t.lower in titles().offices for t in doc.tokens[office : left - 1])
        begins = office if named and held else left
    if begins == left or doc.tokens[begins].pos in {"ADP", "CCONJ", "PART"}:
        return left
    said = any(t.tag in {"VBD", "VBZ", "VBP", "MD"} for t in doc.tokens[unit.first : begins])
    return begins if said else left


def _phrase_start(doc: Doc, unit: Unit, last: int) -> int:
    """Where the words without a verb begin that end before this token, if a comma or closing mark is before them."""
    first = last
    while first > unit.first and last - first < _LONGEST and doc.tokens[first - 1].pos in _NOMINAL:
        first -= 1
    closed = first > unit.first and doc.tokens[first - 1].text in {",", "”", '"', "»", "'", "’", "—", "–"}
    return first if closed else last


def silenced(doc: Doc, verb: Token) -> bool:
    """Whether the verb reports nothing: denied, only possible, an infinitive of purpose, after "declined to"."""
    for i in doc.children[verb.i]:
        token = doc.tokens[i]
        if (token.dep == "neg" and not _apart(doc, i, verb.i)) or (
            token.dep in {"advmod", "preconj", "cc"} and i < verb.i and token.lower in silencers()
        ):
            return True
        if token.dep == "aux" and token.lower in _MODALS:
            return True
        if token.dep == "aux" and token.lower == "to" and doc.tokens[verb.head].lemma not in CARRIERS:
            return True
        if token.dep == "mark" and token.lower in {"if", "whether", "unless"}:
            return True
        if token.dep == "preconj" and token.lower == "neither":
            return True
    head = doc.tokens[verb.head]
    return verb.dep == "xcomp" and head.lemma in silencers()


def _apart(doc: Doc, one: int, other: int) -> bool:
    """Whether a comma or a quotation mark stands between two tokens: "“Absolutely not,” he said" denies no saying."""
    return any(t.pos == "PUNCT" for t in doc.tokens[min(one, other) + 1 : max(one, other)])


def noun_phrase(doc: Doc, head: int, unit: Unit) -> tuple[int, int]:
    """The tokens of a source with its appositions and "of" phrases, first up to last; clauses after it are left off."""
    below = [i for i in doc.subtree(head) if unit.first <= i < unit.last]
    first, inside = head, set(below)
    while first - 1 in inside and not _parts(doc, first - 1):
        first -= 1
    while first > unit.first and doc.tokens[head].pos == doc.tokens[first - 1].pos == "PROPN":
        first -= 1  # "the U.S. Air Force" is often cut by the parser
    while first < head and doc.tokens[first].pos in {"ADP", "CCONJ", "SCONJ"}:
        first = next((i for i in range(first + 1, head) if doc.tokens[i].pos in {"DET", "PRON"}), head)
    last = head + 1
    while last in inside:
        token = doc.tokens[last]
        clause = token.dep in {"relcl", "advcl", "acl"} or token.tag in {"WP", "WP$", "WDT", "WRB"}
        if clause or (_parts(doc, last) and token.text != ",") or _opens_relative(doc, token):
            break
        last += 1
    if last < unit.last and doc.tokens[last - 1].text == ",":
        last -= 1
    return first, max(last, head + 1)


def _parts(doc: Doc, i: int) -> bool:
    """Whether a mark ends a name: a comma, a bracket, a dash between spaces; not the hyphen of "U.S.-led"."""
    token = doc.tokens[i]
    if token.text in {",", ";", ":", "(", ")", "—", "–", "|", "/"}:
        return True
    return token.text == "-" and i > 0 and token.start > doc.tokens[i - 1].end


def _opens_relative(doc: Doc, token: Token) -> bool:
    """As "we" in "a shopkeeper we reached": the subject of a clause that has no "who"."""
    return token.dep in {"nsubj", "nsubjpass"} and doc.tokens[token.head].dep in {"relcl", "acl"}


def _adjacent(doc: Doc, last: int, left: int) -> bool:
    """Whether nothing but a relative clause, brackets or commas stands between a source and its verb."""
    return left - last <= 14 and not any(t.text == ";" for t in doc.tokens[last:left])


def _trail(doc: Doc, unit: Unit, verb: Token, speaker: int, right: int) -> int:
    """The end of the short complements that follow: "told reporters in Kyiv on Monday"."""
    while right < unit.last:
        token = doc.tokens[right]
        if token.pos == "PUNCT" or (
            token.tag in {"IN"} and token.lower in {"that", "because", "as", "after", "while", "if"}
        ):
            break
        top = _below(doc, right, verb.i, speaker)
        if top is None or doc.tokens[top].dep not in _TRAIL or (doc.tokens[top].dep == "dobj" and not _addressed(verb)):
            break
        end = max(doc.subtree(top)) + 1
        inside = doc.tokens[right:end]
        clause = next((t.i for t in inside if t.pos == "PUNCT" or t.dep in {"ccomp", "relcl"} or opens_content(t)), end)
        if clause <= right or doc.tokens[top].dep == "advcl":
            break
        right = min(clause, unit.last)
        if clause < end:
            break
    return right


def opens_content(token: Token) -> bool:
    """As "that" in "said in a message that X", wherever the parser hangs it."""
    return token.lower == "that" and token.dep == "mark"


def _addressed(verb: Token) -> bool:
    return verb.lemma in {"tell", "inform", "assure", "reassure", "warn", "remind", "brief", "ask", "answer", "advise"}


def _below(doc: Doc, i: int, verb: int, speaker: int) -> int | None:
    """The token over `i` (or `i` itself) that hangs right below the verb or the source."""
    for _ in range(12):
        head = doc.tokens[i].head
        if head in (verb, speaker):
            return i
        if head == i:
            return None
        i = head
    return None

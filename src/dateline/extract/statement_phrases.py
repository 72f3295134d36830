"""Statements without a reporting verb: "according to X", "Kyiv's claim that", "X: ...", "(X)", "X on Telegram: ..."."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.extract.statement_group import noun_phrase, plausible
from dateline.extract.statement_units import Draft, Unit, quotes_in, token_from, words
from dateline.model.document import Doc, Token
from dateline.reference.actors import country_words
from dateline.reference.cues import Cue, noun_cues, source_phrases, verb_cues

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PLAIN = Cue(lemma="according", frames=frozenset({"clause"}))


def read_phrases(doc: Doc, unit: Unit, taken: list[Draft]) -> Iterator[Draft]:
    """What the unit reports by phrases that name a source beside a clause."""
    for i in range(unit.first, unit.last):
        for phrase in source_phrases():
            source = _phrase_at(doc, unit, i, phrase)
            if source is not None:
                draft = _beside(doc, unit, i, source, taken)
                if draft is not None:
                    yield draft
                break


def _phrase_at(doc: Doc, unit: Unit, i: int, phrase: tuple[str, ...]) -> tuple[int, int, int] | None:
    """(head of the source, first token after the source, end of the phrase), where the phrase begins at token `i`."""
    at, slot = i, (0, 0)
    for n, word in enumerate(phrase):
        if at >= unit.last:
            return None
        if word != "S":
            if doc.tokens[at].lower != word:
                return None
            at += 1
            continue
        follow = phrase[n + 1] if n + 1 < len(phrase) else None
        last = _source_end(doc, unit, at, follow)
        if last <= at:
            return None
        slot, at = (at, last), last
    if phrase[0] in {"in", "by"} and phrase[-1] != "S" and not _possessive(doc, *slot):
        return None
    head = _head(doc, *slot)
    return (head, at, at) if head is not None else None


def _possessive(doc: Doc, first: int, last: int) -> bool:
    """As in "his", "the minister's": what may stand in "in S words"; "in other words" names nobody."""
    word = doc.tokens[last - 1]
    if doc.tokens[first].lower in {"this", "our", "my", "your"}:
        return False
    return word.tag in {"PRP$", "POS"}


def _source_end(doc: Doc, unit: Unit, at: int, follow: str | None) -> int:
    if follow is not None:
        return next((j for j in range(at + 1, min(at + 6, unit.last)) if doc.tokens[j].lower == follow), at)
    head = next((j for j in range(at, min(at + 8, unit.last)) if doc.tokens[j].dep == "pobj"), None)
    if head is not None:
        last = max(noun_phrase(doc, head, unit)[1], head + 1)
        beside = next(
            (m for m in doc.mentions_in(last + 1, min(last + 6, unit.last), "person") if m.first == last + 1), None
        )
        return beside.last if beside is not None and doc.tokens[last].text == "," else last
    last = at
    while last < unit.last and doc.tokens[last].pos in {"DET", "ADJ", "NOUN", "PROPN", "PRON", "PART", "NUM"}:
        last += 1
    return last


def _head(doc: Doc, first: int, last: int) -> int | None:
    """The token of a stretch whose head stands outside it."""
    named = [m for m in doc.mentions_in(first, last, "person") if m.last == last and m.first > first]
    if named and doc.tokens[named[0].first - 1].text == ",":
        return last - 1  # "its spokesman, Edward Buba"
    if doc.tokens[last - 1].tag == "POS":
        last -= 1
    inside = [t for t in doc.tokens[first:last] if t.pos in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"}]
    for token in inside:
        if not first <= token.head < last or token.head == token.i:
            return token.i
    return inside[-1].i if inside else None


def _beside(doc: Doc, unit: Unit, i: int, source: tuple[int, int, int], taken: list[Draft]) -> Draft | None:
    """The clause beside a source phrase: after it if it opens the sentence, else before it."""
    head, _, after = source
    end = unit.last
    while end > after and doc.tokens[end - 1].text in {".", "!", "?"}:
        end -= 1
    floor = max([unit.first, *(token_from(doc, d.end) for d in taken if d.end <= doc.tokens[i].start)])
    first = floor
    while first < i and (doc.tokens[first].end <= unit.start or doc.tokens[first].text in {",", ";", "and", "but"}):
        first += 1
    before = doc.tokens[first:i]
    commas = bool(before) and before[-1].text in {",", "-", "–", "—"}
    closed = after < end and doc.tokens[after].text == ","
    if (
        commas
        and closed
        and len(before) > 1
        and before[-2].lower in {"when", "that", "and", "but", "where", "because", "which"}
    ):
        content = (after + 1, _semicolon(doc, after + 1, end))
    elif commas and closed and not any(t.tag in _FINITE for t in before):
        content = (first, end)
    elif any(t.tag in _FINITE for t in before) or (commas and len(before) > 3):
        last = i - 1 if commas else i
        if after < end and doc.tokens[after].text == "," and _goes_on(doc, after + 1, end, len(before)):
            last = end
        content = (first, last)
    else:
        start = after + 1 if after < end and doc.tokens[after].text == "," else after
        if start >= end:
            return None
        content = (start, _semicolon(doc, start, end))
    start_char = max(doc.tokens[content[0]].start, unit.start)
    return Draft(
        unit=unit, start=start_char, end=doc.tokens[content[1] - 1].end, cue=(i, min(i + 2, after)), near=(i, after),
        speaker=head, entry=_PLAIN, rank=1,
    )  # fmt: skip


def _goes_on(doc: Doc, at: int, end: int, before: int) -> bool:
    reported = any(t.lemma in verb_cues() and t.tag in _FINITE for t in doc.tokens[at:end])
    return not reported and doc.tokens[at].tag != "VBG" and end - at < before


def _semicolon(doc: Doc, first: int, last: int) -> int:
    return next((i for i in range(first, last) if doc.tokens[i].text == ";" and not _in_quote(doc, i)), last)


def _in_quote(doc: Doc, i: int) -> bool:
    return any(q.first < i for q in quotes_in(doc, i, i + 1))


def read_nouns(doc: Doc, unit: Unit) -> Iterator[Draft]:
    """As in "Islamabad's boast that X", "Ukrainian claims that X", "the demand by the UN that X"."""
    for noun in doc.tokens[unit.first : unit.last]:
        cue = noun_cues().get(noun.lemma) if noun.pos == "NOUN" else None
        if cue is None or not (noun.i + 1 < unit.last):
            continue
        clause = doc.child(noun.i, "acl", "ccomp", "relcl")
        that = next((t for t in doc.tokens[noun.i + 1 : noun.i + 7] if t.lower == "that" and t.i < unit.last), None)
        if clause is None or that is None or clause.i < that.i or not _declares(doc, that, clause):
            continue
        owner = _owner(doc, noun)
        if owner is None:
            continue
        last = min(max(doc.subtree(clause.i)) + 1, unit.last)
        while last > that.i + 2 and doc.tokens[last - 1].text in {",", ".", ";"}:
            last -= 1
        yield Draft(
            unit=unit, start=doc.tokens[that.i + 1].start, end=doc.tokens[last - 1].end, cue=(noun.i, noun.i + 1),
            near=(min(owner, noun.i), that.i), speaker=owner, entry=cue, rank=-1,
        )  # fmt: skip


def _declares(doc: Doc, that: Token, clause: Token) -> bool:
    """Whether "that" opens what is claimed and is not itself a part of the clause ("claims that were made")."""
    return that.dep == "mark" or (that.dep not in {"nsubj", "nsubjpass", "dobj"} and that.pos == "SCONJ")


def _owner(doc: Doc, noun: Token) -> int | None:
    for i in doc.children[noun.i]:
        token = doc.tokens[i]
        if token.dep == "poss" or (token.dep in {"amod", "compound"} and token.text in country_words()):
            return i
        if token.dep in {"compound", "nmod"} and (token.label in {"GPE", "ORG", "PERSON"} or token.pos == "PROPN"):
            return i
        if token.lower in {"by", "from", "of"} and token.dep in {"prep", "agent"}:
            named = doc.child(i, "pobj")
            if named is not None and plausible(doc, named.i):
                return named.i
    return None


def read_labels(doc: Doc, unit: Unit) -> Iterator[Draft]:
    """Headlines "Kremlin: talks are over" and "Talks are over - Kremlin", "(Smirnov)", "Gladkov on Telegram: «X»"."""
    end = unit.last
    while end > unit.first and doc.tokens[end - 1].text in {".", "!"}:
        end -= 1
    first = next((t.i for t in doc.tokens[unit.first : end] if t.start >= unit.start), end)
    yield from _bracketed(doc, unit, first, end)
    for i in range(first + 1, end - 1):
        token = doc.tokens[i]
        if token.text == ":" and not _in_quote(doc, i):
            yield from _colon(doc, unit, (first, i, end))
            return
        if token.text in {"-", "—", "–"} and unit.block == "headline" and token.start > doc.tokens[i - 1].end:
            yield from _dash(doc, unit, (first, i, end))


def _bracketed(doc: Doc, unit: Unit, first: int, end: int) -> Iterator[Draft]:
    if end - first < 5 or doc.tokens[end - 1].text != ")":
        return
    opened = next((i for i in range(end - 1, max(first, end - 6), -1) if doc.tokens[i].text == "("), None)
    if opened is None:
        return
    names = doc.tokens[opened + 1 : end - 1]
    people = any(m.kind == "person" for m in doc.mentions_in(opened + 1, end - 1)) or all(
        t.label == "PERSON" for t in names
    )
    if names and people and any(t.tag in _FINITE for t in doc.tokens[first:opened]):
        yield _label_draft(doc, unit, (first, opened), (opened + 1, end - 1), names[-1].i)


def _colon(doc: Doc, unit: Unit, at: tuple[int, int, int]) -> Iterator[Draft]:
    first, colon, end = at
    left, right = (first, colon), (colon + 1, end)
    quoted = any(q.first == colon + 1 for q in quotes_in(doc, colon + 1, colon + 2))
    if any(t.tag in _FINITE for t in doc.tokens[first:colon]):
        speaker = _speaking(doc, *right)
        if unit.block == "headline" and speaker is not None and end - colon < 9:
            yield _label_draft(doc, unit, left, right, speaker)
        elif quoted:
            yield from _curt(doc, unit, at)
        return
    speaker = _speaking(doc, *left) if colon - first <= 14 else None
    if speaker is not None and (quoted or unit.block == "headline") and words(doc.span(*right).exact) > 2:
        yield _label_draft(doc, unit, right, left, speaker)


def _curt(doc: Doc, unit: Unit, at: tuple[int, int, int]) -> Iterator[Draft]:
    """As in "Here the president cut him short: «X»": the subject of the sentence before the colon speaks."""
    first, colon, _ = at
    quote = next(q for q in quotes_in(doc, colon + 1, colon + 2) if q.first == colon + 1)
    subjects = [t for t in doc.tokens[first:colon] if t.dep in {"nsubj", "nsubjpass"} and plausible(doc, t.i)]
    if subjects and quote.last - quote.first > 4:
        yield _label_draft(doc, unit, (quote.first, quote.last), (subjects[-1].i, colon), subjects[-1].i)


def _dash(doc: Doc, unit: Unit, at: tuple[int, int, int]) -> Iterator[Draft]:
    first, dash, end = at
    speaker = _speaking(doc, dash + 1, end)
    if speaker is None or end - dash > 8 or any(t.tag in _FINITE for t in doc.tokens[dash:end]):
        return
    if words(doc.span(first, dash).exact) > 3:
        yield _label_draft(doc, unit, (first, dash), (dash + 1, end), speaker)


def _speaking(doc: Doc, first: int, last: int) -> int | None:
    """The head of a phrase that is nothing but somebody who can speak."""
    names = [t for t in doc.tokens[first:last] if t.pos in {"NOUN", "PROPN"}]
    if not names or any(t.tag in _FINITE for t in doc.tokens[first:last]):
        return None
    prep = next((t.i for t in doc.tokens[first:last] if t.pos == "ADP"), last)
    heads = [t for t in names if t.i < prep]
    return heads[-1].i if heads and _known(doc, heads[-1].i) else None


def _known(doc: Doc, i: int) -> bool:
    """Whether a headline word is surely somebody: a name in capitals alone ("UPDATE", "KURSK") is not enough."""
    token = doc.tokens[i]
    if token.text.isupper() and len(token.text) > 3:
        return any(m.kind in {"person", "organisation", "force"} for m in doc.mentions_in(i, i + 1))
    return plausible(doc, i)


def _label_draft(doc: Doc, unit: Unit, content: tuple[int, int], near: tuple[int, int], speaker: int) -> Draft:
    first, last = content
    while last > first + 1 and doc.tokens[last - 1].text in {",", ".", ";"}:
        last -= 1
    return Draft(
        unit=unit, start=max(doc.tokens[first].start, unit.start), end=doc.tokens[last - 1].end, cue=near, near=near,
        speaker=speaker, entry=None, rank=1,
    )  # fmt: skip

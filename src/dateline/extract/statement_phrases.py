"""Statements that a phrase beside a clause gives a source: "according to X", "in his words"."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.extract.statement_group import noun_phrase
from dateline.extract.statement_speaker import plausible
from dateline.extract.statement_stretches import main_clause
from dateline.extract.statement_units import Draft, Unit, quotes_in, token_from
from dateline.model.document import Doc
from dateline.reference.cues import Cue, phrases_from, verb_cues

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OPENERS = frozenset({"when", "that", "and", "but", "where", "because", "which"})
_PLAIN = Cue(lemma="according", frames=frozenset({"clause"}))


def read_phrases(doc: Doc, unit: Unit, taken: list[Draft]) -> Iterator[Draft]:
    """What the unit reports by phrases that name a source beside a clause."""
    for i in range(unit.first, unit.last):
        for phrase in phrases_from(doc.tokens[i].lower):
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
    if head is None or (phrase[0] == "per" and not plausible(doc, head)):
        return None  # "ten per day"
    return head, at, at


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
    if commas and closed and len(before) > 1 and before[-2].lower in _OPENERS:
        content = (after + 1, _semicolon(doc, after + 1, end))
    elif not commas and not closed and before and before[-1].lower in _OPENERS - {"that"} and after < end:
        content = (after, _semicolon(doc, after, end))
    elif commas and closed and not main_clause(doc, first, i) and not _of_source(doc, after + 1):
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
    if any(d.near[0] <= content[0] and content[1] <= max(d.near[1], d.cue[1]) for d in taken):
        return None  # "“We won,” he said, according to the paper": "he said" is not what the paper says
    return Draft(
        unit=unit, start=start_char, end=doc.tokens[content[1] - 1].end, cue=(i, min(i + 2, after)), near=(i, after),
        speaker=head, entry=_PLAIN, rank=1,
    )  # fmt: skip


def _goes_on(doc: Doc, at: int, end: int, before: int) -> bool:
    reported = any(t.lemma in verb_cues() and t.tag in _FINITE for t in doc.tokens[at:end])
    return not reported and not _of_source(doc, at) and end - at < before


def _of_source(doc: Doc, at: int) -> bool:
    """As in ", according to the prosecutor, who has opened a case": what follows tells of the source."""
    return doc.tokens[at].tag in {"VBG", "WDT", "WP", "WP$"}


def _semicolon(doc: Doc, first: int, last: int) -> int:
    return next((i for i in range(first, last) if doc.tokens[i].text == ";" and not _in_quote(doc, i)), last)


def _in_quote(doc: Doc, i: int) -> bool:
    return any(q.first < i for q in quotes_in(doc, i, i + 1))

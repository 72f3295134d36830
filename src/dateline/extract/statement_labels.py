"""Statements that a name beside them gives a source: "X: ...", "... - X", "(X)", "X on Telegram: ..."."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.extract.statement_speaker import plausible
from dateline.extract.statement_units import Draft, Unit, quotes_in, words
from dateline.model.document import Doc, Mention, MentionKind, Token
from dateline.reference.actors import country_words
from dateline.reference.titles import source_categories, title_words, titles

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_DASHES = frozenset({"-", "—", "–"})
_SPEAKERS: tuple[MentionKind, ...] = ("person", "organisation", "force", "group", "role")
_LONGEST_LABEL = 20
"""Tokens that a name may take with office, outlet and time before its colon."""


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
        if token.text in _DASHES and token.start > doc.tokens[i - 1].end and not _in_quote(doc, i):
            yield from _dash(doc, unit, (first, i, end))


def _in_quote(doc: Doc, i: int) -> bool:
    return any(q.first < i < q.last - 1 for q in quotes_in(doc, i, i + 1))


def _bracketed(doc: Doc, unit: Unit, first: int, end: int) -> Iterator[Draft]:
    """As in "Two cows were killed (Smirnov, Telegram)": not the short form of a name, "Rapid Support Forces (RSF)"."""
    if end - first < 5 or doc.tokens[end - 1].text != ")":
        return
    opened = next((i for i in range(end - 1, max(first, end - 12), -1) if doc.tokens[i].text == "("), None)
    if opened is None or opened + 1 >= end - 1:
        return
    names = doc.tokens[opened + 1 : end - 1]
    speaker = _surely(doc, opened + 1, end - 1)
    short_form = names[0].text.isupper() and doc.tokens[opened - 1].pos == "PROPN"
    if speaker is None and all(t.label == "PERSON" for t in names):
        speaker = names[-1].i
    told = any(t.tag in _FINITE for t in doc.tokens[first:opened]) and not any(t.tag in _FINITE for t in names)
    if speaker is not None and told and not short_form:
        yield _label_draft(doc, unit, (first, opened), (opened + 1, end - 1), speaker)


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
    if colon - first > _LONGEST_LABEL or words(doc.span(*right).exact) < 3 - quoted:
        return
    speaker = _speaking(doc, *left) if quoted or unit.block == "headline" else _surely(doc, *left)
    if speaker is not None and (quoted or not _topic(doc, speaker, right)):
        yield _label_draft(doc, unit, right, left, speaker)


def _topic(doc: Doc, speaker: int, right: tuple[int, int]) -> bool:
    """As in "Bamako: the noose tightens": a place names what follows; a government speaks in whole sentences."""
    place = any(m.kind == "place" for m in doc.mentions_in(speaker, speaker + 1)) or doc.tokens[speaker].label == "GPE"
    sentence = any(t.tag in _FINITE for t in doc.tokens[right[0] : right[1]])
    return place and not (doc.tokens[speaker].text in country_words() and sentence)


def _curt(doc: Doc, unit: Unit, at: tuple[int, int, int]) -> Iterator[Draft]:
    """As in "Here the president cut him short: «X»": the subject of the sentence before the colon speaks."""
    first, colon, _ = at
    quote = next(q for q in quotes_in(doc, colon + 1, colon + 2) if q.first == colon + 1)
    subjects = [t for t in doc.tokens[first:colon] if t.dep in {"nsubj", "nsubjpass"} and plausible(doc, t.i)]
    if subjects and quote.last - quote.first > 4:
        yield _label_draft(doc, unit, (quote.first, quote.last), (subjects[-1].i, colon), subjects[-1].i)


def _dash(doc: Doc, unit: Unit, at: tuple[int, int, int]) -> Iterator[Draft]:
    """As in "Talks are over - Kremlin" and, in the body too, "“Let us wait” — Dmitry Peskov, on Wednesday"."""
    first, dash, end = at
    if end - dash > 16 or any(t.tag in _FINITE for t in _before_relative(doc, dash, end)):
        return
    closed = any(q.last == dash for q in quotes_in(doc, dash - 1, dash))
    speaker = _surely(doc, dash + 1, end) or (_name_at(doc, dash + 1, end) if closed else None)
    said = doc.span(first, dash).exact
    if speaker is None or said.isupper() or doc.tokens[dash + 1].pos not in {"PROPN", "DET", "NOUN", "ADJ"}:
        return
    if unit.block != "headline" and said[-1].isalnum() and not _names_alone(doc, dash + 1, end):
        return
    if words(said) > 3 and not _topic(doc, speaker, (first, dash)):
        yield _label_draft(doc, unit, (first, dash), (dash + 1, end), speaker)


def _name_at(doc: Doc, first: int, end: int) -> int | None:
    """The end of two or more capitalised words that stand alone: behind a quotation and a dash a name that is new."""
    last = first
    while last < end and doc.tokens[last].pos == "PROPN" and doc.tokens[last].text[0].isupper():
        last += 1
    return last - 1 if last - first > 1 and (last >= end or doc.tokens[last].text in {",", "("}) else None


def _before_relative(doc: Doc, first: int, end: int) -> list[Token]:
    """The tokens up to a "who" or "which"."""
    stop = next((t.i for t in doc.tokens[first:end] if t.tag in {"WP", "WDT"}), end)
    return list(doc.tokens[first:stop])


def _names_alone(doc: Doc, first: int, end: int) -> bool:
    """Whether a comma or nothing follows the first name: after words without quotation marks no more is believed."""
    name = next(iter(doc.mentions_in(first, end, *_SPEAKERS)), None)
    return name is not None and name.first <= first + 1 and (name.last >= end or doc.tokens[name.last].text == ",")


def _speaking(doc: Doc, first: int, last: int) -> int | None:
    """The head of a phrase that is nothing but somebody who can speak."""
    names = [t for t in doc.tokens[first:last] if t.pos in {"NOUN", "PROPN"}]
    if not names or any(t.tag in _FINITE for t in doc.tokens[first:last]):
        return None
    person = next((m for m in doc.mentions_in(first, last, "person")), None)
    if person is not None:
        return person.last - 1
    stop = next((t.i for t in doc.tokens[first + 1 : last] if t.pos == "ADP" or t.text in {",", "(", ";"}), last)
    heads = [t for t in names if t.i < stop]
    return heads[-1].i if heads and _known(doc, heads[-1].i) else None


def _surely(doc: Doc, first: int, last: int) -> int | None:
    """As `_speaking`, where the phrase opens with a named person or body, an office, or a country."""
    speaker = _speaking(doc, first, last)
    if speaker is None:
        return None
    token = doc.tokens[speaker]
    if doc.tokens[first].lower in {"our", "own", "my", "your"}:
        return None
    named = any(_fully(doc, m) for m in doc.mentions_in(first, last, *_SPEAKERS) if m.first <= speaker < m.last)
    office = token.lower in source_categories() and token.pos in {"NOUN", "PROPN"}
    opener = doc.tokens[first]
    styled = speaker > first and (
        opener.text in title_words() or opener.lower in titles().offices | source_categories().keys()
    )
    dated = token.label in {"DATE", "TIME", "CARDINAL", "ORDINAL"}
    return speaker if (named or office or styled or token.text in country_words()) and not dated else None


def _fully(doc: Doc, mention: Mention) -> bool:
    """Whether a mention is surely somebody: a single name that a gazetteer knows is a town."""
    single = mention.last - mention.first == 1 and mention.role is None and mention.refers_to is None
    town = any(m.kind == "place" for m in doc.mentions_in(mention.first, mention.last))
    return not mention.plural and not (single and town)


def _known(doc: Doc, i: int) -> bool:
    """Whether a headline word is surely somebody: a name in capitals alone ("UPDATE", "KURSK") is not enough."""
    token = doc.tokens[i]
    if token.label in {"DATE", "TIME", "CARDINAL", "ORDINAL"}:
        return False
    if token.text.isupper() and len(token.text) > 3:
        return any(m.kind in _SPEAKERS for m in doc.mentions_in(i, i + 1))
    return plausible(doc, i)


def _label_draft(doc: Doc, unit: Unit, content: tuple[int, int], near: tuple[int, int], speaker: int) -> Draft:
    first, last = content
    while last > first + 1 and doc.tokens[last - 1].text in {",", ".", ";"}:
        last -= 1
    return Draft(
        unit=unit, start=max(doc.tokens[first].start, unit.start), end=doc.tokens[last - 1].end, cue=near, near=near,
        speaker=speaker, entry=None, rank=1,
    )  # fmt: skip

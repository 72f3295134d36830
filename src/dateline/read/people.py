"""Persons with the title or office that the report gives them: "Mykolaiv regional governor Vitaliy Kim"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.model.document import Doc, Mention, Token
from dateline.reference.titles import title_words, titles, whole_titles

_JOINERS = frozenset(
    {"al", "al-", "el", "bin", "ibn", "de", "da", "del", "van", "der", "von", "la", "le", "y", "abu", "-"}
)
_NOT_PERSONS = frozenset({"ORG", "NORP", "DATE", "TIME", "CARDINAL", "MONEY", "QUANTITY", "PERCENT"})
_INITIAL = re.compile(r"(?:[A-Z]\.)+$")
Stretch = tuple[int, int]


def find_people(doc: Doc) -> list[Mention]:
    """Every naming of a person, first full names and then the surnames that stand for them later or earlier.

    `first` to `last` is the name alone, without rank or office; `role` is the office as written beside it.
    """
    found: dict[int, Stretch] = {}
    covered: set[int] = set()
    for first, last in (*_labelled(doc), *_styled(doc)):
        if last > first and covered.isdisjoint(range(first, last)):
            found[first] = (first, last)
            covered.update(range(first, last))
    surnames = {doc.tokens[last - 1].text for _, last in found.values()}
    for token in doc.tokens:
        if token.i not in covered and token.text in surnames and token.label not in {"DATE", "TIME"}:
            found[token.i] = (token.i, token.i + 1)
    return [_mention(doc, *found[first]) for first in sorted(found)]


def _labelled(doc: Doc) -> Iterator[Stretch]:
    """Runs that the model takes for persons, without the titles and marks that it swallows with them."""
    i = 0
    while i < len(doc.tokens):
        if doc.tokens[i].label != "PERSON":
            i += 1
            continue
        last = i + 1
        while last < len(doc.tokens) and doc.tokens[last].label == "PERSON" and _joined(doc.tokens, last):
            last += 1
        yield _trimmed(doc.tokens, i, last)
        i = last


def _joined(tokens: Sequence[Token], i: int) -> bool:
    """Whether a token goes on with the name before it, in the same sentence and on the same line."""
    return tokens[i].sentence == tokens[i - 1].sentence and tokens[i].start - tokens[i - 1].end <= 1


def _trimmed(tokens: Sequence[Token], first: int, last: int) -> Stretch:
    while first < last and (
        tokens[first].text in title_words()
        or tokens[first].lower in titles().offices
        or not (tokens[first].text[0].isupper() or tokens[first].lower in _JOINERS)
    ):
        first += 1
    while last > first and not tokens[last - 1].text[0].isupper():
        last -= 1
    return first, last


def _styled(doc: Doc) -> Iterator[Stretch]:
    """Capitalised words after a rank, office or age, where the model saw no person: "governor Maksym Kozytskyi"."""
    for token in doc.tokens[:-2]:
        rank, office = _title_ends(doc, token), token.lower in titles().offices
        if not rank and not office and not _age_ends(doc, token):
            continue
        first = token.i + 1
        apart = doc.tokens[first].text == "," and office and not rank
        if apart or (rank and doc.tokens[first].text == "."):
            first += 1
        last = first
        while last < len(doc.tokens) and _joined(doc.tokens, last) and _name_part(doc.tokens[last], last == first):
            last += 1
        while last > first and not doc.tokens[last - 1].text[0].isupper():
            last -= 1
        if apart and not (last - first > 1 and last < len(doc.tokens) and doc.tokens[last].text == ","):
            continue  # "the commissioner, Dmytro Koval, said", not any capital after a comma
        if last > first and not all(t.text in title_words() for t in doc.tokens[first:last]):
            yield _trimmed(doc.tokens, first, last)


def _age_ends(doc: Doc, token: Token) -> bool:
    """As before "19-year-old Amber Reed"."""
    return token.lower == "old" and token.i > 1 and doc.tokens[token.i - 2].lower in ("year", "years")


def _title_ends(doc: Doc, token: Token) -> bool:
    """Whether a whole rank or honorific ends with this token; "Air" alone is none, though "Air Marshal" is."""
    known, lasts = whole_titles()
    if token.text not in lasts:
        return False
    for length in range(1, min(4, token.i + 1) + 1):
        text = " ".join(doc.span(token.i - length + 1, token.i + 1).exact.split())
        if text in known or f"{text}." in known:
            return True
    return False


def _name_part(token: Token, opens: bool) -> bool:
    if token.label in _NOT_PERSONS and token.pos != "PROPN":
        return False
    if _INITIAL.match(token.text) or (not opens and token.lower in _JOINERS):
        return True
    return (
        token.text[0].isupper() and token.pos in {"PROPN", "NOUN", "ADJ", "X"} and token.lower not in titles().offices
    )


def _mention(doc: Doc, first: int, last: int) -> Mention:
    name = doc.span(first, last).exact
    role = _role_before(doc, first) or _role_after(doc, last)
    country = None
    if role is not None:
        country = next((m.country for m in doc.mentions_in(*role) if m.country), None)
    return Mention(
        kind="person",
        span=doc.span(first, last),
        first=first,
        last=last,
        name=" ".join(name.split()),
        country=country,
        role=" ".join(doc.span(*role).exact.split()) if role else None,
        found_by="rule",
    )


def _role_before(doc: Doc, first: int) -> Stretch | None:
    """The office or rank right before a name: back to the start of the noun phrase, if it has one in it."""
    begin = first
    while begin > 0 and _joined(doc.tokens, begin) and _role_part(doc.tokens[begin - 1]):
        begin -= 1
    if begin and doc.tokens[begin - 1].text == "," and doc.tokens[begin - 1].sentence == doc.tokens[first].sentence:
        return _role_before_comma(doc, begin - 1) if begin == first else _office(doc, begin, first)
    return _office(doc, begin, first)


def _role_part(token: Token) -> bool:
    if token.text in title_words() or token.text in {".", "-", "'s", "’s"} or token.tag == "POS":
        return True
    if token.tag in {"VBG", "VBN"} or (token.text[0].isupper() and token.dep in {"nmod", "compound", "amod", "poss"}):
        return True  # acting, exiled, appointed; a town that the tagger does not know
    return token.pos in {"NOUN", "PROPN", "ADJ", "PART"} and token.text not in {"'", '"'} and token.text[0].isalnum()


def _office(doc: Doc, begin: int, end: int) -> Stretch | None:
    words = doc.tokens[begin:end]
    if not any(t.lower in titles().offices or t.text in title_words() for t in words):
        return None
    while begin < end and doc.tokens[begin].text in {".", "-", "'s", "’s"}:
        begin += 1
    return (begin, end) if begin < end else None


def _role_before_comma(doc: Doc, comma: int) -> Stretch | None:
    """As in "The commander of the coalition, General Stephen Townsend": the phrase that the name stands beside."""
    head = doc.tokens[doc.tokens[comma + 1].head]
    for token in reversed(doc.tokens[max(0, comma - 12) : comma]):
        if token.sentence != head.sentence or token.pos in {"VERB", "AUX"} or token.text == ",":
            return None
        if token.lower in titles().offices and token.pos in {"NOUN", "PROPN"}:
            begin = token.i
            while begin > 0 and _joined(doc.tokens, begin) and _role_part(doc.tokens[begin - 1]):
                begin -= 1
            determined = begin > 0 and doc.tokens[begin - 1].pos in {"DET", "PRON"}
            return (begin, comma) if determined or doc.tokens[begin].text[0].isupper() else None
    return None


def _role_after(doc: Doc, last: int) -> Stretch | None:
    """As in "Hikmet Hajiyev, assistant to the President," : the phrase between the commas after a name."""
    if last + 1 >= len(doc.tokens) or doc.tokens[last].text != ",":
        return None
    begin, end = last + 1, last + 1
    sentence = doc.tokens[last].sentence
    while end < len(doc.tokens) and doc.tokens[end].sentence == sentence and doc.tokens[end].text not in ",;:.!?()":
        if doc.tokens[end].tag in {"VBD", "VBZ", "VBP", "MD", "WP", "WDT", "WRB"} or end - begin > 14:
            break
        end += 1
    while begin < end and doc.tokens[begin].pos in {"DET", "ADV"}:
        begin += 1
    early = doc.tokens[begin : min(end, begin + 6)]
    if not any(t.lower in titles().offices or t.text in title_words() for t in early):
        return None
    return (begin, end) if begin < end else None

"""Counts of people and things in a sentence: who or what, how many, and the word that says what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from dateline.extract.clauses import clause_range, is_passive, noun_phrase_range, subject, with_conjuncts
from dateline.model.assertion import Toll
from dateline.model.document import Doc, Mention, Token
from dateline.reference.acts import consequences
from dateline.values.quantities import Quantity

_PARTS = re.compile(r"\b(?:among (?:them|whom)|including|one of them|of them|of whom)\b[^.;]*", re.I)
_AFTER_TOTAL = re.compile(
    r"\b(?:to|at|of|is|was|reached|reaches|stands at|stood at|number|numbered|exceeded|passed|topped)\s+$", re.I
)
_ONE = re.compile(r"^(a|an|one|another|its|his|her|their|the|a fourth|a third|a second)$", re.I)
_PEOPLE_TAGS = frozenset({"NN", "NNP"})


class FoundToll(msgspec.Struct, frozen=True, kw_only=True):
    """A toll with the tokens it is told in: `word` says what became of them; first, last: the clause or phrase."""

    toll: Toll
    word: int
    first: int
    last: int


def find_tolls(doc: Doc) -> tuple[FoundToll, ...]:
    """All tolls of the report in text order. Found once a Doc."""
    cached: tuple[FoundToll, ...] | None = doc.__dict__.get("tolls")
    if cached is None:
        cached = tuple(toll for token in doc.tokens for toll in _at(doc, token))
        doc.__dict__["tolls"] = cached
    return cached


def _at(doc: Doc, token: Token) -> Iterator[FoundToll]:
    table = consequences()
    particle = doc.child(token.i, "prt")
    name = f"{token.lemma} {particle.lower}" if particle else token.lemma
    if token.pos in ("VERB", "AUX") and token.dep not in ("amod",):
        measure = table.get(("object", name))
        if measure:
            found = (
                _left_number(doc, token)
                if is_passive(doc, token) or _elliptic(doc, token)
                else _object_number(doc, token)
            )
            yield from _told(doc, token, measure, found)
            return
        measure = table.get(("self", token.lemma))
        if measure:
            who = subject(doc, token)
            yield from _told(doc, token, measure, _number_of(doc, who) if who else _left_number(doc, token))
            return
    measure = table.get(("adjective", token.lower))
    if measure and token.pos in ("ADJ", "NOUN", "VERB", "ADV"):
        found = _adjacent_number(doc, token) or _copula_number(doc, token) or _number_after_total(doc, token)
        if found:
            yield from _told(doc, token, measure, found)
        return
    measure = table.get(("noun", token.lemma)) or table.get(
        ("noun", f"{doc.tokens[token.i - 1].lower} {token.lemma}" if token.i else "")
    )
    if measure and token.pos in ("NOUN", "PROPN"):
        yield from _told(doc, token, measure, _own_number(doc, token) or _number_after_total(doc, token))
    elif token.lemma == "toll" and token.pos == "NOUN":
        yield from _told(doc, token, "killed", _number_after_total(doc, token))


def _told(
    doc: Doc, word: Token, measure: str, found: tuple[Quantity, int, int, str | None] | None
) -> Iterator[FoundToll]:
    if found is None:
        return
    quantity, first, last, of = found
    head = word if word.pos in ("VERB", "AUX") else doc.tokens[word.head]
    a, b = clause_range(doc, head) if head.pos in ("VERB", "AUX") else noun_phrase_range(doc, word)
    a, b = min(a, first, word.i), max(b, last, word.i + 1)
    span = doc.span(first, last)
    parts = _parts(doc, b, word)
    yield FoundToll(
        toll=Toll(
            measure=measure, of=of, low=quantity.low, best=quantity.best, high=quantity.high, qualifier=quantity.qualifier,
            includes=tuple(parts), as_written=span.exact, evidence=span,
        ),
        word=word.i, first=a, last=b,
    )  # fmt: skip


def _parts(doc: Doc, after: int, word: Token) -> list[str]:
    """ "among them four children" later in the sentence."""
    sentence = doc.sentences[word.sentence]
    rest = doc.report.text[doc.tokens[word.i].end : sentence.span.end]
    found = _PARTS.search(rest)
    return [found.group(0).strip(" ,")] if found and len(found.group(0)) < 90 else []


# ------------------------------------------------------------------ where the number stands
def _quantity_at(doc: Doc, i: int) -> Mention | None:
    n = doc.mention_at.get(i)
    mention = doc.mentions[n] if n is not None else None
    return mention if mention is not None and mention.kind == "quantity" and mention.entity in (None, "") else None


def _as_found(doc: Doc, mention: Mention, noun: Token | None) -> tuple[Quantity, int, int, str | None]:
    last = mention.last
    of = None
    if (
        noun is not None
        and mention.last <= noun.i <= mention.last + 4
        and noun.sentence == doc.tokens[mention.first].sentence
    ):
        of = doc.span(mention.last, noun.i + 1).exact
        of = re.sub(r"^(?:of (?:the|its|their)|more|other|further|of)\s+", "", of)
        last = noun.i + 1
    assert mention.quantity is not None
    return mention.quantity, mention.first, last, of


def _number_of(doc: Doc, noun: Token) -> tuple[Quantity, int, int, str | None] | None:
    """The number on a noun or one of its conjuncts, the noun itself being a number, or "a" person."""
    for each in with_conjuncts(doc, noun):
        mention = _quantity_at(doc, each.i)
        if mention is not None:
            of_what = next(
                (doc.tokens[g] for c in doc.children[each.i] if doc.tokens[c].lower == "of" for g in doc.children[c]),
                None,
            )
            return _as_found(doc, mention, of_what)
        for c in doc.children[each.i]:
            if c < each.i and doc.tokens[c].dep in (
                "nummod",
                "amod",
                "quantmod",
                "det",
                "nmod",
                "predet",
                "advmod",
                "compound",
            ):
                mention = _quantity_at(doc, c)
                if mention is not None:
                    return _as_found(doc, mention, each)
        if each.lower in ("nobody", "no-one", "none") or (
            each.lower == "one" and each.i and doc.tokens[each.i - 1].lower == "no"
        ):
            return Quantity(best=0), each.i, each.i + 1, None
        det = doc.child(each.i, "det", "poss")
        n = doc.mention_at.get(each.i)
        person = n is not None and doc.mentions[n].kind in ("person", "group", "force")
        if (
            person
            and each.tag in _PEOPLE_TAGS
            and not doc.mentions[n].plural
            and (det is not None and _ONE.match(det.lower) or doc.mentions[n].kind == "person")
        ):  # type: ignore[index]
            first = det.i if det is not None and det.dep == "det" else doc.mentions[n].first  # type: ignore[index]
            return Quantity(best=1), min(first, each.i), each.i + 1, each.lower
    return None


def _object_number(doc: Doc, verb: Token) -> tuple[Quantity, int, int, str | None] | None:
    for c in doc.children[verb.i]:
        child = doc.tokens[c]
        if child.dep in ("dobj", "nsubj") and child.i > verb.i:
            found = _number_of(doc, child)
            if found:
                return found
    following = _quantity_at(doc, verb.i + 1) if verb.i + 1 < len(doc.tokens) else None
    if following is not None and doc.tokens[following.first].sentence == verb.sentence:
        noun = next(
            (
                doc.tokens[i]
                for i in range(following.last, min(following.last + 3, len(doc.tokens)))
                if doc.tokens[i].pos in ("NOUN", "PROPN")
            ),
            None,
        )
        return _as_found(doc, following, noun)
    return None


def _left_number(doc: Doc, verb: Token) -> tuple[Quantity, int, int, str | None] | None:
    own = doc.child(verb.i, "nsubjpass", "nsubj")
    if own is not None:
        return _number_of(doc, own)
    return _adjacent_number(doc, verb) or (_number_of(doc, who) if (who := subject(doc, verb)) else None)


def _elliptic(doc: Doc, verb: Token) -> bool:
    """ "... and 35 wounded": a participle right after its number."""
    return verb.tag in ("VBN", "VBD") and verb.i > 0 and _quantity_at(doc, verb.i - 1) is not None


def _adjacent_number(doc: Doc, word: Token) -> tuple[Quantity, int, int, str | None] | None:
    """ "12 dead", "four more dead", "eight people wounded": the number at most three words before."""
    for i in range(word.i - 1, max(word.i - 4, -1), -1):
        token = doc.tokens[i]
        mention = _quantity_at(doc, i)
        if mention is not None and token.sentence == word.sentence:
            noun = doc.tokens[word.i - 1] if doc.tokens[word.i - 1].pos == "NOUN" else None
            return _as_found(doc, mention, noun)
        if token.pos not in ("NOUN", "ADJ", "ADV") or token.sentence != word.sentence:
            return None
    return None


def _copula_number(doc: Doc, word: Token) -> tuple[Quantity, int, int, str | None] | None:
    """ "Two are missing", "three people are dead"."""
    above = doc.tokens[word.head]
    if word.dep in ("acomp", "attr") and above.lemma in ("be", "remain", "lie"):
        who = doc.child(above.i, "nsubj")
        return _number_of(doc, who) if who else None
    return None


def _own_number(doc: Doc, noun: Token) -> tuple[Quantity, int, int, str | None] | None:
    """ "105 deaths", "no casualties"."""
    mention = _quantity_at(doc, noun.i)
    if mention is not None:
        return _as_found(doc, mention, None)
    for c in doc.children[noun.i]:
        if c < noun.i and (mention := _quantity_at(doc, c)) is not None:
            return _as_found(doc, mention, noun)
        if doc.tokens[c].lower == "no" and c < noun.i:
            return Quantity(best=0), c, noun.i + 1, noun.lower
    return None


def _number_after_total(doc: Doc, word: Token) -> tuple[Quantity, int, int, str | None] | None:
    """ "the death toll rose to 57", "put the number of dead at 12", "the dead number 105"."""
    sentence = doc.sentences[word.sentence]
    for mention in doc.mentions_in(word.i + 1, sentence.last, "quantity"):
        before = doc.report.text[max(word.end - 1, mention.span.start - 16) : mention.span.start]
        if mention.entity in (None, "") and _AFTER_TOTAL.search(before + ("" if before.endswith(" ") else " ")):
            return _as_found(doc, mention, None)
    return None

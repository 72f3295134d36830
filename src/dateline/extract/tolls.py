"""Counts of people and things in a sentence: who or what, how many, and the word that says what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from dateline.extract.clauses import clause_range, noun_phrase_range, objects, subject
from dateline.extract.numbers import (
    Number,
    adjacent_number,
    as_found,
    copula_number,
    is_people,
    left_number,
    number_after_total,
    number_of,
    numbers_under,
    one_named,
    own_number,
    quantity_at,
)
from dateline.model.assertion import Toll
from dateline.model.document import Doc, Mention, Token
from dateline.reference.acts import consequences, outcomes
from dateline.values.quantities import Quantity

_PARTS = re.compile(
    r"\b(?:among (?:them|whom|those)|including|one of (?:them|whom)|\w+ of (?:them|whom))\b[^.;:]*"
    r"|, [\w ]{1,30} among them",
    re.I,
)


_ONE_IS_TOLD = frozenset({"killed", "injured", "destroyed", "damaged", "shot down"})
"""Measures of which a thing or person without a number is one: "launched an operation" launches no one thing."""


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


def toll_at(doc: Doc, word: int) -> FoundToll | None:
    """The first toll that this word tells."""
    cached: dict[int, FoundToll] | None = doc.__dict__.get("toll_at")
    if cached is None:
        cached = doc.__dict__["toll_at"] = {t.word: t for t in reversed(find_tolls(doc))}
    return cached.get(word)


def _at(doc: Doc, token: Token) -> Iterator[FoundToll]:
    """The tolls that this word tells, none for most words."""
    table = consequences()
    if token.pos in ("VERB", "AUX") and token.dep != "amod" and (found := list(_at_verb(doc, token))):
        yield from found
        return
    measure = table.get(("adjective", token.lower))
    if measure and token.pos in ("ADJ", "NOUN", "VERB", "ADV"):
        numbers = adjacent_number(doc, token) or copula_number(doc, token) or number_after_total(doc, token)
        yield from _told(doc, token, measure, numbers)
    elif token.pos in ("NOUN", "PROPN"):
        before = doc.tokens[token.i - 1].lower if token.i else ""
        measure = table.get(("noun", token.lemma)) or table.get(("noun", f"{before} {token.lemma}"))
        if measure:
            total = number_after_total(doc, token) if measure != "attacks" else []
            yield from _told(doc, token, measure, own_number(doc, token) or total)
        elif token.lemma == "toll":
            yield from _told(doc, token, "killed", number_after_total(doc, token))


def _at_verb(doc: Doc, verb: Token) -> Iterator[FoundToll]:
    table = consequences()
    beside = [
        doc.tokens[c].lower for c in doc.children[verb.i] if doc.tokens[c].dep in ("prt", "advmod", "acomp", "oprd")
    ]
    names = [*(f"{verb.lemma} {word}" for word in beside), verb.lemma]
    names += [f"{verb.lemma} {phrase}" for phrase in _complements(doc, verb)]
    measure = next((m for name in names if (m := table.get(("object", name)))), None)
    hit = table.get(("people", verb.lemma))
    if measure:
        numbers = numbers_under(doc, verb) or (one_named(doc, verb) if measure in _ONE_IS_TOLD else [])
        yield from _told(doc, verb, measure, numbers)
    elif hit and not _dies(doc, verb):
        yield from _told(doc, verb, hit, [each for each in numbers_under(doc, verb) if _counts_people(doc, each)])
    elif (measure := _condition(doc, verb)) and not _dies(doc, verb):
        who = subject(doc, verb)
        yield from _told(doc, verb, measure, number_of(doc, who) if who else [])
    elif verb.lemma == "lose":
        who = subject(doc, verb)
        lives = any(o.lemma == "life" for o in objects(doc, verb))
        lost = [who] if lives and who else [o for o in objects(doc, verb) if is_people(doc, o)]
        yield from _told(doc, verb, "killed", [n for each in lost for n in number_of(doc, each)])
    elif measure := table.get(("self", verb.lemma)):
        who = subject(doc, verb)
        yield from _told(doc, verb, measure, number_of(doc, who) if who else left_number(doc, verb))


def _complements(doc: Doc, verb: Token) -> Iterator[str]:
    """As in "shot to death", "is in critical condition", "suffered gunshot wounds": what completes a verb, as
    `consequences.yaml` and `outcomes.yaml` write it.
    """
    for c in doc.children[verb.i]:
        child = doc.tokens[c]
        if child.dep == "dobj":
            yield child.lemma
        for g in doc.children[c] if child.dep == "prep" else ():
            if doc.tokens[g].dep == "pobj":
                quality = [doc.tokens[k].lower for k in doc.children[g] if doc.tokens[k].dep == "amod"]
                yield " ".join([child.lower, *quality, doc.tokens[g].lower])


def _condition(doc: Doc, verb: Token) -> str | None:
    """What became of those of whom a verb tells how they are: "is in hospital", "suffered burns"."""
    phrases = {*_complements(doc, verb)}
    if verb.lemma not in ("be", "remain", "lie"):
        phrases = {f"{verb.lemma} {each}" for each in phrases}
    return next((measure for measure, known in outcomes().items() if not phrases.isdisjoint(known)), None)


def _dies(doc: Doc, verb: Token) -> bool:
    """As in "was shot and killed", "was taken to hospital, where he died", "is dead after being shot": another verb
    says what came of the same people.
    """
    below = [doc.tokens[i] for i in doc.subtree(verb.i) if doc.tokens[i].dep in ("conj", "relcl")]
    above = [doc.tokens[verb.head]] if verb.dep == "conj" else []
    if verb.dep in ("pcomp", "advcl") and verb.tag == "VBN" and doc.child(verb.i, "nsubj", "nsubjpass") is None:
        above += [t for t in doc.ancestors(verb.i) if t.pos in ("VERB", "AUX")][:1]
    return any(_kills(doc, each) for each in (*below, *above) if each.i != verb.i)


def _kills(doc: Doc, verb: Token) -> bool:
    table = consequences()
    dead = (table.get(("adjective", doc.tokens[c].lower)) for c in doc.children[verb.i] if verb.pos == "AUX")
    if table.get(("self", verb.lemma)) == "killed" or "killed" in dead:
        return True
    own = doc.child(verb.i, "nsubjpass", "dobj")
    names = [verb.lemma, *(f"{verb.lemma} {doc.tokens[c].lower}" for c in doc.children[verb.i])]
    killed = any(table.get(("object", name)) == "killed" for name in names)
    return killed and (own is None or own.pos == "PRON" or own.tag == "WP")


def _counts_people(doc: Doc, number: Number) -> bool:
    _, first, last, _ = number
    if doc.tokens[last - 1].lower == "old":  # "an 8-year-old"
        return True
    nouns = [doc.tokens[k] for k in range(first, last) if doc.tokens[k].pos in ("NOUN", "PROPN", "PRON")]
    return not nouns or any(is_people(doc, each) or each.pos == "PRON" for each in nouns)


def _told(doc: Doc, word: Token, measure: str, numbers: list[Number]) -> Iterator[FoundToll]:
    """A toll for each number, and one for each part that the sentence counts out of the first ("among them 14
    children").
    """
    for n, (quantity, first, last, of) in enumerate(numbers):
        head = word if word.pos in ("VERB", "AUX") else doc.tokens[word.head]
        a, b = clause_range(doc, head) if head.pos in ("VERB", "AUX") else noun_phrase_range(doc, word)
        a, b = min(a, first, word.i), max(b, last, word.i + 1)
        parts = _parts_of(doc, word, last) if n == 0 else []
        whole = _toll(doc, measure, quantity, (first, last), of)
        includes = tuple(doc.span(f, t).exact for _, f, t, _ in parts)
        yield FoundToll(toll=msgspec.structs.replace(whole, includes=includes), word=word.i, first=a, last=b)
        for part, f, t, whom in parts:
            yield FoundToll(toll=_toll(doc, measure, part, (f, t), whom), word=word.i, first=a, last=b)


def _toll(doc: Doc, measure: str, quantity: Quantity, at: tuple[int, int], of: str | None) -> Toll:
    span = doc.span(*at)
    return Toll(
        measure=measure,
        of=of,
        low=quantity.low,
        best=quantity.best,
        high=quantity.high,
        qualifier=quantity.qualifier,
        as_written=span.exact,
        evidence=span,
    )


def toll_of(doc: Doc, mention: Mention, measure: str) -> Toll:
    """The toll that a number tells, with the noun right after it."""
    reach = range(mention.last, min(mention.last + 3, len(doc.tokens)))
    noun = next((doc.tokens[k] for k in reach if doc.tokens[k].pos in ("NOUN", "PROPN")), None)
    while noun is not None and noun.dep == "compound" and noun.i < noun.head <= noun.i + 2:
        noun = doc.tokens[noun.head]  # "11 combat engagements"
    quantity, first, last, of = as_found(doc, mention, noun)
    return _toll(doc, measure, quantity, (first, last), of)


def _parts_of(doc: Doc, word: Token, last: int) -> list[Number]:
    """The parts of a toll whose number ends before token `last`: after its word ("12 were killed, four of them
    children"), else between the two ("Twelve, a girl among them, were killed").
    """
    after = list(_parts(doc, word, max(last, word.i + 1)))
    return after or [part for part in _parts(doc, word, last) if part[2] <= word.i]


def _parts(doc: Doc, word: Token, after: int) -> Iterator[Number]:
    """Counts that the sentence gives as part of the toll just told, up to the next semicolon."""
    sentence = doc.sentences[word.sentence]
    found = _PARTS.search(doc.report.text, doc.tokens[after - 1].end, sentence.span.end)
    if found is None or found.start() - doc.tokens[after - 1].end > 60:
        return
    for i in range(after, sentence.last):
        token = doc.tokens[i]
        if token.start < found.start() or token.end > found.end():
            continue
        if token.pos == "VERB":
            return  # "three of them children, and wounded more than 100"
        mention = quantity_at(doc, i)
        if mention is not None and mention.first == i:
            reach = range(mention.last, min(mention.last + 4, sentence.last))
            noun = next((doc.tokens[k] for k in reach if doc.tokens[k].pos in ("NOUN", "PROPN")), None)
            if noun is not None and noun.dep in ("nsubj", "nsubjpass") and doc.tokens[noun.head].i > noun.i:
                return  # "five of them children, and 98 people had been taken to hospital"
            yield as_found(doc, mention, noun)
        elif token.lower in ("a", "an") and token.head > i and is_people(doc, doc.tokens[token.head]):
            yield Quantity(best=1), i, token.head + 1, doc.tokens[token.head].lower

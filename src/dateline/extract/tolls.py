"""Counts of people and things in a sentence: who or what, how many, and the word that says what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from dateline.extract.clauses import clause_range, is_passive, noun_phrase_range, objects, subject, with_conjuncts
from dateline.model.assertion import Toll
from dateline.model.document import Doc, Mention, Token
from dateline.reference.acts import consequences, outcomes
from dateline.values.quantities import Quantity

_PARTS = re.compile(
    r"\b(?:among (?:them|whom|those)|including|one of (?:them|whom)|\w+ of (?:them|whom))\b[^.;:]*"
    r"|, [\w ]{1,30} among them",
    re.I,
)
_AFTER_TOTAL = re.compile(
    r"\b(?:to|at|of|is|was|been|reached|reaches|number|numbered|exceeded|passed|topped|climbs to|now|killed)\s+$",
    re.I,
)
_ONE = re.compile(r"^(a|an|one|another|its|his|her|their|the)$", re.I)
_SINGULAR = frozenset({"NN", "NNP"})

Number = tuple[Quantity, int, int, str | None]
"""A quantity, the tokens from and to which it is written with its noun, and the noun."""


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
        numbers = _adjacent_number(doc, token) or _copula_number(doc, token) or _number_after_total(doc, token)
        yield from _told(doc, token, measure, numbers)
    elif token.pos in ("NOUN", "PROPN"):
        before = doc.tokens[token.i - 1].lower if token.i else ""
        measure = table.get(("noun", token.lemma)) or table.get(("noun", f"{before} {token.lemma}"))
        if measure:
            total = _number_after_total(doc, token) if measure != "attacks" else []
            yield from _told(doc, token, measure, _own_number(doc, token) or total)
        elif token.lemma == "toll":
            yield from _told(doc, token, "killed", _number_after_total(doc, token))


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
        yield from _told(doc, verb, measure, _numbers_under(doc, verb))
    elif hit and not _dies(doc, verb):
        yield from _told(doc, verb, hit, [each for each in _numbers_under(doc, verb) if _counts_people(doc, each)])
    elif (measure := _condition(doc, verb)) and not _dies(doc, verb):
        who = subject(doc, verb)
        yield from _told(doc, verb, measure, _number_of(doc, who) if who else [])
    elif verb.lemma == "lose":
        who = subject(doc, verb)
        lives = any(o.lemma == "life" for o in objects(doc, verb))
        lost = [who] if lives and who else [o for o in objects(doc, verb) if _is_people(doc, o)]
        yield from _told(doc, verb, "killed", [n for each in lost for n in _number_of(doc, each)])
    elif measure := table.get(("self", verb.lemma)):
        who = subject(doc, verb)
        yield from _told(doc, verb, measure, _number_of(doc, who) if who else _left_number(doc, verb))


def _numbers_under(doc: Doc, verb: Token) -> list[Number]:
    """The numbers of those to whom it is done."""
    if _elliptic(doc, verb):
        return _adjacent_number(doc, verb)
    return _left_number(doc, verb) if is_passive(doc, verb) else _object_number(doc, verb)


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
    """As in "was shot and killed", "was taken to hospital, where he died": another verb says what came of the same
    people.
    """
    below = [doc.tokens[i] for i in doc.subtree(verb.i) if doc.tokens[i].dep in ("conj", "relcl")]
    above = [doc.tokens[verb.head]] if verb.dep == "conj" else []
    return any(_kills(doc, each) for each in (*below, *above) if each.i != verb.i)


def _kills(doc: Doc, verb: Token) -> bool:
    table = consequences()
    if table.get(("self", verb.lemma)) == "killed":
        return True
    own = doc.child(verb.i, "nsubjpass", "dobj")
    names = [verb.lemma, *(f"{verb.lemma} {doc.tokens[c].lower}" for c in doc.children[verb.i])]
    killed = any(table.get(("object", name)) == "killed" for name in names)
    return killed and (own is None or own.pos == "PRON" or own.tag == "WP")


def _counts_people(doc: Doc, number: Number) -> bool:
    _, first, last, _ = number
    nouns = [doc.tokens[k] for k in range(first, last) if doc.tokens[k].pos in ("NOUN", "PROPN", "PRON")]
    return not nouns or any(_is_people(doc, each) or each.pos == "PRON" for each in nouns)


def _is_people(doc: Doc, token: Token) -> bool:
    n = doc.mention_at.get(token.i)
    return n is not None and doc.mentions[n].kind in ("force", "group", "person")


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
    quantity, first, last, of = _as_found(doc, mention, noun)
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
        mention = _quantity_at(doc, i)
        if mention is not None and mention.first == i:
            reach = range(mention.last, min(mention.last + 4, sentence.last))
            noun = next((doc.tokens[k] for k in reach if doc.tokens[k].pos in ("NOUN", "PROPN")), None)
            if noun is not None and noun.dep in ("nsubj", "nsubjpass") and doc.tokens[noun.head].i > noun.i:
                return  # "five of them children, and 98 people had been taken to hospital"
            yield _as_found(doc, mention, noun)
        elif token.lower in ("a", "an") and token.head > i and _is_people(doc, doc.tokens[token.head]):
            yield Quantity(best=1), i, token.head + 1, doc.tokens[token.head].lower


# ------------------------------------------------------------------ where the number stands
def _quantity_at(doc: Doc, i: int) -> Mention | None:
    n = doc.mention_at.get(i)
    mention = doc.mentions[n] if n is not None else None
    return mention if mention is not None and mention.kind == "quantity" and mention.entity in (None, "") else None


def _as_found(doc: Doc, mention: Mention, noun: Token | None) -> Number:
    last, of = mention.last, None
    if noun is not None and any(doc.tokens[k].pos == "PUNCT" for k in range(mention.last, noun.i)):
        noun = None  # "wounding about 90, officials said"
    if noun is not None and not _names_a_group(doc, mention.last, noun):
        noun = None
    if (
        noun is not None
        and mention.last <= noun.i <= mention.last + 4
        and noun.sentence == doc.tokens[mention.first].sentence
    ):
        of = re.sub(r"^(?:of (?:the|its|their)|more|other|further|of)\s+", "", doc.span(mention.last, noun.i + 1).exact)
        last = noun.i + 1
    assert mention.quantity is not None
    return mention.quantity, mention.first, last, of


def _names_a_group(doc: Doc, after: int, noun: Token) -> bool:
    """Whether a noun after a number says what it counts: not "12 in the house", "58 on Tuesday"."""
    n = doc.mention_at.get(noun.i)
    if n is not None and doc.mentions[n].kind in ("date", "place"):
        return False
    between = (doc.tokens[k] for k in range(after, noun.i))
    return not any(t.pos in ("VERB", "AUX") or (t.pos == "ADP" and t.lower != "of") for t in between)


def _number_of(doc: Doc, noun: Token) -> list[Number]:
    """The numbers on a noun and its conjuncts; a noun may be a number itself, or "a" person."""
    same = [each for each in with_conjuncts(doc, noun) if not _told_otherwise(doc, noun.i + 1, each.i)]
    return [n for each in same if (n := _one_number(doc, each)) is not None]


def _told_otherwise(doc: Doc, first: int, last: int) -> bool:
    """Whether another word between two joined nouns says what became of the second: "killed 23, and wounded 100"."""
    table = consequences()
    between = (doc.tokens[k] for k in range(first, last))
    return any(t.pos == "VERB" or ("object", t.lemma) in table or ("adjective", t.lower) in table for t in between)


def _one_number(doc: Doc, noun: Token) -> Number | None:
    mention = _quantity_at(doc, noun.i)
    if mention is not None:
        of = next(
            (doc.tokens[g] for c in doc.children[noun.i] if doc.tokens[c].lower == "of" for g in doc.children[c]), None
        )
        return _as_found(doc, mention, of)
    for c in doc.children[noun.i]:
        if c < noun.i and doc.tokens[c].dep in (
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
                return _as_found(doc, mention, noun)
    if noun.lower in ("nobody", "no-one", "none") or (
        noun.lower == "one" and noun.i and doc.tokens[noun.i - 1].lower == "no"
    ):
        return Quantity(best=0), noun.i, noun.i + 1, None
    return _single(doc, noun)


def _single(doc: Doc, noun: Token) -> Number | None:
    """As in "a woman", "its driver", "Rex Masai", "she": one person. Headlines leave the article out."""
    if noun.lower in ("he", "she"):
        return Quantity(best=1), noun.i, noun.i + 1, None
    n = doc.mention_at.get(noun.i)
    if n is None or noun.tag not in _SINGULAR:
        return None
    mention = doc.mentions[n]
    det = doc.child(noun.i, "det", "poss")
    bare = det is None and doc.sentences[noun.sentence].block == "headline"
    one = (bare or (det is not None and _ONE.match(det.lower))) and not mention.plural
    one = one and mention.kind in ("group", "force")
    if mention.kind == "person" or one:
        first = det.i if det is not None and det.dep == "det" else mention.first
        of = mention.span.exact if mention.kind == "person" else noun.lower
        return Quantity(best=1), min(first, noun.i), noun.i + 1, of
    return None


def _object_number(doc: Doc, verb: Token) -> list[Number]:
    for c in doc.children[verb.i]:
        child = doc.tokens[c]
        if child.dep in ("dobj", "nsubj", "oprd") and child.i > verb.i and (found := _number_of(doc, child)):
            return found
    following = _quantity_at(doc, verb.i + 1) if verb.i + 1 < len(doc.tokens) else None
    if following is not None and doc.tokens[following.first].sentence == verb.sentence:
        reach = range(following.last, min(following.last + 3, len(doc.tokens)))
        noun = next((doc.tokens[i] for i in reach if doc.tokens[i].pos in ("NOUN", "PROPN")), None)
        return [_as_found(doc, following, noun)]
    return []


def _left_number(doc: Doc, verb: Token) -> list[Number]:
    own = doc.child(verb.i, "nsubjpass", "nsubj")
    if own is not None:
        return _number_of(doc, own)
    near = _adjacent_number(doc, verb)
    if near:
        return near
    who = subject(doc, verb)
    return _number_of(doc, who) if who else []


def _elliptic(doc: Doc, verb: Token) -> bool:
    """As in "... and 35 wounded": a participle right after its number."""
    return verb.tag in ("VBN", "VBD") and verb.i > 0 and _quantity_at(doc, verb.i - 1) is not None


def _adjacent_number(doc: Doc, word: Token) -> list[Number]:
    """As in "12 dead", "four more dead", "eight people wounded": the number at most four words before."""
    for i in range(word.i - 1, max(word.i - 5, -1), -1):
        token = doc.tokens[i]
        mention = _quantity_at(doc, i)
        if mention is not None and token.sentence == word.sentence:
            noun = doc.tokens[word.i - 1] if doc.tokens[word.i - 1].pos == "NOUN" else None
            return [_as_found(doc, mention, noun)]
        if token.pos not in ("NOUN", "ADJ", "ADV") or token.sentence != word.sentence:
            break
    return []


def _copula_number(doc: Doc, word: Token) -> list[Number]:
    """As in "Two are missing", "three people are dead"."""
    above = doc.tokens[word.head]
    if word.dep in ("acomp", "attr") and above.lemma in ("be", "remain", "lie"):
        who = doc.child(above.i, "nsubj")
        return _number_of(doc, who) if who else []
    return []


def _own_number(doc: Doc, noun: Token) -> list[Number]:
    """As in "105 deaths", "no casualties"."""
    mention = _quantity_at(doc, noun.i)
    if mention is not None:
        return [_as_found(doc, mention, None)]
    for c in doc.children[noun.i]:
        if c < noun.i and (mention := _quantity_at(doc, c)) is not None:
            return [_as_found(doc, mention, noun)]
        if doc.tokens[c].lower == "no" and c < noun.i:
            return [(Quantity(best=0), c, noun.i + 1, noun.lower)]
    return []


def _number_after_total(doc: Doc, word: Token) -> list[Number]:
    """As in "the death toll rose to 57", "put the number of dead at 12", "the dead number 105"."""
    sentence = doc.sentences[word.sentence]
    for mention in doc.mentions_in(word.i + 1, sentence.last, "quantity"):
        before = doc.report.text[word.end - 6 : mention.span.start]
        if mention.entity in (None, "") and _AFTER_TOTAL.search(before[-20:]):
            return [_as_found(doc, mention, None)]
    return []

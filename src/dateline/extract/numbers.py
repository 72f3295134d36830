"""Which number stands with a noun or a verb: "12 soldiers", "a woman", "Rex Masai", "killed 14", "35 wounded"."""

from __future__ import annotations

import re

from dateline.extract.clauses import is_passive, subject, with_conjuncts
from dateline.model.document import Doc, Mention, Token
from dateline.reference.acts import collectives, consequences
from dateline.reference.titles import titles
from dateline.values.quantities import Quantity

_AFTER_TOTAL = re.compile(
    r"\b(?:to|at|of|is|was|been|reached|reaches|number|numbered|exceeded|passed|topped|climbs to|now|killed)\s+$",
    re.I,
)
_ONE = re.compile(r"^(a|an|one|another|its|his|her|their|the)$", re.I)
_SINGULAR = frozenset({"NN", "NNP"})
_SELF = frozenset({"himself", "herself", "themselves", "self"})

Number = tuple[Quantity, int, int, str | None]
"""A quantity, the tokens from and to which it is written with its noun, and the noun."""


def numbers_under(doc: Doc, verb: Token) -> list[Number]:
    """The numbers of those to whom it is done."""
    if _elliptic(doc, verb):
        return adjacent_number(doc, verb)
    if (before := _shortened(doc, verb)) is not None:
        return number_of(doc, before)
    own = doc.child(verb.i, "dobj")
    if own is not None and own.lower in _SELF:  # "shot himself"
        who = subject(doc, verb)
        return number_of(doc, who) if who else []
    return left_number(doc, verb) if is_passive(doc, verb) else _object_number(doc, verb)


def is_people(doc: Doc, token: Token) -> bool:
    """Whether the word is part of a mention of people."""
    n = doc.mention_at.get(token.i)
    return n is not None and doc.mentions[n].kind in ("force", "group", "person")


def quantity_at(doc: Doc, i: int) -> Mention | None:
    """The plain number that the token is part of: no age, sum or distance."""
    n = doc.mention_at.get(i)
    mention = doc.mentions[n] if n is not None else None
    return mention if mention is not None and mention.kind == "quantity" and mention.entity in (None, "") else None


def as_found(doc: Doc, mention: Mention, noun: Token | None) -> Number:
    """A plain number with the noun that it counts, where that stands close behind it and names a group."""
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


def number_of(doc: Doc, noun: Token) -> list[Number]:
    """The numbers on a noun and its conjuncts; a noun may be a number itself, or "a" person."""
    same = [each for each in with_conjuncts(doc, noun) if not _told_otherwise(doc, noun.i + 1, each.i)]
    return [n for each in same if (n := _one_number(doc, each)) is not None]


def _told_otherwise(doc: Doc, first: int, last: int) -> bool:
    """Whether another word between two joined nouns says what became of the second: "killed 23, and wounded 100"."""
    table = consequences()
    between = (doc.tokens[k] for k in range(first, last))
    return any(t.pos == "VERB" or ("object", t.lemma) in table or ("adjective", t.lower) in table for t in between)


def _one_number(doc: Doc, noun: Token) -> Number | None:
    mention = quantity_at(doc, noun.i)
    if mention is not None:
        of = next(
            (doc.tokens[g] for c in doc.children[noun.i] if doc.tokens[c].lower == "of" for g in doc.children[c]), None
        )
        return as_found(doc, mention, of)
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
            mention = quantity_at(doc, c)
            if mention is not None:
                return as_found(doc, mention, noun)
    if noun.lower in ("nobody", "no-one", "none") or (
        noun.lower == "one" and noun.i and doc.tokens[noun.i - 1].lower == "no"
    ):
        return Quantity(best=0), noun.i, noun.i + 1, None
    return _single(doc, noun)


def _single(doc: Doc, noun: Token) -> Number | None:
    """As in "a woman", "its driver", "Rex Masai", "she": one person. Headlines leave the article out."""
    if noun.lower in ("he", "she"):
        return Quantity(best=1), noun.i, noun.i + 1, None
    if (aged := _aged(doc, noun)) is not None:
        return aged
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


def one_named(doc: Doc, verb: Token) -> list[Number]:
    """As in "killing a watchman", "destroyed a bridge", "the mayor was killed": one, where no number stands. With "the"
    only who holds an office is one.
    """
    what = subject(doc, verb) if is_passive(doc, verb) else doc.child(verb.i, "dobj")
    det = doc.child(what.i, "det") if what is not None and what.tag == "NN" and what.i not in doc.mention_at else None
    if what is None or det is None or what.lemma in collectives():
        return []
    if det.lower in ("a", "an") or (det.lower == "the" and what.lower in titles().offices):
        return [(Quantity(best=1), det.i, what.i + 1, what.lower)]
    return []


def _aged(doc: Doc, word: Token) -> Number | None:
    """As in "a 6-year-old", "the 17-year-old": a child or youth, named by an age."""
    first = next((i for i in range(word.i, max(word.i - 5, -1), -1) if (m := _age_at(doc, i)) and m.first == i), None)
    if word.lower != "old" or first is None or doc.span(first, word.i + 1).exact.count("-") < 2:
        return None
    det = doc.tokens[first - 1] if first else None
    begin = det.i if det is not None and _ONE.match(det.lower) else first
    return Quantity(best=1), begin, word.i + 1, doc.span(first, word.i + 1).exact.lower()


def _age_at(doc: Doc, i: int) -> Mention | None:
    n = doc.mention_at.get(i)
    return doc.mentions[n] if n is not None and doc.mentions[n].entity == "age" else None


def _object_number(doc: Doc, verb: Token) -> list[Number]:
    for c in doc.children[verb.i]:
        child = doc.tokens[c]
        if child.dep in ("dobj", "nsubj", "oprd") and child.i > verb.i and (found := number_of(doc, child)):
            return found
    following = quantity_at(doc, verb.i + 1) if verb.i + 1 < len(doc.tokens) else None
    if following is not None and doc.tokens[following.first].sentence == verb.sentence:
        reach = range(following.last, min(following.last + 3, len(doc.tokens)))
        noun = next((doc.tokens[i] for i in reach if doc.tokens[i].pos in ("NOUN", "PROPN")), None)
        return [as_found(doc, following, noun)]
    return []


def left_number(doc: Doc, verb: Token) -> list[Number]:
    """The numbers of a verb's subject, or that right before it."""
    own = doc.child(verb.i, "nsubjpass", "nsubj")
    if own is not None:
        return number_of(doc, own)
    near = adjacent_number(doc, verb)
    if near:
        return near
    who = subject(doc, verb)
    return number_of(doc, who) if who else []


def _elliptic(doc: Doc, verb: Token) -> bool:
    """As in "... and 35 wounded": a participle right after its number."""
    return verb.tag in ("VBN", "VBD") and verb.i > 0 and quantity_at(doc, verb.i - 1) is not None


def _shortened(doc: Doc, verb: Token) -> Token | None:
    """As in the headline "Police: Girl Killed, 3 Adults Injured": whom a participle without a verb beside it is about,
    whatever the parse made of them.
    """
    if verb.tag not in ("VBN", "VBD") or not verb.i or doc.sentences[verb.sentence].block != "headline":
        return None
    before = doc.tokens[verb.i - 1]
    after = doc.tokens[verb.i + 1] if verb.i + 1 < len(doc.tokens) else None
    ends = after is None or after.sentence != verb.sentence or after.pos in ("PUNCT", "ADP", "CCONJ")
    return before if ends and before.sentence == verb.sentence and is_people(doc, before) else None


def adjacent_number(doc: Doc, word: Token) -> list[Number]:
    """As in "12 dead", "four more dead", "eight people wounded": the number at most four words before."""
    for i in range(word.i - 1, max(word.i - 5, -1), -1):
        token = doc.tokens[i]
        mention = quantity_at(doc, i)
        if mention is not None and token.sentence == word.sentence:
            noun = doc.tokens[word.i - 1] if doc.tokens[word.i - 1].pos == "NOUN" else None
            return [as_found(doc, mention, noun)]
        if token.pos not in ("NOUN", "ADJ", "ADV") or token.sentence != word.sentence:
            break
    return []


def copula_number(doc: Doc, word: Token) -> list[Number]:
    """As in "Two are missing", "three people are dead"."""
    above = doc.tokens[word.head]
    if word.dep in ("acomp", "attr") and above.lemma in ("be", "remain", "lie"):
        who = doc.child(above.i, "nsubj")
        return number_of(doc, who) if who else []
    return []


def own_number(doc: Doc, noun: Token) -> list[Number]:
    """As in "105 deaths", "no casualties"."""
    mention = quantity_at(doc, noun.i)
    if mention is not None:
        return [as_found(doc, mention, None)]
    for c in doc.children[noun.i]:
        if c < noun.i and (mention := quantity_at(doc, c)) is not None:
            return [as_found(doc, mention, noun)]
        if doc.tokens[c].lower == "no" and c < noun.i:
            return [(Quantity(best=0), c, noun.i + 1, noun.lower)]
    return []


def number_after_total(doc: Doc, word: Token) -> list[Number]:
    """As in "the death toll rose to 57", "put the number of dead at 12", "the dead number 105"."""
    sentence = doc.sentences[word.sentence]
    for mention in doc.mentions_in(word.i + 1, sentence.last, "quantity"):
        before = doc.report.text[word.end - 6 : mention.span.start]
        if mention.entity in (None, "") and _AFTER_TOTAL.search(before[-20:]):
            return [as_found(doc, mention, None)]
    return []

"""What a number counts, by the words beside it: the last word on measures, after the learned readers."""

from __future__ import annotations

from bisect import bisect_left

import msgspec

from dateline.extract.count_reader import ruled_counts
from dateline.extract.event_features import Account
from dateline.model.assertion import Toll
from dateline.model.document import Doc, Token
from dateline.reference.acts import consequences, outcomes
from dateline.reference.word_classes import PartOfSpeech, classes_by_part

OF_PEOPLE = frozenset({"killed", "injured", "missing", "displaced", "casualties", "rescued"})
"""Measures of people harmed or brought out."""


def unfounded(doc: Doc, toll: Toll) -> bool:
    """Whether nothing tells that those counted are dead: neither a rule, nor a word for what became of them, nor any
    word of death in the sentence or the one before. A reader that has seen much of war takes any number for its dead.
    """
    (word, *_) = tokens_of(doc, toll.evidence.start, toll.evidence.end)
    if toll.measure != "killed" or word.i in ruled_counts(doc) or _outcome(doc, toll) is not None:
        return False
    return not any(_tells_of_death(doc, n) for n in range(max(word.sentence - 1, 0), word.sentence + 1))


def _tells_of_death(doc: Doc, sentence: int) -> bool:
    """Found once a sentence."""
    known: dict[int, bool] = doc.__dict__.setdefault("tells_of_death", {})
    if sentence not in known:
        here = doc.sentences[sentence]
        known[sentence] = any(map(_is_of_death, doc.tokens[here.first : here.last]))
    return known[sentence]


def _is_of_death(token: Token) -> bool:
    words, form = consequences(), token.lemma.lower()
    if ("people", form) in words:  # who was shot may live
        return False
    if "killed" in (words.get((kind, each)) for kind in _COUNTING for each in (form, token.lower)):
        return True
    return any(not _OF_DEATH.isdisjoint(classes_by_part(part).get(form, ())) for part in _PARTS)


_COUNTING = ("object", "self", "adjective", "noun")
_PARTS: tuple[PartOfSpeech, ...] = ("verbs", "nouns", "adjectives")
_OF_DEATH = frozenset({"kill", "die", "massacre-execute", "mob-lynch", "mourn-commemorate"})
"""Classes of word_classes.yaml."""


def measured(doc: Doc, one: Account, toll: Toll) -> Toll:
    """The toll with its measure as the verb has it ("exchanged 500 prisoners": released, not captured), and as the
    thing that is counted allows it: no aircraft is killed.
    """
    outcome = _outcome(doc, toll)
    if outcome is not None:
        return msgspec.structs.replace(toll, measure=outcome, of=None if toll.of in _BARE else toll.of)
    noun = counted_noun(doc, toll)
    if noun is None:
        return toll
    verb = doc.tokens[noun.head]
    by_verb = consequences().get(("object", verb.lemma)) if noun.dep in ("dobj", "nsubjpass") else None
    if toll.measure == "captured" and by_verb == "released":
        return msgspec.structs.replace(toll, measure="released")
    if toll.measure in ("killed", "injured", "casualties") and is_weapon(doc, noun):
        down = one.trigger.act.sub_event_type == "Disrupted weapons use"
        return msgspec.structs.replace(toll, measure="shot down" if down else "destroyed")
    return toll


def _outcome(doc: Doc, toll: Toll) -> str | None:
    """What the words around a number say became of those counted ("39 people were brought out"), where no rule of the
    counts knows a word for it.
    """
    written = tokens_of(doc, toll.evidence.start, toll.evidence.end)
    if written[0].i in ruled_counts(doc) or toll.measure not in OF_PEOPLE:
        return None
    after = _lemmas_on(doc, written[-1].i + 1)
    noun = written[-1]
    hit = _hit(doc, noun)
    if hit is not None:
        return hit
    above = doc.tokens[noun.head]
    if noun.dep in ("nsubj", "nsubjpass") and above.i > noun.i and not _another_number(doc, noun.i + 1, above.i):
        first = min([c for c in doc.children[above.i] if c > noun.i and doc.tokens[c].dep in _AUXILIARY] + [above.i])
        after = f"{after}| {_lemmas_on(doc, first)}"
    before = "".join(f" {t.lemma}" for t in doc.tokens[max(written[0].i - 4, 0) : written[0].i]) + " "
    for measure, phrases in outcomes().items():
        if any(f" {each} " in after or before.endswith(f" {each} ") for each in phrases):
            return measure
    return None


def _hit(doc: Doc, last: Token) -> str | None:
    """As in "4 shot", "Four teens shot", "six others were stabbed": who was hit lives unless it is said otherwise.
    last: the last word of the count as it is written.
    """
    words = consequences()
    after = doc.tokens[last.i : last.i + 5]
    verb = next((t for t in after if t.lower in _BARE or not _between(t, last)), None)
    if verb is None or verb.sentence != last.sentence or (verb.lower not in _BARE and verb.tag not in ("VBN", "VBD")):
        return None
    measure = words.get(("people", _BARE.get(verb.lower, verb.lemma.lower())))
    beside = {t.lower for t in doc.tokens[max(verb.i - 1, 0) : verb.i + 3] if t.sentence == last.sentence}
    return "killed" if measure and beside & _MORTAL else measure


def _between(token: Token, last: Token) -> bool:
    """Whether the word can stand between a count and the verb that says what became of those counted."""
    return token.pos in ("AUX", "ADV") or token.lower in _OTHERS or (token is last and token.pos in _NOUNS)


_OTHERS = frozenset({"other", "others", "more", "people", "persons", "person", "teens", "men", "women", "victims"})
_NOUNS = ("NOUN", "PROPN", "NUM", "PRON")
_BARE = {"shot": "shoot", "stabbed": "stab", "struck": "strike"}
_MORTAL = frozenset({"fatally", "mortally", "death"})
"""As in "fatally shot", "shot to death"; in "five shot, one dead" it is one of them."""


def _another_number(doc: Doc, first: int, last: int) -> bool:
    return any(doc.tokens[k].pos == "NUM" for k in range(first, last))


_AUXILIARY = ("aux", "auxpass", "neg")


def _lemmas_on(doc: Doc, first: int) -> str:
    """The base forms of the words from a token to the next mark or number, each between blanks."""
    found = " "
    for token in doc.tokens[first : first + 12]:
        if token.pos in ("PUNCT", "NUM", "CCONJ") or token.sentence != doc.tokens[first].sentence:
            break
        if token.pos != "ADV" or token.lower in _KEPT:
            found += f"{token.lemma} "
    return found


_KEPT = frozenset({"out", "down", "homeless", "alive", "seriously", "not"})


def counted_noun(doc: Doc, toll: Toll) -> Token | None:
    """The last noun of a toll as it is written: "12 soldiers"."""
    inside = tokens_of(doc, toll.evidence.start, toll.evidence.end)
    return next((t for t in reversed(inside) if t.pos in ("NOUN", "PROPN")), None)


def tokens_of(doc: Doc, start: int, end: int) -> tuple[Token, ...]:
    """The tokens from one character up to another."""
    first, last = (bisect_left(doc.tokens, at, key=lambda t: t.start) for at in (start, end))
    return doc.tokens[first:last]


def is_weapon(doc: Doc, token: Token) -> bool:
    """Whether the word is part of a weapon's name."""
    n = doc.mention_at.get(token.i)
    return n is not None and doc.mentions[n].kind == "weapon"

"""Whether an act happened, will happen or is denied, how sure the words are: learned readers over what rules say."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.act_features import Seen
from dateline.extract.context import of_words
from dateline.extract.hedges import certainty_of
from dateline.extract.plain_words import form, lemma
from dateline.extract.stance import polarity_of, status_of
from dateline.extract.triggers import Trigger
from dateline.model.document import Doc, Token
from dateline.reference.learned import hashes, learned

MOODS = ("status", "polarity", "certainty")
PLAIN = {"status": "actual", "polarity": "affirmed", "certainty": "certain"}
"""What holds unless the words say otherwise."""

SAYS = {"status": 0.4, "polarity": 0.5, "certainty": 0.3}
"""How likely the words must say otherwise."""


def seen_mood(doc: Doc, seen: Seen, trigger: Trigger, extent: tuple[int, int]) -> list[str]:
    """Features of the mood of an act: its helpers, what stands over it, hedges, and what the rules read."""
    verb, noun = clause_words(doc, trigger)
    own = [
        n
        for n in seen.names
        if n.startswith(
            ("lemma=", "tag=", "dep=", "pos=", "over", "aux=", "neg=", "mark=", "advmod=", "undercue", "det=", "self~")
        )
    ]
    names = [
        f"status={status_of(doc, verb, noun)}",
        f"polarity={polarity_of(doc, verb, noun)}",
        f"certainty={certainty_of(doc, trigger.head, trigger.verb)[0]}",
        *own,
    ]
    chain: list[Token] = [] if verb is None else [verb, *list(doc.ancestors(verb.i))[:4]]
    for hop, each in enumerate(chain):
        names.append(f"up{hop}={lemma(doc, each)}|{each.dep}")
        for c in doc.children[each.i]:
            child = doc.tokens[c]
            if child.dep in ("aux", "neg", "mark", "advmod", "auxpass", "det"):
                names += [f"up{hop}:{child.dep}={form(doc, child)}", f"any:{child.dep}={form(doc, child)}"]
            if child.dep in ("nsubj", "nsubjpass"):
                names.append(f"up{hop}:subject={lemma(doc, child)}")
                names += [
                    f"up{hop}:of={form(doc, doc.tokens[g])}"
                    for g in doc.children[c]
                    if doc.tokens[g].dep in ("det", "neg")
                ]
    first, last = extent
    names += [
        f"in={form(doc, t)}"
        for t in doc.tokens[first:last]
        if t.pos in ("ADV", "AUX", "PART", "SCONJ", "DET", "ADP") or t.tag == "MD"
    ]
    sentence = doc.sentences[doc.tokens[trigger.head].sentence]
    names.append(f"asks={'?' in sentence.span.exact[-3:]}")
    published = doc.report.published_day
    ahead = any(
        m.date.earliest and published and m.date.earliest > published
        for m in doc.mentions_in(first, last, "date")
        if m.date
    )
    return [*names, f"ahead={ahead}"]


def clause_words(doc: Doc, trigger: Trigger) -> tuple[Token | None, Token | None]:
    """The verb of the act's clause and, where the act is a noun, the noun."""
    noun = doc.tokens[trigger.head] if trigger.form == "noun" else None
    if trigger.verb is not None:
        return doc.tokens[trigger.verb], noun
    if noun is None or noun.dep not in ("dobj", "nsubj", "nsubjpass", "pobj"):
        return None, noun
    above = next((t for t in doc.ancestors(noun.i) if t.pos in ("VERB", "AUX")), None)
    return above, noun


def read_moods(doc: Doc, seen: Sequence[tuple[int, Sequence[str]]]) -> list[dict[str, str]]:
    """status, polarity and certainty of each act. seen: its token, and what was seen of its mood there; all acts of a
    report at once take a fifth of the time of one after the other.
    """
    found: list[dict[str, str]] = [{} for _ in seen]
    shown, context = hashes([names for _, names in seen]), of_words(doc, [act for act, _ in seen])
    for mood in MOODS:
        reader = learned(mood)
        for each, row in zip(found, reader.answers_to(shown, context), strict=True):
            chances = {c: float(p) for c, p in zip(reader.classes, row, strict=True) if c != PLAIN[mood]}
            said = max(chances, key=chances.__getitem__)
            each[mood] = said if chances[said] >= SAYS[mood] else PLAIN[mood]
    return found

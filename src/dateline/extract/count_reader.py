"""What a number counts (the killed, the missing, launched missiles): a learned reader over the rules' opinion."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, takewhile

from dateline.extract.clauses import is_passive
from dateline.extract.context import of_words
from dateline.extract.plain_words import form, lemma
from dateline.extract.tolls import FoundToll, find_tolls, toll_of
from dateline.model.assertion import Toll
from dateline.model.document import Doc, Mention, Sentence
from dateline.reference.learned import learned

AT_LEAST = 0.4
"""How likely a number must count what it is read to count."""

NOTHING = 0.7
"""How sure the reader must be that a number counts nothing of war to be believed against the rules, other than an
explicit none ("nobody was hurt"): it has seen few of those."""

_TELLING = re.compile(
    r"\b(toll|dead|deaths?|killed|died|wounded|injured|hurt|missing|captured|count|figures?|number|total|losses)\b",
    re.I,
)


def read_counts(doc: Doc) -> dict[int, Toll]:
    """First token of a number -> the toll that it tells. Found once a Doc."""
    cached: dict[int, Toll] | None = doc.__dict__.get("counts")
    if cached is None:
        numbers = counted(doc)
        ruled = ruled_counts(doc)
        reader = learned("counts")
        shown = [seen_count(doc, m, ruled) for m in numbers]
        answers = reader.answers(shown, of_words(doc, [m.last - 1 for m in numbers]))
        cached = {}
        for mention, row in zip(numbers, answers, strict=True):
            found = ruled.get(mention.first)
            best = max(range(1, len(row)), key=lambda k: float(row[k]))
            none = found is not None and found.toll.best == 0
            if found is not None and (none or row[0] < NOTHING):
                cached[mention.first] = found.toll
            elif row[best] >= AT_LEAST:
                cached[mention.first] = toll_of(doc, mention, reader.classes[best])
        doc.__dict__["counts"] = cached
    return cached


def counted(doc: Doc) -> list[Mention]:
    """The plain numbers of the report: no years, money, ages or distances."""
    return [m for m in doc.mentions if m.kind == "quantity" and m.entity in (None, "") and m.quantity is not None]


def ruled_counts(doc: Doc) -> dict[int, FoundToll]:
    """First token of a number -> the toll that the rules make of it. Found once a Doc."""
    cached: dict[int, FoundToll] | None = doc.__dict__.get("ruled_counts")
    if cached is None:
        starts = {t.start: t.i for t in doc.tokens}
        cached = {starts[f.toll.evidence.start]: f for f in find_tolls(doc) if f.toll.evidence.start in starts}
        doc.__dict__["ruled_counts"] = cached
    return cached


def uncounted(doc: Doc) -> dict[int, list[FoundToll]]:
    """Sentence -> the tolls that are told there without a number ("a woman was killed"). Found once a Doc."""
    cached: dict[int, list[FoundToll]] | None = doc.__dict__.get("uncounted")
    if cached is None:
        numbers = {m.first for m in counted(doc)}
        cached = doc.__dict__["uncounted"] = {}
        for first, found in ruled_counts(doc).items():
            if first not in numbers:
                cached.setdefault(doc.tokens[found.word].sentence, []).append(found)
    return cached


def seen_count(doc: Doc, mention: Mention, ruled: Mapping[int, FoundToll]) -> list[str]:
    """Features of one number."""
    inside = range(mention.first, mention.last)
    head = doc.tokens[
        next((i for i in inside if doc.tokens[i].head not in inside or doc.tokens[i].head == i), mention.first)
    ]
    noun = doc.tokens[head.head] if head.dep in ("nummod", "amod", "quantmod", "compound", "nmod") else None
    whole = noun or head
    over = doc.tokens[whole.head]
    rule = ruled[mention.first].toll.measure if mention.first in ruled else "none"
    sentence = doc.sentences[head.sentence]
    names = [
        f"rule={rule}",
        f"dep={head.dep}",
        f"noun={lemma(doc, noun) if noun else ''}",
        f"wholedep={whole.dep}",
        f"over={lemma(doc, over)}",
        f"over={lemma(doc, over)}|{whole.dep}",
        f"overpos={over.pos}",
        f"rule={rule}|{whole.dep}",
    ]
    if over.pos in ("VERB", "AUX"):
        names.append(f"over={lemma(doc, over)}|{is_passive(doc, over)}")
    if over.pos == "ADP":
        names.append(f"overover={form(doc, over)}<{lemma(doc, doc.tokens[over.head])}")
    if noun is not None and (n := doc.mention_at.get(noun.i)) is not None:
        names += [f"nounkind={doc.mentions[n].kind}", f"nounclass={doc.mentions[n].weapon_class}"]
    for step in (-3, -2, -1):
        i = mention.first + step
        names.append(f"at{step}={form(doc, doc.tokens[i]) if i >= 0 else ''}")
    for step in (0, 1, 2, 3):
        i = mention.last + step
        names.append(f"at+{step}={form(doc, doc.tokens[i]) if i < len(doc.tokens) else ''}")
    names += _telling(doc, sentence)
    earlier = list(islice(_plain(_within(doc, sentence.first, mention.first)), 3))
    names.append(f"nth={len(earlier)}")
    if earlier and earlier[0].first in ruled:
        names.append(f"earlier={ruled[earlier[0].first].toll.measure}")
    following = next(_plain(doc.mentions_in(mention.last, sentence.last, "quantity")), None)
    if following is not None and following.first in ruled:
        names.append(f"later={ruled[following.first].toll.measure}")
    verb = next((t for t in (whole, *doc.ancestors(whole.i)) if t.pos in ("VERB", "AUX")), None)
    names.append(f"verb={lemma(doc, verb) if verb else ''}")
    q = mention.quantity
    assert q is not None
    names.append(f"size={len(str(q.best or q.low or q.high or 0))}")
    return [*names, f"block={sentence.block}"]


def _telling(doc: Doc, sentence: Sentence) -> list[str]:
    """The words of the sentence that tell of what a number counts, as features. Found once a sentence."""
    known: dict[int, list[str]] = doc.__dict__.setdefault("telling_words", {})
    if sentence.i not in known:
        known[sentence.i] = sorted({f"telling={w.lower()}" for w in _TELLING.findall(sentence.span.exact)})
    return known[sentence.i]


def _within(doc: Doc, first: int, last: int) -> Iterator[Mention]:
    """Quantities from token `first` to `last`, the nearest to `last` first."""
    near = takewhile(lambda m: m.first >= first, doc.mentions_before(last))
    return (m for m in near if m.kind == "quantity" and m.last <= last)


def _plain(numbers: Iterable[Mention]) -> Iterator[Mention]:
    """Those that count something: no years, money, ages or distances."""
    return (m for m in numbers if m.entity in (None, ""))

"""The last look at the counts of events: what the readers saw of a number, but gave to no event or the wrong measure.

It comes after all learned readers and changes nothing that they are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from dateline.extract.clauses import clause_range, governing, objects, with_conjuncts
from dateline.extract.count_reader import read_counts, ruled_counts, uncounted
from dateline.extract.event_features import Account
from dateline.extract.event_reader import COUNTS_LIKELY, Weighed
from dateline.extract.measures import OF_PEOPLE, counted_noun, is_weapon, measured, tokens_of, unfounded
from dateline.model.assertion import Toll
from dateline.model.document import Doc, Mention, Token
from dateline.model.vocabulary import SUB_EVENT_TYPES
from dateline.reference.acts import consequences

_OF_THINGS = frozenset({"shot down", "destroyed", "damaged"})
_ONE = frozenset({"a", "an", "one"})
_EITHER = frozenset({"or", "nor", "and", "/"})


def with_figures(doc: Doc, found: Sequence[Weighed]) -> list[Weighed]:
    """The events, each with all counts that are its own."""
    found = sorted([*found, *_bare(doc, found)], key=lambda each: each.account.trigger.head)
    given = _given(doc, found)
    return [_completed(doc, each, given.get(n, ())) for n, each in enumerate(found)]


# ------------------------------------------------------------------ counts in sentences without an act
def _bare(doc: Doc, found: Sequence[Weighed]) -> Iterator[Weighed]:
    """As in "Yesterday the toll was 52", "Forty-one people are in hospital": a count of people harmed, alone in its
    sentence, belongs to what the report last told of people harmed. It is told anew, with the count.
    """
    sentences = {each.account.sentence for each in found}
    for first, toll in _counts(doc):
        sentence = doc.tokens[first].sentence
        if toll.measure not in OF_PEOPLE or not _has_number(toll) or sentence in sentences:
            continue
        act = _last_harm(doc, found, first)
        if act is not None:
            sentences.add(sentence)
            yield _retold(doc, act, first, toll)


def _counts(doc: Doc) -> list[tuple[int, Toll]]:
    """What the reader takes for counts, any number that the text itself calls a toll, and whoever died or was hurt
    without being counted.
    """
    tolls = {first: f.toll for first, f in ruled_counts(doc).items() if doc.tokens[f.word].lemma == "toll"}
    starts = {t.start: t.i for t in doc.tokens}
    singles = {starts[f.toll.evidence.start]: f.toll for those in uncounted(doc).values() for f in those}
    return sorted((singles | tolls | read_counts(doc)).items())


def _has_number(toll: Toll) -> bool:
    return (toll.low, toll.best, toll.high) != (None, None, None)


def _last_harm(doc: Doc, found: Sequence[Weighed], first: int) -> Weighed | None:
    """The last act of violence told before the token, if the sentence before tells it; else the last that harmed
    people, else the last one, else the first after.
    """
    violent = [e for e in found if e.account.trigger.act.sub_event_type in SUB_EVENT_TYPES and _happened(e.account)]
    before = [e for e in violent if e.account.trigger.head < first]
    near = [e for e in before if e.account.sentence >= doc.tokens[first].sentence - 1]
    harmful = [e for e in before if any(t.measure in OF_PEOPLE for t in e.account.tolls)]
    return next((each[-1] for each in (near, harmful, before) if each), violent[0] if violent else None)


def _happened(one: Account) -> bool:
    return one.mood["status"] == "actual" and one.mood["polarity"] == "affirmed"


def _retold(doc: Doc, act: Weighed, first: int, toll: Toll) -> Weighed:
    written = tokens_of(doc, toll.evidence.start, toll.evidence.end)
    ruled = ruled_counts(doc).get(first)
    word = doc.tokens[ruled.word] if ruled is not None else written[-1]
    above = next((t for t in (word, *doc.ancestors(word.i)) if t.pos in ("VERB", "AUX")), None)
    begin, end = (written[0].i, written[-1].i + 1) if above is None else clause_range(doc, governing(doc, above))
    at = (min(begin, written[0].i), max(end, written[-1].i + 1))
    trigger = msgspec.structs.replace(
        act.account.trigger, head=word.i, first=min(word.i, written[0].i), last=max(word.i, written[-1].i) + 1,
        form="toll", verb=None,
    )  # fmt: skip
    account = msgspec.structs.replace(
        act.account, trigger=trigger, first=at[0], last=at[1], tolls=(toll,), sentence=word.sentence
    )
    sites = tuple(COUNTS_LIKELY * chance for chance in act.sites)  # there only if it is an event at all
    return msgspec.structs.replace(act, account=account, likely=COUNTS_LIKELY, sites=sites)


def _completed(doc: Doc, weighed: Weighed, given: Sequence[Toll]) -> Weighed:
    one = weighed.account
    told = {(t.evidence.start, t.measure): t for t in (*one.tolls, *given)}
    tolls = [measured(doc, one, t) for t in told.values() if not unfounded(doc, t)]
    tolls += [more for t in tolls for more in (*_none_either(doc, t), *_listed(doc, t))]
    tolls += _single(doc, one)
    distinct = {(t.evidence.start, t.measure): t for t in reversed(tolls)}
    ordered = tuple(distinct[key] for key in sorted(distinct))
    return msgspec.structs.replace(weighed, account=msgspec.structs.replace(one, tolls=ordered))


# ------------------------------------------------------------------ counts that no event took
def _given(doc: Doc, found: Sequence[Weighed]) -> dict[int, list[Toll]]:
    """Event (place in `found`) -> the counts that no event took, but that are its own; with them whoever is "dead
    after being shot", where only the shot is an event.
    """
    taken = {t.evidence.start for each in found for t in each.account.tolls}
    given: dict[int, list[Toll]] = {}
    for first, toll in _counts(doc):
        if toll.evidence.start in taken or not _has_number(toll):
            continue
        n = _owner(doc, found, first, toll)
        if n is not None:
            given.setdefault(n, []).append(toll)
    return given


def _owner(doc: Doc, found: Sequence[Weighed], first: int, toll: Toll) -> int | None:
    """The event whose own word the number is ("its count was 240"), else, of people harmed, the nearest act of violence
    of the sentence.
    """
    here = [(n, e.account) for n, e in enumerate(found) if e.account.sentence == doc.tokens[first].sentence]
    for n, one in here:
        head = doc.tokens[one.trigger.head]
        if toll.evidence.start <= head.start < toll.evidence.end and head.pos == "NUM":
            return n
    violent = [(n, one) for n, one in here if one.trigger.act.sub_event_type in SUB_EVENT_TYPES]
    if toll.measure not in OF_PEOPLE or toll.best == 0 or not violent:
        return None
    return min(violent, key=lambda each: (abs(each[1].trigger.head - first), each[0]))[0]


# ------------------------------------------------------------------ counts without a number of their own
def _none_either(doc: Doc, toll: Toll) -> Iterator[Toll]:
    """As in "no dead or wounded", "nobody was killed or injured": none of the one and none of the other."""
    if toll.best != 0:
        return
    words = consequences()
    (first, *_) = tokens_of(doc, toll.evidence.start, toll.evidence.end)
    after = doc.tokens[first.i : doc.sentences[first.sentence].last]
    measures = [
        (t, words.get(("adjective", t.lower)) or words.get(("noun", t.lemma)) or words.get(("object", t.lemma)))
        for t in after
    ]
    for (_, before), (joint, _), (_, after_it) in zip(measures, measures[1:], measures[2:], strict=False):
        if joint.lower in _EITHER and {before, after_it} <= OF_PEOPLE and toll.measure in (before, after_it):
            other = after_it if toll.measure == before else before
            yield from () if other in (None, toll.measure) else (msgspec.structs.replace(toll, measure=other),)
            return


def _listed(doc: Doc, toll: Toll) -> Iterator[Toll]:
    """As in "18 drones and a missile", "five soldiers, two policemen and a guard": one more of another kind."""
    noun = counted_noun(doc, toll)
    if noun is None or toll.best == 0:
        return
    for each in with_conjuncts(doc, noun)[1:]:
        det = _one(doc, each)
        if det is not None and not _is_subject(doc, each):
            yield _one_of(doc, each, det, toll.measure)


def _one(doc: Doc, noun: Token) -> Token | None:
    """The word that says of a singular noun that it is one."""
    det = doc.child(noun.i, "det", "nummod")
    singular = noun.tag in ("NN", "NNP") and det is not None and det.i < noun.i and det.lower in _ONE
    return det if singular else None


def _is_subject(doc: Doc, token: Token) -> bool:
    """Whether a verb follows the last of a list: then the parse may have joined two clauses."""
    return token.i + 1 < len(doc.tokens) and doc.tokens[token.i + 1].pos in ("VERB", "AUX")


def _single(doc: Doc, one: Account) -> list[Toll]:
    """As in "brought down an Israeli drone": one weapon, by the word for what became of it."""
    if one.trigger.verb is None:
        return []
    verb = doc.tokens[one.trigger.verb]
    names = [f"{verb.lemma} {doc.tokens[c].lower}" for c in doc.children[verb.i] if doc.tokens[c].dep == "prt"]
    measure = next((m for name in (*names, verb.lemma) if (m := consequences().get(("object", name)))), None)
    if measure not in _OF_THINGS:
        return []
    found = []
    for noun in objects(doc, verb):
        det = _one(doc, noun)
        if det is not None and is_weapon(doc, noun):
            found.append(_one_of(doc, noun, det, measure))
    return found


def _one_of(doc: Doc, noun: Token, det: Token, measure: str) -> Toll:
    span = doc.span(det.i, noun.i + 1)
    mention = _mention(doc, noun)
    of = mention.span.exact if mention is not None and mention.kind == "weapon" else noun.lower
    return Toll(measure=measure, of=of, best=1, as_written=span.exact, evidence=span)


def _mention(doc: Doc, token: Token) -> Mention | None:
    n = doc.mention_at.get(token.i)
    return doc.mentions[n] if n is not None else None

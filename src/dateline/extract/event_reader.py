"""Which events of a report stand for themselves, of which type, and where: read last, with all of them in view."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from itertools import islice

import msgspec

from dateline.extract.act_reader import act_of, likeliest
from dateline.extract.event_features import Account, seen_event, seen_kind, seen_site
from dateline.model.document import Doc
from dateline.reference.acts import BY_MEANS, acts, from_above, means
from dateline.reference.learned import Array, learned

AT_LEAST = 0.5
"""How likely words must tell of an event of their own. By cross-validation over gold and training reports the F1 of
events is flat from 0.3 to 0.5 (0.76 to 0.75) and lower above; of that, the side of fewer and surer events."""

COUNTED = 0.1
"""The same, for words that give a count of people harmed in a sentence of which nothing else is kept: what is lost with
them is a figure, and nine in ten of these are events."""

COUNTS_LIKELY = 0.6
"""How likely those, and counts of people harmed that no act tells, are right at least."""

HARM = frozenset({"killed", "injured", "missing", "displaced", "casualties", "released", "captured"})
"""Measures of what becomes of people."""


class Weighed(msgspec.Struct, frozen=True):
    """An event that is told. likely: that its words tell of an event of its own; sites: for each of its places, that
    the event is of this type and there.
    """

    account: Account
    likely: float
    sites: tuple[float, ...]


def weighed(doc: Doc, accounts: Sequence[Account]) -> list[Weighed]:
    """The events that are likely enough, in text order."""
    accounts = typed_again(doc, accounts)
    chances = learned("own").answers([seen_event(doc, accounts, n) for n in range(len(accounts))])[:, 1]
    likely = [(n, one, own) for n, (one, own) in enumerate(zip(accounts, map(float, chances), strict=True))]
    kept = [each for each in likely if each[2] >= AT_LEAST]
    kept = sorted([*kept, *_counting(likely, {one.sentence for _, one, _ in kept})], key=lambda each: each[0])
    shown = [seen_site(doc, accounts, n, place, own) for n, one, own in kept for place in one.roles.places]
    sites = map(float, learned("sites").answers(shown)[:, 1])
    return [Weighed(one, own, _sites(one, own, islice(sites, len(one.roles.places)))) for _, one, own in kept]


def _counting(
    accounts: Sequence[tuple[int, Account, float]], told: Collection[int]
) -> list[tuple[int, Account, float]]:
    """Of each sentence that is not told the likeliest event that counts people harmed in a place of its own, if it is
    likely enough. One without a place tells of what was told before: `figures.py`.
    """
    found: dict[int, tuple[int, Account, float]] = {}
    for each in accounts:
        _, one, own = each
        counts = any(t.measure in HARM and (t.best, t.low, t.high) != (None, None, None) for t in one.tolls)
        if counts and one.roles.places and own >= COUNTED and one.sentence not in told:
            best = found.setdefault(one.sentence, each)
            if own > best[2]:
                found[one.sentence] = each
    return [(n, one, max(own, COUNTS_LIKELY)) for n, one, own in found.values()]


def _sites(one: Account, own: float, read: Iterable[float]) -> tuple[float, ...]:
    """The chances of its places, none above that of the event itself. Where something came from is no site of the
    event: its reader was shown none such.
    """
    both = zip(one.roles.places, read, strict=True)
    return tuple((place.score or 0.0) * own if place.role == "origin" else min(chance, own) for place, chance in both)


def typed_again(doc: Doc, accounts: Sequence[Account]) -> list[Account]:
    """The accounts with the types that their parties and the other events of the report speak for."""
    reader = learned("types_again")
    answers = reader.answers([seen_kind(doc, accounts, n) for n in range(len(accounts))])
    found = []
    for one, row in zip(accounts, answers, strict=True):
        kinds = likeliest(by_means(doc, one, row, reader.classes), reader.classes)
        trigger = msgspec.structs.replace(one.trigger, act=act_of(kinds[0][0]))
        found.append(msgspec.structs.replace(one, trigger=trigger, kinds=kinds))
    return found


def by_means(doc: Doc, one: Account, row: Array, classes: Sequence[str]) -> Array:
    """The chances of the types with those of air strike and shelling given to one of them, where the report speaks of
    the means of one only, or where a mere "strike" or "raid" names the act.
    """
    above, below = BY_MEANS
    if above not in classes or below not in classes:
        return row  # a reader that has seen no such act
    air, shelling = classes.index(above), classes.index(below)
    at = _means(doc)
    word = doc.tokens[one.trigger.head]
    mere = word.pos == "NOUN" and word.lemma in from_above()
    bombed = any(act.sub_event_type == above for act in acts().verbs.get(word.lemma, ()))
    if at[above] and not at[below]:
        kept = air
    elif at[below] and not at[above] and not mere and not bombed:
        kept = shelling
    elif mere and not _any_within(at[below], doc.tokens[one.first].start, doc.tokens[one.last - 1].end):
        kept = air
    else:
        return row
    sure = row.copy()
    sure[[air, shelling]] = 0.0
    sure[kept] = row[air] + row[shelling]
    return sure


def _means(doc: Doc) -> dict[str, list[int]]:
    """Of both types, where the report's words for what an act was done with begin. Found once a Doc."""
    cached: dict[str, list[int]] | None = doc.__dict__.get("means")
    if cached is None:
        cached = doc.__dict__["means"] = {kind: [] for kind in BY_MEANS}
        for start, _, kind in means().scan(doc.report.text):
            cached[kind].append(start)
    return cached


def _any_within(starts: Sequence[int], first: int, last: int) -> bool:
    n = bisect_left(starts, first)
    return n < len(starts) and starts[n] < last

"""What the last readers are shown: events read whole, by readers that have not seen their report, beside the gold.

They learn how far the readers before them can be believed, so they must not see answers that were learned by heart
(stacking: Wolpert 1992, "Stacked generalization").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import msgspec
import numpy as np

from dateline.extract.event_features import Account, seen_event, seen_kind, seen_site
from dateline.extract.event_reader import Weighed, typed_again
from dateline.extract.events import accounts, assertion_of
from dateline.model.document import Doc
from dateline.model.gazetteer import Gazetteer
from dateline.pipeline.score import GoldReport, Tables
from dateline.pipeline.score.matching import locate, pair
from dateline.pipeline.score.slots import Row
from dateline.reference import learned
from dateline.reference.learned import Learned
from dateline.resolve import resolve
from training.learn.gold import Annotated
from training.learn.labels import kinds_of
from training.learn.samples import Sample

_READ = ("vectors", "acts", "drafts", "counts", "told")
"""What is found once a Doc and depends on the readers."""

S = TypeVar("S", "Whole", "HeldOut")
T = TypeVar("T")
Fit = Callable[[str, list[Sample]], Learned]


class Whole(msgspec.Struct):
    """A report's events as they were read. kinds: of the claim that each one is, None where the gold has none; there:
    for each of its places, whether the claim has it. weight: how often it is shown; wanted: the events of the gold.
    """

    name: str
    doc: Doc
    events: list[Account]
    kinds: list[set[str] | None]
    there: list[list[bool]]
    weight: int = 1
    wanted: int = 0


def read_whole(each: Annotated, gold: GoldReport, tables: Tables, gazetteer: Gazetteer) -> Whole:
    """The report as the readers in use read it."""
    for name in _READ:
        each.doc.__dict__.pop(name, None)
    events = accounts(each.doc)
    for name in _READ:
        each.doc.__dict__.pop(name, None)
    return beside_gold(each, events, gold, tables, gazetteer)


def beside_gold(
    each: Annotated, events: list[Account], gold: GoldReport, tables: Tables, gazetteer: Gazetteer
) -> Whole:
    """Events as they were read, with what the gold says of each."""
    made = [assertion_of(each.doc, Weighed(one, 1.0, (1.0,) * len(one.roles.places))) for one in events]
    rows = [msgspec.to_builtins(row) for row in resolve(each.doc, made, gazetteer)]
    located = {i: at for i, claim in enumerate(gold.claims) if (at := locate(claim, each.doc.report.text))}
    claims = {j: i for i, j in pair(located, rows, tables).items()}
    there = []
    for j, (one, row) in enumerate(zip(events, rows, strict=True)):
        wanted = gold.claims[claims[j]].places if j in claims else []
        right = {p["evidence"]["start"] for p in row["places"] if any(_is_named(tables, w, p) for w in wanted)}
        there.append([p.evidence.start in right for p in one.roles.places])
    return Whole(
        name=each.name,
        doc=each.doc,
        events=events,
        kinds=[kinds_of(each.claims[claims[j]]) if j in claims else None for j in range(len(rows))],
        there=there,
        wanted=sum(claim.type == "event" for claim in gold.claims),
    )


def _is_named(tables: Tables, wanted: str, place: Row) -> bool:
    """Whether the place is the wanted one, or has its name: which of that name is meant is for the gazetteer to say,
    and it does not know the villages that writers made up.
    """
    return tables.same_place(wanted, place) or tables.same_name(wanted, place["as_written"])


class HeldOut(msgspec.Struct):
    """What the last readers say of a report that they have not seen: its events typed again, how likely each is one of
    its own, and each of its sites (chance, whether it is right).
    """

    one: Whole
    own: list[float]
    sites: list[tuple[float, bool]]


def last_readers(those: Sequence[Whole], fit: Fit, folds: int = 4) -> tuple[dict[str, Learned], list[HeldOut]]:
    """The last readers, each trained on what the one before says of reports that it has not seen; and what they say."""
    made = {"types_again": fit("types_again", _shown(those, typed))}
    retyped = _held_out(those, "types_again", typed, fit, folds, _retyped)
    made["own"] = fit("own", _shown(retyped, owned))
    chances = _held_out(retyped, "own", owned, fit, folds, _chances)
    judged = [HeldOut(one, own, []) for one, own in zip(retyped, chances, strict=True)]
    made["sites"] = fit("sites", _shown(judged, placed))
    sites = _held_out(judged, "sites", placed, fit, folds, _sites)
    return made, [msgspec.structs.replace(each, sites=found) for each, found in zip(judged, sites, strict=True)]


def typed(one: Whole) -> Iterable[Sample]:
    """Of which type an event is."""
    for n, kinds in enumerate(one.kinds):
        if kinds:
            yield Sample(one.name, seen_kind(one.doc, one.events, n), kinds)


def owned(one: Whole) -> Iterable[Sample]:
    """Whether it is an event of its own."""
    for n, kinds in enumerate(one.kinds):
        yield Sample(one.name, seen_event(one.doc, one.events, n), {"event" if kinds else "none"})


def placed(judged: HeldOut) -> Iterable[Sample]:
    """Whether a map would be right to show it at a place."""
    one = judged.one
    for n, (event, kinds, there) in enumerate(zip(one.events, one.kinds, one.there, strict=True)):
        right = kinds is not None and event.kinds[0][0] in kinds
        for place, so in zip(event.roles.places, there, strict=True):
            if place.role != "origin":
                names = seen_site(one.doc, one.events, n, place, judged.own[n])
                yield Sample(one.name, names, {"right" if so and right else "none"})


def _held_out(
    those: Sequence[S],
    reader: str,
    samples: Callable[[S], Iterable[Sample]],
    fit: Fit,
    folds: int,
    answer: Callable[[S], T],
) -> list[T]:
    """What is answered of each report with a reader that has not seen it."""
    names = sorted({_whole(one).name for one in those})
    answers: dict[int, T] = {}
    for k in range(folds):
        held = set(names[k::folds])
        learned.lend({reader: fit(reader, _shown([one for one in those if _whole(one).name not in held], samples))})
        answers |= {n: answer(one) for n, one in enumerate(those) if _whole(one).name in held}
    learned.lend({})
    return [answers[n] for n in range(len(those))]


def _shown(those: Sequence[S], samples: Callable[[S], Iterable[Sample]]) -> list[Sample]:
    """The samples of all reports, each as often as it weighs."""
    return [s for one in those for s in _times(one, samples)]


def _times(one: S, samples: Callable[[S], Iterable[Sample]]) -> Iterable[Sample]:
    found = list(samples(one))
    return found * _whole(one).weight


def _whole(one: Whole | HeldOut) -> Whole:
    return one.one if isinstance(one, HeldOut) else one


def _retyped(one: Whole) -> Whole:
    return msgspec.structs.replace(one, events=typed_again(one.doc, one.events))


def _chances(one: Whole) -> list[float]:
    shown = [seen_event(one.doc, one.events, n) for n in range(len(one.events))]
    return [float(p) for p in np.asarray(learned.learned("own").answers(shown))[:, 1]]


def _sites(judged: HeldOut) -> list[tuple[float, bool]]:
    samples = list(placed(judged))
    answers = learned.learned("sites").answers([s.names for s in samples])
    return [(float(row[1]), "right" in s.right) for row, s in zip(answers, samples, strict=True)]

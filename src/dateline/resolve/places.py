"""Places as written -> places of the gazetteer, decided by the words around them and by the rest of the report.

Nothing falls back silently: a name that no gazetteer knows keeps a null id and position, and the reasons say so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from dateline.model.assertion import Assertion, Candidate, PlaceRef
from dateline.model.document import Doc
from dateline.model.gazetteer import Entry, Gazetteer
from dateline.model.vocabulary import PlaceLevel
from dateline.reference.gazetteer.words import place_words
from dateline.resolve.place_beside import NOTHING
from dateline.resolve.place_context import (
    Context,
    candidates,
    gather,
    key_of,
    noted,
    shortlist,
)
from dateline.resolve.place_scores import Asked, Weighed, as_candidates, is_doubtful, weigh
from dateline.resolve.place_words import Wording, worded
from dateline.values.coordinates import coordinates_in, kilometres

AROUND = 80
"""Characters on either side of a name that are read for what they say about it."""
FEATURE_KM = 15.0
"""Radius where a feature is known only by the town that it is named after: airports lie about that far out."""
_BREAK = re.compile(r"[\n;]|[.!?](?=\s)")
_JOINED = re.compile(r"\s*(?:-|–|—|/| and )\s*")


def resolve_places(doc: Doc, assertions: Sequence[Assertion], gazetteer: Gazetteer) -> list[Assertion]:
    """The assertions with every place filled in: id, name, position, level, division, country, radius, score, reasons.

    score is how likely the chosen place is among the candidates (0 to 1); km the radius of uncertainty, widened by
    "near", "north of" and the like. Pure: the same document and gazetteer give the same result.
    """
    refs = {(p.evidence.start, p.evidence.end): p for a in assertions for p in a.places}
    if not refs:
        return list(assertions)
    context = gather(doc, sorted(refs), gazetteer)
    reading = _Reading(doc, context, gazetteer)
    meant = {span: reading.read(ref) for span, ref in sorted(refs.items())}
    return [
        msgspec.structs.replace(
            each, places=tuple(_filled(p, meant[p.evidence.start, p.evidence.end]) for p in each.places)
        )
        if each.places
        else each
        for each in assertions
    ]


class _Result(msgspec.Struct, frozen=True):
    """What a name at one place of the text was found to mean."""

    wording: Wording
    weighed: tuple[Weighed, ...]
    level: PlaceLevel | None
    km: float | None
    reasons: tuple[str, ...]
    point: tuple[float, float] | None = None
    candidates: tuple[Candidate, ...] = ()


class _Reading:
    """Reads one report's place names against its context."""

    def __init__(self, doc: Doc, context: Context, gazetteer: Gazetteer) -> None:
        self._doc = doc
        self._context = context
        self._gazetteer = gazetteer
        self._descriptions = {(m.span.start, m.span.end): m for m in reversed(doc.mentions) if m.refers_to is not None}

    def read(self, ref: PlaceRef) -> _Result:
        """What this reference means."""
        start, end, name = self._named(ref)
        text = self._doc.report.text
        before = _BREAK.split(text[max(0, start - AROUND) : start])[-1]
        after = _BREAK.split(text[end : end + AROUND])[0]
        wording = worded(name, before, after)
        given = coordinates_in(name)
        if given:
            return _Result(wording, (), "point", 1.0, ("the report gives the coordinates",), given[0][2:])
        key = key_of(name)
        entries, asked = self._candidates(wording, key)
        if not entries:
            return self._joined(name, wording, start)
        beside = self._context.beside(start, end, text)
        weighed = weigh(Asked(wording, self._context, key, start, beside, entries))
        if is_doubtful(weighed, wording, beside):
            return _open(wording, asked, weighed)
        return _settled(ref, wording, asked, weighed)

    def _named(self, ref: PlaceRef) -> tuple[int, int, str]:
        """Where the name stands that the reference gives, or that its description ("the town") refers to."""
        start, end, name = ref.evidence.start, ref.evidence.end, ref.as_written
        mention = self._descriptions.get((start, end))
        if mention is None:
            return start, end, name
        fuller = self._doc.resolved(mention)
        return fuller.span.start, fuller.span.end, fuller.span.exact

    def _candidates(self, wording: Wording, key: str) -> tuple[tuple[Entry, ...], str]:
        """Everything that any of the names could be, and the first name that the gazetteer knew."""
        found: dict[str, Entry] = {}
        asked = ""
        for name in wording.names:
            entries = shortlist(candidates(name, self._gazetteer), self._context.bearing, key)
            if wording.natural:  # the Kish river is nowhere near the town of Kish
                entries = tuple(e for e in entries if e.level == "feature" or (e.level == "region" and noted(e)))
            asked = asked or (name if entries else "")
            for entry in entries:
                found.setdefault(entry.place_id, entry)
        return tuple(found.values()), asked

    def _joined(self, name: str, wording: Wording, start: int) -> _Result:
        """A line between two places ("Svatove-Kreminna"): the first one's point, wide enough for both."""
        parts = [part for part in _JOINED.split(name) if part]
        if len(parts) == 2:
            first, second = (self._candidates(worded(part, "", ""), key_of(part)) for part in parts)
            if first[0] and second[0]:
                ends = [
                    weigh(Asked(worded(asked, "", ""), self._context, key_of(asked), start, NOTHING, entries))[0]
                    for entries, asked in (first, second)
                ]
                apart = _apart(ends[0].entry, ends[1].entry)
                if apart <= 300:
                    reason = f"between {ends[0].entry.name} and {ends[1].entry.name}, which are {apart:.0f} km apart"
                    return _Result(wording, (ends[0],), ends[0].entry.level, round(apart + 5, 1), (reason,))
        return _Result(wording, (), None, None, (f"no gazetteer knows {name!r}",))


def _apart(a: Entry, b: Entry) -> float:
    """Kilometres between two places."""
    return kilometres((a.lat, a.lon), (b.lat, b.lon))


def _open(wording: Wording, asked: str, weighed: list[Weighed]) -> _Result:
    """No result, with the candidates that too little speaks for."""
    reason = f"nothing in the report speaks for any of {len(weighed)} places called {asked!r}"
    return _Result(wording, (), None, None, (reason,), candidates=as_candidates(weighed))


def _settled(ref: PlaceRef, wording: Wording, asked: str, weighed: list[Weighed]) -> _Result:
    """The best candidate as the result, with its radius and reasons."""
    best = weighed[0]
    reasons = list(best.reasons)
    level, km = best.entry.level, best.entry.km
    if wording.sort == "feature" and level == "settlement":
        level, km = "feature", max(km, FEATURE_KM)
        reasons.append(f"the {wording.feature}'s own position is not known: the town's is given")
    relation = ref.relation or wording.relation
    least = place_words().widened.get(relation) if relation else None
    if least and best.entry.level != "country":
        km = max(km, least)
        reasons.append(f'"{relation}" leaves at least {least:.0f} km')
    if len(weighed) == 1:
        reasons.insert(0, f"the only place called {asked!r}")
    elif weighed[1].weight < best.weight - 3:
        reasons.insert(0, f"the likeliest of {len(weighed)} places called {asked!r}")
    else:
        reasons.insert(0, f"one of {len(weighed)} places called {asked!r}, not certain")
    return _Result(wording, tuple(weighed), level, km, tuple(reasons))


def _filled(ref: PlaceRef, result: _Result) -> PlaceRef:
    """The reference with what was found; its role, words and evidence stay as they were."""
    relation = ref.relation or result.wording.relation
    if result.point:
        return msgspec.structs.replace(
            ref, name=ref.as_written, lat=result.point[0], lon=result.point[1], level="point", km=result.km,
            relation=relation, score=ref.score or 1.0, reasons=result.reasons,
        )  # fmt: skip
    if not result.weighed:
        return msgspec.structs.replace(
            ref, name=ref.name or ref.as_written, relation=relation, place_id=None, lat=None, lon=None, score=None,
            candidates=result.candidates, reasons=result.reasons,
        )  # fmt: skip
    best = result.weighed[0].entry
    candidates = as_candidates(result.weighed)
    score = round(candidates[0].score * (ref.score or 1.0), 3)
    likely = MEANT if ref.score is None else PINNED
    pinned = ref.role == "origin" or score >= likely  # no map shows an event where it came from
    return msgspec.structs.replace(
        ref,
        name=best.name,
        place_id=best.place_id,
        lat=best.lat if pinned else None,
        lon=best.lon if pinned else None,
        level=result.level,
        admin1=best.admin1,
        country=best.country,
        relation=relation,
        km=result.km,
        score=score,
        candidates=candidates if len(candidates) > 1 else (),
        reasons=result.reasons if pinned else (*result.reasons, "not sure enough to be pinned"),
    )


MEANT = 0.25
"""How likely it must be that a name means this place, of all of that name, for a pin of what is no event. Of the towns
of LGL that are less likely, six in ten are elsewhere (`dateline bench geo`)."""
PINNED = 0.6
"""How likely it must be that this happened, is of this type, and happened there, for a pin on a map. Below it the place
keeps its name and candidates without a position. Of gold and training reports that were held out of training 0.69 of
pins are right from here on, 0.64 from 0.5 on; of the development gold 0.93 (docs/quality.md)."""

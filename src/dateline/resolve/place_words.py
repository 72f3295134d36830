"""What the words around a name say about the place: its level, its relation, the name without them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec

from dateline.model.vocabulary import PlaceLevel, Relation
from dateline.reference.gazetteer.words import place_words

Sort = Literal["town", "region", "district", "feature"]


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """A place as the report words it.

    names: what to ask the gazetteer, most specific first. sort: what kind of place the words say it is, or None.
    feature: the word of a feature that stands beside a town's name ("airport"), or None; natural: it is nothing built.
    loose: the words only say "region", which may be the land around a city.
    water: the words lead to a river or a sea, if one has the name.
    because: how the words were read, for the reasons of the result.
    """

    names: tuple[str, ...]
    sort: Sort | None
    relation: Relation | None
    feature: str | None = None
    natural: bool = False
    loose: bool = False
    water: bool = False
    because: str | None = None


LEVEL_OF: dict[Sort, PlaceLevel] = {
    "town": "settlement",
    "region": "region",
    "district": "region",
    "feature": "feature",
}


def _any(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first."""
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) + ")"


_AND_MORE = r"(?:,? (?:and |or |& )?[A-Z][\w'’.-]+){1,12}"
"""Further names of a list."""


class _Patterns(msgspec.Struct, frozen=True):
    region_after: re.Pattern[str]
    several_after: re.Pattern[str]
    districts_after: re.Pattern[str]
    district_after: re.Pattern[str]
    town_after: re.Pattern[str]
    feature_after: re.Pattern[str]
    features_after: re.Pattern[str]
    axis_after: re.Pattern[str]
    region_before: re.Pattern[str]
    town_before: re.Pattern[str]
    tail: re.Pattern[str]
    head: re.Pattern[str]
    water_before: re.Pattern[str]
    seat_after: re.Pattern[str]
    relations: tuple[tuple[re.Pattern[str], Relation], ...]


@cache
def _patterns() -> _Patterns:
    """Every pattern, made once from the word lists."""
    words = place_words()
    follow = r"^(?:['’]s)?[ -]"
    before = (*words.region_before, *words.town_before)
    features = (*words.feature, *words.natural)
    sorts = (*words.region, *words.regions, *words.district, *words.town, *features, *words.axis)
    return _Patterns(
        region_after=re.compile(
            rf"{follow}{_any((*words.region, *words.regions, *words.region_offices))}\b", re.IGNORECASE
        ),
        several_after=re.compile(rf"^{_AND_MORE} {_any(words.regions)}\b"),
        districts_after=re.compile(rf"^(?:{_AND_MORE})? {_any(words.districts)}\b"),
        district_after=re.compile(rf"{follow}{_any(words.district)}\b", re.IGNORECASE),
        town_after=re.compile(rf"{follow}{_any(words.town)}\b", re.IGNORECASE),
        feature_after=re.compile(rf"{follow}({_any(features)})\b", re.IGNORECASE),
        features_after=re.compile(rf"^(?:{_AND_MORE})? ({_any(words.features)})\b"),
        axis_after=re.compile(rf"{follow}{_any(words.axis)}\b", re.IGNORECASE),
        region_before=re.compile(rf"\b{_any(words.region_before)} (?:the )?$", re.IGNORECASE),
        town_before=re.compile(rf"\b{_any(words.town_before)} (?:the )?$", re.IGNORECASE),
        tail=re.compile(rf"[ -]+({_any(sorts)})$", re.IGNORECASE),
        head=re.compile(
            rf"^(?:[Tt]he )?(?:(?:{_any(before)}|{_any(b.capitalize() for b in before if ' ' in b)}) )?(?:the )?"
        ),
        seat_after=re.compile(
            rf"{follow}{_any(words.region_offices)} (?:[A-Z][a-z]+ ){{0,2}}{_any(words.seats)}\b", re.IGNORECASE
        ),
        water_before=re.compile(rf"\b{_any(words.water_before)} $", re.IGNORECASE),
        relations=tuple(
            (re.compile(rf"\b{_any(each.words)} (?:the )?$", re.IGNORECASE), each.relation) for each in words.relations
        ),
    )


def worded(as_written: str, before: str, after: str) -> Wording:
    """Reads a name with the words around it. before, after: the text on either side, in the same sentence."""
    patterns, words = _patterns(), place_words()
    written = " ".join(as_written.split())
    bare = patterns.head.sub("", written, count=1) or written
    tail = patterns.tail.search(bare)
    last = tail[1].lower() if tail else ""
    core = bare[: tail.start()] if tail else bare
    said: Sort | None = None
    because: str | None = None
    if last:
        said, because = _sort_of(last), f'"{last}"'
    elif patterns.town_before.match(written) is None:
        said, because = _sort_around(bare, before, after)
    if said is None and bare != written and patterns.town_before.search(written[: len(written) - len(bare)] or " "):
        said, because = "town", "the words before the name"
    feature = last if last in (*words.feature, *words.natural) else None
    if not last:
        several = _beside(patterns.features_after, after)
        feature = several.removesuffix("s") if several else _beside(patterns.feature_after, after)
    names = [written, bare]
    if feature and not last:
        names.insert(0, f"{bare} {feature}")
    if not last and said in ("region", "district"):
        names.insert(0, f"{bare} {_word_after(after) or 'region'}")
    if core and core != bare:
        names.append(core)
    return Wording(
        names=tuple(dict.fromkeys(names)),
        sort="feature" if feature else said,
        relation=_relation(last, before, after),
        feature=feature,
        natural=feature in words.natural,
        water=patterns.water_before.search(before) is not None,
        loose=said == "region" and because is not None and '"region"' in because.lower(),
        because=because or (f'"{feature}"' if feature else None),
    )


def _sort_of(word: str) -> Sort | None:
    """What a word after a name says that it is."""
    words = place_words()
    if word in words.region or word in words.regions:
        return "region"
    if word in words.district:
        return "district"
    if word in words.town:
        return "town"
    return "feature" if word in words.feature or word in words.natural else None


def _sort_around(name: str, before: str, after: str) -> tuple[Sort | None, str | None]:
    """What the words outside the name say that it is, and which words."""
    patterns = _patterns()
    for pattern, sort in (
        (patterns.district_after, "district"),
        (patterns.seat_after, "town"),
        (patterns.region_after, "region"),
        (patterns.several_after, "region"),
        (patterns.districts_after, "district"),
        (patterns.town_after, "town"),
    ):
        found = pattern.match(after)
        if found:
            return sort, f'"{found[0].strip()}" after the name'  # type: ignore[return-value]
    for pattern, sort in ((patterns.region_before, "region"), (patterns.town_before, "town")):
        found = pattern.search(before)
        if found:
            return sort, f'"{found[0].strip()}" before the name'  # type: ignore[return-value]
    return None, None


def _beside(pattern: re.Pattern[str], after: str) -> str | None:
    """The feature word right after the name, in lower case."""
    found = pattern.match(after)
    return found[1].lower() if found else None


def _word_after(after: str) -> str | None:
    """The first word after the name."""
    found = re.match(r"[ -]([a-z]+)\b", after, re.IGNORECASE)
    word = found[1].lower() if found else None
    words = place_words()
    return word if word and (word in words.region or word in words.district) else None


def _relation(last: str, before: str, after: str) -> Relation | None:
    """near, north of, axis ... from the words around, or None."""
    patterns = _patterns()
    if last in place_words().axis or patterns.axis_after.match(after):
        return "axis"
    return next((relation for pattern, relation in patterns.relations if pattern.search(before)), None)

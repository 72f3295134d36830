"""Words beside a place's name that say what is meant: "Kharkiv region", "the town of Lyman", "north of Bakhmut"."""

from __future__ import annotations

import re
from functools import cache

import msgspec
import yaml

from dateline.model.vocabulary import Relation
from dateline.reference.gazetteer.tables import DATA
from dateline.reference.phrases import PhraseScanner
from dateline.reference.tables import cell, read_tsv


class RelationWords(msgspec.Struct, frozen=True):
    """Words before a name and the relation that they put it in."""

    words: tuple[str, ...]
    relation: Relation


class Short(msgspec.Struct, frozen=True):
    """An abbreviation of a first-level division: the division's name, its country (ISO3), how it is written.

    spotted: anywhere (where it stands), after a place (only behind a comma), or never.
    """

    name: str
    country: str
    spotted: str


class PlaceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """reference/data/place_words.yaml: see there for what each list means. widened: km by relation."""

    region: tuple[str, ...]
    regions: tuple[str, ...]
    region_offices: tuple[str, ...]
    seats: tuple[str, ...]
    region_before: tuple[str, ...]
    district: tuple[str, ...]
    districts: tuple[str, ...]
    town: tuple[str, ...]
    town_before: tuple[str, ...]
    feature: tuple[str, ...]
    natural: tuple[str, ...]
    features: tuple[str, ...]
    water_before: tuple[str, ...]
    address_before: tuple[str, ...]
    country_cues: dict[str, tuple[str, ...]]
    relations: tuple[RelationWords, ...]
    axis: tuple[str, ...]
    widened: dict[Relation, float]

    def abbreviated(self, name: str) -> Short | None:
        """The division that `name` is short for, or None."""
        return short_names().get(name.strip())


@cache
def place_words() -> PlaceWords:
    """The packaged words."""
    return msgspec.convert(yaml.safe_load((DATA / "place_words.yaml").read_text(encoding="utf-8")), PlaceWords)


@cache
def short_names() -> dict[str, Short]:
    """Abbreviation as written ("Ala.", "NSW") -> the division that it stands for."""
    return {
        each: Short(name=row["name"], country=row["country"], spotted=spotted)
        for row in read_tsv("division_abbreviations.tsv")
        for column, spotted in (("anywhere", "anywhere"), ("after_a_place", "after a place"))
        for each in cell(row[column])
    }


@cache
def short_scanner() -> PhraseScanner[Short]:
    """Finds short forms of divisions as written."""
    return PhraseScanner(short_names().items(), cased=True)


@cache
def listed_divisions() -> re.Pattern[str]:
    """Finds several divisions under one word: "Clay, Otter Tail and Wilkin counties" (groups names and sort)."""
    words = place_words()
    sorts = "|".join((*words.regions, *words.districts))
    word = r"[A-Z][\w'’.-]{1,40}"  # bounded: else a run without spaces is gone through anew from each of its capitals
    name = rf"{word}(?: {word})?"
    return re.compile(rf"(?P<names>{name}(?:, {name}){{0,12}},? (?:and|or|&) {name}) (?P<sort>{sorts})\b")


@cache
def country_cues() -> PhraseScanner[str]:
    """Finds words that say in which country (ISO3) a report is set."""
    return PhraseScanner(((cue, code) for code, cues in place_words().country_cues.items() for cue in cues), cased=True)

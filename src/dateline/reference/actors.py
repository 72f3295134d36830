"""Who acts: countries by every name that stands for them, armed groups, agencies, and the nouns that make an actor."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from dateline.reference.phrases import PhraseScanner
from dateline.reference.tables import cell, read_tsv, read_yaml

NounKind = Literal["force", "organisation", "group"]


class Country(msgspec.Struct, frozen=True):
    """A country as an actor. iso3: ISO 3166 alpha-3."""

    iso3: str
    name: str


class CountryWord(msgspec.Struct, frozen=True):
    """A word that stands for a country. form: name, adjective, people or metonym (the capital for the government)."""

    country: Country
    form: Literal["name", "adjective", "people", "metonym"]


class Group(msgspec.Struct, frozen=True):
    """A named armed group, agency, bloc or outlet."""

    id: str
    name: str
    country: str | None
    sector: str
    kind: Literal["force", "organisation"]
    names: tuple[str, ...]


class ActorNoun(msgspec.Struct, frozen=True):
    """A noun that makes a phrase an actor: its kind and PLOVER sector."""

    kind: NounKind
    sector: str


@cache
def country_words() -> dict[str, CountryWord]:
    """Every word or phrase for a country, as written, with its form. A name wins over an adjective over a metonym."""
    words: dict[str, CountryWord] = {}
    for row in read_tsv("countries.tsv"):
        country = Country(row["iso3"], row["name"])
        for form, column in (
            ("name", "other_names"),
            ("adjective", "adjectives"),
            ("people", "people"),
            ("metonym", "metonyms"),
        ):
            for word in ([row["name"]] if form == "name" else []) + cell(row[column]):
                words.setdefault(word, CountryWord(country, form))  # type: ignore[arg-type]
    return words


@cache
def country_scanner() -> PhraseScanner[CountryWord]:
    """Finds country words as written (case counts: "us" is not "US")."""
    return PhraseScanner(country_words().items(), cased=True)


@cache
def country_name(iso3: str | None) -> str | None:
    """The usual English name of a country."""
    return next((w.country.name for w in country_words().values() if w.country.iso3 == iso3), None)


@cache
def groups() -> tuple[Group, ...]:
    """All named groups and agencies."""
    return tuple(msgspec.convert(read_yaml("groups.yaml"), list[Group]))


@cache
def group_scanner() -> PhraseScanner[Group]:
    """Finds group names as written; a lower-cased article before them does not count."""
    return PhraseScanner(((name, group) for group in groups() for name in group.names), cased=True)


@cache
def actor_nouns() -> dict[str, ActorNoun]:
    """Lower-cased noun or noun phrase -> what kind of actor it makes. The first section of the file wins."""
    table = read_yaml("actor_nouns.yaml")
    found: dict[str, ActorNoun] = {}
    for kind in ("force", "organisation", "group"):
        for sector, nouns in table[kind].items():
            for noun in nouns:
                found.setdefault(noun, ActorNoun(kind, sector))
    return found


@cache
def noun_scanner() -> PhraseScanner[tuple[str, ActorNoun]]:
    """Finds actor nouns in any case."""
    return PhraseScanner((noun, (noun, entry)) for noun, entry in actor_nouns().items())


class BareWords(msgspec.Struct, frozen=True):
    """Words that name a force without saying whose; actor_nouns.yaml says what each list means."""

    enemy: frozenset[str]
    hostile: frozenset[str]
    invading: frozenset[str]
    state: frozenset[str]
    guarding: frozenset[str]


@cache
def bare_words() -> BareWords:
    """The packaged lists."""
    return msgspec.convert(read_yaml("actor_nouns.yaml")["bare"], BareWords)

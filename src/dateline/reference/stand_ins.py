"""One name for all names of a kind: what is read in the place of whoever is a side, so that reading knows no sides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

import msgspec

from dateline.reference.actors import Group, country_words, groups
from dateline.reference.phrases import PhraseScanner
from dateline.reference.tables import read_yaml
from dateline.reference.word_classes import classes_by_part

LEAST_IN_CAPITALS: Final = 4
"""Letters of a name from which it is looked for in capitals, too."""

_FOLLOWING: Final = re.compile(r"\s(?P<also>and |or )?(?P<word>[A-Za-z.]+)(?P<name>\s[A-Z][a-z])?")
_ARTICLE: Final = re.compile(r"\b[Tt]he\s$")


class Named(msgspec.Struct, frozen=True):
    """How a name is used: form as CountryWord has it, or person, force, organisation. stand_in: what is read for it."""

    form: str
    stand_in: str


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """stand_ins.yaml: see there for what each list means."""

    stand_in: dict[str, str]
    either: tuple[str, ...]
    more: dict[str, tuple[str, ...]]
    small: tuple[str, ...]
    common: tuple[str, ...]
    adjective_too: frozenset[str]
    article: frozenset[str]


@cache
def _table() -> _Table:
    return msgspec.convert(read_yaml("stand_ins.yaml"), _Table)


def town() -> str:
    """What is read for the name of a town."""
    return _table().stand_in["town"]


@cache
def small_names() -> frozenset[str]:
    """Names of countries and peoples in small letters, as outlets write them who despise an enemy."""
    return frozenset(name.lower() for name in _table().small)


@cache
def named() -> dict[str, Named]:
    """Name as written, also in capitals -> its use. Source: countries.tsv, groups.yaml, stand_ins.yaml."""
    table = _table()
    words: dict[str, str] = {name: word.form for name, word in country_words().items()}
    words |= {name: form for form, names in table.more.items() for name in names}
    found = {name: Named(form, table.stand_in[form]) for name, form in words.items() if name[0].isupper()}
    for group in groups():
        for name in group.names:
            if " " not in name and name[0].isupper():
                found.setdefault(name, _of_group(name, group, table.stand_in))
    small = {name.lower(): found[name] for name in table.small}
    found |= {name: Named("force", table.stand_in["force"]) for name in table.common}
    capitals = {
        name.upper(): Named(each.form, each.stand_in.upper())
        for name, each in found.items()
        if len(name) >= LEAST_IN_CAPITALS
    }
    return small | capitals | found


def _of_group(name: str, group: Group, stand_in: dict[str, str]) -> Named:
    """Of a group whose people are named after it "Houthi" is used as an adjective, and "Houthis" as a people."""
    if name.isupper():
        return Named(group.kind, stand_in["force" if group.kind == "force" else "acronym"])
    if f"{name}s" in group.names:
        return Named("adjective", stand_in["adjective"])
    if name.endswith("s") and name[:-1] in group.names:
        return Named("people", stand_in["people"])
    return Named(group.kind, stand_in["group"])


@cache
def _scanner() -> PhraseScanner[Named]:
    return PhraseScanner(named().items(), cased=True)


@cache
def _either() -> frozenset[str]:
    return frozenset(_table().either)


@cache
def _adjective() -> Named:
    return Named("adjective", _table().stand_in["adjective"])


def names_in(text: str) -> Iterator[tuple[int, int, Named]]:
    """(start, end, use) of each name in the text, in order, the longest at every place; with the article of those that
    take one: "the DRC" is a name as "Rwanda" is.
    """
    adjective, table = _adjective(), _table()
    for start, end, name in _scanner().scan(text):
        written = text[start:end]
        if written in _either() and _modifies(text, end):
            yield start, end, adjective
        elif written in table.adjective_too and _modifies(text, end):
            continue
        elif written in table.article and text[end : end + 1] != "-":
            article = _ARTICLE.search(text, max(0, start - 5), start)
            yield article.start() if article else start, end, name
        else:
            yield start, end, name


def _modifies(text: str, end: int) -> bool:
    """Whether the country's name that ends there is used as an adjective: "US Navy", "US troops", "US and British"."""
    following = _FOLLOWING.match(text, end)
    if following is None:
        return False
    word = following["word"]
    if following["also"]:
        other = named().get(word)
        return other is not None and other.form == "adjective"
    lower = word.lower()
    if lower not in classes_by_part("nouns") and lower.removesuffix("s") not in classes_by_part("nouns"):
        return word[0].isupper()
    if following["name"] and word[0].isupper() and not word.isupper():
        return True  # "U.S. Air Force"
    return lower not in classes_by_part("verbs") and lower.removesuffix("s") not in classes_by_part("verbs")

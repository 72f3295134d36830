"""Words that tell names apart, and words that tell what kind of thing a name names."""

from __future__ import annotations

from functools import cache

import msgspec

from dateline.reference.actors import Group, groups
from dateline.reference.tables import read_yaml


class NameWords(msgspec.Struct, frozen=True):
    """Lists of words or phrases; name_words.yaml says what each means. same: id of the lexicon -> the one kept."""

    pronouns: frozenset[str]
    particles: frozenset[str]
    juniors: frozenset[str]
    general: frozenset[str]
    common: frozenset[str]
    bodies: frozenset[str]
    units: frozenset[str]
    army: frozenset[str]
    government: frozenset[str]
    one_capital: frozenset[str]
    given: tuple[tuple[str, ...], ...]
    same: dict[str, str]


@cache
def name_words() -> NameWords:
    """The packaged lists."""
    return msgspec.convert(read_yaml("name_words.yaml"), NameWords)


@cache
def given_names() -> dict[str, str]:
    """Folded form of a given name -> the one that stands for all its forms."""
    return {form: forms[0] for forms in name_words().given for form in forms}


@cache
def groups_by_name() -> dict[str, Group]:
    """Name as written, and in small letters if it is no acronym -> the named group. The first in the file wins."""
    found: dict[str, Group] = {}
    for group in groups():
        for name in (group.name, *group.names):
            found.setdefault(name, group)
            if not name.isupper():
                found.setdefault(name.lower(), group)
    return found


@cache
def groups_by_id() -> dict[str, Group]:
    """Id -> the named group."""
    return {group.id: group for group in groups()}

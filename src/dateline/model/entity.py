"""Places, actors and weapons that assertions name, each under one canonical name with every name as written."""

from __future__ import annotations

from typing import Literal

import msgspec

ActorType = Literal["person", "force", "office", "organisation", "state", "name"]


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """An office, rank or job that reports give a person. country: the side then.

    since, until: days from which the first and the last report that says so were known; mentions: how often they do.
    """

    role: str
    country: str | None
    since: str
    until: str
    mentions: int


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """An unknown place that turned out to be one of the gazetteer. names: as written, with how often.

    settled_by: rule with version or person; settled_from: ISO day from which that was known.
    """

    place_id: str
    names: dict[str, int]
    settled_by: str
    settled_from: str


class Place(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="place"):
    """A place of the gazetteer, or one that it does not have (`provisional:`). names: as written -> how often in this
    record. km: radius of uncertainty. settled: unknown places that turned out to be this one. beside: of an unknown
    place, the places that the same assertions name, with how often. mentions: by how many slots of assertions;
    since, until: from which days the first and the last were known.
    """

    place_id: str
    name: str
    lat: float | None
    lon: float | None
    level: str | None
    admin1: str | None
    country: str | None
    km: float | None = None
    names: dict[str, int]
    other_ids: dict[str, str] = {}
    settled: tuple[Settled, ...] = ()
    beside: dict[str, int] = {}
    mentions: int = 0
    since: str | None = None
    until: str | None = None


class Actor(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="actor"):
    """A person, force, office, organisation or state. entity_id is a lexicon key, or `name:` and a folded name.

    type: name where nothing tells whether a single word is a surname or a body. country, sector: as most assertions
    have them. roles: of persons, the earliest first. mentions, since, until: as of places.
    """

    entity_id: str
    name: str
    type: ActorType | None = None
    country: str | None
    sector: str | None
    names: dict[str, int]
    other_ids: dict[str, str] = {}
    roles: tuple[Held, ...] = ()
    mentions: int = 0
    since: str | None = None
    until: str | None = None


class Weapon(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="weapon"):
    """A weapon model or class. mentions, since, until: as of places."""

    weapon_id: str
    name: str
    weapon_class: str | None = msgspec.field(default=None, name="class")
    names: dict[str, int]
    other_ids: dict[str, str] = {}
    mentions: int = 0
    since: str | None = None
    until: str | None = None


Entity = Place | Actor | Weapon

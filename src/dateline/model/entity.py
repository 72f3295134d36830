"""Places, actors and weapons that assertions name, each under one canonical name with every name as written."""

from __future__ import annotations

import msgspec


class Place(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="place"):
    """A place of the gazetteer. names: as written -> how often in this record. km: radius of uncertainty."""

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


class Actor(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="actor"):
    """A person, force, government or organisation. entity_id is a lexicon key or Wikidata id."""

    entity_id: str
    name: str
    country: str | None
    sector: str | None
    names: dict[str, int]
    other_ids: dict[str, str] = {}


class Weapon(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="weapon"):
    """A weapon model or class."""

    weapon_id: str
    name: str
    weapon_class: str | None = msgspec.field(default=None, name="class")
    names: dict[str, int]
    other_ids: dict[str, str] = {}

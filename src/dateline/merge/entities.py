"""Every place, actor and weapon that assertions name, each with all its names as written and how often."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dateline.merge.account import spot_key
from dateline.merge.words import fold
from dateline.model.assertion import ActorRef, Assertion, PlaceRef, Source, WeaponRef
from dateline.model.entity import Actor, Place, Weapon


class Entities:
    """Gathers them from assertions in the order of the export; the first that names one says how it is shown."""

    def __init__(self) -> None:
        self._places: dict[str, tuple[PlaceRef, dict[str, int]]] = {}
        self._actors: dict[str, tuple[ActorRef | Source, dict[str, int]]] = {}
        self._weapons: dict[str, tuple[WeaponRef, dict[str, int]]] = {}

    def add(self, assertion: Assertion) -> None:
        """Takes in whom and what this assertion names."""
        for place in assertion.places:
            key = spot_key(place)
            first, names = self._places.get(key, (place, {}))
            _count(names, place.as_written)
            # A place that one act is not surely at has no position there, and still is the place that it is.
            self._places[key] = (place if first.lat is None and place.lat is not None else first, names)
        for actor, name, key in _named_actors(assertion):
            _count(self._actors.setdefault(key, (actor, {}))[1], name)
        for weapon in assertion.weapons:
            _count(self._weapons.setdefault(f"weapon:{fold(weapon.name)}", (weapon, {}))[1], weapon.as_written)

    def all(self) -> Iterator[Place | Actor | Weapon]:
        """Places, actors, weapons, each sorted by id. What no lexicon knows has the id `name:` and its folded name."""
        yield from (_place(key, *self._places[key]) for key in sorted(self._places))
        yield from (_actor(key, *self._actors[key]) for key in sorted(self._actors))
        yield from (_weapon(key, *self._weapons[key]) for key in sorted(self._weapons))


def entities(assertions: Iterable[Assertion]) -> tuple[Place | Actor | Weapon, ...]:
    """All places, actors and weapons that these assertions name, see `Entities`."""
    found = Entities()
    for assertion in assertions:
        found.add(assertion)
    return tuple(found.all())


def _count(names: dict[str, int], name: str) -> None:
    names[name] = names.get(name, 0) + 1


def _named_actors(assertion: Assertion) -> Iterator[tuple[ActorRef | Source, str, str]]:
    """Actors, holders and speakers with the name as written and the key; a source that nobody names is no entity."""
    for actor in (*assertion.actors, *([assertion.holder] if assertion.holder else [])):
        yield actor, actor.as_written, actor.entity_id or f"name:{fold(actor.name)}"
    chains = [assertion.attribution, *(toll.attribution for toll in assertion.tolls)]
    for source in (link.source for chain in chains for link in chain):
        name = source.name or source.as_written
        if name:
            yield source, source.as_written or name, source.entity_id or f"name:{fold(name)}"


def _ids(key: str) -> dict[str, str]:
    """The id in the scheme of the table that it is from."""
    if re.fullmatch(r"Q\d+", key):
        return {"wikidata": key}
    scheme, _, value = key.partition(":")
    return {scheme: value} if scheme == "geonames" and value else {}


def _place(key: str, place: PlaceRef, names: dict[str, int]) -> Place:
    return Place(
        place_id=key,
        name=place.name or place.as_written,
        lat=place.lat,
        lon=place.lon,
        level=place.level,
        admin1=place.admin1,
        country=place.country,
        km=place.km,
        names=dict(sorted(names.items())),
        other_ids=_ids(key),
    )


def _actor(key: str, actor: ActorRef | Source, names: dict[str, int]) -> Actor:
    return Actor(
        entity_id=key,
        name=actor.name or actor.as_written or key,
        country=actor.country,
        sector=actor.sector if isinstance(actor, ActorRef) else None,
        names=dict(sorted(names.items())),
        other_ids=_ids(key),
    )


def _weapon(key: str, weapon: WeaponRef, names: dict[str, int]) -> Weapon:
    return Weapon(
        weapon_id=key,
        name=weapon.name,
        weapon_class=weapon.weapon_class,
        names=dict(sorted(names.items())),
    )

"""What is said of one entity in all, counted: its names, offices, sides, and the row of the record made of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final, cast

from dateline.merge.names.mentions import Ref, office_of
from dateline.merge.words import fold
from dateline.model.assertion import ActorRef, Assertion, PlaceRef, Source, WeaponRef
from dateline.model.entity import Actor, ActorType, Entity, Held, Place, Settled, Weapon
from dateline.reference.actors import country_name, country_words
from dateline.reference.name_words import groups_by_id, name_words

_ARTICLE: Final = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_OF_A_STATE: Final = {"STATE": "{}", "MIL": "Armed Forces of {}", "GOV": "Government of {}"}


class Tally:
    """Counts of what assertions say of one entity; the order in which they come does not matter."""

    __slots__ = (
        "beside",
        "called",
        "countries",
        "mentions",
        "names",
        "ref",
        "roles",
        "sectors",
        "since",
        "until",
    )

    def __init__(self) -> None:
        self.mentions = 0
        self.since, self.until = "9999", ""
        self.ref: PlaceRef | WeaponRef | None = None
        self.names: Counter[str] = Counter()
        self.called: Counter[str] = Counter()
        self.countries: Counter[str] = Counter()
        self.sectors: Counter[str] = Counter()
        self.roles: dict[tuple[str, str], tuple[Counter[str], str, str]] = {}
        self.beside: Counter[str] = Counter()

    def add(self, ref: Ref, a: Assertion, day: str) -> None:
        """Counts one slot of an assertion known from the ISO day `day`."""
        self.mentions += 1
        self.since, self.until = min(self.since, day), max(self.until, day)
        called = ref.name or ref.as_written or ""
        self.called[called] += 1
        self.names[_as_written(ref, called)] += 1
        if isinstance(ref, PlaceRef):
            self._place(ref, a)
        elif isinstance(ref, WeaponRef):
            self.ref = self.ref or ref
        else:
            self._actor(ref, day)

    def _place(self, ref: PlaceRef, a: Assertion) -> None:
        # A place that one act is not surely at has no position there, and still is the place that it is.
        shown = self.ref if isinstance(self.ref, PlaceRef) else None
        if shown is None or (shown.lat is None and ref.lat is not None):
            self.ref = ref
        if ref.place_id is None:
            self.beside.update({p.place_id for p in a.places if p.place_id})

    def _actor(self, ref: ActorRef | Source, day: str) -> None:
        if ref.country:
            self.countries[ref.country] += 1
        if isinstance(ref, ActorRef):
            if ref.sector:
                self.sectors[ref.sector] += 1
        elif ref.role and office_of(ref.role):
            key = (office_of(ref.role), ref.country or _side_of(ref.role))
            written, since, until = self.roles.get(key, (Counter(), day, day))
            written[ref.role] += 1
            self.roles[key] = (written, min(since, day), max(until, day))

    def take(self, other: Tally) -> None:
        """Becomes the tally of what both count; `other` comes later."""
        self.mentions += other.mentions
        self.since, self.until = min(self.since, other.since), max(self.until, other.until)
        if isinstance(self.ref, PlaceRef) and isinstance(other.ref, PlaceRef):
            if self.ref.lat is None and other.ref.lat is not None:
                self.ref = other.ref
        else:
            self.ref = self.ref or other.ref
        for name in ("names", "called", "countries", "sectors", "beside"):
            getattr(self, name).update(getattr(other, name))
        for key, (written, since, until) in other.roles.items():
            have, first, last = self.roles.get(key, (Counter(), since, until))
            self.roles[key] = (have + written, min(first, since), max(last, until))

    def row(self, id: str, kind: str, settled: Iterable[Settled] = ()) -> Entity:
        """The entity's row in the record."""
        shared: dict[str, Any] = {
            "names": dict(sorted(self.names.items())), "other_ids": _ids(id), "mentions": self.mentions,
            "since": self.since, "until": self.until,
        }  # fmt: skip
        if kind == "place":
            ref = cast(PlaceRef, self.ref)
            told = {field: getattr(ref, field) for field in ("lat", "lon", "level", "admin1", "country", "km")}
            found = tuple(sorted(settled, key=lambda each: (each.settled_from, each.place_id)))
            beside = {} if ref.place_id else dict(sorted(self.beside.items()))
            return Place(place_id=id, name=ref.name or ref.as_written, **told, settled=found, beside=beside, **shared)
        if kind == "weapon":
            weapon = cast(WeaponRef, self.ref)
            return Weapon(
                weapon_id=id, name=_most(self.called) or weapon.name, weapon_class=weapon.weapon_class, **shared
            )
        return Actor(
            entity_id=id, name=self._name(id, kind), type=cast(ActorType, kind), country=self._country(id),
            sector=_most(self.sectors), roles=self._held() if kind == "person" else (), **shared,
        )  # fmt: skip

    def _name(self, id: str, kind: str) -> str:
        group = groups_by_id().get(id)
        if group is not None:
            return group.name
        iso3, _, ending = id.partition(":")
        if ending in _OF_A_STATE and country_name(iso3):
            return _OF_A_STATE[ending].format(country_name(iso3))
        named = {name: n for name, n in self.called.items() if _is_name(name)} or dict(self.called)
        if kind != "person":
            return _most(Counter(named)) or id
        full = {name: n for name, n in named.items() if " " in name.strip()} or named
        return _most(Counter(full)) or id

    def _country(self, id: str) -> str | None:
        group = groups_by_id().get(id)
        return (group.country if group else None) or _most(self.countries)

    def _held(self) -> tuple[Held, ...]:
        found = [
            Held(role=_most(written) or office, country=country or None, since=since, until=until,
                 mentions=written.total())
            for (office, country), (written, since, until) in self.roles.items()
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda each: (each.since, each.until, each.role, each.country or "")))


def _side_of(role: str) -> str:
    """The country that an office names: "Ukraine's deputy defence minister"."""
    words = re.sub(r"[’']s(?=\s|$)", "", role).split()
    return next((country_words()[w].country.iso3 for w in words if w in country_words()), "")


def _as_written(ref: Ref, called: str) -> str:
    """The words, unless they are no name ("he", "the spokesman"): then what the report calls them elsewhere."""
    written = ref.as_written or called
    listed = isinstance(ref, ActorRef) and ref.entity_id is not None
    described = isinstance(ref, ActorRef | Source) and not listed and _ARTICLE.sub("", written)[:1].islower()
    return called if not _is_name(written) or (described and called[:1].isupper()) else written


def _is_name(written: str) -> bool:
    return (written.isupper() and len(written) > 1) or fold(written) not in name_words().pronouns


def _most(counted: Counter[str]) -> str | None:
    """The value met most often; of equals the first by the alphabet."""
    return min(counted, key=lambda value: (-counted[value], value), default=None)


def _ids(id: str) -> dict[str, str]:
    """The id in the scheme of the table that it is from."""
    if re.fullmatch(r"Q\d+", id):
        return {"wikidata": id}
    scheme, _, value = id.partition(":")
    return {scheme: value} if scheme == "geonames" and value else {}

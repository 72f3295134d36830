"""Everybody and everything that one assertion names, in a fixed order, each with its form and what is said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from dateline.merge.names.forms import Form, form_of
from dateline.merge.words import fold
from dateline.model.assertion import ActorRef, Assertion, PlaceRef, Source, WeaponRef
from dateline.reference.actors import country_words
from dateline.reference.name_words import name_words
from dateline.reference.weapons import weapons
from dateline.values.names import consonants, slavic_key

_MOSTLY: Final = 2 / 3
"""Share of a report's places that must lie in one country, or region, for an unknown place to be looked for there."""

Ref = PlaceRef | ActorRef | Source | WeaponRef


class Mention(NamedTuple):
    """One slot of an assertion. form: None for a pronoun or a description. office: of a person, as written, folded."""

    ref: Ref
    form: Form | None
    office: str


class Company(NamedTuple):
    """Where most places of one report lie: country and first-level division; "" where they lie in several."""

    country: str
    admin1: str


def company_of(assertions: Iterable[Assertion]) -> Company:
    """The company in which a report's unknown places stand."""
    sure = {
        (p.place_id, p.country, p.admin1)
        for a in assertions
        for p in a.places
        if p.place_id and p.country and p.level != "country"
    }
    country = _most(c for _, c, _ in sure if c)
    return Company(country, _most(r for _, c, r in sure if c == country and r) if country else "")


def _most(values: Iterable[str]) -> str:
    counted = Counter(values)
    value, n = max(sorted(counted.items()), key=lambda item: item[1], default=("", 0))
    return value if n >= _MOSTLY * counted.total() > 0 else ""


def refs_of(a: Assertion) -> Iterator[Ref]:
    """Every slot that can name an entity: places, actors, holder, sources of all chains, weapons."""
    yield from a.places
    yield from a.actors
    if a.holder:
        yield a.holder
    for chain in (a.attribution, *(toll.attribution for toll in a.tolls)):
        yield from (link.source for link in chain)
    yield from a.weapons


def mentions_of(a: Assertion, company: Company) -> list[Mention]:
    """The mentions of an assertion, one for each of `refs_of`."""
    return [_mention(ref, company) for ref in refs_of(a)]


def _mention(ref: Ref, company: Company) -> Mention:
    if isinstance(ref, PlaceRef):
        at = company if ref.place_id is None else Company("", "")
        where = (ref.country or at.country, ref.admin1 or at.admin1, ref.lat, ref.lon)
        return Mention(ref, _place(ref.name or ref.as_written, ref.as_written, ref.place_id, where), "")
    if isinstance(ref, WeaponRef):
        return Mention(ref, _weapon(ref.name), "")
    name = ref.name or ref.as_written
    if not name:
        return Mention(ref, None, "")
    if isinstance(ref, ActorRef):
        return Mention(ref, form_of(name, ref.as_written, ref.entity_id, ref.country, ref.sector or "", False), "")
    told = ref.category if ref.category and ref.category != "unknown" else ""
    form = form_of(name, ref.as_written or "", ref.entity_id, ref.country, told, bool(ref.role))
    return Mention(ref, form, office_of(ref.role) if ref.role and form and form.kind == "person" else "")


@lru_cache(maxsize=1 << 14)
def office_of(role: str) -> str:
    """An office or rank made comparable: folded, in one spelling, without the words for a country and articles."""
    kept = [w for w in role.replace("’s", "").replace("'s", "").split() if w not in country_words()]
    spelled = ("defence" if w == "defense" else w for w in fold(" ".join(kept)).split())
    return " ".join(w for w in spelled if w not in ("the", "a", "an", "of", "s", "his", "her", "their", "its"))


@lru_cache(maxsize=1 << 14)
def _weapon(name: str) -> Form:
    known = weapons().get(name.lower())
    shown = known.name if known and known.is_model else name
    return Form("weapon", f"weapon:{fold(shown)}", (), shown, known=bool(known and known.is_model))


@lru_cache(maxsize=1 << 16)
def _place(
    name: str, written: str, place_id: str | None, where: tuple[str, str, float | None, float | None]
) -> Form | None:
    """A place as it is spelled here; one that no gazetteer has gets an id of the country and region it stands among."""
    country, admin1, lat, lon = where
    folded = fold(written)
    if not folded or (place_id is None and folded in name_words().pronouns):
        return None
    if place_id is None:
        within = [fold(part).replace(" ", "-") for part in (country, admin1) if part]
        node = f"provisional:{'/'.join([*within, folded.replace(' ', '-')])}"
    else:
        node = place_id
    blocks = dict.fromkeys(f"place {consonants(slavic_key(each)) or fold(each)}" for each in (written, name))
    return Form(
        "place", node, tuple(blocks), written, known=place_id is not None, words=frozenset(folded.split()),
        country=country, admin1=admin1, lat=lat, lon=lon, place_id=place_id or "",
    )  # fmt: skip


def points_of(a: Assertion) -> Sequence[tuple[float, float]]:
    """Where the places of an assertion lie, less what is too wide to tell where its neighbours are."""
    return [
        (p.lat, p.lon)
        for p in a.places
        if p.lat is not None and p.lon is not None and p.level not in ("country", "region")
    ]

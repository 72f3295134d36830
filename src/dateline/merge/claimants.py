"""Who the claimants of an incident are: one key for every form of a name, whoever writes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from dateline.merge.account import Account
from dateline.merge.names.parts import Parts, is_plural, parts_of
from dateline.merge.sources import speaker_of
from dateline.merge.words import fold
from dateline.model.assertion import Link, Source
from dateline.reference.channels import channels


class Claimant(msgspec.Struct, frozen=True, gc=False):
    """Who says something. key: the same for the same claimant inside one incident. named: told from others by name;
    "officials" of two reports may be two. own: the report's own voice.
    """

    key: str
    name: str | None
    country: str | None
    category: str | None
    named: bool
    own: bool


class Claimants:
    """The claimants of one incident, made from its accounts and the chains in them; the order does not matter."""

    def __init__(self, members: Sequence[Account]) -> None:
        """Hears every source of every chain once, then knows which forms of a name are one."""
        self._publishers = _publishers(members)
        forms = {parts_of(name, None) for name in self._publishers.values() if name}
        for chain in (chain for m in members for chain in _chains(m)):
            forms |= {parts_of(_called(link.source), link.source.country) for link in chain if _called(link.source)}
        self._keys = _keys(forms)
        self._about = _about(members, self)

    def of(self, member: Account, chain: Sequence[Link]) -> Claimant:
        """The speaker at the end of the chain, else the publisher of the report or of what it copies."""
        source = speaker_of(chain)
        if source is not None:
            return self._named(_called(source), source, member)
        name = self._publishers[member.story]
        if not name:
            return Claimant(f"story:{member.story}", None, None, None, True, True)
        key = self._keys[parts_of(name, None)]
        country, category = self._about.get(key, (None, None))
        return Claimant(key, name, country, category, True, True)

    def key_of(self, source: Source) -> str:
        """The key of a source that stands in a chain of the incident."""
        return self._keys[parts_of(_called(source), source.country)]

    def _named(self, name: str, source: Source, member: Account) -> Claimant:
        form = parts_of(name, source.country)
        key = self._keys[form]
        country, category = self._about.get(key, (None, None))
        named = form.named and bool(source.name or source.entity_id)
        told_apart = key if named else f"{key} in {self._scope(form, member)}"
        return Claimant(told_apart, form.shown if source.name else None, country, category, named, False)

    def _scope(self, form: Parts, member: Account) -> str:
        """Where a description stands for one claimant: the "officials" of an outlet; one resident in one report."""
        publisher = self._publishers[member.story]
        return fold(publisher).replace(" ", "-") if publisher and is_plural(form.shown) else member.story


def _chains(member: Account) -> Iterable[Sequence[Link]]:
    return (member.assertion.attribution, *(toll.attribution for toll in member.assertion.tolls if toll.attribution))


def _called(source: Source) -> str:
    return source.name or source.as_written or source.entity_id or ""


def _publishers(members: Sequence[Account]) -> dict[str, str]:
    """Story -> who published it: the original where it tells of the incident, else its first copy."""
    found: dict[str, tuple[bool, tuple[object, ...], str]] = {}
    for member in members:
        given = (member.assertion.report_id != member.story, member.order, member.publisher)
        found[member.story] = min(found.get(member.story, given), given)
    return {story: publisher for story, (_, _, publisher) in found.items()}


def _about(members: Sequence[Account], claimants: Claimants) -> dict[str, tuple[str | None, str | None]]:
    """Key -> country and category, each the first that is given, "unknown" being none."""
    countries: dict[str, str] = {}
    categories: dict[str, str] = {}
    for member in sorted(members, key=lambda m: m.order):
        for source in (link.source for chain in _chains(member) for link in chain):
            if not _called(source):
                continue
            key = claimants.key_of(source)
            if source.country:
                countries.setdefault(key, source.country)
            if source.category and source.category != "unknown":
                categories.setdefault(key, source.category)
    agencies = {fold(each) for each in channels().agency}
    for key in {*countries, *categories}:
        if key.removeprefix("name:") in agencies:
            categories[key] = "media"
    return {key: (countries.get(key), categories.get(key)) for key in {*countries, *categories}}


def _keys(forms: Iterable[Parts]) -> dict[Parts, str]:
    """Form -> key. A family name alone is the one person so called; a body without a country the one of that name."""
    persons: defaultdict[str, set[str]] = defaultdict(set)
    bodies: defaultdict[str, set[str]] = defaultdict(set)
    forms = set(forms)
    for form in forms:
        if form.last and form.first:
            persons[form.last].add(form.first)
        if not form.last and form.country:
            bodies[form.words].add(form.country)
    found: dict[Parts, str] = {}
    for form in forms:
        if form.last:
            firsts = persons[form.last]
            first = form.first or (next(iter(firsts)) if len(firsts) == 1 else "")
            found[form] = f"name:{first} {form.last}".replace(": ", ":")
        else:
            countries = bodies[form.words]
            country = form.country or (next(iter(countries)) if len(countries) == 1 else "")
            found[form] = f"{country}:{form.words}" if country else f"name:{form.words}"
    return found

"""Whose forces a bare noun means: "the enemy", "air defences", "units", "the army", where the report does not say.

News leaves out whose they are once it is plain from who speaks, whom they fight, and where. A country is given only
where one of these tells it; the words stay as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

import msgspec

from dateline.model.assertion import ActorRef, Assertion
from dateline.model.document import Doc
from dateline.reference.actors import (
    CountryWord,
    actor_nouns,
    bare_words,
    country_name,
    country_scanner,
    country_words,
    group_scanner,
    noun_scanner,
)
from dateline.reference.sides import Sides, conflict_of
from dateline.reference.stand_ins import small_names

LINE: Final = 160
"""Characters of the longest line that is no paragraph: an army that publishes a report names itself above the first."""
MOSTLY: Final = 0.6
"""Share of a report's places in one country from which on officials and soldiers of no named country are its own."""

_ARMED: Final = frozenset({"MIL", "GOV"})
_IN_OFFICE: Final = frozenset({"official", "military"})
_STRIKES: Final = frozenset({"Shelling/artillery/missile attack", "Air/drone strike"})


class _Sides(msgspec.Struct, frozen=True):
    """What the report says of its sides. own: the country for whose army it speaks in its own voice; called: the
    country that it calls the enemy ("the Russian occupiers"), if it is one; home: where it is about.
    """

    conflict: Sides | None
    own: str | None
    called: str | None
    home: str | None

    def against(self, country: str | None) -> str | None:
        """The country that this one fights in the conflict of the report."""
        other = self.conflict.stands_for().get(country_name(country) or "") if self.conflict else None
        word = country_words().get(other or "")
        return word.country.iso3 if word else None

    def voice(self, assertion: Assertion) -> str | None:
        """The country of whoever tells this: of its speaker, else of the army that publishes the report. Officials of
        another country than the report is about are named with it.
        """
        if not assertion.attribution:
            return self.own
        source = assertion.attribution[-1].source
        return source.country or (self.home if source.category in _IN_OFFICE else None)

    def enemy(self, words: str, assertion: Assertion) -> str | None:
        """Whom "the enemy" means: whom the other party to the act fights, or who tells of it; where none of them has a
        country, who is called so. Invaders are those who fight the country that the report is about.
        """
        if not bare_words().invading.isdisjoint(words.lower().split()):
            return self.called or self.against(self.home)
        parties = (a.country for a in assertion.actors if a.country is not None and a.sector in (*_ARMED, None))
        ours = next(filter(self.against, parties), None) or self.voice(assertion)
        if ours is None and self.called is None and _is_person(assertion):
            ours = self.home
        return self.called if ours is None else self.against(ours)

    def owner(self, noun: str, assertion: Assertion) -> str | None:
        """Whose forces an act tells of that names them by this noun alone. Where states fight each other: those of who
        tells of it, unless they would strike their own soil; air defences: of the country over which they fire. Where
        a state fights others: its own.
        """
        there = next((p.country for p in assertion.places if p.role == "location" and p.country), None)
        voice = self.voice(assertion)
        guarding = noun in bare_words().guarding
        if self.against(self.home):
            if guarding or not (assertion.sub_event_type in _STRIKES and voice == there):
                return voice if self.against(voice) else there if guarding else None
            return None
        if noun in bare_words().state or guarding:
            return there or self.home
        return None


def name_forces(doc: Doc, assertions: Sequence[Assertion]) -> list[Assertion]:
    """The assertions with every force that only a bare noun names as that of a country, where it is known of which.

    Places must be resolved: where the report is about tells whose officials speak in it.
    """
    if not any(
        _is_bare(actor) or _is_enemy(actor) or _is_us(actor)
        for each in assertions
        for actor in (*each.actors, each.holder)
    ):
        return list(assertions)
    sides = _Sides(conflict_of(doc.report.text), _publishes(doc), _called(doc), _home(assertions))
    return [_named(each, sides) for each in assertions]


def _called(doc: Doc) -> str | None:
    """The country that the report calls the enemy: beside such a noun, or in small letters, as outlets do who despise
    it.
    """
    armies = [m for m in doc.mentions if m.kind in ("force", "organisation") and _names_enemy(m.name)]
    called = {country for m in armies if (country := m.country or _small(m.name)) is not None}
    called |= {word.country.iso3 for t in doc.tokens if t.text in small_names() and (word := _small_country(t.text))}
    return called.pop() if len(called) == 1 else None


def _home(assertions: Sequence[Assertion]) -> str | None:
    """The country that most places of the report are in."""
    at = {
        (p.place_id, p.country)
        for each in assertions
        for p in each.places
        if p.place_id and p.country and p.level != "country" and p.role == "location"
    }
    counts = Counter(country for _, country in at)
    return next((country for country, count in counts.most_common(1) if count >= MOSTLY * len(at)), None)


def _publishes(doc: Doc) -> str | None:
    """The country whose army or ministry the report is by, after its publisher or a line above its first paragraph."""
    head = takewhile(lambda line: len(line) <= LINE, filter(None, doc.report.text.split("\n", maxsplit=8)))
    acts = {t.sentence for t in doc.tokens if t.pos in ("VERB", "AUX")}
    told = {doc.sentences[n].span.exact.strip() for n in acts if n < len(doc.sentences)}
    for line in (doc.report.publisher or "", *head):
        if line.strip() in told:
            continue  # a headline tells of an army, too
        group = next((g for _, _, g in group_scanner().scan(line) if g.sector in _ARMED and g.country), None)
        if group is not None:
            return group.country
        words = line.title() if line.isupper() else line
        country = next((word.country.iso3 for _, _, word in country_scanner().scan(words)), None)
        nouns = {noun for _, _, (noun, entry) in noun_scanner().scan(line) if entry.sector in _ARMED}
        if country is not None and nouns - bare_words().enemy:
            return country
    return None


def _names_enemy(words: str | None) -> bool:
    """As in "the enemy", "the occupiers", "enemy aircraft", "invading troops"."""
    parts = (words or "").lower().split()
    return not bare_words().enemy.isdisjoint(parts[-1:]) or not bare_words().hostile.isdisjoint(parts[:-1])


def _is_enemy(actor: ActorRef | None) -> bool:
    """Whether the words name a side only by its being against somebody."""
    return actor is not None and actor.country is None and actor.sector == "MIL" and _names_enemy(actor.as_written)


def _is_bare(actor: ActorRef | None) -> bool:
    """Whether the words name a state's force by its kind alone: no name of a unit, a place, a people in them."""
    if actor is None or actor.country is not None or actor.sector not in ("MIL", "COP") or actor.entity_id is not None:
        return False
    words = actor.as_written
    return words[1:].islower() or words.lower() in actor_nouns()


def _is_person(assertion: Assertion) -> bool:
    """Whether somebody tells this who is neither a country's nor a medium."""
    source = assertion.attribution[-1].source if assertion.attribution else None
    return source is not None and source.name is not None and source.category == "unknown" and source.name.istitle()


def _is_us(actor: ActorRef | None) -> bool:
    """Whether whoever tells this means their own side: "we hold the airport", "in our hands"."""
    return actor is not None and actor.entity_id is None and actor.as_written.lower() in ("we", "us", "our")


def _small(words: str | None) -> str | None:
    """The country of an adjective in small letters, as some write an enemy's: "the russian occupiers"."""
    found = map(_small_country, (words or "").split()[:-1])
    return next((word.country.iso3 for word in found if word is not None), None)


def _small_country(word: str) -> CountryWord | None:
    return country_words().get(word.capitalize()) if word.islower() else None


def _named(assertion: Assertion, sides: _Sides) -> Assertion:
    actors = tuple(_as_forces(a, assertion, sides) for a in assertion.actors)
    holder = _as_forces(assertion.holder, assertion, sides) if assertion.holder else None
    if actors == assertion.actors and holder == assertion.holder:
        return assertion
    return msgspec.structs.replace(assertion, actors=actors, holder=holder)


def _as_forces(actor: ActorRef, assertion: Assertion, sides: _Sides) -> ActorRef:
    if _is_enemy(actor):
        country = _small(actor.as_written) or sides.enemy(actor.as_written, assertion)
    elif _is_us(actor):
        country = sides.voice(assertion)
        actor = msgspec.structs.replace(actor, sector="MIL") if country else actor
    elif _is_bare(actor):
        country = sides.owner(actor.as_written.lower(), assertion)
    else:
        return actor
    return msgspec.structs.replace(actor, country=country, entity_id=f"{country}:{actor.sector}") if country else actor

"""Who "the enemy" is: whom the speaker's side fights, by the table of sides, where the report names that side, too."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

import msgspec

from dateline.model.assertion import ActorRef, Assertion
from dateline.model.document import Doc
from dateline.reference.actors import country_name, country_scanner, country_words, enemy_words, noun_scanner
from dateline.reference.sides import Sides, conflict_of

LINE: Final = 160
"""Characters of the longest line that is no paragraph: an army that publishes a report names itself above the first."""

_ARMED: Final = frozenset({"MIL", "GOV"})


class _Enemies(msgspec.Struct, frozen=True):
    """What the report says of its sides. own: the country for whose army it speaks in its own voice; called: the
    country that it calls the enemy ("the Russian occupiers"), if it is one.
    """

    conflict: Sides | None
    own: str | None
    called: str | None

    def against(self, country: str | None) -> str | None:
        """The country that this one fights in the conflict of the report."""
        other = self.conflict.stands_for().get(country_name(country) or "") if self.conflict else None
        word = country_words().get(other or "")
        return word.country.iso3 if word else None

    def of(self, assertion: Assertion) -> str | None:
        """The enemy of whoever tells this: of its speaker, in the report's own voice of the other party to the act or
        of the report's army; where none of these has a country, who is called so.
        """
        if assertion.attribution:
            source = assertion.attribution[-1].source
            voice = source.country if source else None
        else:
            theirs = (a.country for a in assertion.actors if a.country is not None and a.sector in (*_ARMED, None))
            voice = next(theirs, self.own)
        return self.called if voice is None else self.against(voice)


def name_enemies(doc: Doc, assertions: Sequence[Assertion]) -> list[Assertion]:
    """The assertions with "the enemy" as the forces of a country, where it is known for whom they are the enemy."""
    if not any(_is_enemy(actor) for each in assertions for actor in (*each.actors, each.holder)):
        return list(assertions)
    armies = [m for m in doc.mentions if m.kind in ("force", "organisation") and _names_enemy(m.name)]
    called = {country for m in armies if (country := m.country or _small(m.name)) is not None}
    enemies = _Enemies(conflict_of(doc.report.text), _publishes(doc), called.pop() if len(called) == 1 else None)
    return [_named(each, enemies) for each in assertions]


def _publishes(doc: Doc) -> str | None:
    """The country whose army or ministry the report is by, after its publisher or a line above its first paragraph."""
    head = takewhile(lambda line: len(line) <= LINE, filter(None, doc.report.text.split("\n", maxsplit=8)))
    for line in (doc.report.publisher or "", *head):
        words = line.title() if line.isupper() else line
        country = next((word.country.iso3 for _, _, word in country_scanner().scan(words)), None)
        nouns = {noun for _, _, (noun, entry) in noun_scanner().scan(line) if entry.sector in _ARMED}
        if country is not None and nouns - enemy_words():
            return country
    return None


def _names_enemy(words: str | None) -> bool:
    return not enemy_words().isdisjoint((words or "").lower().split()[-1:])


def _is_enemy(actor: ActorRef | None) -> bool:
    """Whether the words name a side only by its being against somebody."""
    return actor is not None and actor.country is None and actor.sector == "MIL" and _names_enemy(actor.as_written)


def _small(words: str | None) -> str | None:
    """The country of an adjective in small letters, as some write an enemy's: "the russian occupiers"."""
    found = (country_words().get(word.capitalize()) for word in (words or "").split()[:-1])
    return next((word.country.iso3 for word in found if word is not None), None)


def _named(assertion: Assertion, enemies: _Enemies) -> Assertion:
    actors = tuple(_as_forces(a, assertion, enemies) for a in assertion.actors)
    holder = _as_forces(assertion.holder, assertion, enemies) if assertion.holder else None
    if actors == assertion.actors and holder == assertion.holder:
        return assertion
    return msgspec.structs.replace(assertion, actors=actors, holder=holder)


def _as_forces(actor: ActorRef, assertion: Assertion, enemies: _Enemies) -> ActorRef:
    if not _is_enemy(actor):
        return actor
    country = _small(actor.as_written) or enemies.of(assertion)
    return msgspec.structs.replace(actor, country=country, entity_id=f"{country}:MIL") if country else actor

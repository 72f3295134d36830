"""On whose side holders and speakers are, as far as the report tells: for the history of who holds a place."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from dateline.merge.disagreements import identified
from dateline.merge.words import fold
from dateline.model.assertion import ActorRef, Source
from dateline.model.control import Claimant
from dateline.reference.actors import country_scanner, group_scanner, groups
from dateline.reference.control_history import history_words

Kinship = Literal["same", "other", "unknown"]
Stance = Literal["own", "admission", "independent", "unclear"]

_IRREGULAR: Final = frozenset({"REB", "PAR"})
_SPEAKS_FOR_A_SIDE: Final = frozenset({"official", "military", "armed group"})


class Side(msgspec.Struct, frozen=True, gc=False):
    """key: ISO 3166 alpha-3, a group's id or `name:` and a proper name; null where nobody in particular is named
    ("rebels", "the army"). state: whether it is a state's, null where that is not told either. words: as named, folded.
    """

    key: str | None
    state: bool | None
    words: str

    @property
    def group(self) -> str:
        """Under what holders count as one: the key, else the words."""
        return self.key or f"~{self.words}"


NOBODY: Final = Side(None, None, "")


def side_of_actor(ref: ActorRef | None) -> Side:
    """The side of somebody who takes or holds ground."""
    if ref is None:
        return NOBODY
    words = fold(ref.name)
    if ref.entity_id and ref.entity_id.startswith("group:"):
        return _of_group(ref.entity_id, ref.country if ref.sector not in _IRREGULAR else None, words)
    if ref.country and ref.sector != "REB":
        return Side(ref.country, True, words)
    if ref.country is None and ref.entity_id:
        return Side(ref.entity_id, None, words)
    if ref.country is None and identified(ref):
        return Side(f"name:{words}", False if ref.sector in _IRREGULAR else None, words)
    state = {"GOV": True, "REB": False, "PAR": False}.get(ref.sector or "")
    return Side(None, state, words)


def side_of_source(source: Source | None) -> Side:
    """The side of a speaker: their own group or country, else the one that their name or office names."""
    if source is None:
        return NOBODY
    words = fold(source.name or source.as_written or "")
    if source.entity_id and source.entity_id.startswith("group:"):
        return _of_group(source.entity_id, None, words)
    told = " ; ".join(each for each in (source.role, source.name, source.as_written) if each)
    named = next((group for _, _, group in group_scanner().scan(told) if group.id.startswith("group:")), None)
    if named is not None:
        return _of_group(named.id, None if named.sector in _IRREGULAR else named.country, words)
    if source.category == "armed group":
        return Side(None, False, words)
    if source.country:
        return Side(source.country, True, words)
    country = next((word.country.iso3 for _, _, word in country_scanner().scan(told)), None)
    return Side(country, True if country else None, words)


def side_of_publisher(publisher: str | None) -> Side:
    """The side that publishes in its own name: an armed group, or the army, ministry or government of a country.
    Nobody's for any other outlet, wherever it is.
    """
    words = fold(publisher or "")
    group = next((g for g in groups() if g.id.startswith("group:") and words in map(fold, g.names)), None)
    if group is not None:
        return _of_group(group.id, None if group.sector in _IRREGULAR else group.country, words)
    if publisher is None or history_words().bodies.isdisjoint(words.split()):
        return NOBODY
    country = next((word.country.iso3 for _, _, word in country_scanner().scan(publisher)), None)
    return Side(country, True if country else None, words)


def category_of(source: Source) -> str | None:
    """What the speaker is; an organisation that the lexicon knows to take no side is that where words do not tell."""
    if source.category not in (None, "unknown"):
        return source.category
    told = " ; ".join(each for each in (source.name, source.as_written) if each)
    sectors = (group.sector for _, _, group in group_scanner().scan(told))
    return next((sector for sector in sectors if sector in history_words().bystanders), source.category)


def _of_group(group: str, country: str | None, words: str) -> Side:
    state = history_words().fights_for.get(group) or country
    return Side(state, True, words) if state else Side(group, False, words)


def kinship(x: Side, y: Side) -> Kinship:
    """Whether two are one side. Unknown where one of them is nobody in particular and could be either."""
    if x.group == y.group and x.group != "~":
        return "same"
    if x.key and y.key:
        return "other"
    if x.state is not None and y.state is not None and x.state != y.state:
        return "other"
    return "unknown"


def side_of(claimant: Claimant) -> Side:
    """The claimant's side as it stands in the history."""
    state = None if claimant.side is None else ":" not in claimant.side
    if claimant.side is None and claimant.category == "armed group":
        state = False
    return Side(claimant.side, state, fold(claimant.name))


def stance(claimant: Claimant, holder: Side, parties: frozenset[str]) -> Stance:
    """What weight a claimant's word has that this side has the place: `own`, it speaks for itself; `admission`, another
    party to the place speaks against its own interest; `independent`; or `unclear`, the report does not tell.

    parties: keys of the sides that have a stake in the place.
    """
    if claimant.own_voice and claimant.side is None:
        return "independent"
    side = side_of(claimant)
    related = kinship(side, holder)
    if related == "same":
        return "own"
    bystander = claimant.category in history_words().bystanders
    if related == "unknown":
        return "independent" if bystander and side.key is None else "unclear"
    if claimant.category in _SPEAKS_FOR_A_SIDE:
        return "admission" if side.key is None or side.key in parties else "independent"
    return "independent" if bystander else "unclear"


def speaks_for(claimant: Claimant, side: Side) -> bool:
    """Whether the claimant speaks for this side: one of its officials, soldiers or fighters."""
    return claimant.category in _SPEAKS_FOR_A_SIDE and kinship(side_of(claimant), side) == "same"

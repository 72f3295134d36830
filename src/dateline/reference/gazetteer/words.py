"""Words beside a place's name that say what is meant: "Kharkiv region", "the town of Lyman", "north of Bakhmut"."""

from __future__ import annotations

from functools import cache

import msgspec
import yaml

from dateline.model.vocabulary import Relation
from dateline.reference.gazetteer.tables import DATA


class RelationWords(msgspec.Struct, frozen=True):
    """Words before a name and the relation that they put it in."""

    words: tuple[str, ...]
    relation: Relation


class PlaceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """reference/data/place_words.yaml: see there for what each list means. widened: km by relation."""

    region: tuple[str, ...]
    regions: tuple[str, ...]
    region_offices: tuple[str, ...]
    region_before: tuple[str, ...]
    district: tuple[str, ...]
    town: tuple[str, ...]
    town_before: tuple[str, ...]
    feature: tuple[str, ...]
    relations: tuple[RelationWords, ...]
    axis: tuple[str, ...]
    widened: dict[Relation, float]


@cache
def place_words() -> PlaceWords:
    """The packaged words."""
    return msgspec.convert(yaml.safe_load((DATA / "place_words.yaml").read_text(encoding="utf-8")), PlaceWords)

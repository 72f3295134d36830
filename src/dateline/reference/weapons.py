"""Weapon models and classes, and the ACLED sub-event type that the use of each implies."""

from __future__ import annotations

from functools import cache

import msgspec

from dateline.reference.phrases import PhraseScanner
from dateline.reference.tables import read_yaml


class Weapon(msgspec.Struct, frozen=True):
    """name: canonical model, or the class where only that is said. act: implied ACLED sub-event type, or None."""

    name: str
    weapon_class: str
    act: str | None
    is_model: bool


@cache
def weapons() -> dict[str, Weapon]:
    """Lower-cased word or phrase -> weapon."""
    table = read_yaml("weapons.yaml")
    acts = {name: entry["act"] for name, entry in table["classes"].items()}
    found: dict[str, Weapon] = {}
    for model in table["models"]:
        for word in model["words"]:
            found.setdefault(str(word), Weapon(model["name"], model["class"], acts.get(model["class"]), True))
    for name, entry in table["classes"].items():
        for word in entry["words"]:
            found.setdefault(str(word), Weapon(str(word), name, entry["act"], False))
    return found


@cache
def weapon_scanner() -> PhraseScanner[Weapon]:
    """Finds weapons in any case, singular or plural."""
    return PhraseScanner(weapons().items(), plural=True)

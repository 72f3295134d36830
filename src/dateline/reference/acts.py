"""The lexicon of acts and of their consequences: which words name an attack, a clash, a meeting, a death."""

from __future__ import annotations

from functools import cache
from typing import Final

import msgspec

from dateline.model.vocabulary import INTERACTIONS, SUB_EVENT_TYPES
from dateline.reference.phrases import PhraseScanner
from dateline.reference.tables import read_yaml

BY_MEANS: Final = ("Air/drone strike", "Shelling/artillery/missile attack")
"""The two types that only the means tell apart."""


class Act(msgspec.Struct, frozen=True):
    """What a word says happened. sub_event_type: ACLED's; interaction: PLOVER's. needs: what must be beside a verb.

    by_weapon: the weapon decides between shelling and air strike.
    """

    family: str
    sub_event_type: str | None
    interaction: str | None
    by_weapon: bool = False
    needs: str | None = None


class Acts(msgspec.Struct, frozen=True):
    """verbs: lemma, or lemma and particle -> act. nouns: scanner of noun phrases. not_acts: phrases to leave alone."""

    verbs: dict[str, tuple[Act, ...]]
    nouns: PhraseScanner[Act]
    not_acts: PhraseScanner[None]
    light_verbs: frozenset[str]


class Consequence(msgspec.Struct, frozen=True):
    """A measure of a toll with the place of its number: object, self (the subject), adjective or noun."""

    measure: str
    number: str


@cache
def acts() -> Acts:
    """The act lexicon. A noun phrase may come in the plural."""
    table = read_yaml("acts.yaml")
    verbs: dict[str, list[Act]] = {}
    nouns: dict[str, Act] = {}
    for family, entries in table.items():
        if family in ("light_verbs", "not_acts"):
            continue
        for entry in entries:
            sub, interaction, by_weapon = entry.get("type"), entry.get("interaction"), bool(entry.get("weapon"))
            for verb in entry.get("verbs", ()):
                verbs.setdefault(verb, []).append(Act(family, sub, interaction, by_weapon))
            for verb, needs in entry.get("object", {}).items():
                verbs.setdefault(verb, []).append(Act(family, sub, interaction, by_weapon, needs))
            for noun in entry.get("nouns", ()):
                nouns.setdefault(noun, Act(family, sub, interaction, by_weapon))
    return Acts(
        verbs={verb: tuple(found) for verb, found in verbs.items()},
        nouns=PhraseScanner([*nouns.items(), *((_plural(noun), act) for noun, act in nouns.items())], plural=True),
        not_acts=PhraseScanner([(phrase, None) for phrase in table["not_acts"]], plural=True),
        light_verbs=frozenset(table["light_verbs"]),
    )


def _plural(noun: str) -> str:
    """The plurals that are not a plain s."""
    if noun.endswith(("sh", "ch", "ss")):
        return noun + "es"
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"


@cache
def means() -> PhraseScanner[str]:
    """Words of what an act was done with -> "Air/drone strike" or "Shelling/artillery/missile attack"."""
    table = read_yaml("means.yaml")
    return PhraseScanner([(str(word), kind) for kind in BY_MEANS for word in table[kind]], plural=True)


@cache
def from_above() -> frozenset[str]:
    """Nouns that name an air or drone strike where nothing else is said."""
    return frozenset(map(str, read_yaml("means.yaml")["from_above"]))


@cache
def consequences() -> dict[tuple[str, str], str]:
    """(kind of word, lemma) -> measure; kind: object, people (an object that must be people), self, adjective, noun."""
    kinds = {"verbs": "object", "people": "people", "self": "self", "adjectives": "adjective", "nouns": "noun"}
    return {
        (kinds[kind], str(word)): measure
        for measure, entry in read_yaml("consequences.yaml").items()
        for kind, words in entry.items()
        for word in words
    }


@cache
def collectives() -> frozenset[str]:
    """Nouns of which "a" is not one person or thing that comes to harm: "a family", "a dog", "a dream"."""
    return frozenset(str(noun) for nouns in read_yaml("collectives.yaml").values() for noun in nouns)


@cache
def outcomes() -> dict[str, tuple[str, ...]]:
    """Measure -> phrases, in base forms, that say what became of people whom a number counts."""
    return {measure: tuple(map(str, phrases)) for measure, phrases in read_yaml("outcomes.yaml").items()}


@cache
def targets() -> dict[str, str]:
    """Singular noun or noun phrase -> category of target. The first category that has it wins."""
    found: dict[str, str] = {}
    for category, nouns in read_yaml("targets.yaml").items():
        for noun in nouns:
            found.setdefault(noun, category)
    return found


@cache
def families() -> dict[str, str]:
    """Sub-event type or interaction -> the family of acts that it belongs to; developments if the lexicon has none."""
    found = {"Government regains territory": "captures", "Excessive force against protesters": "protests"}
    for family, entries in read_yaml("acts.yaml").items():
        if family not in ("light_verbs", "not_acts"):
            for entry in entries:
                for kind in (entry.get("type"), entry.get("interaction")):
                    if kind:
                        found.setdefault(kind, family)
    return found | {kind: "developments" for kind in (*SUB_EVENT_TYPES, *INTERACTIONS) if kind not in found}


def types_of(family: str) -> tuple[str, ...]:
    """The sub-event types, then the interactions, that belong to a family of acts, in the vocabulary's order."""
    return tuple(kind for kind in (*SUB_EVENT_TYPES, *INTERACTIONS) if families()[kind] == family)

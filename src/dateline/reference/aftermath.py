"""Words of what is done about an act of violence on a later day, and of when it befell."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import msgspec

from dateline.reference.tables import read_yaml


class Aftermath(msgspec.Struct, frozen=True):
    """Lemmas. verbs: what is done later; befall: verbs that tell when something befell; each with the lemma that must
    hang on it, or "". cases: nouns between a later deed and the act; things: nouns that stand for any act; others:
    what tells it from the one that the report has told of.
    """

    verbs: dict[str, frozenset[str]]
    befall: dict[str, frozenset[str]]
    cases: frozenset[str]
    things: frozenset[str]
    others: frozenset[str]


@cache
def aftermath() -> Aftermath:
    """The lexicon of `aftermath.yaml`."""
    table = read_yaml("aftermath.yaml")
    return Aftermath(
        verbs=_phrases(table["verbs"]),
        befall=_phrases(table["befall"]),
        cases=frozenset(table["cases"]),
        things=frozenset(table["things"]),
        others=frozenset(table["others"]),
    )


def _phrases(written: list[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for phrase in written:
        verb, _, other = phrase.partition(" ")
        found[verb].add(other)
    return {verb: frozenset(others) for verb, others in found.items()}

"""Words that report what somebody says, and the frames that their source and content stand in."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from dateline.reference.tables import read_yaml

Frame = Literal["clause", "mental", "quoted", "object", "infinitive", "addressee", "gerund", "charge", "label", "named"]


class Cue(msgspec.Struct, frozen=True, kw_only=True):
    """One word that reports speech, in the frames it takes; the same word may have several entries.

    particle: the word that must follow ("out" in "point out", "on" in "call on"), or None.
    interaction: PLOVER's verbal type if the word alone makes it plain. polarity: denied for words of denial.
    """

    lemma: str
    frames: frozenset[Frame]
    particle: str | None = None
    interaction: str | None = None
    polarity: Literal["affirmed", "denied"] = "affirmed"


@cache
def verb_cues() -> dict[str, tuple[Cue, ...]]:
    """Lemma -> its entries, those with a particle first."""
    found: dict[str, list[Cue]] = {}
    for group in read_yaml("cues.yaml")["verbs"]:
        for phrase in group["verbs"]:
            lemma, _, particle = phrase.partition(" ")
            found.setdefault(lemma, []).append(_cue(group, lemma, particle or None))
    return {lemma: tuple(sorted(cues, key=lambda c: c.particle is None)) for lemma, cues in found.items()}


@cache
def noun_cues() -> dict[str, Cue]:
    """Lemma -> the entry of a noun that takes a that-clause ("claim", "demand")."""
    found: dict[str, Cue] = {}
    for group in read_yaml("cues.yaml")["nouns"]:
        found.update((noun, _cue(group, noun, None)) for noun in group["nouns"])
    return found


def _cue(group: dict[str, object], lemma: str, particle: str | None) -> Cue:
    given: dict[str, object] = {key: group[key] for key in ("interaction", "polarity") if key in group}
    frames = group.get("frames", ["clause"])
    return msgspec.convert({**given, "lemma": lemma, "particle": particle, "frames": frames}, Cue)


@cache
def source_phrases() -> tuple[tuple[str, ...], ...]:
    """Phrases that name a source beside a clause, as lower-cased words with S for the source, longest first."""
    phrases = [tuple(str(word) for word in phrase) for phrase in read_yaml("cues.yaml")["phrases"]]
    return tuple(sorted(phrases, key=len, reverse=True))


@cache
def documents() -> frozenset[str]:
    """Nouns of documents that speak for whoever made them ("its statement said")."""
    return frozenset(read_yaml("cues.yaml")["documents"])


@cache
def silencers() -> frozenset[str]:
    """Lemmas and words beside a reporting verb after which nothing is reported ("declined to say")."""
    return frozenset(read_yaml("cues.yaml")["silencers"])


@cache
def refutations() -> frozenset[str]:
    """Lower-cased words that call what others say untrue."""
    return frozenset(read_yaml("cues.yaml")["refutations"])


@cache
def counter_words() -> tuple[frozenset[str], frozenset[str]]:
    """Lemmas of verbs and of nouns that give a figure its source: "put the toll at 25", "the ministry's count"."""
    table = read_yaml("cues.yaml")["counters"]
    return frozenset(table["verbs"]), frozenset(table["nouns"])

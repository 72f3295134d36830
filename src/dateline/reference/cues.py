"""Words that report what somebody says, and the frames that their source and content stand in."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from dateline.reference.tables import read_yaml

Frame = Literal[
    "clause", "mental", "quoted", "object", "infinitive", "addressee", "gerund", "charge", "label", "named", "finding"
]

Taken = Literal["that", "to", "for", "of", "about", "on", "over", "against"]


class Cue(msgspec.Struct, frozen=True, kw_only=True):
    """One word that reports speech, in the frames it takes; the same word may have several entries.

    particle: the word that must follow ("out" in "point out", "on" in "call on"), or None.
    takes: of a noun, what may stand after it: a that-clause, an infinitive, a phrase with this preposition.
    interaction: PLOVER's verbal type if the word alone makes it plain. polarity: denied for words of denial.
    """

    lemma: str
    frames: frozenset[Frame]
    particle: str | None = None
    interaction: str | None = None
    polarity: Literal["affirmed", "denied"] = "affirmed"
    takes: frozenset[Taken] = frozenset({"that"})


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
    """Lemma -> the entry of a noun that says what somebody says ("claim that", "refusal to", "call for")."""
    found: dict[str, Cue] = {}
    for group in read_yaml("cues.yaml")["nouns"]:
        found.update((noun, _cue(group, noun, None)) for noun in group["nouns"])
    return found


def _cue(group: dict[str, object], lemma: str, particle: str | None) -> Cue:
    given: dict[str, object] = {key: group[key] for key in ("interaction", "polarity", "takes") if key in group}
    frames = group.get("frames", ["clause"])
    return msgspec.convert({**given, "lemma": lemma, "particle": particle, "frames": frames}, Cue)


@cache
def light_verbs() -> frozenset[str]:
    """Lemmas of verbs that only lend a noun of speech its subject ("made a call for", "raised concern that")."""
    return frozenset(read_yaml("cues.yaml")["light verbs"])


@cache
def source_phrases() -> tuple[tuple[str, ...], ...]:
    """Phrases that name a source beside a clause, as lower-cased words with S for the source, longest first."""
    phrases = [tuple(str(word) for word in phrase) for phrase in read_yaml("cues.yaml")["phrases"]]
    return tuple(sorted(phrases, key=len, reverse=True))


def phrases_from(word: str) -> tuple[tuple[str, ...], ...]:
    """The source phrases that can begin with this lower-cased word, longest first."""
    table = _phrases_by_word()
    return table.get(word, table["S"])


@cache
def _phrases_by_word() -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word -> source phrases; those that begin with the source, which may be any word, are with every one."""
    firsts = {"S", *(phrase[0] for phrase in source_phrases())}
    return {first: tuple(p for p in source_phrases() if p[0] in (first, "S")) for first in firsts}


@cache
def documents() -> frozenset[str]:
    """Nouns of documents that speak for whoever made them ("its statement said")."""
    return frozenset(read_yaml("cues.yaml")["documents"])


@cache
def texts() -> frozenset[str]:
    """Nouns of texts and counts that are a source by themselves ("the poll shows", "the law states")."""
    return frozenset(read_yaml("cues.yaml")["texts"])


@cache
def unsaying() -> frozenset[str]:
    """Lemmas of verbs that take a that-clause or stand beside quotations without anybody saying anything."""
    return frozenset(read_yaml("cues.yaml")["unsaying"])


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

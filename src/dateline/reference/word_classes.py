"""What words of war, unrest and diplomacy reporting mean: the classes that a lemma or a phrase stands in."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Literal

from dateline.reference.tables import read_yaml

PartOfSpeech = Literal["verbs", "nouns", "adjectives"]


@cache
def _lexicon() -> dict[str, dict[PartOfSpeech, list[str]]]:
    """Class -> part of speech -> its words, as word_classes.yaml has them."""
    table: dict[str, dict[PartOfSpeech, list[str]]] = read_yaml("word_classes.yaml")
    return table


@cache
def word_class_names() -> tuple[str, ...]:
    """Every class, in the order of the file: acts first, then what carries them, then who and what takes part."""
    return tuple(_lexicon())


@cache
def classes_by_part(part: PartOfSpeech) -> dict[str, tuple[str, ...]]:
    """Lemma or phrase -> the classes that it stands in as a verb, a noun or an adjective, sorted. "strike" the verb
    and "strike" the noun need not share theirs.
    """
    classes: dict[str, set[str]] = defaultdict(set)
    for name, words in _lexicon().items():
        for word in words.get(part, ()):
            classes[word].add(name)
    return {word: tuple(sorted(names)) for word, names in classes.items()}


@cache
def word_classes() -> dict[str, tuple[str, ...]]:
    """Lemma or phrase -> the classes that it stands in as any part of speech, sorted.

    Lower case. A verb phrase opens with a lemma and goes on as written ("lay down arms"); "oneself" and "one's"
    stand for any such pronoun. Source: word_classes.yaml, written for Dateline from the ACLED codebook, the PLOVER
    codebook and the usage of war reporting.
    """
    classes: dict[str, set[str]] = defaultdict(set)
    for name, parts in _lexicon().items():
        for words in parts.values():
            for word in words:
                classes[word].add(name)
    return {word: tuple(sorted(names)) for word, names in classes.items()}


@cache
def phrases_by_verb() -> dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
    """First verb -> the words that must follow and the classes of the phrase: "lay" -> (("down", "arms"), (class,))."""
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
    for phrase, names in classes_by_part("verbs").items():
        verb, *rest = phrase.split()
        if rest:
            found[verb].append((tuple(w for w in rest if w not in ("oneself", "one's")), names))
    return {verb: tuple(each) for verb, each in found.items()}


@cache
def _lemmas() -> dict[str, str]:
    table: dict[str, str] = read_yaml("lemmas.yaml")
    return table


def lemma_of(form: str) -> str | None:
    """The lemma of an inflected form that the model's lemmatiser leaves alone or gets wrong ("retook" -> "retake");
    None for every other form, whose lemma the model knows. Case does not matter. Source: lemmas.yaml.
    """
    return _lemmas().get(form.lower())

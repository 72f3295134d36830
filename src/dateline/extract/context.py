"""Words as they stand in their report, by the packaged encoder: what learned readers take beside features."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from dateline.extract.plain_words import inside_names, plain_words
from dateline.model.document import Doc
from dateline.reference.encoder import WIDTH, Vectors, encoder


def vectors(doc: Doc) -> Vectors:
    """(tokens + 1, WIDTH) for the report; the last row, that of token -1, stands for no word. Found once a Doc."""
    cached: Vectors | None = doc.__dict__.get("vectors")
    if cached is None:
        found = encoder().vectors(shown_words(doc), [(s.first, s.last) for s in doc.sentences])
        cached = doc.__dict__["vectors"] = np.vstack([found, np.zeros((1, WIDTH), np.float32)])
    return cached


def shown_words(doc: Doc) -> list[str]:
    """The words of the report as the encoder sees them: without names; a side's name of several words is one word, and
    no article tells how the name behind it begins.
    """
    plain = plain_words(doc) | dict.fromkeys(inside_names(doc), "")
    return [plain.get(t.i, "a" if t.lower == "an" else t.text) for t in doc.tokens]


def of_words(doc: Doc, tokens: Sequence[int]) -> Vectors:
    """(tokens, WIDTH)."""
    return vectors(doc)[np.array(tokens, np.int64)]


def of_pairs(doc: Doc, pairs: Iterable[tuple[int, int]]) -> Vectors:
    """(pairs, 3 * WIDTH): both words, and their product."""
    both = np.array(list(pairs), np.int64).reshape(-1, 2)
    one, other = vectors(doc)[both[:, 0]], vectors(doc)[both[:, 1]]
    return np.hstack([one, other, one * other])

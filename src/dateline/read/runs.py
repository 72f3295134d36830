"""Runs of tokens that the statistical model gives one label."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from dateline.model.document import Doc


def runs(doc: Doc, labels: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Runs of tokens with one of the model's labels, without a leading article or a trailing possessive."""
    for (label, _), run in groupby(doc.tokens, key=lambda t: (t.label, t.sentence)):
        if label not in labels:
            continue
        tokens = list(run)
        while tokens and (tokens[0].tag in ("DT", "POS") or not tokens[0].text[0].isalnum()):
            tokens.pop(0)
        while tokens and (tokens[-1].tag == "POS" or not tokens[-1].text[-1].isalnum()):
            tokens.pop()
        if tokens:
            yield tokens[0].i, tokens[-1].i + 1

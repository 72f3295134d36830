"""The language of a text."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

SAMPLE = 4_000
"""Characters. More does not change the answer."""


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language that `text` is in, or None if it is too short or too mixed to tell."""
    sample = text[:SAMPLE]
    if sum(c.isalpha() for c in sample) < 20:
        return None
    code, probability = _identifier().classify(sample)
    return str(code) if len(code) == 2 and probability >= 0.5 else None


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

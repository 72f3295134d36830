"""How far reviewers agree."""

from __future__ import annotations

from dateline.pipeline.review.views import Agreement
from dateline.store import Record


def agreement(record: Record) -> Agreement:
    """Krippendorff's alpha over what two or more reviewers judged."""
    raise NotImplementedError

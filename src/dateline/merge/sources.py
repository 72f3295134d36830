"""Who really says it: the ultimate voice behind an account."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.merge.words import fold
from dateline.model.assertion import Link, Source


def speaker_of(chain: Sequence[Link]) -> Source | None:
    """The last link that names somebody: the one whose words they are. None where the report itself says it."""
    for link in reversed(chain):
        if link.source.name or link.source.entity_id or link.source.as_written:
            return link.source
    return None


def voice_of(chain: Sequence[Link], publisher: str | None, story: str) -> str:
    """Key of the ultimate voice: the speaker, else the publisher, else the story (a report with its copies)."""
    source = speaker_of(chain)
    if source is not None:
        return source.entity_id or f"name:{fold(source.name or source.as_written or '')}"
    return f"publisher:{fold(publisher)}" if publisher else f"story:{story}"

"""Who really says it: the ultimate voice behind an account."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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


def new_voices(told: Iterable[tuple[str, str]]) -> list[tuple[str, frozenset[str]]]:
    """Each story that adds a voice that no earlier one had, with those that it adds. told: (story, voice), in order.

    Copies of one wire text are one story. A report that only repeats what a speaker said, whom an earlier report
    already quotes, adds nothing; neither does a second report in the own voice of the same publisher.
    """
    heard: set[str] = set()
    stories: dict[str, set[str]] = {}
    for story, voice in told:
        stories.setdefault(story, set()).add(voice)
    found = []
    for story, voices in stories.items():
        if voices - heard:
            found.append((story, frozenset(voices - heard)))
        heard |= voices
    return found

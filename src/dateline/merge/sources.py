"""Who really says it: the ultimate voice behind an account, and how many independent ones an incident has."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.merge.account import Account, fold
from dateline.model.assertion import Link, Source


def speaker_of(chain: Sequence[Link]) -> Source | None:
    """The last link that names somebody: the one whose words they are. None where the report itself says it."""
    for link in reversed(chain):
        if link.source.name or link.source.entity_id or link.source.as_written:
            return link.source
    return None


def voice_of(account: Account) -> str:
    """Key of the ultimate voice: the speaker, else the publisher, else the story (a report with its copies)."""
    source = speaker_of(account.assertion.attribution)
    if source is not None:
        return source.entity_id or f"name:{fold(source.name or source.as_written or '')}"
    return f"publisher:{fold(account.publisher)}" if account.publisher else f"story:{account.story}"


def independent_sources(members: Sequence[Account]) -> int:
    """How many stories add a voice that no earlier one had.

    Copies of one wire text are one story. A report that only repeats what a speaker said, whom an earlier report
    already quotes, adds nothing; neither does a second report in the own voice of the same publisher.
    """
    heard: set[str] = set()
    stories: dict[str, set[str]] = {}
    for account in sorted(members, key=lambda member: member.order):
        stories.setdefault(account.story, set()).add(voice_of(account))
    count = 0
    for voices in stories.values():
        count += bool(voices - heard)
        heard |= voices
    return count

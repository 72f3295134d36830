"""Which reports people withdrew."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.model.judgement import Judgement


def withdrawn_reports(judgements: Iterable[Judgement]) -> dict[str, str]:
    """Report id -> the ISO day from which it counts for nothing: that of the earliest "wrong" that is not undone."""
    found: dict[str, str] = {}
    for each in sorted(judgements, key=lambda j: j.order):
        if each.verdict == "wrong" and each.withdrawn_at is None and is_report(each.left):
            found.setdefault(each.left, each.decided_at)
    return found


def is_report(id: str) -> bool:
    """Whether this is the id of a report, by its form."""
    return id.startswith("r_")

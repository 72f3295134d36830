"""Reports in, assertions out: where read, extract and resolve meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.model.assertion import Assertion
from dateline.model.report import Report, Skipped


def reader_fingerprint() -> str:
    """Changes whenever rules, lexicons or the model change, so that a build knows which reports to read again."""
    return "0"


def read_reports(
    reports: Iterable[Report], *, workers: int = 1
) -> Iterator[tuple[Report, tuple[Assertion, ...] | Skipped]]:
    """Each report with its sealed assertions, or with why it could not be read. Order is kept."""
    for report in reports:
        yield report, ()

"""Reports, with and without their text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline.model.errors import NotFoundError, SettingError
from dateline.model.report import Report
from dateline.pipeline.queries.assertion_lists import check_limit, selected
from dateline.pipeline.views import Filters, Page, ReportHead, ReportView
from dateline.store import Record
from dateline.store import reports as report_rows
from dateline.store.search import match_query

_FIELDS = (
    "report_id", "origin", "publisher", "url", "title", "author", "published", "published_basis", "language",
    "known_from", "ingested_at", "duplicate_of", "withdrawn_on", "characters", "assertions",
)  # fmt: skip
_COLUMNS = (
    "r.report_id, (SELECT min(origin) FROM sightings s WHERE s.report_id = r.report_id), r.publisher, r.url, r.title,"
    " r.author, r.published, r.published_basis, r.language, r.known_from, r.ingested_at,"
    " (SELECT duplicate_of FROM copies c WHERE c.report_id = r.report_id),"
    " (SELECT withdrawn_on FROM withdrawn w WHERE w.report_id = r.report_id), length(r.text),"
    " (SELECT count(*) FROM current_assertions c WHERE c.report_id = r.report_id)"
)


def report(record: Record, report_id: str) -> ReportView:
    """A report in full with its assertions. Raises NotFoundError if the record has no such report."""
    with record.snapshot():
        found = whole(record, report_id)
        return ReportView(report=found, assertions=tuple(selected(record, Filters(report=report_id))))


def reports(record: Record, *, limit: int = 50, after: str | None = None, text: str | None = None) -> Page[ReportHead]:
    """Reports without their text, by the day they were known; with `text`, those whose title or text has these words.

    Errors as in `claims`.
    """
    check_limit(limit)
    where, parameters = "1", list[Any]()
    if text:
        query = match_query(text)
        if not query:
            raise SettingError(f"no word to look for in {text!r}", remedy="Give at least one letter or digit.")
        where, parameters = "r.number IN (SELECT rowid FROM report_words WHERE report_words MATCH ?)", [query]
    with record.snapshot():
        total = int(record.value(f"SELECT count(*) FROM reports r WHERE {where}", parameters))
        if after is not None:
            where += " AND (r.known_from, r.report_id) > (?, ?)"
            parameters += [_known_from(record, after), after]
        rows = record.rows(
            f"SELECT {_COLUMNS} FROM reports r WHERE {where} ORDER BY {report_rows.ORDER} LIMIT ?",
            [*parameters, limit + 1],
        )
    found = tuple(map(_head, rows[:limit]))
    return Page(rows=found, total=total, next=found[-1].report_id if len(rows) > limit else None)


def heads(record: Record, ids: Sequence[str]) -> tuple[ReportHead, ...]:
    """The heads of these reports, by the day they were known."""
    marks = ",".join("?" * len(ids))
    rows = record.rows(
        f"SELECT {_COLUMNS} FROM reports r WHERE r.report_id IN ({marks}) ORDER BY {report_rows.ORDER}", ids
    )
    return tuple(map(_head, rows))


def whole(record: Record, report_id: str) -> Report:
    """The report with this id. Raises NotFoundError."""
    found = report_rows.report(record, report_id)
    if found is None:
        raise NotFoundError(
            f"no report {report_id!r}",
            where=str(record.path),
            remedy="The ids are in the first column of the list of reports.",
        )
    return found


def _known_from(record: Record, report_id: str) -> str:
    found = record.value("SELECT known_from FROM reports WHERE report_id = ?", (report_id,))
    if found is None:
        raise NotFoundError(
            f"the list cannot go on after {report_id!r}: no such report", remedy="Start again without `after`."
        )
    return str(found)


def _head(row: tuple[Any, ...]) -> ReportHead:
    return ReportHead(**dict(zip(_FIELDS, row, strict=True)))

"""A record (or what passes some filters) written to a stream in one of the formats."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

import msgspec

from dateline.export import csv, geojson, jsonl
from dateline.merge.summarise import incident_id_of
from dateline.model.assertion import Assertion
from dateline.model.errors import SettingError
from dateline.model.incident import Grade
from dateline.model.judgement import SOURCE
from dateline.model.record import Row
from dateline.model.report import Report
from dateline.pipeline.queries import judgement_lists
from dateline.pipeline.queries.as_of import derived_as_of
from dateline.pipeline.queries.assertion_lists import selected, selected_with_names
from dateline.pipeline.queries.entity_lists import entities, names_told_of
from dateline.pipeline.queries.incident_lists import chosen
from dateline.pipeline.queries.past import Past
from dateline.pipeline.views import Filters
from dateline.store import Record, reviewed
from dateline.store import reports as report_rows

FORMATS: Final = ("jsonl", "csv", "geojson")
"""jsonl is the record itself, complete; csv and geojson are tables and maps made from its assertions."""

_NO_FILTERS = Filters()


def export_record(record: Record, format: str, out: BinaryIO, filters: Filters = _NO_FILTERS) -> None:
    """Writes the record to `out`. The same record gives the same bytes, in whatever order and steps it was built.

    filters: only these assertions, with their reports, incidents, entities and judgements; `as_of` alone gives the
    whole record as it stood then. Raises SettingError for an unknown format.
    """
    if format not in FORMATS:
        raise SettingError(f"the format {format!r} is not known", remedy=f"Give one of {', '.join(FORMATS)}.")
    with record.snapshot():
        if format == "jsonl":
            chunks = jsonl.lines(rows(record, filters))
        else:
            chunks = (csv if format == "csv" else geojson).lines(with_grades(record, filters))
        for chunk in chunks:
            out.write(chunk)


def rows(record: Record, filters: Filters = _NO_FILTERS) -> Iterator[Row]:
    """The rows of the export by kind: reports, assertions, incidents, places, actors, weapons, judgements."""
    past = derived_as_of(record, filters.as_of)
    narrowed = filters != Filters(as_of=filters.as_of)
    told_of = {a.report_id for a in selected(record, filters)} if narrowed else None
    yield from _reports(record, filters, told_of)
    yield from selected_with_names(record, filters)
    yield from chosen(record, filters)
    yield from entities(record, filters)
    judgements = past.judgements() if past else judgement_lists.every(record)
    about = None
    if narrowed or past:
        about = _what_is_told_of(record, filters) | names_told_of(record, filters, narrowed=narrowed)
        about |= set(past.withdrawn if past else ())
    yield from (j for j in judgements if about is None or j.left.startswith(SOURCE) or about & {j.left, j.right})


def _what_is_told_of(record: Record, filters: Filters) -> set[str]:
    """The ids of these assertions, their incidents and their reports: judgements about them belong to the export."""
    found = {incident.incident_id for incident in chosen(record, filters)}
    for each in selected(record, filters):
        found |= {each.assertion_id, each.report_id}
    for row in reviewed.rows(record):
        if row.present in found or (row.present is None and row.report_id in found):
            found |= {row.assertion_id, incident_id_of(row.assertion_id)}
    return found


def _reports(record: Record, filters: Filters, told_of: set[str] | None) -> Iterator[Report]:
    past = derived_as_of(record, filters.as_of)
    last = filters.as_of.isoformat() if filters.as_of else None
    for report in report_rows.reports(record):
        if (last and report.known_from > last) or (told_of is not None and report.report_id not in told_of):
            continue
        yield _as_it_stood(report, past)


def with_reports(record: Record, filters: Filters) -> Iterator[tuple[Assertion, Report]]:
    """Assertions with their reports, of which one at a time is held: assertions come report by report."""
    held: Report | None = None
    past = derived_as_of(record, filters.as_of)
    for assertion in selected_with_names(record, filters):
        if held is None or held.report_id != assertion.report_id:
            held = report_rows.report(record, assertion.report_id)
            if held is None:
                continue  # a foreign key forbids it; `verify` tells of it
            held = _as_it_stood(held, past)
        yield assertion, held


def with_grades(record: Record, filters: Filters) -> Iterator[tuple[Assertion, Report, tuple[Grade, ...]]]:
    """`with_reports`, each with the grades of its incident."""
    grades = {incident.incident_id: incident.grades for incident in chosen(record, filters)}
    for assertion, report in with_reports(record, filters):
        yield assertion, report, grades.get(assertion.incident_id or "", ())


def _as_it_stood(report: Report, past: Past | None) -> Report:
    """The report with what was derived about it in the past, where one is given."""
    if past is None:
        return report
    key = report.report_id
    return msgspec.structs.replace(report, duplicate_of=past.copies.get(key), withdrawn_on=past.withdrawn.get(key))

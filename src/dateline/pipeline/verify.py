"""Proof that a record still says what its reports say: texts, quotes, ids and references."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import msgspec

from dateline.model.assertion import sealed, spans_of
from dateline.model.errors import EvidenceError
from dateline.model.incident import Incident
from dateline.store import Record
from dateline.store import assertions as assertion_rows
from dateline.store import judgements as judgement_rows
from dateline.store import reports as report_rows


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is not as it was stored. id: the assertion, report or incident; what: what is wrong with it."""

    id: str
    report_id: str | None
    what: str


class VerifyResult(msgspec.Struct, frozen=True, kw_only=True):
    """What was checked: reports, assertions (current or not), spans (quotes). faults is empty if all is well."""

    reports: int
    checked: int
    spans: int
    faults: tuple[Fault, ...]


def verify(record: Record) -> VerifyResult:
    """Checks each text against its hash, each value against its words, each id against its content, each reference,
    those of people's words among them.

    Reads the whole record. Raises RecordError only where the file cannot be read at all.
    """
    with record.snapshot():
        faults = [Fault(id="file", report_id=None, what=str(line)) for line in _file(record)]
        texts: dict[str, str] = {}
        reports = checked = spans = 0
        for report in report_rows.reports(record):
            reports += 1
            digest = hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()
            if digest != report.sha256:
                what = f"the text is not the one that was stored: SHA-256 {digest[:12]}…, wanted {report.sha256[:12]}…"
                faults.append(Fault(id=report.report_id, report_id=report.report_id, what=what))
        held = ""
        for assertion_id, report_id, body in assertion_rows.every(record):
            if report_id != held:  # they come report by report: one text at a time is in memory
                held, texts = report_id, {report_id: _text(record, report_id)}
            checked += 1
            quoted, found = _assertion(assertion_id, report_id, body, texts[report_id])
            spans += quoted
            faults += found
        faults += _references(record)
        faults += _words(record)
    return VerifyResult(reports=reports, checked=checked, spans=spans, faults=tuple(faults))


def _text(record: Record, report_id: str) -> str:
    return str(record.value("SELECT text FROM reports WHERE report_id = ?", (report_id,)) or "")


def _assertion(assertion_id: str, report_id: str, body: bytes, text: str) -> tuple[int, list[Fault]]:
    """(quotes checked, faults) of one stored assertion."""
    try:
        assertion = assertion_rows.decode(body)
    except (msgspec.DecodeError, EvidenceError) as error:
        return 0, [Fault(id=assertion_id, report_id=report_id, what=f"the stored assertion cannot be read: {error}")]
    spans = spans_of(assertion)
    faults = []
    for slot, span in spans:
        try:
            span.check(text, slot)
        except EvidenceError as error:
            faults.append(Fault(id=assertion_id, report_id=report_id, what=f"{slot}: {error.what}"))
    if not (sealed(assertion).assertion_id == assertion.assertion_id == assertion_id):
        what = "its content is not the one that its id was made from"
        faults.append(Fault(id=assertion_id, report_id=report_id, what=what))
    if assertion.report_id != report_id:
        faults.append(Fault(id=assertion_id, report_id=report_id, what=f"it names the report {assertion.report_id}"))
    return len(spans), faults


def _file(record: Record) -> Iterator[str]:
    """What SQLite itself finds wrong with the file."""
    for (line,) in record.rows("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield f"the file is damaged: {line}"
    for table, row, parent, _ in record.rows("PRAGMA foreign_key_check"):
        yield f"row {row} of {table} names a row of {parent} that is not there"


def _words(record: Record) -> Iterator[Fault]:
    """What people gave: its judgement must name an assertion of a person, of the report that was judged."""
    for j in judgement_rows.by_people(record):
        if j.verdict not in ("corrected", "missed"):
            continue
        found = {a.assertion_id: a for a in assertion_rows.bodies(record, dict.fromkeys((j.left, j.right)))}
        given, judged = found.get(j.right), found.get(j.left)
        for missing in sorted({j.left, j.right} - found.keys()):
            yield Fault(id=j.judgement_id, report_id=None, what=f"names the assertion {missing}, which is not there")
        if given and not given.made_by.startswith("person/"):
            what = f"names {given.assertion_id} as what a person gave; it is by {given.made_by}"
            yield Fault(id=j.judgement_id, report_id=given.report_id, what=what)
        if given and judged and given.report_id != judged.report_id:
            what = f"names assertions of two reports: {given.report_id} and {judged.report_id}"
            yield Fault(id=j.judgement_id, report_id=given.report_id, what=what)


def _references(record: Record) -> Iterator[Fault]:
    """Derived rows that name an assertion, incident or report that is not in the record."""
    ids = {row[0] for row in record.rows("SELECT assertion_id FROM current_assertions")}
    bodies = dict(record.rows("SELECT incident_id, body FROM incidents ORDER BY incident_id"))
    named = record.rows("SELECT assertion_id, report_id, incident_id, disputed_by, answers FROM current_assertions")
    for assertion_id, report_id, incident_id, disputed_by, answers in named:
        missing = sorted({*msgspec.json.decode(disputed_by), *msgspec.json.decode(answers)} - ids)
        if incident_id is not None and incident_id not in bodies:
            missing.append(incident_id)
        for each in missing:
            yield Fault(id=assertion_id, report_id=report_id, what=f"names {each}, which is not there")
    for incident_id, body in bodies.items():
        for each in sorted(set(msgspec.json.decode(body, type=Incident).assertion_ids) - ids):
            yield Fault(id=incident_id, report_id=None, what=f"names the assertion {each}, which is not there")
    known = report_rows.known_ids(record)
    for report_id, original in record.rows("SELECT report_id, duplicate_of FROM copies ORDER BY report_id"):
        if original not in known:
            yield Fault(id=report_id, report_id=report_id, what=f"a copy of {original}, which is not there")

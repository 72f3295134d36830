"""What follows from the stored assertions: copies, incidents, disputes, entities. Made whole, from nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec

import dateline
from dateline.ingest.duplicates import copies, signature
from dateline.merge import ReportHead, entities, graded, merge_events
from dateline.model.assertion import Assertion
from dateline.pipeline.reviews import reviews_of, withdrawn_reports
from dateline.store import Record
from dateline.store import assertions as assertion_rows
from dateline.store import judgements as judgement_rows
from dateline.store.derived import Derived, incident_days, made_from, replace

Links = Mapping[str, tuple[str, ...]]

_SOURCES = (".py", ".sql", ".yaml", ".tsv", ".txt")


@cache
def deriver_fingerprint() -> str:
    """Changes whenever the code or words that derive change: then the derived layer is made again."""
    package = Path(dateline.__file__).parent
    sources = [
        package / "pipeline" / "derive.py",
        package / "pipeline" / "reviews.py",
        package / "ingest" / "duplicates.py",
    ]
    for part in ("values", "reference", "merge", "store"):
        found = (path for path in (package / part).rglob("*") if path.suffix in _SOURCES)
        sources += sorted(path for path in found if "sample" not in path.parts)
    digest = sha256()
    for path in sources:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def rebuild(record: Record, *, force: bool = False) -> bool:
    """Makes the derived layer again if anything that it follows from has changed (or `force`); returns whether it did.

    One transaction: a reader sees the former layer or the new one, a kill leaves the former.
    """
    source = _source_of(record)
    former = made_from(record)
    if former == source and not force:
        return False
    with record.transaction():
        if former is None or force or former.split("/")[0] != deriver_fingerprint():
            record.remake_derived()
        _sign(record)
        derived, current = derive(record)
        if derived.withdrawn:  # they are stored, since on a day before their withdrawal they count
            current = list(assertion_rows.current(record))
        known_from = dict(record.stream("SELECT report_id, known_from FROM reports"))
        replace(record, current, derived, known_from, source)
    return True


def derive(record: Record, as_of: str | None = None) -> tuple[Derived, list[Assertion]]:
    """The derived layer over the current assertions of all reports, or of those known by the ISO day `as_of`.

    Returns it with those assertions in the order of the export. Persons' judgements count whenever they were made, but
    a report that a person withdrew counts until the day of the withdrawal.
    """
    people = judgement_rows.by_people(record)
    withdrawn = {key: day for key, day in withdrawn_reports(people).items() if as_of is None or day <= as_of}
    known = {
        report_id: (key, day)
        for report_id, key, day in record.stream(
            "SELECT r.report_id, s.signature, r.known_from FROM reports r JOIN signatures s USING (report_id)"
            " WHERE ? IS NULL OR r.known_from <= ? ORDER BY r.known_from, r.report_id",
            (as_of, as_of),
        )
        if report_id not in withdrawn
    }
    copied = copies((report_id, key, day) for report_id, (key, day) in known.items())
    found = [a for a in assertion_rows.current(record) if a.report_id in known]
    heads = _heads(record, copied)
    reviews = reviews_of(people)
    reviewed = [msgspec.structs.replace(a, review=reviews.get(a.assertion_id, a.review)) for a in found]
    merged = merge_events(reviewed, heads, people)
    ids = {a.assertion_id for a in found}
    disputed_by = _joined(((a.assertion_id, a.disputed_by) for a in found), merged.disputed_by, ids)
    incidents = graded(merged.incidents, reviewed, heads, disputed_by, people)
    places, actors, weapons = entities(found)
    return Derived(
        copies=copied,
        incidents=tuple(sorted(incidents, key=lambda i: (incident_days(i), i.first_known, i.incident_id))),
        incident_of=merged.incident_of,
        disputed_by=disputed_by,
        answers=_joined(((a.assertion_id, a.answers) for a in found), merged.answers, ids),
        judgements=merged.judgements,
        entities=(*places, *actors, *weapons),
        withdrawn=withdrawn,
    ), found


def _joined(within: Iterable[tuple[str, Sequence[str]]], across: Links, ids: set[str]) -> dict[str, tuple[str, ...]]:
    """Links that reading found inside one report and those that merging found across reports; only to known ids."""
    return {
        assertion_id: joined
        for assertion_id, own in within
        if (joined := tuple(sorted({*own, *across.get(assertion_id, ())} & ids)))
    }


def _heads(record: Record, copied: Mapping[str, str]) -> dict[str, ReportHead]:
    rows = record.stream("SELECT report_id, published, known_from, publisher, title FROM reports")
    return {
        report_id: ReportHead(
            report_id=report_id,
            published=published[:10] if published else None,
            known_from=known_from,
            publisher=publisher,
            duplicate_of=copied.get(report_id),
            title=title,
        )
        for report_id, published, known_from, publisher, title in rows
    }


def _sign(record: Record) -> None:
    """Makes the missing MinHash signatures; the slowest part of deriving, and done once a report."""
    unsigned = "SELECT report_id FROM reports WHERE report_id NOT IN (SELECT report_id FROM signatures)"
    for (report_id,) in record.rows(unsigned):
        text = record.value("SELECT text FROM reports WHERE report_id = ?", (report_id,))
        record.write("INSERT INTO signatures VALUES (?, ?)", (report_id, signature(text)))


def _source_of(record: Record) -> str:
    """Names what the derived layer follows from: the deriving code and how many rows each append-only table has."""
    counted = [
        str(record.value(f"SELECT coalesce(max(rowid), 0) FROM {table}")) for table in ("reports", "readings")
    ] + [
        str(record.value(sql))
        for sql in (
            "SELECT count(*) FROM judgements WHERE made = 'person'",
            "SELECT count(*) FROM withdrawals",
        )
    ]
    return "/".join([deriver_fingerprint(), *counted])

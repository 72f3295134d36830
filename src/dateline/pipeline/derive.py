"""What follows from the stored assertions: copies, incidents, disputes, entities. Made whole, from nothing else."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

import dateline
from dateline.ingest.duplicates import signature
from dateline.pipeline.heads import copies_of, heads_of
from dateline.pipeline.layer import Layer
from dateline.pipeline.reviews import withdrawn_reports
from dateline.store import Record
from dateline.store import derived as tables
from dateline.store import judgements as judgement_rows

_SOURCES = (".py", ".sql", ".yaml", ".tsv", ".txt")


@cache
def deriver_fingerprint() -> str:
    """Changes whenever the code or words that derive change: then the derived layer is made again."""
    package = Path(dateline.__file__).parent
    pipeline = package / "pipeline"
    sources = [pipeline / name for name in ("derive.py", "heads.py", "layer.py", "naming.py", "reviews.py")]
    sources.append(package / "ingest" / "duplicates.py")
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
    former = tables.made_from(record)
    if former == source and not force:
        return False
    with record.transaction():
        if former is None or force or former.split("/")[0] != deriver_fingerprint():
            record.remake_derived()
        tables.clear(record)
        _sign(record)
        people = judgement_rows.by_people(record)
        withdrawn = withdrawn_reports(people)
        copied = copies_of(record, withdrawn)
        tables.write_copies(record, copied)
        tables.write_withdrawn(record, withdrawn)
        Layer(record, heads_of(record, copied), people, frozenset(withdrawn)).write()
        tables.set_made_from(record, source)
    return True


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

"""What follows from the stored assertions: copies, incidents, disputes, entities. Made from nothing else.

All of it is made again, or what it has from a day on; the result is the same.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec

import dateline
from dateline.ingest.duplicates import signature
from dateline.pipeline.changed import Changed, changed, source_of
from dateline.pipeline.heads import copies_of, copies_since, heads_of
from dateline.pipeline.layer import Layer, Onward
from dateline.pipeline.likenesses import likenesses, packed_marks
from dateline.pipeline.reviews import withdrawn_reports
from dateline.pipeline.standing import standing
from dateline.pipeline.stood import write_stood
from dateline.store import Record, reviewed, stories
from dateline.store import derived as tables
from dateline.store import judgements as judgement_rows
from dateline.store.cutting import cut, first_seq, grown_since

_SOURCES = (".py", ".sql", ".yaml", ".tsv", ".txt")


@cache
def deriver_fingerprint() -> str:
    """Changes whenever the code or words that derive change: then the derived layer is made again."""
    package = Path(dateline.__file__).parent
    pipeline = package / "pipeline"
    sources = [
        pipeline / f"{name}.py"
        for name in (
            "changed", "derive", "former", "heads", "layer", "likenesses", "naming", "reviews", "standing", "stood",
            "queries/accounts", "queries/past",
        )
    ]  # fmt: skip
    sources.append(package / "ingest" / "duplicates.py")
    for part in ("values", "reference", "merge", "store"):
        found = (path for path in (package / part).rglob("*") if path.suffix in _SOURCES)
        sources += sorted(path for path in found if "sample" not in path.parts)
    digest = sha256()
    for path in sources:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


class Derived(msgspec.Struct, frozen=True, kw_only=True):
    """What was made again. since: from which ISO day on; null: all of it. why: in plain words.

    compared: pairs of accounts; incidents: those that were summed up.
    """

    since: str | None
    why: str
    compared: int
    incidents: int


def rebuild(record: Record, *, force: bool = False) -> Derived | None:
    """Makes the derived layer again if anything that it follows from has changed (or `force`): from the day on that the
    change touches, or all of it. It is the same either way. Returns what it did; null if there was nothing to do.

    One transaction: a reader sees the former layer or the new one, a kill leaves the former.
    """
    source, former = source_of(record, deriver_fingerprint()), tables.made_from(record)
    change = Changed(None, "that was asked for") if force else changed(record, former, source)
    if change is None:
        return None
    with record.transaction(), _without_collecting():
        if former is None or force or former.split("/")[0] != deriver_fingerprint():
            record.remake_derived()
        _sign(record)
        people = judgement_rows.by_people(record)
        withdrawn = withdrawn_reports(people)
        onward = _cut(record, change.since)
        stands = standing(record, people, change.since)
        reviewed.write(record, stands.rows, ((j.judgement_id, j.withdrawn_at is not None) for j in people))
        if change.since is None:
            copied = copies_of(record, withdrawn)
            tables.write_withdrawn(record, withdrawn)
        else:
            copied = copies_since(record, withdrawn, change.since)
        tables.write_copies(record, copied)
        stories.write_alike(record, list(likenesses(record, withdrawn, since=change.since or "")))
        heads = heads_of(record, tables.copies(record))
        layer = Layer(record, heads, stands, frozenset(withdrawn), onward)
        layer.write()
        write_stood(record, layer.groups, change.since or "")
        tables.set_made_from(record, source)
    return Derived(since=change.since, why=change.why, compared=layer.compared, incidents=layer.summed_up)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """What derives makes millions of objects and no cycles of them: to look for some takes a tenth of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _cut(record: Record, day: str | None) -> Onward:
    """Takes out what the layer has from the day on."""
    if day is None:
        tables.clear(record)
        return Onward()
    begin = first_seq(record, day)
    grown = grown_since(record, begin)
    cut(record, begin, day)
    return Onward(day, begin, grown)


def _sign(record: Record) -> None:
    """Makes the missing MinHash signatures and marks: slow, and done once a report."""
    unsigned = "SELECT report_id FROM reports WHERE report_id NOT IN (SELECT report_id FROM signatures)"
    for (report_id,) in record.rows(unsigned):
        text = record.value("SELECT text FROM reports WHERE report_id = ?", (report_id,))
        record.write("INSERT INTO signatures VALUES (?, ?)", (report_id, signature(text)))
        stories.write_marks(record, report_id, packed_marks(text))

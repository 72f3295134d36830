"""Reports with what was found in them, in the order in which they became known, and columns to find assertions by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

import msgspec

from dateline.export.site import columns
from dateline.model.assertion import Assertion
from dateline.pipeline import queries
from dateline.pipeline.queries import Filters
from dateline.pipeline.queries.assertion_lists import by_ids, selected
from dateline.pipeline.queries.report_views import heads
from dateline.pipeline.site.feeds import OPEN, day_number
from dateline.pipeline.site.folder import Files
from dateline.pipeline.site.shards import InOrder
from dateline.pipeline.site.versions import Told, has_withdrawn
from dateline.pipeline.views import ReportHead, ReportView
from dateline.store import Record
from dateline.values.batches import batches

KINDS: Final = ("event", "statement", "control")
_AT_ONCE: Final = 200
_TYPES: Final = ("event_type", "sub_event_type", "interaction")


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """A report as the reader shows it, and as lists name it. before: the assertions of one that is withdrawn, which
    lists of former days have. seqs: of its assertions; linked: of those that these name as disputing or answering them.
    """

    view: ReportView
    head: ReportHead
    before: tuple[Assertion, ...]
    seqs: tuple[int, ...]
    linked: dict[str, int]


def write_reports(record: Record, files: Files, told: Told, *, texts: bool) -> None:
    """Writes reports/, and reports.json: their ids in order, the file of each, from when to when each counted."""
    shards = InOrder(files, "reports")
    ids = [row[0] for row in record.rows("SELECT report_id FROM reports ORDER BY known_from, report_id")]
    seq_of = dict(record.stream("SELECT assertion_id, seq FROM current_assertions"))
    index: dict[str, list[Any]] = {"ids": ids, "files": [], "known": [], "withdrawn": []}
    for head in _heads(record, ids):
        body = msgspec.json.encode(_stored(record, head, seq_of, texts=texts))
        index["files"].append(shards.add(head.report_id, body))
        index["known"].append(day_number(head.known_from))
        index["withdrawn"].append(day_number(head.withdrawn_on) if head.withdrawn_on else OPEN)
        told("reports", len(index["files"]), len(ids))
    shards.close()
    files.json("data/reports.json.gz", index)
    files.write("data/claims.bin.gz", _claims(record, {id: n for n, id in enumerate(ids)}))


def _heads(record: Record, ids: list[str]) -> Iterator[ReportHead]:
    for some in batches(ids, _AT_ONCE):
        yield from heads(record, some)


def _stored(record: Record, head: ReportHead, seq_of: dict[str, int], *, texts: bool) -> Stored:
    view = queries.report(record, head.report_id)
    if not texts:
        view = msgspec.structs.replace(view, report=msgspec.structs.replace(view.report, text=""))
    before = () if head.withdrawn_on is None else _before(record, head.report_id)
    told = (*view.assertions, *before)
    named = sorted({each for a in told for each in (*a.disputed_by, *a.answers)})
    return Stored(
        view=view,
        head=head,
        before=before,
        seqs=tuple(seq_of[a.assertion_id] for a in told),
        linked={each: seq_of[each] for each in named if each in seq_of},
    )


def _before(record: Record, report_id: str) -> tuple[Assertion, ...]:
    sql = "SELECT assertion_id FROM current_assertions WHERE report_id = ?"
    return by_ids(record, [id for (id,) in record.rows(sql, (report_id,))])


def write_links(record: Record, days: Sequence[str], files: Files) -> None:
    """Writes links.json: of a record with withdrawn reports, for each assertion, what disputed it and what it answered
    from each day on; of another one nothing, since there a link once made stays, and the page can tell from when.
    """
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for day in days if has_withdrawn(record) else ():
        for a in selected(record, Filters(as_of=date.fromisoformat(day))):
            links = {"disputed_by": a.disputed_by, "answers": a.answers}
            if not found[a.assertion_id] or found[a.assertion_id][-1]["links"] != links:
                found[a.assertion_id].append({"since": day, "links": links})
    files.json("data/links.json.gz", found)


def _claims(record: Record, order: dict[str, int]) -> bytes:
    """By seq: the report's number, the kind, the types, and between which days it can be."""
    types: dict[str | None, int] = {None: 0}
    last = int(record.value("SELECT coalesce(max(seq), 0) FROM current_assertions"))
    found: dict[str, tuple[str, list[int]]] = {
        "report": ("i32", [-1] * (last + 1)), "kind": ("u8", [0] * (last + 1)), "day_from": ("i32", [0] * (last + 1)),
        "day_to": ("i32", [0] * (last + 1)), **{name: ("u16", [0] * (last + 1)) for name in _TYPES},
    }  # fmt: skip
    sql = f"SELECT seq, report_id, type, day_from, day_to, {', '.join(_TYPES)} FROM current_assertions ORDER BY seq"
    for seq, report_id, kind, day_from, day_to, *named in record.stream(sql):
        found["report"][1][seq] = order[report_id]
        found["kind"][1][seq] = KINDS.index(kind)
        found["day_from"][1][seq], found["day_to"][1][seq] = day_number(day_from), day_number(day_to)
        for name, each in zip(_TYPES, named, strict=True):
            found[name][1][seq] = types.setdefault(each, len(types))
    return columns(found, types=list(types), kinds=KINDS)

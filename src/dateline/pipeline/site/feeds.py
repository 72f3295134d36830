"""The feed of now, and one of everything that ever stood, out of which the page takes the feed of any day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import msgspec

from dateline.export.site import columns
from dateline.model.incident import Incident
from dateline.pipeline.queries import Filters
from dateline.pipeline.queries.feed import feed, packed
from dateline.pipeline.queries.incident_rows import drawn_then
from dateline.pipeline.queries.past import then_of
from dateline.pipeline.site.folder import Files
from dateline.pipeline.site.versions import Versions
from dateline.store import Record
from dateline.values.batches import batches

OPEN: Final = 2**31 - 1
"""As `until`: it stands now."""
_AT_ONCE: Final = 2000

_incidents = msgspec.json.Decoder(Incident)
_DAY0: Final = date(1970, 1, 1)


def day_number(day: str) -> int:
    """Days since 1970 of an ISO day."""
    return (date.fromisoformat(day[:10]) - _DAY0).days


def write_feeds(record: Record, versions: Versions, files: Files) -> dict[str, Any]:
    """feed.bin as the server gives it; past.bin: the same of every version, with past-days.bin: from which day on each
    stood, until which, and its accounts; members.bin: by seq, the row of the feed that the account is in. Returns the
    header of past.bin.
    """
    files.write("data/feed.bin.gz", feed(record, Filters()))
    since: list[int] = []
    until: list[int] = []
    at, members = [0], list[int]()

    def stood() -> Iterator[Incident]:
        for version in versions.in_order():
            since.append(day_number(version.since))
            until.append(day_number(version.until) if version.until else OPEN)
            members.extend(version.members)
            at.append(len(members))
            yield _incidents.decode(version.body)

    then = (each for some in batches(stood(), _AT_ONCE) for each in then_of(record, some))
    past = packed(record, drawn_then(record, then), Filters())
    files.write("data/past.bin.gz", past)
    days: dict[str, tuple[str, Any]] = {
        "since": ("i32", since), "until": ("i32", until), "members_at": ("u32", at), "members": ("u32", members),
    }  # fmt: skip
    files.write("data/past-days.bin.gz", columns(days))
    files.write("data/members.bin.gz", columns({"row": ("i32", _row_of(record, versions))}))
    header: dict[str, Any] = msgspec.json.decode(past[8 : 8 + int.from_bytes(past[4:8], "little")])
    return header


def _row_of(record: Record, versions: Versions) -> list[int]:
    """By seq (0 has none): the row of the present feed that the account is in, or -1."""
    found = [-1] * (1 + int(record.value("SELECT coalesce(max(seq), 0) FROM current_assertions")))
    for row, version in enumerate(versions.in_order(present=True)):
        for seq in version.members:
            found[seq] = row
    return found

"""`dateline timeline`: how many incidents of which type, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.text import Text

from dateline.cli.listing import Listing, listing
from dateline.cli.notice import say_notice
from dateline.cli.tables import Column, Field, draw, say_count, say_none, write_csv, write_json
from dateline.cli.theme import answer

if TYPE_CHECKING:
    from dateline.pipeline.views import Bucket

BAR = 24
"""Characters of the longest bar."""


PARTS: Final = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
"""The last character of a bar, by eighths."""


class Step(StrEnum):
    """How long a bucket of the timeline is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@listing
def timeline(
    request: Listing, by: Annotated[Step, typer.Option("--by", help="How long each step is.")] = Step.DAY
) -> None:
    """Count incidents by type, step by step through time; steps without any are left out."""
    from dateline.pipeline import queries
    from dateline.store import Record

    with Record.open(request.path) as record:
        say_notice(record)
        buckets = queries.timeline(record, request.filters, by=by.value)
    shown = buckets[: request.limit]
    if request.form == "csv":
        write_csv(shown, _fields(shown))
    elif not buckets:
        say_none("incident", request)
    elif request.form == "json":
        write_json(shown)
    else:
        draw(shown, _columns(by, max(each.total for each in shown)), answer())
        say_count(len(shown), len(buckets), by.value)


def _columns(by: Step, most: int) -> tuple[Column[Bucket], ...]:
    return (
        Column(f"{by.value} from" if by is not Step.DAY else "day", lambda b: Text(str(b.start), style="date"), 10),
        Column("", lambda b: Text(f"{b.total:>5}", style="heading"), 5),
        Column("", lambda b: Text(bar(b.total, most), style="event"), BAR, 1),
        Column("incidents by type", _by_type, 30, 0, grows=True),
    )


def bar(count: int, most: int) -> str:
    """A bar as long as `count` is of `most`, to an eighth of a character.

    >>> bar(1, 2)
    '████████████'
    """
    eighths = round(count / most * BAR * 8)
    return "█" * (eighths // 8) + PARTS[eighths % 8]


def _by_type(bucket: Bucket) -> Text:
    counts = sorted(bucket.counts.items(), key=lambda each: (-each[1], each[0]))
    return Text(", ").join(Text(f"{count} {kind}") for kind, count in counts)


def _fields(buckets: Sequence[Bucket]) -> list[Field[Bucket]]:
    kinds = sorted({kind for each in buckets for kind in each.counts})
    counts = [Field["Bucket"](kind, lambda b, kind=kind: b.counts.get(kind, 0)) for kind in kinds]  # type: ignore[misc]
    return [Field("start", lambda b: b.start.isoformat()), Field("total", lambda b: b.total), *counts]

"""`dateline brief`: a cited brief of what became known on a day."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.listing import Wanted, narrowed
from dateline.cli.notice import say_notice
from dateline.cli.options import day_of
from dateline.cli.out import Out, write_out

if TYPE_CHECKING:
    from dateline.model.brief import Brief


class Form(StrEnum):
    """What a brief can be written as."""

    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


@narrowed
def brief(
    wanted: Wanted,
    day: Annotated[str, typer.Option("--day", metavar="DAY", help="What became known on this day.")],
    since: Annotated[
        str | None, typer.Option("--since", metavar="DAY", help="And from this day on.", show_default="--day")
    ] = None,
    format: Annotated[Form, typer.Option("--format", help="html is one page that needs nothing else.")] = Form.MARKDOWN,
    out: Out = None,
) -> None:
    """Write a brief: what is new, changed and disputed, each line in the reports' words with its citation."""
    from dateline.pipeline.brief import brief as make
    from dateline.store import Record

    last = day_of(day, "--day")
    assert last is not None
    with Record.open(wanted.path) as record:
        say_notice(record)
        found = make(record, last, wanted.filters, since=day_of(since, "--since"))
    page = _bytes(found, format)
    write_out(lambda stream: stream.write(page), out, format.value)


def _bytes(found: Brief, format: Form) -> bytes:
    if format is Form.JSON:
        import msgspec

        return msgspec.json.encode(found) + b"\n"
    if format is Form.HTML:
        from dateline.export.brief_html import html

        return html(found).encode("utf-8")
    from dateline.export.brief_markdown import markdown

    return markdown(found).encode("utf-8")

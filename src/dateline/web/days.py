"""The routes under /api/v1 that compare days: what changed between two, and the brief of one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Final

import msgspec
from litestar import MediaType, Response
from litestar.datastructures import State
from litestar.openapi import ResponseSpec
from litestar.params import QueryParameter

from dateline.export.brief_html import html
from dateline.export.brief_markdown import markdown
from dateline.model.brief import Brief
from dateline.pipeline import queries
from dateline.pipeline.brief import brief as made_brief
from dateline.pipeline.queries import Changes, Filters
from dateline.pipeline.queries.changes import words_given
from dateline.store import Record
from dateline.store.kept import Kept
from dateline.web.opened import reading, record_of
from dateline.web.parameters import Wanted
from dateline.web.replies import Packed, PackedReply, packed

CHANGES: Final = "/changes"
BRIEF: Final = "/brief"
_KEPT: Final = Kept[Packed](16)
"""Answers as they go over the wire: a day that brings a thousand events takes a second to work out."""

Day = Annotated[date, QueryParameter(description="An ISO day.")]
Since = Annotated[date, QueryParameter(description="Changes are those after the end of this day.")]
Until = Annotated[date, QueryParameter(description="And up to the end of this one.")]
From = Annotated[date | None, QueryParameter(description="From this day on; as a rule the day itself.")]


def _given(kind: type) -> dict[int, ResponseSpec]:
    return {200: ResponseSpec(kind, generate_examples=False, description="Request fulfilled, document follows")}


@reading(CHANGES, responses=_given(Changes))
def changes(state: State, filters: Wanted, since: Since, until: Until) -> PackedReply:
    """What differs between the record at the end of one day and at the end of another."""
    with record_of(state) as record:
        asked = (CHANGES, since, until, filters)
        return PackedReply(_kept(record, asked, lambda: queries.diff(record, since, until, filters)), MediaType.JSON)


@reading(BRIEF, responses=_given(Brief))
def brief(state: State, filters: Wanted, day: Day, since: From = None) -> PackedReply:
    """What became known on a day, each line with its evidence; docs/brief.schema.json describes it."""
    with record_of(state) as record:
        return PackedReply(brief_packed(record, day, filters, since), MediaType.JSON)


@reading("/brief.html")
def brief_html(state: State, filters: Wanted, day: Day, since: From = None) -> Response[str]:
    """The brief as one page that needs nothing else."""
    with record_of(state) as record:
        return Response(html(made_brief(record, day, filters, since=since)), media_type=MediaType.HTML)


@reading("/brief.md")
def brief_md(state: State, filters: Wanted, day: Day, since: From = None) -> Response[str]:
    """The brief as Markdown."""
    with record_of(state) as record:
        return Response(markdown(made_brief(record, day, filters, since=since)), media_type="text/markdown")


def brief_packed(record: Record, day: date, filters: Filters, since: date | None = None) -> Packed:
    """The brief as it goes over the wire; the last few are kept until the record changes."""
    return _kept(record, (BRIEF, since, day, filters), lambda: made_brief(record, day, filters, since=since))


def _kept(record: Record, question: tuple[object, ...], answer: Callable[[], Changes | Brief]) -> Packed:
    with record.snapshot():
        return _KEPT.get(record, (*question, words_given(record)), lambda: packed(msgspec.json.encode(answer())))


ROUTES = (changes, brief, brief_html, brief_md)
"""All of them."""

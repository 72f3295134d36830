"""The routes under /api/v1: read-only, one call of `dateline.pipeline.queries` each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Annotated

import msgspec
from litestar import Router, get
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.params import QueryParameter

from dateline.model.assertion import Assertion
from dateline.model.errors import NotFoundError
from dateline.model.incident import Incident
from dateline.pipeline import queries
from dateline.pipeline.queries import Bucket, ControlLine, Explanation, Filters, Overview, Page, ReportHead, ReportView
from dateline.pipeline.queries.assertion_lists import selected
from dateline.pipeline.queries.buckets import Step
from dateline.pipeline.queries.report_views import heads
from dateline.store import Record
from dateline.web.parameters import After, Id, Ids, Limit, Words, filters, refuse_unknown, some_ids
from dateline.web.pins import Pins, pins
from dateline.web.replies import TaggedBytes, TaggedReply

Wanted = NamedDependency[Filters]
_read = partial(get, sync_to_thread=True)


@contextmanager
def _record(state: State) -> Iterator[Record]:
    """The record, opened for one request in the thread that answers it: SQLite connections do not cross threads."""
    with Record.open(state.record_path) as record:
        yield record


@_read("/overview")
def overview(state: State) -> Overview:
    """How much the record holds, from which days, and the notice to show with it."""
    with _record(state) as record:
        return queries.overview(record)


@_read("/reports")
def reports(state: State, limit: Limit = 50, after: After = None, text: Words = None) -> Page[ReportHead]:
    """The reports without their texts, by the day they were known; with `text`, those that have its words."""
    with _record(state) as record:
        return queries.reports(record, limit=limit, after=after, text=text)


@_read("/report-heads")
def report_heads(state: State, ids: Ids) -> tuple[ReportHead, ...]:
    """The reports with these ids, without their texts; `ids` are joined by commas, unknown ones left out."""
    with _record(state) as record:
        return heads(record, some_ids(ids))


@_read("/reports/{report_id:str}")
def report(state: State, report_id: Id) -> ReportView:
    """One report with its text and all that was found in it; every span counts Unicode code points of the text."""
    with _record(state) as record:
        return queries.report(record, report_id)


@_read("/claims")
def claims(state: State, filters: Wanted, limit: Limit = 50, after: After = None) -> Page[Assertion]:
    """Assertions of every kind."""
    with _record(state) as record:
        return queries.claims(record, filters, limit=limit, after=after)


@_read("/events")
def events(state: State, filters: Wanted, limit: Limit = 50, after: After = None) -> Page[Assertion]:
    """Assertions that something happened, is going on, is planned or did not happen."""
    with _record(state) as record:
        return queries.events(record, filters, limit=limit, after=after)


@_read("/quotes")
def quotes(state: State, filters: Wanted, limit: Limit = 50, after: After = None) -> Page[Assertion]:
    """What somebody said, wrote, claimed or denied."""
    with _record(state) as record:
        return queries.quotes(record, filters, limit=limit, after=after)


@_read("/incidents")
def incidents(state: State, filters: Wanted, limit: Limit = 50, after: After = None) -> Page[Incident]:
    """Occurrences merged from event assertions; rival figures stand side by side."""
    with _record(state) as record:
        return queries.incidents(record, filters, limit=limit, after=after)


@_read("/incidents/{incident_id:str}")
def incident(state: State, incident_id: Id) -> Explanation:
    """One incident with its assertions, their reports, and the judgements that joined them."""
    with _record(state) as record:
        found = queries.explain(record, incident_id)
    if not isinstance(found.about, Incident):
        raise NotFoundError(
            f"{incident_id!r} is a {found.kind}, not an incident",
            where="incident_id",
            remedy=f"Ask for /api/v1/explain/{incident_id}.",
        )
    return found


@_read("/explain/{about:str}")
def explain(state: State, about: Id) -> Explanation:
    """An assertion, incident, judgement or report with the words it stands on and the decisions behind it."""
    with _record(state) as record:
        return queries.explain(record, about)


@_read("/control")
def control(state: State, filters: Wanted) -> tuple[ControlLine, ...]:
    """Who held which place, by whose word and since when that was known."""
    with _record(state) as record:
        return queries.control(record, filters)


By = Annotated[Step, QueryParameter(description="How long a bucket is; a week begins on Monday.")]


@_read("/timeline")
def timeline(state: State, filters: Wanted, by: By = "day") -> tuple[Bucket, ...]:
    """How many incidents there were in each stretch of time, by event type; empty stretches are left out."""
    with _record(state) as record:
        return queries.timeline(record, filters, by=by)


@_read("/places.geojson")
def places(state: State, filters: Wanted) -> Pins:
    """The places of the events (or of the kind that is asked for) as GeoJSON, each with how finely it is known."""
    wanted = filters if filters.kind else msgspec.structs.replace(filters, kind="event")
    with _record(state) as record, record.snapshot():
        return pins(selected(record, wanted))


@_read("/feed", media_type="application/octet-stream")
def feed(state: State, filters: Wanted) -> TaggedBytes:
    """Every incident that matches, as columns of numbers; the layout is described in docs/web.md."""
    with _record(state) as record:
        return TaggedBytes(queries.feed(record, filters), media_type="application/octet-stream")


def api_router() -> Router:
    """All routes, each run in a thread of its own so that a slow query holds up nobody else."""
    plain = [overview, reports, report_heads, report, explain]
    filtered = [claims, events, quotes, incidents, incident, control, timeline, places, feed]
    return Router(
        path="/api/v1",
        route_handlers=[*plain, *filtered],
        dependencies={"filters": Provide(filters, sync_to_thread=False)},
        response_class=TaggedReply,
        before_request=refuse_unknown,
    )

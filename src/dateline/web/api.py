"""The routes under /api/v1: read-only, one call of `dateline.pipeline.queries` each."""

from __future__ import annotations

from typing import Annotated, Final, cast

import msgspec
from litestar import Router
from litestar.datastructures import State
from litestar.di import Provide
from litestar.params import QueryParameter

from dateline.model.assertion import Assertion
from dateline.model.errors import NotFoundError
from dateline.model.incident import Incident
from dateline.pipeline import queries
from dateline.pipeline.queries import Bucket, ControlLine, Explanation, Filters, Overview, Page, ReportHead, ReportView
from dateline.pipeline.queries.assertion_lists import selected
from dateline.pipeline.queries.buckets import Step
from dateline.pipeline.queries.highlighting import with_highlights
from dateline.pipeline.queries.report_views import heads
from dateline.pipeline.views import FoundAssertion
from dateline.store import Record
from dateline.web import days, desk
from dateline.web.opened import reading, record_of
from dateline.web.parameters import (
    KNOWN,
    After,
    AsOf,
    Id,
    Ids,
    Limit,
    SomeIds,
    Wanted,
    Words,
    filters,
    listed_ids,
    only,
    some_ids,
)
from dateline.web.pins import Pins, pins
from dateline.web.replies import TaggedReply

PREFIX: Final = "/api/v1"


@reading("/overview")
def overview(state: State) -> Overview:
    """How much the record holds, from which days, and the notice to show with it."""
    with record_of(state) as record:
        return queries.overview(record)


@reading("/reports")
def reports(state: State, limit: Limit = 50, after: After = None, text: Words = None) -> Page[ReportHead]:
    """The reports without their texts, by the day they were known; with `text`, those that have its words."""
    with record_of(state) as record:
        return queries.reports(record, limit=limit, after=after, text=text)


@reading("/report-heads")
def report_heads(state: State, ids: Ids) -> tuple[ReportHead, ...]:
    """The reports with these ids, without their texts; `ids` are joined by commas, unknown ones left out."""
    with record_of(state) as record:
        return heads(record, some_ids(ids))


@reading("/reports/{report_id:str}")
def report(state: State, report_id: Id) -> ReportView:
    """One report with its text and all that was found in it; every span counts Unicode code points of the text."""
    with record_of(state) as record:
        return queries.report(record, report_id)


def _marked(record: Record, filters: Filters, page: Page[Assertion]) -> Page[FoundAssertion]:
    """The page, with highlights where words were asked for."""
    return with_highlights(record, filters.text, page) if filters.text else cast(Page[FoundAssertion], page)


@reading("/claims")
def claims(state: State, filters: Wanted, limit: Limit = 50, after: After = None) -> Page[FoundAssertion]:
    """Assertions of every kind."""
    with record_of(state) as record:
        return _marked(record, filters, queries.claims(record, filters, limit=limit, after=after))


@reading("/events")
def events(state: State, filters: Wanted, limit: Limit = 50, after: After = None) -> Page[FoundAssertion]:
    """Assertions that something happened, is going on, is planned or did not happen."""
    with record_of(state) as record:
        return _marked(record, filters, queries.events(record, filters, limit=limit, after=after))


@reading("/quotes")
def quotes(state: State, filters: Wanted, limit: Limit = 50, after: After = None) -> Page[FoundAssertion]:
    """What somebody said, wrote, claimed or denied."""
    with record_of(state) as record:
        return _marked(record, filters, queries.quotes(record, filters, limit=limit, after=after))


@reading("/incidents")
def incidents(
    state: State, filters: Wanted, limit: Limit = 50, after: After = None, ids: SomeIds = None
) -> Page[Incident]:
    """Occurrences merged from event assertions; rival figures stand side by side. `ids`, joined by commas: these, in
    this order, unknown ones left out; of the other filters `as_of` alone then matters.
    """
    with record_of(state) as record:
        if ids is not None:
            return queries.incidents_by_ids(record, listed_ids(ids), filters.as_of)
        return queries.incidents(record, filters, limit=limit, after=after)


@reading("/incidents/{incident_id:str}")
def incident(state: State, incident_id: Id, as_of: AsOf = None) -> Explanation:
    """One incident with its assertions, their reports, and the judgements that joined them."""
    with record_of(state) as record:
        found = queries.explain(record, incident_id, as_of=as_of)
    if not isinstance(found.about, Incident):
        raise NotFoundError(
            f"{incident_id!r} is a {found.kind}, not an incident",
            where="incident_id",
            remedy=f"Ask for /api/v1/explain/{incident_id}.",
        )
    return found


@reading("/explain/{about:str}")
def explain(state: State, about: Id) -> Explanation:
    """An assertion, incident, judgement or report with the words it stands on and the decisions behind it."""
    with record_of(state) as record:
        return queries.explain(record, about)


@reading("/control")
def control(state: State, filters: Wanted) -> tuple[ControlLine, ...]:
    """Who held which place, by whose word and since when that was known."""
    with record_of(state) as record:
        return queries.control(record, filters)


By = Annotated[Step, QueryParameter(description="How long a bucket is; a week begins on Monday.")]


@reading("/timeline")
def timeline(state: State, filters: Wanted, by: By = "day") -> tuple[Bucket, ...]:
    """How many incidents there were in each stretch of time, by event type; empty stretches are left out."""
    with record_of(state) as record:
        return queries.timeline(record, filters, by=by)


@reading("/places.geojson")
def places(state: State, filters: Wanted) -> Pins:
    """The places of the events (or of the kind that is asked for) as GeoJSON, each with how finely it is known."""
    wanted = filters if filters.kind else msgspec.structs.replace(filters, kind="event")
    with record_of(state) as record, record.snapshot():
        return pins(selected(record, wanted))


def api_router() -> Router:
    """All routes, each run in a thread of its own so that a slow query holds up nobody else."""
    plain = [overview, reports, report_heads, report, explain]
    filtered = [claims, events, quotes, incidents, incident, control, timeline, places, *desk.ROUTES, *days.ROUTES]
    return Router(
        path=PREFIX,
        route_handlers=[*plain, *filtered],
        dependencies={"filters": Provide(filters, sync_to_thread=False)},
        response_class=TaggedReply,
        before_request=only(KNOWN),
    )

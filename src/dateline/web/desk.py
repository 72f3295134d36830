"""The routes under /api/v1 that the desk lives on: the feed, what words find, who holds what."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from litestar.datastructures import State
from litestar.params import QueryParameter

from dateline.model.entity import Actor, Place, Weapon
from dateline.pipeline import queries
from dateline.pipeline.queries import Facets, Filters, HeldPlace, Matches, Page
from dateline.pipeline.queries.facets import Over
from dateline.pipeline.queries.incident_words import incident_words
from dateline.pipeline.views import Marks
from dateline.store import Record
from dateline.store.kept import Kept
from dateline.web.opened import reading, record_of
from dateline.web.parameters import Id, Limit, Wanted, listed_ids
from dateline.web.replies import Packed, PackedReply, packed

FEED: Final = "/feed"
FEEDS: Final = Kept[Packed](8)
"""Feeds as they go over the wire."""

Kind = Annotated[str | None, QueryParameter(description="person, force, office, place, weapon ...")]
Counting = Annotated[Over, QueryParameter(description="What is counted.")]
ClaimIds = Annotated[str, QueryParameter(description="Assertion ids, joined by commas; at most 500.")]
IncidentIds = Annotated[str, QueryParameter(description="Incident ids, joined by commas; at most 500.")]
Name = Annotated[str | None, QueryParameter(description="A name, in any spelling, or an id.")]


@reading(FEED, media_type="application/octet-stream")
def feed(state: State, filters: Wanted) -> PackedReply:
    """Every incident that matches, as columns of numbers; the layout is described in docs/web.md."""
    with record_of(state) as record:
        return PackedReply(feed_packed(record, filters))


def feed_packed(record: Record, filters: Filters) -> Packed:
    """The feed as it goes over the wire; the last few are kept until the record changes."""
    return FEEDS.get(record, filters, lambda: packed(queries.feed(record, filters)))


@reading("/matches")
def matches(state: State, filters: Wanted) -> Matches:
    """Of the feed of the same day, the rows of which an assertion passes the filters, such as words of the evidence."""
    with record_of(state) as record:
        return queries.matches(record, filters)


@reading("/facets")
def facets(state: State, filters: Wanted, over: Counting = "claims") -> Facets:
    """What each filter could be set to and how much that would leave: each counted with all filters but its own."""
    with record_of(state) as record:
        return queries.facets(record, filters, over=over)


@reading("/words")
def words(state: State, filters: Wanted, ids: IncidentIds) -> dict[str, str]:
    """By incident id: words of one of its accounts; with `text`, of one that has these words, if any has. Of the other
    filters `as_of` alone matters; ids that are not in the record are left out.
    """
    with record_of(state) as record:
        return dict(incident_words(record, listed_ids(ids), text=filters.text, as_of=filters.as_of))


@reading("/highlights")
def highlights(state: State, filters: Wanted, ids: ClaimIds) -> dict[str, Marks]:
    """By assertion id: where the words of `text` stand in its evidence, as [begin, end] in code points of the evidence.
    Of the filters `text` alone matters; ids that are not in the record are left out.
    """
    with record_of(state) as record:
        return dict(queries.highlights(record, filters.text, listed_ids(ids)))


@reading("/control-map")
def control_map(state: State, filters: Wanted, day: Annotated[date | None, QueryParameter()] = None) -> list[HeldPlace]:
    """Who is said to hold each place that has a position, on a day; `as_of` takes away what was not known yet."""
    with record_of(state) as record:
        return list(queries.control_map(record, filters, day=day))


@reading("/entities")
def entities(
    state: State, filters: Wanted, type_of: Kind = None, find: Name = None, limit: Limit = 50
) -> Page[Actor | Place | Weapon]:
    """Persons, forces, offices, places and weapons across reports, those named most often first."""
    with record_of(state) as record:
        return queries.entities(record, filters, kind=type_of, find=find, limit=limit)


@reading("/entities/{entity_id:str}")
def entity(state: State, entity_id: Id, filters: Wanted) -> Actor | Place | Weapon:
    """One entity with its names, roles and sides."""
    with record_of(state) as record:
        return queries.entity(record, entity_id, filters)


ROUTES = (feed, matches, facets, words, highlights, control_map, entities, entity)
"""All of them."""

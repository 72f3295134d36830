"""Everything that can be asked of a record. Command line, Python and HTTP call these same functions.

Each takes an open Record first and answers with structs of `pipeline.views`. Rows come in one order, whatever the order
of the builds: known_from, report, place in the text.
"""

from dateline.pipeline.change_views import Changes
from dateline.pipeline.queries.assertion_lists import claims, events, quotes
from dateline.pipeline.queries.buckets import timeline
from dateline.pipeline.queries.changes import diff
from dateline.pipeline.queries.control_history import control_histories
from dateline.pipeline.queries.control_lines import control
from dateline.pipeline.queries.control_map import HeldPlace, control_map
from dateline.pipeline.queries.entity_lists import entity
from dateline.pipeline.queries.entity_lists import listed as entities
from dateline.pipeline.queries.explaining import explain
from dateline.pipeline.queries.facets import Facets, facets
from dateline.pipeline.queries.feed import feed
from dateline.pipeline.queries.figures import overview
from dateline.pipeline.queries.highlighting import highlights
from dateline.pipeline.queries.incident_lists import incidents, incidents_by_ids
from dateline.pipeline.queries.matches import Matches, matches
from dateline.pipeline.queries.report_views import report, reports
from dateline.pipeline.queries.source_lists import sources
from dateline.pipeline.queries.withdrawals import withdrawals
from dateline.pipeline.views import (
    Bucket,
    Context,
    ControlLine,
    Explanation,
    Filters,
    Overview,
    Page,
    ReportHead,
    ReportView,
    SourceLine,
)

__all__ = [
    "Bucket",
    "Changes",
    "Context",
    "ControlLine",
    "Explanation",
    "Facets",
    "Filters",
    "HeldPlace",
    "Matches",
    "Overview",
    "Page",
    "ReportHead",
    "ReportView",
    "SourceLine",
    "claims",
    "control",
    "control_histories",
    "control_map",
    "diff",
    "entities",
    "entity",
    "events",
    "explain",
    "facets",
    "feed",
    "highlights",
    "incidents",
    "incidents_by_ids",
    "matches",
    "overview",
    "quotes",
    "report",
    "reports",
    "sources",
    "timeline",
    "withdrawals",
]

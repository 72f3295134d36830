"""Everything that can be asked of a record. Command line, Python and HTTP call these same functions.

Each takes an open Record first and answers with structs of `pipeline.views`. Rows come in one order, whatever the order
of the builds: known_from, report, place in the text.
"""

from dateline.pipeline.queries.claims import claims, events, quotes
from dateline.pipeline.queries.control import control
from dateline.pipeline.queries.explain import explain
from dateline.pipeline.queries.incidents import incidents
from dateline.pipeline.queries.overview import overview
from dateline.pipeline.queries.reports import report, reports
from dateline.pipeline.queries.timeline import timeline
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
)

__all__ = [
    "Bucket",
    "Context",
    "ControlLine",
    "Explanation",
    "Filters",
    "Overview",
    "Page",
    "ReportHead",
    "ReportView",
    "claims",
    "control",
    "events",
    "explain",
    "incidents",
    "overview",
    "quotes",
    "report",
    "reports",
    "timeline",
]

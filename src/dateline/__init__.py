"""Dateline turns dated news reports about armed conflict into a record that can be cited.

    import dateline

    dateline.build(["reports/"], "record.sqlite")
    with dateline.Record.open("record.sqlite") as record:
        for event in dateline.events(record, dateline.Filters(place="Bakhmut")).rows:
            print(event.sub_event_type, event.evidence.exact)

Names are loaded when first used, so that `import dateline` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.model.assertion import Assertion
    from dateline.model.errors import DatelineError
    from dateline.model.incident import Incident
    from dateline.model.report import Report
    from dateline.model.span import Span
    from dateline.pipeline.brief import brief
    from dateline.pipeline.build import build
    from dateline.pipeline.export import export_record
    from dateline.pipeline.queries import (
        Filters,
        claims,
        control,
        control_histories,
        diff,
        events,
        explain,
        incidents,
        quotes,
        timeline,
    )
    from dateline.pipeline.verify import verify
    from dateline.store import Record

__version__ = "0.1.0"

_HOMES = {
    "Assertion": "dateline.model.assertion",
    "DatelineError": "dateline.model.errors",
    "Filters": "dateline.pipeline.queries",
    "Incident": "dateline.model.incident",
    "Record": "dateline.store",
    "Report": "dateline.model.report",
    "Span": "dateline.model.span",
    "brief": "dateline.pipeline.brief",
    "build": "dateline.pipeline.build",
    "claims": "dateline.pipeline.queries",
    "control": "dateline.pipeline.queries",
    "diff": "dateline.pipeline.queries",
    "control_histories": "dateline.pipeline.queries",
    "events": "dateline.pipeline.queries",
    "explain": "dateline.pipeline.queries",
    "export_record": "dateline.pipeline.export",
    "incidents": "dateline.pipeline.queries",
    "quotes": "dateline.pipeline.queries",
    "timeline": "dateline.pipeline.queries",
    "verify": "dateline.pipeline.verify",
}

__all__ = [
    "Assertion",
    "DatelineError",
    "Filters",
    "Incident",
    "Record",
    "Report",
    "Span",
    "brief",
    "build",
    "claims",
    "control",
    "control_histories",
    "diff",
    "events",
    "explain",
    "export_record",
    "incidents",
    "quotes",
    "timeline",
    "verify",
]


def __getattr__(name: str) -> Any:
    """A public name, loaded from its home."""
    if name not in _HOMES:
        raise AttributeError(f"dateline has no name {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(_HOMES[name]), name)

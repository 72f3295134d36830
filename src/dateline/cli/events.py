"""`dateline events`: what the reports say happens."""

from __future__ import annotations

from dateline.cli.assertions import show
from dateline.cli.listing import Listing, listing


@listing
def events(request: Listing) -> None:
    """List events: who did what to whom, where and when, as each report has it."""
    from dateline.pipeline import queries

    show(queries.events, request, "event")

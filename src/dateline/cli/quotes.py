"""`dateline quotes`: who says what."""

from __future__ import annotations

from dateline.cli.assertions import show
from dateline.cli.listing import Listing, listing


@listing
def quotes(request: Listing) -> None:
    """List statements: who says what, how, and by what channel."""
    from dateline.pipeline import queries

    show(queries.quotes, request, "statement")

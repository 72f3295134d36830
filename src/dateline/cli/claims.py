"""`dateline claims`: every assertion of the record, whatever its type."""

from __future__ import annotations

from dateline.cli.assertions import show
from dateline.cli.listing import Listing, listing


@listing
def claims(request: Listing) -> None:
    """List assertions: statements, events and control."""
    from dateline.pipeline import queries

    show(queries.claims, request, "assertion")

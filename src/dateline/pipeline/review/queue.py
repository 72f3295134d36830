"""What is to be reviewed, in the order of doubt, of consequence or of the reports."""

from __future__ import annotations

from dateline.pipeline.review.views import Order, QueueItem, State
from dateline.pipeline.views import Page
from dateline.store import Record


def queue(  # noqa: PLR0913 - one parameter a question, as a web address asks them
    record: Record, *, order: Order = "doubt", report: str | None = None, state: State = "unreviewed",
    reviewer: str | None = None, limit: int = 50, after: str | None = None,
) -> Page[QueueItem]:  # fmt: skip
    """Assertions to review, the most doubtful first (or those of most consequence, or report by report)."""
    raise NotImplementedError

"""Review: a person accepts, corrects, rejects and adds assertions for good. Rules: docs/review.md.

Deciding stores one row and is quick; `apply` makes the derived layer follow. What was decided holds when a newer reader
reads the report again (`merge.succession`).
"""

from dateline.pipeline.giving import Word
from dateline.pipeline.review.agreement import agreement
from dateline.pipeline.review.deciding import accept, add_missed, apply, correct, pending, reject, undo
from dateline.pipeline.review.gold import gold
from dateline.pipeline.review.history import history
from dateline.pipeline.review.queue import queue
from dateline.pipeline.review.views import (
    Agreement,
    Applied,
    Decided,
    Differing,
    GoldFile,
    Pair,
    Pending,
    QueueItem,
    Reason,
)

__all__ = [
    "Agreement",
    "Applied",
    "Decided",
    "Differing",
    "GoldFile",
    "Pair",
    "Pending",
    "QueueItem",
    "Reason",
    "Word",
    "accept",
    "add_missed",
    "agreement",
    "apply",
    "correct",
    "gold",
    "history",
    "pending",
    "queue",
    "reject",
    "undo",
]

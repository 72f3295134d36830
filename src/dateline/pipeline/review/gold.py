"""What people put right, as gold cases that `dateline score --gold` reads."""

from __future__ import annotations

from pathlib import Path

from dateline.pipeline.review.views import GoldFile
from dateline.store import Record


def gold(record: Record, folder: Path) -> tuple[GoldFile, ...]:
    """Writes a YAML file and a text for each report on which people spoke, into `folder` (made if it is not there)."""
    raise NotImplementedError

"""The only place where Dateline asks what day and what time it is."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from dateline.model.errors import SettingError


def today() -> date:
    """Today in UTC; if SOURCE_DATE_EPOCH (seconds since 1970, the reproducible-builds convention) is set, its day.

    Raises SettingError if SOURCE_DATE_EPOCH is not a whole number.
    """
    return now().date()


def now() -> datetime:
    """The time in UTC, to the second; that of SOURCE_DATE_EPOCH if it is set. Errors as in `today`."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except ValueError as error:
        raise SettingError(
            f"SOURCE_DATE_EPOCH is {epoch!r}, wanted whole seconds since 1970", remedy="Unset it or give a number."
        ) from error

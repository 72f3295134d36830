"""The only place where Dateline asks what day it is."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from dateline.model.errors import SettingError


def today() -> date:
    """Today in UTC; if SOURCE_DATE_EPOCH (seconds since 1970, the reproducible-builds convention) is set, its day.

    Raises SettingError if SOURCE_DATE_EPOCH is not a whole number.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except ValueError as error:
        raise SettingError(
            f"SOURCE_DATE_EPOCH is {epoch!r}, wanted whole seconds since 1970", remedy="Unset it or give a number."
        ) from error

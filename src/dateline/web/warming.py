"""Making what every reader asks for first before anybody asks: what is kept of a record until it changes."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from dateline.model.errors import DatelineError
from dateline.pipeline import queries
from dateline.pipeline.queries import Filters
from dateline.store import Record
from dateline.store.words import look_up_common
from dateline.web.days import brief_packed
from dateline.web.desk import feed_packed

_FAREWELL: Final = 5.0


def _last_brief(record: Record) -> None:
    """The brief with which its page opens: that of the last day on which something became known."""
    last = queries.overview(record).last_known
    if last is not None:
        brief_packed(record, date.fromisoformat(last[:10]), Filters())


_FIRST: Final[tuple[Callable[[Record], object], ...]] = (
    queries.overview,
    lambda record: feed_packed(record, Filters()),
    lambda record: queries.facets(record, Filters()),
    lambda record: queries.facets(record, Filters(), over="incidents"),
    look_up_common,
    _last_brief,
)
"""In the order in which the page asks."""

_log = logging.getLogger("dateline.web")


class Warming:
    """One thread that works out the first answers of the record as it is, and again whenever it is told to.

    Whoever asks meanwhile waits for the same answer instead of working it out too (`store.kept`).
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._changed = threading.Condition()
        self._wanted, self._ended, self._busy = True, False, False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begins with the record as it is."""
        self._ended = False
        self._thread = threading.Thread(target=self._work, name="warming", daemon=True)
        self._thread.start()

    def again(self) -> None:
        """The record has changed."""
        with self._changed:
            self._wanted = True
            self._changed.notify_all()

    def stop(self) -> None:
        """Ends the thread after the answer that it is at."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        if self._thread:
            self._thread.join(_FAREWELL)

    def wait(self, patience: float) -> bool:
        """Waits so many seconds until all is worked out; whether it came to that."""
        with self._changed:
            return self._changed.wait_for(lambda: not (self._wanted or self._busy), patience)

    def _work(self) -> None:
        while True:
            with self._changed:
                self._busy = False
                self._changed.notify_all()
                self._changed.wait_for(lambda: self._wanted or self._ended)
                if self._ended:
                    return
                self._wanted, self._busy = False, True
            try:
                with Record.open(self._path) as record:
                    for answer in _FIRST:
                        if not self._ended:
                            answer(record)
            except DatelineError as error:  # who asks will be told the same
                _log.info("the first answers were not made beforehand: %s", error)
            except Exception:
                _log.exception("the first answers could not be made beforehand")

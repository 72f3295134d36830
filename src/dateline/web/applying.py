"""Making the derived layer again behind the reviewer's back: one thread with a record of its own."""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path
from typing import Final

from dateline.model.errors import DatelineError
from dateline.pipeline import review
from dateline.store import Record

STILL: Final = 3.0
"""Seconds without a new word after which all of them are applied."""

_FAREWELL: Final = 5.0

_log = logging.getLogger("dateline.web")


class Applying:
    """Applies people's words once nobody has given one for a while, or at once when that is asked for.

    applying: whether it is at work. failed: why the last time came to nothing, None once one has succeeded.
    """

    def __init__(self, path: Path, *, still: float = STILL) -> None:
        self.applying = False
        self.failed: str | None = None
        self.writing = threading.Lock()
        """Held by whoever writes a word: two in one process would wait for each other in SQLite."""
        self._path, self._still = path, still
        self._due: float | None = None
        self._ended = False
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begins to wait; words that an earlier server left are applied soon."""
        self._ended = False
        with Record.open(self._path, write=True) as record:
            if review.pending(record).judgements:
                self.soon()
        # A daemon: Ctrl-C in the midst of it leaves the former layer, and the next start begins again.
        self._thread = threading.Thread(target=self._wait, name="applying", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread; waits a little for what it is at."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        if self._thread:
            self._thread.join(_FAREWELL)

    def soon(self) -> None:
        """A word was given: applied once it has been still."""
        self._set(time.monotonic() + self._still)

    def now(self) -> None:
        """Applied without waiting."""
        self._set(time.monotonic())

    @property
    def at_work(self) -> bool:
        """Whether words are being applied, or are about to be without more waiting."""
        due = self._due
        return self.applying or (due is not None and due <= time.monotonic())

    def idle(self, patience: float) -> bool:
        """Waits so many seconds until it is not at work; whether it came to that. Nobody else can write meanwhile."""
        with self._changed:
            return self._changed.wait_for(lambda: not self.applying, patience)

    def _set(self, due: float) -> None:
        with self._changed:
            self._due = due
            self._changed.notify_all()

    def _wait(self) -> None:
        while True:
            with self._changed:
                while not self._ended and (self._due is None or self._due > time.monotonic()):
                    self._changed.wait(None if self._due is None else max(0.0, self._due - time.monotonic()))
                if self._ended:
                    return
                self._due, self.applying = None, True
            try:
                self._apply()
            finally:
                with self._changed:
                    self.applying = False
                    self._changed.notify_all()

    def _apply(self) -> None:
        try:
            with Record.open(self._path, write=True) as record:
                review.apply(record)
        except DatelineError as error:
            self.failed = str(error)
            _log.warning("the words given are stored, but were not applied: %s", error)
        except Exception:
            self.failed = "Dateline failed at applying; the words are stored. Its terminal shows the cause."
            _log.exception("applying failed")
        else:
            self.failed = None

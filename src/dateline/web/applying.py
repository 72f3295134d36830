"""Making the derived layer again behind the reviewer's back: in a process of its own, which gives way to the next word.

Whoever makes the layer keeps all others from writing, for minutes where a record is large. A word must not wait for
that. So what is being made is given up when a word comes, and begun again after it: the layer is one transaction, and
nothing of it is left.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final

from dateline.model.errors import DatelineError
from dateline.pipeline import review
from dateline.store import Record

STILL: Final = 3.0
"""Seconds without a new word after which all of them are applied."""

_GRACE: Final = 0.5
"""Seconds in which what is being made may still come to its end when a word comes."""
_FAREWELL: Final = 5.0
_UNKIND: Final = 10
"""How far applying stands back behind whoever reads meanwhile, as `nice` counts."""

_LOST: Final = "The process that applies words was ended from outside. The words are stored."

_log = logging.getLogger("dateline.web")


class Applying:
    """Applies people's words once nobody has given one for a while, or at once when that is asked for.

    applying: whether it is at work. failed: why the last time came to nothing, None once one has succeeded. done: what
    to do when words have been applied.
    """

    def __init__(self, path: Path, *, still: float = STILL, done: Callable[[], None] = lambda: None) -> None:
        self.applying = False
        self.failed: str | None = None
        self._path, self._still, self._done = path, still, done
        self._due: float | None = None
        self._ended = False
        self._writing = threading.Lock()
        self._writers = 0
        self._gave_way = False
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._worker: BaseProcess | None = None

    def start(self) -> None:
        """Begins to wait; words that an earlier server left are applied soon."""
        self._ended = False
        with Record.open(self._path, write=True) as record:
            if review.pending(record).judgements:
                self.soon()
        self._thread = threading.Thread(target=self._wait, name="applying", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread, and what it is at: the next start begins it again."""
        with self._changed:
            self._ended = True
            self._give_up()
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

    @contextmanager
    def giving_way(self) -> Iterator[None]:
        """Nothing else in this process writes to the record inside; what was being applied is begun again after it."""
        with self._changed:
            self._writers += 1
            if not self._changed.wait_for(lambda: not self.applying, _GRACE):
                self._give_up()
                self._changed.wait_for(lambda: not self.applying, _FAREWELL)
        try:
            with self._writing:
                yield
        finally:
            with self._changed:
                self._writers -= 1
                self._changed.notify_all()

    def _give_up(self) -> None:
        if self._worker is not None:
            self._gave_way = True
            self._worker.kill()

    def _set(self, due: float) -> None:
        with self._changed:
            self._due = due
            self._changed.notify_all()

    def _wait(self) -> None:
        while True:
            with self._changed:
                while not self._ended and not self._is_due():
                    left = None if self._due is None or self._writers else max(0.0, self._due - time.monotonic())
                    self._changed.wait(left)
                if self._ended:
                    return
                self._due, self.applying = None, True
            worker, told = _worker(self._path)
            with self._changed:
                self._worker = worker
                if self._writers or self._ended:
                    self._give_up()
            worker.join()
            failed = _told(told)
            with self._changed:
                if failed is None and self._gave_way:
                    self._due = self._due or time.monotonic() + self._still
                else:
                    self.failed = _LOST if failed is None else failed or None
                self.applying, self._worker, self._gave_way = False, None, False
                self._changed.notify_all()
            if failed == "":
                self._done()

    def _is_due(self) -> bool:
        return self._due is not None and self._due <= time.monotonic() and not self._writers


def _worker(path: Path) -> tuple[BaseProcess, Connection]:
    """A process that applies what waits, begun, and where it tells how that went."""
    if sys.platform == "win32":
        context = multiprocessing.get_context("spawn")
    else:
        context = multiprocessing.get_context("forkserver")  # quick from the second time on
    told, telling = context.Pipe(duplex=False)
    worker = context.Process(target=_apply, args=(path, telling), name="applying", daemon=True)
    worker.start()
    telling.close()  # the other end is the worker's, which closes it by ending
    return worker, told


def _told(told: Connection) -> str | None:
    """Why words were not applied, empty if they were; None if that was never told."""
    with told:
        try:
            found: str = told.recv()
        except EOFError:
            return None
        return found


def _apply(path: Path, telling: Connection) -> None:
    """What the worker does."""
    with suppress(AttributeError, OSError):
        os.nice(_UNKIND)
    try:
        with Record.open(path, write=True) as record:
            review.apply(record)
    except DatelineError as error:
        _log.warning("the words given are stored, but were not applied: %s", error)
        telling.send(str(error))
    except Exception:
        _log.exception("applying failed")
        telling.send("Dateline failed at applying; the words are stored. Its terminal shows the cause.")
    else:
        telling.send("")

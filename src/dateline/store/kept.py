"""What was worked out from one state of a record, kept in this process until the record changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from dateline.store.record import Record

T = TypeVar("T")


class Kept(Generic[T]):
    """The last few answers to questions of one sort. most: how many of them.

    An answer must not hold an open record: whoever asks next has another one.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._answering: dict[tuple[Hashable, ...], threading.Event] = {}
        self._answers: OrderedDict[tuple[Hashable, ...], T] = OrderedDict()

    def peek(self, record: Record, question: Hashable) -> T | None:
        """The answer if one is kept; nothing is worked out."""
        with self._lock:
            return self._answers.get((*record.stamp, question))

    def get(self, record: Record, question: Hashable, answer: Callable[[], T]) -> T:
        """The answer, worked out now if none is kept. Of two threads that ask at once one waits for the other's."""
        key = (*record.stamp, question)
        while True:
            with self._lock:
                if key in self._answers:
                    self._answers.move_to_end(key)
                    return self._answers[key]
                other = self._answering.get(key)
                if other is None:
                    mine = self._answering[key] = threading.Event()
            if other is None:
                break
            other.wait()  # and look again: it may have failed, or its answer be forgotten already
        try:
            found = answer()
            with self._lock:
                self._answers[key] = found
                self._answers.move_to_end(key)
                while len(self._answers) > self._most:
                    self._answers.popitem(last=False)
            return found
        finally:
            with self._lock:
                del self._answering[key]
            mine.set()

"""What every route begins with: the record, opened for one request, and a thread of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from litestar import get
from litestar.datastructures import State

from dateline.store import Record

reading = partial(get, sync_to_thread=True)
"""A route that reads, run in a thread so that a slow query holds up nobody else."""


@contextmanager
def record_of(state: State) -> Iterator[Record]:
    """The record, opened for one request in the thread that answers it: SQLite connections do not cross threads."""
    with Record.open(state.record_path) as record:
        yield record

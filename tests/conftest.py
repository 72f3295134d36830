"""Fixtures that several parts share. This file also puts tests/ on the path, so that `made_record` can be imported."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import made_record
from dateline.store import Record


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """A small hand-made record, open for writing; see made_record."""
    with Record.open(tmp_path / "made.sqlite", create=True) as made:
        made_record.fill(made)
        yield made


@pytest.fixture
def small_heap() -> Iterator[None]:
    """For what is timed: collecting garbage goes through all that other tests have left behind, which is theirs."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


# What a property shows does not depend on how busy the machine is.
settings.register_profile("dateline", deadline=None)
settings.load_profile("dateline")

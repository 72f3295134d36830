"""Published texts on disk: where they are, and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from dateline.model.assertion import Assertion
from dateline.model.document import Doc
from dateline.model.errors import SettingError
from dateline.model.report import Report, make_report
from dateline.pipeline.reading import read_docs

INGESTED: Final = "2000-01-01"
"""The day of ingestion that published texts are given: it must not depend on when they are measured."""

T = TypeVar("T")
Told = Callable[[str, int, int | None], None]
"""Told what is being done, how much of it is done, and how much there is (None: not known)."""


def _untold(doing: str, done: int, total: int | None) -> None:
    """Tells nobody."""


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What a benchmark is run on. limit: the first so many documents of each set only; told: hears of the progress."""

    data: Path
    limit: int | None = None
    told: Told = _untold


def folder_with(data: Path, wanted: Sequence[str]) -> Path | None:
    """`data`, or the first folder right below it, that holds all of `wanted` (globs); None if there is none."""
    if not data.is_dir():
        return None
    for folder in (data, *sorted(each for each in data.iterdir() if each.is_dir())):
        if all(any(folder.glob(pattern)) for pattern in wanted):
            return folder
    return None


def missing(data: Path, layout: str, published: str) -> SettingError:
    """The error for a folder that does not hold what a benchmark needs."""
    lacks = "this folder lacks what is measured" if data.is_dir() else "is not a folder"
    return SettingError(
        lacks,
        where=str(data),
        remedy=f"Give the folder that holds {layout}, or the one above it. They are published at {published}.",
    )


def as_report(name: str, text: str, published: str | None = None, publisher: str | None = None) -> Report:
    """A published text as a report: English, with the day that its publisher gives, as YYYY-MM-DD."""
    return make_report(
        text,
        origin=name,
        ingested_at=INGESTED,
        published=published,
        published_basis="given" if published else "unknown",
        publisher=publisher,
        language="en",
    )


def read_all(
    documents: Iterable[tuple[T, Report]], doing: str, run: Run
) -> Iterator[tuple[T, Doc, tuple[Assertion, ...]]]:
    """Each document with what was read in it, telling how far it has come. Nothing is skipped: a text that breaks the
    reader breaks the benchmark.
    """
    chosen = list(islice(documents, run.limit))
    run.told(doing, 0, len(chosen))
    for n, ((document, _), (doc, found)) in enumerate(
        zip(chosen, read_docs(report for _, report in chosen), strict=True), 1
    ):
        run.told(doing, n, len(chosen))
        yield document, doc, found

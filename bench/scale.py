"""Merging and looking back in large records.

    python -m bench.scale 10000 100000 1000000

For each size a record of so many made-up events (`bench/made_up_war.py`) is stored; then it prints how long the derived
layer takes to make (merging, incidents, all tables), how much memory that takes, how long lists as of some days take,
and how long it takes to add the reports of one more day. Beside the clock it tells the time of the processor, which
other programs may share.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from bench.made_up_war import BEGIN, reports

from dateline.model.assertion import Assertion
from dateline.model.report import Report
from dateline.pipeline import queries
from dateline.pipeline.derive import rebuild
from dateline.pipeline.views import Filters
from dateline.store import Record
from dateline.store import assertions as assertion_rows
from dateline.store import reports as report_rows
from dateline.values.batches import batches

SHARES = (0.1, 0.5, 0.9, 0.99)
"""As of which days: so far into what has been told of the war."""


def fill(path: Path, events: int) -> None:
    """A record of made-up reports and what they tell, without anything derived."""
    with Record.open(path, create=True) as record:
        _store(record, reports(events))


def _store(record: Record, told: Iterable[tuple[Report, list[Assertion]]]) -> None:
    for some in batches(told, 2000):
        with record.transaction():
            for report, found in some:
                report_rows.add(record, [report])
                assertion_rows.add_reading(record, report.report_id, "made up/1", found)


def add_day(path: Path, events: int) -> None:
    """Adds the reports of the day after the last one of the war of so many events, and says what it took."""
    with Record.open(path, write=True) as record:
        before = record.value("SELECT count(*) FROM assertions")
        last = record.value("SELECT max(known_from) FROM reports")
        _store(record, (told for told in reports(events, more_days=1) if told[0].known_from > last))
        added = record.value("SELECT count(*) FROM assertions") - before
        began, used = time.perf_counter(), time.process_time()
        made = rebuild(record)
        seconds, busy = time.perf_counter() - began, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if made is None:
        print("  a day more: it is there already", flush=True)
    else:
        print(
            f"  a day more, {added} events: {seconds:.1f} s, {busy:.1f} s of the processor, {peak:.0f} MiB at most;"
            f" made again since {made.since} ({made.why}): {made.compared} pairs compared,"
            f" {made.incidents} incidents summed up",
            flush=True,
        )


def derive(path: Path) -> None:
    """Makes the derived layer and says what it took."""
    with Record.open(path, write=True) as record:
        began, used = time.perf_counter(), time.process_time()
        rebuild(record)
        seconds, busy = time.perf_counter() - began, time.process_time() - used
        events = record.value("SELECT count(*) FROM current_assertions")
        incidents = record.value("SELECT count(*) FROM incidents")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = path.stat().st_size / 2**20
    print(
        f"{events} events: {seconds:.0f} s, {busy:.0f} s of the processor ({1000 * busy / events:.2f} ms each),"
        f" {peak:.0f} MiB at most, {incidents} incidents, record {size:.0f} MiB",
        flush=True,
    )


def look_back(path: Path) -> None:
    """Filtered lists as of some days, the first time that each is asked for."""
    with Record.open(path) as record:
        slowest = 0.0
        told = date.fromisoformat(record.value("SELECT max(known_from) FROM reports")) - BEGIN
        for share in SHARES:
            day = BEGIN + share * told
            for name, filters in _asked(day).items():
                began = time.perf_counter()
                total = queries.incidents(record, filters).total
                took = time.perf_counter() - began
                slowest = max(slowest, took)
                print(f"  as of {day}, incidents {name}: {took:.2f} s, {total} in all", flush=True)
        print(f"  slowest: {slowest:.2f} s", flush=True)


def _asked(day: date) -> dict[str, Filters]:
    return {
        "of one town": Filters(as_of=day, place="Town7"),
        "of one month": Filters(as_of=day, from_day=day - timedelta(days=30), to_day=day),
        "of one type and month": Filters(
            as_of=day, type="Air/drone strike", from_day=day - timedelta(days=30), to_day=day
        ),
        "of one actor": Filters(as_of=day, actor="the rebels of C01"),
        "with two words": Filters(as_of=day, text="hospital bombed"),
    }


def main() -> int:
    """One process a step, so that the memory of each is its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000])
    parser.add_argument("--keep", type=Path, help="keep the records in this folder, and take those that are there")
    parser.add_argument("--step", nargs=2, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.step:
        step, path = args.step[0], Path(args.step[1])
        if step == "add_day":
            add_day(path, args.sizes[0])
        else:
            (derive if step == "derive" else look_back)(path)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        for size in args.sizes:
            path = (args.keep or Path(folder)) / f"war-{size}.sqlite"
            if not path.exists():
                fill(path, size)
            for step in ("derive", "look_back", "add_day"):
                asked = [sys.executable, "-m", "bench.scale", str(size), "--step", step, str(path)]
                subprocess.run(asked, check=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""How long the API takes to answer from a record.

    python -m bench.web FILE [--times 20]

Each route is asked in this process, as a browser would ask it. The first answer stands by itself, because some are kept
until the record changes; then p50 and p95 of the others, by the clock and (p95) of processor time, which other work on
the machine leaves alone, and the size of the answer as it is sent (compressed). Where
"each other" stands, no question is asked twice: other names, days or words each time, of which nothing is kept.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice, repeat
from pathlib import Path
from typing import NamedTuple

from litestar import Litestar
from litestar.testing import TestClient

from dateline.store import Record
from dateline.web import create_app

WANTED = 0.1
"""p95 in seconds that each route shall keep."""

_MOST_TIMES = 100


class Asked(NamedTuple):
    """A path, and what it is asked with: the same each time, or one thing after the other."""

    path: str
    query: dict[str, str]
    others: tuple[dict[str, str], ...] = ()

    def queries(self, times: int) -> Iterator[dict[str, str]]:
        """So many questions; none twice if there are others, as far as they go."""
        return islice(iter(self.others) if self.others else repeat(self.query), times)


def asked(path: Path) -> Iterator[Asked]:
    """What is asked of this record: its own places, actors, days and ids."""
    with Record.open(path) as record:
        middle = "ORDER BY {0} LIMIT 1 OFFSET (SELECT count(*) / 2 FROM {1})"
        day = record.value("SELECT known_from FROM reports " + middle.format("known_from", "reports"))[:10]
        incident = record.value("SELECT incident_id FROM incidents " + middle.format("seq", "incidents"))
        report = record.value("SELECT report_id FROM reports " + middle.format("number", "reports"))
        names = {
            slot: record.value("SELECT folded FROM names WHERE slot = ? ORDER BY name LIMIT 1", (slot,))
            for slot in ("place", "actor")
        }
        kind = record.value("SELECT sub_event_type FROM current_assertions WHERE sub_event_type IS NOT NULL LIMIT 1")
    month = {"from_day": day, "to_day": date.fromordinal(date.fromisoformat(day).toordinal() + 30).isoformat()}
    for route in ("claims", "incidents"):
        yield Asked(route, {})
        for slot, name in names.items():
            if name:
                yield Asked(route, {slot: name})
        if kind:
            yield Asked(route, {"type": kind})
        yield Asked(route, month)
        yield Asked(route, {"text": "hospital"})
    yield Asked("incidents", {"as_of": day, **month})
    yield Asked(f"incidents/{incident}", {})
    yield Asked(f"reports/{report}", {})
    yield Asked("reports", {})
    yield Asked("matches", {"text": "hospital"})
    yield Asked("matches", month)
    yield Asked("timeline", month)
    yield Asked("overview", {})
    yield from _others(path, day)
    yield Asked("brief", {"day": day})
    yield Asked("entities", {})
    yield Asked("control-map", {})
    yield Asked(
        "changes", {"since": date.fromordinal(date.fromisoformat(day).toordinal() - 7).isoformat(), "until": day}
    )
    yield Asked("facets", {})
    yield Asked("facets", {"over": "incidents"})
    yield Asked("feed", {})
    yield Asked("feed", {"as_of": day})


def _others(path: Path, day: str) -> Iterator[Asked]:
    """Routes that are asked for something else each time."""
    with Record.open(path) as record:
        named = {
            slot: [
                {slot: name}
                for (name,) in record.rows(
                    "SELECT shown FROM shown WHERE slot = ? ORDER BY seq, shown LIMIT ?", (slot, _MOST_TIMES + 1)
                )
            ]
            for slot in ("place", "actor", "source", "admin1", "type", "sub")
        }
        words = record.rows("SELECT evidence FROM (SELECT json_extract(a.body, '$.evidence.exact') AS evidence"
                            " FROM assertions a LIMIT 200)")  # fmt: skip
    begin = date.fromisoformat(day)
    months = tuple(
        {"from_day": (begin - timedelta(days=n)).isoformat(), "to_day": (begin + timedelta(days=30 - n)).isoformat()}
        for n in range(_MOST_TIMES + 1)
    )
    types = [{"type": each} for those in ("type", "sub") for (each,) in (tuple(one.values()) for one in named[those])]
    texts = tuple({"text": word} for word in dict.fromkeys(w for (text,) in words for w in text.split() if w.isalpha()))
    for route in ("claims", "incidents", "matches", "facets"):
        for slot in ("place", "actor", "source", "admin1"):
            yield Asked(route, {slot: "each other"}, tuple(named[slot]))
        yield Asked(route, {"type": "each other"}, tuple(types))
        yield Asked(route, {"text": "each other"}, texts)
        yield Asked(route, {"from_day": "each other"}, months)
    yield Asked(
        "facets", {"over": "incidents", "from_day": "each other"}, tuple({**m, "over": "incidents"} for m in months)
    )
    days = tuple({"day": (begin - timedelta(days=n)).isoformat()} for n in range(_MOST_TIMES + 1))
    yield Asked("brief", {"day": "each other"}, days)


def measure(client: TestClient[Litestar], each: Asked, times: int) -> float:
    """Asks so often, prints a line and gives the p95 in seconds of all but the first."""
    taken, processor = [], []
    size = 0
    for query in each.queries(times + 1):
        began, worked = time.perf_counter(), time.process_time()
        with client.stream("GET", f"/api/v1/{each.path}", params=query) as reply:
            size = sum(map(len, reply.iter_raw()))
        taken.append(time.perf_counter() - began)
        processor.append(time.process_time() - worked)
        if reply.status_code != 200:
            raise SystemExit(f"{each.path} {query} answered {reply.status_code}")
    first, *others = taken
    if len(others) < 2:
        return 0.0  # the record has no more than one such thing to ask for
    p95, worked = (statistics.quantiles(all[1:], n=20, method="inclusive")[-1] for all in (taken, processor))
    asked_with = "&".join(f"{key}={value}" for key, value in each.query.items())
    named = f"{each.path}{'?' if asked_with else ''}{asked_with}"
    print(
        f"{named:<72.72} first {first * 1000:8.1f}  p50 {statistics.median(others) * 1000:8.1f}"
        f"  p95 {p95 * 1000:8.1f} ms"
        f"  processor {worked * 1000:7.1f} ms  {size / 1024:9.1f} KiB{'' if p95 <= WANTED else '  slow'}",
        flush=True,
    )
    return p95


def main() -> int:
    """All routes, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--times", type=int, default=20)
    args = parser.parse_args()
    began = time.perf_counter()
    with TestClient(create_app(args.file), base_url="http://127.0.0.1") as client:
        if not client.app.state.warming.wait(600):
            raise SystemExit("the first answers were not made within ten minutes")
        print(f"first answers made in {time.perf_counter() - began:.1f} s after the start, before anybody asks")
        slow = sum(measure(client, each, min(_MOST_TIMES, max(2, args.times))) > WANTED for each in asked(args.file))
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(
        f"{slow} of them with a p95 over {WANTED * 1000:.0f} ms by the clock; load {load:.1f} on {os.cpu_count()} cores"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Local reports on shootings in the United States, each known to tell of one incident of the Gun Violence Archive
(LongTailQATask: Postma and others, SemEval-2018 task 5).

A record is built of all the reports, headlines read with the texts. The incident of a report is that of its main event:
of those told as having happened the first that has dead, wounded or both, else the first that is violent, else the
first; a report in which none was read stands alone. B-cubed is over reports.

Dead and wounded: the found incident of a gold one is that of most of its reports. Its figure is the `best` of the toll
that counts everybody; of rivals, of which none is best, the `leading` one, which most reports give; where only groups
were counted, that of the largest group, for at least so many there are; none where no toll was read. Who was shot and
is not said to have died is wounded for the archive: `casualties` less the dead, where that is more than `injured`. A
figure is exact where it is the archive's.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

from dateline.ingest import IngestOptions
from dateline.merge.singles import WHO_DIED
from dateline.model.vocabulary import VIOLENT
from dateline.pipeline.benchmarks.figures import Fault, Figure, Measured, share
from dateline.pipeline.benchmarks.gold import DOING
from dateline.pipeline.benchmarks.published import Run, folder_with, missing
from dateline.pipeline.build import BuildOptions, Step, build
from dateline.pipeline.score import rows_of
from dateline.pipeline.score.report import b_cubed

LAYOUT: Final = (
    "docs.jsonl (doc_id, incident_id, title, text, dct) and incidents.jsonl (incident_id, num_killed, num_injured)"
)
PUBLISHED: Final = "https://github.com/cltl/LongTailQATask (violent events)"
MEASURES: Final = {"killed": "num_killed", "injured": "num_injured"}
HARM: Final = ("killed", "injured", "casualties")

Row = Mapping[str, Any]


class Archived(NamedTuple):
    """A gold incident: its figures by measure (null where the archive has no row), and its reports by id."""

    figures: Mapping[str, int] | None
    reports: list[str]


def measure(run: Run) -> Measured:
    """B-cubed of reports, and how many incidents have the archive's dead and wounded."""
    folder = folder_with(run.data, ("docs.jsonl", "incidents.jsonl"))
    if folder is None:
        raise missing(run.data, LAYOUT, PUBLISHED)
    documents = list(islice(_rows(folder / "docs.jsonl"), run.limit))
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as scratch:
        told, incidents = _told(Path(scratch), documents, run)
    archive = _archive(folder / "incidents.jsonl", documents)
    found = {doc["doc_id"]: told.get(doc["doc_id"], f"alone: {doc['doc_id']}") for doc in documents}
    merged = b_cubed([(doc["incident_id"], found[doc["doc_id"]]) for doc in documents])
    assert merged is not None
    exact, faults = _exact(archive, found, incidents)
    row: dict[str, Figure] = {
        "reports": len(documents),
        "without event": sum(doc["doc_id"] not in told for doc in documents),
        "prec": merged.precision,
        "recall": merged.recall,
        "B3 F1": merged.f1,
        "incidents": sum(one.figures is not None for one in archive.values()),
        **exact,
    }
    return Measured(
        benchmark="shootings",
        rows="pool",
        figures={"all": row},
        notes=(
            "a report's incident is that of its main event",
            "killed, injured, both: incidents with the archive's figure",
        ),
        faults=faults,
    )


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _archive(path: Path, documents: Sequence[Row]) -> dict[str, Archived]:
    figures = {row["incident_id"]: {m: int(row[key]) for m, key in MEASURES.items()} for row in _rows(path)}
    found: dict[str, Archived] = {}
    for doc in documents:
        key = doc["incident_id"]
        found.setdefault(key, Archived(figures.get(key), [])).reports.append(doc["doc_id"])
    return found


def read_pool(documents: Sequence[Row], table: Path, record: Path, told: Callable[[Step], None]) -> None:
    """Makes a record of the documents, headlines read with the texts. table: the file to write them to as reports."""
    with table.open("w", encoding="utf-8") as lines:
        for doc in documents:
            row = {"text": doc["text"], "title": doc["title"], "published": doc["dct"], "url": doc["doc_id"]}
            lines.write(json.dumps({**row, "language": "en"}) + "\n")
    # Reports dated after their ingestion are not believed, so that is the day of the last.
    ingest = IngestOptions(ingested_at=max(doc["dct"] for doc in documents), headlines=True)
    build([str(table)], record, BuildOptions(ingest=ingest, workers=os.cpu_count() or 1), told)


def _told(scratch: Path, documents: Sequence[Row], run: Run) -> tuple[dict[str, str], dict[str, Row]]:
    """Document -> incident of its main event, and the incidents by id."""

    def told(step: Step) -> None:
        run.told(DOING[step.stage], step.done, step.total)

    table, record = scratch / "reports.jsonl", scratch / "shootings.sqlite"
    read_pool(documents, table, record, told)
    reports: dict[str, str] = {}
    events: defaultdict[str, list[Row]] = defaultdict(list)
    incidents: dict[str, Row] = {}
    for row in rows_of(record):
        if row["kind"] == "report":
            reports[row["report_id"]] = row["url"]
        elif row["kind"] == "incident":
            incidents[row["incident_id"]] = row
        elif row["kind"] == "assertion" and row.get("incident_id"):
            events[row["report_id"]].append(row)
    return {reports[key]: _main(those)["incident_id"] for key, those in events.items()}, incidents


def _main(events: Sequence[Row]) -> Row:
    in_order = sorted(events, key=lambda row: (row["evidence"]["start"], row["evidence"]["end"]))
    return min(in_order, key=_rank)


def _rank(event: Row) -> tuple[bool, bool, bool]:
    happened = event["status"] == "actual" and event["polarity"] == "affirmed"
    harmed = any(toll["measure"] in HARM for toll in event["tolls"])
    return not happened, not harmed, event["event_type"] not in VIOLENT


def _exact(
    archive: Mapping[str, Archived], found: Mapping[str, str], incidents: Mapping[str, Row]
) -> tuple[dict[str, Figure], tuple[Fault, ...]]:
    right: Counter[str] = Counter()
    faults = []
    known = {key: one for key, one in archive.items() if one.figures is not None}
    for key, one in known.items():
        assert one.figures is not None
        most = Counter(found[each] for each in one.reports).most_common(1)[0][0]
        figures = _figures(incidents.get(most))
        agrees = {measure: figures[measure] == one.figures[measure] for measure in MEASURES}
        right.update(measure for measure in MEASURES if agrees[measure])
        right["both"] += all(agrees.values())
        faults += [
            Fault(f"{measure}, wanted {one.figures[measure]}", key, f"{figures[measure]} in {most}")
            for measure in MEASURES
            if not agrees[measure]
        ]
    return {name: share(right[name], len(known)) for name in (*MEASURES, "both")}, tuple(faults)


def _figures(incident: Row | None) -> dict[str, int | None]:
    killed, injured, casualties = (_figure(incident, measure) for measure in HARM)
    if killed is not None and injured is not None and casualties is not None:
        injured = max(injured, casualties - killed)
    return {"killed": killed, "injured": injured}


def _figure(incident: Row | None, measure: str) -> int | None:
    """0 where nobody counted; None where no plain number is given."""
    all_ = incident["tolls"] if incident else {}
    tolls = {key: toll for key, toll in all_.items() if toll["measure"] == measure and toll["of"] != WHO_DIED}
    if not tolls:
        return 0
    if measure in tolls:
        return _number(tolls[measure])
    return max((n for toll in tolls.values() if (n := _number(toll)) is not None), default=None)


def _number(toll: Row) -> int | None:
    number: int | None = toll["leading"] if toll["best"] is None else toll["best"]
    return number

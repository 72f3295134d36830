"""The project's own gold: the figures of `dateline score`, over a record that is built for it and thrown away."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from dateline.pipeline.benchmarks.figures import Fault, Figure, Measured
from dateline.pipeline.benchmarks.goldtexts import sets_of, texts_of
from dateline.pipeline.benchmarks.published import Run
from dateline.pipeline.build import BuildOptions, Step, build
from dateline.pipeline.score import Scores, load_tables, rows_of, score
from dateline.pipeline.score.slots import Row

DOING: Final = {"ingest": "taking in reports", "read": "reading", "derive": "merging"}


def measure(run: Run) -> Measured:
    """Facts, statements, events, control, pins and incidents, for each folder of gold."""
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as scratch:
        record = Path(scratch) / "gold.sqlite"
        built(record, run)
        scores = scored(list(rows_of(record)), run)
    return Measured(
        benchmark="gold",
        rows="figure",
        figures=columns({name: figures(each) for name, each in scores.items()}),
        notes=("the figures of dateline score; typed: an event also of a type that the gold allows",),
        faults=tuple(
            Fault(f"{name}: {miss.what}", miss.report, miss.evidence)
            for name, each in scores.items()
            for miss in each.misses
        ),
    )


def built(record: Path, run: Run) -> None:
    """Builds a record from the texts of all the gold in `run.data`."""

    def told(step: Step) -> None:
        run.told(DOING[step.stage], step.done, step.total)

    paths = {
        name: str(path)
        for folder in sets_of(run.data).values()
        for name, (_, path) in texts_of(folder, run.limit).items()
    }
    build(list(paths.values()), record, BuildOptions(), told)


def scored(rows: Sequence[Row], run: Run) -> dict[str, Scores]:
    """The rows of a record against each folder of gold in `run.data`."""
    folders = sets_of(run.data)
    tables = load_tables(list(folders.values()))
    return {
        name: score(rows, [gold for gold, _ in texts_of(folder, run.limit).values()], tables)
        for name, folder in folders.items()
    }


def figures(scores: Scores) -> dict[str, Figure]:
    """One figure a row, by name."""
    kinds, fact = scores.kinds, scores.fact
    return {
        "fact F1": fact.f1,
        "fact precision": fact.precision,
        "fact recall": fact.recall,
        "gold facts": fact.gold_facts,
        "statement F1": kinds["statement"].f1,
        "event F1": kinds["event"].f1,
        "event typed F1": kinds["event"].typed_f1,
        "control F1": kinds["control"].f1,
        "pin precision": scores.pins.precision,
        "pins right": scores.pins.right,
        "pins drawn": scores.pins.drawn,
        "incidents B3 F1": scores.incidents.f1 if scores.incidents else None,
        **{f"{slot} right": each.accuracy for slot, each in scores.slots.items()},
    }


def columns(sets: dict[str, dict[str, Figure]]) -> dict[str, dict[str, Figure]]:
    """Figures by set -> by figure, for a table with a column a set."""
    names = list(dict.fromkeys(name for each in sets.values() for name in each))
    return {name: {held: each.get(name) for held, each in sets.items()} for name in names}

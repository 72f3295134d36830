"""How good and how fast Dateline is, on texts that others have published and on the project's own gold.

    BENCHMARKS["polnear"].measure(Run(data=folder)) -> Measured

One module a benchmark: its loader for the published layout, its arithmetic, and what its figures mean. No published
text comes with Dateline; each entry says where its own is. docs/quality.md tells how each figure is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from dateline.pipeline.benchmarks import (
    case,
    geo,
    gold,
    goldtexts,
    names,
    polnear,
    positions,
    shootings,
    sides,
    speed,
    tempeval,
)
from dateline.pipeline.benchmarks.figures import Fault, Figure, Measured
from dateline.pipeline.benchmarks.published import Run

__all__ = ["BENCHMARKS", "Benchmark", "Fault", "Figure", "Measured", "Run"]


class Benchmark(msgspec.Struct, frozen=True):
    """A benchmark: what it measures, what its data folder holds, where that is published, and the function to call."""

    measures: str
    layout: str
    published: str
    measure: Callable[[Run], Measured]


BENCHMARKS: Final[dict[str, Benchmark]] = {
    "gold": Benchmark(
        "reports that people have read in full: the figures of dateline score",
        goldtexts.LAYOUT,
        goldtexts.PUBLISHED,
        gold.measure,
    ),
    "positions": Benchmark(
        "whether each figure that a report gives stands in its incident, under who gives it",
        goldtexts.LAYOUT,
        goldtexts.PUBLISHED,
        positions.measure,
    ),
    "sides": Benchmark(
        "the same, read again with the two sides of the conflict swapped: what stays as it was",
        goldtexts.LAYOUT,
        goldtexts.PUBLISHED,
        sides.measure,
    ),
    "polnear": Benchmark(
        "who says what in news: content found, source right", polnear.LAYOUT, polnear.PUBLISHED, polnear.measure
    ),
    "case": Benchmark("the sub-event type of a snippet of news", case.LAYOUT, case.PUBLISHED, case.measure),
    "geo": Benchmark("places in raw text: found, and put within 161 km", geo.LAYOUT, geo.PUBLISHED, geo.measure),
    "tempeval": Benchmark(
        "dates and times in raw text: found, and resolved to the same value",
        tempeval.LAYOUT,
        tempeval.PUBLISHED,
        tempeval.measure,
    ),
    "names": Benchmark(
        "rival spellings told to be one name, and names that only look alike told apart",
        names.LAYOUT,
        names.PUBLISHED,
        names.measure,
    ),
    "shootings": Benchmark(
        "which local reports tell of one shooting, and its dead and wounded",
        shootings.LAYOUT,
        shootings.PUBLISHED,
        shootings.measure,
    ),
    "speed": Benchmark(
        "reading beside the bare spaCy pipeline: reports a second, processor time, peak memory",
        speed.LAYOUT,
        speed.PUBLISHED,
        speed.measure,
    ),
}
"""Name -> benchmark, in the order in which they are listed."""

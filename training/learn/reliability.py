"""How true the stated confidence of events is: by bins of confidence, the share that is right.

`python -m training.learn.reliability RECORD GOLD...` compares a record, or its export as JSON Lines, with folders of
gold as `dateline score` does. Build the record with `--min-confidence 0`, and take gold that the readers were not
trained on.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from dateline.pipeline.score import GoldReport, Tables, by_stem, load_gold, load_tables, rows_of
from dateline.pipeline.score.matching import locate, pair
from dateline.pipeline.score.slots import Row, type_right

BINS: Final = 10


class Judged(NamedTuple):
    """One event of a record with its stated confidence. found: the gold has it; typed: and allows its type."""

    confidence: float
    found: bool
    typed: bool


class Bin(NamedTuple):
    """The events whose confidence lies from `least` up to the next bin's. stated: their mean confidence, 0 to 1; found
    and typed: the shares that are.
    """

    least: float
    stated: float
    found: float
    typed: float
    events: int


def judged(rows: Iterable[Row], gold: Iterable[GoldReport], tables: Tables) -> Iterator[Judged]:
    """Every event with a stated confidence, of the reports that the gold annotates completely."""
    texts, assertions = by_stem(rows)
    for each in gold:
        text = texts.get(each.report.id)
        if text is None or not each.report.complete:
            continue
        found = assertions.get(each.report.id, [])
        at = {i: where for i, claim in enumerate(each.claims) if (where := locate(claim, text))}
        claims = {j: each.claims[i] for i, j in pair(at, found, tables).items()}
        for j, row in enumerate(found):
            if row["type"] == "event" and row.get("confidence") is not None:
                claim = claims.get(j)
                yield Judged(float(row["confidence"]), claim is not None, claim is not None and type_right(claim, row))


def bins(events: Sequence[Judged]) -> list[Bin]:
    """The bins that hold events, from the least confidence up."""
    held: list[list[Judged]] = [[] for _ in range(BINS)]
    for event in events:
        held[min(int(event.confidence * BINS), BINS - 1)].append(event)
    return [
        Bin(
            n / BINS,
            sum(e.confidence for e in each) / len(each),
            sum(e.found for e in each) / len(each),
            sum(e.typed for e in each) / len(each),
            len(each),
        )
        for n, each in enumerate(held)
        if each
    ]


def calibration_errors(those: Sequence[Bin]) -> tuple[float, float]:
    """How far stated confidence and the share that is right lie apart, over all events: of those found, of those typed.

    The expected calibration error of Naeini, Cooper and Hauskrecht, "Obtaining Well Calibrated Probabilities Using
    Bayesian Binning", 2015. 0 is best; 0 where there are no events.
    """
    count = sum(each.events for each in those) or 1
    return (
        sum(each.events * abs(each.stated - each.found) for each in those) / count,
        sum(each.events * abs(each.stated - each.typed) for each in those) / count,
    )


def table(those: Sequence[Bin]) -> str:
    """The bins and both errors as Markdown."""
    found, typed = calibration_errors(those)
    lines = [
        "| confidence | stated, mean | is an event of the gold | and of its type | events |",
        "|---|---|---|---|---|",
        *map(_row, those),
        f"| expected calibration error | | {found:.3f} | {typed:.3f} | {sum(b.events for b in those)} |",
    ]
    return "\n".join(lines) + "\n"


def _row(each: Bin) -> str:
    shares = " | ".join(f"{share:.2f}" for share in (each.stated, each.found, each.typed))
    return f"| {each.least:.1f} to {each.least + 1 / BINS:.1f} | {shares} | {each.events} |"


def main() -> None:
    """Reads the arguments and prints the table."""
    parser = argparse.ArgumentParser(prog="python -m training.learn.reliability", description=__doc__)
    parser.add_argument("record", type=Path, help="a record, or its export as JSON Lines")
    parser.add_argument("gold", nargs="+", type=Path, help="folders of gold")
    arguments = parser.parse_args()
    events = list(judged(rows_of(arguments.record), load_gold(arguments.gold), load_tables(arguments.gold)))
    print(table(bins(events)), end="")


if __name__ == "__main__":
    main()

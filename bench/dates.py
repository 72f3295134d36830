"""How well time expressions are found and resolved: on TempEval-3 (TimeBank and AQUAINT) and on the gold of cases/.

    python bench/dates.py --data FOLDER [--misses N]

FOLDER holds TimeBank/*.tml and AQUAINT/*.tml. They are in the TempEval-3 training data (TE3-Silver-data excluded), from
https://www.cs.york.ac.uk/semeval-2013/task1/ ; without the folder only the gold of this project is measured.
Figures: relaxed span F1 (any overlap, each expression matched once), and the F1 of those whose value is also equal.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from dateline.read.dates import FoundDate, find_dates

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "src/dateline/reference/data/sample"


class Timex(NamedTuple):
    """A gold TIMEX3: characters, TYPE and value."""

    start: int
    end: int
    type: str
    value: str


def timeml(path: Path) -> tuple[str, date | None, list[Timex]]:
    """Text, creation day and time expressions of a TimeML file."""
    root = ElementTree.parse(path).getroot()
    pieces: list[str] = []
    found: list[Timex] = []

    def walk(node: ElementTree.Element) -> None:
        start = sum(map(len, pieces))
        pieces.append(node.text or "")
        for child in node:
            walk(child)
            pieces.append(child.tail or "")
        if node.tag == "TIMEX3":
            end = sum(map(len, pieces))
            found.append(Timex(start, end, node.get("type", ""), node.get("value", "")))

    body = root.find("TEXT")
    if body is not None:
        walk(body)
    stamp = root.find("DCT/TIMEX3")
    day = stamp.get("value", "")[:10] if stamp is not None else ""
    return "".join(pieces), date.fromisoformat(day) if len(day) == 10 else None, found


def same_value(theirs: str, ours: str | None) -> bool:
    """Whether two TIMEX3 values are the same string, but for 198 = 198X (a decade) and W7 = W07 (a week)."""
    theirs = re.sub(r"-W(\d)(?!\d)", r"-W0\1", theirs)
    return ours is not None and (theirs == ours or (len(theirs) == 3 and theirs + "X" == ours))


def tempeval(folder: Path, misses: int) -> None:
    """Prints span and value F1 for DATE and TIME, and for all types."""
    print("corpus     types       gold  ours  span P  span R  span F value F")
    wrong: Counter[str] = Counter()
    totals: dict[str, Counter[str]] = {}
    for corpus in ("TimeBank", "AQUAINT"):
        paths = sorted((folder / corpus).glob("*.tml"))
        if not paths:
            print(f"{corpus}: no .tml files under {folder / corpus}", file=sys.stderr)
        for path in paths:
            text, day, gold = timeml(path)
            found = find_dates(text, day)
            pairs = list(_pairs(gold, found))
            for types in (("DATE", "TIME"), ("DATE", "TIME", "DURATION", "SET")):
                name = "DATE+TIME" if len(types) == 2 else "all"
                for label in (corpus, "both"):
                    missed = _count(text, pairs, types, totals.setdefault(f"{label:10s} {name:10s}", Counter()))
                    wrong.update(line for line in missed if name == "all" and label == "both")
    for name, tally in sorted(totals.items()):
        figures = [tally["hit"] / tally["ours"], tally["hit"] / tally["gold"]]
        figures += [2 * tally[key] / (tally["ours"] + tally["gold"]) for key in ("hit", "value")]
        print(f"{name} {tally['gold']:5d} {tally['ours']:5d}" + "".join(f"{figure:8.3f}" for figure in figures))
    for line, n in wrong.most_common(misses):
        print(f"{n:4d}  {line}")


def _pairs(gold: list[Timex], found: list[FoundDate]) -> Iterator[tuple[Timex | None, FoundDate | None]]:
    """Each gold expression with the first of ours that overlaps it, and what either side has alone."""
    left = list(found)
    for each in gold:
        match = next((one for one in left if one.start < each.end and each.start < one.end), None)
        if match is not None:
            left.remove(match)
        yield each, match
    yield from ((None, one) for one in left)


def _count(
    text: str, pairs: list[tuple[Timex | None, FoundDate | None]], types: tuple[str, ...], tally: Counter[str]
) -> Iterator[str]:
    """Adds to the tally; gives a line for each miss. What one side calls a date and the other a length is not asked."""

    def words(each: Timex | FoundDate) -> str:
        return " ".join(text[each.start : each.end].lower().split())

    for theirs, ours in pairs:
        if theirs is None or theirs.type not in types:
            if theirs is None and ours and ours.timex_type in types:
                tally["ours"] += 1
                yield f"extra   {words(ours):32s} {ours.timex}"
            continue
        tally["gold"] += 1
        if ours is None:
            yield f"missed  {words(theirs):32s} {theirs.type} {theirs.value}"
            continue
        tally["ours"] += 1
        tally["hit"] += 1
        tally["value"] += same_value(theirs.value, ours.timex)
        if not same_value(theirs.value, ours.timex):
            yield f"value   {words(theirs):32s} theirs {theirs.value} ours {ours.timex} ({words(ours)})"


def gold_events(folder: Path) -> Iterator[tuple[str, str, date, dict[str, Any]]]:
    """(report, text, its day, claim) for every event of the gold that has a date."""
    for path in sorted(folder.glob("*/*.yaml")):
        loaded = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
        text = (SAMPLE / loaded["report"]["file"]).read_text("utf-8")
        for claim in loaded["claims"]:
            if "date" in claim:
                yield loaded["report"]["id"], text, date.fromisoformat(loaded["report"]["published"]), claim


def project(folder: Path, misses: int) -> None:
    """Prints the share of dated gold events whose evidence has an expression that resolves inside the gold's range."""
    tally: Counter[str] = Counter()
    lines: list[str] = []
    read: dict[str, list[FoundDate]] = {}
    for report, text, day, claim in gold_events(folder):
        found = read.setdefault(report, find_dates(text, day))
        start = text.find(claim["evidence"])
        first, last = (date.fromisoformat(claim["date"][key]) for key in ("earliest", "latest"))
        low = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start)) + 1
        here = [f for f in found if f.range and low <= f.start < start + len(claim["evidence"])]
        right = [
            f
            for f in here
            if f.range and f.range.earliest and f.range.latest and first <= f.range.earliest and f.range.latest <= last
        ]
        kind = "right" if right else "wrong" if here else "no expression in the sentence"
        tally[kind] += 1
        tally["events"] += 1
        if kind == "wrong":
            said = "; ".join(f"{text[f.start : f.end]} = {f.range.earliest}..{f.range.latest}" for f in here if f.range)
            lines.append(f"{report} ({day}) want {first}..{last}: {said} | {claim['evidence'][:90]!r}")
    stated = tally["right"] + tally["wrong"]
    print(f"dated gold events {tally['events']}, with an expression in the sentence {stated}, "
          f"one of them right {tally['right']} ({tally['right'] / max(stated, 1):.1%})")  # fmt: skip
    print("\n".join(lines[:misses]))


def speed(folder: Path) -> None:
    """Prints words per second over the sample corpus."""
    text = "\n\n".join(path.read_text("utf-8") for path in sorted(folder.glob("*.txt")))
    began = time.perf_counter()
    found = find_dates(text, date(2023, 2, 12))
    took = time.perf_counter() - began
    print(f"speed {len(text.split()) / took:,.0f} words/s ({len(found)} expressions)")


def main() -> None:
    """Reads the arguments and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder with TimeBank/ and AQUAINT/")
    parser.add_argument("--gold", type=Path, default=ROOT / "cases/gold", help="folder with train/ and dev/")
    parser.add_argument("--misses", type=int, default=0, help="how many kinds of miss to print")
    args = parser.parse_args()
    project(args.gold, args.misses)
    speed(SAMPLE)
    if args.data:
        tempeval(args.data, args.misses)
    else:
        print("TempEval-3 not measured: give --data FOLDER (where to get it: --help)")


if __name__ == "__main__":
    main()

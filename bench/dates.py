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
    root = ElementTree.parse(path).getroot()  # noqa: S314 - a corpus that the caller has put there
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
    """Whether two TIMEX3 values are the same string, but for the two ways of writing a decade (198, 198X) and a week (W7, W07)."""
    theirs = re.sub(r"-W(\d)(?!\d)", r"-W0\1", theirs)
    return ours is not None and (theirs == ours or (len(theirs) == 3 and theirs + "X" == ours))


def tempeval(folder: Path, misses: int) -> None:
    """Prints span and value F1 for DATE and TIME, and for all types."""
    print(f"{'corpus':10s} {'types':10s} {'gold':>5s} {'found':>5s} {'span P':>7s} {'span R':>7s} {'span F':>7s} {'value F':>8s}")
    wrong: Counter[str] = Counter()
    totals: dict[str, Counter[str]] = {}
    for corpus in ("TimeBank", "AQUAINT"):
        paths = sorted((folder / corpus).glob("*.tml"))
        if not paths:
            print(f"{corpus}: no .tml files under {folder / corpus}", file=sys.stderr)
        for path in paths:
            text, day, gold = timeml(path)
            found = find_dates(text, day)
            for types in (("DATE", "TIME"), ("DATE", "TIME", "DURATION", "SET")):
                name = "DATE+TIME" if len(types) == 2 else "all"
                for label in (corpus, "both"):
                    tally = totals.setdefault(f"{label:10s} {name:10s}", Counter())
                    _count(text, gold, found, types, tally, wrong if name == "DATE+TIME" and label == "both" else None)
    for name, tally in sorted(totals.items()):
        precision, recall = tally["ours right"] / tally["ours"], tally["hit"] / tally["gold"]
        value_p, value_r = tally["value"] / tally["ours"], tally["value"] / tally["gold"]
        print(f"{name} {tally['gold']:5d} {tally['ours']:5d} {precision:7.3f} {recall:7.3f} "
              f"{2 * precision * recall / (precision + recall):7.3f} {2 * value_p * value_r / (value_p + value_r):8.3f}")  # fmt: skip
    for line, n in wrong.most_common(misses):
        print(f"{n:4d}  {line}")


def _count(
    text: str, gold: list[Timex], found: list[FoundDate], types: tuple[str, ...], tally: Counter[str], wrong: Counter[str] | None
) -> None:
    taken: set[int] = set()
    for each in gold:
        match = next((n for n, f in enumerate(found) if n not in taken and f.start < each.end and each.start < f.end), None)
        if match is not None:
            taken.add(match)
        if each.type not in types:
            if match is not None and found[match].timex_type in types:
                tally["ours not asked"] += 1  # they call it a duration, we a date: neither right nor wrong here
            continue
        tally["gold"] += 1
        words = " ".join(text[each.start : each.end].split())
        if match is None:
            if wrong is not None:
                wrong[f"missed  {words.lower():32s} {each.type} {each.value}"] += 1
            continue
        tally["hit"] += 1
        tally["ours right"] += found[match].timex_type in types
        tally["ours extra"] += found[match].timex_type not in types
        if same_value(each.value, found[match].timex):
            tally["value"] += 1
        elif wrong is not None:
            ours = " ".join(text[found[match].start : found[match].end].split())
            wrong[f"value   {words.lower():32s} theirs {each.value} ours {found[match].timex} ({ours})"] += 1
    for n, one in enumerate(found):
        if one.timex_type in types:
            tally["ours"] += 1
            if n not in taken and wrong is not None:
                wrong[f"extra   {' '.join(text[one.start : one.end].lower().split()):32s} {one.timex}"] += 1
    tally["ours"] -= tally.pop("ours not asked", 0)
    tally["ours right"] += tally["ours extra"]
    tally["ours"] += tally.pop("ours extra", 0)


def gold_events(folder: Path) -> Iterator[tuple[str, str, date, dict[str, Any]]]:
    """(report, text, its day, claim) for every event of the gold that has a date."""
    for path in sorted(folder.glob("*/*.yaml")):
        loaded = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - strings only
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
        right = [f for f in here if f.range and f.range.earliest and f.range.latest and first <= f.range.earliest and f.range.latest <= last]
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

"""How well and how fast events are merged.

python bench/merge.py GOLD_DIR... [--misses]      B-cubed on gold events that carry an incident key
python bench/merge.py --speed 10000               seconds to merge that many made-up events, and a quarter of them
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "merge"))

from gold_events import b_cubed, misses, read_gold
from made_up_events import made_up
from noise import noisy

from dateline.merge import merge_events
from dateline.merge.levels import VETOES, WEIGHTS, WEIGHTS_OF_LEADS


def quality(folders: list[Path], tell: bool) -> None:
    """B-cubed over the folders together; with what was split or mixed if `tell`."""
    found, heads, keys = read_gold(folders)
    merged = merge_events(found, heads)
    precision, recall, f1 = b_cubed([(keys[a], merged.incident_of[a]) for a in keys])
    print(f"B3 precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} over {len(keys)} events")
    print(f"{len(found)} event assertions, {len(merged.incidents)} incidents, {len(merged.judgements)} judgements")
    lossy = []
    for seed in range(1, 9):
        less, less_keys = noisy(found, heads, keys, seed)
        again = merge_events(less, heads)
        lossy.append(b_cubed([(less_keys[a], again.incident_of[a]) for a in less_keys]))
    means = [sum(each[n] for each in lossy) / len(lossy) for n in range(3)]
    print("with slots taken away: B3 precision {:.3f} recall {:.3f} F1 {:.3f}".format(*means))
    if tell:
        print("\n".join(misses(found, keys, merged)))


def speed(count: int) -> None:
    """Seconds for a quarter and for the whole, on one core."""
    for size in (count // 4, count):
        assertions, heads = made_up(size)
        began = time.perf_counter()
        merged = merge_events(assertions, heads)
        took = time.perf_counter() - began
        pairs = len(merged.judgements)
        print(f"{size} events: {took:.2f} s, {len(merged.incidents)} incidents, {pairs} judgements kept")


def table() -> None:
    """The levels as rows of a Markdown table."""
    for comparison, levels in WEIGHTS.items():
        for level, bits in levels.items():
            of_leads = WEIGHTS_OF_LEADS[comparison][level]
            other = "" if of_leads == bits else f"{of_leads:+.1f}"
            veto = "rules out" if (comparison, level) in VETOES else ""
            print(f"| {comparison} | {level} | {bits:+.1f} | {other} | {veto} |")


def main() -> int:
    """Prints the figures that were asked for."""
    parser = argparse.ArgumentParser(description="Bench of merging")
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--speed", type=int, metavar="EVENTS")
    parser.add_argument("--table", action="store_true")
    args = parser.parse_args()
    if args.gold:
        quality(args.gold, args.misses)
    if args.speed:
        speed(args.speed)
    if args.table:
        table()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""The figures of the data card: what the annotated reports of `training/` are, counted from the files.

`python -m training.learn.card` prints them; `--write` puts them into `training/README.md`.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from dateline.model.vocabulary import INTERACTIONS, SUB_EVENT_TYPES
from dateline.pipeline.score.gold import TABLE_FILES, alternatives, read_yaml

FOLDER: Final = Path(__file__).parents[1]
README: Final = FOLDER / "README.md"
BEGINS, ENDS = "<!-- figures of python -m training.learn.card -->\n", "<!-- end of the figures -->\n"
KINDS: Final = ("statement", "event", "control")


class Held(NamedTuple):
    """What one folder holds. words: of its texts, parted by white space. published: the first and the last day. kinds:
    claims by type. acts: events by the type that is named first, where several are allowed.
    """

    name: str
    reports: int
    words: int
    published: tuple[str, str]
    kinds: Mapping[str, int]
    acts: Mapping[str, int]


def folders(root: Path = FOLDER) -> list[Path]:
    """The folders of annotated reports, by name."""
    return sorted(path.parent for path in root.glob("*/reports"))


def held(folder: Path) -> Held:
    """What a folder holds. Raises SettingError for a file that is not YAML, KeyError for one that is no report."""
    kinds: Counter[str] = Counter()
    acts: Counter[str] = Counter()
    days, words = [], 0
    for path in sorted(folder.glob("*.yaml")):
        if path.name in TABLE_FILES:
            continue
        report = read_yaml(path)
        days.append(str(report["report"]["published"])[:10])
        words += len((folder / report["report"]["file"]).read_text("utf-8").split())
        for claim in report["claims"]:
            kinds[claim["type"]] += 1
            if claim["type"] == "event":
                acts[alternatives(claim.get("sub_event_type") or claim["interaction"])[0]] += 1
    return Held(folder.name, len(days), words, (min(days), max(days)), kinds, acts)


def tables(all_held: Sequence[Held]) -> str:
    """The figures as two Markdown tables: by folder, and events by type."""
    return "\n".join([*_by_folder(all_held), "", *_by_type(all_held)]) + "\n"


def _by_folder(all_held: Sequence[Held]) -> Iterator[str]:
    yield "| folder | reports | words | statements | events | control | claims | published |"
    yield "|---|---|---|---|---|---|---|---|"
    for each in all_held:
        yield _row(f"`{each.name}`", each.reports, each.words, each.kinds, each.published)
    kinds = sum((Counter(each.kinds) for each in all_held), Counter[str]())
    published = (min(each.published[0] for each in all_held), max(each.published[1] for each in all_held))
    yield _row("all", sum(e.reports for e in all_held), sum(e.words for e in all_held), kinds, published)


def _row(name: str, reports: int, words: int, kinds: Mapping[str, int], published: tuple[str, str]) -> str:
    counts = [kinds.get(kind, 0) for kind in KINDS]
    cells = [f"{n:,}" for n in (reports, words, *counts, sum(counts))]
    return f"| {' | '.join([name, *cells])} | {published[0][:4]} to {published[1][:4]} |"


def _by_type(all_held: Sequence[Held]) -> Iterator[str]:
    acts = sum((Counter(each.acts) for each in all_held), Counter[str]())
    yield "| events of type | |"
    yield "|---|---|"
    order = dict.fromkeys((*SUB_EVENT_TYPES, *INTERACTIONS, *sorted(acts)))
    yield from (f"| `{act}` | {acts[act]:,} |" for act in order if acts[act])


def shown(document: str) -> str:
    """The figures that a document shows. Raises ValueError if it does not mark where they stand."""
    return document[document.index(BEGINS) + len(BEGINS) : document.index(ENDS)]


def with_figures(document: str, figures: str) -> str:
    """The document with other figures in the place of those it shows, which may be none yet."""
    begins = document.index(BEGINS) + len(BEGINS)
    return document[:begins] + figures + document[begins + len(shown(document)) :]


def main() -> None:
    """Prints the tables, or writes them into the card."""
    parser = argparse.ArgumentParser(prog="python -m training.learn.card", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the tables into training/README.md")
    figures = tables([held(folder) for folder in folders()])
    if not parser.parse_args().write:
        print(figures, end="")
        return
    README.write_text(with_figures(README.read_text("utf-8"), figures), "utf-8")


if __name__ == "__main__":
    main()

"""Command line: train the encoder and all readers, or measure them by cross-validation over reports.

`python -m training.learn FOLDERS` stores them in the package; with `--folds-only` it stores nothing. `--only READERS`
trains single readers anew, beside the encoder that the package has.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import torch

from dateline.extract.context import of_pairs, of_words, shown_words
from dateline.model.document import Doc
from dateline.pipeline.score import GoldReport, Tables, load_gold, load_tables
from dateline.reference import encoder, learned
from dateline.reference.encoder import Vectors
from dateline.reference.gazetteer.file import open_gazetteer
from dateline.reference.learned import Learned
from training.learn import joint, minilm
from training.learn.figures import tell
from training.learn.gold import Annotated, annotated
from training.learn.joint import Shown, Task
from training.learn.nets import Settings, store, train
from training.learn.samples import HOLDS, MEASURES, ROLES, Sample, samples
from training.learn.whole import Whole, last_readers, read_whole

OUT = Path(__file__).parents[2] / "src" / "dateline" / "reference" / "data" / "learned"
TASKS: dict[str, dict[str, float]] = {
    "acts": {"rows": 1 << 15, "drop": 0.2},
    "types": {"rows": 1 << 15, "hidden": 64, "drop": 0.4, "weight": 1.5},
    "roles": {"rows": 1 << 15, "drop": 0.2, "words": 2},
    "days": {"hidden": 32, "drop": 0.3, "weight": 0.4, "words": 2},
    "counts": {"drop": 0.3, "weight": 0.3},
    "holds": {"drop": 0.3, "weight": 0.5},
    "hold_roles": {"hidden": 32, "drop": 0.3, "weight": 0.3, "words": 2},
    "status": {"hidden": 32, "drop": 0.4, "weight": 0.2},
    "polarity": {"hidden": 32, "drop": 0.4, "weight": 0.2},
    "certainty": {"hidden": 32, "drop": 0.4, "weight": 0.2},
}
"""What the encoder is trained with. words: how many words of the report each question is about."""
FIRST: dict[str, dict[str, float]] = {
    "acts": {"rows": 1 << 15, "feature_drop": 0.2, "context_drop": 0.1, "epochs": 3, "batch": 256},
    "types": {"rows": 1 << 16, "hidden": 64, "feature_drop": 0.6, "context_drop": 0.3, "epochs": 20},
    "roles": {"rows": 1 << 15, "feature_drop": 0.2, "context_drop": 0.3, "epochs": 5, "batch": 256},
    "days": {"hidden": 32, "context_drop": 0.1, "epochs": 6},
    "counts": {"epochs": 12},
    "holds": {"epochs": 4, "batch": 256},
    "hold_roles": {"hidden": 32, "epochs": 10},
    "status": {"hidden": 32, "feature_drop": 0.4, "epochs": 8},
    "polarity": {"hidden": 32, "feature_drop": 0.4, "epochs": 8},
    "certainty": {"hidden": 32, "feature_drop": 0.4, "epochs": 8},
}
"""The readers that take the encoder's numbers; chosen by what they answer of a third of the reports, held out."""
LAST: dict[str, dict[str, float]] = {
    "types_again": {"epochs": 8, "rows": 1 << 13},
    "own": {"epochs": 6, "rows": 1 << 13, "hidden": 32},
    "sites": {"epochs": 6, "rows": 1 << 12, "hidden": 16},
}
"""The readers of events read whole."""
WEIGHT = 2
"""How often a gold report is shown for each showing of a training report: gold is annotated with more care."""
NETS = 2
"""How many nets of each reader are averaged."""
CLASSES: dict[str, tuple[str, ...]] = {
    "acts": ("none", "act"),
    "roles": ROLES,
    "days": ("none", "right"),
    "counts": MEASURES,
    "holds": HOLDS,
    "hold_roles": ("none", "place", "holder"),
    "status": ("actual", "planned", "hypothetical"),
    "polarity": ("affirmed", "denied"),
    "certainty": ("certain", "probable", "possible"),
    "own": ("none", "event"),
    "sites": ("none", "right"),
}

Asked = list[tuple[str, Sample]]


def main() -> None:
    """Reads the arguments and trains."""
    parser = argparse.ArgumentParser(prog="python -m training.learn", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="folders of annotated reports")
    parser.add_argument("--folds", type=int, default=3, help="into how many parts the reports are parted")
    parser.add_argument("--folds-only", action="store_true", help="measure by cross-validation, store nothing")
    parser.add_argument("--at-once", type=int, default=1, help="how many parts are trained at once, one core each")
    parser.add_argument("--only", nargs="+", default=(), choices=sorted(FIRST), help="train these readers alone")
    parser.add_argument("--device", default="cpu", help="where the encoder is trained, as PyTorch calls it")
    parser.add_argument("--out", type=Path, default=OUT, help="where to store them")
    arguments = parser.parse_args()
    started = time.monotonic()
    torch.set_num_threads(1)  # more would not survive the fork, and two parts at once are faster than two threads

    def say(what: str) -> None:
        print(f"{time.monotonic() - started:5.0f} s  {what}", flush=True)

    ground = Ground.of(list(annotated(arguments.folders)), arguments.folds, arguments.device)
    say(f"read {len(ground.gold)} reports")
    if arguments.only:
        _store_all(beside_encoder(ground, ground.seen_without(()), arguments.only), arguments.out)
        return say("stored")
    _GROUND[:] = [ground]
    with ProcessPoolExecutor(arguments.at_once, get_context("fork")) as pool:
        whole_net = None if arguments.folds_only else pool.submit(_first_of_all)
        whole: list[Whole] = []
        for k, part in enumerate(pool.map(_held_out, range(arguments.folds))):
            whole += [msgspec.structs.replace(one, doc=ground.gold[n].doc) for n, one in part]
            say(f"read part {k + 1} of {arguments.folds} with what was learned from the others")
        last, judged = last_readers(whole, fit)
        tell(judged)
        say("trained the last readers")
        if whole_net is None:
            return
        net, readers = whole_net.result()
    say("trained the encoder and the first readers")
    minilm.store(net, arguments.out, shown(ground.gold[0], ground.asked[0], tasks_of(ground.types)).windows[:2])
    _store_all({**readers, **last}, arguments.out)
    say("stored")


def _store_all(readers: Mapping[str, Learned], folder: Path) -> None:
    for name, reader in readers.items():
        store(reader, folder / f"{name}.npz")


class Ground(NamedTuple):
    """What is learned from, and in how many parts. golds, tables: each report's gold as it is scored, and the names and
    places of its folder.
    """

    gold: list[Annotated]
    asked: list[Asked]
    types: tuple[str, ...]
    golds: list[GoldReport]
    tables: list[Tables]
    folds: int
    device: str

    @classmethod
    def of(cls, gold: list[Annotated], folds: int, device: str = "cpu") -> Ground:
        """All that is asked of these reports."""
        asked = [list(samples(each)) for each in gold]
        types = {kind for those in asked for reader, s in those if reader == "types" for kind in s.right}
        return cls(gold, asked, tuple(sorted(types)), *_scored(gold), folds, device)

    def seen_without(self, held: Collection[int]) -> list[int]:
        """The reports that are shown where some are held out, each as often as it is shown."""
        return [n for n in range(len(self.gold)) if n not in held for _ in range(weight_of(self.gold[n]))]


_GROUND: list[Ground] = []
"""Workers are forked after it is filled: sent to each of them, it would take longer than what they do."""


def _held_out(k: int) -> list[tuple[int, Whole]]:
    """The reports of one part by their numbers, read with what was learned from the others, without their texts."""
    (ground,) = _GROUND
    held = [n for n in range(len(ground.gold)) if n % ground.folds == k]
    net, readers = first_readers(ground, held)
    encoder.lend(minilm.lent(net))
    learned.lend(readers)
    found = []
    for n in held:
        one = read_whole(ground.gold[n], ground.golds[n], ground.tables[n], open_gazetteer())
        found.append((n, msgspec.structs.replace(one, doc=None, weight=weight_of(ground.gold[n]))))
    learned.lend({})
    encoder.lend(None)
    return found


def _first_of_all() -> tuple[minilm.MiniLM, dict[str, Learned]]:
    """The encoder and its readers, trained on all reports."""
    (ground,) = _GROUND
    return first_readers(ground, ())


def _scored(gold: Sequence[Annotated]) -> tuple[list[GoldReport], list[Tables]]:
    """Each report's gold as it is scored, and the names and places of its folder."""
    folders = {each.folder: load_tables([each.folder]) for each in gold}
    by_name = {(folder, one.report.id): one for folder in folders for one in load_gold([folder])}
    return [by_name[each.folder, each.name] for each in gold], [folders[each.folder] for each in gold]


def weight_of(each: Annotated) -> int:
    """How often the report is shown."""
    return WEIGHT if each.folder.parent.name == "gold" else 1


def tasks_of(types: tuple[str, ...]) -> dict[str, Task]:
    """The readers that are trained with the encoder."""
    return {name: Task(CLASSES.get(name, types), **settings) for name, settings in TASKS.items()}


def shown(each: Annotated, asked: Asked, tasks: dict[str, Task]) -> Shown:
    """A report as it is shown in training."""
    doc = each.doc
    return Shown(shown_words(doc), [(s.first, s.last) for s in doc.sentences], asked, tasks)


def first_readers(ground: Ground, held: Collection[int]) -> tuple[minilm.MiniLM, dict[str, Learned]]:
    """The encoder and its readers, trained on all reports but those held out."""
    tasks = tasks_of(ground.types)
    seen = ground.seen_without(held)
    reports = {n: shown(ground.gold[n], ground.asked[n], tasks) for n in set(seen)}
    net = joint.train([reports[n] for n in seen], tasks, seed=0, device=ground.device)
    encoder.lend(minilm.lent(net))
    readers = beside_encoder(ground, seen, FIRST)
    encoder.lend(None)
    return net, readers


def beside_encoder(ground: Ground, seen: Sequence[int], readers: Iterable[str]) -> dict[str, Learned]:
    """Readers that take the numbers of the encoder in use. seen: the reports that they learn from."""
    gold, asked = ground.gold, ground.asked
    context = {(n, reader): context_of(gold[n].doc, asked[n], reader) for n in set(seen) for reader in readers}
    for n in set(seen):
        del gold[n].doc.__dict__["vectors"]
    made = {}
    for reader in readers:
        those = [sample for n in seen for name, sample in asked[n] if name == reader]
        beside = np.concatenate([context[n, reader] for n in seen])
        made[reader] = fit(reader, those, CLASSES.get(reader, ground.types), beside)
    return made


def context_of(doc: Doc, asked: Asked, reader: str) -> Vectors:
    """What the encoder in use makes of the words that a reader is asked of."""
    at = [sample.at for name, sample in asked if name == reader]
    if TASKS[reader].get("words") == 2:
        return of_pairs(doc, [(one, other) for one, other in at])
    return of_words(doc, [one for (one,) in at])


def fit(
    reader: str, seen: list[Sample], classes: tuple[str, ...] | None = None, context: Vectors | None = None
) -> Learned:
    """A reader with the settings of its name."""
    settings = Settings()
    for name, value in {**FIRST, **LAST}[reader].items():
        setattr(settings, name, value)
    classes = classes or CLASSES.get(reader) or tuple(sorted({kind for s in seen for kind in s.right}))
    return train(seen, classes, range(NETS), settings, context)


if __name__ == "__main__":
    main()

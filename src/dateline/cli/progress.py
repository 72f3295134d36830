"""How far a build has come: a bar on a terminal, plain lines anywhere else; always on standard error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from dateline.cli.theme import aside

if TYPE_CHECKING:
    from dateline.pipeline.build import Step

DOING: Final = {"ingest": "taking in reports", "read": "reading", "derive": "merging"}
TENTHS: Final = 10


@contextmanager
def shown() -> Iterator[Callable[[Step], None]]:
    """A function to be told each step of a build while this is open."""
    console = aside()
    if console.is_terminal:
        with _bars(console) as told:
            yield told
    else:
        yield _lines(console)


@contextmanager
def _bars(console: Console) -> Iterator[Callable[[Step], None]]:
    columns = (
        TextColumn("{task.description:<18}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        TimeRemainingColumn(compact=True),
    )  # fmt: skip
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=console) as progress:

        def told(step: Step) -> None:
            if step.stage not in tasks:
                _finish(progress, tasks)
                tasks[step.stage] = progress.add_task(DOING[step.stage], total=step.total)
            progress.update(tasks[step.stage], completed=step.done, total=step.total)

        yield told
        _finish(progress, tasks)


def _finish(progress: Progress, tasks: dict[str, TaskID]) -> None:
    """What was counted without knowing of how many is now known to be all."""
    for each in progress.tasks:
        if each.total is None and each.id in tasks.values():
            progress.update(each.id, total=each.completed)


def _lines(console: Console) -> Callable[[Step], None]:
    """Tells the beginning of each stage and every tenth of it; where the end is not known, every doubling."""
    last: dict[str, int] = {}

    def told(step: Step) -> None:
        mark = step.done * TENTHS // step.total if step.total else step.done.bit_length()
        if last.get(step.stage) == mark:
            return
        last[step.stage] = mark
        of = f" of {step.total}" if step.total else ""
        console.print(f"{DOING[step.stage]}: {step.done}{of}", soft_wrap=True)

    return told

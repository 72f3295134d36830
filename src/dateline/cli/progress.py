"""How far a build or a measurement has come: a bar on a terminal, else plain lines; always on standard error."""

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
def counted() -> Iterator[Callable[[str, int, int | None], None]]:
    """A function to be told, while this is open, what is being done, how much of it is done, and how much there is."""
    console = aside()
    if console.is_terminal:
        with _bars(console) as told:
            yield told
    else:
        yield _lines(console)


@contextmanager
def shown() -> Iterator[Callable[[Step], None]]:
    """A function to be told each step of a build while this is open."""
    with counted() as told:
        yield lambda step: told(DOING[step.stage], step.done, step.total)


@contextmanager
def _bars(console: Console) -> Iterator[Callable[[str, int, int | None], None]]:
    columns = (
        TextColumn("{task.description:<18}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        TimeRemainingColumn(compact=True),
    )  # fmt: skip
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=console) as progress:

        def told(doing: str, done: int, total: int | None) -> None:
            if doing not in tasks:
                _finish(progress, tasks)
                tasks[doing] = progress.add_task(doing, total=total)
            progress.update(tasks[doing], completed=done, total=total)

        yield told
        _finish(progress, tasks)


def _finish(progress: Progress, tasks: dict[str, TaskID]) -> None:
    """What was counted without knowing of how many is now known to be all."""
    for each in progress.tasks:
        if each.total is None and each.id in tasks.values():
            progress.update(each.id, total=each.completed)


def _lines(console: Console) -> Callable[[str, int, int | None], None]:
    """Tells the beginning of each thing done and every tenth of it; where the end is not known, every doubling."""
    last: dict[str, int] = {}

    def told(doing: str, done: int, total: int | None) -> None:
        mark = done * TENTHS // total if total else done.bit_length()
        if last.get(doing) == mark:
            return
        last[doing] = mark
        of = f" of {total}" if total else ""
        console.print(f"{doing}: {done}{of}", soft_wrap=True)

    return told

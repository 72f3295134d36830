"""The review queue in the terminal: one assertion after the other, a key for each word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click
import msgspec
from rich.text import Text

from dateline.cli import cells
from dateline.cli.review_cells import item_in_full
from dateline.cli.review_edit import edited
from dateline.cli.theme import answer, aside
from dateline.model.errors import DatelineError
from dateline.pipeline.giving import check
from dateline.pipeline.queries.report_views import whole
from dateline.pipeline.review import QueueItem, Word, accept, apply, correct, pending, queue, reject, undo

if TYPE_CHECKING:
    from dateline.pipeline.review import Decided
    from dateline.store import Record

KEYS: Final = "a accept   r reject   c correct   s skip   u undo   n note   ? help   q quit"
HELP: Final = (
    "a  it is what the report says",
    "r  it is not what the report says: it counts for nothing",
    "c  put a value right: type, words of the report, place by search, day, count, who",
    "s  leave it for now",
    "u  take your last word back, and come back to it",
    "n  say why, in your own words, with the next word",
    "q  stop; what you decided is stored, and made effective on the way out",
)
_AHEAD: Final = 20


class Walk:
    """Goes through the queue. Words are stored as they are given; at the end the record is made to follow them."""

    def __init__(self, record: Record, word: Word, asked: Any) -> None:
        check(record, word)
        self._record, self._word, self._asked = record, word, asked
        self._console = answer()
        self._skipped: set[str] = set()
        self._given: list[tuple[Decided, QueueItem]] = []
        self._again: list[QueueItem] = []

    def go(self) -> None:
        """Asks until the queue is empty or the person stops."""
        done = 0
        while item := self._next():
            left = queue(self._record, **self._filters(), limit=1).total
            self._console.print(item_in_full(item, f"{done + 1}, {left} left"))
            key = self._ask(item)
            if key == "q":
                break
            done += key in "ars" or key == "c"
        else:
            self._console.print(Text("the queue is empty", style="notice"))
        self._end()

    def _filters(self) -> dict[str, Any]:
        state = "all" if self._asked.all else "unreviewed"
        return {"order": self._asked.order, "report": self._asked.report, "state": state}

    def _next(self) -> QueueItem | None:
        if self._again:
            return self._again.pop()
        after = None
        while True:
            page = queue(self._record, **self._filters(), limit=_AHEAD, after=after)
            decided = {each.judgement.left for each, _ in self._given}
            for item in page.rows:
                if item.assertion.assertion_id not in self._skipped | decided:
                    return item
            after = page.next
            if after is None:
                return None

    def _ask(self, item: QueueItem) -> str:
        """One key, until it is one that is known and what it asks for could be done. Returns it."""
        while True:
            self._console.print(Text(f"\n{KEYS}", style="muted"))
            try:
                key = click.getchar().lower()
            except (KeyboardInterrupt, EOFError):
                return "q"
            try:
                if self._does(key, item):
                    return key
            except DatelineError as error:
                aside().print(Text(str(error), style="bad"), soft_wrap=True)

    def _does(self, key: str, item: QueueItem) -> bool:
        """Whether the key was one that ends the asking."""
        match key:
            case "a":
                self._keep(accept(self._record, item.assertion.assertion_id, self._word), item)
            case "r":
                self._keep(reject(self._record, item.assertion.assertion_id, self._word), item)
            case "c":
                return self._correct(item)
            case "s":
                self._skipped.add(item.assertion.assertion_id)
            case "u":
                return self._take_back()
            case "n":
                self._word = msgspec.structs.replace(self._word, note=click.prompt("why", prompt_suffix=" > "))
                return False
            case "q" | "\x03" | "\x04":
                return True
            case _:
                self._console.print(Text("\n".join(HELP), style="muted"))
                return False
        return True

    def _correct(self, item: QueueItem) -> bool:
        text = whole(self._record, item.assertion.report_id).text
        new = edited(item.assertion, text, self._console)
        if new is None:
            return False
        self._keep(correct(self._record, item.assertion.assertion_id, new, self._word), item)
        return True

    def _keep(self, decided: Decided, item: QueueItem) -> None:
        self._given.append((decided, item))
        self._word = msgspec.structs.replace(self._word, note=None)
        told = Text.assemble((decided.judgement.verdict, "good" if decided.assertion else "bad"), "  ")
        told.append_text(cells.act(decided.assertion) if decided.assertion else Text(item.assertion.assertion_id))
        self._console.print(told, "\n")

    def _take_back(self) -> bool:
        if not self._given:
            aside().print("you have given no word yet; `dateline judge list` shows former ones", style="notice")
            return False
        decided, item = self._given.pop()
        undo(self._record, decided.judgement.judgement_id, self._word)
        self._again.append(item)
        self._console.print(Text(f"{decided.judgement.verdict} taken back", style="doubt"), "\n")
        return True

    def _end(self) -> None:
        if not pending(self._record).judgements:
            return
        aside().print("making the record follow ...", style="notice")
        done = apply(self._record)
        if done:
            self._console.print(f"{done.words} word{'' if done.words == 1 else 's'} applied")

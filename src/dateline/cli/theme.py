"""What each colour means, everywhere on the command line, and the two consoles that use it.

Only the sixteen colours of the terminal's own palette are used, so that light and dark themes both work. Colour never
stands alone: the same thing is always also said in words. NO_COLOR and FORCE_COLOR are honoured by rich.
"""

from __future__ import annotations

import os
import sys
from typing import Final

from rich.console import Console
from rich.theme import Theme

STYLES: Final[dict[str, str]] = {
    # the three types of assertion
    "statement": "blue",
    "event": "red",
    "control": "magenta",
    # the stretches of a text that they stand on, and the words of each value
    "happens": "underline",
    "held": "underline magenta",
    "trigger": "bold red",
    "place": "green",
    "actor": "cyan",
    "speaker": "bold cyan",
    "cue": "italic blue",
    "date": "yellow",
    "toll": "bold yellow",
    "weapon": "bright_magenta",
    "target": "bright_green",
    "hedge": "italic",
    # how sure, and what became of it
    "doubt": "italic yellow",
    "denied": "strike",
    "disputed": "bold magenta",
    "id": "dim",
    "muted": "dim",
    # what Dateline itself says
    "notice": "italic dim",
    "good": "green",
    "bad": "bold red",
    "remedy": "default",
    "heading": "bold",
}
PIPED_WIDTH: Final = 160
"""Columns of a table that goes to a file or another program, unless COLUMNS says otherwise."""


def answer() -> Console:
    """The console for the answer: standard output."""
    return Console(theme=Theme(STYLES), highlight=False, emoji=False, markup=False, width=_width(sys.stdout.isatty()))


def aside() -> Console:
    """The console for progress, notices and errors: standard error."""
    return Console(theme=Theme(STYLES), highlight=False, emoji=False, markup=False, stderr=True)


def _width(terminal: bool) -> int | None:
    """None leaves it to rich: COLUMNS, else the terminal's own width."""
    return None if terminal or os.environ.get("COLUMNS", "").isdigit() else PIPED_WIDTH

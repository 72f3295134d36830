"""How tests call the command: in this process, or as a person does."""

from __future__ import annotations

import sys
from collections.abc import Callable

from typer.testing import Result

Run = Callable[..., Result]
"""The fixture `run`: arguments in, result out."""

DATELINE = [sys.executable, "-c", "from dateline.cli import main; main()"]
"""The command as a process of its own."""

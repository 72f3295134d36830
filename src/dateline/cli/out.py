"""Where an answer goes that is a document: to standard output, or to a file that is written whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from dateline.cli.theme import aside
from dateline.model.errors import InputError

Out = Annotated[str | None, typer.Option("--out", metavar="FILE", help="Where to.", show_default="standard output")]


def write_out(write: Callable[[BinaryIO], object], out: str | None, form: str) -> None:
    """Lets `write` write to `out`; None and `-` are standard output. Raises InputError if a file cannot be written."""
    if out in (None, "-"):
        write(sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    # Whole or not at all: what was there stays until the new file is complete.
    part = Path(f"{out}.part")
    try:
        with part.open("wb") as stream:
            write(stream)
        part.replace(str(out))
    except OSError as error:
        part.unlink(missing_ok=True)
        raise InputError(
            f"cannot be written: {error.strerror}",
            where=str(out),
            remedy="Give --out a file in a folder that can be.",
        ) from error
    aside().print(f"{out}: {form}, {Path(str(out)).stat().st_size:,} bytes", style="notice")

"""`dateline gazetteer`: places of your own, beside the packaged ones."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.cli.faults import verb
from dateline.cli.theme import answer

app = typer.Typer(help="Places of your own, beside the packaged ones.", no_args_is_help=True)


@app.command("add")
@verb
def add(
    tables: Annotated[list[str], typer.Argument(metavar="TABLE...", help="GeoNames dumps (.txt) or CSV tables.")],
) -> None:
    """Add a GeoNames dump or a CSV table of places; later builds look there first."""
    answer().print("not wired")

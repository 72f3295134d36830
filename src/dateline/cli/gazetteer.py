"""`dateline gazetteer`: places of your own, which are asked before the packaged ones."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from dateline.cli.faults import verb
from dateline.cli.options import JsonOption
from dateline.cli.tables import write_json
from dateline.cli.theme import answer, aside

app = typer.Typer(
    help="Keep places of your own, which are asked before the packaged ones.",
    epilog="A GeoNames dump (UA.txt, or the .zip it comes in) or a .csv with the columns name, lat, lon; also level, "
    "country, admin1, km, population, names (a|b), source, id.",
    no_args_is_help=True,
)


@app.command("add")
@verb
def add(
    tables: Annotated[
        list[str], typer.Argument(metavar="TABLE...", help="GeoNames dumps (.txt, .zip) or .csv tables.")
    ],
    country: Annotated[
        list[str], typer.Option("--country", metavar="CODE", help="Take only this country of a dump; may be repeated.")
    ] = [],  # noqa: B006 - typer reads the default, nothing changes it
    json: JsonOption = False,
) -> None:
    """Add GeoNames dumps or CSV tables of places. The next build reads all reports again with them."""
    from dateline.pipeline.gazetteer import add_places

    for each in tables:
        added = add_places(Path(each), countries=country)
        if json:
            write_json([{"path": str(added.path), "places": added.places, "names": added.names}])
        else:
            line = Text.assemble((added.path.stem, "place"), f": {added.places:,} places, {added.names:,} names")
            answer().print(line.append(f" in {added.path}", style="muted"), soft_wrap=True)


@app.command("list")
@verb
def list_(json: JsonOption = False) -> None:
    """List the gazetteers that you have added, in the order in which they are asked."""
    from dateline.pipeline.gazetteer import user_folder, user_gazetteers

    found = user_gazetteers()
    if json:
        write_json({"name": path.stem, "path": str(path)} for path in found)
    elif found:
        for path in found:
            answer().print(Text.assemble((path.stem, "place"), (f"  {path}", "muted")), soft_wrap=True)
    else:
        aside().print(f"no gazetteers of your own in {user_folder()}", style="notice", soft_wrap=True)


@app.command("remove")
@verb
def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As `dateline gazetteer list` shows it.")],
) -> None:
    """Take a gazetteer that you have added away again."""
    from dateline.pipeline.gazetteer import remove_places, user_folder

    remove_places(user_folder() / f"{name}.sqlite")
    aside().print(f"{name} is gone; the next build reads all reports again without it", style="notice")

"""The command `dateline`: which verbs there are, in the order of a person's work."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline import __version__
from dateline.cli.account import app as account
from dateline.cli.bench import bench
from dateline.cli.brief import brief
from dateline.cli.build import build
from dateline.cli.claims import claims
from dateline.cli.control import control
from dateline.cli.diff import diff
from dateline.cli.entities import entities
from dateline.cli.events import events
from dateline.cli.explain import explain
from dateline.cli.export import export
from dateline.cli.faults import verb
from dateline.cli.gazetteer import app as gazetteer
from dateline.cli.incidents import incidents
from dateline.cli.judge import app as judge
from dateline.cli.pipeline import pipeline
from dateline.cli.quotes import quotes
from dateline.cli.read import read
from dateline.cli.review import app as review
from dateline.cli.score import score
from dateline.cli.serve import serve
from dateline.cli.sources import app as sources
from dateline.cli.timeline import timeline
from dateline.cli.verify import verify

app = typer.Typer(
    name="dateline",
    help="Turns dated news reports about armed conflict into a record that can be cited.",
    epilog="Exit codes: 0 done; 1 the run failed, or verify found a fault; 2 wrong usage or setting; "
    "3 the record cannot be opened.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

MAKE, LOOK, CARRY, MEASURE = "Make a record", "Look into it", "Carry it elsewhere", "Measure and extend"
for _name, _function, _panel in (
    ("build", build, MAKE),
    ("read", read, MAKE),
    ("serve", serve, LOOK),
    ("claims", claims, LOOK),
    ("events", events, LOOK),
    ("incidents", incidents, LOOK),
    ("control", control, LOOK),
    ("timeline", timeline, LOOK),
    ("quotes", quotes, LOOK),
    ("entities", entities, LOOK),
    ("explain", explain, LOOK),
    ("diff", diff, LOOK),
    ("brief", brief, CARRY),
    ("export", export, CARRY),
    ("verify", verify, CARRY),
    ("score", score, MEASURE),
    ("bench", bench, MEASURE),
    ("pipeline", pipeline, MEASURE),
):
    app.command(_name, rich_help_panel=_panel)(verb(_function))
app.add_typer(account, name="account", rich_help_panel=LOOK)
app.add_typer(review, name="review", rich_help_panel=LOOK)
app.add_typer(judge, name="judge", rich_help_panel=LOOK)
app.add_typer(sources, name="sources", rich_help_panel=LOOK)
app.add_typer(gazetteer, name="gazetteer", rich_help_panel=MEASURE)


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def dateline(
    version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Turns dated news reports about armed conflict into a record that can be cited."""


def main() -> None:
    """Entry point of the `dateline` command."""
    app()

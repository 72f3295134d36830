"""`dateline account`: who may read and review a record that is served to others."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from dateline.cli.faults import verb
from dateline.cli.options import JsonOption
from dateline.cli.tables import write_json
from dateline.cli.theme import answer, aside
from dateline.model.errors import RecordError, SettingError

app = typer.Typer(
    help="Say who may read and who may review a record that is served to others.",
    epilog="Needed where `dateline serve --host` gives another address than this machine's own. Accounts are kept in "
    "FILE.accounts, passwords as scrypt hashes.",
    no_args_is_help=True,
)

FileArgument = Annotated[str, typer.Argument(metavar="FILE", help="The record.")]
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Under which their words are stored.")]


@app.command("add")
@verb
def add(
    file: FileArgument,
    name: NameArgument,
    role: Annotated[str, typer.Option("--role", metavar="reader|reviewer", help="What they may do.")] = "reader",
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Take the password from the first line of standard input.")
    ] = False,
) -> None:
    """Add somebody, or give them another password or role. The password is asked for."""
    from dateline.web.accounts import add_account

    made = add_account(_beside(file), name, role, _password(password_stdin))
    answer().print(Text.assemble((made.name, "speaker"), f" is a {made.role}"), soft_wrap=True)


@app.command("list")
@verb
def list_(file: FileArgument, json: JsonOption = False) -> None:
    """List who may come in, and as what."""
    from dateline.web.accounts import read_accounts

    found = read_accounts(_beside(file)).values()
    if json:
        write_json({"name": each.name, "role": each.role} for each in found)
        return
    for each in found:
        answer().print(Text.assemble((each.name, "speaker"), (f"  {each.role}", "muted")), soft_wrap=True)
    if not found:
        aside().print("nobody has an account of this record", style="notice")


@app.command("remove")
@verb
def remove(file: FileArgument, name: NameArgument) -> None:
    """Take somebody's account away. Their words stay in the record."""
    from dateline.web.accounts import remove_account

    remove_account(_beside(file), name)
    aside().print(f"{name} has no account any more", style="notice", soft_wrap=True)


def _beside(file: str) -> Path:
    """The file of accounts. Raises RecordError where there is no record: a misspelt name would let nobody in."""
    from dateline.web.accounts import accounts_file

    if not Path(file).is_file():
        raise RecordError("there is no such record", where=file, remedy="Give the file that is to be served.")
    return accounts_file(Path(file))


def _password(piped: bool) -> str:
    if piped:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise SettingError("there is no terminal to ask in", remedy="Give --password-stdin.")
    first = getpass.getpass("password: ")
    if getpass.getpass("the same again: ") != first:
        raise SettingError("the two passwords differ", remedy="Give the command again.")
    return first

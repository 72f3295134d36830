"""`dateline serve`: the record as a page and an API on this machine."""

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.notice import say_notice
from dateline.cli.options import RecordArgument, RecordOption, record_path
from dateline.cli.theme import aside
from dateline.model.errors import SettingError


def serve(
    file: RecordArgument = None,
    db: RecordOption = None,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="A free one is taken if this is in use.")
    ] = 8321,
    host: Annotated[
        str, typer.Option("--host", help="Who can reach it: only this machine, as it stands.")
    ] = "127.0.0.1",
    review: Annotated[
        bool, typer.Option("--review", help="Let people accept, correct and reject what was read.")
    ] = False,
    reviewer: Annotated[
        str,
        typer.Option("--reviewer", metavar="NAME", envvar="DATELINE_REVIEWER", help="Who judges, on this machine."),
    ] = "",
) -> None:
    """Serve the record to a browser until Ctrl-C."""
    import uvicorn

    from dateline.store import Record
    from dateline.web import LOOPBACK, create_app

    path = record_path(file, db)
    with Record.open(path) as record:
        say_notice(record)
    near = host in LOOPBACK
    addressed(host, port)  # a host that is none is told before accounts are asked for
    accounts = None if near else known_accounts(path)
    name = " ".join(reviewer.split()) or None
    app = create_app(path, hosts=LOOPBACK if near else None, review=review, reviewer=name, accounts=accounts)
    console = aside()
    with listening(host, port) as door:
        taken = door.getsockname()[1]
        if port not in (0, taken):
            console.print(f"port {port} is in use: taking {taken}", style="notice")
        if not near:
            console.print(
                "passwords go over the network as they are: put a server with https before this one", style="doubt",
                soft_wrap=True,
            )  # fmt: skip
        named = f"[{host}]" if ":" in host else host
        console.print(f"{path} is at http://{named}:{taken}/ until Ctrl-C", style="heading", soft_wrap=True)
        with suppress(KeyboardInterrupt):  # raised or not, as asyncio finds the server still at work or done already
            uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on")).run(sockets=[door])
        console.print("stopped", style="notice")


def known_accounts(record: Path) -> Path:
    """The file of accounts of a record that others can reach. Raises SettingError where nobody has one."""
    from dateline.web.accounts import accounts_file, read_accounts

    path = accounts_file(record)
    if not read_accounts(path):
        raise SettingError(
            "others can reach this address, and nobody has an account yet",
            where="--host",
            remedy=f"Give `dateline account add {record} NAME --role reviewer`, or leave --host out.",
        )
    return path


def addressed(host: str, port: int) -> tuple[int, str]:
    """The family and number of the address that a host has. Raises SettingError for a host that has none."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise SettingError(f"{host!r} is no address", where="--host", remedy="Give one, such as 127.0.0.1.") from error
    return family, str(address[0])


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens at this port or, if that is in use, at a free one.

    Raises SettingError for a host or port where it may not.
    """
    family, address = addressed(host, port)
    for wanted in (port, 0):
        door = socket.socket(family, socket.SOCK_STREAM)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # else a port just freed counts as taken
        try:
            door.bind((address, wanted))
            door.listen()
            return door
        except OSError as error:
            door.close()
            cause = error
    raise SettingError(
        f"cannot listen there: {cause.strerror}", where=f"{host}:{port}", remedy="Give another --host or --port."
    ) from cause

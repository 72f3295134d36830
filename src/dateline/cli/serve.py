"""`dateline serve`: the record as a page and an API on this machine."""

from __future__ import annotations

import socket
from contextlib import suppress
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
) -> None:
    """Serve the record to a browser until Ctrl-C."""
    import uvicorn

    from dateline.store import Record
    from dateline.web import LOOPBACK, create_app

    path = record_path(file, db)
    with Record.open(path) as record:
        say_notice(record)
    app = create_app(path, hosts=LOOPBACK if host in LOOPBACK else None)
    console = aside()
    with listening(host, port) as door:
        taken = door.getsockname()[1]
        if port not in (0, taken):
            console.print(f"port {port} is in use: taking {taken}", style="notice")
        if host not in LOOPBACK:
            console.print("whoever can reach this machine can read the record, without a password", style="doubt")
        named = f"[{host}]" if ":" in host else host
        console.print(f"{path} is at http://{named}:{taken}/ until Ctrl-C", style="heading", soft_wrap=True)
        with suppress(KeyboardInterrupt):  # raised or not, as asyncio finds the server still at work or done already
            uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on")).run(sockets=[door])
        console.print("stopped", style="notice")


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens at this port or, if that is in use, at a free one.

    Raises SettingError for a host or port where it may not.
    """
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise SettingError(f"{host!r} is no address", where="--host", remedy="Give one, such as 127.0.0.1.") from error
    for wanted in (port, 0):
        door = socket.socket(family, socket.SOCK_STREAM)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # else a port just freed counts as taken
        try:
            door.bind((address[0], wanted))
            door.listen()
            return door
        except OSError as error:
            door.close()
            cause = error
    raise SettingError(
        f"cannot listen there: {cause.strerror}", where=f"{host}:{port}", remedy="Give another --host or --port."
    ) from cause

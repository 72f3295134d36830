"""What becomes of an error on the command line: one clear line, and an exit code that a script can use."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from enum import IntEnum
from typing import ParamSpec

import typer
from rich.text import Text

from dateline.cli.theme import aside
from dateline.model.errors import DatelineError, RecordError, SettingError

P = ParamSpec("P")


TRACE = "DATELINE_TRACE"
"""Environment variable: set to anything, a fault of Dateline's own shows where in the program it came up."""


class Code(IntEnum):
    """Exit codes, as docs/cli.md lists them."""

    OK = 0
    FAILED = 1
    USAGE = 2
    RECORD = 3
    STOPPED = 130


def verb(function: Callable[P, None]) -> Callable[P, None]:
    """The function as a command: errors meant for a person become one line on standard error and an exit code.

    A reader that has had enough (`| head`) is no error; an interruption says so and leaves the record as it was.
    """

    @functools.wraps(function)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            function(*args, **kwargs)
            sys.stdout.flush()
        except (typer.Exit, typer.Abort):
            raise
        except (Exception, KeyboardInterrupt) as error:
            raise typer.Exit(_told(error)) from error

    return guarded


def _told(error: BaseException) -> Code:
    """Tells a person of the error; the exit code that it gives. What nobody foresaw is raised again under TRACE."""
    if isinstance(error, DatelineError):
        say_error(error)
        return code_of(error)
    if isinstance(error, KeyboardInterrupt):
        aside().print("stopped. What was stored is kept; the same command goes on from there.", style="notice")
        return Code.STOPPED
    if isinstance(error, BrokenPipeError):
        _abandon_output()
        return Code.OK
    if os.environ.get(TRACE):
        raise error
    if isinstance(error, OSError):
        say_error(_output_error(error))
        _abandon_output()
    else:
        say_error(_own_fault(error))
    return Code.FAILED


def code_of(error: DatelineError) -> Code:
    """Which exit code an error gives."""
    if isinstance(error, SettingError):
        return Code.USAGE
    return Code.RECORD if isinstance(error, RecordError) else Code.FAILED


def say_error(error: DatelineError) -> None:
    """`error: where: what. remedy` on one line of standard error."""
    line = Text("error: ", style="bad")
    if error.where:
        line.append(f"{_one_line(error.where)}: ", style="heading")
    line.append(_one_line(error.what).rstrip("."), style="none")
    if error.remedy:
        line.append(f". {_one_line(error.remedy)}", style="remedy")
    aside().print(line, soft_wrap=True)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _output_error(error: OSError) -> DatelineError:
    """An error of the system that no stage has put into words: as a rule the answer cannot be written."""
    where = str(error.filename) if error.filename else "standard output"
    return DatelineError(error.strerror or str(error), where=where, remedy="Make room or choose another place.")


def _own_fault(error: BaseException) -> DatelineError:
    """An error that nobody foresaw."""
    return DatelineError(
        f"{type(error).__name__}: {error}",
        where="Dateline itself failed",
        remedy=f"What was stored is kept. Please report it with what {TRACE}=1 shows.",
    )


def _abandon_output() -> None:
    """Sends what is still buffered nowhere, so that Python's own flush at exit has nothing to complain of."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # no real file behind it: a test's, or closed
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - lives until the program ends

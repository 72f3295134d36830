"""From what a person names - files, folders, patterns, "-" - to the files to read, in one order on every machine."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from dateline.ingest.options import Format
from dateline.model.errors import InputError, SettingError

SUFFIXES: Final[dict[str, Format]] = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv",
}  # fmt: skip
"""Suffix -> format, also before ".gz" and inside ".zip"."""

ARCHIVES = (".gz", ".zip")
STDIN = "-"
_ABOUT = frozenset({"readme", "license", "licence"})
"""Stems of files that tell of a folder and are no reports."""


def format_of(name: str) -> Format | None:
    """The format that a file's name tells, ".gz" aside, or None."""
    return SUFFIXES.get(Path(name.lower().removesuffix(".gz")).suffix)


def is_hidden(path: str) -> bool:
    """Whether a part of the path begins with a full stop, or is what macOS adds to archives."""
    return any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in path.split("/"))


def checked(inputs: Sequence[str]) -> list[str]:
    """The inputs with patterns spread out. Raises SettingError for an input that is not there: it may be mistyped."""
    if not inputs:
        raise SettingError("no reports were given", remedy="Name files or folders, or - for standard input.")
    found: list[str] = []
    for each in inputs:
        if each == STDIN or os.path.lexists(each) or _is_shut_off(each):
            found.append(each)
            continue
        # Path.glob cannot take an absolute pattern, and drops a leading "./" that the origins should keep.
        matches = sorted(glob.glob(each, recursive=True)) if glob.has_magic(each) else []  # noqa: PTH207
        if not matches:
            wanted = "matches no file" if glob.has_magic(each) else "is no file or folder"
            raise SettingError(
                f"{each!r} {wanted} (looked in {Path.cwd().name or '/'}/)", remedy="Check the path; nothing was read."
            )
        found += matches
    return found


def _is_shut_off(path: str) -> bool:
    """Whether a folder on the way may not be entered, so that nobody can tell if the path is there."""
    try:
        os.lstat(path)
    except PermissionError:
        return True
    except OSError:
        return False
    return False


def walk(inputs: Sequence[str]) -> Iterator[tuple[str, InputError | None]]:
    """(path, None) of every file to read, or (path, error). Folders are gone through in the order of their names.

    In folders hidden files and those about the folder (README, LICENSE) are left out; files of a kind that Dateline
    does not read are given all the same: it is for the reader to say so. A file that is met twice is given once.
    """
    met: set[str] = set()
    for each in inputs:
        if each == STDIN or not _is_folder(each):
            candidates: Iterator[tuple[str, InputError | None]] = iter([(each, None)])
        else:
            candidates = _folder(each)
        for path, error in candidates:
            where = str(Path(path).absolute())
            if path == STDIN or where not in met:
                met.add(where)
                yield path, error


def _is_folder(path: str) -> bool:
    """Whether it is a folder, as far as anybody who may not look there can tell."""
    try:
        return Path(path).is_dir()
    except OSError:
        return False


def _folder(path: str) -> Iterator[tuple[str, InputError | None]]:
    try:
        names = sorted(each.name for each in Path(path).iterdir())
    except OSError as error:
        yield path, unreadable(error, "folder")
        return
    for name in names:
        inner = f"{path.rstrip('/')}/{name}"
        if is_hidden(name) or name.split(".")[0].lower() in _ABOUT:
            continue
        if _is_folder(inner):
            if not Path(inner).is_symlink():  # a link upwards would never end
                yield from _folder(inner)
        else:
            yield inner, None


def unreadable(error: OSError, what: str = "file") -> InputError:
    """The error for a file or folder that the system does not let be read."""
    if isinstance(error, PermissionError):
        return InputError(f"{what} may not be read: permission denied", remedy=f"chmod +r the {what}, or leave it out.")
    return InputError(f"{what} cannot be read: {error.strerror or error}", remedy="Check the disk or the link.")

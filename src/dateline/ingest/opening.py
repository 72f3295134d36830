"""Opens whatever is given and yields its reports one by one, or why one of them could not be used."""

from __future__ import annotations

import gzip
import io
import os
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import copyfileobj
from typing import IO, BinaryIO, cast

from dateline.ingest.arrays import array_rows
from dateline.ingest.assembling import Found, assemble
from dateline.ingest.decoding import SAMPLE, decode, encoding_of
from dateline.ingest.files import STDIN, SUFFIXES, checked, format_of, is_hidden, unreadable, walk
from dateline.ingest.options import Format, IngestOptions
from dateline.ingest.pages import read_page
from dateline.ingest.streams import Peeked, read_whole
from dateline.ingest.tables import Row, csv_rows, has_text_column, jsonl_rows
from dateline.model.errors import InputError, SettingError
from dateline.model.report import Report, Skipped

_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_DAMAGED = (gzip.BadGzipFile, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError)


def open_reports(
    inputs: Sequence[str], options: IngestOptions, stdin: BinaryIO | None = None
) -> Iterator[Report | Skipped]:
    """Every report of the inputs, in the order given, folders in the order of their names; or why it cannot be used.

    inputs: files (.txt .md .html .json .jsonl .csv .tsv, each also as .gz or in a .zip), folders, patterns, or "-" for
    `stdin`, whose format is told by options.format or its first bytes. An origin is the path as given, with `#N` for
    the Nth row or line, `archive.zip!/member.txt` for a member, and "-" for standard input.

    Each file or row that cannot be used gives exactly one Skipped and the run goes on: empty, binary, too long, not
    decodable for sure, damaged, not permitted, not JSON, without a text column, dated after tomorrow. Raises
    SettingError before anything is read if an input is not there or nothing was given. Rows and members are streamed:
    no more than one report is held at a time.
    """
    found = checked(inputs)
    if STDIN in found and stdin is None:
        raise SettingError("'-' was given but there is no standard input", remedy="Pipe the reports in, or name files.")
    return _reports(found, options, stdin)


def _reports(inputs: Sequence[str], options: IngestOptions, stdin: BinaryIO | None) -> Iterator[Report | Skipped]:
    nothing = True
    for path, error in walk(inputs):
        nothing = False
        if error:
            yield _skipped(path, error)
        elif path == STDIN and stdin is not None:
            yield from _from_stream(stdin, STDIN, options, in_folder=False)
        else:
            yield from _from_file(path, options, in_folder=path not in inputs)
    if nothing:
        raise SettingError(
            f"there is no file in {', '.join(map(repr, inputs))}",
            remedy=f"Name files or folders with {', '.join(sorted(SUFFIXES))}, .gz or .zip files.",
        )


def _from_file(path: str, options: IngestOptions, *, in_folder: bool) -> Iterator[Report | Skipped]:
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):
            raise InputError("is not a regular file", remedy="Give a file, or pipe it in as -.")
        with Path(path).open("rb") as stream:
            yield from _from_stream(stream, path.replace(os.sep, "/"), options, in_folder=in_folder)
    except OSError as error:
        yield _skipped(path, unreadable(error))
    except InputError as error:
        yield _skipped(path, error)


def _from_stream(
    stream: BinaryIO, origin: str, options: IngestOptions, *, in_folder: bool
) -> Iterator[Report | Skipped]:
    """The reports of one file: unpacks it if it is packed, tells its format, reads it."""
    peeked = Peeked(stream)
    piped = origin == STDIN
    try:
        if peeked.head.startswith(_ZIP) and (piped or origin.lower().endswith(".zip")):
            if not piped:
                yield from _from_zip(stream, origin, options)
                return
            with tempfile.TemporaryFile() as copy:  # a ZIP's table of contents is at its end
                copyfileobj(io.BufferedReader(peeked), copy)
                yield from _from_zip(copy, origin, options)
        elif origin.lower().endswith(".zip"):
            raise InputError("is no ZIP archive", remedy="Name it by what it is, or pack it again.")
        else:
            packed = None if piped else os.fstat(stream.fileno()).st_size
            yield from _from_member(peeked, origin, origin, options, in_folder=in_folder, packed=packed)
    except _DAMAGED as error:
        yield _skipped(origin, _damaged(error))
    except InputError as error:
        yield _skipped(origin, error)


def _from_zip(stream: IO[bytes], origin: str, options: IngestOptions) -> Iterator[Report | Skipped]:
    """The reports of every member, in the order of the members' names; a name that comes twice is told apart."""
    seen: dict[str, int] = {}
    with zipfile.ZipFile(stream) as archive:
        for member in sorted(archive.infolist(), key=lambda each: (each.filename, each.header_offset)):
            if member.is_dir() or is_hidden(member.filename):
                continue
            seen[member.filename] = seen.get(member.filename, 0) + 1
            twin = f"({seen[member.filename]})" if seen[member.filename] > 1 else ""
            where = f"{origin}!/{member.filename}{twin}"
            try:
                if member.flag_bits & 1:
                    raise InputError("is locked with a password", remedy="Unpack it yourself and give the files.")
                with archive.open(member) as unpacked:
                    peeked = Peeked(unpacked, member.compress_size)
                    yield from _from_member(
                        peeked, member.filename, where, options, in_folder=True, packed=member.compress_size
                    )
            except _DAMAGED as error:
                yield _skipped(where, _damaged(error))
            except InputError as error:
                yield _skipped(where, error)


def _from_member(
    stream: Peeked, name: str, origin: str, options: IngestOptions, *, in_folder: bool, packed: int | None = None
) -> Iterator[Report | Skipped]:
    """The reports of a file or member that is no ZIP. packed: its size on disk, if it may be gzipped."""
    if stream.head.startswith(_GZIP) and (name == STDIN or name.lower().endswith(".gz")):
        stream = Peeked(gzip.GzipFile(fileobj=io.BufferedReader(stream)), packed)
    elif name.lower().endswith(".gz"):
        raise InputError("is no gzip file", remedy="Name it by what it is, or pack it again.")
    if not stream.head:
        raise InputError("is empty", remedy="Leave it out, or give its text.")
    kind = options.format or format_of(name)
    if kind is None and in_folder:
        raise InputError(
            f"is of no kind that Dateline reads by its name ({', '.join(sorted(SUFFIXES))})",
            remedy="Leave it out, rename it, or give it by itself.",
        )
    yield from _from_format(stream, origin, kind or _sniffed(stream.head, options), options)


def _from_format(stream: Peeked, origin: str, kind: Format, options: IngestOptions) -> Iterator[Report | Skipped]:
    """The reports of a stream whose format is known."""
    rows: Iterator[Row]
    if kind == "json":
        rows = array_rows(stream, origin, options)
    elif kind == "jsonl":
        rows = jsonl_rows(stream, origin, options)
    elif kind in ("csv", "tsv"):
        rows = csv_rows(stream, origin, options, tabs=kind == "tsv")
    else:
        data = read_whole(stream, options.max_bytes)
        if kind == "html":
            rows = iter([(origin, read_page(data, origin, options))])
        else:
            rows = iter([(origin, Found(text=decode(data, options.encoding), origin=origin))])
    for where, found in rows:
        try:
            if isinstance(found, InputError):
                raise found
            yield assemble(found, options)
        except InputError as error:
            yield _skipped(where, error)


def _sniffed(head: bytes, options: IngestOptions) -> Format:
    """The format that the first bytes show. Raises InputError if they are no text."""
    name = encoding_of(head, options.encoding, "cp1252", whole=len(head) < SAMPLE)  # cp1252: only marks matter here
    start = head.decode(name, "replace").lstrip("\ufeff \t\r\n")
    first = start.split("\n", 1)[0]
    if start.startswith("{") and (first.rstrip().endswith("}") or first == start):
        return "jsonl"
    if start.startswith("[") and start[1:].lstrip().startswith("{"):
        return "json"
    if start[:200].lower().startswith(("<!doctype html", "<html")):
        return "html"
    for delimiter, kind in (("\t", "tsv"), (",", "csv"), (";", "csv")):
        if has_text_column(first, delimiter):
            return cast("Format", kind)
    return "text"


def _skipped(origin: str, error: InputError) -> Skipped:
    return Skipped(origin=origin, stage="ingest", cause=error.what, remedy=error.remedy or "")


def _damaged(error: BaseException) -> InputError:
    what = f"is damaged or packed in a way that cannot be read ({error})"
    return InputError(what, remedy="Pack it again; reports read before the damage are kept.")

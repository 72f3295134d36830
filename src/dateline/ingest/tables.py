"""Reports that are rows: JSON Lines and CSV, read one at a time."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from dateline.ingest.assembling import Found
from dateline.ingest.options import COLUMNS, IngestOptions
from dateline.ingest.streams import Peeked, TextLines
from dateline.model.errors import InputError

Row = tuple[str, Found | InputError]
"""The row's own origin, and what it holds or why it cannot be used."""

_NAMED = 12
"""How many columns an error lists at most."""


def jsonl_rows(stream: Peeked, origin: str, options: IngestOptions) -> Iterator[Row]:
    """One report a line, `origin#N` with N the line's number from 1; blank lines are passed over."""
    lines = TextLines(stream, options.max_bytes, options.encoding)
    for number, line in enumerate(lines, 1):
        where = f"{origin}#{number}"
        fault = lines.fault(line)
        if fault:
            yield where, InputError(f"line {number} {fault.what}", remedy=fault.remedy)
        elif line.strip():
            try:
                yield where, from_json(line, where, f"line {number}", options)
            except InputError as error:
                yield where, error


def from_json(line: str | bytes, where: str, what: str, options: IngestOptions) -> Found:
    """The report of one JSON object. what: how an error calls it ("line 3"). Raises InputError if it is none."""
    try:
        row = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise InputError(
            f"{what} is not JSON ({error})", remedy="Write one JSON object for each report; mend or remove this one."
        ) from error
    if not isinstance(row, dict):
        raise InputError(
            f"{what} is a JSON {_json_kind(row)}, not an object",
            remedy='Write one object for each report, like {"text": "...", "published": "2023-01-31"}.',
        )
    columns = column_map(list(row), options.columns, what)
    return _found(row, columns, where)


def _json_kind(value: object) -> str:
    kinds = {list: "array", str: "string", bool: "boolean", type(None): "null"}
    return kinds.get(type(value), "number")


def csv_rows(stream: Peeked, origin: str, options: IngestOptions, *, tabs: bool) -> Iterator[Row]:
    """One report a row under a row of column names, `origin#N` with N the row's number from 1.

    Raises InputError if there is no column for the text, or if a quoted field is not closed or too long: what follows
    it cannot be told apart into rows any more.
    """
    source = TextLines(stream, options.max_bytes, options.encoding)
    lines = iter(source)
    head = next(lines, "")
    delimiter = "\t" if tabs else _delimiter(head, options)
    if csv.field_size_limit() < options.max_bytes:
        csv.field_size_limit(options.max_bytes)  # the module knows only one limit for all readers
    names = next(csv.reader([head], delimiter=delimiter), [])
    columns = column_map(names, options.columns, "the first row")
    number = 0
    try:
        for number, fields in enumerate(filter(None, csv.reader(lines, delimiter=delimiter, strict=True)), 1):
            where = f"{origin}#{number}"
            fault = source.fault("".join(fields))
            if fault:
                yield where, InputError(f"row {number} {fault.what}", remedy=fault.remedy)
            else:
                yield where, _found(dict(zip(names, fields, strict=False)), columns, where)
    except csv.Error as error:
        raise InputError(
            f"row {number + 1} cannot be read ({error}); it and the rows after it were left out",
            remedy="Close its quote marks, or give the reports as JSONL.",
        ) from error


def _delimiter(head: str, options: IngestOptions) -> str:
    """The one of , ; tab | that divides the first row into the most names, one for the text among them if any does."""
    return max(",;\t|", key=lambda each: (_has_text(head, each, options), head.count(each)))


def _has_text(head: str, delimiter: str, options: IngestOptions) -> bool:
    try:
        column_map(next(csv.reader([head], delimiter=delimiter), []), options.columns, "")
    except (InputError, csv.Error):  # csv: a first line longer than its limit is no row of names
        return False
    return True


def has_text_column(head: str, delimiter: str) -> bool:
    """Whether a first line is a row of column names, one of them for the text."""
    try:
        names = next(csv.reader([head], delimiter=delimiter), [])
    except csv.Error:
        return False
    return len(names) > 1 and any(_key(name) in COLUMNS["text"] for name in names)


def column_map(names: Sequence[str], given: Mapping[str, str], where: str) -> dict[str, str]:
    """Role -> name of its column among `names`: the given one, else the first that COLUMNS knows.

    Raises InputError, listing the names, if a given one is not there or there is none for the text.
    """
    listed = ", ".join(repr(name) for name in names[:_NAMED]) + (" ..." if len(names) > _NAMED else "")
    chosen: dict[str, str] = {}
    for role, name in given.items():
        if name not in names:
            raise InputError(
                f"{where} has no {name!r} for the {role}; it has {listed or 'nothing'}",
                remedy=f"Name the column with --column {role}=NAME.",
            )
        chosen[role] = name
    keys = {_key(name): name for name in reversed(names)}
    for role, known in COLUMNS.items():
        taken = set(chosen.values())
        found = next((keys[key] for key in known if key in keys and keys[key] not in taken), None)
        if role not in chosen and found is not None:
            chosen[role] = found
    if "text" not in chosen:
        raise InputError(
            f"{where} has no column for the text; it has {listed or 'nothing'}",
            remedy="Name the column with --column text=NAME.",
        )
    return chosen


def _key(name: str) -> str:
    return "".join(c for c in str(name).lower() if c.isalnum())


def _found(row: Mapping[str, Any], columns: Mapping[str, str], where: str) -> Found:
    values = {role: _plain(row.get(name)) for role, name in columns.items()}
    text = values.pop("text", None) or ""
    given: dict[str, Any] = {role: value or None for role, value in values.items()}
    return Found(text=text, origin=where, row=True, **given)


def _plain(value: object) -> str | None:
    """A cell as text: a list's members joined, an object's "name" (as feeds give their source), a number as written."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, dict):
        return _plain(value.get("name") or value.get("title"))
    if isinstance(value, list):
        return ", ".join(part for part in map(_plain, value) if part) or None
    return value if isinstance(value, str) else str(value)

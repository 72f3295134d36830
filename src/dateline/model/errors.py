"""Everything that Dateline raises on purpose.

    DatelineError
    +-- InputError        one report or file cannot be read: it is recorded, the run goes on
    +-- SettingError      a flag, setting or gazetteer row is wrong: the run stops before it starts
    +-- RecordError       the stored record is missing, corrupt, locked or of another version: the run stops
    |   +-- SchemaError   the record was written by a newer Dateline, or by something else
    +-- EvidenceError     a span does not quote its report
    +-- NotFoundError     an id, place or name that was asked for is not in the record

Each says what was given or went wrong, where, and what to do: `str(error)` is one clear line.
"""

from __future__ import annotations


class DatelineError(Exception):
    """Base of all errors that are meant for a person to read.

    what: what was given or went wrong. where: file, line or id. remedy: what to do about it.
    """

    def __init__(self, what: str, *, where: str | None = None, remedy: str | None = None) -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(what, where, remedy)

    def __reduce__(self) -> tuple[object, ...]:
        """How it comes whole out of a worker's process: an exception is pickled by its positional arguments alone."""
        return _again, (type(self), self.what, self.where, self.remedy)

    def __str__(self) -> str:
        line = f"{self.where}: {self.what}" if self.where else self.what
        return f"{line}. {self.remedy}" if self.remedy else line


def _again(kind: type[DatelineError], what: str, where: str | None, remedy: str | None) -> DatelineError:
    return kind(what, where=where, remedy=remedy)


class InputError(DatelineError):
    """One report or input file cannot be read; the others can."""


class SettingError(DatelineError):
    """A setting makes the run impossible."""


class RecordError(DatelineError):
    """The stored record cannot be opened, read or written."""


class SchemaError(RecordError):
    """The record's schema is not one that this Dateline can open."""


class EvidenceError(DatelineError):
    """A value does not stand on the words that it names."""


class NotFoundError(DatelineError):
    """Nothing in the record has this id or name."""

"""The gazetteer as the stages use it: opened from files, asked by name, safe in any process and thread."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from dateline.model.errors import SettingError
from dateline.model.gazetteer import Entry
from dateline.reference.gazetteer.database import FORMAT, LARGEST, SHORT, automaton_path
from dateline.reference.gazetteer.scanner import Spotter, load_spotter, spot
from dateline.reference.gazetteer.tables import DATA
from dateline.values.names import fold, slavic_key

PACKAGED: Final = DATA / "gazetteer.sqlite"
MOST: Final = 60
"""Names shared by more places than this keep the most populous ones."""

_SELECT: Final = (
    "SELECT place_id, place.name, lat, lon, level, admin1, country, population, km, source "
    "FROM {table} JOIN place ON place.id = {table}.place WHERE {table}.{column} = ? "
    "ORDER BY population DESC, place_id LIMIT ?"
)
_EXACT: Final = _SELECT.format(table="name", column="folded")
_SIMILAR: Final = _SELECT.format(table="slavic", column="key")

_ENTRY: Final = "p.place_id, p.name, p.lat, p.lon, p.level, p.admin1, p.country, p.population, p.km, p.source"
_BEGINNING: Final = (
    f"SELECT {_ENTRY} FROM (SELECT DISTINCT place FROM name WHERE folded >= ?1 AND folded < ?1 || '{{') n"
    " JOIN place p ON p.id = n.place ORDER BY p.population DESC, p.place_id LIMIT ?2"
)
_SHORT_BEGINNING: Final = (
    f"SELECT {_ENTRY} FROM beginning b JOIN place p ON p.id = b.place WHERE b.letters = ?1"
    " ORDER BY p.population DESC, p.place_id LIMIT ?2"
)

_BY_ID: Final = (
    "SELECT place_id, name, lat, lon, level, admin1, country, population, km, source FROM place WHERE place_id = ?"
)


class GazetteerFile:
    """Implements `model.gazetteer.Gazetteer` over one or more compiled files, the user's own first.

    Holds only paths until it is asked: cheap to make, to pickle and to carry into a fork; each process and thread
    opens its own connection.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths = tuple(paths)
        self._local = threading.local()
        self._spotters: tuple[Spotter, ...] | None = None
        self._found = lru_cache(maxsize=20_000)(self._look_up)
        for path in self.paths:
            _check(path)

    def __reduce__(self) -> tuple[type[GazetteerFile], tuple[tuple[Path, ...]]]:
        return GazetteerFile, (self.paths,)

    def find(self, name: str) -> Sequence[Entry]:
        """Every place that has this name: exact spellings first, then rival ones; each by population, largest first."""
        return self._found(name)

    def search(self, text: str, most: int = 20) -> Sequence[Entry]:
        """Places for a person to choose from: those of this name as `find` has them, then those with a name that begins
        so, the largest first; `most` of them at most.
        """
        found = {entry.place_id: entry for entry in self.find(text)[:most]}
        beginning = fold(text)
        if beginning and len(found) < most:
            rows = [
                row
                for store in self._stores()
                for row in store.execute(_beginning(store, beginning), (beginning, LARGEST))
            ]
            for row in sorted(rows, key=lambda row: (-row[7], row[0])):
                found.setdefault(row[0], _entry(row))
        return tuple(found.values())[:most]

    def place(self, place_id: str) -> Entry | None:
        """The place with this id; None where no gazetteer has it."""
        for store in self._stores():
            row = store.execute(_BY_ID, (place_id,)).fetchone()
            if row:
                return _entry(row)
        return None

    def spotted(self, text: str) -> Sequence[tuple[int, int]]:
        """(start, end) of every longest stretch of `text` that is a place's name, at word boundaries, longest first."""
        if self._spotters is None:
            self._spotters = tuple(load_spotter(automaton_path(path)) for path in self.paths)
        return spot(text, self._spotters)

    def _look_up(self, name: str) -> tuple[Entry, ...]:
        folded = fold(name)
        if not folded:
            return ()
        found: dict[str, Entry] = {}
        queries = [(_EXACT, folded)]
        if len(folded) > 3:  # a shorter name has too little left for a key to tell anything
            queries.append((_SIMILAR, slavic_key(name)))
        for sql, key in queries:
            for store in self._stores():
                for row in store.execute(sql, (key, MOST)):
                    found.setdefault(row[0], _entry(row))
        return tuple(found.values())

    def _stores(self) -> list[sqlite3.Connection]:
        """This thread's connections; a fork must not use its parent's."""
        local = self._local
        if getattr(local, "pid", None) != os.getpid():
            local.pid = os.getpid()
            local.stores = [_open(path) for path in self.paths]
        return local.stores  # type: ignore[no-any-return]


def _beginning(store: sqlite3.Connection, letters: str) -> str:
    """What to ask for names that begin so. A file that was made before lacks the table of short beginnings."""
    kept = "SELECT 1 FROM sqlite_master WHERE name = 'beginning'"
    return _SHORT_BEGINNING if len(letters) <= SHORT and store.execute(kept).fetchone() else _BEGINNING


def _entry(row: tuple[str, str, float, float, str, str | None, str | None, int, float, str]) -> Entry:
    """One row of `place` as an Entry."""
    return Entry(
        place_id=row[0],
        name=row[1],
        lat=row[2],
        lon=row[3],
        level=row[4],  # type: ignore[arg-type]  # written by compile from the closed list
        admin1=row[5],
        country=row[6],
        population=row[7],
        km=row[8],
        source=row[9],
    )


def _open(path: Path) -> sqlite3.Connection:
    """A read-only connection that takes no lock: the file never changes while it is there."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _check(path: Path) -> None:
    """Raises SettingError unless `path` is a gazetteer of this format with its automaton beside it."""
    remedy = (
        "Run: python -m dateline.reference.gazetteer.compile"
        if path == PACKAGED
        else "Make it again with: dateline gazetteer add"
    )
    if not path.is_file() or not automaton_path(path).is_file():
        raise SettingError("there is no gazetteer here", where=str(path), remedy=remedy)
    store = _open(path)
    try:
        row = store.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    except sqlite3.Error as error:
        raise SettingError(f"not a gazetteer ({error})", where=str(path), remedy=remedy) from error
    finally:
        store.close()
    if row is None or row[0] != str(FORMAT):
        raise SettingError("a gazetteer of another version of Dateline", where=str(path), remedy=remedy)


def open_gazetteer(user: Sequence[Path] | None = None) -> GazetteerFile:
    """The packaged gazetteer and the user's own files, which come first. Raises SettingError if one is unusable."""
    return GazetteerFile((*(user or ()), PACKAGED))

"""The compiled gazetteer on disk: one SQLite file of places and names, one automaton beside it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from heapq import nsmallest
from pathlib import Path
from typing import Final

import ahocorasick
import msgspec

from dateline.model.gazetteer import Entry

FORMAT: Final = 1
"""Changes when the tables below or the automaton's keys change their meaning."""

SCHEMA: Final = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY, place_id TEXT NOT NULL, name TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL,
    level TEXT NOT NULL, admin1 TEXT, country TEXT, population INTEGER NOT NULL, km REAL NOT NULL, source TEXT NOT NULL
) STRICT;
CREATE TABLE name (folded TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (folded, place)) WITHOUT ROWID, STRICT;
CREATE TABLE slavic (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID, STRICT;
CREATE INDEX place_by_id ON place (place_id);
CREATE TABLE beginning (
    letters TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (letters, place)
) WITHOUT ROWID, STRICT;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID, STRICT;
"""

SHORT: Final = 4
"""Names that begin with so few letters are too many to go through: the largest places of each beginning are kept."""
LARGEST: Final = 20
"""So many of them."""

ANY_CASE: Final = 1
"""The automaton's value for a name that counts when its first letter is a capital."""
ALL_CAPITALS: Final = 2
"""The automaton's value for an abbreviation (US, DRC): it counts only in capitals."""


class Compiled(msgspec.Struct, kw_only=True):
    """Everything that goes into one gazetteer file.

    names, slavic: folded name or key -> indexes into entries. spots: folded name -> ANY_CASE or ALL_CAPITALS.
    """

    entries: list[Entry]
    names: Mapping[str, set[int]]
    slavic: Mapping[str, set[int]]
    spots: Mapping[str, int]
    meta: Mapping[str, str]


class Codes(msgspec.Struct, frozen=True):
    """countries: ISO 3166 alpha-2 -> alpha-3. admin1: GeoNames code ("UA.05") -> name."""

    countries: Mapping[str, str]
    admin1: Mapping[str, str]


def read_codes(path: Path) -> Codes:
    """The codes that the packaged gazetteer was compiled with."""
    store = sqlite3.connect(path)
    try:
        found = store.execute("SELECT value FROM meta WHERE key = 'codes'").fetchone()
    finally:
        store.close()
    return msgspec.json.decode(found[0], type=Codes)


def automaton_path(path: Path) -> Path:
    """Where the automaton of the gazetteer at `path` is."""
    return path.with_suffix(".names")


def write_gazetteer(path: Path, made: Compiled) -> None:
    """Writes both files; each is complete or absent, whenever the run is killed."""
    fresh = path.with_suffix(".tmp")
    fresh.unlink(missing_ok=True)
    store = sqlite3.connect(fresh)
    try:
        store.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
        store.executemany(
            "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (
                (i, e.place_id, e.name, e.lat, e.lon, e.level, e.admin1, e.country, e.population, e.km, e.source)
                for i, e in enumerate(made.entries)
            ),
        )
        store.executemany("INSERT INTO name VALUES (?,?)", _pairs(made.names))
        store.executemany("INSERT INTO slavic VALUES (?,?)", _pairs(made.slavic))
        store.executemany("INSERT INTO beginning VALUES (?,?)", _pairs(_beginnings(made)))
        store.executemany("INSERT INTO meta VALUES (?,?)", sorted(made.meta.items()))
        store.commit()
    finally:
        store.close()
    spotter = ahocorasick.Automaton(ahocorasick.STORE_INTS)
    for name, how in sorted(made.spots.items()):
        spotter.add_word(f" {name} ", len(name) * 4 + how)
    spotter.make_automaton()
    fresh_names = path.with_suffix(".names.tmp")
    spotter.save(str(fresh_names))
    fresh_names.replace(automaton_path(path))
    fresh.replace(path)


def _beginnings(made: Compiled) -> Mapping[str, set[int]]:
    """First letters of names -> the largest places that have such a name."""
    rank = {n: at for at, n in enumerate(sorted(range(len(made.entries)), key=lambda n: _size(made.entries[n])))}
    found: defaultdict[str, set[int]] = defaultdict(set)
    for name, places in made.names.items():
        for length in range(1, min(SHORT, len(name)) + 1):
            found[name[:length]] |= places
    return {letters: set(nsmallest(LARGEST, places, key=rank.__getitem__)) for letters, places in found.items()}


def _size(entry: Entry) -> tuple[int, str]:
    return -entry.population, entry.place_id


def _pairs(index: Mapping[str, set[int]]) -> Iterable[tuple[str, int]]:
    """(key, place) in the order of the primary key, so that the file is written front to back."""
    return ((key, place) for key in sorted(index) for place in sorted(index[key]))

"""The tables that searches use: names, words of evidence, words of reports."""

from __future__ import annotations

import re
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from sys import byteorder
from typing import Final

from dateline.model.assertion import ActorRef, Assertion, Link
from dateline.store.faults import told_clearly
from dateline.store.record import Record, read_mode
from dateline.values.names import fold, same_name, slavic_key

WORDS: Final = "porter unicode61 remove_diacritics 2"
"""How texts are cut into words, as in sql/derived.sql."""

_SAME_NAME = 0.75
"""From which likeness on `values.names.same_name` takes two names as one."""


class Names:
    """Gathers the names by which assertions can be asked for, and numbers new ones after those that are stored."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._first = int(record.value("SELECT coalesce(max(name) + 1, 0) FROM names"))
        self._numbers: dict[tuple[str, str], int] = {}
        self._next = self._first
        self._shown: dict[tuple[str, str], tuple[str, int]] = {}
        self._named: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))

    def add(self, seq: int, a: Assertion) -> None:
        """Takes the names of one assertion; seqs ascend."""
        for slot, shown in offered(a):
            if (slot, folded := fold(shown)) not in self._shown and folded:
                self._shown[slot, folded] = shown, seq
        for name in dict.fromkeys(names_of(a)):
            if name not in self._numbers:
                self._numbers[name] = self._number(name)
            self._named[self._numbers[name]].append(seq)

    def write(self) -> None:
        """Stores the new names, and which assertions have which."""
        new = ((each, number) for each, number in self._numbers.items() if number >= self._first)
        self._record.write_many(
            "INSERT INTO names VALUES (?, ?, ?, ?)",
            ((number, slot, folded, slavic_key(folded)) for (slot, folded), number in new),
        )
        self._record.write_many(
            "INSERT INTO named VALUES (?, ?, ?, ?)",
            ((number, those[0], those[-1], _packed(those)) for number, those in sorted(self._named.items())),
        )
        self._record.write_many(
            "INSERT OR IGNORE INTO shown VALUES (?, ?, ?, ?)",
            ((*name, *shown) for name, shown in self._shown.items()),
        )

    def _number(self, name: tuple[str, str]) -> int:
        if self._first:
            stored = self._record.value("SELECT name FROM names WHERE slot = ? AND folded = ?", name)
            if stored is not None:
                return int(stored)
        self._next += 1
        return self._next - 1


def write_words(record: Record, assertions: Iterable[tuple[int, Assertion]]) -> None:
    """Adds (seq, assertion) to the full-text table of assertions."""
    record.write_many(
        "INSERT INTO assertion_words (rowid, evidence, names) VALUES (?, ?, ?)",
        ((seq, *_words_of(a)) for seq, a in assertions),
    )


def forget_words(record: Record, assertions: Iterable[tuple[int, Assertion]]) -> None:
    """Takes (seq, assertion) out of the full-text table again; its index keeps no texts, so it must be told them."""
    record.write_many(
        "INSERT INTO assertion_words (assertion_words, rowid, evidence, names) VALUES ('delete', ?, ?, ?)",
        ((seq, *_words_of(a)) for seq, a in assertions),
    )


def index_reports(record: Record) -> None:
    """Adds the reports that are not yet in it to the full-text table of reports."""
    record.write(
        "INSERT INTO report_words (rowid, title, text) SELECT number, coalesce(title, ''), text FROM reports"
        " WHERE number > coalesce((SELECT max(rowid) FROM report_words), 0)"
    )


def words_told(record: Record) -> Iterator[tuple[str, int, str, int]]:
    """(word as the index has it, seq, column, place in the column) of all words of assertions, by word, seq and column.

    Read over a connection of its own: the index is shown by a temporary table, and the record's may make none.
    """
    uri = record.path.absolute().as_uri() + read_mode(record.path)
    with told_clearly(record.path), closing(sqlite3.connect(uri, uri=True)) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.told USING fts5vocab('main', 'assertion_words', 'instance')")
        yield from connection.execute("SELECT term, doc, col, offset FROM temp.told")


def names_of(a: Assertion) -> Iterator[tuple[str, str]]:
    """(slot, folded name) for every name, id and kind by which the assertion can be asked for."""
    return ((slot, folded) for slot, name in (*_names(a), *_kinds(a)) if (folded := fold(name)))


def offered(a: Assertion) -> Iterator[tuple[str, str]]:
    """(slot, name) of what lists of names to choose from offer: each thing by the name that it goes by."""
    yield from (("place", place.name or place.as_written) for place in a.places)
    yield from (("actor", actor.name) for actor in _actors(a))
    yield from (("source", name) for link in _links(a) if (name := link.source.name or link.source.as_written))
    yield from _kinds(a)


def _kinds(a: Assertion) -> Iterator[tuple[str, str]]:
    """(slot, value) of everything that an assertion is or has of a sort."""
    plain = (
        ("kind", a.type), ("type", a.event_type), ("sub", a.sub_event_type), ("interaction", a.interaction),
        ("act", a.act), ("certainty", a.certainty), ("status", a.status),
    )  # fmt: skip
    yield from ((slot, value) for slot, value in plain if value)
    for place in a.places:
        yield from (("admin1", name) for name in (place.admin1,) if name)
        yield from (("country", code) for code in (place.country,) if code)
    yield from (("side", actor.country) for actor in _actors(a) if actor.country)
    yield from (("measure", toll.measure) for toll in a.tolls)


def _words_of(a: Assertion) -> tuple[str, str]:
    return a.evidence.exact, "\n".join(dict.fromkeys(name for _, name in _names(a)))


def _names(a: Assertion) -> Iterator[tuple[str, str]]:
    """(slot, name) for every name and id by which the assertion can be asked for."""
    for place in a.places:
        yield from (("place", name) for name in (place.name, place.as_written, place.place_id) if name)
    for actor in _actors(a):
        yield from (("actor", name) for name in (actor.name, actor.as_written, actor.entity_id) if name)
    for weapon in a.weapons:
        yield from (("weapon", name) for name in (weapon.name, weapon.as_written))
    for link in _links(a):
        source = link.source
        known = (source.name, source.as_written, source.role, source.entity_id)
        yield from (("source", name) for name in known if name)


def _links(a: Assertion) -> Iterator[Link]:
    yield from a.attribution
    for toll in a.tolls:
        yield from toll.attribution


def _actors(a: Assertion) -> tuple[ActorRef, ...]:
    return (*a.actors, *((a.holder,) if a.holder else ()))


def _packed(seqs: array[int]) -> bytes:
    """As `packed.SEQ`."""
    if byteorder == "big":
        seqs = array("I", seqs)
        seqs.byteswap()
    return seqs.tobytes()


def match_query(text: str) -> str:
    """An FTS5 query for all the words of `text`; "" if there is no word in it."""
    return " ".join(match_pieces(text))


def match_pieces(text: str) -> list[str]:
    """The words of `text`, quoted as FTS5 wants them; "words in double quotes" are a phrase, `word*` is a beginning.

    Everything is quoted, so no input is a syntax error.
    """
    parts = []
    for phrase, word in re.findall(r'"([^"]+)"|([^\s"]+)', text):
        words = re.findall(r"\w+", phrase or word)
        if words:
            parts.append(f'"{" ".join(words)}"' + ("*" if word.endswith("*") else ""))
    return parts


def name_numbers(record: Record, slot: str, name: str) -> list[int]:
    """Numbers (in `names`) of the names in this slot that `name` asks for.

    A place must have the name itself or a rival transliteration of it; an actor or source may also have it as a part
    in whole words ("Zelensky" finds "Volodymyr Zelensky"). Ids are matched whole.
    """
    folded = fold(name)
    if not folded:
        return []
    rows = record.rows("SELECT name FROM names WHERE slot = ? AND folded = ?", (slot, folded))
    found = {row[0] for row in rows}
    same_key = "SELECT name, folded FROM names WHERE slot = ? AND key = ?"
    for number, other in record.rows(same_key, (slot, slavic_key(folded))):
        if same_name(folded, other) >= _SAME_NAME:
            found.add(number)
    if slot in ("actor", "source", "weapon"):
        within = "SELECT name FROM names WHERE slot = ? AND ' ' || folded || ' ' LIKE ?"
        found |= {row[0] for row in record.rows(within, (slot, f"% {folded} %"))}
    return sorted(found)

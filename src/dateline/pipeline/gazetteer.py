"""Places of a user's own: a GeoNames dump or a CSV becomes a gazetteer that is asked before the packaged one."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from dateline.model.errors import SettingError
from dateline.reference.gazetteer.build import Place, index
from dateline.reference.gazetteer.database import FORMAT, automaton_path, read_codes, write_gazetteer
from dateline.reference.gazetteer.file import PACKAGED
from dateline.reference.gazetteer.imports import csv_places, geonames_places
from dateline.reference.gazetteer.policy import load_policy
from dateline.reference.gazetteer.spotting import Spotting
from dateline.reference.gazetteer.tables import stop_names

SUFFIXES: Final = (".txt", ".csv", ".zip")


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What an import gave: the compiled file, how many places and how many names."""

    path: Path
    places: int
    names: int


def user_folder() -> Path:
    """Where the user's gazetteers are: $DATELINE_HOME/gazetteers, else dateline/gazetteers in the user's data folder.

    The data folder is $XDG_DATA_HOME, else ~/.local/share (also on other systems: one place to look).
    """
    home = os.environ.get("DATELINE_HOME")
    if home:
        return Path(home) / "gazetteers"
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local/share") / "dateline/gazetteers"


def user_gazetteers(folder: Path | None = None) -> list[Path]:
    """The user's gazetteers, by name: what `open_gazetteer` is given. Empty if there are none."""
    return sorted((folder or user_folder()).glob("*.sqlite"))


def add_places(source: Path, *, into: Path | None = None, countries: Sequence[str] = ()) -> Added:
    """Compiles a GeoNames dump (.txt, or the .zip it comes in) or a .csv into the user's folder, or into `into`.

    A file of the same name is replaced; adding the same file twice changes nothing. countries: ISO codes to take from
    a dump (allCountries.txt whole needs several GB of memory). Raises SettingError for a file that is not one of these.
    """
    if source.suffix.lower() not in SUFFIXES:
        raise SettingError(
            f"a {source.suffix or 'nameless'} file", where=str(source), remedy=f"Wanted: {', '.join(SUFFIXES)}."
        )
    codes = read_codes(PACKAGED)
    only = frozenset(code.upper() for code in countries) or None
    places: dict[str, Place] = {}
    with _lines(source) as (name, lines):
        rows = csv_places(lines, name, codes) if name.endswith(".csv") else geonames_places(lines, name, codes, only)
        try:
            for place in rows:
                places[place.place_id] = place
        except UnicodeDecodeError as error:
            raise SettingError(f"not UTF-8 text ({error})", where=str(source), remedy="Save it as UTF-8.") from error
    if not places:
        raise SettingError(
            "no place in it", where=str(source), remedy="See the columns in `dateline gazetteer --help`."
        )
    made = index(
        places.values(),
        codes.admin1,
        Spotting(stop_names(), load_policy()),
        {"format": str(FORMAT), "fingerprint": source.name, "places": str(len(places))},
    )
    target = into or user_folder() / f"{source.stem}.sqlite"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_gazetteer(target, made)
    except OSError as error:
        raise SettingError(
            f"cannot write ({error.strerror})", where=str(target), remedy="Give another place, or make room."
        ) from error
    return Added(path=target, places=len(places), names=len(made.names))


def remove_places(path: Path) -> None:
    """Takes a user's gazetteer away again. Raises SettingError if it is not there."""
    if not path.is_file():
        raise SettingError("there is no gazetteer here", where=str(path), remedy="See `dateline gazetteer list`.")
    path.unlink()
    automaton_path(path).unlink(missing_ok=True)


@contextmanager
def _lines(source: Path) -> Iterator[tuple[str, Iterator[str]]]:
    """The name and the lines of the file, or of the one table in a zip (GeoNames puts a readme.txt beside it)."""
    try:
        if source.suffix.lower() != ".zip":
            with source.open(encoding="utf-8", newline="") as lines:
                yield source.name, iter(lines)
            return
        with zipfile.ZipFile(source) as archive:
            inside = [
                n for n in archive.namelist() if n.lower().endswith((".txt", ".csv")) and "readme" not in n.lower()
            ]
            if len(inside) != 1:
                raise SettingError(
                    f"{len(inside)} tables in the archive", where=str(source), remedy="Unpack it and give one file."
                )
            with archive.open(inside[0]) as raw:
                yield inside[0], iter(io.TextIOWrapper(raw, encoding="utf-8", newline=""))
    except (OSError, zipfile.BadZipFile) as error:
        raise SettingError(
            f"cannot read ({error})", where=str(source), remedy="Check the path and the file."
        ) from error

"""Gold files as typed values: one YAML file is one report, read in full by a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import yaml
from msgspec import UNSET, UnsetType

from dateline.model.errors import SettingError
from dateline.model.vocabulary import AssertionType

TABLE_FILES = ("places.yaml", "names.yaml")
"""Files of a gold folder that are not reports."""


class GoldDate(msgspec.Struct, frozen=True):
    """The earliest and latest day, both inclusive, that the report's words allow."""

    earliest: date
    latest: date


class GoldToll(msgspec.Struct, frozen=True, kw_only=True):
    """A count that the report gives; a bound that it does not give is UNSET and is not asked about."""

    measure: str
    of: str | UnsetType = UNSET
    per: str | UnsetType = UNSET
    low: int | UnsetType = UNSET
    best: int | UnsetType = UNSET
    high: int | UnsetType = UNSET
    asserted_by: str | UnsetType = UNSET

    def agrees(self, toll: dict[str, Any]) -> bool:
        """Whether a record's toll gives every bound that this one states."""
        return all(
            wanted is UNSET or toll.get(bound) == wanted
            for bound, wanted in (("low", self.low), ("best", self.best), ("high", self.high))
        )


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One assertion that the report makes. Only slots that are stated (not UNSET) are asked about.

    A string may hold alternatives: `A|B` means that either is right. speaker None: the report does not say who.
    """

    id: str
    type: AssertionType
    evidence: str
    trigger: str | UnsetType = UNSET
    sub_event_type: str | UnsetType = UNSET
    interaction: str | UnsetType = UNSET
    speaker: str | UnsetType | None = UNSET
    asserted_by: str | UnsetType = UNSET
    manner: str | UnsetType = UNSET
    channel: str | UnsetType = UNSET
    said_on: date | UnsetType = UNSET
    places: tuple[str, ...] = ()
    origin: str | UnsetType = UNSET
    actor1: str | UnsetType = UNSET
    actor2: str | UnsetType = UNSET
    targets: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    tolls: tuple[GoldToll, ...] = ()
    date: GoldDate | UnsetType = UNSET
    status: str | UnsetType = UNSET
    polarity: str | UnsetType = UNSET
    certainty: str | UnsetType = UNSET
    state: str | UnsetType = UNSET
    holder: str | UnsetType = UNSET
    disputed: bool = False
    incident: str | None = None


class GoldHead(msgspec.Struct, frozen=True, kw_only=True):
    """Which report a gold file is about. id: the report's file name without its ending.

    complete: everything that the guidelines ask for is in the file, so that what is not in it counts as wrong.
    """

    id: str
    complete: bool = False


class GoldReport(msgspec.Struct, frozen=True, kw_only=True):
    """One gold file."""

    report: GoldHead
    claims: tuple[Claim, ...]


def alternatives(value: str) -> tuple[str, ...]:
    """The answers that a gold string allows: `A|B` is A or B.

    >>> alternatives("Moscow | Kremlin")
    ('Moscow', 'Kremlin')
    """
    return tuple(part.strip() for part in value.split("|"))


def load_gold(folders: Sequence[Path]) -> tuple[GoldReport, ...]:
    """The gold files of these folders, folder by folder, each by file name.

    A folder without gold files of its own stands for its subfolders. Raises SettingError, naming the file, if a folder
    has no gold at all or a file is not gold.
    """
    return tuple(_load(path) for folder in gold_folders(folders) for path in _gold_files(folder))


def gold_folders(folders: Sequence[Path]) -> tuple[Path, ...]:
    """The folders that hold gold files: each as given or, where it holds none itself, its subfolders that do.

    Raises SettingError for a folder that has none either way.
    """
    return tuple(found for folder in folders for found in _holding(folder))


def _holding(folder: Path) -> Iterator[Path]:
    if _gold_files(folder):
        yield folder
        return
    below = [each for each in sorted(folder.glob("*/")) if _gold_files(each)]
    if not below:
        raise SettingError(
            "there are no gold files (*.yaml, one a report) in this folder" if folder.is_dir() else "is not a folder",
            where=str(folder),
            remedy="Give a folder of gold files, such as cases/gold/dev.",
        )
    yield from below


def _gold_files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*.yaml")) if path.name not in TABLE_FILES]


def _load(path: Path) -> GoldReport:
    raw = read_yaml(path)
    try:
        return msgspec.convert(raw, GoldReport)
    except msgspec.ValidationError as error:
        raise SettingError(f"is not a gold file: {error}", where=str(path), remedy="See cases/README.md.") from error


def read_yaml(path: Path) -> Any:
    """What a YAML file holds. Raises SettingError with file and line if it is not readable YAML."""
    try:
        return yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, yaml.YAMLError) as error:
        cause = " ".join(str(error).split())
        raise SettingError(f"cannot be read: {cause}", where=str(path), remedy="Mend or remove it.") from error

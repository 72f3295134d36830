"""Annotated reports as they are read: folders in the layout of `cases/gold`, each report with its Doc."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

from dateline.model.document import Doc
from dateline.model.report import make_report
from dateline.read import read
from dateline.reference.gazetteer.file import open_gazetteer
from training.learn.texts import text_path

Claim = dict[str, Any]


class Annotated(msgspec.Struct):
    """One report read in full by a person. tables: the names and places of its folder."""

    folder: Path
    name: str
    claims: list[Claim]
    doc: Doc
    names: dict[str, list[str]]
    places: dict[str, dict[str, Any]]


def annotated(folders: Sequence[Path]) -> Iterator[Annotated]:
    """Every annotated report of these folders, read."""
    gazetteer = open_gazetteer()
    for folder in folders:
        files = [p for p in sorted(folder.glob("*.yaml")) if p.name not in ("places.yaml", "names.yaml")]
        golds = [yaml.safe_load(p.read_text("utf-8")) for p in files]
        reports = [
            make_report(
                text_path(folder, g["report"]["file"]).read_text("utf-8"),
                origin=g["report"]["file"],
                ingested_at="2026-01-01",
                language="en",
                published=str(g["report"]["published"]),
            )
            for g in golds
        ]
        for gold, doc in zip(golds, read(reports, gazetteer), strict=True):
            yield Annotated(
                folder, gold["report"]["id"], gold["claims"], doc, table(folder, "names"), table(folder, "places")
            )


@cache
def table(folder: Path, name: str) -> dict[str, Any]:
    """names.yaml or places.yaml of a folder, over that of the folder above."""
    found: dict[str, Any] = {}
    for path in (folder.parent / f"{name}.yaml", folder / f"{name}.yaml"):
        if path.exists():
            found |= yaml.safe_load(path.read_text("utf-8")) or {}
    return found

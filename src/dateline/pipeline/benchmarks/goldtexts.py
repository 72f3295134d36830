"""A folder of gold with the texts that it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from dateline.ingest import IngestOptions, open_reports
from dateline.model.errors import SettingError
from dateline.model.report import Report
from dateline.pipeline.benchmarks.published import INGESTED, missing
from dateline.pipeline.clock import today
from dateline.pipeline.score import GoldReport, load_gold
from dateline.pipeline.score.gold import gold_folders
from dateline.reference.sample import sample_folder

LAYOUT: Final = "gold files (*.yaml) with their texts in reports/, or those of the packaged sample corpus (cases/gold)"
PUBLISHED: Final = "cases/gold of Dateline's repository"


def sets_of(data: Path) -> dict[str, Path]:
    """The folders of gold in `data`, by name. Raises SettingError if there is none."""
    try:
        return {folder.resolve().name: folder for folder in gold_folders([data])}
    except SettingError as error:
        raise missing(data, LAYOUT, PUBLISHED) from error


def texts_of(folder: Path, limit: int | None = None) -> dict[str, tuple[GoldReport, Path]]:
    """Each gold file of one folder with its text, by report id; only the first `limit`.

    Raises SettingError if a text is neither in reports/ nor in the sample corpus.
    """
    return {each.report.id: (each, _text(folder, each.report.id)) for each in load_gold([folder])[:limit]}


def _text(folder: Path, name: str) -> Path:
    for place in (folder / "reports", folder.parent / "reports", sample_folder()):
        path = place / f"{name}.txt"
        if path.is_file():
            return path
    raise SettingError(
        f"the text of the gold file {name!r} is not here",
        where=str(folder),
        remedy=f"Put it into reports/ there, as {name}.txt.",
    )


def opened(paths: Sequence[Path]) -> list[Report]:
    """The reports of these files, as a build takes them in. Raises SettingError if one cannot be used."""
    found: list[Report] = []
    for each in open_reports([str(path) for path in paths], IngestOptions(ingested_at=INGESTED, today=today())):
        if not isinstance(each, Report):
            raise SettingError(f"cannot be used: {each.cause}", where=each.origin, remedy=each.remedy)
        found.append(each)
    return found

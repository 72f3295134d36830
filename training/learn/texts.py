"""Where the text of an annotated report lies: beside its annotation, or in the packaged sample corpus."""

from __future__ import annotations

from pathlib import Path

from dateline.reference.sample import sample_folder


def text_path(folder: Path, file: str) -> Path:
    """The text that a gold file of this folder names as `report.file`, which may not be there."""
    beside = folder / file
    return beside if beside.is_file() or not (sample_folder() / file).is_file() else sample_folder() / file

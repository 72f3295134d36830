"""The sample corpus that comes with the package: 70 dated reports to try Dateline on."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Final

from dateline.model.errors import SettingError

NOTICE: Final = "Sample corpus: real incidents, invented outlets, quotations not in the speakers' own words."
"""What every view of a record made from the sample corpus says."""


def sample_folder() -> Path:
    """The folder of the packaged reports (`*.txt`, and a README.md that says what they are).

    Raises SettingError if the package was installed without it, or as a zip that has no folders.
    """
    folder = Path(str(files("dateline.reference") / "data" / "sample"))
    if not folder.is_dir():
        raise SettingError(
            "the packaged sample corpus is not here", where=str(folder), remedy="Install dateline again, unzipped."
        )
    return folder


def sample_reports() -> tuple[Path, ...]:
    """The reports of the sample corpus, by file name."""
    return tuple(sorted(sample_folder().glob("*.txt")))

"""Where the learned weights of the package lie, and what to do when one of their files is missing or damaged."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Final

REMEDY: Final = (
    "Install dateline again; in a checkout, take the file from the repository or train anew (CONTRIBUTING.md)."
)


def learned_file(name: str) -> Path:
    """The file of this name that comes with the package, whether it is there or not."""
    return Path(str(files("dateline.reference") / "data" / "learned" / name))

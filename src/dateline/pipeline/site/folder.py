"""The folder of a site: made whole beside its place, then put there."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import msgspec

from dateline.export.site import squeezed
from dateline.model.errors import InputError, SettingError

FORMAT: Final = "dateline-site/1"
MANIFEST: Final = "data/manifest.json"


class Files:
    """Files of a site, with one hash over all of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._hash = sha256()
        self.many = self.bytes = 0

    def write(self, name: str, content: bytes) -> None:
        """One file; what ends in .gz is packed."""
        packed = squeezed(content) if name.endswith(".gz") else content
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(packed)
        self._hash.update(name.encode() + b"\0" + sha256(content).digest())
        self.many += 1
        self.bytes += len(packed)

    def json(self, name: str, content: Any) -> None:
        """One file of JSON."""
        self.write(name, msgspec.json.encode(content))

    def take(self, source: Path, name: str) -> None:
        """A file as it is."""
        self.write(name, source.read_bytes())

    @property
    def version(self) -> str:
        """The hash of all that has been written so far, short."""
        return self._hash.hexdigest()[:16]


def check_place(folder: Path) -> None:
    """Raises SettingError unless a site can stand there: nothing is there, an empty folder, or an earlier site."""
    if not folder.exists() and not folder.is_symlink():
        return
    if not folder.is_dir():
        raise SettingError("is a file", where=str(folder), remedy="Give a folder, or a name that is not taken.")
    if any(folder.iterdir()) and not _is_site(folder):
        raise SettingError(
            "the folder holds other things than a site",
            where=str(folder),
            remedy="Give an empty folder, a new name, or the folder of an earlier export, which is then replaced.",
        )


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A folder beside the wanted one, which takes its place when the block ends well; else all is as it was.

    Raises InputError where the file system refuses.
    """
    folder = folder.absolute()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise _refused(folder, error) from error
    try:
        made.chmod(0o755)  # mkdtemp gives 0700, and whoever serves the site must be able to read it
        yield made
        _put(made, folder)
    except OSError as error:
        raise _refused(folder, error) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _put(made: Path, folder: Path) -> None:
    check_place(folder)  # again: time has passed
    former = made.with_name(made.name + "-former")
    if folder.exists():
        folder.rename(former)
    try:
        made.rename(folder)
    except OSError:
        if former.exists():
            former.rename(folder)
        raise
    shutil.rmtree(former, ignore_errors=True)


def _is_site(folder: Path) -> bool:
    try:
        told = msgspec.json.decode((folder / MANIFEST).read_bytes())
    except (OSError, msgspec.DecodeError):
        return False
    return isinstance(told, dict) and str(told.get("format", "")).startswith("dateline-site/")


def _refused(folder: Path, error: OSError) -> InputError:
    return InputError(
        f"cannot be written: {error.strerror}",
        where=str(folder),
        remedy="Give a folder in a place that can be written, with room.",
    )

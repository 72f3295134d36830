"""A build reads all reports again when anything has changed that reading goes by."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dateline.pipeline import reading

PACKAGE = Path(reading.__file__).parent.parent
LEARNED = Path("reference") / "data" / "learned"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small copy of the package that the fingerprint is taken of."""
    for name in (LEARNED / "polarity.npz", Path("reference/data/acts.yaml"), Path("extract/events.py")):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PACKAGE / name, tmp_path / name)
    monkeypatch.setattr(reading, "__file__", str(tmp_path / "pipeline" / "reading.py"))
    return tmp_path


@pytest.mark.parametrize(
    "name", ["reference/data/learned/polarity.npz", "reference/data/acts.yaml", "extract/events.py"]
)
def test_another_file_is_another_reader(package: Path, name: str) -> None:
    before = reading.reader_fingerprint.__wrapped__()
    assert reading.reader_fingerprint.__wrapped__() == before
    path = package / name
    path.write_bytes(path.read_bytes() + b"\n")
    assert reading.reader_fingerprint.__wrapped__() != before


def test_every_kind_of_file_that_is_packaged_as_knowledge_counts() -> None:
    kinds = {path.suffix for path in (PACKAGE / "reference" / "data").rglob("*") if path.is_file()}
    beside = {".md", ".names"}  # the sample's own words; made from the gazetteer, which counts
    assert kinds - beside <= set(reading._KNOWING)

"""The folder of a site: where it may stand, what is in it, and that it is the same for the same record."""

from __future__ import annotations

import gzip
import json
import re
from datetime import date
from pathlib import Path

import pytest
from asked_site import answers, exported, manifest, silent
from hypothesis import given
from hypothesis import strategies as st

import made_record
from dateline.export.site import bucket, site_page, squeezed
from dateline.export.site.policy import CONTENT_SECURITY_POLICY
from dateline.model.errors import InputError, SettingError
from dateline.pipeline.queries import Filters
from dateline.pipeline.site import export_site
from dateline.store import Record


@pytest.fixture
def made(tmp_path: Path) -> Path:
    with Record.open(tmp_path / "made.sqlite", create=True) as record:
        made_record.fill(record)
    return tmp_path / "made.sqlite"


def contents(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def unpacked(site: Path) -> str:
    """All the data of a site as text."""
    data = [path.read_bytes() for path in sorted((site / "data").rglob("*")) if path.is_file()]
    return "\n".join((gzip.decompress(d) if d[:2] == b"\x1f\x8b" else d).decode("utf-8", "replace") for d in data)


def test_the_same_record_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    first = exported(made, tmp_path / "one")
    second = exported(made, tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert first == second
    assert first.files == len(contents(tmp_path / "one"))
    assert first.bytes == sum(map(len, contents(tmp_path / "one").values()))


def test_another_record_has_another_version(made: Path, tmp_path: Path) -> None:
    whole = exported(made, tmp_path / "one").version
    assert exported(made, tmp_path / "two", Filters(as_of=date(2023, 2, 11))).version != whole
    assert f'content="{whole}"' in (tmp_path / "one/index.html").read_text("utf-8")
    assert manifest(tmp_path / "one")["version"] == whole


def test_an_earlier_site_is_replaced_and_nothing_else_is(made: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    exported(made, site)
    (site / "data" / "old.json").write_text("{}")
    exported(made, site)
    assert not (site / "data" / "old.json").exists()
    other = tmp_path / "papers"
    other.mkdir()
    exported(made, other)  # an empty folder may be taken
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").write_text("mine")
    with pytest.raises(SettingError, match="holds other things"):
        exported(made, tmp_path / "home")
    with pytest.raises(SettingError, match="is a file"):
        exported(made, tmp_path / "home" / "letter.txt")
    assert (tmp_path / "home" / "letter.txt").read_text() == "mine"


def test_an_export_that_fails_leaves_the_former_site(made: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    exported(made, site)
    before = contents(site)

    def stop(doing: str, done: int, of: int | None) -> None:
        if doing == "changes":
            raise KeyboardInterrupt

    with Record.open(made) as record, pytest.raises(KeyboardInterrupt):
        export_site(record, site, told=stop)
    assert contents(site) == before
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == {"site"}, "nothing half-made is left"


def test_a_folder_that_cannot_be_made_is_told(made: Path, tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("a file")
    with pytest.raises((InputError, SettingError)):
        exported(made, tmp_path / "plain" / "site")


def test_a_page_that_is_not_built_is_told(made: Path, tmp_path: Path) -> None:
    with Record.open(made) as record, pytest.raises(SettingError, match="not built"):
        export_site(record, tmp_path / "site", told=silent, page=tmp_path)
    assert not (tmp_path / "site").exists()


def test_the_page_carries_the_servers_policy_and_only_its_own_files(made: Path, tmp_path: Path) -> None:
    exported(made, tmp_path / "site")
    page = (tmp_path / "site/index.html").read_text("utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    assert policy[1].replace("&#x27;", "'").split("; ") == CONTENT_SECURITY_POLICY.split("; ")[:-1]
    assert page.index("Content-Security-Policy") < page.index("<script")
    assert all(link.startswith("./") for link in re.findall(r'(?:src|href)="([^"]+)"', page))
    assert "/api/v1" not in page
    with pytest.raises(ValueError, match="charset"):
        site_page("<html></html>", "1")


def test_without_texts_only_the_words_that_are_cited_are_there(made: Path, tmp_path: Path) -> None:
    exported(made, tmp_path / "whole")
    exported(made, tmp_path / "cited", texts=False)
    assert "Rescuers worked at the scene" in unpacked(tmp_path / "whole")
    found = unpacked(tmp_path / "cited")
    assert "Rescuers worked at the scene" not in found
    (view,) = answers(tmp_path / "cited", [(f"reports/{_first(made)}", {})])
    assert view["report"]["text"] == ""
    assert view["assertions"][0]["evidence"]["exact"] in made_record.WIRE_TEXT


def _first(made: Path) -> str:
    with Record.open(made) as record:
        return str(record.value("SELECT report_id FROM reports ORDER BY known_from, report_id LIMIT 1"))


def test_as_of_a_day_nothing_is_there_that_came_later(made: Path, tmp_path: Path) -> None:
    exported(made, tmp_path / "then", Filters(as_of=date(2023, 2, 11)))
    found = unpacked(tmp_path / "then")
    assert "Three killed in Kherson" in found
    with Record.open(made) as record:
        later = record.rows("SELECT report_id, known_from FROM reports WHERE known_from > '2023-02-11'")
        assert later
        for report_id, known_from in later:
            assert report_id not in found
            assert f'"{known_from}"' not in found
        assert record.value("SELECT count(*) FROM reports") > len(later), "the record itself is as it was"


def test_a_file_of_data_is_plain_gzip_of_json(made: Path, tmp_path: Path) -> None:
    exported(made, tmp_path / "site")
    assert json.loads(gzip.decompress((tmp_path / "site/data/reports.json.gz").read_bytes()))["ids"]
    assert not [path for path in (tmp_path / "site").rglob("*") if path.suffix == ".sqlite"]


@given(st.binary(max_size=3000))
def test_packing_loses_nothing(content: bytes) -> None:
    assert gzip.decompress(squeezed(content)) == content
    assert squeezed(content) == squeezed(bytes(content))


@given(st.text(max_size=40), st.sampled_from([1, 2, 64, 1024]))
def test_a_key_has_one_file(key: str, of: int) -> None:
    assert 0 <= bucket(key, of) < of


def test_the_hash_is_the_one_that_the_page_has() -> None:
    """FNV-1a's own examples; the page's side is `packed.test.ts`."""
    assert [bucket(key, 2**32) for key in ("", "a", "foobar")] == [0x811C9DC5, 0xE40C292C, 0xBF9CF968]

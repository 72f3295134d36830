"""The desk as a folder of files: read-only, to be put on any file server."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Final

import msgspec

from dateline import __version__
from dateline.export.site import site_page
from dateline.model.errors import SettingError
from dateline.pipeline import queries
from dateline.pipeline.queries import Filters
from dateline.pipeline.site.days import write_days
from dateline.pipeline.site.disputes import Disputes
from dateline.pipeline.site.dossiers import CARDS, write_cards, write_dossiers
from dateline.pipeline.site.feeds import write_feeds
from dateline.pipeline.site.folder import FORMAT, MANIFEST, Files, check_place, staged
from dateline.pipeline.site.holding import write_holding
from dateline.pipeline.site.names import write_entities, write_names
from dateline.pipeline.site.narrowed import narrowed
from dateline.pipeline.site.reports import write_links, write_reports
from dateline.pipeline.site.search import write_words
from dateline.pipeline.site.versions import Told, Versions
from dateline.store import Record
from dateline.store.schema import VERSION

PAGE: Final = Path(__file__).parents[2] / "web" / "static"
"""The built page."""


_NO_FILTERS = Filters()


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What an export came to. version: the hash of its data."""

    files: int
    bytes: int
    version: str


def export_site(
    record: Record, folder: Path, filters: Filters = _NO_FILTERS, *, texts: bool = True, told: Told, page: Path = PAGE
) -> Written:
    """Writes the whole desk into `folder`, whole or not at all; the same record gives the same bytes.

    filters: only what passes them, see `narrowed`. texts: with the reports' texts and the sentences around the
    evidence. told: is told how far it is. page: the built page. Raises SettingError for a folder that holds something
    else or a page that is not built, InputError where the file system refuses.
    """
    check_place(folder)
    if not (page / "index.html").is_file():
        raise SettingError(
            "the page is not built",
            where=str(page),
            remedy="Run `npm ci` and `npm run build` in frontend/, or install a wheel.",
        )
    with staged(folder) as made, tempfile.TemporaryDirectory() as scratch:
        files = Files(made)
        with narrowed(record, filters, Path(scratch)) as shown, shown.snapshot():
            manifest = _write_data(shown, files, Path(scratch), told, texts=texts)
        version = files.version
        files.json(MANIFEST, {"format": FORMAT, "version": version, **manifest})
        for path in sorted(each for each in page.rglob("*") if each.is_file() and each.name != "index.html"):
            files.take(path, path.relative_to(page).as_posix())
        files.write("index.html", site_page((page / "index.html").read_text("utf-8"), version).encode())
    return Written(files=files.many, bytes=files.bytes, version=version)


def _write_data(record: Record, files: Files, scratch: Path, told: Told, *, texts: bool) -> dict[str, Any]:
    days = _days(record)
    versions = Versions(scratch / "versions.sqlite")
    try:
        versions.fill(record, days, told)
        feed = write_feeds(record, versions, files)
        write_cards(record, versions, files)
        dossiers = write_dossiers(record, versions, files, told, texts=texts)
        write_reports(record, files, told, texts=texts)
        write_links(record, days, files)
        write_words(record, files)
        entities, known = write_entities(record, files)
        names = write_names(record, files, feed, known)
        disputes = Disputes(record)
        write_holding(record, days, disputes, files)
        calendar = write_days(record, versions, disputes, days, files, told)
    finally:
        versions.close()
    return {
        "dateline": __version__,
        "schema": VERSION,
        "texts": texts,
        "overview": queries.overview(record),
        "cards": CARDS,
        "changes": calendar,
        "files": {"incidents": dossiers, "entities": entities, "names": names},
    }


def _days(record: Record) -> list[str]:
    """Those on which the record changed: reports became known, or were withdrawn."""
    sql = "SELECT known_from FROM reports UNION SELECT withdrawn_on FROM withdrawn ORDER BY 1"
    return [str(day)[:10] for (day,) in record.rows(sql)]

"""Reports that are web pages: the article's text without the page around it, and what its tags say. No network."""

from __future__ import annotations

import re

from trafilatura import bare_extraction
from trafilatura.settings import Document

from dateline.ingest.assembling import Found
from dateline.ingest.decoding import decode
from dateline.ingest.options import IngestOptions
from dateline.model.errors import InputError

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html\b[^>]{0,500}?\blang\s*=\s*[\"']?([A-Za-z]{2})", re.IGNORECASE)


def read_page(data: bytes, origin: str, options: IngestOptions) -> Found:
    """The article of one HTML page. Its text begins with its headline, which the extraction keeps apart.

    Text and tags: trafilatura; day: htmldate, the original one rather than an update's, none later than is believed.
    Raises InputError if the bytes cannot be decoded or no article is in the page.
    """
    declared = _CHARSET.search(data[:4096])
    html = decode(data, options.encoding, declared[1].decode("ascii") if declared else None)
    page = bare_extraction(
        html,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={
            "original_date": True,
            "extensive_search": True,
            "max_date": options.last_believed.isoformat(),
        },
    )
    if not isinstance(page, Document) or not (page.text or "").strip():
        raise InputError(
            "no article was found in the page", remedy="Save the article's text as .txt, or its row as JSONL."
        )
    language = _LANGUAGE.search(html[:5000])
    return Found(
        text=page.text or "",
        headed=True,
        origin=origin,
        published=page.date or None,
        title=page.title or None,
        publisher=page.sitename or None,
        url=page.url or None,
        author=page.author or None,
        language=language[1] if language else None,
    )

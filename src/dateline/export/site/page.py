"""The page of a site: the built one, told where its data lies and what it may load."""

from __future__ import annotations

from html import escape
from typing import Final

from dateline.export.site.policy import PAGE_POLICY

_CHARSET: Final = '<meta charset="utf-8" />'
_NO_SCRIPT: Final = "The record itself is at /api/v1/claims."


def site_page(built: str, version: str) -> str:
    """The page that reads `data/`. built: index.html of the page. version: goes into each file's address, so that a
    browser that kept files of an earlier export asks for the new ones.

    Raises ValueError if the built page is not laid out as expected: a page without its policy must not go out.
    """
    if _CHARSET not in built:
        raise ValueError("the built page has no charset")
    policy = f'<meta http-equiv="Content-Security-Policy" content="{escape(PAGE_POLICY)}" />'
    referrer = '<meta name="referrer" content="no-referrer" />'
    site = f'<meta name="dateline-site" content="{escape(version)}" />'
    head = "\n    ".join((_CHARSET, policy, referrer, site))
    return built.replace(_CHARSET, head, 1).replace(_NO_SCRIPT, "Its data is beside it, in the folder data.")

"""A visit to the page in a real Chromium with every road to the outside shut, and what axe-core says of it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Route, expect

from dateline.web.app import STATIC

# Software drawing, so that the map has WebGL on a machine without a graphics card; the rest keeps the browser quiet.
FLAGS: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
expect.set_options(timeout=20_000)  # several browsers may share a core

AXE: Final = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
"""Rules for accessibility, run inside the page."""


def launched(playwright: Playwright) -> Browser:
    """Chromium from the PATH."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium, "the page is tested in Chromium, and none is on the PATH: install it (apt-get install chromium)"
    assert (STATIC / "index.html").exists(), "the page is not built: run `make setup`, or npm run build in frontend/"
    return playwright.chromium.launch(executable_path=chromium, args=FLAGS)


class Visit:
    """A page, with all that went wrong while it was open."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.outside: list[str] = []
        self.faults: list[str] = []
        context.route(re.compile("^(?!blob:|data:)"), self._only_loopback)
        self.page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)

    def _only_loopback(self, route: Route) -> None:
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()

    def open(self, query: str = "") -> Page:
        """The page at this address."""
        self.page.goto(f"{self.address}/{query}")
        return self.page

    def check(self) -> None:
        """No request left the machine, nothing was written to the console as an error, no markup of a report ran."""
        assert self.outside == []
        assert self.faults == []
        assert self.page.evaluate("window.broken") is None


def map_is_drawn(page: Page) -> None:
    """Waits for the map, then sees that its picture is too rich for an empty canvas (which packs into 2 kB)."""
    expect(page.locator(".maplibregl-canvas")).to_be_visible()
    expect(page.locator("[data-idle]")).to_be_attached(timeout=20_000)
    assert len(page.locator(".maplibregl-canvas").screenshot()) > 10_000


def unfold(page: Page, name: str = "Show the words") -> None:
    """Opens all that is folded because it is hard to read."""
    buttons = page.get_by_role("button", name=name, exact=True)
    for _ in range(buttons.count()):
        buttons.first.click()


def barriers(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA: the rule, and where."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate(
        """(rules) => axe.run(document, {runOnly: rules}).then(({violations}) =>
            violations.map(({id, nodes}) => `${id}: ${nodes.map((node) => node.html.slice(0, 140)).join(" | ")}`))""",
        rules,
    )
    return list(found)

"""The page in a real browser over a real server, with every road to the outside shut."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import hostile_record
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright
from web_server import serving

import made_record
from dateline.store import Record
from dateline.web import create_app
from dateline.web.app import STATIC

# Software drawing, so that the map has WebGL on a machine without a graphics card; the rest keeps the browser quiet.
FLAGS = [
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
EVENT = hostile_record.hostile()[1][0]
REPORT = EVENT.report_id


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium, "the page is tested in Chromium, and none is on the PATH: install it (apt-get install chromium)"
    assert (STATIC / "index.html").exists(), "the page is not built: run `make setup`, or npm run build in frontend/"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium, args=FLAGS)


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
        self.page.goto(f"{self.address}/{query}")
        return self.page

    def check(self) -> None:
        """No request left the machine, nothing was written to the console as an error, no markup of a report ran."""
        assert self.outside == []
        assert self.faults == []
        assert self.page.evaluate("window.broken") is None


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    made = Visit(context, address)
    yield made
    made.check()
    context.close()


def map_is_drawn(page: Page) -> None:
    """Waits for the map, then sees that its picture is too rich for an empty canvas (which packs into 2 kB)."""
    expect(page.locator(".maplibregl-canvas")).to_be_visible()
    expect(page.locator("[data-idle]")).to_be_attached(timeout=15_000)
    assert len(page.locator(".maplibregl-canvas").screenshot()) > 20_000


def test_first_screen_is_complete_without_a_network(visit: Visit) -> None:
    page = visit.open()
    expect(page.get_by_role("note")).to_have_text(hostile_record.NOTICE)
    expect(page.get_by_role("heading", level=1)).to_contain_text("assertions")
    items = page.locator("#what li a")
    expect(items).to_have_count(10)
    first = items.first
    expect(first).to_contain_text("Shelling/artillery/missile attack")
    expect(first).to_contain_text("Kherson")
    expect(first).to_contain_text("10 Feb 2023")
    expect(first).to_contain_text("Oleksandr Prokudin")
    expect(first).to_contain_text("Example Wire")
    expect(first).to_contain_text("certain")
    expect(page.locator(".bars svg rect[fill]").first).to_be_attached()
    map_is_drawn(page)


def test_report_view_shows_the_words_under_each_value(visit: Visit) -> None:
    page = visit.open()
    page.locator("#what li a", has_text="at least 5 killed").click()
    expect(page.locator("article h1")).to_have_text(hostile_record.TITLE)
    text = page.locator(".text")
    expect(text).to_have_text(hostile_record.TEXT, use_inner_text=False)
    chosen = "".join(text.locator("mark.own").all_text_contents())
    assert chosen == EVENT.evidence.exact, "offsets count code points, also behind characters beyond 16 bits"
    values = page.locator(".found li.open dl")
    for words in ("at least 5 people", hostile_record.SPEAKER, "3 Mar 2023", "Kherson", "shelled"):
        expect(values).to_contain_text(words)
    assert page.locator("script:not([src])").count() == 0
    assert page.locator("article img, article script").count() == 0
    assert page.locator("a[href^='javascript:']").count() == 0


def test_permalink_leads_back_to_the_same_view(visit: Visit) -> None:
    page = visit.open(f"?report={REPORT}&a={EVENT.assertion_id}")
    expect(page.locator(".found li.open")).to_have_count(1)
    page.get_by_role("button", name="All assertions").click()
    expect(page.locator("#what li a")).to_have_count(10)
    page.go_back()
    expect(page.locator("mark.own").first).to_be_visible()
    assert EVENT.assertion_id in page.url


def test_filters_narrow_the_list_and_the_address(visit: Visit) -> None:
    page = visit.open()
    page.get_by_role("combobox", name="Kind").select_option("control")
    expect(page.locator("#what li a")).to_have_count(2)
    assert "kind=control" in page.url
    page.get_by_role("textbox", name="Place").fill("Atlantis")
    page.get_by_role("textbox", name="Place").press("Enter")
    expect(page.get_by_text("Nothing in the record matches.")).to_be_visible()
    page.get_by_role("button", name="Clear all filters").click()
    expect(page.locator("#what li a")).to_have_count(10)
    page.get_by_label("Search the assertions").fill("drone")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 assertions")


def test_keyboard_alone_reaches_list_timeline_and_places(visit: Visit) -> None:
    page = visit.open()
    expect(page.locator("#what li a")).to_have_count(10)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the list")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#what li a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("mark.own").first).to_be_visible()
    page.get_by_role("button", name="All assertions").click()
    bars = page.get_by_role("application", name="Timeline")
    bars.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="From")).not_to_have_value("")
    page.get_by_role("button", name="All days").click()
    page.get_by_text("Places as a list").click()
    page.get_by_role("button", name="Mykolaiv").click()
    expect(page.get_by_role("textbox", name="Place")).to_have_value("Mykolaiv")
    expect(page.locator("#what li a")).to_have_count(1)


def test_dragging_over_the_timeline_sets_the_days(visit: Visit) -> None:
    page = visit.open()
    box = page.locator(".bars").bounding_box()
    assert box
    expect(page.locator(".bars svg rect[fill]").first).to_be_attached()
    page.mouse.move(box["x"] + 2, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 3, box["y"] + 20)
    page.mouse.up()
    expect(page.get_by_role("textbox", name="From")).to_have_value("2023-02-10")
    assert re.search(r"to=2023-02-\d\d", page.url)


def test_an_error_says_what_to_do(visit: Visit) -> None:
    page = visit.open("?from=2023-03-01&to=2023-02-01")
    alert = page.locator("#what").get_by_role("alert")
    expect(alert).to_contain_text("backwards")
    expect(alert).to_contain_text("Give the earlier day")
    expect(alert.get_by_role("button", name="Try again")).to_be_visible()
    assert all("400" in fault for fault in visit.faults), "Chromium itself notes each refused request"
    visit.faults.clear()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (900, "dark"), (1400, "light")])
def test_nothing_is_wider_than_the_screen(
    browser: Browser, address: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    visit = Visit(context, address)
    for query in ("", f"?report={REPORT}&a={EVENT.assertion_id}"):
        page = visit.open(query)
        expect(page.locator("#what li").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    visit.check()
    context.close()


def test_an_empty_record_says_what_to_do(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite"
    with Record.open(path, create=True) as record:
        made_record.fill(record, [])
    with serving(create_app(path)) as address:
        context = browser.new_context()
        visit = Visit(context, address)
        page = visit.open()
        expect(page.get_by_text("The record is empty.")).to_be_visible()
        expect(page.get_by_text("dateline build REPORTS")).to_be_visible()
        visit.check()
        context.close()


def test_a_server_that_stops_is_told(browser: Browser, record_file: Path) -> None:
    context = browser.new_context()
    with serving(create_app(record_file)) as address:
        visit = Visit(context, address)
        page = visit.open()
        expect(page.locator("#what li a")).to_have_count(10)
    page.get_by_role("combobox", name="Kind").select_option("event")
    expect(page.locator("#what").get_by_role("alert")).to_contain_text("Dateline does not answer")
    assert visit.outside == []
    context.close()

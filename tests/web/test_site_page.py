"""A site on a plain file server, in a sub-directory, in a real browser: the desk and its pages without a backend."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

import pytest
from browsing import Visit, barriers, map_is_drawn
from playwright.sync_api import Browser, Locator, Page, expect

from dateline.pipeline.site import export_site
from dateline.store import Record

asked: list[tuple[str, int]] = []
"""Paths that were asked for, with the status of the answer."""


class Plain(SimpleHTTPRequestHandler):
    """The file server that Python brings, which notes what it is asked for."""

    def log_message(self, *said: Any) -> None:
        pass

    def log_request(self, code: Any = "-", size: Any = "-") -> None:
        asked.append((self.path, int(code)))


@pytest.fixture(scope="module")
def place(record_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site is."""
    root = tmp_path_factory.mktemp("host")
    with Record.open(record_file) as record:
        export_site(record, root / "some" / "dir", told=lambda doing, done, of: None)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Plain, directory=str(root))) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/some/dir"
        server.shutdown()


@pytest.fixture
def site(browser: Browser, place: str) -> Iterator[Visit]:
    """A visit of a reader, who must not meet a fault, a file that is not there, or anything outside the folder."""
    asked.clear()
    context = browser.new_context(viewport={"width": 1400, "height": 900}, locale="en-GB")
    visit = Visit(context, place)
    yield visit
    visit.check()
    context.close()
    assert [(path, code) for path, code in asked if code >= 400 or not path.startswith("/some/dir/")] == []
    assert not [path for path, _ in asked if "/api/" in path]


def title(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def opened(site: Visit, query: str = "") -> Page:
    page = site.open(query)
    expect(title(page)).to_contain_text("incident")
    expect(page.locator("#what .item, #what .empty, #what [role=table], #what li").first).to_be_visible()
    return page


def test_the_desk_shows_what_the_server_shows(site: Visit, visit: Visit) -> None:
    here, there = opened(site), opened(visit)
    for page in (here, there):
        page.get_by_role("checkbox", name="Fold graphic text").uncheck()
        expect(page.locator(".item q").first).to_be_visible()
        map_is_drawn(page)
    for part in ("h1", ".facets", "#what"):
        expect(here.locator(part).first).to_have_text(there.locator(part).first.inner_text(), use_inner_text=True)
    assert barriers(here) == []
    names = here.locator("header nav a").all_inner_texts()
    assert names == ["Desk", "Changes", "Brief", "Names"]


def test_every_state_is_an_address(site: Visit) -> None:
    for query, count in (
        ("place=Kherson&pane=list", "2 incidents of 4"),
        ("disputed=1&view=table", "1 incident of 4"),
        ("known_to=2023-02-11", "2 incidents, first known until 11 February 2023 of 4"),
        ("asof=2023-02-09", "0 incidents, as known by 9 February 2023"),
        ("q=shell*+kherson", "2 incidents of 4"),
        ("q=%22shelled+Kherson%22&asof=2023-02-11", "1 incident, as known by 11 February 2023 of 2"),
    ):
        page = site.open(f"index.html?{query}")
        expect(title(page)).to_have_text(count)
    days = page.get_by_role("slider", name="As known by").evaluate("(one) => [one.min, one.value, one.max].map(Number)")
    assert days[0] < days[1] < days[2], "the slider stands on the day of the address"


def test_search_marks_what_it_found_and_the_slider_goes_back(site: Visit) -> None:
    page = opened(site)
    page.get_by_role("checkbox", name="Fold graphic text").uncheck()
    page.get_by_label("Search the words of the reports").fill("shelled")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".item q mark").first).to_have_text("shelled")
    page.get_by_role("button", name="Clear all").click()
    slider = page.get_by_role("slider", name="As known by")
    slider.focus()
    slider.press("Home")
    expect(title(page)).to_contain_text("as known by 10 February 2023")
    page.keyboard.press("Escape")
    page.locator("body").evaluate("() => document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_have_attribute("data-page", "incident")
    assert "asof=2023-02-10" in page.url


def test_a_dossier_leads_to_its_report(site: Visit) -> None:
    page = opened(site, "?place=Kherson&sort=-killed")
    page.locator(".item a").last.click()
    for part in ("Who says how many", "What is disputed", "From whom it comes", "Why this is one incident", "Sources"):
        expect(page.get_by_role("heading", name=part).last).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("These are"))).to_have_count(0)
    expect(page.get_by_text("dateline serve")).to_have_count(0)
    assert barriers(page) == []
    page.locator("#sources").locator("xpath=..").get_by_role("link").first.click()
    expect(page.locator("main")).to_have_attribute("data-page", "report")
    page.locator(".beside li button, .beside li a").first.click()
    expect(page.locator("mark").first).to_be_visible()
    expect(page.get_by_role("link", name="explain")).to_have_count(0)
    assert barriers(page) == []


def test_brief_changes_and_control(site: Visit) -> None:
    page = site.open("?page=brief&day=2023-02-11")
    expect(title(page)).to_have_text("Brief, 11 February 2023")
    expect(page.get_by_role("heading", name="New incidents")).to_be_visible()
    expect(page.get_by_role("link", name="Markdown")).to_have_count(0)
    assert barriers(page) == []
    page.get_by_role("link", name="Changes").click()
    expect(page.locator(".sum")).to_contain_text("report")
    page.get_by_role("combobox", name="In").select_option("30 days")
    expect(page.locator(".sum")).to_contain_text("5 reports")
    assert "since=" in page.url
    assert barriers(page) == []
    site.open("?page=changes&since=2023-02-10&until=2023-02-13")
    expect(page.get_by_text("This copy does not compare 10 February 2023 with 13 February 2023")).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("link", name="a day, up to 13 February 2023").click()
    expect(page.locator(".sum")).to_be_visible()
    opened(site, "?kind=control")
    expect(page.locator("#what li", has_text="Vuhledar").first).to_be_visible()


def test_claims_are_narrowed_by_names_and_values_and_what_cannot_be_is_told(site: Visit) -> None:
    page = site.open("?kind=event&measure=killed&country=UKR")
    expect(page.locator("#what li")).to_have_count(2)
    expect(page.get_by_text("A copy does not count claims")).to_be_visible()
    page = site.open("?kind=event&certainty=certain|probable&type=Battles|Strategic+developments")
    expect(page.locator("#what li")).to_have_count(1)
    page = site.open("?kind=event&disputed=1")
    expect(page.get_by_role("alert")).to_contain_text("A copy does not narrow lists of claims to what is disputed")


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_no_state_of_a_copy_is_shut_to_anybody(
    browser: Browser, place: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    visit = Visit(context, place)
    for query in (
        "", "?view=table&pane=list", "?view=table&pane=list&q=shelled", "?pane=filters&type=Battles",
        "?kind=control&pane=list", "?kind=event&pane=list&q=shelled", "?q=nowheretobefound&pane=list",
        "?asof=2023-02-11", "?from=2023-02-10&to=2023-02-11",
        "?page=incident&incident=i_0000000000000000", "?page=brief&day=2023-02-11", "?page=entity", "?page=review",
        "?page=changes&since=2023-02-10&until=2023-02-11",
    ):  # fmt: skip
        page = visit.open(query)
        expect(page.locator("h1").first).to_be_attached()
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, query
        assert (query, barriers(page)) == (query, [])
    visit.check()
    context.close()


def test_entities(site: Visit) -> None:
    page = site.open("?page=entity")
    page.get_by_label("Find").fill("kherson")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".rows li")).to_have_count(1)
    page.locator(".rows a").first.click()
    expect(title(page)).to_have_text("Kherson")
    expect(page.get_by_role("heading", name="Incidents")).to_contain_text("2")
    assert barriers(page) == []


def test_what_is_not_there_is_told(site: Visit) -> None:
    page = site.open("?page=review")
    expect(title(page)).to_have_text("This copy is for reading")
    assert barriers(page) == []
    site.open("?page=incident&incident=i_0000000000000000")
    expect(page.get_by_text("this copy has no incident")).to_be_visible()
    site.open("?page=report&report=r_0000000000000000")
    expect(page.get_by_text("this copy has no report")).to_be_visible()


def test_without_texts_the_reader_shows_what_is_cited(browser: Browser, record_file: Path, tmp_path: Path) -> None:
    with Record.open(record_file) as record:
        export_site(record, tmp_path / "site", texts=False, told=lambda doing, done, of: None)
        report = record.value("SELECT report_id FROM reports ORDER BY known_from LIMIT 1")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Plain, directory=str(tmp_path))) as server:
        threading.Thread(target=server.serve_forever).start()
        context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB", color_scheme="dark")
        visit = Visit(context, f"http://127.0.0.1:{server.server_port}/site")
        page = visit.open(f"?page=report&report={report}")
        page.get_by_role("button", name="Show the text").or_(page.get_by_text("is not in this copy")).first.wait_for()
        if page.get_by_role("button", name="Show the text").count():
            page.get_by_role("button", name="Show the text").click()
        expect(page.get_by_text("The text of this report is not in this copy")).to_be_visible()
        page.locator(".evidence button").first.click()
        assert "a=a_" in page.url
        assert barriers(page) == []
        visit.check()
        context.close()
        server.shutdown()

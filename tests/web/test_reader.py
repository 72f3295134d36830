"""The report reader in a real browser: layers, chains, hovering, and long and hostile texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import hostile_record
import pytest
from browsing import Visit, barriers
from playwright.sync_api import Browser, expect
from web_server import serving

import made_record
from dateline.model.report import make_report
from dateline.store import Record
from dateline.web import create_app

EVENT, MARKUP = hostile_record.hostile()[1]
QUERY = f"?page=report&report={EVENT.report_id}&a={EVENT.assertion_id}"


def test_the_text_is_what_was_stored_and_marks_cover_their_words(visit: Visit) -> None:
    page = visit.open(QUERY)
    expect(page.locator("h1")).to_have_text(hostile_record.TITLE)
    text = page.locator(".text")
    expect(text).to_have_text(hostile_record.TEXT, use_inner_text=False)
    chosen = "".join(text.locator("mark.own").all_text_contents())
    assert chosen == EVENT.evidence.exact, "offsets count code points, also behind characters beyond 16 bits"
    assert page.locator("article img, article script").count() == 0
    assert page.locator("a[href^='javascript:']").count() == 0


def test_a_layer_is_switched_off_and_on(visit: Visit) -> None:
    page = visit.open(f"?page=report&report={EVENT.report_id}")
    expect(page.locator("mark.statement").first).to_be_visible()
    page.get_by_role("button", name="Statements 1").click()
    expect(page.locator("mark.statement")).to_have_count(0)
    expect(page.locator(".found > ol > li")).to_have_count(1)
    page.get_by_role("button", name="Statements 1").click()
    expect(page.locator(".found > ol > li")).to_have_count(2)


def test_hovering_shows_values_and_a_click_opens_them(visit: Visit) -> None:
    page = visit.open(f"?page=report&report={EVENT.report_id}")
    mark = page.locator("mark.event").first
    mark.hover()
    expect(page.locator(".tip")).to_contain_text("Shelling/artillery/missile attack")
    expect(page.locator(".tip")).to_contain_text("Kherson")
    mark.click()
    chain = page.get_by_role("list", name="Who has it from whom, the report first")
    expect(chain.first.locator("li")).to_have_text(["<i>Outlet</i>", f"{hostile_record.SPEAKER} indirect said"])
    assert EVENT.assertion_id in page.url


def test_the_keyboard_opens_what_the_mouse_opens(visit: Visit) -> None:
    page = visit.open(f"?page=report&report={EVENT.report_id}")
    row = page.locator(".found .row").first
    row.focus()
    page.keyboard.press("Enter")
    expect(row).to_have_attribute("aria-expanded", "true")
    expect(page.locator("mark.own").first).to_be_visible()


@pytest.fixture
def long_address(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """A report of 600,000 characters with a thousand assertions."""
    text = "".join(f"Line {n}: shots were heard in Kherson 🛰 that night, somebody said.\n" for n in range(9000))
    report = make_report(
        text, origin="in/long.txt", ingested_at="2023-03-05", published="2023-03-04", published_basis="header"
    )
    found = tuple(made_record.made(report, "statement", f"Line {n}: shots") for n in range(0, 9000, 9))
    path = tmp_path / "long.sqlite"
    with Record.open(path, create=True) as record:
        made_record.fill(record, [(report, found)])
    with serving(create_app(path)) as address:
        yield address, f"?page=report&report={report.report_id}"


def test_a_long_text_stays_quick(browser: Browser, long_address: tuple[str, str]) -> None:
    address, query = long_address
    context = browser.new_context()
    visit = Visit(context, address)
    page = visit.open(query)
    expect(page.locator("mark").first).to_be_visible(timeout=20_000)
    expect(page.locator("mark")).to_have_count(1000)
    spent = page.evaluate(
        """async () => {
            const before = performance.now();
            document.querySelectorAll(".found .row")[500].click();
            await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
            return performance.now() - before;
        }"""
    )
    assert spent < 3000, f"opening one assertion took {spent:.0f} ms"
    visit.check()
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light"), (1920, "dark")])
def test_it_fits_and_has_no_barriers(
    browser: Browser, address: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    visit = Visit(context, address)
    page = visit.open(QUERY)
    expect(page.locator("mark.own").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert barriers(page) == []
    visit.check()
    context.close()

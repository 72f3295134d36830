"""Every state of every page that only reads: nothing wider than the screen, nothing that axe-core finds, nothing behind
something else. States that need a gesture or a fault are here, too; what the pages say is tested in files of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from browsing import Visit, barriers
from playwright.sync_api import Browser, Page, Route, expect

Scheme = Literal["light", "dark"]

QUERIES = (
    "", "?asof=2023-02-11", "?view=table&pane=list&asof=2023-02-11", "?q=nowheretobefound&pane=list", "?q=-&pane=list",
    "?q=shelled&type=Explosions%2FRemote+violence&country=UKR&admin1=Kherson+Oblast&certainty=certain&pane=list",
    "?kind=statement&pane=list", "?kind=control&pane=list", "?kind=event&pane=list&q=nowheretobefound",
    "?page=entity", "?page=entity&find=kherson", "?page=entity&find=nowheretobefound",
    "?page=entity&entity=geonames:706448", "?page=entity&entity=nobody", "?page=incident&incident=i_0000000000000000",
    "?page=report&report=r_0000000000000000",
    "?page=brief&day=2001-01-01", "?page=changes&since=2023-02-10&until=2023-02-11", "?page=changes", "?page=review",
)  # fmt: skip


@pytest.fixture(params=[(390, "light"), (390, "dark"), (820, "light"), (1440, "dark")], ids=lambda p: f"{p[0]}-{p[1]}")
def there(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Visit]:
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme, locale="en-GB")
    visit = Visit(context, address)
    yield visit
    assert visit.outside == []
    context.close()


HELD_AGAINST_AXE = ((390, "light"), (1440, "dark"))
"""Screens on which axe-core is asked, too: both schemes, narrow and wide. It takes three seconds a state."""


def assert_fits(page: Page, state: str) -> None:
    assert (state, page.evaluate("document.documentElement.scrollWidth - innerWidth")) == (state, 0)
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    if ((page.viewport_size or {}).get("width"), "dark" if dark else "light") in HELD_AGAINST_AXE:
        assert (state, barriers(page)) == (state, [])


def test_every_address_fits_and_is_shut_to_nobody(there: Visit) -> None:
    for query in QUERIES:
        page = there.open(query)
        expect(page.locator("h1").first).to_be_attached()
        page.wait_for_load_state("networkidle")
        assert_fits(page, query)


def test_what_is_opened_on_the_desk_fits(there: Visit) -> None:
    page = there.open()
    expect(page.get_by_role("heading", level=1)).to_have_text("4 incidents")
    page.get_by_role("button", name="Legend").click()
    assert_fits(page, "legend")
    page.locator(".play").click()
    assert_fits(page, "play")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    assert_fits(page, "keys")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    page.keyboard.press("f")
    expect(page.locator(".facets input").first).to_be_focused()
    assert_fits(page, "filters")


def test_while_nothing_has_come_yet_and_when_nothing_answers(there: Visit) -> None:
    held: list[Route] = []
    wanted = re.compile("/api/v1/(feed|explain|incidents|reports|brief|changes|entities)")
    for query in ("", "?pane=list", "?page=incident&incident=i_1", "?page=brief&day=2023-02-11", "?page=entity"):
        there.page.route(wanted, lambda route: held.append(route))
        page = there.open(query)
        expect(page.get_by_role("heading", level=1)).to_be_attached()
        assert_fits(page, f"loading {query}")
        there.page.unroute(wanted)
        there.page.route(wanted, lambda route: route.abort())
        page = there.open(query)
        expect(page.get_by_text("Dateline does not answer").filter(visible=True)).to_have_count(1)
        assert_fits(page, f"nothing answers {query}")
        there.page.unroute(wanted)


def test_what_moves_time_stands_on_one_line(there: Visit) -> None:
    page = there.open()
    expect(page.get_by_role("heading", level=1)).to_have_text("4 incidents")
    line = page.locator(".scrubber .line")
    tops = line.locator("> *").evaluate_all(
        "those => those.map(one => Math.round(one.getBoundingClientRect().bottom / 12))"
    )
    assert len(set(tops)) <= 2
    inside = "(one) => Math.max(...[...one.children].map(c => c.getBoundingClientRect().right)) - innerWidth"
    assert line.evaluate(inside) <= 0


def test_a_search_that_cannot_be_made_lists_nothing(visit: Visit) -> None:
    page = visit.open("?q=-")
    expect(page.get_by_role("alert")).to_contain_text("no word to look for")
    expect(page.get_by_role("heading", level=1)).to_have_text("0 incidents of 4")
    expect(page.locator(".item")).to_have_count(0)
    page.get_by_label("Search the words of the reports").fill("shelled")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 incidents of 4")
    visit.faults.clear()  # Chromium itself notes the refused request

"""The desk in a real browser: filters with counts, time, list and table, keys. The map: test_desk_map.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from bench import made_feed
from browsing import Visit
from playwright.sync_api import Browser, Locator, Page, expect

SHELLING = "Shelling/artillery/missile attack"


def title(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def value(page: Page, name: str) -> Locator:
    """A value in the filters."""
    return page.locator(".facets label", has_text=name)


def opened(visit: Visit, query: str = "") -> Page:
    page = visit.open(query)
    expect(title(page)).to_contain_text("incident")
    expect(page.locator("#what .item, #what .empty, [role=table]").first).to_be_visible()
    return page


# Filters


def test_each_value_of_a_filter_has_its_count_and_chips_take_filters_away(visit: Visit) -> None:
    page = opened(visit)
    expect(value(page, "Explosions/Remote violence")).to_contain_text("3")
    value(page, "Strategic developments").click()
    expect(title(page)).to_have_text("1 incident of 4")
    assert "type=Strategic" in page.url
    expect(value(page, "Explosions/Remote violence")).to_contain_text("3")  # its own filter does not narrow it
    expect(page.locator(".facets label", has_text="Kherson")).to_have_count(0)
    value(page, "Explosions/Remote violence").click()
    expect(title(page)).to_have_text("4 incidents")
    page.get_by_role("button", name="Take away Type Strategic developments").click()
    expect(title(page)).to_have_text("3 incidents of 4")
    page.go_back()
    expect(title(page)).to_have_text("4 incidents")
    page.get_by_role("button", name="Clear all").click()
    expect(page.get_by_text("No filters are on.")).to_be_visible()
    assert "type=" not in page.url


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("place=Kherson", "2 incidents of 4"),
        ("place=geonames:706448", "2 incidents of 4"),
        ("country=UKR", "3 incidents of 4"),
        ("actor=Armed+Forces+of+Russia", "1 incident of 4"),
        ("source=Oleksandr+Prokudin", "1 incident of 4"),
        ("measure=killed", "2 incidents of 4"),
        ("certainty=probable", "1 incident of 4"),
        ("disputed=1", "1 incident of 4"),
        ("unreviewed=1", "4 incidents"),
        (f"type={SHELLING}", "2 incidents of 4"),  # an address from before
        ("type=Battles|Strategic+developments", "1 incident of 4"),
        ("bbox=32,46,33,46.8", "2 incidents of 4"),
        ("from=2023-02-19&to=2023-02-19", "1 incident, 19 February 2023 of 4"),
        ("known_to=2023-02-11", "2 incidents, first known until 11 February 2023 of 4"),
        ("place=Atlantis", "0 incidents of 4"),
    ],
)
def test_every_filter_is_an_address(visit: Visit, query: str, count: str) -> None:
    page = opened(visit, f"?{query}")
    expect(title(page)).to_have_text(count)
    expect(page.locator(".chips button").first).to_be_visible()


def test_as_of_a_day_shows_what_was_known_then(visit: Visit) -> None:
    page = opened(visit, "?asof=2023-02-11")
    expect(title(page)).to_have_text("2 incidents, as known by 11 February 2023")
    expect(page.get_by_label("As of", exact=True)).to_have_value("2023-02-11")
    page.get_by_role("button", name="Back to today").click()
    expect(title(page)).to_have_text("4 incidents")
    slider = page.get_by_role("slider", name="As known by")
    slider.focus()
    slider.press("Home")
    expect(title(page)).to_contain_text("as known by 10 February 2023")
    assert "asof=2023-02-10" in page.url


def test_nothing_that_matches_says_so_and_leads_back(visit: Visit) -> None:
    page = opened(visit, "?place=Atlantis")
    expect(page.get_by_text("Nothing in the record matches.")).to_be_visible()
    page.get_by_role("button", name="Clear all filters").click()
    expect(page.locator(".item")).to_have_count(4)


def test_search_marks_the_words_it_found(visit: Visit) -> None:
    page = opened(visit)
    page.get_by_role("checkbox", name="Fold graphic text").uncheck()
    page.get_by_label("Search the words of the reports").fill("shelled")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".item")).to_have_count(2)
    expect(page.locator(".item q mark").first).to_have_text("shelled")
    assert "q=shelled" in page.url


def test_a_search_of_a_record_that_has_changed_since_brings_the_incidents_that_it_found(visit: Visit) -> None:
    old = made_feed.feed(30)
    page = visit.page
    page.route(
        re.compile(r"/api/v1/feed"), lambda route: route.fulfill(body=old, content_type="application/x-feed"), times=1
    )
    opened(visit, "?view=list")
    expect(title(page)).to_have_text("30 incidents")
    page.get_by_label("Search the words of the reports").fill("shelled")
    page.get_by_role("button", name="Search").click()
    expect(title(page)).to_have_text("2 incidents of 4")


# Time


def test_dragging_over_the_histogram_chooses_days_and_its_ends_move_by_keys(visit: Visit) -> None:
    page = opened(visit)
    box = page.locator(".bars").bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 10, steps=6)
    page.mouse.up()
    expect(title(page)).to_contain_text("February 2023")
    assert re.search(r"from=2023-02-\d\d&to=2023-02-\d\d", page.url)
    first = page.get_by_role("slider", name="First day")
    before = first.get_attribute("aria-valuetext")
    first.focus()
    first.press("ArrowRight")
    expect(first).not_to_have_attribute("aria-valuetext", before or "")
    first.press("Escape")
    expect(title(page)).to_have_text("4 incidents")


def test_either_clock_drives_the_histogram(visit: Visit) -> None:
    page = opened(visit)
    page.get_by_text("First known", exact=True).first.click()
    assert "clock=known" in page.url
    last = page.get_by_role("slider", name="Last day")
    last.focus()
    last.press("ArrowLeft")
    expect(title(page)).to_contain_text("first known until")
    assert "known_to=" in page.url
    assert "&to=" not in page.url


def test_play_moves_the_days_and_stops_at_the_end(visit: Visit) -> None:
    page = opened(visit)
    page.get_by_role("combobox", name="Speed").select_option("4×")
    page.get_by_role("combobox", name="What moves").select_option("growing end")
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(title(page)).to_contain_text("2023 of 4")
    expect(page.get_by_role("button", name="Play")).to_be_visible(timeout=15_000)
    assert "to=2023-03-" in page.url


def test_play_goes_in_steps_for_those_who_want_less_motion(browser: Browser, address: str) -> None:
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 800})
    visit = Visit(context, address)
    page = opened(visit)
    page.get_by_role("slider", name="Last day").evaluate(
        """slider => {
            window.moved = [];
            new MutationObserver(() => window.moved.push(performance.now()))
                .observe(slider, {attributeFilter: ["aria-valuetext"]});
        }"""
    )
    page.get_by_role("button", name="Play").click()
    moved: list[float] = []
    for _ in range(100):
        moved = page.evaluate("window.moved")
        if len(moved) > 2:
            break
        page.wait_for_timeout(200)
    assert len(moved) > 2, "it steps"
    apart = [later - earlier for earlier, later in pairwise(moved)]
    assert min(apart) > 800, "nothing moves between the steps, which are a second apart however busy the machine is"
    page.get_by_role("button", name="Pause").click()
    visit.check()
    context.close()


# List and table


def test_the_table_is_sorted_by_its_heads(visit: Visit) -> None:
    page = opened(visit, "?view=table")
    rows = page.locator(".body [role=row]")
    expect(rows).to_have_count(4)
    page.get_by_role("button", name="Killed").click()
    expect(page.get_by_role("columnheader", name="Killed")).to_have_attribute("aria-sort", "descending")
    expect(rows.first).to_contain_text("at least 5")
    assert "sort=-killed" in page.url
    page.get_by_role("button", name="Killed").click()
    expect(rows.last).to_contain_text("at least 5")


def test_a_row_opens_the_dossier_and_back_leads_to_the_row(visit: Visit) -> None:
    page = opened(visit, "?type=Explosions/Remote+violence")
    row = page.locator(".item", has_text="10 Feb 2023")
    incident = row.get_attribute("data-row")
    row.locator("a").click()
    expect(page.locator("main")).to_have_attribute("data-page", "incident")
    assert f"incident={incident}" in page.url
    assert "type=Explosions" in page.url
    page.go_back()
    expect(page.locator(".item.sel")).to_have_attribute("data-row", incident or "")


def test_words_of_many_dead_are_folded_until_asked_for(visit: Visit) -> None:
    page = opened(visit)
    row = page.locator(".item", has_text="3 killed")
    expect(row).to_contain_text("Words folded")
    expect(row.locator("q")).to_have_count(0)
    row.get_by_role("button", name="Show").click()
    expect(row.locator("q")).to_contain_text("shelled Kherson")
    page.get_by_role("checkbox", name="Fold graphic text").uncheck()
    page.reload()
    expect(page.locator(".item", has_text="at least 5 killed").locator("q")).to_be_visible()


# Keys


def test_the_desk_is_worked_by_keys_alone(visit: Visit) -> None:
    page = opened(visit)
    press = page.keyboard.press
    press("j")
    expect(page.locator(".item.sel")).to_have_count(1)
    first = page.locator(".item.sel").get_attribute("data-row")
    press("j")
    expect(page.locator(".item.sel")).not_to_have_attribute("data-row", first or "")
    press("k")
    expect(page.locator(".item.sel")).to_have_attribute("data-row", first or "")
    assert f"sel={first}" in page.url
    press("t")
    expect(page.get_by_role("table", name="Incidents")).to_be_visible()
    press("t")
    press("/")
    expect(page.get_by_label("Search the words of the reports")).to_be_focused()
    page.keyboard.type("jk?")
    expect(page.get_by_label("Search the words of the reports")).to_have_value("jk?")
    press("Escape")
    press("f")
    expect(page.locator(".facets input").first).to_be_focused()
    press("Space")
    expect(title(page)).to_have_text("1 incident of 4")
    press("Escape")
    press("m")
    expect(page.locator(".maplibregl-canvas")).to_be_focused()
    press("s")
    expect(page.get_by_role("slider", name="First day")).to_be_focused()
    press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    page.locator("body").evaluate("() => document.activeElement.blur()")
    press("j")
    press("Enter")
    expect(page.locator("main")).to_have_attribute("data-page", "incident")


# A phone


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, locale="en-GB")
    visit = Visit(context, address)
    yield opened_on_phone(visit)
    visit.check()
    context.close()


def opened_on_phone(visit: Visit) -> Page:
    page = visit.open()
    expect(title(page)).to_have_text("4 incidents")
    return page


def test_a_phone_has_map_list_and_filters_one_at_a_time(phone: Page) -> None:
    tabs = phone.get_by_role("group", name="What is shown")
    expect(phone.locator(".maplibregl-canvas")).to_be_visible()
    tabs.get_by_role("button", name="Filters").tap()
    value(phone, "Strategic developments").tap()
    expect(title(phone)).to_have_text("1 incident of 4")
    tabs.get_by_role("button", name="List").tap()
    expect(phone.locator(".item")).to_have_count(1)
    expect(phone.locator(".maplibregl-canvas")).to_be_hidden()
    assert phone.evaluate("document.documentElement.scrollHeight") <= 844, "the panes scroll, not the page"

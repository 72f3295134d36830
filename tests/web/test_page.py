"""The page in a real browser over a real server, with every road to the outside shut: its shell, reports and claims."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import hostile_record
import pytest
from browsing import Visit, barriers, map_is_drawn
from playwright.sync_api import Browser, expect
from web_server import serving

import made_record
from dateline.store import Record
from dateline.web import create_app

EVENT = hostile_record.hostile()[1][0]
REPORT = EVENT.report_id


def test_first_screen_is_complete_without_a_network(visit: Visit) -> None:
    page = visit.open()
    expect(page.get_by_role("note")).to_have_text(hostile_record.NOTICE)
    expect(page.get_by_role("heading", level=1)).to_have_text("4 incidents")
    expect(page.get_by_role("navigation", name="Pages").get_by_role("link")).to_have_text(
        ["Desk", "Changes", "Brief", "Names", "Review"]
    )
    items = page.locator(".item")
    expect(items).to_have_count(4)
    expect(items.first).to_contain_text("no date given")
    first = page.locator(".item", has_text="10 Feb 2023")
    expect(first).to_contain_text("Shelling/artillery/missile attack")
    expect(first).to_contain_text("Kherson")
    expect(first).to_contain_text("3 killed")
    expect(first.locator(".who")).to_have_attribute("title", re.compile("Oleksandr Prokudin"))
    map_is_drawn(page)


@pytest.mark.parametrize(
    ("name", "word"), [("Changes", "changes"), ("Brief", "brief"), ("Names", "entity"), ("Review", "review")]
)
def test_each_page_has_an_address_that_keeps_the_filters(visit: Visit, name: str, word: str) -> None:
    page = visit.open("?type=Battles&asof=2023-02-15")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name=name).click()
    expect(page.locator("main")).to_have_attribute("data-page", word)
    assert f"page={word}" in page.url
    assert "type=Battles" in page.url
    assert "asof=2023-02-15" in page.url
    page.go_back()
    expect(page.locator("main")).to_have_attribute("data-page", "desk")


def test_the_reader_chooses_light_or_dark(visit: Visit) -> None:
    page = visit.open()
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Switch to dark colours").click()
    dark = page.evaluate(paper)
    assert dark != light
    page.reload()
    assert page.evaluate(paper) == dark, "the choice is kept"
    page.get_by_role("button", name="Switch to light colours").click()
    assert page.evaluate(paper) == light


def test_report_view_shows_the_words_under_each_value(visit: Visit) -> None:
    page = visit.open("?kind=event")
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
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Desk").click()
    expect(page.locator(".item")).to_have_count(4)
    page.go_back()
    expect(page.locator("mark.own").first).to_be_visible()
    assert EVENT.assertion_id in page.url


def test_claims_that_are_no_incidents_are_listed_too(visit: Visit) -> None:
    page = visit.open()
    page.get_by_role("combobox", name="Show").select_option("control")
    expect(page.locator("#what li a")).to_have_count(2)
    assert "kind=control" in page.url
    page.get_by_label("Search the words of the reports").fill("hold")
    page.get_by_label("Search the words of the reports").press("Enter")
    expect(page.locator("#what li a")).to_have_count(1)


def test_claims_are_narrowed_by_every_filter_and_counted_beside_it(visit: Visit) -> None:
    page = visit.open("?kind=event")
    title = page.get_by_role("heading", level=1)
    count = page.locator(".facets label")
    expect(title).to_have_text("6 claims of events")
    expect(count.filter(has_text="Unreviewed only")).to_contain_text("6")
    page.get_by_text("Measure", exact=True).click()
    expect(count.filter(has_text="killed")).to_contain_text("2")
    count.filter(has_text="killed").click()
    expect(title).to_have_text("2 claims of events")
    expect(page.locator("#what li")).to_have_count(2)
    assert "measure=killed" in page.url
    page = visit.open("?kind=event&certainty=probable|possible")
    expect(title).to_have_text("1 claim of an event")
    page = visit.open("?kind=event&type=Battles|Strategic+developments&country=UKR")
    expect(page.locator("#what li")).to_have_count(1)
    page = visit.open("?kind=event&disputed=1")
    expect(page.locator("#what li .strong").first).to_have_text("disputed")


def test_words_that_were_searched_for_are_marked_wherever_they_stand(visit: Visit) -> None:
    page = visit.open("?q=shelling&view=table")
    expect(page.locator("[role=row][data-row]")).to_have_count(2)
    page = visit.open("?q=Kherson&view=table")
    expect(page.locator("[role=cell] mark").first).to_have_text("Kherson")
    page = visit.open("?q=shelling&kind=event")
    page.get_by_role("checkbox", name="Fold graphic text").uncheck()
    expect(page.locator("#what q mark").first).to_have_text(re.compile("[Ss]hell(ed|ing)"))
    page = visit.open(f"?q=shelling&page=report&report={REPORT}&a={EVENT.assertion_id}")
    expect(page.locator(".text mark mark").first).to_have_text(re.compile("[Ss]hell(ed|ing)"))


def test_the_words_of_a_claim_are_folded_until_asked_for(visit: Visit) -> None:
    page = visit.open("?kind=event&measure=killed")
    show = page.get_by_role("button", name="Show the words of")
    expect(show.first).to_be_visible()
    before = show.count()
    show.first.click()
    expect(show).to_have_count(before - 1)
    expect(page.locator("#what li q").first).to_be_visible()


def test_the_words_of_all_rows_in_view_are_one_question(visit: Visit) -> None:
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    page = visit.open()
    page.get_by_role("checkbox", name="Fold graphic text").uncheck()
    expect(page.locator(".item q")).to_have_count(4)
    assert len([url for url in asked if "/words?" in url]) == 1
    assert not [url for url in asked if "/incidents/" in url]


def test_an_error_says_what_to_do(visit: Visit) -> None:
    page = visit.open("?kind=event&from=2023-03-01&to=2023-02-01")
    alert = page.locator("#what").get_by_role("alert")
    expect(alert).to_contain_text("backwards")
    expect(alert).to_contain_text("Give the earlier day")
    expect(alert.get_by_role("button", name="Try again")).to_be_visible()
    assert all("400" in fault for fault in visit.faults), "Chromium itself notes each refused request"
    visit.faults.clear()


@pytest.mark.parametrize(
    ("width", "scheme"), [(390, "light"), (390, "dark"), (900, "dark"), (1280, "light"), (1920, "dark")]
)
def test_nothing_is_wider_than_the_screen_or_shut_to_anybody(
    browser: Browser, address: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    visit = Visit(context, address)
    for query in (
        "", "?view=table&pane=list", "?pane=filters&type=Battles", "?from=2023-02-10&to=2023-02-11",
        "?kind=event&pane=list&q=shelled",
    ):  # fmt: skip
        page = visit.open(query)
        expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("^[0-9]+ (incident|claim)"))
        expect(page.locator("[data-idle], [data-pane=list], [data-pane=filters]").first).to_be_attached(timeout=20_000)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert barriers(page) == []
    page = visit.open(f"?report={REPORT}&a={EVENT.assertion_id}")
    expect(page.locator("mark.own").first).to_be_visible()
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
        expect(page.locator(".item")).to_have_count(4)
    page.get_by_role("combobox", name="Show").select_option("event")
    expect(page.locator("#what").get_by_role("alert")).to_contain_text("Dateline does not answer")
    assert visit.outside == []
    context.close()

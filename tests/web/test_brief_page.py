"""The brief, the changes between two days and the names, as pages in a real browser."""

from __future__ import annotations

from typing import Literal

import hostile_record
import pytest
from browsing import Visit, barriers, unfold
from playwright.sync_api import Browser, expect

BRIEF = "?page=brief&day=2023-02-11"
CHANGES = "?page=changes&since=2023-02-09&until=2023-03-05"
HOSTILE = "?page=brief&day=2023-03-04"


def test_every_line_of_a_brief_has_its_evidence_on_demand(visit: Visit) -> None:
    page = visit.open(BRIEF)
    expect(page.get_by_role("heading", level=1)).to_have_text("Brief, 11 February 2023")
    cite = page.get_by_role("button", name="Evidence 1", exact=True).first
    cite.click()
    note = page.get_by_role("note").filter(has=page.get_by_role("link", name="in the report"))
    expect(note).to_be_visible()
    note.get_by_role("link", name="in the report").click()
    expect(page.locator("mark.own").first).to_be_visible()


def test_days_are_picked_and_an_empty_one_says_so(visit: Visit) -> None:
    page = visit.open(BRIEF)
    page.get_by_role("button", name="The day after").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Brief, 12 February 2023")
    assert "day=2023-02-12" in page.url
    page.get_by_label("Day of the brief").fill("2023-01-01")
    expect(page.get_by_text("Nothing became known on this day")).to_be_visible()


def test_a_brief_is_downloaded_as_markdown(visit: Visit) -> None:
    page = visit.open(BRIEF)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    with page.expect_download() as caught:
        page.get_by_role("link", name="Markdown").click()
    assert caught.value.suggested_filename == "brief-2023-02-11.md"


def test_what_is_folded_on_the_screen_is_printed(visit: Visit) -> None:
    page = visit.open(HOSTILE)
    folded = page.get_by_text("Words folded")
    expect(folded.first).to_be_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert folded.count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(folded.first).to_be_visible()


def test_a_name_that_is_not_there_is_told(visit: Visit) -> None:
    page = visit.open("?page=entity&entity=name:nobody")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("alert")).to_be_visible()
    assert barriers(page) == []
    visit.faults.clear()  # Chromium itself notes the refused request


def test_a_brief_leads_to_the_dossier(visit: Visit) -> None:
    page = visit.open("?page=brief&day=2023-02-10")
    page.get_by_role("link", name="Dossier").first.click()
    expect(page.locator("#sources")).to_be_visible()


def test_changes_tell_of_new_incidents_disputes_and_control(visit: Visit) -> None:
    page = visit.open(CHANGES)
    expect(page.get_by_role("heading", name="New incidents")).to_be_visible()
    expect(page.get_by_role("heading", name="Who holds what")).to_be_visible()
    expect(page.locator(".changes")).to_contain_text("Vuhledar")
    page.get_by_label("up to the end of").fill("2023-02-09")
    expect(page.get_by_text("Nothing changed in these days")).to_be_visible()


def test_days_that_run_backwards_are_told(visit: Visit) -> None:
    page = visit.open("?page=changes&since=2023-03-01&until=2023-02-01")
    expect(page.get_by_role("alert")).to_contain_text("backwards")
    visit.faults.clear()  # Chromium itself notes the refused request


def test_a_name_has_its_spellings_and_incidents(visit: Visit) -> None:
    page = visit.open("?page=entity")
    page.get_by_label("Find").fill("Prokudin")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Oleksandr Prokudin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Oleksandr Prokudin")
    expect(page.get_by_role("heading", name="Names and spellings")).to_be_visible()
    expect(page.get_by_role("heading", name="What they said")).to_be_visible()
    expect(page.locator(".entity")).to_contain_text("We will rebuild")


def test_markup_of_reports_is_text_on_these_pages(visit: Visit) -> None:
    page = visit.open(HOSTILE)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    unfold(page, "Show")
    expect(page.locator(".brief")).to_contain_text("<i>Outlet</i>")
    expect(page.locator(".brief")).to_contain_text(hostile_record.TITLE)
    assert page.locator("a[href^='javascript:']").count() == 0
    page = visit.open(CHANGES)
    expect(page.locator(".changes")).to_contain_text(hostile_record.TITLE)
    assert page.locator("main img, main script").count() == 0


@pytest.mark.parametrize("query", [BRIEF, CHANGES, "?page=entity", "?page=entity&entity=geonames:706448"])
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_they_fit_and_have_no_barriers(
    browser: Browser, address: str, query: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    visit = Visit(context, address)
    page = visit.open(query)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert barriers(page) == []
    visit.check()
    context.close()

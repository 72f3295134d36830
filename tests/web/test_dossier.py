"""The dossier of an incident in a real browser: what it says, how it prints, and that markup of reports stays text."""

from __future__ import annotations

import json
import re
from typing import Any, Literal
from urllib.request import urlopen

import hostile_record
import pytest
from browsing import Visit, barriers, unfold
from pdf_text import pages_of
from playwright.sync_api import Browser, expect


def incident(address: str, **wanted: Any) -> str:
    """The query of the dossier of the one incident that has an account with these words."""
    with urlopen(f"{address}/api/v1/claims?limit=100") as reply:
        rows = json.load(reply)["rows"]
    found = [row["incident_id"] for row in rows if row["incident_id"] and wanted["words"] in row["evidence"]["exact"]]
    return f"?page=incident&incident={found[0]}"


DENIED = "its troops had shelled Kherson"


def test_a_dossier_says_what_where_when_and_how_well_vouched(visit: Visit) -> None:
    page = visit.open(incident(visit.address, words=DENIED))
    expect(page.get_by_role("heading", level=1)).to_have_text("Shelling/artillery/missile attack")
    head = page.locator("header").filter(has=page.get_by_role("heading", level=1))
    expect(head).to_contain_text("10 Feb 2023")
    expect(head).to_contain_text("Kherson")
    expect(head).to_contain_text("to within 6 km")
    expect(head).to_contain_text("denies it")
    expect(head.get_by_text("suggested", exact=True).first).to_be_visible()
    expect(page.locator("#figures + .count, section:has(#figures)").first).to_contain_text("three people")
    expect(page.get_by_role("img", name="Map. Kherson")).to_be_visible()
    expect(page.locator("section:has(#sources) li")).to_have_count(3)


def test_denials_face_the_claim_and_folded_words_open(visit: Visit) -> None:
    page = visit.open(incident(visit.address, words=DENIED))
    part = page.locator("section:has(#disputes)")
    expect(part.get_by_role("button", name="Show the words")).to_be_visible()
    expect(part).not_to_contain_text(DENIED)
    unfold(page)
    expect(part.get_by_role("heading", name="Who did it")).to_be_visible()
    expect(part).to_contain_text("Not Armed Forces of Russia")
    expect(part).to_contain_text(DENIED)


def test_copies_hang_under_their_original_and_count_once(visit: Visit) -> None:
    page = visit.open(incident(visit.address, words=DENIED))
    expect(page.locator("#sources")).to_be_visible(timeout=20_000)
    voices = page.locator("section:has(#voices)")
    expect(voices).to_contain_text("Oleksandr Prokudin")
    for each in voices.locator("details:not([open]) > summary").all():
        each.click()
    expect(voices).to_contain_text("copied")


def test_an_account_leads_to_its_sentence_and_back(visit: Visit) -> None:
    page = visit.open(incident(visit.address, words=DENIED))
    accounts = page.locator("section:has(#accounts)")
    expect(accounts).to_be_visible()
    unfold(page)
    accounts.get_by_role("link", name="in the report").first.click()
    expect(page.locator("mark.own").first).to_be_visible()
    page.go_back()
    expect(page.locator("#accounts")).to_be_visible()


def test_the_slider_shows_it_as_it_stood(visit: Visit) -> None:
    page = visit.open(incident(visit.address, words=DENIED))
    slider = page.get_by_role("slider", name="As it stood on")
    expect(slider).to_be_visible()
    slider.focus()
    page.keyboard.press("Home")
    expect(page).to_have_url(re.compile("asof=2023-02-10"))
    expect(page.locator("section:has(#sources) li")).to_have_count(1)
    expect(page.locator("header").filter(has=page.get_by_role("heading", level=1))).not_to_contain_text("denies it")
    page.keyboard.press("End")
    expect(page.locator("section:has(#sources) li")).to_have_count(3)


def test_merging_is_explained_and_reading_alone_changes_nothing(visit: Visit) -> None:
    page = visit.open(incident(visit.address, words=DENIED))
    part = page.locator("section:has(#merge)")
    part.locator("details > summary").first.click()
    expect(part.locator("tbody").first).to_contain_text("what every pair starts with")
    expect(part.get_by_role("button", name="These are not the same").first).to_be_disabled()
    expect(part).to_contain_text("dateline serve --review")


def test_printing_leaves_the_interface_out_and_opens_what_is_folded(visit: Visit) -> None:
    page = visit.open(incident(visit.address, words=DENIED))
    expect(page.locator("#sources")).to_be_visible()
    assert page.locator("section:has(#merge) details:not([open])").count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("section:has(#merge) details:not([open])").count() == 0
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Print or PDF")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Pages")).to_be_hidden()
    expect(page.locator("section:has(#sources) li").first).to_be_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("section:has(#merge) details:not([open])").count()


def test_a_pdf_holds_the_figures_the_words_and_the_address(visit: Visit) -> None:
    query = incident(visit.address, words=DENIED)
    page = visit.open(query)
    expect(page.locator("#sources")).to_be_visible()
    expect(page.get_by_role("button", name="Show the words").first).to_be_visible()
    pdf = page.pdf(prefer_css_page_size=True)
    assert b"/MediaBox [0 0 594.95996 841.91998]" in pdf  # A4
    printed = [re.sub(r"\s", "", text) for text in pages_of(pdf)]
    whole = "".join(printed)
    with urlopen(f"{visit.address}/api/v1/incidents/{query.split('=')[-1]}") as reply:
        told = json.load(reply)
    for account in told["assertions"]:  # what is folded on the screen is written out
        assert re.sub(r"\s", "", account["evidence"]["exact"]) in whole
    for words in ("threepeople", "Kherson", "10Feb2023"):
        assert words in whole
    assert f"{visit.address}/{query}" in whole
    for head in told["reports"]:
        assert head["report_id"] in whole
    assert "PrintorPDF" not in whole
    assert "Copylink" not in whole


def test_markup_of_a_report_is_text_in_its_dossier(visit: Visit) -> None:
    page = visit.open(incident(visit.address, words="Russian forces shelled Kherson on 3 March 2023"))
    expect(page.locator("#sources")).to_be_visible()
    unfold(page)
    expect(page.locator("section:has(#sources)")).to_contain_text("<i>Outlet</i>")
    expect(page.locator("section:has(#sources)")).to_contain_text(hostile_record.TITLE)
    assert page.locator("a[href^='javascript:']").count() == 0
    assert page.locator("main img, main script, main i").count() == 0


def test_an_incident_that_there_is_not_says_so(visit: Visit) -> None:
    page = visit.open("?page=incident&incident=i_0000000000000000")
    expect(page.get_by_role("alert")).to_contain_text("i_0000000000000000")
    visit.faults.clear()  # Chromium itself notes the refused request
    page = visit.open("?page=incident")
    expect(page.get_by_text("No incident is chosen.")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark"), (1920, "light")])
def test_it_fits_and_has_no_barriers(
    browser: Browser, address: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    visit = Visit(context, address)
    page = visit.open(incident(address, words=DENIED))
    expect(page.locator("#sources")).to_be_visible()
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert barriers(page) == []
    visit.check()
    context.close()

"""The page of a server with accounts: who comes in and who does not, and what stays when a session ends meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Visit, barriers
from playwright.sync_api import Browser, Page, expect
from web_server import serving

import made_record
from dateline.store import Record
from dateline.web import create_app
from dateline.web.accounts import accounts_file, add_account

PASSWORD = "correct horse battery"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "desk.sqlite"
    with Record.open(path, create=True) as record:
        made_record.fill(record)
    add_account(accounts_file(path), "Anna K", "reviewer", PASSWORD)
    add_account(accounts_file(path), "Rolf", "reader", PASSWORD[::-1])
    return path


@pytest.fixture(params=[(390, "dark"), (1280, "light")], ids=lambda p: f"{p[0]}-{p[1]}")
def door(request: pytest.FixtureRequest, browser: Browser, path: Path) -> Iterator[Visit]:
    width, scheme = request.param
    with serving(create_app(path, review=True, accounts=accounts_file(path))) as address:
        context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme, locale="en-GB")
        visit = Visit(context, address)
        yield visit
        assert all("401" in fault or "403" in fault for fault in visit.faults), "Chromium itself notes what is refused"
        context.close()


def come_in(page: Page, name: str, password: str) -> None:
    dialog = page.get_by_role("dialog", name="Who are you?")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_label("Password").fill(password)
    dialog.get_by_role("button", name="Go in").click()


def test_nothing_is_shown_to_who_has_not_come_in(door: Visit) -> None:
    for query in ("", "?page=incident&incident=i_0000000000000000", "?page=brief&day=2023-02-11", "?page=review"):
        page = door.open(query)
        expect(page.get_by_role("dialog", name="Who are you?")).to_be_visible()
        expect(page.get_by_role("alert").filter(has_text="logged in")).to_have_count(0)
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog", name="Who are you?")).to_be_visible()
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


def test_a_reader_comes_in_on_any_page_and_goes_out(door: Visit) -> None:
    page = door.open("?type=Battles&pane=list")
    come_in(page, "Rolf", "wrong")
    expect(page.get_by_role("alert")).to_contain_text("no account has this name and password")
    assert barriers(page) == []
    come_in(page, "Rolf", PASSWORD[::-1])
    expect(page.get_by_role("heading", level=1)).to_have_text("0 incidents of 3")
    assert "type=Battles" in page.url
    expect(page.get_by_text("Rolf", exact=True)).to_be_visible()
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    page.get_by_role("link", name="Review").click()
    expect(page.get_by_text("You may read here, not decide")).to_be_visible()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("dialog", name="Who are you?")).to_be_visible()


def test_a_session_that_ends_meanwhile_leaves_the_page_as_it_is(door: Visit) -> None:
    page = door.open("?page=review")
    come_in(page, "Anna K", PASSWORD)
    expect(page.locator("mark.own").first).to_be_visible()
    page.get_by_role("button", name="Put right").click()
    page.get_by_label("Certainty").select_option("possible")
    page.context.clear_cookies()
    page.get_by_role("button", name="Keep this").click()
    dialog = page.get_by_role("dialog", name="Who are you?")
    expect(dialog).to_contain_text("Your session has ended")
    come_in(page, "Anna K", PASSWORD)
    expect(dialog).to_have_count(0)
    expect(page.get_by_label("Certainty")).to_have_value("possible")
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("Put right: kept.")).to_be_visible()

"""Reviewing in a real browser against a real server: what is decided stays, also when all is made again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import hostile_record
import pytest
from browsing import Visit, barriers
from playwright.sync_api import Browser, Page, expect
from web_server import serving

import made_record
from dateline.model.assertion import Review
from dateline.model.vocabulary import INTERACTIONS, SUB_EVENT_TYPES
from dateline.pipeline.derive import rebuild
from dateline.pipeline.queries import claims
from dateline.pipeline.review import history
from dateline.pipeline.views import Filters
from dateline.reference.acts import targets
from dateline.reference.weapons import weapons
from dateline.store import Record
from dateline.web import create_app

EVENT = hostile_record.hostile()[1][0]
ITEM = f"?page=review&item={EVENT.assertion_id}"
PAGE = Path(__file__).parents[2] / "frontend/src/lib/pages/vocabulary.ts"


@pytest.fixture
def own_file(tmp_path: Path) -> Path:
    path = tmp_path / "reviewed.sqlite"
    with Record.open(path, create=True) as record:
        made_record.fill(record)
        hostile_record.add_hostile(record)
    return path


@pytest.fixture
def desk(browser: Browser, own_file: Path) -> Iterator[Visit]:
    """A reviewer at a server that was started for it."""
    with serving(create_app(own_file, review=True, reviewer="R. Viewer")) as address:
        context = browser.new_context(viewport={"width": 1400, "height": 1000}, locale="en-GB")
        visit = Visit(context, address)
        yield visit
        visit.check()
        context.close()


def select(page: Page, text: str) -> None:
    """Selects these words in the report's text, as dragging over them does."""
    page.evaluate(
        """(words) => {
            const root = document.querySelector(".text");
            const at = root.textContent.indexOf(words);
            if (at < 0) throw new Error(`no ${words}`);
            const spot = (units) => {
                const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
                for (let node; (node = walk.nextNode()); units -= node.data.length) {
                    if (units <= node.data.length) return [node, units];
                }
            };
            getSelection().setBaseAndExtent(...spot(at), ...spot(at + words.length));
        }""",
        text,
    )


def now(path: Path) -> dict[str, Review]:
    """State of review by the words of the evidence."""
    with Record.open(path) as record:
        return {a.evidence.exact: a.review for a in claims(record, Filters(), limit=100).rows}


def test_a_value_is_put_right_by_selecting_text_and_outlives_a_rebuild(desk: Visit, own_file: Path) -> None:
    page = desk.open(ITEM)
    expect(page.locator("mark.own").first).to_be_visible()
    page.keyboard.press("c")
    form = page.get_by_role("form", name="Put it right")
    expect(form).to_be_visible()
    form.get_by_label("Low").fill("7")
    select(page, " people, ")
    form.get_by_role("button", name="Selected words for Words of the count").click()
    expect(form.get_by_label("Words of the count")).to_have_value("people,")
    form.get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("Put right: kept.")).to_be_visible()
    with Record.open(own_file, write=True) as record:
        rebuild(record)
    with Record.open(own_file) as record:
        found = next(a for a in claims(record, Filters(), limit=100).rows if a.review.state == "corrected")
    assert (found.review.by, found.made_by) == ("R. Viewer", "person/R. Viewer")
    assert found.tolls[0].low == 7
    at = found.tolls[0].evidence
    assert hostile_record.TEXT[at.start : at.end] == at.exact == "people,"
    page = desk.open(f"?page=report&report={found.report_id}&a={found.assertion_id}")
    expect(page.locator(".found li.open")).to_contain_text("put right by R. Viewer")


def test_rejecting_and_undoing_with_the_keyboard_alone(desk: Visit, own_file: Path) -> None:
    page = desk.open(ITEM)
    expect(page.locator("mark.own").first).to_be_visible()
    page.keyboard.press("x")
    expect(page.get_by_text("Wrong: kept.")).to_be_visible()
    expect(page.locator(".progress")).to_contain_text("1 decided now")
    with Record.open(own_file) as record:
        kept = history(record, by="R. Viewer").rows
    assert [(j.verdict, j.left) for j in kept] == [("wrong", EVENT.assertion_id)]
    page.keyboard.press("u")
    expect(page.get_by_text("Undone.")).to_be_visible()
    expect(page.locator(".progress")).to_contain_text("0 decided now")
    expect(page.locator(".what h2")).to_have_text("Shelling/artillery/missile attack")


def test_accepting_goes_on_to_the_next_and_skipping_decides_nothing(desk: Visit, own_file: Path) -> None:
    page = desk.open("?page=review")
    expect(page.locator("mark.own").first).to_be_visible()
    page.keyboard.press("s")
    expect(page.get_by_text("Left for later.")).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_text("Right: kept.")).to_be_visible()
    expect(page.get_by_text(re.compile("1 decision (waits|is being worked in)"))).to_be_visible()
    expect(page.get_by_text("All decisions are worked in.")).to_be_visible(timeout=30_000)
    assert sorted(review.state for review in now(own_file).values()).count("accepted") == 1


def test_what_was_missed_is_added(desk: Visit, own_file: Path) -> None:
    page = desk.open(ITEM)
    expect(page.locator("mark.own").first).to_be_visible()
    select(page, "reported")
    page.keyboard.press("n")
    form = page.get_by_role("form", name="Put it right")
    form.get_by_label("Kind").select_option("statement")
    form.get_by_label("All its words").fill("Strike <script>window.broken = true</script> reported")
    form.get_by_label("All its words").press("Tab")
    form.get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("Added: kept.")).to_be_visible()
    with Record.open(own_file, write=True) as record:
        rebuild(record)
    assert "Strike <script>window.broken = true</script> reported" in now(own_file)


def test_a_weapon_and_what_was_hit_are_added_by_selecting_their_words(desk: Visit, own_file: Path) -> None:
    page = desk.open(ITEM)
    expect(page.locator("mark.own").first).to_be_visible()
    before = EVENT.targets
    page.keyboard.press("c")
    form = page.get_by_role("form", name="Put it right")
    select(page, "Strike")
    form.get_by_role("button", name="Add a weapon").click()
    form.get_by_label("Weapon", exact=True).fill("missile")
    form.get_by_label("Class").select_option("missile")
    form.get_by_label("How many").fill("2")
    form.get_by_role("button", name="Add what was hit").click()
    form.get_by_label("What it is").last.select_option("energy")
    form.get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("Put right: kept.")).to_be_visible()
    with Record.open(own_file, write=True) as record:
        rebuild(record)
        given = next(a for a in claims(record, Filters(), limit=100).rows if a.review.state == "corrected")
    assert [(w.name, w.weapon_class, w.count, w.as_written) for w in given.weapons][-1] == (
        "missile",
        "missile",
        2,
        "Strike",
    )
    assert [t.category for t in given.targets] == [*(t.category for t in before), "energy"]


def test_words_that_do_not_stand_there_are_refused(desk: Visit, own_file: Path) -> None:
    page = desk.open(ITEM)
    expect(page.locator("mark.own").first).to_be_visible()
    page.keyboard.press("c")
    page.get_by_label("Low").fill("7")
    field = page.get_by_label("Words of the count")
    field.fill("at least nine people")
    field.press("Tab")
    expect(page.get_by_text("These words do not stand in the report like this.")).to_be_visible()
    page.get_by_role("button", name="Keep this").click()
    assert field.evaluate("(field) => field.matches(':invalid')")
    field.fill("people,")
    field.press("Tab")
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("Put right: kept.")).to_be_visible()
    with Record.open(own_file) as record:
        assert len(history(record).rows) == 1


def test_a_day_that_is_put_right_says_how_exact_it_is(desk: Visit, own_file: Path) -> None:
    page = desk.open(ITEM)
    expect(page.locator("mark.own").first).to_be_visible()
    page.keyboard.press("c")
    form = page.get_by_role("form", name="Put it right")
    form.get_by_label("From", exact=True).fill("2023-03-01")
    form.get_by_label("To", exact=True).fill("2023-03-31")
    if form.get_by_label("Words that state the day").input_value() == "":
        form.get_by_label("Known from").select_option("publication")
    form.get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("Put right: kept.")).to_be_visible()
    with Record.open(own_file, write=True) as record:
        rebuild(record)
        found = next(a for a in claims(record, Filters(), limit=100).rows if a.review.state == "corrected")
    assert found.date is not None
    assert (str(found.date.earliest), str(found.date.latest), found.date.precision) == (
        "2023-03-01",
        "2023-03-31",
        "month",
    )


def test_a_word_of_an_earlier_sitting_is_taken_back(desk: Visit, own_file: Path) -> None:
    page = desk.open(ITEM)
    expect(page.locator("mark.own").first).to_be_visible()
    page.keyboard.press("x")
    expect(page.get_by_text("Wrong: kept.")).to_be_visible()
    page = desk.open("?page=review")  # a new sitting: u knows nothing of the word
    page.get_by_text("Decisions so far").click()
    page.get_by_role("button", name="Undo wrong").click()
    expect(page.get_by_text("Undone.")).to_be_visible()
    with Record.open(own_file) as record:
        assert [j.withdrawn_at is not None for j in history(record).rows] == [True]


def test_the_queue_is_a_list_to_begin_anywhere(desk: Visit) -> None:
    page = desk.open("?page=review")
    expect(page.locator("mark.own").first).to_be_visible()
    page.get_by_text("What waits, in this order").click()
    rows = page.locator("footer ol li button")
    chosen = rows.nth(2).locator("q").inner_text().strip("“”")
    rows.nth(2).click()
    expect(page.locator("footer ol [aria-current]")).to_contain_text(chosen)
    assert "item=a_" in page.url


def test_a_long_report_scrolls_in_its_pane_and_not_the_page(browser: Browser, own_file: Path) -> None:
    with serving(create_app(own_file, review=True, reviewer="R. Viewer")) as address:
        context = browser.new_context(viewport={"width": 390, "height": 280})  # its text is higher than the pane
        visit = Visit(context, address)
        page = visit.open(ITEM)
        expect(page.locator("mark.own").first).to_be_visible()
        pane = page.get_by_role("region", name="Text of the report")
        assert pane.evaluate("(pane) => pane.scrollHeight > pane.clientHeight")
        assert page.evaluate("scrollY") == 0
        assert barriers(page) == []
        visit.check()
        context.close()


def test_an_incident_is_taken_apart_from_its_dossier(desk: Visit, own_file: Path) -> None:
    with Record.open(own_file) as record:
        rows = claims(record, Filters(), limit=100).rows
    incident = next(a.incident_id for a in rows if a.evidence.exact == "its troops had shelled Kherson")
    page = desk.open(f"?page=incident&incident={incident}")
    part = page.locator("section:has(#merge)")
    part.locator("details > summary").first.click()
    part.get_by_role("button", name="These are not the same").first.click()
    expect(page.get_by_text("Kept apart from now on.")).to_be_visible()


def test_agreement_and_gold(desk: Visit) -> None:
    page = desk.open(ITEM)
    expect(page.locator("mark.own").first).to_be_visible()
    page.get_by_text("Agreement of reviewers").click()
    expect(page.get_by_text("Agreement can be told once two people")).to_be_visible()
    with page.expect_download() as caught:
        page.get_by_role("link", name="Export what was decided as gold cases").click()
    assert caught.value.suggested_filename == "gold.zip"


def test_a_desk_for_reading_says_why_nothing_can_be_decided(visit: Visit) -> None:
    page = visit.open("?page=review")
    expect(page.get_by_role("heading", name="This desk was started for reading")).to_be_visible()
    expect(page.locator("main")).to_contain_text("dateline serve RECORD --review")
    assert barriers(page) == []


def test_nobody_decides_without_a_name(browser: Browser, own_file: Path) -> None:
    with serving(create_app(own_file, review=True)) as address:
        context = browser.new_context(viewport={"width": 1400, "height": 1000})
        visit = Visit(context, address)
        page = visit.open(ITEM)
        expect(page.locator("mark.own").first).to_be_visible()
        page.keyboard.press("a")
        expect(page.get_by_role("alert")).to_contain_text("Nobody is named")
        page.get_by_label("Who decides").fill("Žofie Nováková")
        page.get_by_label("Who decides").press("Tab")
        page.get_by_role("button", name="Right a").click()
        expect(page.get_by_text("Right: kept.")).to_be_visible()
        visit.check()
        context.close()
    with Record.open(own_file) as record:
        assert [j.decided_by for j in history(record).rows if j.verdict == "right"] == ["Žofie Nováková"]


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark"), (1920, "light")])
def test_it_fits_and_has_no_barriers(
    browser: Browser, own_file: Path, width: int, scheme: Literal["light", "dark"]
) -> None:
    with serving(create_app(own_file, review=True, reviewer="R. Viewer")) as address:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        visit = Visit(context, address)
        page = visit.open(ITEM)
        expect(page.locator("mark.own").first).to_be_visible()
        assert barriers(page) == []
        page.get_by_role("button", name="Put right").click()
        page.get_by_role("button", name="Map").first.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert barriers(page) == []
        visit.check()
        context.close()


def test_the_form_offers_the_types_of_the_record() -> None:
    source = PAGE.read_text(encoding="utf-8")
    named = set(re.findall(r'"([^"\n]+)"', source))
    assert set(SUB_EVENT_TYPES) <= named
    assert set(INTERACTIONS) <= named
    body = source[source.index("subEventTypes") : source.index("};")]
    keys = set(re.findall(r'^  "?([^":\n]+)"?: \[', body, re.MULTILINE))
    assert keys == set(SUB_EVENT_TYPES.values())
    assert set(re.findall(r'"([^"\n]+)"', body)) - keys == set(SUB_EVENT_TYPES)
    armed = source[source.index("weaponClasses") : source.index("] as const", source.index("weaponClasses"))]
    assert {each.weapon_class for each in weapons().values()} <= set(re.findall(r'"([^"\n]+)"', armed))
    hit = source[source.index("targetCategories") :]
    assert set(re.findall(r'"([^"\n]+)"', hit)) == set(targets().values())

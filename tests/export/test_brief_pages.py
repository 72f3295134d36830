"""The pages of a brief: every string is shown as it is, and none of them can become markup, whatever a report says."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from dateline.export.brief_html import html
from dateline.export.brief_markdown import escaped, markdown
from dateline.export.brief_text import address, shown
from dateline.model.brief import Brief, Citation, Cite, Entry, Quote, Section, Sentence, Withdrawn, Words
from made_brief import HOSTILE, HOSTILE_TEXT, entries, plain

DAY = date(2023, 2, 11)
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])

SOME = st.none() | HOSTILE_TEXT
WORDS = st.builds(Words, text=HOSTILE_TEXT, about=st.sampled_from([None, "name", "place", "count", "doubt"]))
QUOTES = HOSTILE_TEXT.map(lambda text: Quote(exact=text, report_id="r_1", start=0, end=len(text)))
CITES = st.integers(1, 40).map(lambda number: Cite(number=number))
SENTENCES = st.lists(WORDS | QUOTES | CITES, min_size=1, max_size=6).map(lambda p: Sentence(parts=tuple(p)))
ENTRIES = st.builds(
    Entry, heading=st.none() | SENTENCES, sentences=st.lists(SENTENCES, min_size=1, max_size=3).map(tuple)
)
CITATIONS = st.builds(
    Citation, number=st.just(1), assertion_id=st.just("a_1"), report_id=st.just("r_1"), exact=HOSTILE_TEXT,
    start=st.just(0), end=st.just(1), publisher=SOME, published=st.sampled_from([None, "2023-02-11"]),
    known_from=st.just("2023-02-11"), title=SOME, url=SOME, origin=HOSTILE_TEXT,
    duplicate_of=st.none(), confidence=st.none() | st.just(0.9), review=st.just("unreviewed"),
)  # fmt: skip
WITHDRAWN = st.builds(
    Withdrawn, report_id=st.just("r_1"), publisher=SOME, published=st.none(), title=SOME, origin=HOSTILE_TEXT,
    by=HOSTILE_TEXT, at=st.just("2023-02-11"), note=SOME, judgement_id=st.just("j_1"), assertions=st.just(2),
)  # fmt: skip
BRIEFS = st.builds(
    Brief, first_day=st.just(DAY), day=st.just(DAY), narrowed=st.dictionaries(st.just("place"), HOSTILE_TEXT),
    notice=SOME, reports=st.just(1), copies=st.just(0),
    sections=st.lists(ENTRIES, min_size=1, max_size=2).map(
        lambda e: (Section(name="new", title="New incidents", entries=tuple(e)),)
    ),
    withdrawn=st.lists(WITHDRAWN, max_size=1).map(tuple), citations=st.lists(CITATIONS, max_size=1).map(tuple),
)  # fmt: skip


def text_of(inline: Token) -> str:
    """The text of a paragraph or heading as a reader sees it; only addresses in angle brackets may be links."""
    children = inline.children or []
    kinds = {child.type for child in children}
    assert kinds <= {"text", "text_special", "link_open", "link_close"}, inline.content
    assert all(child.markup == "autolink" for child in children if child.type.startswith("link"))
    return "".join(child.content for child in children)


def blocks(page: str) -> list[tuple[str, str]]:
    """The headings and paragraphs of a Markdown page: tag and text. Nothing else may be on it but lists."""
    tokens = MARKDOWN.parse(page)
    lists = {"bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close", "list_item_open",
             "list_item_close"}  # fmt: skip
    text = {"heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline"}
    assert {token.type for token in tokens} <= lists | text
    return [(tokens[n - 1].tag, text_of(token)) for n, token in enumerate(tokens) if token.type == "inline"]


def same(text: str) -> str:
    """What CommonMark itself takes away: blanks at the ends and beside each other."""
    return re.sub(r"\s+", " ", text).strip()


@given(BRIEFS)
def test_markdown_shows_every_string_and_makes_markup_of_none(brief: Brief) -> None:
    found = blocks(markdown(brief))
    headings = [same(text) for tag, text in found if tag == "h3"]
    wanted = ["Disputed claim" if each.heading is None else plain(each.heading) for each in entries(brief)]
    assert headings == [same(each) for each in wanted]
    paragraphs = [same(text) for tag, text in found if tag == "p"]
    for entry in entries(brief):
        for sentence in entry.sentences:
            assert same(f"{plain(sentence)}.") in paragraphs
    shown_once = (
        2 + bool(brief.narrowed)
        if brief.notice is not None and shown(brief.notice).strip()
        else 1 + bool(brief.narrowed)
    )
    told = sum(len(each.sentences) for each in entries(brief)) + len(brief.withdrawn) + len(brief.citations)
    assert len(paragraphs) == shown_once + told
    assert sum(tag in ("h1", "h2") for tag, _ in found) == 2 + bool(brief.withdrawn) + bool(brief.citations)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("around", ["{}", "a {} b", "{} b"])
def test_each_hostile_string_is_plain_text_behind_a_template(text: str, around: str) -> None:
    given_text = around.format(text)
    line = f"- Words: {escaped(given_text)}."
    assert [(tag, same(told)) for tag, told in blocks(line)] == [("p", same(f"Words: {shown(given_text)}."))]


@pytest.mark.parametrize("text", ["http://a.org/x", "www.a.org", "a@b.org", "HTTPS://A.ORG"])
def test_what_other_dialects_link_by_itself_is_broken_up(text: str) -> None:
    assert not re.search(r"\w://|www\.|\w@", escaped(text), re.IGNORECASE)


class Page(HTMLParser):
    """What is on an HTML page: tags with their attributes, and the text of each list item and heading."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()
        self.texts: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= set(attrs)
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if tag in ("li", "h1", "h2", "h3", "p"):
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.texts and "style" not in self.open:
            self.texts[-1] += data


def read(page: str) -> Page:
    found = Page()
    found.feed(page)
    found.close()
    assert found.open == []
    return found


ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "nav", "section", "article", "h1", "h2", "h3",
    "p", "ul", "ol", "li", "a", "q", "bdi", "span", "i", "small", "br",
}  # fmt: skip


@given(BRIEFS)
def test_html_shows_every_string_and_makes_markup_of_none(brief: Brief) -> None:
    page = html(brief)
    found = read(page)
    assert found.tags <= ALLOWED
    names = {name for name, _ in found.attributes}
    assert names <= {"lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "rel", "dir"}
    links = {value or "" for name, value in found.attributes if name == "href"}
    assert all(re.match(r"#|https?://", link) for link in links)
    texts = {"".join(text.split()) for text in found.texts}
    for entry in entries(brief):
        assert {"".join(f"{plain(sentence)}.".split()) for sentence in entry.sentences} <= texts
        if entry.heading is not None:
            assert "".join(plain(entry.heading).split()) in texts
    page.encode("utf-8")


def test_html_needs_nothing_from_elsewhere_and_suits_light_dark_and_paper() -> None:
    brief = Brief(
        first_day=DAY, day=DAY, narrowed={}, notice=None, reports=0, copies=0, sections=(), withdrawn=(), citations=()
    )
    page = html(brief)
    assert not re.search(r"<script|<link|@import|url\(|src=", page)
    for wanted in ("prefers-color-scheme: dark", "@media print", "default-src 'none'", "width=device-width"):
        assert wanted in page
    assert "Nothing new is in the record" in page
    assert markdown(brief).count("\n#") == 0


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a?b=c", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("https://example.org/<script>", False),
        ("https://example.org/ x", False),
        ('https://example.org/"x', False),
        ("data:text/html,x", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_become_links(url: str | None, linked: bool) -> None:
    assert address(url) == (url if linked else None)


@given(st.text())
def test_what_is_shown_stands_on_one_line_and_has_no_controls(text: str) -> None:
    told = shown(text)
    assert len(told.splitlines()) <= 1
    assert all(ord(char) >= 32 and not 0x7F <= ord(char) < 0xA0 for char in told)
    told.encode("utf-8")

"""What a page of a brief must show, and the strings that would break one."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import strategies as st

from dateline.export.brief_text import shown
from dateline.model.brief import Brief, Cite, Entry, Quote, Sentence

HOSTILE = (
    "# heading", "## x", "* item", "- item", "+ item", "1. item", "2) item", "> quoted", "```", "~~~", "    code",
    "| a | b |", "|---|---|", "---", "===", "***", "[x](javascript:alert(1))", "![x](http://example.org/x.png)",
    "[1]: http://example.org", "[^1]: note", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!--", "-->",
    "&lt;b&gt;", "&#60;", "&amp;", "**bold**", "_em_", "*em*", "__b__", "~~gone~~", "`code`", "\\", "\\*", "$x$",
    "http://example.org/a_b", "https://example.org", "www.example.org", "a@example.org", "]]>", "'", '"', "</style>",
    "</q>", "”", "“", "\n", "\n\n", "\r\n", "\t", "\x00", "\x1b[31m", "\u202e", "\u2028", "\u2066", "🛰", "—", "{{x}}",
    "<http://example.org>", "\\[1\\]", "-", "=", ":---", "#", "<", "&", "]", "[", "_", "^", "|",
)  # fmt: skip
"""Markup of Markdown's dialects and of HTML, line breaks, controls, and characters that turn the direction of text."""

HOSTILE_TEXT = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=6), min_size=1, max_size=8).map(" ".join)
"""Words that a report could have."""


def plain(sentence: Sentence) -> str:
    """The sentence as a reader sees it."""
    return "".join(
        f"“{shown(part.exact).strip()}”" if isinstance(part, Quote)
        else f"[{part.number}]" if isinstance(part, Cite) else shown(part.text)
        for part in sentence.parts
    ).strip()  # fmt: skip


def entries(brief: Brief) -> Iterator[Entry]:
    """All entries of all sections."""
    return (entry for section in brief.sections for entry in section.entries)


def sentences(brief: Brief) -> Iterator[Sentence]:
    """All sentences, headings among them."""
    for entry in entries(brief):
        if entry.heading is not None:
            yield entry.heading
        yield from entry.sentences

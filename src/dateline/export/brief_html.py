"""A brief as one HTML page that needs nothing else: style inside, no script, light and dark, fit to be printed."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from dateline.export.brief_text import (
    UNTITLED,
    address,
    named,
    narrowed,
    shown,
    standing,
    summary,
    title,
    withdrawal,
)
from dateline.model.brief import Brief, Citation, Cite, Part, Quote, Section, Sentence

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""Whatever should slip into the page, the browser runs and fetches nothing."""

_STYLE: Final = """
:root { color-scheme: light dark; --text: #1c1c1c; --quiet: #5c5c5c; --paper: #fff; --line: #d8d8d8;
  --count: #8a4b00; --doubt: #8a1f5c; --link: #0b57a4; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e6e6; --quiet: #a8a8a8; --paper: #16181b; --line: #3a3d42;
  --count: #f0b46a; --doubt: #f08cc4; --link: #8ab8f0; } }
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .5rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; }
h3 { font-size: 1rem; line-height: 1.4; margin: 1.5rem 0 .25rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; }
ul { margin: .25rem 0; padding-left: 1.2rem; }
li { margin: .3rem 0; }
q { quotes: none; font-family: Georgia, "Times New Roman", serif; }
a { color: var(--link); }
a.cite { font-size: .75em; vertical-align: super; line-height: 0; text-decoration: none; padding: 0 .1em; }
.notice, .quiet, .sources small { color: var(--quiet); }
.notice { border-left: 3px solid var(--line); padding-left: .75rem; }
.count { color: var(--count); font-weight: 600; }
.doubt { color: var(--doubt); font-style: italic; font-weight: 400; }
.sources li { margin: .6rem 0; }
.sources li:target { outline: 2px solid var(--link); outline-offset: 3px; }
@media print { :root { --text: #000; --quiet: #333; --paper: #fff; --line: #999; --count: #000; --doubt: #000;
  --link: #000; } body { max-width: none; padding: 0; font-size: 10pt; } nav { display: none; }
  h2, h3 { break-after: avoid; } li { break-inside: avoid; } }
"""


def html(brief: Brief) -> str:
    """The whole page. Every string is escaped; only addresses of the web become links."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_text(title(brief))}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<header>"
    yield f"<h1>{_text(title(brief))}</h1>"
    if brief.notice:
        yield f'<p class="notice">{_text(brief.notice)}</p>'
    yield f"<p>{_text(summary(brief))}</p>"
    if only := narrowed(brief):
        yield f"<p>{_text(only)}</p>"
    yield from _contents(brief)
    yield "</header>\n<main>"
    for section in brief.sections:
        yield from _section(section)
    if brief.withdrawn:
        yield '<section id="withdrawn"><h2>Withdrawn reports</h2>\n<ul>'
        yield from (f"<li>Report {_text(named(each))}: {_text(withdrawal(each))}</li>" for each in brief.withdrawn)
        yield "</ul></section>"
    if brief.citations:
        yield '<section id="sources"><h2>Sources</h2>\n<ol class="sources">'
        yield from map(_source, brief.citations)
        yield "</ol></section>"
    yield "</main>\n</body>\n</html>"


def _contents(brief: Brief) -> Iterator[str]:
    """Links to the sections, with how many entries each has."""
    if len(brief.sections) > 1:
        yield '<nav aria-label="Sections"><ul>'
        for each in brief.sections:
            yield f'<li><a href="#{_id(each)}">{_text(each.title)}</a> ({len(each.entries)})</li>'
        yield "</ul></nav>"


def _id(section: Section) -> str:
    return section.name.replace(" ", "-")


def _section(section: Section) -> Iterator[str]:
    yield f'<section id="{_id(section)}"><h2>{_text(section.title)} ({len(section.entries)})</h2>'
    for entry in section.entries:
        heading = UNTITLED if entry.heading is None else _sentence(entry.heading)
        yield f"<article><h3>{heading}</h3>\n<ul>"
        yield from (f"<li>{_sentence(each)}.</li>" for each in entry.sentences)
        yield "</ul></article>"
    yield "</section>"


def _text(text: str) -> str:
    return escape(shown(text))


def _sentence(sentence: Sentence) -> str:
    return "".join(map(_part, sentence.parts)).strip()


def _part(part: Part) -> str:
    if isinstance(part, Quote):
        return f'<q dir="auto">“{_text(part.exact.strip())}”</q>'
    if isinstance(part, Cite):
        return f'<a class="cite" href="#s{part.number}">[{part.number}]</a>'
    if part.about in ("count", "doubt"):
        return f'<span class="{part.about}">{_text(part.text)}</span>'
    # A name may be of another script: what it does to the direction of the line stays inside it.
    return f"<bdi>{_text(part.text)}</bdi>" if part.about else _text(part.text)


def _source(each: Citation) -> str:
    headline = f" <i><bdi>{_text(each.title)}</bdi></i>." if each.title else ""
    url = address(each.url)
    link = f' <a href="{escape(url)}" rel="noopener noreferrer">{escape(url)}</a>' if url else ""
    return (
        f'<li id="s{each.number}"><q dir="auto">“{_text(each.exact.strip())}”</q> <bdi>{_text(named(each))}</bdi>.'
        f"{headline}{link}<br><small>{_text(each.assertion_id)}: {_text(standing(each))}</small></li>"
    )

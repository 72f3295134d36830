"""A brief as Markdown (CommonMark): nothing that a report says can become markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.export.brief_text import UNTITLED, address, named, narrowed, shown, standing, summary, title, withdrawal
from dateline.model.brief import Brief, Citation, Cite, Part, Quote, Section, Sentence

_MARKUP = re.compile(r"[\\`*_\[\]<>&!|~$^{}#]")
_LINKED = re.compile(r"(?<=\w)(?=://)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
"""Where other dialects would see an address and make a link of it: a backslash there prevents it."""

_BLOCK = re.compile(r"^(?:[-+=:](?=\s|$)|[-+=:]{2,}|\d{1,9}(?=[.)]))")
"""What would begin a list, or be a heading's underline, at the beginning of a line."""


def markdown(brief: Brief) -> str:
    """The whole brief. Strings of reports stand on one line, with every character escaped that could be markup."""
    return "\n".join(_lines(brief)) + "\n"


def escaped(text: str) -> str:
    r"""Text on one line that CommonMark shows as it is, anywhere but at the beginning of a line (see `_begun`).

    >>> print(escaped("*bold* <b> [x](y)"))
    \*bold\* \<b\> \[x\](y)
    """
    return _LINKED.sub(r"\\", _MARKUP.sub(r"\\\g<0>", shown(text)))


def _lines(brief: Brief) -> Iterator[str]:
    yield f"# {title(brief)}"
    for each in (brief.notice, summary(brief), narrowed(brief)):
        if each:
            yield from ("", _begun(escaped(each).strip()))
    for section in brief.sections:
        yield from _section(section)
    if brief.withdrawn:
        yield from ("", "## Withdrawn reports", "")
        yield from (f"- Report {escaped(named(each))}: {escaped(withdrawal(each))}" for each in brief.withdrawn)
    if brief.citations:
        yield from ("", "## Sources", "")
        yield from (f"{each.number}. {_source(each)}" for each in brief.citations)


def _section(section: Section) -> Iterator[str]:
    yield from ("", f"## {section.title} ({len(section.entries)})")
    for entry in section.entries:
        yield from ("", f"### {UNTITLED if entry.heading is None else _sentence(entry.heading)}", "")
        yield from (f"- {_begun(_sentence(each))}." for each in entry.sentences)


def _begun(line: str) -> str:
    """The line, escaped so that it begins no block: no list, no heading."""
    found = _BLOCK.match(line)
    if not found:
        return line
    return f"{found[0]}\\{line[found.end() :]}" if found[0].isdigit() else f"\\{line}"


def _sentence(sentence: Sentence) -> str:
    return "".join(map(_part, sentence.parts)).strip()


def _part(part: Part) -> str:
    if isinstance(part, Quote):
        return f"“{escaped(part.exact).strip()}”"
    return rf"\[{part.number}\]" if isinstance(part, Cite) else escaped(part.text)


def _source(each: Citation) -> str:
    link = address(each.url)
    told = [f"“{escaped(each.exact).strip()}”", escaped(named(each))]
    told += [escaped(each.title)] if each.title else []
    told += [f"<{link}>"] if link else []
    return f"{' — '.join(told)} — {escaped(each.assertion_id)}: {escaped(standing(each))}"

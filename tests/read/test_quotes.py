"""Quotation marks: every style, mixed, nested, unclosed, over sentences and paragraphs; apostrophes are none."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model.document import Quote, Sentence, Token
from dateline.model.span import Span
from dateline.read.quotes import MARKS, find_quotes

_WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")


def quotes_of(text: str) -> tuple[Quote, ...]:
    """Quotations of a text cut into tokens and sentences by the plainest rules: a blank line is a paragraph."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    starts = [0, *(m.end() for m in re.finditer(r"(?<=[.?!])\s+|\n+", text)), len(text)]
    paragraph = 0
    for start, end in pairwise(starts):
        if start and "\n" in text[:start] and text[:start].endswith("\n"):
            paragraph += 1
        first = len(tokens)
        for m in _WORD.finditer(text, start, end):
            i = len(tokens)
            tokens.append(
                Token(i, m.group(), m.group().lower(), "X", "X", "dep", i, m.start(), m.end(), len(sentences))
            )
        if len(tokens) > first:
            span = Span.of(text, tokens[first].start, tokens[-1].end)
            sentences.append(
                Sentence(i=len(sentences), first=first, last=len(tokens), span=span, block="body", paragraph=paragraph)
            )
    return find_quotes(text, tokens, sentences)


def spans(text: str, depth: int = 1) -> list[str]:
    return [q.span.exact for q in quotes_of(text) if q.depth == depth]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said: “We stay.”", ["“We stay.”"]),
        ('He said: "We stay."', ['"We stay."']),
        ("He said: „We stay.“", ["„We stay.“"]),
        ("He said: „We stay.”", ["„We stay.”"]),
        ("He said: «We stay».", ["«We stay»"]),
        ("He said: »We stay«.", ["»We stay«"]),
        ("He said: ‘We stay’.", ["‘We stay’"]),
        ("He said: 'We stay'.", ["'We stay'"]),
        ("He said: ``We stay''.", ["``We stay''"]),
        ('The charge was "absurd“, he wrote.', ['"absurd“']),
        ('They would do “anything" to win.', ['“anything"']),
        ("It was “a hard day', she said.", ["“a hard day'"]),
        ('‘He will answer for it," she says.', ['‘He will answer for it,"']),
        ("“Peace“, he said, “is near“.", ["“Peace“", "“is near“"]),
        ("(“We stay”) he said.", ["“We stay”"]),
        ("He—“We stay”—left.", ["“We stay”"]),
        ("“One. Two. Three,” he said.", ["“One. Two. Three,”"]),
        ("No marks at all.", []),
    ],
)
def test_styles(text: str, expected: list[str]) -> None:
    assert spans(text) == expected
    assert all(q.closed for q in quotes_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "Ta'ang fighters don't trust Sa'ar’s word.",
        "The soldiers' homes and the drivers’ trucks were hit.",
        "Back in the '90s it was quiet.",
        "A 6\" gun and a 5' fence.",
    ],
)
def test_apostrophes_and_inches_are_no_quotations(text: str) -> None:
    assert spans(text) == []


def test_an_apostrophe_inside_a_quotation_does_not_end_it() -> None:
    assert spans("“The soldiers' homes don't burn,” he said.") == ["“The soldiers' homes don't burn,”"]


def test_nested() -> None:
    text = "“He says, ‘we never began it,’ with a smile,” she wrote."
    assert spans(text) == ["“He says, ‘we never began it,’ with a smile,”"]
    assert spans(text, depth=2) == ["‘we never began it,’"]


def test_unclosed_ends_with_its_sentence() -> None:
    (quote,) = quotes_of("“We stay, he said. The army left. Rain fell.")
    assert (quote.span.exact, quote.closed) == ("“We stay, he said.", False)


def test_an_unclosed_quotation_ends_where_the_next_one_opens() -> None:
    found = quotes_of("“We stay, he said, “and we fight.”")
    assert [(q.span.exact, q.closed) for q in found] == [("“We stay, he said, ", False), ("“and we fight.”", True)]


def test_a_paragraph_that_is_opened_again_runs_to_its_end() -> None:
    found = quotes_of("“We stay. We dig in.\n\n“We fight,” he said.")
    assert [(q.span.exact, q.closed) for q in found] == [("“We stay. We dig in.", False), ("“We fight,”", True)]


def test_a_quotation_does_not_run_into_the_next_paragraph() -> None:
    assert spans("“We stay.\n\nThe army left the “old” town.") == ["“We stay.", "“old”"]


def test_tokens_cover_the_marks() -> None:
    (quote,) = quotes_of("He said “we stay” twice.")
    assert (quote.first, quote.last) == (2, 6)


@given(st.text(alphabet=st.sampled_from(list("ab .,\n") + list(MARKS)), max_size=60))
def test_any_marks_give_spans_that_hold(text: str) -> None:
    """Whatever the marks: offsets are true, and quotations of one depth never overlap."""
    found = quotes_of(text)
    for quote in found:
        quote.span.check(text, "quote")
        assert quote.first < quote.last
    outer = sorted((q.span.start, q.span.end) for q in found if q.depth == 1)
    assert all(a[1] <= b[0] for a, b in pairwise(outer))

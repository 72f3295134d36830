"""Names stand for one another: the parser is shown one and the same name for every name of a kind.

What the statistical model makes of a sentence depends on which names stand in it: "Ukrainian troops left" and "Russian
troops left" get other heads, other parts of speech, other labels. So it reads a Doc in which every country, people,
capital and named group of the lexicons has given way to one stand-in of its kind, and a name of several words to one
word. Towns of the gazetteer give way, too: the model was trained on news in which there is no Bakhmut, and takes it for
an adverb. The words of the report keep their own text and place.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from dateline.model.gazetteer import Gazetteer
from dateline.reference.stand_ins import names_in, town

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc as Parse
    from spacy.tokens import Span as Words


_ARTICLES: Final = frozenset({"a", "an", "A", "An"})
_VOWELS: Final = "aeiouAEIOU"
_BEFORE: Final = 30
"""Characters before a name that are looked at."""
_NAME_BEFORE: Final = re.compile(r"[A-Z][\w.'’-]*[\s-]$")
_OPENS: Final = re.compile(r"(?:^|[.!?:]\s)(?P<word>[A-Z]\w*)\s$")
_NAME_BEHIND: Final = re.compile(r"[\s-][A-Z]|-")


class Shown(NamedTuple):
    """What the model reads of a text, and the true words. starts: for each word of `parse`, and behind the last one,
    the first word of `true` that it stands for.
    """

    parse: Parse
    true: Parse
    starts: Sequence[int]

    def stands_for(self, i: int) -> Words:
        """The true words that word `i` of the parse stands for."""
        words: Words = self.true[self.starts[i] : self.starts[i + 1]]
        return words


def shown(model: Language, text: str, gazetteer: Gazetteer) -> Shown:
    """The words of the text, and what is shown in the place of names."""
    true = model.make_doc(text)
    stop_words: Container[str] = model.Defaults.stop_words
    found = [(span, name) for a, b, name in _named(text, gazetteer, stop_words) if (span := true.char_span(a, b))]
    starts = list(range(len(true) + 1))
    if not found:
        return Shown(true, true, starts)
    from spacy.tokens import Doc

    words = [token.text for token in true]
    spaces = [bool(token.whitespace_) for token in true]
    for span, stand_in in reversed(found):
        words[span.start : span.end] = [stand_in]
        if span.start and words[span.start - 1] in _ARTICLES:
            words[span.start - 1] = words[span.start - 1][0] + ("n" if stand_in[0] in _VOWELS else "")
        spaces[span.start : span.end] = [spaces[span.end - 1]]
        del starts[span.start + 1 : span.end]
    return Shown(Doc(model.vocab, words=words, spaces=spaces), true, starts)


def _named(text: str, gazetteer: Gazetteer, stop_words: Container[str]) -> list[tuple[int, int, str]]:
    """(start, end, what is shown for it) of each name, in order."""
    found = [(start, end, name.stand_in) for start, end, name in names_in(text)]
    taken = {i for start, end, _ in found for i in range(start, end)}
    towns = (at for at in _towns(text, gazetteer, stop_words) if taken.isdisjoint(range(*at)))
    return sorted([*found, *((start, end, town()) for start, end in towns)])


def _towns(text: str, gazetteer: Gazetteer, stop_words: Container[str]) -> Iterator[tuple[int, int]]:
    """The names that the gazetteer looks for in running text and that are no part of a longer one, as "Goma
    International Airport" and "Jack Lombard" are.
    """
    for start, end in gazetteer.spotted(text):
        before, name = text[max(0, start - _BEFORE) : start], text[start:end]
        if not name[0].isupper() or name.isupper() or _NAME_BEHIND.match(text, end):
            continue
        opens = _OPENS.search(before)
        if not _NAME_BEFORE.search(before) or (opens and opens["word"].lower() in stop_words):
            yield start, end

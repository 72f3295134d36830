"""Names of sides stand for one another: the parser is shown one and the same name for every name of a kind.

What the statistical model makes of a sentence depends on which names stand in it: "Ukrainian troops left" and "Russian
troops left" get other heads, other parts of speech, other labels. So it reads a Doc in which every country, people,
capital and named group of the lexicons has given way to one stand-in of its kind, and a name of several words to one
word. The words of the report keep their own text and place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from dateline.reference.stand_ins import names_in

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc as Parse
    from spacy.tokens import Span as Words


_ARTICLES: Final = frozenset({"a", "an", "A", "An"})
_VOWELS: Final = "aeiouAEIOU"


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


def shown(model: Language, text: str) -> Shown:
    """The words of the text, and what is shown in the place of names."""
    true = model.make_doc(text)
    found = [(span, name.stand_in) for a, b, name in names_in(text) if (span := true.char_span(a, b))]
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

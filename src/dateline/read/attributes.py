"""Parts of speech by memory: what the model's attribute ruler makes of a token is asked once for each kind of token.

The ruler matches some 180 patterns against every token, a tenth of all parsing. All but a few look at one token's tag
and relation and at whether its word is one of a hundred, and give the same answer whenever these are the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc as Parse
    from spacy.tokens import Token

Sort = tuple[int, int, int, int]
"""Tag, word if a pattern looks for it, relation, and whether it is white space."""
Kind = tuple[Sort, Sort | None, Sort | None]
"""A token's sort, with those of the token before it and after it where the two may fit a pattern of two."""

COMPONENT: Final = "attribute_ruler"
_PAIRED: Final = frozenset({"ai", "gon", "got", "let", "c'm", "y", "y'"})
"""Words that begin a pattern of two tokens ("gonna", "let's")."""
_PAIRED_RELATION: Final = "expl"
"""So does a token of this relation ("there is")."""


def remember_attributes(model: Language) -> None:
    """Puts the memory into the place of the model's ruler; what it answers is the same."""
    model._components = [(name, Remembering(part) if name == COMPONENT else part) for name, part in model._components]


class Remembering:
    """The ruler with its memory."""

    def __init__(self, ruler: Any) -> None:
        self._ruler = ruler
        self._known: dict[Kind, tuple[int, Any, int, int, int]] = {}
        self._looks_for = _word_test(ruler)
        self._words: dict[int, int] = {}
        self._paired = frozenset(map(ruler.vocab.strings.add, _PAIRED))
        self._paired_relation = ruler.vocab.strings.add(_PAIRED_RELATION)

    def __call__(self, parse: Parse) -> Parse:
        """The parse with parts of speech, forms and exceptional lemmas."""
        kinds = self._kinds(parse)
        unknown = {kind: i for i, kind in enumerate(kinds) if kind not in self._known}
        if any(before or after for _, before, after in unknown):
            self._remember(kinds, self._ruler(parse))
            return parse
        if unknown:
            self._remember(unknown, self._ruler(_alone([parse[i] for i in unknown.values()])))
        for token, kind in zip(parse, kinds, strict=True):
            token.pos, token.morph, token.lemma, token.tag, token.dep = self._known[kind]
        return parse

    def _remember(self, kinds: Iterable[Kind], parse: Parse) -> None:
        told = [(t.pos, t.morph, t.lemma, t.tag, t.dep) for t in parse]
        self._known.update(zip(kinds, told, strict=True))

    def _kinds(self, parse: Parse) -> list[Kind]:
        rows = parse.to_array(["TAG", "LOWER", "DEP", "IS_SPACE"]).tolist()
        sorts = [(tag, self._word(lower), relation, space) for tag, lower, relation, space in rows]
        begins = [word in self._paired or relation == self._paired_relation for _, word, relation, _ in sorts]
        kinds: list[Kind] = [(sort, None, None) for sort in sorts]
        for i in (i for i, begin in enumerate(begins) if begin):
            for j in range(i, min(i + 2, len(sorts))):
                before = sorts[j - 1] if j and begins[j - 1] else None
                after = sorts[j + 1] if begins[j] and j + 1 < len(sorts) else None
                kinds[j] = sorts[j], before, after
        return kinds

    def _word(self, lower: int) -> int:
        """The word, if a pattern looks for it; else 0."""
        if lower not in self._words:
            self._words[lower] = lower if self._looks_for(self._ruler.vocab.strings[lower]) else 0
        return self._words[lower]


def _alone(tokens: Sequence[Token]) -> Parse:
    """A text of these tokens, with tag and relation, for the ruler to look at."""
    words, tags, relations = ([getattr(t, what) for t in tokens] for what in ("text", "tag_", "dep_"))
    return type(tokens[0].doc)(tokens[0].vocab, words=words, tags=tags, deps=relations)


def _word_test(ruler: Any) -> Callable[[str], object]:
    """Tells of a word in small letters whether a pattern looks for it."""
    wanted = [token.get("LOWER", "") for rule in ruler.patterns for pattern in rule["patterns"] for token in pattern]
    options: list[dict[str, Any]] = [{"IN": [each]} if isinstance(each, str) else each for each in wanted]
    forms = {re.escape(word) for each in options for word in each.get("IN", ())}
    forms |= {each["REGEX"] for each in options if "REGEX" in each}
    return re.compile("|".join(f"(?:{form})$" for form in sorted(forms - {""}))).match

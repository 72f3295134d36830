"""The labels of the model's entity recogniser, read off its weights for all tokens at once.

spaCy asks the recogniser for one step at a time, with all 74 of its answers to each, and that is most of what it costs.
Yet what it says of a token outside a name hangs on that token alone, so that one product answers for a whole batch, and
only the tokens inside a name are gone through in turn. The steps that are allowed and the labels that come of them are
the recogniser's own (`spacy.pipeline._parser_internals.ner`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc as Parse

COMPONENT: Final = "ner"
Array = NDArray[np.float32]


def label_at_once(model: Language) -> None:
    """Puts the quick reading into the place of the model's recogniser; the labels are the same."""
    model._components = [(name, Labelling(part) if name == COMPONENT else part) for name, part in model._components]


class Labelling:
    """The recogniser, read for all tokens at once."""

    def __init__(self, recogniser: Any) -> None:
        self.vectors, lower, upper = recogniser.model.layers
        # (three tokens that a step looks at, pieces of which the greatest counts, hidden, numbers of a token)
        self._parts = np.ascontiguousarray(lower.get_param("W").transpose(0, 2, 1, 3))
        self._bias, self._missing = lower.get_param("b").T, lower.get_param("pad")[0].transpose(0, 2, 1)
        self._out, self._offset = upper.get_param("W"), upper.get_param("b")
        moves = recogniser.moves
        steps = [name.partition("-") for name in map(moves.get_class_name, range(moves.n_moves))]
        self._labels = [recogniser.vocab.strings.add(label) if label else 0 for _, _, label in steps]
        self._kinds = np.array([kind for kind, _, _ in steps])
        self._never_first = np.isin(self._kinds, ["I", "L"]) | ((self._kinds == "U") & (np.array(self._labels) == 0))
        at = {(kind, label): n for n, (kind, _, label) in enumerate(steps)}
        self._within = {n: [at["I", label], at["L", label]] for (kind, label), n in at.items() if kind == "B"}

    def __call__(self, parse: Parse) -> Parse:
        """The parse with labels."""
        return next(self.pipe([parse]))

    def pipe(self, parses: Iterable[Parse], batch_size: int = 24) -> Iterator[Parse]:
        """Parses with labels, in order. batch_size: how many are looked at in one go."""
        stream = iter(parses)
        while some := list(islice(stream, batch_size)):
            self._label([parse for parse in some if len(parse)])
            yield from some

    def _label(self, parses: list[Parse]) -> None:
        if not parses:
            return
        tokens = [token for parse in parses for token in parse]
        seen = np.tensordot(self.vectors.predict(parses), self._parts, axes=(1, 3))
        space = np.concatenate([parse.to_array("IS_SPACE") for parse in parses]).astype(bool)
        begins = [parse.to_array("SENT_START").astype(np.int64) == 1 for parse in parses]
        last = np.concatenate([np.append(each[1:], True) for each in begins])
        first = self._first_steps(seen, last, space)
        end = 0
        for start in np.flatnonzero(self._kinds[first] != "O").tolist():
            if start >= end:
                end = self._end(seen, last, start, int(first[start]))
                for token in tokens[start:end]:
                    token.ent_type = self._labels[first[start]]

    def _first_steps(self, seen: Array, last: NDArray[np.bool_], space: NDArray[np.bool_]) -> NDArray[np.intp]:
        """What each token is if no name is open before it: the first or the only one of a name, or outside of any."""
        hidden = (seen[:, 0] + (self._missing[1] + self._missing[2] + self._bias)).max(axis=1)
        scores = hidden @ self._out.T + self._offset
        scores[:, self._never_first] = -np.inf
        scores[np.ix_(last | space, self._kinds == "B")] = -np.inf
        scores[np.ix_(space, self._kinds == "U")] = -np.inf
        first: NDArray[np.intp] = scores.argmax(axis=1)
        return first

    def _end(self, seen: Array, last: NDArray[np.bool_], start: int, step: int) -> int:
        """The token after a name that begins at `start` with this step."""
        if self._kinds[step] == "U":
            return start + 1
        now = start + 1
        within, offset = self._out[self._within[step]], self._offset[self._within[step]]
        while not last[now]:
            hidden = (seen[now, 0] + seen[start, 1] + seen[now - 1, 2] + self._bias).max(axis=0)
            goes_on, ends = within @ hidden + offset
            if ends > goes_on:
                break
            now += 1
        return now + 1

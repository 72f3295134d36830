"""What stands of a report once people's words on its assertions count: as read, put right, added, or nothing.

All words on one place of a report are taken together: on what the machine read there, in this reading or a former one
(`succession`), and on what people put there. The latest that is not withdrawn decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import msgspec

from dateline.merge.succession import same_values, succession
from dateline.model.assertion import Assertion, Review
from dateline.model.judgement import Judgement
from dateline.model.vocabulary import ReviewState, Verdict

STATES: Final[dict[Verdict, ReviewState]] = {
    "right": "accepted", "wrong": "rejected", "corrected": "corrected", "missed": "added"
}  # fmt: skip
"""What each verdict on a single assertion makes of it."""


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """People's words on the assertions of the report `report_id`, and what they were said of.

    current: the number of the present reading. readings: its assertions, and those of the former readings that words
    are about, by number. read_in: in which of them a judged assertion was read. given: people's own assertions.
    under: the reading under which each of these was given. about: further ids that are asked for.
    """

    report_id: str
    current: int
    readings: Mapping[int, Sequence[Assertion]]
    read_in: Mapping[str, int]
    given: Mapping[str, Assertion]
    under: Mapping[str, int]
    judgements: Sequence[Judgement]
    about: Sequence[str] = ()


class Stood(NamedTuple):
    """What became of one assertion. present: what stands in its place, itself or another, or nothing. word: who decided
    that; None: nobody said anything that holds.
    """

    present: str | None
    word: Judgement | None


def stand(said: Said) -> dict[str, Stood]:
    """By assertion id: of all that was judged, replaced or given by a person, and of what is asked for."""
    return _Report(said).stood()


def review_of(word: Judgement | None) -> Review:
    """The review that this word makes."""
    if word is None:
        return Review()
    return Review(state=STATES[word.verdict], by=word.decided_by, at=word.decided_at, note=word.note)


def roots_of(judgements: Sequence[Judgement]) -> dict[str, str]:
    """By the id of a person's assertion: the assertion in whose place it was put first, itself if it was added.

    A correction of a correction is about the place of the first. Words that are in force go before withdrawn ones.
    """
    found: dict[str, str] = {}
    for each in sorted(judgements, key=lambda j: (j.withdrawn_at is not None, j.order)):
        if each.verdict == "missed":
            found.setdefault(each.right, each.right)
        elif each.verdict == "corrected" and _followed(found, each.left) != each.right:
            found.setdefault(each.right, each.left)
    return {key: _followed(found, key) for key in found}


def _followed(found: Mapping[str, str], id: str) -> str:
    while (onward := found.get(id, id)) != id:
        id = onward
    return id


class _Report:
    """One report: its places, and what people's words make of each."""

    def __init__(self, said: Said) -> None:
        self._said = said
        self._read = {a.assertion_id: a for each in said.readings.values() for a in each}
        self._now = {a.assertion_id: a for a in said.readings[said.current]}
        self._roots = roots_of(said.judgements)
        self._judged = sorted((j for j in said.judgements if j.verdict in STATES), key=lambda j: j.order)
        self._successors = {
            number: succession(each, said.readings[said.current])
            for number, each in said.readings.items()
            if number != said.current
        }
        self._place = self._places()

    def stood(self) -> dict[str, Stood]:
        """See `stand`."""
        words: defaultdict[str, list[Judgement]] = defaultdict(list)
        ids: defaultdict[str, set[str]] = defaultdict(set)
        for each in (*self._said.about, *(side for j in self._judged for side in (j.left, j.right))):
            place = self._place_of(each)
            ids[place] |= {each, self._root(each), place}
        for j in self._judged:
            if j.withdrawn_at is None:
                words[self._place_of(j.left)].append(j)
        return {
            each: stood
            for place, those in ids.items()
            for stood in [self._decided(place, words[place])]
            for each in those
        }

    def _root(self, id: str) -> str:
        return self._roots.get(id, id)

    def _place_of(self, id: str) -> str:
        root = self._root(id)
        return self._place.get(root, root)

    def _places(self) -> dict[str, str]:
        """By root: the assertion of the present reading that stands where it stood. Nothing for what has no such."""
        roots = sorted({self._root(each) for j in self._judged for each in (j.left, j.right)} | {*self._said.about})
        found = {root: place for root in roots if (place := self._read_again(root))}
        alone: defaultdict[int, list[Assertion]] = defaultdict(list)
        for root in roots:
            given = self._latest_given(root)
            if root not in found and given:
                under = self._said.read_in.get(root, self._said.under.get(given.assertion_id, self._said.current))
                alone[under].append(given)
        for under, those in sorted(alone.items()):
            if under != self._said.current:
                # What the machine reads now and did not read then, beside what the person gave: it may be that.
                taken = {*self._successors[under].values(), *found.values()}
                new = [a for key, a in self._now.items() if key not in taken]
                found |= {self._root(key): place for key, place in succession(those, new).items()}
        return found

    def _read_again(self, root: str) -> str | None:
        if root in self._now:
            return root
        number = self._said.read_in.get(root)
        return None if number is None else self._successors[number].get(root)

    def _latest_given(self, root: str) -> Assertion | None:
        given = [j.right for j in self._judged if j.right in self._said.given and self._root(j.right) == root]
        return self._said.given[given[-1]] if given else None

    def _decided(self, place: str, words: Sequence[Judgement]) -> Stood:
        """What the words leave standing here, one after the other."""
        read = self._now.get(place)
        stood = Stood(read.assertion_id if read else None, None)
        for word in words:
            stood = self._after(word, read, stood)
        return stood

    def _after(self, word: Judgement, read: Assertion | None, stood: Stood) -> Stood:
        if word.verdict in ("corrected", "missed"):
            return Stood(word.right, word)
        judged = self._said.given.get(word.left)
        if judged and word.verdict == "right":
            return Stood(word.left, word)
        if judged and self._root(word.left) == word.left and read and not same_values(judged, read):
            return Stood(read.assertion_id, None)  # what was added is not so; what is read here now says something else
        if judged or read is None or same_values(self._read[word.left], read):
            left = read.assertion_id if read else word.left
            return Stood(left if word.verdict == "right" else None, word)
        return stood

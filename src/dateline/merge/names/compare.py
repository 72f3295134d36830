"""Two names held against each other: which level they meet in each comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, Protocol

from rapidfuzz.distance import DamerauLevenshtein

from dateline.merge.names.forms import BODIES, Form, acronym_of, is_acronym
from dateline.merge.names.levels import SAME_FROM, START, UNSURE_FROM, VETOES, WEIGHTS
from dateline.model.judgement import Level
from dateline.model.vocabulary import Verdict
from dateline.reference.name_words import given_names, name_words
from dateline.reference.titles import titles
from dateline.values.coordinates import kilometres
from dateline.values.names import consonants, same_name, slavic_key

_LONG: Final = 5
"""A surname of so many letters is long enough for one slip in it."""
_BY_EAR: Final = 0.75
"""From which likeness on `values.names.same_name` takes two names as one."""
_CLOSE_KM, _FAR_KM = 60.0, 250.0
_MOST: Final = 12
"""Spellings of each side that are held against each other at most."""

Met = tuple[str, str, str, str]
"""Comparison, level, and the values of both sides."""


class Side(Protocol):
    """What is known of one side by a day: its spellings, and what was said of it."""

    @property
    def forms(self) -> Sequence[Form]:
        """Its spellings, the first one first."""

    countries: set[str]
    offices: set[str]
    sorts: set[str]
    points: set[tuple[float, float]]


class Ruling(NamedTuple):
    """What the rule holds of a pair: the levels met, the sum in bits, the verdict."""

    met: tuple[Met, ...]
    score: float
    verdict: Verdict

    def levels(self) -> tuple[Level, ...]:
        """The levels as a judgement's reasons."""
        return tuple(
            Level(comparison=c, level=level, weight=WEIGHTS[c][level], left=left or None, right=right or None)
            for c, level, left, right in self.met
        )

    @property
    def matters(self) -> bool:
        """Whether the names themselves agree, so that somebody may ask why the two are not one."""
        return all(WEIGHTS[c][level] >= 0 for c, level, *_ in self.met if c in _NAMING)


_NAMING: Final = frozenset(("surname", "given name", "father or son", "name", "place name"))


def rule_on(a: Side, b: Side, rivals: str = "not asked") -> Ruling:
    """The rule's view of two sides: of all their spellings the two that agree best, and all that is known of both."""
    _, best = max(_namings(a, b), key=_bits)
    met = (*best, *_about(a, b), ("rivals", rivals, "", ""))
    return decided(tuple(each for each in met if each[:2] not in _SILENT))


_SILENT: Final = frozenset((("rivals", "not asked"), ("father or son", "not said"), ("lexicon", "not both in it")))


def decided(met: tuple[Met, ...]) -> Ruling:
    """Adds the levels up."""
    score = round(START + sum(WEIGHTS[c][level] for c, level, *_ in met), 2)
    verdict: Verdict = "different"
    if not any((c, level) in VETOES for c, level, *_ in met):
        verdict = "same" if score >= SAME_FROM else "unsure" if score >= UNSURE_FROM else "different"
    return Ruling(met, score, verdict)


def with_rivals(ruling: Ruling, rivals: str) -> Ruling:
    """The ruling when it is known whether others are so called, too."""
    return decided((*(each for each in ruling.met if each[0] != "rivals"), ("rivals", rivals, "", "")))


def _bits(naming: tuple[float, tuple[Met, ...]]) -> float:
    return naming[0]


def _namings(a: Side, b: Side) -> Iterator[tuple[float, tuple[Met, ...]]]:
    for first in a.forms[:_MOST]:
        for second in b.forms[:_MOST]:
            yield _naming(first, second)


@lru_cache(maxsize=1 << 17)
def _naming(a: Form, b: Form) -> tuple[float, tuple[Met, ...]]:
    """The bits of the comparisons of names alone, and the levels met."""
    met = _named(a, b)
    return sum(WEIGHTS[c][level] for c, level, *_ in met), met


def _named(a: Form, b: Form) -> tuple[Met, ...]:
    if "place" in (a.kind, b.kind):
        return (("place name", compare_place_names(a, b) if a.kind == b.kind else "other", a.name, b.name),)
    if a.kind in BODIES or b.kind in BODIES:
        both_known = a.known and b.known and a.node != b.node
        return (
            ("name", compare_bodies(a, b), a.name, b.name),
            ("lexicon", "two entries" if both_known else "not both in it", a.node, b.node),
        )
    return (
        ("surname", compare_surnames(a.surname, b.surname), a.surname, b.surname),
        ("given name", compare_given(a.given, b.given), " ".join(a.given), " ".join(b.given)),
        ("father or son", "not said" if a.junior == b.junior else "said of one", a.junior, b.junior),
    )


def _about(a: Side, b: Side) -> tuple[Met, ...]:
    kinds = {form.kind for form in (*a.forms[:1], *b.forms[:1])}
    first, second = ", ".join(sorted(a.countries)), ", ".join(sorted(b.countries))
    if "place" in kinds:
        region_a, region_b = (_regions(side) for side in (a, b))
        return (
            ("land", _alike(a.countries, b.countries), first, second),
            ("region", _alike(region_a, region_b), ", ".join(region_a), ", ".join(region_b)),
            ("neighbours", compare_points(a.points, b.points), "", ""),
        )
    country = ("country", _alike(a.countries, b.countries), first, second)
    if kinds & BODIES:
        sorts = ", ".join(sorted(a.sorts)), ", ".join(sorted(b.sorts))
        return country, ("sort", compare_sorts(a.sorts, b.sorts), *sorts)
    held = ", ".join(sorted(a.offices)[:3]), ", ".join(sorted(b.offices)[:3])
    office = compare_offices(a.offices, b.offices)
    if office == "another" and not all(any(form.given for form in side.forms) for side in (a, b)):
        office = "another, by surname alone"
    return country, ("office", office, *held)


def _regions(side: Side) -> set[str]:
    return {form.admin1 for form in side.forms if form.admin1}


def _alike(a: set[str], b: set[str]) -> str:
    if not a or not b:
        return "unknown"
    return "same" if a & b else "other"


@lru_cache(maxsize=1 << 15)
def compare_surnames(a: str, b: str) -> str:
    """Level of two folded surnames. "one sound apart": equal only where sh and s, zh and z count as one."""
    if a == b:
        return "same"
    first, second = slavic_key(a), slavic_key(b)
    if first == second:
        return "other spelling" if _hissing(a) == _hissing(b) else "one sound apart"
    if first.rstrip("ai") == second.rstrip("ai"):
        return "another ending"
    near = min(len(first), len(second)) >= _LONG and DamerauLevenshtein.distance(first, second) == 1
    return "nearly the same to the ear" if near and consonants(first) == consonants(second) else "unlike"


def _hissing(name: str) -> tuple[bool, bool]:
    """Whether a name has sh, and whether zh, by any way of writing them: the key takes them for s and z."""
    shch = any(each in name for each in ("sh", "sz", "sch", "sc", "stch"))
    return shch, any(each in name for each in ("zh", "j", "rz"))


@lru_cache(maxsize=1 << 15)
def compare_given(a: tuple[str, ...], b: tuple[str, ...]) -> str:
    """Level of two lists of given names, folded; the shorter may leave some out."""
    if not a and not b:
        return "neither has it"
    if not a or not b:
        return "only one has it"
    short, long = sorted((a, b), key=len)
    if short[0] != long[0] and "".join(short) == "".join(long):
        return "other spelling"
    worst, at = "same", 0
    for each in short:
        found = next(((n, level) for n, other in enumerate(long[at:], at) if (level := _given(each, other))), None)
        if found is None:
            return "differ"
        at = found[0] + 1
        worst = min(worst, found[1], key=lambda level: WEIGHTS["given name"][level])
    return min(worst, "one says more" if len(long) > len(short) else worst, key=lambda x: WEIGHTS["given name"][x])


def _given(a: str, b: str) -> str | None:
    if a == b:
        return "same"
    if min(len(a), len(b)) == 1:
        return "an initial" if a[0] == b[0] else None
    if given_names().get(a, a) == given_names().get(b, b) or slavic_key(a) == slavic_key(b):
        return "other spelling"
    first, second = slavic_key(a), slavic_key(b)
    one_letter = min(len(first), len(second)) >= _LONG and DamerauLevenshtein.distance(first, second) == 1
    same_end = first.endswith("a") == second.endswith("a")  # Oleksandr and Oleksandra
    return "other spelling" if one_letter and same_end and consonants(first) == consonants(second) else None


@lru_cache(maxsize=1 << 15)
def compare_bodies(a: Form, b: Form) -> str:
    """Level of two names of bodies by their telling words, numbers and letters."""
    unit = next((block for block in a.blocks if block.startswith("unit ")), None)
    if unit is not None or any(block.startswith("unit ") for block in b.blocks):
        return _compare_units(a, b) if unit in b.blocks else "other words"
    if a.words == b.words:
        return "same words"
    if {slavic_key(w) for w in a.words} == {slavic_key(w) for w in b.words}:
        return "other spelling"
    telling = [words - name_words().general for words in (a.words, b.words)]
    if telling[0] and telling[0] == telling[1]:
        return "a general word more"
    if is_acronym(a.name) != is_acronym(b.name) and acronym_of(a.name) == acronym_of(b.name) != "":
        return f"{'four letters or more' if len(acronym_of(a.name)) > 3 else 'three letters'} for its words"
    return "other words"


def _compare_units(a: Form, b: Form) -> str:
    if a.words == b.words:
        return "same number and unit"
    says_more = a.words <= b.words or b.words <= a.words
    return "same number, one says more" if says_more else "same number, another branch"


def compare_offices(a: set[str], b: set[str]) -> str:
    """Level of the offices that are known of two persons, folded: one in common is enough."""
    if not a or not b:
        return "unknown"
    found = {_office(x, y) for x in a for y in b}
    return next(level for level in ("same", "of one kind", "another") if level in found)


@lru_cache(maxsize=1 << 15)
def _office(a: str, b: str) -> str:
    first, second = set(a.split()), set(b.split())
    heads = [{w for w in words if w in titles().offices} for words in (first, second)]
    if first == second or (heads[0] == heads[1] and (first <= second or second <= first)):
        return "same"
    return "of one kind" if heads[0] & heads[1] else "another"


def compare_sorts(a: set[str], b: set[str]) -> str:
    """Level of what two bodies are said to be: sectors and categories."""
    if not a or not b:
        return "unknown"
    return "same" if a & b else "another"


@lru_cache(maxsize=1 << 15)
def compare_place_names(a: Form, b: Form) -> str:
    """Level of two names of places."""
    if a.words == b.words:
        return "same"
    if slavic_key(a.name) == slavic_key(b.name):
        return "other spelling"
    return "nearly the same to the ear" if same_name(a.name, b.name) >= _BY_EAR else "other"


def compare_points(a: set[tuple[float, float]], b: set[tuple[float, float]]) -> str:
    """Level of how far what is known near one place is from the other, by the closest two points."""
    if not a or not b:
        return "unknown"
    km = min(kilometres(x, y) for x in sorted(a)[:_MOST] for y in sorted(b)[:_MOST])
    return "close by" if km <= _CLOSE_KM else "some way off" if km <= _FAR_KM else "far off"

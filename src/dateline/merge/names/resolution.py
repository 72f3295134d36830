"""Which names are one, worked out day by day and never with a look ahead, so that what is joined stays joined.

The names of one day come together, whatever the order of its reports: first full names and names of the lexicon, then
those that another report may use of somebody else. Each meets what is known by then in its blocks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import msgspec

from dateline.merge.names.compare import Ruling, rule_on, with_rivals
from dateline.merge.names.forms import Form
from dateline.merge.names.levels import MARGIN
from dateline.model.ids import content_id
from dateline.model.judgement import Judgement

RULE: Final = "rules/names/1"
"""What stands in `decided_by` of every judgement made here."""

_WAITING: Final = 100
"""Names of one block without an owner that are asked again when a full name of it comes, the latest ones."""
_KEPT: Final = 3
"""Judgements that are kept of one name with what it was not joined to."""


class Told(msgspec.Struct):
    """What one report says of whom it names by one form: offices, sorts, points nearby."""

    offices: set[str] = msgspec.field(default_factory=set)
    sorts: set[str] = msgspec.field(default_factory=set)
    points: set[tuple[float, float]] = msgspec.field(default_factory=set)


class Node(NamedTuple):
    """One name by itself. known_from: the ISO day. form: its first spelling."""

    number: int
    id: str
    form: Form
    known_from: str


class Joining(NamedTuple):
    """From `day` on what `node` names is what `under` names; by: a rule or a person."""

    node: int
    under: int
    day: str
    by: str


class _Entity:
    """All that is known by now of what the nodes under one root name."""

    def __init__(self, node: Node) -> None:
        self.root = node.number
        self.id, self.kind, self.strength = node.id, node.form.kind, _strength(node.form)
        self.nodes = {node.id}
        self.seen: dict[Form, None] = {}
        self.blocks: dict[str, None] = {}
        self.countries: set[str] = set()
        self.offices: set[str] = set()
        self.sorts: set[str] = set()
        self.points: set[tuple[float, float]] = set()
        self.reports: set[str] = set()

    @property
    def forms(self) -> Sequence[Form]:
        """Its spellings."""
        return tuple(self.seen)

    def add(self, form: Form, told: Told) -> bool:
        """Takes in what one report says; whether that was news."""
        before = self._size()
        self.seen.setdefault(form)
        self.countries |= {form.country} - {""}
        self.offices |= told.offices
        self.sorts |= told.sorts
        if form.lat is not None and form.lon is not None:
            self.points.add((form.lat, form.lon))
        elif form.kind == "place" and not form.known:
            self.points |= told.points
        return self._size() != before

    def take(self, other: _Entity) -> None:
        """Becomes what both are."""
        self.nodes |= other.nodes
        self.seen |= other.seen
        self.blocks |= other.blocks
        self.countries |= other.countries
        self.offices |= other.offices
        self.sorts |= other.sorts
        self.points |= other.points
        self.reports |= other.reports

    def _size(self) -> tuple[int, ...]:
        return tuple(map(len, (self.seen, self.countries, self.offices, self.sorts, self.points)))


_LISTED: Final = 2


def _strength(form: Form) -> int:
    """0: a name that others may have; 1: a full name; 2: one that the lexicon or gazetteer has."""
    return _LISTED if form.known else 0 if form.weak else 1


class Resolution:
    """Takes the names of one day after the other. judged: pairs of ids that persons hold to be same or different,
    the latest first, with who says so.
    """

    def __init__(self, judged: Sequence[tuple[str, str, bool, str]] = ()) -> None:
        self._judged = judged
        self._judged_of: defaultdict[str, list[int]] = defaultdict(list)
        for n, (left, right, *_) in enumerate(judged):
            self._judged_of[left].append(n)
            self._judged_of[right].append(n)
        self._count = 0
        self._numbers: dict[str, int] = {}
        self._under: dict[int, int] = {}
        self._entities: dict[int, _Entity] = {}
        self._blocks: defaultdict[str, dict[int, None]] = defaultdict(dict)
        self._waiting: defaultdict[str, dict[int, None]] = defaultdict(dict)
        self._today: dict[str, int] = {}
        self._meant: dict[tuple[Form, frozenset[str], frozenset[str]], int] = {}
        self._ruled: set[tuple[str, str]] = set()
        self._day = ""
        self.nodes: list[Node] = []
        self.joinings: list[Joining] = []
        self.judgements: list[Judgement] = []

    def take(self, day: str, told: Mapping[str, Mapping[Form, Told]]) -> dict[tuple[str, Form], int]:
        """Resolves the names of one ISO day, by report and form; which node each is.

        What that adds to `nodes`, `joinings` and `judgements` the caller takes away.
        """
        self._day = day
        self._today.clear()
        self._meant.clear()
        found: dict[tuple[str, Form], int] = {}
        news: dict[int, None] = {}
        fresh: set[str] = set()
        mentioned = [(form, report, said) for report, names in told.items() for form, said in names.items()]
        for form, report, said in sorted(mentioned, key=_order):
            if not form.weak:
                found[report, form] = self._strong(form, said, report, news, fresh)
        while news:
            self._settle(news, fresh)
        for form, report, said in sorted(mentioned, key=_order):
            if form.weak:
                found[report, form] = self._weak(form, said, report)
        for block in sorted(fresh):
            for number in sorted(self._waiting.get(block, ()))[-_WAITING:]:
                if number in self._entities:
                    self._ask(self._entities[number])
        for entity in self._entities_of(found.values()):
            entity.reports = set()
        self.judgements = [j for j in self.judgements if j.verdict == "same" or not self._are_one(j.left, j.right)]
        return found

    def _are_one(self, left: str, right: str) -> bool:
        """Whether two names were joined after all: what was held against it earlier on the day is void."""
        numbers = [self._today.get(id, self._numbers.get(id)) for id in (left, right)]
        first, second = (None if n is None else self.root(n) for n in numbers)
        return first is not None and first == second

    def number_of(self, form: Form) -> int | None:
        """The node of a name of which it is plain, from former days, that it always is that one."""
        return None if form.weak else self._numbers.get(form.node)

    def root(self, number: int) -> int:
        """The node under which this one stands by now."""
        while number in self._under:
            above = self._under[number]
            if above in self._under:
                self._under[number] = self._under[above]
            number = above
        return number

    def _entities_of(self, numbers: Iterable[int]) -> Iterator[_Entity]:
        yield from {root: self._entities[root] for root in map(self.root, numbers) if root in self._entities}.values()

    def _strong(self, form: Form, said: Told, report: str, news: dict[int, None], fresh: set[str]) -> int:
        number = self._numbers.get(form.node)
        if number is None:
            number = self._found(form.node, form)
            self._numbers[form.node] = number
            fresh.update(form.blocks)
        entity = self._entities[self.root(number)]
        for block in form.blocks:
            entity.blocks.setdefault(block)
            self._blocks[block].setdefault(entity.root)
        entity.reports.add(report)
        if entity.add(form, said):
            news.setdefault(entity.root)
        return number

    def _found(self, id: str, form: Form) -> int:
        number = self._count
        self._count += 1
        node = Node(number, id, form, self._day)
        self.nodes.append(node)
        self._entities[number] = _Entity(node)
        return number

    def _settle(self, news: dict[int, None], fresh: set[str]) -> None:
        """Holds one of the entities of which something is new against those that share a block with it."""
        number = next(iter(news))
        del news[number]
        if number not in self._entities:
            return
        entity = self._entities[number]
        joined = self._by_word(entity) or self._by_rule(entity)
        if joined is not None:
            fresh.update(joined.blocks)
            news.pop(number, None)
            news.setdefault(joined.root)

    def _by_word(self, entity: _Entity) -> _Entity | None:
        """Joins what a person holds to be the same, as soon as both are known."""
        asked = sorted({n for id in entity.nodes for n in self._judged_of.get(id, ())})
        for n in asked:
            left, right, same, by = self._judged[n]
            other = self._entity_named(right if left in entity.nodes else left)
            if same and other is not None and other is not entity and not self._apart(entity, other, before=n):
                return self._join(entity, other, by)
        return None

    def _entity_named(self, id: str) -> _Entity | None:
        number = self._numbers.get(id)
        return None if number is None else self._entities.get(self.root(number))

    def _apart(self, a: _Entity, b: _Entity, before: int | None = None) -> bool:
        """Whether a person holds any two of their names to be different; `before`: later than the nth word alone."""
        small, large = sorted((a, b), key=lambda each: len(each.nodes))
        for id in small.nodes:
            for n in self._judged_of.get(id, ()):
                left, right, same, _ = self._judged[n]
                if not same and (right if left == id else left) in large.nodes and (before is None or n < before):
                    return True
        return False

    def _by_rule(self, entity: _Entity) -> _Entity | None:
        """Joins what the rule holds to be the same, if it is plain with which of several."""
        if entity.kind == "weapon":
            return None
        ruled = self._ruled_on(entity, self._near(entity))
        same = [each for each in ruled if each[0].verdict == "same"]
        plain = _is_plain(same)
        for n, (ruling, other) in enumerate(ruled[: _KEPT + 1]):
            if n == 0 and plain:
                self._keep(ruling, entity, other)
            elif n < _KEPT and (ruling.verdict != "different" or ruling.matters):
                self._keep(_unsure(ruling), entity, other)
        return self._join(entity, same[0][1], RULE) if plain else None

    def _near(self, entity: _Entity) -> list[_Entity]:
        """Entities with full names that share a block; of the lexicon's own no two are one."""
        roots = {self.root(n) for block in entity.blocks for n in self._blocks.get(block, ())}
        near = (self._entities[n] for n in sorted(roots) if n != entity.root)
        return [other for other in near if entity.strength + other.strength < 2 * _LISTED]

    def _ruled_on(self, entity: _Entity, others: Sequence[_Entity]) -> list[tuple[Ruling, _Entity]]:
        """Rulings with those that no person holds apart from it, the best first."""
        ruled = [(rule_on(entity, other), other) for other in others if not self._apart(entity, other)]
        return sorted(ruled, key=lambda each: (-each[0].score, each[1].id))

    def _weak(self, form: Form, said: Told, report: str) -> int:
        """A name that may be somebody else's in another report: a node of its own, joined if it is plain to whom."""
        id = f"{form.node}@{report}"
        number = self._today.get(id)
        if number is None:
            number = self._today[id] = self._found(id, form)
            entity = self._entities[number]
            if id in self._judged_of:
                self._numbers[id] = number
            else:
                entity.nodes.clear()  # nobody asks for it, and a name can have a hundred thousand of them
            entity.blocks |= dict.fromkeys(form.blocks)
            entity.reports = {report}
            entity.add(form, said)
            asked = (form, frozenset(said.offices), frozenset(said.sorts))
            meant = self._meant.get(asked)
            plain = meant in self._entities and id not in self._judged_of
            if plain and meant is not None and not self._somebody_there(form, report):
                self._join(entity, self._entities[meant], RULE)
                return number
            if not self._ask(entity):
                for block in form.blocks:
                    self._waiting[block].setdefault(number)
            elif number not in self._entities and not self._somebody_there(form, report):
                self._meant[asked] = self.root(number)
        return number

    def _somebody_there(self, form: Form, report: str) -> bool:
        """Whether the report itself names in full one who could be meant."""
        roots = {self.root(n) for block in form.blocks for n in self._blocks.get(block, ())}
        return any(report in self._entities[n].reports for n in roots)

    def _ask(self, entity: _Entity) -> bool:
        """Joins a weak name to the one that it can mean; whether it did, or several are known who could be meant."""
        if self._by_word(entity) is not None:
            return True
        ruled = self._ruled_on(entity, self._near(entity))
        called = [(ruling, other) for ruling, other in ruled if ruling.matters]
        there = [each for each in called if not entity.reports.isdisjoint(each[1].reports)]
        fitting = [each for each in called if all(level != "other" for c, level, *_ in each[0].met if c == "country")]
        rivals = "the only one so called" if len(fitting) == 1 else "one of several so called"
        named = [
            (with_rivals(ruling, "named in full there" if len(there) == 1 and other is there[0][1] else rivals), other)
            for ruling, other in called
        ]
        named.sort(key=lambda each: (-each[0].score, each[1].id))
        same = [each for each in named if each[0].verdict == "same"]
        plain = _is_plain(same)
        for n, (ruling, other) in enumerate(named[:_KEPT]):
            self._keep(ruling if n == 0 and plain else _unsure(ruling), entity, other)
        if plain:
            self._join(entity, same[0][1], RULE)
        return plain or len(fitting) > 1

    def _join(self, a: _Entity, b: _Entity, by: str) -> _Entity:
        """The root is what the lexicon has, else a full name, else what was known first."""
        into, other = sorted((a, b), key=lambda each: (-each.strength, each.root))
        self.joinings.append(Joining(other.root, into.root, self._day, by))
        self._under[other.root] = into.root
        into.take(other)
        del self._entities[other.root]
        for block in other.blocks:
            self._blocks[block].pop(other.root, None)
            self._waiting[block].pop(other.root, None)
            if into.strength:
                self._blocks[block].setdefault(into.root)
        return into

    def _keep(self, ruling: Ruling, entity: _Entity, other: _Entity) -> None:
        """Keeps a judgement, once of the same two ways of naming and verdict."""
        first, second = sorted((entity.forms[0].node, other.id))
        key = (first, f"{ruling.verdict} {second}")
        if key in self._ruled:
            return
        self._ruled.add(key)
        left, right = sorted((entity.id, other.id))
        reasons = ruling.levels()
        if left != entity.id:
            reasons = tuple(msgspec.structs.replace(r, left=r.right, right=r.left) for r in reasons)
        self.judgements.append(
            Judgement(
                judgement_id=content_id("j", left, right, ruling.verdict, RULE), left=left, right=right,
                verdict=ruling.verdict, score=ruling.score, reasons=reasons, decided_by=RULE, decided_at=self._day,
            )
        )  # fmt: skip


def _unsure(ruling: Ruling) -> Ruling:
    """What is left to a person because several could be meant."""
    return ruling._replace(verdict="unsure") if ruling.verdict == "same" else ruling


def _is_plain(same: Sequence[tuple[Ruling, _Entity]]) -> bool:
    """Whether it is plain with which of these a name is one: with the only or by far the best one, or if all that come
    near it are one with it, too.
    """
    if not same:
        return False
    best, first = same[0]
    rivals = [other for ruling, other in same[1:] if best.score - ruling.score < MARGIN]
    return all(rule_on(first, other).verdict == "same" for other in rivals[:_WAITING])


def _order(mentioned: tuple[Form, str, Told]) -> tuple[object, ...]:
    """Names of the lexicon first, then those that say most: their side, more words."""
    form, report, _ = mentioned
    return -_strength(form), not form.country, -len(form.given), form.node, form.name, form.country, report

"""What the last readers see of an event that is read whole: how sure each part is, and what else the report tells.

Words of one sentence may tell of one event twice, and a report tells of one occurrence again and again; only with all
events read, with their sides, places and days, can be seen which of them stand for themselves, and of which type.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from dateline.extract.plain_words import lemma, seen_sector
from dateline.extract.role_reader import Roles
from dateline.extract.triggers import Trigger
from dateline.model.assertion import PlaceRef, Toll, When
from dateline.model.document import Doc

WITHIN = 40
"""How many events before and after one the last readers look at: what a report told long ago says little, and to look
at all would take time that grows with the square of its length."""


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One event with all that was read of it. kinds: its likeliest types with their chances, the likeliest first;
    ruled: the type that the rules give; day: as in `Told`; mood: status, polarity and certainty.
    """

    trigger: Trigger
    first: int
    last: int
    likely: float
    kinds: tuple[tuple[str, float], ...]
    ruled: str
    roles: Roles
    when: When | None
    day: int | None
    mood: dict[str, str]
    tolls: tuple[Toll, ...]
    sentence: int


def seen_event(doc: Doc, accounts: Sequence[Account], n: int) -> list[str]:
    """Features of whether account `n` is an event of its own."""
    one = accounts[n]
    kind, p = one.kinds[0]
    word = doc.tokens[one.trigger.head]
    form = f"{one.trigger.form}:{word.pos}"
    base = [
        f"p={_bin(one.likely)}",
        f"p={_bin(one.likely)}|{form}",
        f"kind={kind}",
        f"kind={kind}|{form}",
        f"kindp={_bin(p)}",
        f"lemma={lemma(doc, word)}",
        f"lemma={lemma(doc, word)}|{form}",
        f"dep={word.dep}|{form}",
        f"block={doc.sentences[one.sentence].block}|{form}",
        f"ruled={one.ruled != ''}|{form}",
        f"ruled={one.ruled == kind}|{_bin(one.likely)}",
        f"place={_at(one.sentence)}",
        f"drafts={min(len(accounts), 12) // 3}",
        *(f"{name}={value}|{form}" for name, value in one.mood.items()),
        f"moods={'|'.join(one.mood.values())}",
        *_filled(doc, one, form),
    ]
    return [*base, *_beside(doc, accounts, n, form), *_before(doc, accounts, n, form), *_after(accounts, n, form)]


def seen_kind(doc: Doc, accounts: Sequence[Account], n: int) -> list[str]:
    """Features of which type account `n` is of, with its parties known."""
    one = accounts[n]
    best = one.kinds[0][0]
    word = doc.tokens[one.trigger.head]
    cast = {a.role: f"{seen_sector(doc, a)}" for a in one.roles.actors}
    weapons = sorted({w.weapon_class or w.name for w in one.roles.weapons})
    targets = sorted({t.category or "" for t in one.roles.targets})
    measures = sorted({t.measure for t in one.tolls})
    sides = f"{cast.get('actor1')}>{cast.get('actor2')}"
    found = [
        *(f"kind={k}:{_bin(p)}" for k, p in one.kinds),
        f"best={best}",
        f"two={best}>{one.kinds[1][0]}" if len(one.kinds) > 1 else "one",
        f"ruled={one.ruled}",
        f"ruled={one.ruled}|{best}",
        f"lemma={lemma(doc, word)}",
        f"lemma={lemma(doc, word)}|{best}",
        f"sides={sides}",
        f"sides={sides}|{best}",
    ]
    for role in ("actor1", "actor2"):
        found += [
            f"{role}={cast.get(role)}|{best}",
            # Whose ground it is tells who takes it and nothing else: `resolve/territory.py` settles that.
            f"{role}={cast.get(role)}|home=None",
            f"{role}={cast.get(role)}|home=None|{best}",
        ]
    for name, values in (("weapon", weapons), ("target", targets), ("toll", measures)):
        found += [x for v in values for x in (f"{name}={v}", f"{name}={v}|{best}")]
    found.append(f"weapons={bool(weapons)}|tolls={bool(measures)}|{best}")
    for other in _alike(accounts, n):
        there = _where(one, other)
        then = one.day == other.day
        found += [f"other={other.kinds[0][0]}|{there}", f"other={other.kinds[0][0]}|{there}|{then}|{best}"]
        found += [f"arms={w.weapon_class or w.name}|{there}|{best}" for w in other.roles.weapons]
    return found


def seen_site(doc: Doc, accounts: Sequence[Account], n: int, place: PlaceRef, own: float) -> list[str]:
    """Features of whether account `n` is an event at this place, by a map's standards: it is an event, of the type
    read, and there. own: how likely it is an event of its own.
    """
    one = accounts[n]
    kind, p = one.kinds[0]
    form = one.trigger.form
    sites = _sites(one)
    sentence = doc.sentences[one.sentence]
    here = doc.tokens[sentence.first].start <= place.evidence.start < doc.tokens[sentence.last - 1].end
    inside = doc.tokens[one.first].start <= place.evidence.start < doc.tokens[one.last - 1].end
    earlier = [o for o in _earlier(accounts, n) if any(q.as_written == place.as_written for q in _sites(o))]
    return [
        f"own={_bin(own)}",
        f"own={_bin(own)}|{form}",
        f"chance={_bin(place.score or 0)}",
        f"chance={_bin(place.score or 0)}|{here}|{inside}",
        f"kindp={_bin(p)}",
        f"kind={kind}",
        f"kind={kind}|{_bin(p) // 4}",
        f"margin={_bin(p - (one.kinds[1][1] if len(one.kinds) > 1 else 0))}",
        f"ruled={one.ruled == kind}|{bool(one.ruled)}",
        f"ruled={one.ruled == kind}|{kind}",
        f"here={here}|{inside}|{form}",
        f"level={place.level}|{here}",
        f"relation={place.relation}",
        f"sites={min(len(sites), 4)}|{here}",
        f"earlier={min(len(earlier), 3)}|{here}",
        f"alike={any(o.kinds[0][0] == kind for o in earlier)}|{here}",
        f"same={_share(accounts, n, kind)}",
        f"block={sentence.block}|{here}",
        f"mood={'|'.join(one.mood.values())}",
        f"day={one.when.basis if one.when else None}|{here}",
    ]


def _filled(doc: Doc, one: Account, form: str) -> Iterator[str]:
    """Which slots are filled, and whether by words of the event's own sentence."""
    sentence = doc.sentences[one.sentence]
    first, last = doc.tokens[sentence.first].start, doc.tokens[sentence.last - 1].end
    slots = {
        "actor1": [a.evidence.start for a in one.roles.actors if a.role == "actor1"],
        "actor2": [a.evidence.start for a in one.roles.actors if a.role == "actor2"],
        "site": [p.evidence.start for p in _sites(one)],
        "target": [t.evidence.start for t in one.roles.targets],
        "weapon": [w.evidence.start for w in one.roles.weapons],
        "toll": [t.evidence.start for t in one.tolls],
        "day": [one.when.evidence.start] if one.when and one.when.evidence else [],
    }
    held = []
    for name, starts in slots.items():
        how = "own" if any(first <= s < last for s in starts) else "carried" if starts else "none"
        held.append(how[0])
        yield f"{name}={how}|{form}"
    yield f"slots={''.join(held)}"
    yield f"slots={sum(h == 'o' for h in held)}|{form}"
    yield f"sure={_bin(one.roles.likely)}"


def _beside(doc: Doc, accounts: Sequence[Account], n: int, form: str) -> Iterator[str]:
    """The other events of the sentence."""
    one = accounts[n]
    others = [(o, False) for o in _earlier(accounts, n) if o.sentence == one.sentence]
    others += [(o, True) for o in _later(accounts, n) if o.sentence == one.sentence]
    yield f"others={min(len(others), 4)}|{form}"
    for other, later in others[:4]:
        kind = "same" if other.kinds[0][0] == one.kinds[0][0] else "other"
        stronger = other.likely > one.likely
        place = _where(one, other)
        shared = bool({t.evidence.start for t in one.tolls} & {t.evidence.start for t in other.tolls})
        within = other.first <= one.first and one.last <= other.last
        around = one.first <= other.first and other.last <= one.last
        form2 = f"{form}~{other.trigger.form}:{doc.tokens[other.trigger.head].pos}"
        yield from (
            f"beside={kind}|{place}|{stronger}|{form2}",
            f"beside={kind}|{shared}|{stronger}|{later}",
            f"beside={kind}|{within}|{around}|{form2}",
            f"beside={kind}|{_bin(other.likely) // 2}|{stronger}",
            f"besidelemma={lemma(doc, doc.tokens[other.trigger.head])}|{form}|{kind}",
        )


def _before(doc: Doc, accounts: Sequence[Account], n: int, form: str) -> Iterator[str]:
    """What was told before, of this type and at this place."""
    one = accounts[n]
    word = lemma(doc, doc.tokens[one.trigger.head])
    earlier = _earlier(accounts, n)
    alike = [o for o in earlier if o.sentence != one.sentence and o.kinds[0][0] == one.kinds[0][0]]
    there = [o for o in alike if _same_place(one, o)]
    then = [o for o in there if o.day == one.day]
    counts = {(t.low, t.best, t.high, t.measure) for t in one.tolls}
    told = bool(counts) and any(counts & {(t.low, t.best, t.high, t.measure) for t in o.tolls} for o in earlier)
    again = any(lemma(doc, doc.tokens[o.trigger.head]) == word for o in alike)
    yield from (
        f"alike={min(len(alike), 3)}|{form}",
        f"there={min(len(there), 3)}|{form}",
        f"then={min(len(then), 3)}|{form}",
        f"again={again}|{bool(then)}|{form}",
        f"told={told}|{bool(counts)}|{form}",
        f"told={told}|{bool(then)}",
    )


def _after(accounts: Sequence[Account], n: int, form: str) -> Iterator[str]:
    later = [o for o in _later(accounts, n) if o.kinds[0][0] == accounts[n].kinds[0][0]]
    yield f"later={min(len(later), 3)}|{form}"


def _alike(accounts: Sequence[Account], n: int) -> Iterator[Account]:
    """The nearest other events, two before and two after."""
    yield from accounts[max(n - 2, 0) : n]
    yield from accounts[n + 1 : n + 3]


def _earlier(accounts: Sequence[Account], n: int) -> Sequence[Account]:
    return accounts[max(n - WITHIN, 0) : n]


def _later(accounts: Sequence[Account], n: int) -> Sequence[Account]:
    return accounts[n + 1 : n + 1 + WITHIN]


def _share(accounts: Sequence[Account], n: int, kind: str) -> int:
    """How many of the events around are of this type, in quarters."""
    around = accounts[max(n - WITHIN, 0) : n + 1 + WITHIN]
    return sum(o.kinds[0][0] == kind for o in around) * 4 // len(around)


def _sites(one: Account) -> list[PlaceRef]:
    return [p for p in one.roles.places if p.role != "origin"]


def _same_place(one: Account, other: Account) -> bool:
    return bool(one.roles.told.roles.get("location", frozenset()) & other.roles.told.roles.get("location", frozenset()))


def _where(one: Account, other: Account) -> str:
    """How the places of two events lie to each other: the same, others, or none given."""
    if _same_place(one, other):
        return "there"
    return "elsewhere" if _sites(other) and _sites(one) else "nowhere"


def _bin(p: float) -> int:
    return min(max(int(p * 20), 0), 19)


def _at(sentence: int) -> int:
    return sentence if sentence < 3 else 3 + min(sentence // 5, 4)

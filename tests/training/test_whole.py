"""Events read whole beside the gold, and that no report is answered by a last reader that has learned from it."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from made_accounts import account, place
from training.learn.gold import Annotated
from training.learn.samples import Sample
from training.learn.whole import HeldOut, Whole, beside_gold, last_readers, owned, placed, typed

from dateline.extract.event_features import Account
from dateline.extract.role_features import Told
from dateline.extract.role_reader import Roles
from dateline.model.document import Doc
from dateline.model.report import Report, make_report
from dateline.pipeline.score import GoldReport, Tables
from dateline.pipeline.score.tables import KnownPlace
from dateline.read import read
from dateline.reference import learned
from dateline.reference.gazetteer.file import open_gazetteer
from dateline.reference.learned import Learned, Net

TEXT = "Rebels shelled Goma on Tuesday. Police killed four men in Bukavu. Sales exploded."
SHELLING = "Shelling/artillery/missile attack"
CLAIMS = [
    {"id": "e1", "type": "event", "evidence": "Rebels shelled Goma on Tuesday", "trigger": "shelled",
     "sub_event_type": SHELLING, "places": ["Goma"]},
    {"id": "e2", "type": "event", "evidence": "Police killed four men in Bukavu", "trigger": "killed",
     "sub_event_type": "Attack|Excessive force against protesters", "places": ["Bukavu"]},
    {"id": "s1", "type": "statement", "evidence": "Sales exploded", "speaker": None},
]  # fmt: skip
TABLES = Tables({"Goma": KnownPlace(-1.67, 29.22), "Bukavu": KnownPlace(-2.5, 28.86)}, {})


@cache
def doc() -> Doc:
    report = make_report(TEXT, origin="made.txt", ingested_at="2025-01-01", published="2024-05-16", language="en")
    assert isinstance(report, Report)
    (found,) = read([report], open_gazetteer())
    return found


def at(*names: str) -> Roles:
    """Nobody, at these places."""
    there = Told("none", {"location": frozenset(names)})
    return Roles((), tuple(place(doc(), name, "COD") for name in names), (), (), (), 1.0, there)


def events() -> list[Account]:
    """One that is right; one that has a place too many; one that is no event."""
    return [
        account(doc(), "shelled", ((SHELLING, 0.7), ("Attack", 0.2)), at("Goma")),
        account(doc(), "killed", (("Attack", 0.6), ("Armed clash", 0.2)), at("Goma", "Bukavu")),
        account(doc(), "exploded", (("Remote explosive/landmine/IED", 0.5),), at("Bukavu")),
    ]


def whole() -> Whole:
    gold = msgspec.convert({"report": {"id": "made", "complete": True}, "claims": CLAIMS}, GoldReport)
    each = Annotated(Path("made"), "made", CLAIMS, doc(), {}, {})
    return beside_gold(each, events(), gold, TABLES, open_gazetteer())


def test_each_event_is_told_which_claim_it_is_and_at_which_of_its_places() -> None:
    found = whole()
    assert found.kinds == [{SHELLING}, {"Attack", "Excessive force against protesters"}, None]
    assert found.there == [[True], [False, True], [False]]
    assert found.wanted == 2


def test_what_the_last_readers_are_asked_and_should_answer() -> None:
    found = whole()
    assert [s.right for s in typed(found)] == [{SHELLING}, {"Attack", "Excessive force against protesters"}]
    assert [s.right for s in owned(found)] == [{"event"}, {"event"}, {"none"}]
    judged = HeldOut(found, [0.9, 0.8, 0.1], [])
    assert [s.right for s in placed(judged)] == [{"right"}, {"none"}, {"right"}, {"none"}]
    assert all(s.names and s.name == "made" for s in (*typed(found), *owned(found), *placed(judged)))


def test_a_place_of_an_event_of_another_type_is_not_right() -> None:
    """A map shows an event of a type at a place: the place alone is not enough."""
    found = whole()
    found.kinds[0] = {"Grenade"}
    assert next(iter(placed(HeldOut(found, [0.9, 0.8, 0.1], [])))).right == {"none"}


def test_origins_are_not_asked_for() -> None:
    found = whole()
    roles = found.events[0].roles
    (goma,) = roles.places
    origin = msgspec.structs.replace(roles, places=(msgspec.structs.replace(goma, role="origin"),))
    found.events[0] = msgspec.structs.replace(found.events[0], roles=origin)
    assert len(list(placed(HeldOut(found, [0.9, 0.8, 0.1], [])))) == 3


# ---------------------------------------------------------------- held out

CLASSES = {"types_again": ("Attack", SHELLING), "own": ("none", "event"), "sites": ("none", "right")}


class Fitting:
    """Makes readers that learn nothing: each gives the second class a chance of its own, by which it is known again."""

    def __init__(self) -> None:
        self.fitted: list[tuple[str, Counter[str]]] = []

    def __call__(self, reader: str, seen: list[Sample]) -> Learned:
        self.fitted.append((reader, Counter(s.name for s in seen)))
        chance = len(self.fitted) / 100
        offset = np.log(np.array([1 - chance, chance], np.float32))
        nothing = (np.zeros(1, np.float32), np.zeros((1, 2), np.float32))
        net = Net(np.ones((8, 1), np.int8), 0.01, *nothing, offset, np.zeros((0, 1), np.float32))
        return Learned(CLASSES[reader], (net,))

    def by(self, chance: float) -> tuple[str, Counter[str]]:
        """Which reader gave this chance, and from what it had learned."""
        return self.fitted[round(chance * 100) - 1]


def reports(count: int) -> list[Whole]:
    made = [msgspec.structs.replace(whole(), name=f"report {n}") for n in range(count)]
    made[0].weight = 2
    return made


@pytest.mark.parametrize("folds", [2, 4])
def test_no_report_is_answered_by_a_reader_that_has_learned_from_it(folds: int) -> None:
    fit = Fitting()
    made, judged = last_readers(reports(5), fit, folds)
    assert [each.one.name for each in judged] == [f"report {n}" for n in range(5)]
    asked: list[tuple[str, str, float]] = []
    for each in judged:
        asked += [("own", each.one.name, chance) for chance in each.own]
        asked += [("sites", each.one.name, chance) for chance, _ in each.sites]
        asked += [("types_again", each.one.name, dict(event.kinds)[SHELLING]) for event in each.one.events]
    assert len(asked) == 5 * (3 + 4 + 3)
    for reader, name, chance in asked:
        by, learned_from = fit.by(chance)
        assert by == reader
        assert name not in learned_from
        assert learned_from, "a reader that has learned from nothing"
    assert set(made) == set(CLASSES)


def test_the_readers_that_are_kept_have_learned_from_all_reports_each_as_often_as_it_weighs() -> None:
    fit = Fitting()
    made, _ = last_readers(reports(5), fit)
    for name, each in {"types_again": 2, "own": 3, "sites": 4}.items():
        (kept,) = (seen for n, (reader, seen) in enumerate(fit.fitted) if _is_kept(made, reader, name, n))
        assert kept == Counter({f"report {n}": each * (2 if n == 0 else 1) for n in range(5)})


def _is_kept(made: dict[str, Learned], reader: str, name: str, n: int) -> bool:
    chance = float(made[name].answers([["any"]])[0, 1])
    return reader == name and round(chance * 100) == n + 1


def test_the_stored_readers_are_back_afterwards() -> None:
    before: Any = {name: learned.learned(name) for name in CLASSES}
    last_readers(reports(4), Fitting())
    assert all(learned.learned(name) is reader for name, reader in before.items())

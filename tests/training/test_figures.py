"""What training prints of reports that the readers have not seen: by hand worked-out precision, recall and F1."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from training.learn.figures import LEAST, tell
from training.learn.whole import HeldOut, Whole


class Event(NamedTuple):
    """An event as far as figures look at it."""

    kinds: tuple[tuple[str, float], ...]


def held_out(own: list[float], kinds: list[set[str] | None], sites: list[tuple[float, bool]], wanted: int) -> HeldOut:
    """Events read as attacks. kinds: of the claims that they are."""
    events = [Event((("Attack", 0.6), ("Armed clash", 0.3))) for _ in own]
    whole = Whole(name="made", doc=None, events=events, kinds=kinds, there=[[] for _ in own], wanted=wanted)  # type: ignore[arg-type]
    return HeldOut(whole, own, sites)


def printed(capsys: pytest.CaptureFixture[str], *judged: HeldOut) -> list[str]:
    tell(judged)
    return [line.strip() for line in capsys.readouterr().out.splitlines()]


def test_the_figures_are_those_worked_out_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    one = held_out([0.9, 0.5], [{"Attack"}, {"Armed clash"}], [(0.8, True), (0.65, False)], wanted=3)
    other = held_out([0.2], [None], [(0.3, True)], wanted=1)
    lines = printed(capsys, one, other)
    assert lines[0] == "3 read, 4 in gold, 2 of them read, 1 of its type"
    assert "event >= 0.3: P 1.000 R 0.500 F 0.667 typed F 0.333" in lines
    assert "event >= 0.5: P 1.000 R 0.500 F 0.667 typed F 0.333" in lines
    assert "event >= 0.55: P 1.000 R 0.250 F 0.400 typed F 0.400" in lines
    assert "site >= 0.3: 2/3 right, of 3" in lines
    assert "site >= 0.7: 1/1 right, of 3" in lines
    assert len(lines) == 1 + 2 * len(LEAST)


def test_what_is_no_event_costs_precision(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, held_out([0.9, 0.9, 0.9, 0.9], [{"Attack"}, None, None, None], [], wanted=1))
    assert "event >= 0.6: P 0.250 R 1.000 F 0.400 typed F 0.400" in lines


def test_nothing_read_and_nothing_wanted_is_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys)
    assert lines[0] == "0 read, 0 in gold, 0 of them read, 0 of its type"
    assert "event >= 0.5: P 0.000 R 0.000 F 0.000 typed F 0.000" in lines
    assert "site >= 0.5: 0/0 right, of 0" in lines

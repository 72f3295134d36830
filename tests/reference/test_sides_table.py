"""The table of sides, and a text whose sides have changed places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reference.sides import Sides, conflict_of, conflicts, swap

WAR = next(each for each in conflicts() if each.conflict == "Russia and Ukraine")
ISRAEL = next(each for each in conflicts() if each.conflict == "Israel and Iran")


@pytest.mark.parametrize(
    ("text", "swapped"),
    [
        ("Russia shelled Ukraine.", "Ukraine shelled Russia."),
        ("A Ukrainian drone hit an RF train.", "A Russian drone hit an RF train."),
        ("KYIV and Kiev, and Moscow", "MOSCOW and Moscow, and Kyiv"),
        ("russian invaders", "ukrainian invaders"),
        ("Ukraine's Ukrainians, Belorussia", "Russia's Russians, Belorussia"),
        ("Nobody is named.", "Nobody is named."),
    ],
)
def test_swap(text: str, swapped: str) -> None:
    assert swap(text, WAR).text == swapped


def test_the_article_follows_the_name() -> None:
    table = Sides("x", (("Indian", "Pakistani"),))
    assert swap("An Indian jet, a Pakistani one", table).text == "A Pakistani jet, an Indian one"
    assert swap("An Israeli jet", ISRAEL).text == "An Iranian jet"


@pytest.mark.parametrize(
    ("conflict", "text", "swapped"),
    [
        ("Congo and Rwanda", "The DRC and the DRC's army; Rwanda", "Rwanda and Rwanda's army; Congo"),
        (
            "Ethiopia and Tigray",
            "Ethiopia, Tigray People's Liberation Front",
            "Tigray, Tigray People's Liberation Front",
        ),
        (
            "Myanmar's junta and its opponents",
            "the Myanmar National Democratic Alliance Army (MNDAA); the MNDAA",
            "the Myanmar National Democratic Alliance Army (MNDAA); the junta",
        ),
        ("Myanmar's junta and its opponents", "a military hospital, the military", "a military hospital, the MNDAA"),
        ("Russia and Ukraine", "Ukraine's security service", "Russia's security service"),
        ("Russia and Ukraine", "the Security Service of Ukraine", "the Federal Security Service"),
    ],
)
def test_names_that_are_longer_than_the_side(conflict: str, text: str, swapped: str) -> None:
    assert swap(text, next(each for each in conflicts() if each.conflict == conflict)).text == swapped


def test_positions_follow_the_text() -> None:
    text = "Kyiv says that Russian troops fled, Ukraine's army said"
    moved = swap(text, WAR)
    for word in ("says", "troops", "fled", "army", "said"):
        at = text.index(word)
        assert moved.text[moved.at(at) :].startswith(word)
        assert moved.at(at + len(word)) == moved.at(at) + len(word)
    assert moved.text[moved.at(text.index("Russian")) :].startswith("Ukrainian")
    assert moved.at(len(text)) == len(moved.text)


@given(st.lists(st.sampled_from(["Russia", "Ukraine", "Kyiv", "a Russian", "x", " ", ".", "\n"])))
def test_positions_never_leave_the_text_nor_go_back(pieces: list[str]) -> None:
    text = " ".join(pieces)
    moved = swap(text, WAR)
    positions = [moved.at(n) for n in range(len(text) + 1)]
    assert positions == sorted(positions)
    assert positions[0] == 0
    assert positions[-1] == len(moved.text)


def test_the_conflict_is_the_one_whose_less_named_side_is_named_most() -> None:
    found = conflict_of("Iran and Israel; Israeli and Iranian troops; Russia and Ukraine")
    assert found is not None
    assert found.conflict == "Israel and Iran"
    assert conflict_of("Russia, Russia and Israel") is None


def test_a_name_goes_to_one_other_and_never_to_its_own_side() -> None:
    for each in conflicts():
        first, second = ({pair[side] for pair in each.pairs} for side in (0, 1))
        assert first.isdisjoint(second), each.conflict
        assert set(each.stands_for()) == first | second

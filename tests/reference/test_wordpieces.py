"""Words are cut into pieces of the encoder's vocabulary as its published weights have learned them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model.errors import SettingError
from dateline.reference.learned_files import learned_file
from dateline.reference.wordpieces import BEGIN, END, LONGEST, UNKNOWN, pieces, read_vocabulary, vocabulary

BY_NUMBER = {number: piece for piece, number in vocabulary().items()}
RUNS = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789"), min_size=1, max_size=LONGEST)


def named(word: str) -> list[str]:
    return [BY_NUMBER[number] for number in pieces(word)]


# ---------------------------------------------------------------- pieces


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("shelled", ["shell", "##ed"]),
        ("Shelled", ["shell", "##ed"]),
        ("airstrikes", ["airs", "##tri", "##kes"]),
        ("Zelenskýj", ["ze", "##len", "##sky", "##j"]),
        ("U.S.", ["u", ".", "s", "."]),
        ("T-90", ["t", "-", "90"]),
        ("Army’s", ["army", "’", "s"]),
        ("dead\u00a0town", ["dead", "town"]),
        ("shot_down", ["shot", "_", "down"]),
        ("...", [".", ".", "."]),
    ],
)
def test_words_are_cut_into_the_longest_pieces(word: str, wanted: list[str]) -> None:
    assert named(word) == wanted


@pytest.mark.parametrize(
    ("accented", "plain"),
    [("café", "cafe"), ("cafe\u0301", "cafe"), ("Gagauziëers", "gagauzieers"), ("İdlib", "idlib")],
)
def test_accents_and_capitals_make_no_difference(accented: str, plain: str) -> None:
    assert pieces(accented) == pieces(plain)


@given(st.text(max_size=30))
def test_any_text_has_pieces_of_the_vocabulary_and_always_the_same(word: str) -> None:
    found = pieces(word)
    assert found
    assert all(0 <= number < len(vocabulary()) for number in found)
    assert not {BEGIN, END} & set(found), "the marks around a window are no words"
    assert pieces.__wrapped__(word) == found


@given(st.text(st.characters(codec="ascii"), max_size=30))
def test_capitals_make_no_difference(word: str) -> None:
    assert pieces(word.upper()) == pieces(word)


@given(RUNS)
def test_the_pieces_of_letters_and_digits_make_up_the_word(run: str) -> None:
    first, *rest = named(run)
    assert first + "".join(piece.removeprefix("##") for piece in rest) == run
    assert all(piece.startswith("##") for piece in rest)
    longest = max(n for n in range(1, len(run) + 1) if run[:n] in vocabulary())
    assert first == run[:longest]


@pytest.mark.parametrize("word", ["", " ", "\u0000", "\u0301", "x" * (LONGEST + 1), "\U0001f980", "x" * 1_000_000])
def test_what_the_vocabulary_lacks_is_unknown(word: str) -> None:
    assert pieces(word) == (UNKNOWN,)


def test_a_word_without_end_is_cut_at_its_marks() -> None:
    assert len(pieces("x-" * 100_000)) == 200_000
    assert len(pieces("x" * LONGEST)) > 1


# ---------------------------------------------------------------- files


def told(path: Path) -> str:
    with pytest.raises(SettingError) as error:
        read_vocabulary(path)
    assert error.value.where == str(path)
    assert "Install dateline again" in str(error.value)
    return error.value.what


def test_the_stored_vocabulary_is_one() -> None:
    assert read_vocabulary(learned_file("wordpieces.txt")) == vocabulary()
    assert [BY_NUMBER[n] for n in (UNKNOWN, BEGIN, END)] == ["[UNK]", "[CLS]", "[SEP]"]
    assert sorted(BY_NUMBER) == list(range(len(BY_NUMBER)))


def test_a_vocabulary_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert told(tmp_path / "wordpieces.txt") == "the vocabulary of the encoder is not here"


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"",
        lambda whole: b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n",
        lambda whole: whole.split(b"\n", 1)[1],
        lambda whole: b"one more\n" + whole,
        lambda whole: whole + b"shell\n",
        lambda whole: whole + b"\xff\n",
        lambda whole: whole.replace(b"\n", b"\n\n", 200),
    ],
    ids=["empty", "pointer", "a line gone", "a line more", "a piece twice", "no UTF-8", "empty lines"],
)
def test_a_file_that_is_no_vocabulary_is_told(damage: object, tmp_path: Path) -> None:
    path = tmp_path / "wordpieces.txt"
    path.write_bytes(damage(learned_file("wordpieces.txt").read_bytes()))  # type: ignore[operator]
    assert told(path).startswith("is no vocabulary of the encoder")


def test_lines_that_end_as_on_windows_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "wordpieces.txt"
    path.write_bytes(learned_file("wordpieces.txt").read_bytes().replace(b"\n", b"\r\n"))
    assert read_vocabulary(path) == vocabulary()

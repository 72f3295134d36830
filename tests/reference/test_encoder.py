"""The packaged encoder: words are read in windows of whole sentences, and a damaged file is told."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnxruntime import InferenceSession, SessionOptions

from dateline.model.errors import SettingError
from dateline.model.report import Report, make_report
from dateline.pipeline.reading import read_reports
from dateline.reference import encoder as encoding
from dateline.reference.encoder import WIDTH, WINDOW, encoder, lend, read_encoder, windows
from dateline.reference.learned_files import learned_file
from dateline.reference.wordpieces import BEGIN, END, pieces, vocabulary

WORDS = ("fire", "airstrikes", "Kharkiv", "", "a-b-c-d-e-f", "x" * 90, "x-" * 300)
"""Of one piece, of several, of none of the vocabulary's, of more than a window holds."""
SENTENCES = st.lists(
    st.one_of(
        st.integers(0, 60).map(lambda n: ["fire"] * n),
        st.lists(st.sampled_from(WORDS), max_size=40),
        st.integers(150, 2000).map(lambda n: ["fire"] * n),
        st.just(["fire"] * (WINDOW - 2)),
        st.just(["fire"] * (WINDOW - 1)),
    ),
    max_size=12,
)


def bounds_of(sentences: list[list[str]]) -> list[tuple[int, int]]:
    return list(pairwise(np.cumsum([0, *map(len, sentences)]).tolist()))


# ---------------------------------------------------------------- windows


@given(SENTENCES)
@settings(max_examples=60, deadline=None)
def test_every_word_stands_in_one_window_in_order(sentences: list[list[str]]) -> None:
    words = [word for sentence in sentences for word in sentence]
    found = list(windows(words, bounds_of(sentences)))
    assert [word for _, heads in found for word in heads] == list(range(len(words)))
    for numbers, heads in found:
        assert len(numbers) <= WINDOW
        assert (numbers[0], numbers[-1]) == (BEGIN, END)
        assert not {BEGIN, END} & set(numbers[1:-1])
        shown = {word: at for word, at in heads.items() if words[word]}
        assert all(numbers[at] == pieces(words[word])[0] for word, at in shown.items())
        assert list(shown.values()) == sorted(set(shown.values()))
        kept = [n for word in shown for n in pieces(words[word])[: WINDOW - 2]]
        assert numbers[1:-1] == kept, "a piece that no window shows"


def test_a_word_without_letters_shares_the_numbers_of_the_word_behind_it() -> None:
    (numbers, heads), *more = windows(["", "fire", "", ""], [(0, 4)])
    assert not more
    assert numbers == [BEGIN, *pieces("fire"), END]
    assert heads == {0: 1, 1: 1, 2: 2, 3: 2}, "the last ones those of the mark at the end"


@given(SENTENCES)
@settings(max_examples=60, deadline=None)
def test_a_sentence_that_fits_is_never_parted_and_none_stands_alone_without_need(sentences: list[list[str]]) -> None:
    words = [word for sentence in sentences for word in sentence]
    bounds = bounds_of(sentences)
    found = list(windows(words, bounds))
    where = {word: n for n, (_, heads) in enumerate(found) for word in heads}
    for first, last in bounds:
        if _pieces(words[first:last]) <= WINDOW - 2:
            assert len({where[word] for word in range(first, last)}) <= 1
    # Two windows beside each other could not have been one, or reading would take longer than it must
    assert all(len(one) - 2 + _begins(words, bounds, heads) > WINDOW - 2 for (one, _), (_, heads) in pairwise(found))


def _begins(words: list[str], bounds: list[tuple[int, int]], heads: dict[int, int]) -> int:
    """How many pieces the window's first sentence has, or its first word where a sentence was cut there."""
    word = next(iter(heads))
    last = next((last for first, last in bounds if first == word < last), word + 1)
    return _pieces(words[word:last])


def _pieces(words: list[str]) -> int:
    return sum(len(pieces(word)) for word in words if word)


# ---------------------------------------------------------------- vectors


@given(st.lists(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=12)), max_size=30), max_size=4))
@settings(max_examples=25, deadline=None)
def test_whatever_words_have_finite_numbers_and_always_the_same(sentences: list[list[str]]) -> None:
    words = [word for sentence in sentences for word in sentence]
    found = encoder().vectors(words, bounds_of(sentences))
    assert found.shape == (len(words), WIDTH)
    assert found.dtype == np.float32
    assert np.isfinite(found).all()
    assert all(row.any() for row in found), "a word that was not read"
    assert np.array_equal(found, encoder().vectors(words, bounds_of(sentences)))


def test_the_same_word_elsewhere_has_other_numbers() -> None:
    words = ["They", "opened", "fire", ".", "A", "fire", "broke", "out", "."]
    found = encoder().vectors(words, [(0, 4), (4, 9)])
    assert not np.allclose(found[2], found[5], atol=0.1)


def test_words_of_other_windows_do_not_matter() -> None:
    one, other, third = (word.split() * 60 for word in ("They opened fire", "Talks broke down", "It rained ."))
    bounds = bounds_of([one, other, third])
    assert len(list(windows([*one, *other, *third], bounds))) == 3
    found, without = (encoder().vectors([*first, *other, *third], bounds) for first in (one, third))
    assert np.array_equal(found[len(one) :], without[len(one) :])
    assert not np.array_equal(found[: len(one)], without[: len(one)])
    assert np.array_equal(found[: len(one)], encoder().vectors(one, [(0, len(one))]))


def test_words_of_the_same_sentence_matter() -> None:
    found, other = (encoder().vectors([who, "opened", "fire"], [(0, 3)]) for who in ("Troops", "Talks"))
    assert not np.array_equal(found[2], other[2])


def test_a_word_is_shown_by_its_first_piece_where_it_has_more_than_a_window() -> None:
    found = encoder().vectors(["fire", "x-" * 5000, "fire"], [(0, 3)])
    assert np.isfinite(found).all()
    assert all(row.any() for row in found)


def test_no_words_have_no_numbers() -> None:
    assert encoder().vectors([], []).shape == (0, WIDTH)
    assert encoder().vectors([], [(0, 0)]).shape == (0, WIDTH)


def test_another_encoder_is_lent_until_it_is_given_back() -> None:
    class Zeros:
        def vectors(self, words: object, sentences: object) -> np.ndarray:
            return np.zeros((0, WIDTH), np.float32)

    packaged, other = encoder(), Zeros()
    try:
        lend(other)
        assert encoder() is other
    finally:
        lend(None)
    assert encoder() is packaged


# ---------------------------------------------------------------- files


def told(path: Path) -> str:
    with pytest.raises(SettingError) as error:
        read_encoder(path)
    assert error.value.where == str(path)
    assert "Install dateline again" in str(error.value)
    return error.value.what


def test_what_is_stored_is_an_encoder() -> None:
    found = read_encoder(learned_file("encoder.onnx")).vectors(["fire"], [(0, 1)])
    assert np.array_equal(found, encoder().vectors(["fire"], [(0, 1)]))


def test_an_encoder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert told(tmp_path / "encoder.onnx") == "the encoder is not here"


def test_a_folder_is_told(tmp_path: Path) -> None:
    assert told(tmp_path).startswith("is no encoder")


@pytest.mark.parametrize(
    "content",
    [b"", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n", bytes(1000), b"PK\x03\x04"],
    ids=["empty", "pointer", "zeros", "zip"],
)
def test_a_file_that_holds_something_else_is_told(
    content: bytes, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "encoder.onnx"
    path.write_bytes(content)
    assert told(path).startswith("is no encoder")
    assert capfd.readouterr() == ("", ""), "told twice: by the library, too"


@pytest.mark.parametrize("at", [0.1, 0.9, 0.99999])
def test_a_file_that_is_cut_is_told(at: float, tmp_path: Path) -> None:
    whole = learned_file("encoder.onnx").read_bytes()
    path = tmp_path / "encoder.onnx"
    path.write_bytes(whole[: int(len(whole) * at)])
    assert told(path).startswith("is no encoder")


def _field(number: int, value: bytes | int) -> bytes:
    """One field of a protobuf message, shorter than 128 bytes."""
    return bytes([number << 3, value]) if isinstance(value, int) else bytes([number << 3 | 2, len(value)]) + value


def test_a_model_of_something_else_is_told(tmp_path: Path) -> None:
    """A whole ONNX file whose one step gives back what it is shown: it knows neither pieces nor masks."""
    of_floats = _field(1, _field(1, 1) + _field(2, _field(1, _field(1, 1))))
    ends = [_field(number, _field(1, name) + _field(2, of_floats)) for number, name in ((11, b"x"), (12, b"y"))]
    step = _field(1, _field(1, b"x") + _field(2, b"y") + _field(4, b"Identity"))
    model = _field(1, 8) + _field(7, step + _field(2, b"other") + b"".join(ends)) + _field(8, _field(2, 17))
    path = tmp_path / "encoder.onnx"
    path.write_bytes(model)
    assert "Required inputs" in told(path)


def test_an_encoder_of_another_training_is_told(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    stored = learned_file("encoder.onnx")
    monkeypatch.setattr(encoding, "WIDTH", WIDTH + 1)
    assert told(stored) == f"does not give {WIDTH + 1} numbers for each piece"
    monkeypatch.undo()
    longer = vocabulary() | {"one more": len(vocabulary())}
    monkeypatch.setattr(encoding, "vocabulary", lambda: longer)
    assert told(stored).startswith("is no encoder")
    assert capfd.readouterr() == ("", ""), "told twice: by the library, too"


def test_an_encoder_that_is_damaged_stops_the_run_and_blames_no_report(tmp_path: Path) -> None:
    report = make_report("Rebels shelled Goma.", origin="a.txt", ingested_at="2025-01-01", language="en")
    assert isinstance(report, Report)

    class Damaged:
        def vectors(self, words: object, sentences: object) -> np.ndarray:
            return read_encoder(tmp_path / "encoder.onnx").vectors([], [])

    try:
        lend(Damaged())
        with pytest.raises(SettingError, match="the encoder is not here"):
            list(read_reports([report]))
    finally:
        lend(None)


def test_the_numbers_do_not_depend_on_the_processor() -> None:
    """Where there is no VNNI, sums of 8-bit products overflow, but for weights of 7 bits: the same report would be read
    otherwise. With this setting they are added up exactly, at the cost of time.
    """
    options = SessionOptions()
    options.add_session_config_entry("session.x64quantprecision", "1")
    exact = InferenceSession(learned_file("encoder.onnx").read_bytes(), options, providers=["CPUExecutionProvider"])
    numbers = [BEGIN, *(1000 + 37 * n for n in range(WINDOW - 2)), END]
    shown = {"pieces": np.array([numbers], np.int64), "mask": np.ones((1, WINDOW), bool)}
    assert np.array_equal(encoder()._read(numbers), exact.run(None, shown)[0][0])

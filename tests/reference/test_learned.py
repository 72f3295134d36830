"""Learned readers: features find their rows, nets are averaged, answers are probabilities, damaged weights are told."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from dateline import reference
from dateline.model.errors import SettingError
from dateline.pipeline import reading
from dateline.reference.encoder import WIDTH
from dateline.reference.learned import Learned, Net, learned, read_weights

NAMES = sorted(path.stem for path in (Path(reference.__file__).parent / "data" / "learned").glob("*.npz"))
ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
FEATURES = st.lists(st.lists(ANY_TEXT, min_size=1, max_size=6), max_size=5)


def net(rows: int = 8, hidden: int = 3, classes: int = 2, seed: int = 0) -> Net:
    draw = np.random.default_rng(seed)
    return Net(
        table=draw.integers(-127, 128, (rows, hidden)).astype(np.int8),
        scale=0.01,
        bias=draw.normal(size=hidden).astype(np.float32),
        out=draw.normal(size=(hidden, classes)).astype(np.float32),
        offset=draw.normal(size=classes).astype(np.float32),
        dense=np.zeros((0, hidden), np.float32),
    )


def one_row(hot: int, rows: int = 32768) -> Learned:
    """Says "yes" of what has the feature of this row, and is undecided else."""
    table = np.zeros((rows, 1), np.int8)
    table[hot] = 100
    out = np.array([[0.0, 10.0]], np.float32)
    nothing = np.zeros((0, 1), np.float32)
    return Learned(("no", "yes"), (Net(table, 0.01, np.zeros(1, np.float32), out, np.zeros(2, np.float32), nothing),))


def stored(path: Path, **other: Any) -> Path:
    """A file of one net as training stores it, with other arrays in place of some; None takes one away."""
    a = net()
    arrays: dict[str, Any] = {
        "classes": np.array(["no", "yes"]), "nets": np.array(1), "table0": a.table, "scale0": np.array(a.scale),
        "bias0": a.bias, "out0": a.out, "offset0": a.offset, "dense0": a.dense,
    }  # fmt: skip
    arrays |= other
    np.savez_compressed(path, **{name: value for name, value in arrays.items() if value is not None})
    return path


# ---------------------------------------------------------------- rows


@pytest.mark.parametrize(
    ("feature", "row"),
    [("lemma=shell", 16252), ("path=^ROOT>dobj", 5661), ("published|mood:VBD", 28368), ("word=київ", 31140)],
)
def test_a_features_row_never_moves(feature: str, row: int) -> None:
    """The stored weights know features by these rows alone: another hash, and every reader answers at random."""
    assert one_row(row).answers([[feature]])[0, 1] > 0.99
    assert_allclose(one_row((row + 1) % 32768).answers([[feature]]), 0.5)


def test_features_of_one_thing_add_up_in_any_order_and_do_not_reach_the_next() -> None:
    reader = Learned(("no", "yes"), (net(rows=1024),))
    whole = reader.answers([["a", "b", "c"], ["d"], ["e", "a"]])
    assert_allclose(whole[0], reader.answers([["c", "a", "b"]])[0], rtol=1e-5)
    for n, seen in enumerate((["a", "b", "c"], ["d"], ["e", "a"])):
        assert_allclose(whole[n], reader.answers([seen])[0], rtol=1e-5)


def test_nothing_seen_gives_no_row_and_a_thing_without_features_is_an_error() -> None:
    reader = Learned(("no", "yes"), (net(),))
    assert reader.answers([]).shape == (0, 2)
    for seen in ([[]], [["a"], [], ["b"]]):
        with pytest.raises(ValueError, match="without features"):
            reader.answers(seen)


# ---------------------------------------------------------------- answers


def test_nets_are_averaged() -> None:
    a, b, seen = net(seed=1), net(seed=2), [["x", "y"], ["z"]]
    both = Learned(("no", "yes"), (a, b)).answers(seen)
    each = [Learned(("no", "yes"), (one,)).answers(seen) for one in (a, b)]
    assert_allclose(both, (each[0] + each[1]) / 2, rtol=1e-6)
    assert not np.allclose(each[0], each[1])


def test_one_net_is_one_hidden_layer_and_a_softmax() -> None:
    table = np.array([[50, -20]], np.int8)  # one row: every feature is it
    out, offset, dense = np.array([[1, 0], [0, 1]], np.float32), np.zeros(2, np.float32), np.zeros((0, 2), np.float32)
    one = Net(table, 0.1, np.array([1.0, 1.0], np.float32), out, offset, dense)
    hidden = np.maximum([2 * 5.0 + 1, 2 * -2.0 + 1], 0)
    wanted = np.exp(hidden) / np.exp(hidden).sum()
    assert_allclose(Learned(("no", "yes"), (one,)).answers([["a", "b"]])[0], wanted, rtol=1e-5)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_stored_is_a_reader(name: str) -> None:
    reader = learned(name)
    assert len(reader.classes) == len(set(reader.classes)) >= 2
    assert reader is learned(name)
    assert all(np.isfinite(a).all() for n in reader.nets for a in (n.bias, n.out, n.offset))
    assert all(0 < n.scale < 1 and n.table.any() for n in reader.nets)


@pytest.mark.parametrize("name", NAMES)
@given(seen=FEATURES)
def test_answers_are_probabilities_of_whatever_is_seen(name: str, seen: list[list[str]]) -> None:
    """Any text, so also features that no training has shown: they are told nothing of, and do no harm."""
    reader = learned(name)
    context = np.zeros((len(seen), len(reader.nets[0].dense)), np.float32)
    answers = reader.answers(seen, context)
    assert answers.shape == (len(seen), len(reader.classes))
    assert answers.dtype == np.float32
    assert ((answers >= 0) & (answers <= 1)).all()
    assert_allclose(answers.sum(axis=1), 1, rtol=1e-5)
    assert_array_equal(answers, reader.answers(seen, context))


def test_extreme_sums_do_not_overflow() -> None:
    reader = Learned(("no", "yes"), (net(rows=1),))
    assert np.isfinite(reader.answers([["a"] * 100_000])).all()


# ---------------------------------------------------------------- files


def test_what_training_stores_is_read(tmp_path: Path) -> None:
    reader = read_weights(stored(tmp_path / "x.npz"))
    assert reader.classes == ("no", "yes")
    assert_array_equal(reader.answers([["a"], ["b"]]), Learned(("no", "yes"), (net(),)).answers([["a"], ["b"]]))


def told(path: Path) -> str:
    with pytest.raises(SettingError) as error:
        read_weights(path)
    assert error.value.where == str(path)
    assert "Install dateline again" in str(error.value)
    return error.value.what


def test_weights_that_are_not_there_are_told(tmp_path: Path) -> None:
    assert told(tmp_path / "x.npz") == "the learned weights are not here"
    with pytest.raises(SettingError, match="not here"):
        learned("no such reader")


@pytest.mark.parametrize(
    "content",
    [b"", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n", b"PK\x03\x04 cut short", b"\x93NUMPY"],
    ids=["empty", "pointer", "cut zip", "cut array"],
)
def test_a_file_that_holds_something_else_is_told(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.npz"
    path.write_bytes(content)
    assert told(path).startswith("is no file of learned weights")


def test_an_array_alone_is_told(tmp_path: Path) -> None:
    with (tmp_path / "x.npz").open("wb") as file:
        np.save(file, np.zeros(3))
    assert told(tmp_path / "x.npz").startswith("is no file of learned weights")


@pytest.mark.parametrize("at", [0.1, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_or_changed_is_told(at: float, tmp_path: Path) -> None:
    path = stored(tmp_path / "x.npz", table0=np.random.default_rng(0).integers(-99, 99, (512, 3)).astype(np.int8))
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * at)])
    assert told(path).startswith("is no file of learned weights")


def test_a_changed_byte_is_told(tmp_path: Path) -> None:
    path = stored(tmp_path / "x.npz", table0=np.random.default_rng(0).integers(-99, 99, (512, 3)).astype(np.int8))
    data = bytearray(path.read_bytes())
    data[data.index(b"table0.npy") + 400] ^= 0xFF
    path.write_bytes(bytes(data))
    assert told(path).startswith("is no file of learned weights")


@pytest.mark.parametrize("lacks", ["classes", "nets", "table0", "scale0", "bias0", "out0", "offset0", "dense0"])
def test_a_missing_array_is_told(lacks: str, tmp_path: Path) -> None:
    assert lacks in told(stored(tmp_path / "x.npz", **{lacks: None}))


@pytest.mark.parametrize(
    "other",
    [
        {"nets": np.array(0)},
        {"classes": np.array(["no", "yes", "maybe"])},
        {"bias0": np.zeros(4)},
        {"out0": np.zeros((2, 3))},
        {"offset0": np.zeros(1)},
        {"dense0": np.zeros((2, 4))},
        {"dense0": np.zeros(3)},
        {"dense0": np.array(1.0)},
        {"dense0": np.zeros((1, 2, 3))},
        {"table0": np.zeros((0, 3), np.int8)},
        {"table0": np.zeros(24, np.int8)},
        {"nets": np.array(2), "table1": np.zeros((9, 3), np.int8), "scale1": np.array(1.0), "bias1": np.zeros(3),
         "out1": np.zeros((3, 2)), "offset1": np.zeros(2), "dense1": np.zeros((0, 3))},
        {"nets": np.array(2), "table1": np.zeros((8, 3), np.int8), "scale1": np.array(1.0), "bias1": np.zeros(3),
         "out1": np.zeros((3, 2)), "offset1": np.zeros(2), "dense1": np.zeros((2, 3))},
    ],
    ids=lambda other: " ".join(other),
)  # fmt: skip
def test_arrays_that_do_not_fit_are_told(other: dict[str, Any], tmp_path: Path) -> None:
    assert told(stored(tmp_path / "x.npz", **other)) == "has learned weights that do not fit each other"


def test_weights_that_are_no_bytes_are_told(tmp_path: Path) -> None:
    assert told(stored(tmp_path / "x.npz", table0=np.zeros((8, 3)))).startswith("is no file of learned weights")


def test_damaged_weights_stop_the_run_and_blame_no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.model.report import Report, make_report

    report = make_report("Rebels shelled Goma.", origin="a.txt", ingested_at="2025-01-01", language="en")
    assert isinstance(report, Report)

    def damaged(*_: object) -> None:
        raise SettingError("the learned weights are not here", where="acts.npz", remedy="Install dateline again.")

    monkeypatch.setattr(reading, "read_docs", damaged)
    with pytest.raises(SettingError, match="not here"):
        list(reading.read_reports([report]))


def test_an_error_comes_whole_out_of_a_workers_process() -> None:
    error = SettingError("is wrong", where="x.npz", remedy="Mend it.")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is SettingError
    assert (again.what, again.where, again.remedy, str(again)) == ("is wrong", "x.npz", "Mend it.", str(error))


def test_what_the_encoder_makes_of_the_words_is_added_in_the_hidden_layer() -> None:
    plain = net()
    one = msgspec.structs.replace(plain, dense=np.array([[1, 0, 0], [0, 2, 0]], np.float32))
    reader, seen = Learned(("no", "yes"), (one,)), [["a", "b"], ["c"]]
    shown = np.array([[0.5, -1.0], [0, 0]], np.float32)
    moved = Learned(
        ("no", "yes"), (msgspec.structs.replace(plain, bias=plain.bias + np.array([0.5, -2.0, 0], np.float32)),)
    )
    assert_allclose(reader.answers(seen, shown)[0], moved.answers(seen)[0], rtol=1e-5)
    assert_allclose(reader.answers(seen, shown)[1], Learned(("no", "yes"), (plain,)).answers(seen)[1], rtol=1e-5)


@pytest.mark.parametrize(
    ("width", "shown"),
    [(2, None), (2, (2, 3)), (2, (1, 2)), (2, (3, 2)), (2, (2,)), (2, (2, 0)), (0, (2, 2)), (0, (1, 0))],
)
def test_a_reader_is_shown_numbers_of_its_width_for_each_thing_or_none(
    width: int, shown: tuple[int, ...] | None
) -> None:
    """Numbers for one thing would be added to all of them, and a reader without them would answer at random."""
    reader = with_dense(np.zeros((width, 3)))
    context = None if shown is None else np.zeros(shown, np.float32)
    with pytest.raises(ValueError, match=rf"wants \(2, {width}\)"):
        reader.answers([["a"], ["b"]], context)


@pytest.mark.parametrize("width", [0, 2])
def test_a_reader_that_is_shown_nothing_says_nothing(width: int) -> None:
    reader = with_dense(np.zeros((width, 3)))
    assert reader.answers([], np.zeros((0, width), np.float32)).shape == (0, 2)


def with_dense(*dense: np.ndarray) -> Learned:
    """A reader of nets that take the numbers of an encoder in."""
    nets = (msgspec.structs.replace(net(seed=n), dense=d.astype(np.float32)) for n, d in enumerate(dense))
    return Learned(("no", "yes"), tuple(nets))


def test_each_thing_is_read_beside_its_own_numbers_and_each_net_weighs_them_itself() -> None:
    draw = np.random.default_rng(0)
    dense = [draw.normal(size=(4, 3)) for _ in range(2)]
    context, seen = draw.normal(size=(3, 4)).astype(np.float32), [["a", "b"], ["c"], ["d"]]
    whole = with_dense(*dense).answers(seen, context)
    for n in range(3):
        assert_allclose(whole[n], with_dense(*dense).answers(seen[n : n + 1], context[n : n + 1])[0], rtol=1e-5)
    assert not np.allclose(whole, with_dense(*dense).answers(seen, context[::-1]))
    (one,) = with_dense(dense[0]).nets
    two = msgspec.structs.replace(net(seed=1), dense=dense[1].astype(np.float32))
    each = [Learned(("no", "yes"), (n,)).answers(seen, context) for n in (one, two)]
    assert_allclose(whole, (each[0] + each[1]) / 2, rtol=1e-5)


@given(st.integers(0, 30), st.integers(1, 7), st.sampled_from([0, 2]))
def test_many_things_are_looked_at_in_parts_that_change_no_answer(things: int, at_once: int, width: int) -> None:
    reader = with_dense(np.arange(width * 3).reshape(width, 3) / 9)
    seen = [[f"{n}"] * (1 + n % 3) for n in range(things)]
    context = np.arange(things * width, dtype=np.float32).reshape(things, width)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dateline.reference.learned.AT_ONCE", at_once)
        parted = reader.answers(seen, context)
    assert_allclose(parted, reader.answers(seen, context), rtol=1e-5)


@pytest.mark.parametrize("name", NAMES)
def test_stored_readers_want_one_word_two_words_or_none(name: str) -> None:
    pairs, alone = {"roles", "days", "hold_roles"}, {"types_again", "own", "sites"}
    wanted = 0 if name in alone else 3 * WIDTH if name in pairs else WIDTH
    assert {len(n.dense) for n in learned(name).nets} == {wanted}
    assert all(np.isfinite(n.dense).all() and (not wanted or n.dense.any()) for n in learned(name).nets)

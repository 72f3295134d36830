"""Each benchmark on tiny data in its published layout, from the folder and from the one above it."""

from __future__ import annotations

from pathlib import Path

import pytest
from published_samples import SAID, SAMPLES

from dateline.model.errors import SettingError
from dateline.pipeline.benchmarks import BENCHMARKS, Figure, Measured, Run, polnear, speed

Figures = dict[str, dict[str, Figure]]


def measured(name: str, tmp_path: Path, *, above: bool = False) -> Measured:
    folder = tmp_path / "as published"
    SAMPLES[name](folder)
    return BENCHMARKS[name].measure(Run(data=tmp_path if above else folder))


@pytest.mark.parametrize("above", [False, True])
def test_polnear(tmp_path: Path, above: bool) -> None:
    found = measured("polnear", tmp_path, above=above)
    wanted = {"gold": 2, "found": 2, "prec": 1.0, "recall": 1.0, "F": 1.0, "source right": 1.0}
    assert found.figures == {"dev": wanted, "all": wanted}
    assert found.faults == ()


def test_polnear_reads_carriage_returns_and_broken_spans_as_they_are() -> None:
    lines = "T1\tContent 0 4;5 9\tRain fell\nT2\tSource 12 31\tx\nE1\tContent:T1 Source1:T2\n\n#1\tnote\n"
    (each,) = polnear.attributions_in(lines)
    assert each == polnear.Attribution(source=((12, 31),), cue=(), content=((0, 4), (5, 9)))
    assert [SAID[start:end] for start, end in each.source] == ["Mayor Olena Horbach"]
    assert polnear.words_in(SAID, each.content) == {0, 5}


@pytest.mark.parametrize("above", [False, True])
def test_case(tmp_path: Path, above: bool) -> None:
    found = measured("case", tmp_path, above=above)
    assert found.figures["ACLED's 25"] == {"snippets": 2, "typed": 1.0, "accuracy": 0.5, "weighted F1": 0.5}
    assert found.figures["all 30"]["snippets"] == 3
    wrong, flood = (each.family for each in found.faults)
    assert wrong == "Armed clash as Peaceful protest"
    assert flood.startswith("NATURAL_DISASTER as ")


@pytest.mark.parametrize("above", [False, True])
def test_geo(tmp_path: Path, above: bool) -> None:
    found = measured("geo", tmp_path, above=above)
    lgl, both = found.figures["LGL"], found.figures["both"]
    assert (lgl["gold"], lgl["placeable"], lgl["161 km"]) == (3, 2, 0.5)
    assert found.figures["GeoVirus"] == {
        "gold": 1, "found": 1, "prec": 1.0, "recall": 1.0, "F": 1.0, "exact F": 1.0, "named F": 1.0, "placeable": 1,
        "161 km": 1.0, "in it": 1.0,
    }  # fmt: skip
    assert (both["gold"], both["placeable"], both["161 km"]) == (4, 3, pytest.approx(2 / 3))
    (far,) = (each for each in found.faults if each.family.startswith("far off"))
    assert (far.where, "[Paris] said.: 77" in far.words) == ("LGL-7", True)  # 7,780 km from the one in Texas


def test_geo_measures_one_corpus_where_only_one_is_there(tmp_path: Path) -> None:
    SAMPLES["geo"](tmp_path)
    (tmp_path / "GeoVirus.xml").unlink()
    assert list(BENCHMARKS["geo"].measure(Run(data=tmp_path)).figures) == ["LGL"]


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "lgl.xml").write_text("<articles>", encoding="utf-8")
    with pytest.raises(SettingError, match=r"lgl\.xml: is not XML: .*Take it again from https"):
        BENCHMARKS["geo"].measure(Run(data=tmp_path))


@pytest.mark.parametrize("above", [False, True])
def test_tempeval(tmp_path: Path, above: bool) -> None:
    found = measured("tempeval", tmp_path, above=above)
    wanted = {"gold": 2, "found": 2, "prec": 1.0, "recall": 1.0, "F": 1.0, "value F": 0.5}
    assert found.figures == {"TimeBank": wanted}
    assert [(each.family, each.words) for each in found.faults] == [
        ("other value", "yesterday = 1998-02-01; read: yesterday = 1998-02-05")
    ]


@pytest.mark.parametrize("above", [False, True])
def test_names(tmp_path: Path, above: bool) -> None:
    found = measured("names", tmp_path, above=above).figures
    assert found["SpellingUkraine"]["gold"] == 6
    assert (found["SpellingUkraine"]["prec"], found["SpellingUkraine"]["recall"]) == (1.0, 1.0)
    assert (found["with old names"]["gold"], found["with old names"]["recall"]) == (9, pytest.approx(6 / 9))
    assert found["nomenklatura"] == {"gold": 2, "found": 1, "prec": 1.0, "recall": 0.5, "F": pytest.approx(2 / 3)}


def test_names_measures_whichever_is_there(tmp_path: Path) -> None:
    SAMPLES["names"](tmp_path)
    (tmp_path / "cases.csv").unlink()
    assert list(BENCHMARKS["names"].measure(Run(data=tmp_path)).figures) == ["SpellingUkraine", "with old names"]


@pytest.mark.parametrize("above", [False, True])
def test_shootings(tmp_path: Path, above: bool) -> None:
    found = measured("shootings", tmp_path, above=above)
    assert found.figures == {
        "all": {
            "reports": 4, "without event": 1, "prec": 1.0, "recall": 1.0, "B3 F1": 1.0, "incidents": 2,
            "killed": 1.0, "injured": 0.5, "both": 0.5,
        }
    }  # fmt: skip
    assert [(each.family, each.where) for each in found.faults] == [("injured, wanted 5", "2")]


def test_speed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "ROUNDS", 1)
    told: list[tuple[int, int | None]] = []
    folder = tmp_path / "reports"
    SAMPLES["speed"](folder)
    found = speed.measure(Run(data=folder, told=lambda doing, done, total: told.append((done, total))))
    assert list(found.figures) == ["bare", "reading", "reading / bare"]
    for way in ("bare", "reading"):
        row = found.figures[way]
        assert isinstance(row["peak MiB"], int)
        assert 50 < row["peak MiB"] < 4000
        assert row["reports/s"] == pytest.approx(2 / float(row["seconds"] or 0))
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_only_the_first_documents_are_read_with_a_limit(tmp_path: Path) -> None:
    SAMPLES["case"](tmp_path)
    told: list[tuple[str, int, int | None]] = []
    run = Run(data=tmp_path, limit=1, told=lambda *step: told.append(step))
    assert BENCHMARKS["case"].measure(run).figures["all 30"]["snippets"] == 1
    assert told == [("CASE 2021 task 2", 0, 1), ("CASE 2021 task 2", 1, 1)]


@pytest.mark.parametrize("name", BENCHMARKS)
def test_missing_data_is_told_with_its_layout_and_where_it_is_published(name: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError) as lacks:
        BENCHMARKS[name].measure(Run(data=tmp_path))
    assert str(lacks.value).startswith(f"{tmp_path}: this folder lacks what is measured. Give the folder that holds ")
    assert BENCHMARKS[name].layout in str(lacks.value)
    assert BENCHMARKS[name].published in str(lacks.value)
    with pytest.raises(SettingError, match="is not a folder"):
        BENCHMARKS[name].measure(Run(data=tmp_path / "nowhere"))

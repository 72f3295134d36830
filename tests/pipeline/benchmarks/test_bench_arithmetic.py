"""The arithmetic of each benchmark on figures that were worked out by hand."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model.assertion import Assertion, Link, PlaceRef, Source
from dateline.model.document import Doc
from dateline.model.report import Report, make_report
from dateline.model.span import Span
from dateline.pipeline.benchmarks import case, figures, geo, names, polnear, sides, speed, tempeval
from dateline.reference.sides import Sides, swap

TEXT = "Rebels said that the army shelled Kherson and may shell Odesa. Troops arrested a man."


def event(words: str, trigger: str, act: str, **others: Any) -> Assertion:
    start, at = TEXT.index(words), TEXT.index(trigger)
    return Assertion(
        report_id="r", type="event", evidence=Span.of(TEXT, start, start + len(words)),
        trigger=Span.of(TEXT, at, at + len(trigger)), sub_event_type=act, made_by="a test", **others,
    )  # fmt: skip


def statement(words: str, **others: Any) -> Assertion:
    start = TEXT.index(words)
    evidence = Span.of(TEXT, start, start + len(words))
    return Assertion(report_id="r", type="statement", evidence=evidence, made_by="a test", **others)


class TestShares:
    def test_weighted_f1(self) -> None:
        pairs = [("a", "a"), ("a", "a"), ("a", "b"), ("b", "b"), ("b", "-"), ("c", "a")]
        # a: precision 2/3, recall 2/3; b: 1/2, 1/2; c: none
        assert figures.weighted_f1(pairs) == pytest.approx((3 * 2 / 3 + 2 * 0.5 + 0) / 6)
        assert figures.weighted_f1([]) is None

    @given(st.lists(st.sampled_from("abc"), min_size=1))
    def test_weighted_f1_of_what_is_all_right_is_one(self, labels: list[str]) -> None:
        assert figures.weighted_f1([(each, each) for each in labels]) == pytest.approx(1)

    def test_detection(self) -> None:
        found = figures.detection(3, 4, 6)
        assert found == {"gold": 6, "found": 4, "prec": 0.75, "recall": 0.5, "F": pytest.approx(0.6)}


class TestPolnear:
    def test_half_of_the_words_in_common_are_enough_and_each_content_counts_once(self) -> None:
        words = [frozenset(range(4)), frozenset(range(10, 14)), frozenset(range(20, 24))]
        found = [frozenset(range(2)), frozenset(range(4)), frozenset((10,)), frozenset(range(20, 26))]
        assert polnear.matched(words, found) == {0: 1, 2: 3}  # 4/4 before 2/4; 1/4 is too little; 4/6

    def test_stretches_of_one_utterance_are_one_and_those_with_cues_of_their_own_are_not(self) -> None:
        def said(words: str, by: str, cue: str | None = None) -> Assertion:
            spans = [Span.of(TEXT, TEXT.index(each), TEXT.index(each) + len(each)) for each in (by, cue) if each]
            source = Source(name=by, as_written=by, evidence=spans[0])
            return statement(words, attribution=(Link(source=source, cue=cue, evidence=spans[1] if cue else None),))

        first, second = said("the army", "Rebels", "said"), said("may shell", "Rebels")
        assert [len(each.content) for each in polnear.statements([first, second], TEXT)] == [2]
        others = (said("may shell", "army"), said("may shell", "Rebels", "shelled"))
        assert [len(polnear.statements([first, each], TEXT)) for each in others] == [2, 2]
        apart = TEXT.replace(" and may", "\nand may"), TEXT
        assert [len(polnear.statements([first, second], text)) for text in apart] == [2, 1]

    def test_a_source_is_right_where_it_overlaps_or_where_neither_has_one(self) -> None:
        whole, other = ((0, 6),), ((17, 25),)
        gold = [polnear.Attribution(source, (), content) for source, content in (
            (whole, ((12, 33),)), (whole, ((34, 61),)), ((), ((63, 85),)),
        )]  # fmt: skip
        said = [polnear.Said(((12, 33),), ((0, 6),)), polnear.Said(((34, 61),), other), polnear.Said(((63, 85),), ())]
        tally = polnear._Tally()
        tally.add(polnear.Article("a", tuple(gold)), TEXT, said)
        row = tally.figures()
        assert (row["F"], row["source right"]) == (1.0, pytest.approx(2 / 3))
        assert [each.family for each in tally.faults] == ["source: another"]


class TestCase:
    def test_what_happened_comes_before_what_may(self) -> None:
        may = event("may shell Odesa", "may shell", "Armed clash", status="hypothetical")
        arrest = event("Troops arrested a man", "arrested", "Arrests")
        assert case.main_event([may, arrest]) == arrest
        assert case.main_event([may]) == may

    def test_what_stands_inside_another_comes_after_it(self) -> None:
        whole = event("the army shelled Kherson and may shell Odesa", "and may", "Agreement")
        inside = event("the army shelled Kherson", "shelled", "Shelling/artillery/missile attack")
        assert case.main_event([inside, whole]) == whole

    def test_else_the_first_is_meant_and_what_has_no_type_is_not_asked(self) -> None:
        shelling = event("the army shelled Kherson", "shelled", "Shelling/artillery/missile attack")
        arrest = event("Troops arrested a man", "arrested", "Arrests")
        assert case.main_event([arrest, shelling, statement("the army shelled Kherson")]) == shelling
        assert case.main_event([statement("the army shelled Kherson")]) is None

    def test_every_label_of_the_task_is_a_type_of_the_record(self) -> None:
        from dateline.model.vocabulary import INTERACTIONS, SUB_EVENT_TYPES

        assert set(case.TYPES.values()) == set(SUB_EVENT_TYPES)
        assert set(case.CROSSWALK) <= set(INTERACTIONS)
        assert {*case.CROSSWALK.values(), *(kind for each in case.DEGREES for kind in each)} <= set(SUB_EVENT_TYPES)

    def test_an_event_of_plovers_alone_is_recorded_by_the_crosswalk(self) -> None:
        talks = event("Troops arrested a man", "arrested", "Arrests")
        talks = msgspec.structs.replace(talks, sub_event_type=None, interaction="CONSULT")
        assert case.recorded_type(case.main_event([talks])) == "Agreement"
        threat = msgspec.structs.replace(talks, interaction="THREATEN")
        assert case.recorded_type(case.main_event([threat])) == case.NOTHING

    @pytest.mark.parametrize(("violent", "wanted"), [(0.4, "Peaceful protest"), (0.5, "Violent demonstration")])
    def test_the_gravest_degree_wins_that_is_half_as_likely(self, violent: float, wanted: str) -> None:
        chances = {"Peaceful protest": 1.0, "Violent demonstration": violent, "Attack": 0.9, "Sexual violence": 0.0}
        assert case.main_type(chances) == wanted

    def test_a_likelier_type_of_another_kind_is_no_degree(self) -> None:
        assert case.main_type({"Arrests": 1.0, "Attack": 0.9}) == "Arrests"
        assert case.main_type({}) == case.NOTHING


def place(words: str, **others: Any) -> PlaceRef:
    start = TEXT.index(words)
    return PlaceRef(as_written=words, evidence=Span.of(TEXT, start, start + len(words)), **others)


def read_doc() -> Doc:
    return Doc(report=as_report(TEXT), blocks=(), sentences=(), tokens=())


def as_report(text: str) -> Report:
    return make_report(text, origin="made.txt", ingested_at="2024-01-01")


class TestGeo:
    def test_overlap_counts_and_the_same_characters_count_apart(self) -> None:
        at = TEXT.index("Kherson")
        gold = geo.Article("a", (
            geo.Toponym(at, at + 7, (46.6, 32.6)), geo.Toponym(at + 22, at + 27, None), geo.Toponym(0, 6, (0.0, 0.0)),
        ))  # fmt: skip
        found = [place("Kherson", lat=47.0, lon=33.0), place("shell Odesa", lat=46.5, lon=30.7), place("man")]
        tally = geo._Tally()
        tally.add(gold, read_doc(), found)
        assert tally.figures() == {
            "gold": 3, "found": 2, "prec": 1.0, "recall": pytest.approx(2 / 3), "F": pytest.approx(0.8),
            "exact F": pytest.approx(2 / 5), "named F": pytest.approx(2 / 3), "placeable": 1, "161 km": 1.0,
            "in it": 1.0,
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("level", "km", "near", "inside"),
        [("settlement", 300.0, 0, 0), ("country", 300.0, 0, 1), ("country", 9.0, 0, 0)],
    )
    def test_a_far_one_is_wrong_but_a_country_is_no_point(self, level: str, km: float, near: int, inside: int) -> None:
        at = TEXT.index("Kherson")
        tally = geo._Tally()
        found = place("Kherson", lat=49.0, lon=32.6, level=level, km=km)
        tally.add(geo.Article("a", (geo.Toponym(at, at + 7, (46.6, 32.6)),)), read_doc(), [found])
        assert (tally.figures()["161 km"], tally.figures()["in it"]) == (near, inside)
        assert [each.family for each in tally.faults] == ([] if inside else [f"far off: {level}"])

    def test_a_name_without_a_pin_is_not_found(self) -> None:
        at = TEXT.index("Kherson")
        tally = geo._Tally()
        tally.add(geo.Article("a", (geo.Toponym(at, at + 7, (46.6, 32.6)),)), read_doc(), [place("Kherson")])
        assert tally.figures() == {
            "gold": 1, "found": 0, "prec": None, "recall": 0, "F": 0, "exact F": 0, "named F": 1, "placeable": 0,
            "161 km": None, "in it": None,
        }  # fmt: skip

    def test_the_same_characters_are_matched_before_any_overlap(self) -> None:
        at = TEXT.index("Kherson")
        gold = [geo.Toponym(at, at + 7, None)]
        assert geo.matched(gold, [place("shelled Kherson"), place("Kherson")]) == {0: 1}


class TestTempeval:
    @pytest.mark.parametrize(
        ("gold", "ours", "same"),
        [
            ("198", "198X", True),
            ("19XX", "19", True),
            ("1998-W7", "1998-W07", True),
            ("1968-XX-XX", "1968", True),
            ("1968-05-XX", "1968-05", True),
            ("1990-11-06T17", "1990-11-06T17:00", True),
            ("1989-WXX", "1989-W43", False),
            ("1989-QX", "1989", False),
            ("1968-XX", "1968-05", False),
            ("PXD", "P1D", False),
        ],
    )
    def test_a_value_is_the_same_however_much_is_spelled_out(self, gold: str, ours: str, same: bool) -> None:
        assert tempeval.same_value(gold, ours) is same

    def test_each_expression_is_matched_once_and_lengths_of_time_are_not_asked(self) -> None:
        gold = (
            tempeval.Timex(0, 6, "DATE", "2024-05-14"),
            tempeval.Timex(10, 14, "TIME", "2024-05-14T08:00"),
            tempeval.Timex(20, 24, "DURATION", "P2D"),
            tempeval.Timex(40, 44, "DATE", "2024"),
        )
        found = [
            tempeval.Timex(2, 6, "DATE", "2024-05-14"),
            tempeval.Timex(10, 14, "TIME", "2024-05-14T09:00"),
            tempeval.Timex(20, 24, "DURATION", "P2D"),
            tempeval.Timex(30, 34, "DATE", "2023"),
        ]
        tally = tempeval._Tally()
        tally.add(tempeval.Article("a", gold), TEXT, found)
        row = tally.figures()
        assert (row["gold"], row["found"], row["F"], row["value F"]) == (
            3,
            3,
            pytest.approx(2 / 3),
            pytest.approx(1 / 3),
        )
        assert [each.family for each in tally.faults] == ["other value", "missed", "none there"]


def test_names_that_neither_side_takes_for_one_count_for_nothing() -> None:
    pairs = [(True, True), (True, False), (False, True), (False, False)]
    row, faults = names.compared([names.Pair("a", "b", one, said) for one, said in pairs], "x")
    assert row == {"gold": 2, "found": 2, "prec": 0.5, "recall": 0.5, "F": 0.5}
    assert [each.family for each in faults] == ["x: one name, not told", "x: two names, taken for one"]


class TestSides:
    moved = swap(TEXT, Sides("x", (("Rebels", "Ukrainians"), ("Kherson", "Kyiv"))))

    def there(self, words: str, trigger: str | None, **others: Any) -> Assertion:
        """The assertion that stands in these words of the swapped text."""
        text = self.moved.text
        span = Span.of(text, text.index(words), text.index(words) + len(words))
        at = trigger and Span.of(text, text.index(trigger), text.index(trigger) + len(trigger))
        kind = "event" if trigger else "statement"
        return Assertion(report_id="s", type=kind, evidence=span, trigger=at or None, made_by="a test", **others)  # type: ignore[arg-type]

    def row(self, first: list[Assertion], second: list[Assertion]) -> dict[str, Any]:
        tally = sides._Tally(1)
        tally.add("a", first, second, self.moved)
        return tally.figures()

    def test_what_is_read_the_same_in_other_words_is_unchanged(self) -> None:
        before = [event("Troops arrested a man", "arrested", "Arrests"), statement("the army shelled Kherson")]
        after = [
            self.there("Troops arrested", "arrested", sub_event_type="Arrests"),
            self.there("that the army shelled Kyiv", None),
        ]
        row = self.row(before, after)
        assert (row["assertions"], row["unchanged"], row["share"]) == (2, 2, 1.0)

    @pytest.mark.parametrize("slot", [{"sub_event_type": "Attack"}, {"status": "planned"}, {"polarity": "denied"}])
    def test_type_status_and_polarity_are_asked(self, slot: dict[str, str]) -> None:
        before = [event("Troops arrested a man", "arrested", "Arrests")]
        after = [self.there("Troops arrested a man", "arrested", **{"sub_event_type": "Arrests", **slot})]
        assert (self.row(before, after)["changed"], self.row(before, after)["share"]) == (1, 0.0)

    def test_what_only_one_reading_has_counts_against_it(self) -> None:
        before = [event("Troops arrested a man", "arrested", "Arrests"), statement("the army shelled Kherson")]
        after = [
            self.there("Troops arrested a man", "arrested", sub_event_type="Arrests"),
            self.there("may shell Odesa", "may shell", sub_event_type="Armed clash"),
        ]
        row = self.row(before, after)
        assert (row["unchanged"], row["lost"], row["new"], row["share"]) == (1, 1, 1, pytest.approx(1 / 3))

    @pytest.mark.parametrize(
        ("other", "counted"),
        [
            ({"sub_event_type": "Non-state actor overtakes territory"}, "documented"),
            ({"sub_event_type": "Government regains territory"}, "unchanged"),
            ({"sub_event_type": "Armed clash"}, "changed"),
            ({"sub_event_type": "Non-state actor overtakes territory", "polarity": "denied"}, "changed"),
            ({"sub_event_type": "Non-state actor overtakes territory", "status": "planned"}, "changed"),
        ],
    )
    def test_who_takes_territory_is_a_documented_reason_and_nothing_else_is(
        self, other: dict[str, str], counted: str
    ) -> None:
        before = [event("Troops arrested a man", "arrested", "Government regains territory")]
        row = self.row(before, [self.there("Troops arrested a man", "arrested", **other)])
        assert {name: row[name] for name in ("documented", "unchanged", "changed") if row[name]} == {counted: 1}
        assert row["share"] == (0.0 if counted == "changed" else 1.0)

    def test_what_a_build_does_not_keep_is_not_asked(self) -> None:
        assert self.row([statement("may shell Odesa", confidence=0.4)], [])["assertions"] == 0


def test_ratios_of_speed() -> None:
    taken = {"bare": speed.Taken(10, 400, 2.0, 4.0, 2**28), "reading": speed.Taken(10, 400, 4.0, 5.0, 2**29)}
    rows = speed.figures(taken)
    assert rows["reading"] == {"reports/s": 2.5, "seconds": 4.0, "cpu s": 5.0, "peak MiB": 512}
    assert rows["reading / bare"] == {"reports/s": 0.5, "seconds": 2.0, "cpu s": 1.25, "peak MiB": 2.0}


def test_the_least_time_and_the_most_memory_of_several_runs_count() -> None:
    runs = [speed.Taken(1, 9, 3.0, 1.0, 10), speed.Taken(1, 9, 2.0, 1.5, 30), speed.Taken(1, 9, 4.0, 1.2, 20)]
    assert speed.best(runs) == speed.Taken(1, 9, 2.0, 1.0, 30)

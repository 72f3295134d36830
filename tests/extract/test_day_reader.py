"""Days of acts: which dates are weighed, that one of them is taken as it is written, and none that is not there."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from reader_texts import DAYS, FEW, PUBLISHED, TEXTS, doc_of, fresh, quotes

from dateline.extract.act_reader import unruled
from dateline.extract.day_reader import BACK, _ago, as_date, day_choices, read_day, seen_day, written_at
from dateline.extract.events import drafts, extent_of
from dateline.extract.role_features import Told
from dateline.extract.triggers import Trigger
from dateline.model.document import Doc, Mention
from dateline.reference.learned import learned

THAT_DAY = date.fromisoformat(PUBLISHED)


def trigger(doc: Doc, word: str) -> Trigger:
    """A trigger at the last occurrence of this word."""
    return unruled(doc, [t for t in doc.tokens if t.text == word][-1])


def weighed(doc: Doc, word: str, told: tuple[Told, ...] = ()) -> list[str]:
    return [c.span.exact if isinstance(c, Mention) else "published" for c in day_choices(doc, trigger(doc, word), told)]


# ---------------------------------------------------------------- choices


def test_dates_are_weighed_nearest_first_and_the_day_of_publication_last() -> None:
    doc = doc_of("After a lull in March 2023, rebels shelled Goma on Tuesday.")
    assert weighed(doc, "shelled") == ["Tuesday", "March 2023", "published"]
    assert weighed(doc, "lull") == ["March 2023", "Tuesday", "published"]


def test_no_date_of_a_later_sentence_and_no_duration_is_weighed() -> None:
    doc = doc_of("Rebels shelled Goma for three days. They left on Monday.")
    assert weighed(doc, "shelled") == ["published"]


def test_a_date_holds_some_sentences_in_the_lead_for_all_and_where_it_dated_an_act() -> None:
    filler = "The shop was open again. " * (BACK + 1)
    lead = doc_of(f"It began on Monday. {filler}Rebels shelled Goma.")
    assert weighed(lead, "shelled") == ["Monday", "published"]
    far = doc_of(f"It rained. It was cold. It began on Monday. {filler}Rebels shelled Goma.")
    assert weighed(far, "shelled") == ["published"]
    (monday,) = [m.first for m in far.mentions if m.kind == "date"]
    assert weighed(far, "shelled", (Told("Attack", {}, monday),)) == ["Monday", "published"]


def test_without_dates_the_day_is_that_of_publication_and_says_so() -> None:
    doc = doc_of("Rebels shelled Goma.")
    act = trigger(doc, "shelled")
    when, at = read_day(doc, act, extent_of(doc, act), (), frozenset())
    assert when is not None
    assert (when.earliest, when.latest, when.precision, when.basis, when.evidence) == (
        THAT_DAY,
        THAT_DAY,
        "day",
        "publication",
        None,
    )
    assert at == -1


def test_without_dates_and_publication_there_is_no_day() -> None:
    doc = doc_of("Rebels shelled Goma.", None)
    act = trigger(doc, "shelled")
    assert read_day(doc, act, extent_of(doc, act), (), frozenset()) == (None, None)


# ---------------------------------------------------------------- what holds


@FEW
@given(TEXTS, DAYS)
def test_the_day_is_one_of_those_weighed(text: str, day: str | None) -> None:
    doc = doc_of(text, day)
    told: tuple[Told, ...] = ()
    for draft in drafts(doc):
        choices = day_choices(doc, draft.act.trigger, told)
        when, at = read_day(doc, draft.act.trigger, (draft.first, draft.last), told, frozenset())
        assert (when is None) == (at is None) == (not choices)
        if when is None:
            continue
        assert (when, at) in [(as_date(doc, choice), written_at(choice)) for choice in choices]
        assert quotes(doc, when)
        assert (when.basis == "publication") == (when.evidence is None) == (at == -1)
        if when.earliest and when.latest:
            assert when.earliest <= when.latest
        told = (*told, Told("Attack", {}, at))


@FEW
@given(TEXTS, DAYS)
def test_the_same_text_gives_the_same_days(text: str, day: str | None) -> None:
    def days(doc: Doc) -> list[object]:
        return [read_day(doc, d.act.trigger, (d.first, d.last), (), frozenset()) for d in drafts(doc)]

    assert days(fresh(text, day)) == days(doc_of(text, day))


@FEW
@given(TEXTS, DAYS)
def test_something_is_seen_of_every_choice(text: str, day: str | None) -> None:
    doc = doc_of(text, day)
    for draft in drafts(doc):
        for choice in day_choices(doc, draft.act.trigger):
            names = seen_day(doc, draft.act.trigger, (draft.first, draft.last), choice)
            assert ("published" in names) == (not isinstance(choice, Mention))
            assert names == seen_day(doc, draft.act.trigger, (draft.first, draft.last), choice)


def test_the_reader_answers_whether_a_day_is_right() -> None:
    assert learned("days").classes == ("none", "right")


# ---------------------------------------------------------------- what is seen


def test_what_a_choice_has_dated_before_is_seen() -> None:
    doc = doc_of("Rebels shelled Goma on Tuesday. They shelled Bukavu.")
    act = trigger(doc, "shelled")
    tuesday, published = day_choices(doc, act)
    assert isinstance(tuesday, Mention)
    kind = act.act.sub_event_type or act.act.interaction or "none"
    told = (Told(kind, {"location": frozenset({"Goma"})}, tuesday.first),)
    extent = extent_of(doc, act)
    seen = seen_day(doc, act, extent, tuesday, told, frozenset({"Goma"}))
    assert {"dated=mention|alike=True", "dated=mention|there=True", "dated=mention|last=True"} <= set(seen)
    assert "dated=mention|there=False" in seen_day(doc, act, extent, tuesday, told, frozenset({"Bukavu"}))
    assert "dated=no|published|True" in seen_day(doc, act, extent, published, told, frozenset({"Goma"}))


@pytest.mark.parametrize(
    ("days", "told"),
    [(-1, "ahead"), (0, "0"), (1, "1"), (4, "7"), (31, "31"), (32, "100"), (2000, "2000"), (2001, "past")],
)
def test_days_ago_are_told_coarser_the_longer_ago(days: int, told: str) -> None:
    assert _ago(days) == told

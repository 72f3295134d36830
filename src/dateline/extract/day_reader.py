"""When an event happened: the learned reader weighs every date words near it, and the day of publication."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from dateline.extract.context import of_pairs
from dateline.extract.dating import date_of, date_written, is_attributive, when_spoken
from dateline.extract.day_rules import lead_of, may_date, ruled_day
from dateline.extract.plain_words import lemma
from dateline.extract.role_features import Party, Scene, Told, remembered, seen_pair
from dateline.extract.triggers import Trigger
from dateline.model.assertion import When
from dateline.model.document import Doc, Mention, Token
from dateline.reference.learned import learned

BACK = 3
"""How many sentences before that of the act a date may stand in; the first two of the report count always."""


def read_day(
    doc: Doc, trigger: Trigger, extent: tuple[int, int], told: Sequence[Told], where: frozenset[str]
) -> tuple[When | None, int | None]:
    """The likeliest date of the act with its basis, and where it is written (as `Told.day`); None where nothing near
    states one and publication is unknown. told: the acts before it; where: the names of its places.
    """
    told = remembered(tuple(told))
    ruled = ruled_day(doc, trigger, extent)
    if ruled is not None:
        return ruled
    choices = day_choices(doc, trigger, told)
    if not choices:
        return None, None
    shown = [seen_day(doc, trigger, extent, c, told, where) for c in choices]
    answers = learned("days").answers(shown, of_pairs(doc, [(trigger.head, word_of(doc, c)) for c in choices]))
    best = choices[max(range(len(choices)), key=lambda n: (round(float(answers[n, 1]), 4), -n))]
    return as_date(doc, best), written_at(best)


def written_at(choice: Mention | date) -> int:
    """Where a choice of day is written: its first token, or -1 for the day of publication."""
    return choice.first if isinstance(choice, Mention) else -1


def word_of(doc: Doc, choice: Mention | date) -> int:
    """The head of the date words, or -1 for the day of publication."""
    return _head(doc, choice) if isinstance(choice, Mention) else -1


def as_date(doc: Doc, choice: Mention | date) -> When:
    """A choice as the date of an assertion."""
    if isinstance(choice, Mention):
        return date_written(choice)
    return When(earliest=choice, latest=choice, precision="day", basis="publication")


def day_choices(doc: Doc, trigger: Trigger, told: Sequence[Told] = ()) -> list[Mention | date]:
    """The date mentions that can date the act, nearest first, then the day of publication. They stand in the sentences
    about it, in the lead, or have dated an act told before; that of a headline's act stands in the lead.
    """
    known = sorted({act.day for act in told if act.day is not None and act.day >= 0})
    sentence = doc.sentences[doc.tokens[trigger.head].sentence]
    first = doc.sentences[max(sentence.i - BACK, 0)].first
    lead = doc.sentences[min(1, len(doc.sentences) - 1)].last
    end = lead_of(doc).last if sentence.block == "headline" and sentence.i == 0 else sentence.last
    earlier = known[bisect_left(known, lead) : bisect_left(known, first)][-DAYS_TOLD:]
    found: list[Mention | date] = [
        m
        for a, b in ((0, min(lead, first)), *((i, i + 1) for i in earlier), (first, end))
        for m in _dates_from(doc, a, b)
        if m.date is not None and m.last <= end and may_date(doc, trigger, m)
    ]
    found.sort(key=lambda m: abs(m.first - trigger.head) if isinstance(m, Mention) else 0)
    return [*found, *([doc.report.published_day] if doc.report.published_day else [])]


DAYS_TOLD = 24
"""How many dates of acts told before are asked, beside those near; no report of which the reader learned has more."""


def _dates(doc: Doc) -> list[Mention]:
    """All date words of the report; durations are none. Found once a Doc."""
    cached: list[Mention] | None = doc.__dict__.get("stated_dates")
    if cached is None:
        found = [m for m in doc.mentions if m.kind == "date" and m.entity != "duration"]
        cached = doc.__dict__["stated_dates"] = found
    return cached


def _dates_from(doc: Doc, first: int, last: int) -> list[Mention]:
    """The dates whose words begin in these tokens."""
    found = _dates(doc)
    return found[bisect_left(found, first, key=_begins) : bisect_left(found, last, key=_begins)]


def _begins(mention: Mention) -> int:
    return mention.first


def seen_day(
    doc: Doc,
    trigger: Trigger,
    extent: tuple[int, int],
    choice: Mention | date,
    told: Sequence[Told] = (),
    where: frozenset[str] = frozenset(),
) -> list[str]:
    """Features of one act and one choice of its day."""
    return [*_seen(doc, trigger, extent, choice), *_dated(doc, trigger, choice, told, where)]


def _dated(
    doc: Doc, trigger: Trigger, choice: Mention | date, told: Sequence[Told], where: frozenset[str]
) -> list[str]:
    """Which of the acts told before the choice has dated: the last, one of this type, one at the same place."""
    at = written_at(choice)
    what = "mention" if isinstance(choice, Mention) else "published"
    kind = trigger.act.sub_event_type or trigger.act.interaction or "none"
    had = [n for n, act in enumerate(told) if act.day == at]
    if not had:
        return [f"dated=no|{what}|{bool(told)}"]
    alike = any(told[n].kind == kind for n in had)
    there = any(where & told[n].roles.get("location", frozenset()) for n in had)
    last, first = had[-1] == len(told) - 1, had[0] == 0
    both = any(told[n].kind == kind and where & told[n].roles.get("location", frozenset()) for n in had)
    form = "counted" if trigger.form == "toll" else trigger.form
    return [
        f"dated={what}|alike={alike}",
        f"dated={what}|there={there}",
        f"dated={what}|both={both}",
        f"dated={what}|both={both}|{form}",
        f"dated={what}|last={last}",
        f"dated={what}|first={first}",
        f"dated={what}|often={min(len(had), 4)}",
        f"dated={what}|most={2 * len(had) > len(told)}",
    ]


def _seen(doc: Doc, trigger: Trigger, extent: tuple[int, int], choice: Mention | date) -> list[str]:
    verb = doc.tokens[trigger.verb if trigger.verb is not None else trigger.head]
    ruled = _ruled(doc, trigger, extent)
    kind = trigger.act.sub_event_type or trigger.act.interaction or "none"
    mood = _mood(doc, verb)
    if not isinstance(choice, Mention):
        inside = [m for m in doc.mentions_in(*extent, "date") if m.entity != "duration"]
        sentence = doc.sentences[verb.sentence]
        near = [m for m in doc.mentions_in(sentence.first, sentence.last, "date") if m.entity != "duration"]
        return [
            "published",
            f"published|{mood}",
            f"published|{kind}",
            f"published|inside={min(len(inside), 2)}",
            f"published|near={min(len(near), 2)}",
            f"published|rule={ruled is not None and ruled.basis}",
            f"published|dates={min(len(day_choices(doc, trigger)), 5)}",
            f"published|form={trigger.form}",
            f"published|lemma={lemma(doc, doc.tokens[trigger.head])}",
            f"published|block={sentence.block}",
            *(f"published|near={m.span.exact.lower()}" for m in near[:2]),
        ]
    assert choice.date is not None
    party = Party(_head(doc, choice), choice.first, choice.last, "date", doc.index_of(choice))
    names = seen_pair(doc, Scene(trigger.head, kind, extent, {}), party)
    ruled_here = ruled is not None and ruled.evidence == choice.span
    published = doc.report.published_day
    ago = _ago((published - choice.date.earliest).days) if published and choice.date.earliest else "open"
    spoken = when_spoken(doc, choice)
    return [
        *names,
        f"rule={ruled_here}",
        f"rule={ruled_here}|{spoken}",
        f"precision={choice.date.precision}",
        f"ago={ago}",
        f"ago={ago}|{mood}",
        f"spoken={spoken}",
        f"attributive={is_attributive(doc, choice)}",
        f"mood={mood}|{choice.date.precision}",
        f"between={min(_between(doc, choice, trigger), 3)}",
        f"words={choice.span.exact.lower()}",
    ]


def _ruled(doc: Doc, trigger: Trigger, extent: tuple[int, int]) -> When | None:
    """The date that the rules give the act. Found once for all choices of its day."""
    known: dict[tuple[int, int, int, str], When | None] = doc.__dict__.setdefault("ruled_days", {})
    key = (*extent, trigger.head, trigger.form)
    if key not in known:
        known[key] = date_of(doc, *extent, trigger)
    return known[key]


def _head(doc: Doc, mention: Mention) -> int:
    inside = range(mention.first, mention.last)
    return next((i for i in inside if doc.tokens[i].head not in inside or doc.tokens[i].head == i), mention.last - 1)


def _between(doc: Doc, mention: Mention, trigger: Trigger) -> int:
    """How many other dates stand between the words and the act."""
    a, b = sorted((mention.first, trigger.head))
    dates = _dates(doc)
    begin, end = (bisect_left(dates, at, key=_begins) for at in (a, b))
    crossing = end > begin and dates[end - 1].last > b
    return end - begin - crossing - (a == mention.first and mention.last <= b)


def _mood(doc: Doc, verb: Token) -> str:
    """Tense of the verb as its tags and auxiliaries show it."""
    if verb.pos not in ("VERB", "AUX"):
        return "noun"
    helpers = "+".join(
        lemma(doc, doc.tokens[c]) for c in doc.children[verb.i] if doc.tokens[c].dep in ("aux", "auxpass")
    )
    return f"{helpers}:{verb.tag}"


def _ago(days: int) -> str:
    """A count of days before publication, coarser the longer ago."""
    if days < 0:
        return "ahead"
    steps = (0, 1, 2, 3, 7, 14, 31, 100, 370, 2000)
    return str(next((s for s in steps if days <= s), "past"))

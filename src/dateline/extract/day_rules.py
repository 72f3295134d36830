"""The day of an act where the words leave no choice, and the days that cannot be its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from dateline.extract.act_reader import read_acts
from dateline.extract.dating import DATELESS, date_written
from dateline.extract.triggers import Trigger
from dateline.model.assertion import When
from dateline.model.document import Doc, Mention, Sentence, Token
from dateline.reference.aftermath import aftermath
from dateline.values.datelines import LONGEST_DATELINE, dateline

VIOLENCE: Final = frozenset({"strikes", "clashes", "attacks", "explosions"})
"""Families of acts that courts, coroners and mourners come back to."""
LEAD_WITHIN: Final = 6
"""Among how many sentences at the head of the report the lead is looked for."""


def ruled_day(doc: Doc, trigger: Trigger, extent: tuple[int, int]) -> tuple[When, int] | None:
    """The date of an act and the token where it is written: of its own verb, counted from another day, or for what the
    report is about, of the lead or of the words that tell when it befell. None where the words leave a choice.
    """
    own = _of_its_verb(doc, trigger, extent) or _counted(doc, trigger) or _of_the_lead(doc, trigger)
    head = _at_the_head(doc, trigger) if own is None else None
    if head is None:
        return own
    befell = _when_it_befell(doc, trigger)
    return (date_written(befell), befell.first) if befell is not None else _recalled(doc, trigger, head)


def may_date(doc: Doc, trigger: Trigger, mention: Mention) -> bool:
    """Whether date words may be those of an act: not those of a stamp or dateline, and for violence not those of what
    is done about it later ("sentenced on Wednesday in the shooting of three", "arrested on Friday in connection with
    it").
    """
    if _about_the_report(doc, mention):
        return False
    verb = _verb_over(doc, mention)
    if trigger.act.family not in VIOLENCE or verb is None or verb.i in (trigger.verb, trigger.head):
        return True
    if _is_one_of(doc, verb, aftermath().verbs):
        return False
    path = _up_to(doc, trigger.head, verb)
    return not any(token.lemma in aftermath().cases for token in path)


def lead_of(doc: Doc) -> Sentence:
    """The first sentence below the headline."""
    below = (s for s in doc.sentences[:LEAD_WITHIN] if s.block != "headline")
    return next(below, doc.sentences[0])


def _of_its_verb(doc: Doc, trigger: Trigger, extent: tuple[int, int]) -> tuple[When, int] | None:
    """The one date that hangs on the act's own verb ("entered the town before dawn on Friday"): nothing told before
    dates such an act. The day of publication may be a mere hour's ("at 3 a.m."), and a toll's verb only tells when it
    was counted; but from when on a count counts ("has lost 145,850 people since the invasion began") is its date.
    """
    verb = trigger.verb if trigger.verb is not None else trigger.head
    inside = [m for m in doc.mentions_in(*extent, "date") if m.date is not None and m.entity not in DATELESS]
    found = [m for m in inside if _hangs_on(doc, m, verb)]
    since = next((m for m in found if m.entity == "since"), None)
    if since is not None:
        return date_written(since), since.first
    if trigger.form == "toll" or len(found) != 1:
        return None
    when, today = date_written(found[0]), doc.report.published_day
    return (when, found[0].first) if today not in (when.earliest, when.latest) else None


def _counted(doc: Doc, trigger: Trigger) -> tuple[When, int] | None:
    """As in "a man died on Saturday, a week after he was shot": the act's day is so long before or after that of the
    clause over it. None where a length of time, "after" or "before", and the act do not follow on each other like this.
    """
    first = min(trigger.head, trigger.verb if trigger.verb is not None else trigger.head)
    sentence = doc.sentences[doc.tokens[trigger.head].sentence]
    lengths = [m for m in doc.mentions_in(sentence.first, first, "date") if m.entity == "duration"]
    for length in reversed(lengths):
        word = doc.tokens[length.last]
        if word.lower in ("after", "before") and length.last < first and _governs(doc, word, trigger):
            return _off(doc, _named(doc, sentence.first, length.first), length, word)
    return None


def _governs(doc: Doc, word: Token, trigger: Trigger) -> bool:
    """Whether the act is what "after" stands before: the verb of its clause or the noun that hangs on it."""
    act = {trigger.head, trigger.verb}
    if word.head in act and word.head > word.i:
        return True
    below = (doc.tokens[i] for i in doc.children[word.i])
    return any(token.i in act and token.i > word.i for token in below)


def _named(doc: Doc, first: int, last: int) -> Mention | None:
    """The date that these words name last."""
    named = [m for m in doc.mentions_in(first, last, "date") if m.entity not in DATELESS]
    return named[-1] if named else None


_LENGTH: Final = re.compile(r"P(\d{1,3})([DW])")


def _off(doc: Doc, base: Mention | None, length: Mention, word: Token) -> tuple[When, int] | None:
    """The day so many days or weeks before or after another; weeks are meant to the day or nearly so. Its evidence are
    the words of both.
    """
    day, found = base.date if base is not None else None, _LENGTH.fullmatch(length.name)
    if base is None or day is None or day.earliest is None or day.earliest != day.latest or found is None:
        return None
    weeks = found[2] == "W"
    step, loose = timedelta(days=int(found[1]) * (7 if weeks else 1)), timedelta(days=weeks)
    there = day.earliest - step if word.lower == "after" else day.earliest + step
    span = doc.span(base.first, word.i + 1)
    when = When(earliest=there - loose, latest=there + loose, precision="day", basis="stated", evidence=span)
    return when, length.first


def _of_the_lead(doc: Doc, trigger: Trigger) -> tuple[When, int] | None:
    """The date of a headline's act that has none in the headline: that of the first act of its family in the lead,
    where it hangs on that act's own verb or is counted from another day. All that is told after takes its day from
    the acts told before.
    """
    headline = doc.sentences[doc.tokens[trigger.head].sentence]
    dated = any(m.entity not in DATELESS for m in doc.mentions_in(headline.first, headline.last, "date"))
    if headline.block != "headline" or headline.i != 0 or dated:
        return None
    lead = lead_of(doc)
    same = (act.trigger for act in read_acts(doc) if lead.first <= act.trigger.head < lead.last)
    told = next((each for each in same if each.act.family == trigger.act.family), None)
    if told is None:
        return None
    return _of_its_verb(doc, told, (lead.first, lead.last)) or _counted(doc, told)


def _at_the_head(doc: Doc, trigger: Trigger) -> Sentence | None:
    """The sentence of an act of violence, if it is a headline or lead that names no day which may be the act's."""
    sentence = doc.sentences[doc.tokens[trigger.head].sentence]
    if sentence.i > lead_of(doc).i or trigger.act.family not in VIOLENCE:
        return None
    days = (m for m in doc.mentions_in(sentence.first, sentence.last, "date") if m.entity not in DATELESS)
    return None if any(may_date(doc, trigger, m) for m in days) else sentence


def _when_it_befell(doc: Doc, trigger: Trigger) -> Mention | None:
    """The first day on which the report says that such an act, or "the incident", befell."""
    return next((m for family, m in _befallen(doc) if family in (None, trigger.act.family)), None)


def _recalled(doc: Doc, trigger: Trigger, sentence: Sentence) -> tuple[When, int] | None:
    """Where the sentence tells what was done about an act later ("man charged in shooting of girl"): the date of the
    first act of its family further on which has a day on its own verb.
    """
    if not _tells_of_aftermath(doc, sentence):
        return None
    for act in read_acts(doc):
        where = doc.sentences[doc.tokens[act.trigger.head].sentence]
        if where.i > sentence.i and act.trigger.act.family == trigger.act.family:
            told = _of_its_verb(doc, act.trigger, (where.first, where.last))
            if told is not None:
                return told
    return None


def _tells_of_aftermath(doc: Doc, sentence: Sentence) -> bool:
    words = aftermath()
    tokens = doc.tokens[sentence.first : sentence.last]
    cases = any(t.lemma in words.cases and t.pos == "NOUN" for t in tokens)
    return cases or any(t.pos in ("VERB", "AUX") and _is_one_of(doc, t, words.verbs) for t in tokens)


def _befallen(doc: Doc) -> list[tuple[str | None, Mention]]:
    """The days on which something is said to have befallen, in text order: the family of the act, or None for "the
    incident". Found once a Doc.
    """
    known: list[tuple[str | None, Mention]] | None = doc.__dict__.get("befallen")
    if known is None:
        heads = {act.trigger.head: act.trigger.act.family for act in read_acts(doc)}
        days = (m for m in doc.mentions if m.kind == "date" and m.entity not in DATELESS)
        told = ((_befell(doc, m), m) for m in days if m.date is not None and m.date.precision in ("day", "hour"))
        known = doc.__dict__["befallen"] = [
            (heads.get(thing.i), m)
            for thing, m in told
            if thing is not None and (thing.i in heads or thing.lemma in aftermath().things)
        ]
    return known


def _befell(doc: Doc, mention: Mention) -> Token | None:
    """What is said to have befallen on this day, where the report has told of it before."""
    verb = _verb_over(doc, mention)
    if verb is None or not _is_one_of(doc, verb, aftermath().befall):
        return None
    thing = doc.child(verb.i, "nsubj", "nsubjpass")
    return thing if thing is not None and _definite(doc, thing) else None


def _is_one_of(doc: Doc, verb: Token, phrases: Mapping[str, frozenset[str]]) -> bool:
    """Whether a verb is one of these, with what must hang on it, be it by a preposition ("appeared in court")."""
    wanted = phrases.get(verb.lemma)
    if not wanted or "" in wanted:
        return wanted is not None
    below = doc.children[verb.i]
    return any(doc.tokens[i].lemma in wanted for i in (*below, *(j for i in below for j in doc.children[i])))


def _definite(doc: Doc, noun: Token) -> bool:
    """Whether the report has told of it: "the attack", "this attack"; not "the first attack"."""
    below = [doc.tokens[i] for i in doc.children[noun.i]]
    told = any(t.lower in ("the", "this", "that") for t in below if t.dep == "det")
    return told and not any(t.lower in aftermath().others for t in below)


def _hangs_on(doc: Doc, mention: Mention, verb: int) -> bool:
    """Whether date words hang on a verb, or on a participle below it ("has lost 500 people killed since January"); not
    those of a noun ("the worst attack since January").
    """
    over = _over(doc, mention)
    if over is not None and over.dep == "acl":
        over = next((t for t in doc.ancestors(over.i) if t.pos in ("VERB", "AUX")), None)
    return over is not None and over.i == verb


def _verb_over(doc: Doc, mention: Mention) -> Token | None:
    """The verb that date words hang on, if they hang on one."""
    over = _over(doc, mention)
    return over if over is not None and over.pos in ("VERB", "AUX") else None


def _over(doc: Doc, mention: Mention) -> Token | None:
    """What date words hang on, prepositions passed over."""
    outside = (t for t in doc.ancestors(mention.first) if not mention.first <= t.i < mention.last)
    return next((t for t in outside if t.pos not in ("ADP", "SCONJ")), None)


def _up_to(doc: Doc, i: int, verb: Token) -> list[Token]:
    """What stands between a token and a verb over it; nothing if the verb is not over it."""
    path: list[Token] = []
    for token in doc.ancestors(i):
        if token.i == verb.i:
            return path
        path.append(token)
    return []


_STAMP: Final = re.compile(r"\b(?:posted|updated|published):?\s*\Z", re.IGNORECASE)


def _about_the_report(doc: Doc, mention: Mention) -> bool:
    """Whether date words are those of a stamp ("Updated: Monday, June 3") or of a dateline ("KYIV, March 3 -")."""
    text, start = doc.report.text, mention.span.start
    begin = text.rfind("\n", 0, start) + 1
    if _STAMP.search(text, max(begin, start - 24), start):
        return True
    found = dateline(text[begin : begin + LONGEST_DATELINE], first=False)
    return found is not None and start < begin + found.length

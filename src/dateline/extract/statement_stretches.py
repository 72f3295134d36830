"""Stretches of tokens as the content of a statement: their draft, where they end, and what stands in them.

Where quotation marks, colons or commas show how a sentence is built they are trusted over the parse: the parser is
often wrong around quotations and inserted "he said".
"""

from __future__ import annotations

from dateline.extract.statement_group import Group
from dateline.extract.statement_speaker import plausible
from dateline.extract.statement_units import Draft, Unit, quotes_in
from dateline.model.document import Doc, Quote, Token
from dateline.reference.channels import channels
from dateline.reference.cues import Cue, counter_words, verb_cues

Stretch = tuple[int, int]
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_ASIDES = frozenset({"though", "although", "except", "even", "having", "known", "there", "something", "despite"})
"""Words after a dash with which the reporter comments on what was said."""

WISHES = frozenset({"want", "hope", "wish", "intend", "plan", "think", "believe", "feel", "fear", "expect", "consider"})
"""What somebody says of their own mind, not the reporter: "said she was tired and wanted peace"."""
_LEAVINGS = frozenset({",", ".", ":", ";", "-", "–", "—", "and"})


def make_draft(doc: Doc, unit: Unit, group: Group, cue: Cue, content: Stretch, rank: int) -> Draft | None:
    """The draft with these tokens as its content, less "that", outer commas and channel; None if nothing is left."""
    first, last = content
    while first < last and (doc.tokens[first].text in {",", ":", ";"} or _is_that(doc.tokens[first])):
        first += 1
    while last > first and doc.tokens[last - 1].text in _LEAVINGS:
        last -= 1
    first, last = _whole_quotes(doc, unit, first, last)
    closed = _before_channel(doc, first, last) if first > group.verb.i else last
    if closed <= first:
        return None
    particle = len(cue.particle.split()) if cue.particle else 0
    return Draft(
        unit=unit,
        start=max(doc.tokens[first].start, unit.start),
        end=doc.tokens[closed - 1].end,
        cue=(group.verb.i, min(group.verb.i + 1 + particle, unit.last)),
        near=(group.left, last if closed < last else max(group.right, first) if first > group.verb.i else group.right),
        speaker=group.speaker,
        entry=cue,
        rank=rank,
    )


def _whole_quotes(doc: Doc, unit: Unit, first: int, last: int) -> Stretch:
    """The stretch with the marks of a quotation that begins right before it or ends right after it, and is in it."""
    for quote in quotes_in(doc, max(first - 1, unit.first), min(last + 1, unit.last)):
        if quote.first == first - 1 and quote.last <= last + 1:
            first = quote.first
        if quote.first >= first and quote.last == last + 1:
            last = quote.last
    while last + 1 < unit.last and doc.tokens[last].lower in {"and", "or"} and quote_ending(doc, last) is not None:
        more = quote_starting(doc, last + 1, last + 2)
        if more is None:
            break
        last = more.last  # "called it “meritless” and “improper”"
    return first, last


def _before_channel(doc: Doc, first: int, last: int) -> int:
    """Where content ends that runs into the platform it was posted on: "calls it “a plot” on Facebook"."""
    posted = last - first > 3 and doc.tokens[last - 1].text in channels().platform
    return last - 2 if posted and doc.tokens[last - 2].lower in {"on", "via"} else last


def _is_that(token: Token) -> bool:
    return token.lower == "that" and token.dep == "mark"


def cut(doc: Doc, first: int, last: int) -> int:
    """Where content ends before the next report of the same sentence: ", adding that", ", citing", "and blamed"."""
    inside = list(quotes_in(doc, first, last))
    for i in range(first + 1, last - 1):
        token, after = doc.tokens[i], doc.tokens[i + 1]
        if any(q.first < i < q.last - 1 for q in inside):
            continue
        if token.text == ";" and has_clause(doc, i, last):
            return i
        if token.text == "," and (_reports_on(doc, i, last) or _told_of(doc, after, last) or _aside(doc, after)):
            return i
        if after.lower == "according" and token.text == "," and doc.tokens[i + 2].lower == "to":
            return i  # ", according to the ministry": it is the source of the whole sentence
        if token.text in {"—", "–", "-"} and token.start > doc.tokens[i - 1].end and after.lower in _ASIDES:
            return i
        if token.text in {"and", "but"} and after.lemma not in WISHES and _new_report(doc, after):
            return i
    return last


def _aside(doc: Doc, after: Token) -> bool:
    """As in ", even as he packed", ", hours after the raid", ", which has yet to meet": the reporter adds that."""
    words = (after.lower, doc.tokens[min(after.i + 1, len(doc.tokens) - 1)].lower)
    late = words[0] in {"hours", "days", "weeks", "months", "minutes"} and words[1] == "after"
    return late or words == ("even", "as") or words[0] == "which"


def _reports_on(doc: Doc, comma: int, last: int) -> bool:
    """Whether after a comma somebody reports again: a participle, "and blamed", "and X puts the dead at"."""
    after = doc.tokens[comma + 1]
    if after.tag == "VBG" and (after.lemma in verb_cues() or after.lemma == "cite"):
        return True
    if after.lower == "as" and comma + 2 < last and doc.tokens[comma + 2].pos == "PRON":
        return True  # "talks are over, as he cited Moscow's raids"
    if after.lower not in {"and", "but", "while"}:
        return False
    if comma + 2 < last and _new_report(doc, doc.tokens[comma + 2]):
        return True
    verb = next((t for t in doc.tokens[comma + 2 : last] if t.tag in FINITE), None)
    if verb is None or verb.lemma not in {"say", "put", *counter_words()[0]} - {"have", "give"}:
        return False
    named = doc.child(verb.i, "nsubj")
    counted = named is not None and (named.lower in {"percent", "%"} or named.pos == "NUM")
    return named is not None and named.i > comma and (counted or plausible(doc, named.i))


def _new_report(doc: Doc, verb: Token) -> bool:
    own = doc.child(verb.i, "nsubj", "nsubjpass")
    return verb.lemma in verb_cues() and verb.tag in FINITE and own is None


def _told_of(doc: Doc, after: Token, last: int) -> bool:
    """As in ", which the military denied": a relative clause in which somebody speaks is not what was said before."""
    if after.lower not in {"which", "something", "a"}:
        return False
    verb = next((t for t in doc.tokens[after.i + 1 : last] if t.tag in FINITE), None)
    named = doc.child(verb.i, "nsubj") if verb is not None else None
    return (
        verb is not None
        and verb.lemma in verb_cues()
        and named is not None
        and named.i > after.i
        and plausible(doc, named.i)
    )


def has_clause(doc: Doc, first: int, last: int) -> bool:
    """Whether a finite verb, or one that the parser gives a subject, stands among the tokens."""
    for token in doc.tokens[first:last]:
        if token.tag in FINITE:
            return True
        if token.pos in {"VERB", "AUX"} and token.dep in {"ccomp", "ROOT"} and doc.child(token.i, "nsubj", "nsubjpass"):
            return True
    return False


def main_clause(doc: Doc, first: int, last: int) -> bool:
    """Whether the tokens hold a clause that is not subordinate ("After he left, ..." has none)."""
    for token in doc.tokens[first:last]:
        if token.tag not in FINITE:
            continue
        verb = doc.tokens[token.head] if token.dep in {"aux", "auxpass"} else token
        over = [verb, *doc.ancestors(verb.i)]
        inside = [t for t in over if first <= t.i < last]
        if not any(t.dep in {"advcl", "relcl", "acl", "pcomp"} for t in inside):
            return True
    return False


def is_quote(doc: Doc, content: Stretch) -> bool:
    """Whether the whole stretch, but for a comma, stands inside one quotation."""
    first, last = content
    return any(q.first <= first and q.last >= last - 1 for q in quotes_in(doc, first, last))


def quote_starting(doc: Doc, first: int, last: int) -> Quote | None:
    """The quotation that opens at one of these tokens."""
    return next((q for q in quotes_in(doc, first, max(last, first + 1)) if first <= q.first), None)


def quote_ending(doc: Doc, at: int) -> Quote | None:
    """The quotation that closes right before a token, a comma between allowed."""
    marked = at > 0 and doc.tokens[at - 1].lower not in {"that", "which", "who"}
    return next((q for q in quotes_in(doc, max(at - 2, 0), at) if q.last == at or (marked and q.last == at - 1)), None)


def unit_end(doc: Doc, unit: Unit) -> int:
    """The token after the last of the unit, final full stops left off."""
    end = unit.last
    while end > unit.first and doc.tokens[end - 1].text in {".", "!", "…"}:
        end -= 1
    return end

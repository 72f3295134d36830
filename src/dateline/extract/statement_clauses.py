"""Clauses and quotations that a reporting verb reports: "says X", "X, says he", "“X,” he says, “Y”".

Where quotation marks, colons or commas show how a sentence is built they are trusted over the parse: the parser is
often wrong around quotations and inserted "he said".
"""

from __future__ import annotations

from dateline.extract.statement_group import Group, plausible
from dateline.extract.statement_units import Draft, Unit, quotes_in, token_from, words
from dateline.model.document import Doc, Quote, Token
from dateline.reference.channels import channels
from dateline.reference.cues import Cue, counter_words, noun_cues, verb_cues

Stretch = tuple[int, int]
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_STOPS = frozenset({"who", "which", "where", "when", "after", "before", "while", "as", "following", "during", "hours"})
_CONTENT_PREPOSITIONS = frozenset({"because", "among", "including"})
_LEAVINGS = frozenset({",", ".", ":", ";", "-", "–", "—", "and"})


def make_draft(doc: Doc, unit: Unit, group: Group, cue: Cue, content: Stretch, rank: int) -> Draft | None:
    """The draft with these tokens as its content, less "that", outer commas and channel; None if nothing is left."""
    first, last = content
    while first < last and (doc.tokens[first].text in {",", ":", ";"} or _is_that(doc.tokens[first])):
        first += 1
    while last > first and doc.tokens[last - 1].text in _LEAVINGS:
        last -= 1
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


def _before_channel(doc: Doc, first: int, last: int) -> int:
    """Where content ends that runs into the platform it was posted on: "calls it “a plot” on Facebook"."""
    posted = last - first > 3 and doc.tokens[last - 1].text in channels().platform
    return last - 2 if posted and doc.tokens[last - 2].lower in {"on", "via"} else last


def _is_that(token: Token) -> bool:
    return token.lower == "that" and token.dep == "mark"


def read_clause(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    """Frame clause: what stands before an inserted cue and its source, and after it; else what follows the verb."""
    right = _right(doc, unit, group)
    left = None if right and not _inserted(doc, unit, group) else _left(doc, unit, group, floor)
    found: list[Draft | None] = []
    if left is not None:
        colon = group.right < unit.last and doc.tokens[group.right].text == ":"
        after = right if right and colon else _continued(doc, unit, group, left)
        if colon and right and left[1] - left[0] < 3:
            left, after = right, None  # "Nonsense, said the officer: the attackers had been pushed back"
        whole = (left[0], after[1]) if after and _one(doc, left, after) else left
        found.append(make_draft(doc, unit, group, cue, whole, 0))
        if after and whole == left:
            found.append(make_draft(doc, unit, group, cue, after, 1))
    elif right is not None:
        found.append(make_draft(doc, unit, group, cue, right, 0))
    return [draft for draft in found if draft]


def read_mental(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    """Frame mental: as a clause, where the subject is plainly somebody who can be cited."""
    if group.speaker is None or not plausible(doc, group.speaker):
        return []
    drafts = read_clause(doc, unit, group, cue, floor)
    return [d for d in drafts if has_clause(doc, token_from(doc, d.start), token_from(doc, d.end))]


def read_quoted(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    """Frame quoted: as a clause, where quotation marks stand in it."""
    marked = [q.span for q in quotes_in(doc, unit.first, unit.last)]
    drafts = read_clause(doc, unit, group, cue, floor)
    return [d for d in drafts if any(s.start < d.end and d.start < s.end for s in marked)]


# ---------------------------------------------------------------- after the verb


def _right(doc: Doc, unit: Unit, group: Group) -> Stretch | None:
    """What is said after the verb: behind a colon, in the next quotation, in a clause of the verb's own."""
    end = unit_end(doc, unit)
    at = group.right
    if at < end and doc.tokens[at].text == ":" and at + 1 < end:
        quote = quote_starting(doc, at + 1, at + 2)
        return (at + 1, max(quote.last, at + 2)) if quote else (at + 1, end)
    quote = quote_starting(doc, at, min(at + 3, end))
    clause = _own_clause(doc, unit, group)
    if quote is not None and (clause is None or quote.first <= clause[0]):
        last = max(quote.last, clause[1] if clause else 0)
        return (quote.first, cut(doc, quote.first, min(last, unit.last)))
    if clause is not None:
        return clause
    for token in doc.tokens[at : min(at + 10, end)]:
        if token.lower == "that" and token.pos in {"SCONJ", "PRON", "DET"}:
            return (token.i + 1, cut(doc, token.i + 1, end)) if token.i + 1 < end else None
        if token.pos in {"PUNCT", "VERB", "AUX"} or token.lemma in noun_cues():
            break
    return None


def _own_clause(doc: Doc, unit: Unit, group: Group) -> Stretch | None:
    for i in doc.children[group.verb.i]:
        if i <= group.verb.i or doc.tokens[i].dep != "ccomp" or i < group.right - 1:
            continue
        below = [t for t in doc.subtree(i) if t > group.verb.i]
        first, last = max(below[0], group.right), min(below[-1] + 1, unit.last)
        before = quote_starting(doc, first - 1, first)
        inside = [q for q in quotes_in(doc, first, last) if first <= q.first]
        last = max([last, *(q.last for q in inside)])
        first = before.first if before else _after_day(doc, first, i)
        if first < last:
            return first, cut(doc, first, last)
    return None


def _after_day(doc: Doc, first: int, verb: int) -> int:
    """As in "said on Tuesday it could not tell": the day is that of the saying if the subject comes after it."""
    at = first
    if doc.tokens[at].lower in {"on", "late", "early"}:
        at += 1
    while at < verb and doc.tokens[at].label in {"DATE", "TIME"}:
        at += 1
    opens = (
        at > first
        and at < verb
        and doc.tokens[at].text != ","
        and doc.tokens[at].pos in {"PRON", "DET", "PROPN", "NOUN"}
    )
    return at if opens else first


def cut(doc: Doc, first: int, last: int) -> int:
    """Where content ends before the next report of the same sentence: ", adding that", ", citing", "and blamed"."""
    inside = list(quotes_in(doc, first, last))
    for i in range(first + 1, last - 1):
        token, after = doc.tokens[i], doc.tokens[i + 1]
        if any(q.first < i < q.last - 1 for q in inside):
            continue
        if token.text == ";" and has_clause(doc, i, last):
            return i
        if token.text == "," and (_reports_on(doc, i, last) or _told_of(doc, after, last)):
            return i
        if token.text in {"and", "but"} and after.lemma in verb_cues() and _new_report(doc, after):
            return i
    return last


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
    return named is not None and named.i > comma and plausible(doc, named.i)


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


# ---------------------------------------------------------------- before the verb, and around it


def _inserted(doc: Doc, unit: Unit, group: Group) -> bool:
    """Whether cue and source stand after a comma or closing mark that ends a clause or quotation: "X, he said: Y"."""
    if group.left <= unit.first:
        return False
    before = doc.tokens[group.left - 1]
    if quote_ending(doc, group.left) is not None:
        return True
    return before.text == "," and (group.inverted or main_clause(doc, unit.first, group.left - 1))


def _left(doc: Doc, unit: Unit, group: Group, floor: int) -> Stretch | None:
    """What is said before the verb and its source, back to the start of the unit or of what was read before."""
    last = group.left
    if last <= unit.first:
        return None
    ended = quote_ending(doc, last)
    if ended is None and doc.tokens[last - 1].text not in {",", "-", "–", "—", "?", "!", ")"}:
        return None
    first = max(unit.first, floor)
    while first < last and (
        doc.tokens[first].end <= unit.start or doc.tokens[first].text in {",", ";", ".", "-", ")", ":"}
    ):
        first += 1
    if ended is not None and ended.first >= first and _opens(doc, unit, ended.first):
        return ended.first, last
    if first < last and doc.tokens[first].lower in {"but", "and", "yet"}:
        first += 1
    if ended is None and not group.inverted and not has_clause(doc, first, last) and not _split(doc, unit, group):
        return None
    return (first, last) if first < last else None


def _split(doc: Doc, unit: Unit, group: Group) -> bool:
    """As in "The rockets, he alleged, came from across the border": the cue stands between a subject and its verb."""
    end = unit_end(doc, unit)
    if group.right >= end or doc.tokens[group.right].text != ",":
        return False
    verb = next((t for t in doc.tokens[group.right + 1 : end] if t.tag in FINITE), None)
    own = doc.child(verb.i, "nsubj", "nsubjpass") if verb is not None else None
    return verb is not None and verb.i - group.right <= 3 and (own is None or own.i < group.left)


def _opens(doc: Doc, unit: Unit, at: int) -> bool:
    """Whether a sentence begins with this token."""
    before = doc.tokens[at - 1].text if at > unit.first else "."
    return before[-1] in ".?!:;" or doc.tokens[at].start <= unit.start


def _continued(doc: Doc, unit: Unit, group: Group, left: Stretch) -> Stretch | None:
    """What goes on after "..., he said": the rest of the quotation or sentence, unless that is the reporter's."""
    at, end = group.right, unit_end(doc, unit)
    if at + 1 >= end:
        return None
    quote = quote_starting(doc, at, min(at + 3, end))
    spoken = group.speaker is not None and doc.tokens[group.speaker].pos == "PRON"
    said = any(t.lemma in verb_cues() and t.tag in FINITE for t in doc.tokens[at + 1 : end])
    if quote is not None:
        return quote.first, max(quote.last, end if not said and not is_quote(doc, left) else 0)
    if doc.tokens[at].text == ";":
        return (at + 1, end) if (spoken or is_quote(doc, left)) and not said and has_clause(doc, at, end) else None
    if doc.tokens[at].text != "," or is_quote(doc, left) or said:
        return None
    return (at + 1, end) if _same_voice(doc, group, left, (at + 1, end), spoken) else None


def _same_voice(doc: Doc, group: Group, left: Stretch, rest: Stretch, spoken: bool) -> bool:
    """Whether the rest of a sentence after "..., X said," still is X's: not when and how it was said."""
    opener = doc.tokens[rest[0]]
    if opener.tag == "VBG" or opener.lower in _STOPS:
        return False
    if opener.lower in {"and", "but"}:
        verb = next((t for t in doc.tokens[rest[0] : rest[1]] if t.tag in FINITE), None)
        own = doc.child(verb.i, "nsubj", "nsubjpass") if verb is not None else None
        return spoken or own is None or own.i < rest[0]
    if opener.lower in {"the", "a", "an"} and not spoken:
        return False  # "..., an official said, a day after the raid"
    if opener.pos in {"ADP", "SCONJ"} and opener.lower not in _CONTENT_PREPOSITIONS:
        long = words(doc.span(*rest).exact) > 1.3 * words(doc.span(*left).exact)
        return opener.head != group.verb.i and doc.tokens[opener.head].dep not in {"relcl", "acl"} and not long
    return True


def _one(doc: Doc, left: Stretch, after: Stretch) -> bool:
    """Whether what stands before and after "he said" is one stretch: anything but a quotation and a new clause."""
    return not is_quote(doc, left) or any(q.first == after[0] for q in quotes_in(doc, after[0], after[0] + 1))


# ---------------------------------------------------------------- small questions


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
    return next((q for q in quotes_in(doc, max(at - 2, 0), at) if q.last in {at, at - 1}), None)


def unit_end(doc: Doc, unit: Unit) -> int:
    """The token after the last of the unit, final full stops left off."""
    end = unit.last
    while end > unit.first and doc.tokens[end - 1].text in {".", "!", "…"}:
        end -= 1
    return end

"""What is reported in less than a clause: "denies a role", "urged both to talk", "accused A of B", "called B a lie"."""

from __future__ import annotations

from dateline.extract.statement_clauses import read_clause
from dateline.extract.statement_group import Group, noun_phrase
from dateline.extract.statement_stretches import FINITE, Stretch, cut, has_clause, make_draft, quote_starting
from dateline.extract.statement_units import Draft, Unit, quotes_in
from dateline.model.document import Doc, Token
from dateline.reference.channels import channels
from dateline.reference.cues import Cue, documents, texts, verb_cues

_FAR = frozenset({"of", "about", "for"})
_NOBODY = frozenset({"nobody", "nothing", "none", "no-one"})


def particle_at(doc: Doc, verb: Token, particle: str) -> int | None:
    """The token of a particle: right after the verb; "of", "about", "for" a few words on too ("spoke on Sunday of")."""
    first, *others = particle.split()
    for token in doc.tokens[verb.i + 1 : verb.i + (7 if first in _FAR else 3)]:
        if token.lower == first:
            near = token.i == verb.i + 1 or token.head == verb.i or first not in _FAR
            dated = doc.tokens[token.head].label in {"DATE", "TIME"}
            rest = [t.lower for t in doc.tokens[token.i + 1 : token.i + 1 + len(others)]]
            return token.i if (near or dated) and rest == others else None
        if token.pos in {"PUNCT", "VERB", "AUX", "SCONJ"}:
            return None
    return None


def after(doc: Doc, verb: int, *deps: str) -> Token | None:
    """The first dependent to the right of a verb with one of these labels."""
    return next((doc.tokens[i] for i in doc.children[verb] if i > verb and doc.tokens[i].dep in deps), None)


def _one(draft: Draft | None) -> list[Draft]:
    return [draft] if draft else []


def read_object(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    """Frame object: the noun phrase that is claimed, denied, promised; not a bare figure, not a day."""
    verb = group.verb.i
    wanted = ("dobj", "ccomp") if cue.lemma == "want" else ("dobj",)  # "wants the siege lifted"
    found = _particle_object(doc, group.verb, cue.particle) if cue.particle else after(doc, verb, *wanted)
    if found is None or found.label in {"DATE", "TIME"} or found.lower in _NOBODY | {"name", "anonymity"}:
        return []
    if group.verb.lemma in {"cite", "refer"} and group.verb.tag == "VBG":
        return []  # ", citing witnesses" names where a report comes from
    if group.verb.lemma == "see" and group.verb.tag == "VBD":
        return []  # with their own eyes; "sees “fascism” at work" is a view
    if found.pos == "PRON" and not doc.children[found.i]:
        return _whole(doc, unit, group, cue) if cue.polarity == "denied" else []
    below = [i for i in doc.subtree(found.i) if verb < i < unit.last]
    if not below:
        return []  # the parser hangs it on a verb of another sentence
    end = _before_circumstance(doc, found, below)
    content = (below[0], cut(doc, below[0], _with_prepositions(doc, unit, verb, end)))
    judged = cue.interaction in {"ACCUSE", "SUPPORT", "REJECT"}
    short_name = found.label == "PERSON" and content[1] - content[0] < 3 and not judged
    offered = (
        cue.interaction in {"AGREE", "REQUEST"} or doc.tokens[content[0]].text in {"$", "€", "£"} or found.tag == "$"
    )
    if short_name or (_counted(doc, found, content) and not offered):
        return []
    return _one(make_draft(doc, unit, group, cue, content, 2))


def read_finding(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    """Frame finding: "the poll shows him ahead": all that follows, where the source is a text or a count."""
    assert group.speaker is not None
    verb = group.verb.i
    if doc.tokens[group.speaker].lemma not in documents() | texts():
        return []
    told = read_clause(doc, unit, group, cue, floor)
    below = [i for i in doc.subtree(verb) if verb < i < unit.last]
    if told or not below:
        return told
    return _one(make_draft(doc, unit, group, cue, (verb + 1, cut(doc, verb + 1, below[-1] + 1)), 2))


def _particle_object(doc: Doc, verb: Token, particle: str) -> Token | None:
    at = particle_at(doc, verb, particle)
    if at is None:
        return None
    last = at + len(particle.split()) - 1
    return doc.child(last, "pobj", "pcomp") or doc.child(at, "pobj", "pcomp") or after(doc, verb.i, "dobj")


def _with_prepositions(doc: Doc, unit: Unit, verb: int, last: int) -> int:
    """The end of a noun phrase with phrases and participles that the parser gave to the verb instead, or to nothing.
    When and by what channel it was said stays out.
    """
    while last < unit.last:
        token = doc.tokens[last]
        over = doc.tokens[token.head]
        if token.pos in {"ADP", "PART"}:
            purpose = token.tag == "TO" and over.head == verb and over.i > last
            if (token.head != verb and not purpose) or _circumstance(doc, token):
                break
            last = min(max(doc.subtree(over.i if purpose else last)) + 1, unit.last)
        elif token.tag in {"VBG", "VBN"} and token.lemma not in verb_cues():
            last = min(max(doc.subtree(last)) + 1, unit.last)
        else:
            break
    return last


def _before_circumstance(doc: Doc, noun: Token, below: list[int]) -> int:
    """The end of a noun phrase less a last "during a rally" that the parser hung on its noun."""
    for i in doc.children[noun.i]:
        if (
            i > noun.i
            and doc.tokens[i].pos == "ADP"
            and max(doc.subtree(i)) == below[-1]
            and _circumstance(doc, doc.tokens[i])
        ):
            return i
    return below[-1] + 1


def _circumstance(doc: Doc, preposition: Token) -> bool:
    """Whether a phrase tells when or where something was said: "during a rally", "on Friday", "in an interview"."""
    if preposition.lower in {"during", "after", "before", "since", "amid", "following", "until", "via", "while"}:
        return True
    noun = doc.child(preposition.i, "pobj")
    if noun is None or preposition.lower not in {"in", "on", "at", "by"}:
        return False
    return noun.label in {"DATE", "TIME"} or noun.lower in channels().format or noun.text in channels().platform


def _whole(doc: Doc, unit: Unit, group: Group, cue: Cue) -> list[Draft]:
    """As in "which the military denied at the time": the denial itself is all that there is to quote."""
    below = [i for i in doc.subtree(group.verb.i) if group.left <= i < unit.last]
    first = group.left
    if first > unit.first and doc.tokens[first - 1].lower == "which":
        first -= 1
    return _one(make_draft(doc, unit, group, cue, (first, cut(doc, first, below[-1] + 1)), 2))


def _counted(doc: Doc, noun: Token, content: Stretch) -> bool:
    """A bare figure ("spoke of 58") is a toll with a source, not a statement of its own."""
    if noun.pos == "NUM" or any(doc.tokens[i].pos == "NUM" for i in doc.children[noun.i]):
        return not has_clause(doc, *content)
    return False


def read_infinitive(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    """Frame infinitive: "promised to answer"."""
    verb = after(doc, group.verb.i, "xcomp", "ccomp")
    if verb is None or doc.tokens[doc.subtree(verb.i)[0]].lower not in {"to", "not"}:
        return []
    if cue.interaction == "REJECT" and (verb.lemma in verb_cues() or verb.lemma in {"comment", "identify", "name"}):
        return []  # "declined to say how many" reports nothing
    below = doc.subtree(verb.i)
    end = _before_finite(doc, verb.i, below[-1] + 1)
    return _one(make_draft(doc, unit, group, cue, (below[0], cut(doc, below[0], end)), 2))


def _before_finite(doc: Doc, verb: int, last: int) -> int:
    """The end of an infinitive less "and celebrated": a finite verb cannot go on with it."""
    for i in doc.children[verb]:
        if i > verb and doc.tokens[i].dep == "conj" and doc.tokens[i].tag in {"VBD", "VBZ"}:
            opener = next((t.i for t in reversed(doc.tokens[verb:i]) if t.pos == "CCONJ"), i)
            return min(last, opener)
    return last


def read_gerund(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    """Frame gerund: "denied having said so"."""
    verb = after(doc, group.verb.i, "xcomp", "ccomp", "dobj")
    if verb is None or not any(t.tag == "VBG" for t in doc.tokens[group.verb.i + 1 : verb.i + 1]):
        return []
    below = [i for i in doc.subtree(verb.i) if i > group.verb.i]
    return _one(make_draft(doc, unit, group, cue, (below[0], cut(doc, below[0], below[-1] + 1)), 2))


def read_addressee(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    """Frame addressee: "urged both sides to stop", from the one addressed to the end of the infinitive."""
    start = group.verb.i + 1 + (len(cue.particle.split()) if cue.particle else 0)
    for i in range(start, min(start + 14, unit.last - 1)):
        token, following = doc.tokens[i], doc.tokens[i + 1 : i + 3]
        infinitive = next((t for t in following if t.tag == "VB"), None)
        if token.lower == "to" and i > start and (infinitive is not None or (cue.particle and following)):
            top = infinitive.i if infinitive is not None else i
            if doc.tokens[top].dep in {"auxpass", "aux"}:
                top = doc.tokens[top].head
            if _unnamed(doc, top):
                return []
            end = _before_finite(doc, top, max(t for t in doc.subtree(top) if t < unit.last) + 1)
            return _one(make_draft(doc, unit, group, cue, (start, cut(doc, start, end)), 2))
        if token.tag in FINITE or token.text in {";", ":"} or token.lower in {"that", "whether", "about"}:
            return []
    return []


def _unnamed(doc: Doc, verb: int) -> bool:
    """As in "asked not to be named"."""
    return any(t.lemma in {"name", "identify", "quote"} for t in doc.tokens[verb : verb + 3])


def read_charge(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    """Frame charge: "accused it of firing", from the one charged to the end of the charge."""
    verb = group.verb.i
    blamed = after(doc, verb, "dobj", "ccomp")
    if blamed is None or blamed.lower in _NOBODY:
        return []
    first = max(noun_phrase(doc, blamed.i, unit)[0], verb + 1)
    charges = [i for i in doc.children[verb] if i > blamed.i and doc.tokens[i].lower in {"of", "for", "over", "on"}]
    below = [i for i in doc.subtree(verb) if blamed.i <= i < unit.last]
    if not charges and cue.lemma != "blame" and not any(doc.tokens[i].lower in {"of", "for"} for i in below):
        return []
    end = min(max([max(doc.subtree(i)) + 1 for i in (blamed.i, *charges)]), unit.last)
    end = next((t.i for t in doc.tokens[first:end] if t.text == ":"), end)  # "accused him of sloth: “He ...”"
    return _one(make_draft(doc, unit, group, cue, (first, cut(doc, first, end)), 2))


def read_label(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    """Frame label: "called it a lie", thing and label together."""
    verb = group.verb.i
    if "what" in {doc.tokens[i].lower for i in (*doc.children[verb], max(group.left - 1, 0)) if i < verb}:
        return []  # "what he calls a “clean-up”" is the reporter's
    second = _second_phrase(doc, unit, verb)
    quote = quote_starting(doc, second, second + 1) if second is not None else None
    if quote is not None:
        return _one(make_draft(doc, unit, group, cue, (verb + 1, quote.last), 2))
    parts = [
        i for i in doc.children[verb] if i > verb and doc.tokens[i].dep in {"oprd", "ccomp", "acomp", "dobj", "attr"}
    ]
    if not parts:
        return []
    below = [i for i in doc.subtree(verb) if verb < i < unit.last]
    if len(parts) < 2 and doc.tokens[parts[0]].dep == "dobj" and second is None:
        return []
    end = max(max(doc.subtree(i)) + 1 for i in parts)
    if end - verb < 3:
        end = below[-1] + 1
    return _one(make_draft(doc, unit, group, cue, (verb + 1, cut(doc, verb + 1, min(end, unit.last))), 2))


def _second_phrase(doc: Doc, unit: Unit, verb: int) -> int | None:
    """Where a second noun phrase opens right after the first: "calls it “a plot”", "called the raid a war crime"."""
    for token in doc.tokens[verb + 2 : min(verb + 12, unit.last - 1)]:
        before = doc.tokens[token.i - 1]
        quoted = any(q.first == token.i for q in quotes_in(doc, token.i, token.i + 1))
        if before.pos in {"NOUN", "PROPN", "PRON"} and before.tag not in {"PRP$", "WP", "WDT"}:
            dated = doc.tokens[token.i + 1].label in {"DATE", "TIME", "ORDINAL"}
            plain = token.lower in {"a", "an", "the"} or (
                before.pos == "PRON" and token.pos in {"ADJ", "NOUN", "PROPN"}
            )
            if quoted or (plain and not dated):
                return token.i
        if token.pos in {"PUNCT", "VERB", "AUX", "SCONJ"} and token.text != "-":
            return None
    return None


def read_named(doc: Doc, unit: Unit, group: Group, cue: Cue, floor: int) -> list[Draft]:
    """Frame named: "dismissed the report as fiction"."""
    verb = group.verb.i
    at = None
    for token in doc.tokens[verb + 1 : min(verb + 16, unit.last - 1)]:
        if token.lower == "as" and token.pos in {"ADP", "SCONJ"} and token.i > verb + 1:
            at = token.i
            break
        if token.tag in FINITE or token.text in {",", ";", ":"}:
            return []
    if at is None:
        return []
    below = [i for i in (*doc.subtree(verb), *doc.subtree(at)) if verb < i < unit.last]
    quote = quote_starting(doc, at + 1, at + 3)
    end = max(quote.last, max(doc.subtree(at)) + 1) if quote is not None else max(below) + 1
    return _one(make_draft(doc, unit, group, cue, (verb + 1, cut(doc, verb + 1, min(end, unit.last))), 2))

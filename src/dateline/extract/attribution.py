"""Gives events and control the chain of who says so: the statement they are told in, or the source of a bare figure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

import msgspec

from dateline.extract.statement_memory import Memory
from dateline.extract.statement_source import owner_of
from dateline.extract.statement_speaker import plausible, subject
from dateline.extract.statement_units import Draft, Unit, unit_at, units
from dateline.model.assertion import Assertion, Link, Toll
from dateline.model.document import Doc, Token
from dateline.model.span import Span
from dateline.reference.actors import group_scanner
from dateline.reference.cues import counter_words
from dateline.reference.stance import stance_words


def attribute(doc: Doc, statements: Sequence[Assertion], others: Sequence[Assertion]) -> list[Assertion]:
    """The others, each with its chain; one that the reporter vouches for has none.

    An event whose trigger stands in the content of a statement has the chain of that statement, and of every statement
    around it, outermost first; one inside a denial is denied. A figure ("put the toll at 25", "the ministry's count
    was 63") has its own source without being a statement.
    """
    read = list(units(doc))
    memory = Memory(doc)
    memory.recall(read, statements)
    found: list[Assertion] = []
    ordered = sorted(statements, key=lambda s: s.evidence.start)
    longest = max((len(s.evidence.exact) for s in statements), default=0)
    for other in others:
        at = other.trigger or other.evidence
        first = bisect_left(ordered, at.start - longest, key=lambda s: s.evidence.start)
        last = bisect_left(ordered, at.end, key=lambda s: s.evidence.start)
        around = [s for s in ordered[first:last] if _told_in(other, s)]
        if other.attribution:
            found.append(other)
        else:
            around.sort(key=lambda s: s.evidence.start - s.evidence.end)
            chains = _of_figures(doc, read, memory, other)
            told = _inside(other, around)
            if not told.attribution and told.type == "event" and told.polarity == "denied":
                told = msgspec.structs.replace(told, attribution=_of_denial(doc, read, memory, told))
            told = _counted(told, chains, around[-1].evidence if around else None)
            found.append(_of_speaker(doc, told))
    return found


def _told_in(other: Assertion, statement: Assertion) -> bool:
    at = other.trigger or other.evidence
    content = statement.evidence
    if content.contains(at):
        return True
    shared = min(at.end, content.end) - max(at.start, content.start)
    return other.trigger is None and shared > 0.6 * (at.end - at.start)


def _inside(other: Assertion, around: Sequence[Assertion]) -> Assertion:
    """The chain from the outermost statement inward. A report of a denial denies what is in it."""
    chain = tuple(link for statement in around for link in statement.attribution)
    denied = any(s.polarity == "denied" and s.interaction == "REJECT" for s in around)
    turned = denied and other.type == "event" and other.polarity == "affirmed"
    return msgspec.structs.replace(other, attribution=chain, polarity="denied" if turned else other.polarity)


def _of_denial(doc: Doc, read: Sequence[Unit], memory: Memory, other: Assertion) -> tuple[Link, ...]:
    """Who denies it, where its clause hangs on a verb of denial: "The command denies having used gas"."""
    at = other.trigger or other.evidence
    unit = unit_at(read, at.start)
    word = next((t for t in doc.tokens[unit.first : unit.last] if t.end > at.start), None) if unit is not None else None
    if unit is None or word is None:
        return ()
    for verb in (word, *doc.ancestors(word.i)):
        if verb.pos == "VERB" and verb.lemma in stance_words().denying_verbs and verb.i < word.i:
            speaker = subject(doc, verb, unit)
            if speaker is None or not plausible(doc, speaker):
                return ()
            return (_link(doc, memory, unit, at, verb, speaker),)
    return ()


def _of_speaker(doc: Doc, other: Assertion) -> Assertion:
    """With whoever holds a place named as who speaks, where the words are "we", "our" or "his men" of the speaker."""
    holder = other.holder
    source = other.attribution[-1].source if other.attribution else None
    if holder is None or holder.country is not None or holder.entity_id is not None:
        return other
    ours = holder.as_written.lower() in ("we", "us", "our")
    name = source.name if source is not None else doc.report.publisher
    if name is None or not (ours or (source is not None and _owned(doc, holder.evidence.start))):
        return other
    group = next((g for _, _, g in group_scanner().scan(name)), None)
    if group is not None:  # an armed group's "we" is the group, not the army of the country where it is
        holder = msgspec.structs.replace(
            holder, name=group.name, entity_id=group.id, country=group.country, sector=group.sector
        )
        return msgspec.structs.replace(other, holder=holder)
    country = source.country if source is not None else None
    named = name if ours else f"{name}'s {holder.name}"
    entity = f"{country}:{holder.sector}" if country and holder.sector else None
    return msgspec.structs.replace(
        other, holder=msgspec.structs.replace(holder, name=named, country=country, entity_id=entity)
    )


def _owned(doc: Doc, start: int) -> bool:
    """Whether "his", "her", "its" or "our" stands right before the character."""
    i = bisect_left(doc.tokens, start, key=lambda t: t.start)
    return i > 0 and doc.tokens[i - 1].lower in ("his", "her", "its", "our", "my")


def _counted(other: Assertion, chains: Mapping[int, tuple[Link, ...]], told: Span | None) -> Assertion:
    """With the sources of its figures: the event's where all have the same, else each figure's own.

    told: the content of the statement that it is told in, if it is; a source named outside counts no figure in it.
    """
    inside = {n: c for n, c in chains.items() if told is None or _stands_in(told, c[0])}
    if not inside:
        return other
    if told is None and len(inside) == len(other.tolls) and len({c[0].evidence for c in inside.values()}) == 1:
        return msgspec.structs.replace(other, attribution=inside[0])
    tolls = tuple(
        msgspec.structs.replace(toll, attribution=(*other.attribution, *inside[n])) if n in inside else toll
        for n, toll in enumerate(other.tolls)
    )
    return msgspec.structs.replace(other, tolls=tolls)


def _stands_in(content: Span, link: Link) -> bool:
    return link.evidence is not None and content.contains(link.evidence)


def _of_figures(doc: Doc, read: Sequence[Unit], memory: Memory, other: Assertion) -> dict[int, tuple[Link, ...]]:
    """Toll (its number in the assertion) -> the source that counts it in the sentence itself."""
    found: dict[int, tuple[Link, ...]] = {}
    for n, toll in enumerate(other.tolls):
        if chain := _of_figure(doc, read, memory, toll):
            found[n] = chain
        elif n - 1 in found and ";" not in doc.report.text[other.tolls[n - 1].evidence.end : toll.evidence.start]:
            found[n] = found[n - 1]  # "its count was 240 wounded, four of them seriously"
    return found


def _of_figure(doc: Doc, read: Sequence[Unit], memory: Memory, toll: Toll) -> tuple[Link, ...]:
    at = toll.evidence
    unit = unit_at(read, at.start)
    if unit is None:
        return ()
    figure = next((t for t in doc.tokens[unit.first : unit.last] if t.end > at.start), None)
    counter = _counter(doc, unit, figure) if figure is not None else None
    if counter is None:
        return ()
    return (_link(doc, memory, unit, at, *counter),)


def _link(doc: Doc, memory: Memory, unit: Unit, at: Span, verb: Token, speaker: int) -> Link:
    draft = Draft(
        unit=unit, start=at.start, end=at.end, cue=(verb.i, verb.i + 1), near=(min(speaker, verb.i), verb.i + 1),
        speaker=speaker, entry=None,
    )  # fmt: skip
    cue = Span.of(doc.report.text, verb.start, verb.end)
    return Link(source=memory.told(draft), cue=cue.exact, manner="indirect", evidence=cue)


def _counter(doc: Doc, unit: Unit, figure: Token) -> tuple[Token, int] | None:
    """The word that counts, and the token that heads whoever counts."""
    verbs = counter_words()[0]
    for token in (figure, *doc.ancestors(figure.i)):
        if _apart(doc, figure, token):
            break
        if token.pos == "NOUN" and (found := _of_count(doc, token)) is not None:
            return found
        if token.pos in {"VERB", "AUX"}:
            counted = _subject_before(doc, token)
            if counted is not None and (found := _of_count(doc, counted)) is not None:
                return found
            if counted is not None and counted.lower in _COUNT_BEFORE and token.lemma in _IS:
                return _last_count(doc, unit, counted)
            if (found := _by_count(doc, token)) is not None:
                return found
            if token.lemma in verbs:
                speaker = subject(doc, token, unit)
                if speaker is not None and speaker != figure.i and _counts(doc, speaker):
                    return token, _cited(doc, speaker)
    return _before_colon(doc, unit, figure)


def _cited(doc: Doc, speaker: int) -> int:
    """Whom a source cites, if it does, else the source: "a news site, citing the command, put the loss at 29"."""
    clause = next((c for c in doc.children[speaker] if doc.tokens[c].lemma in ("cite", "quote")), None)
    cited = doc.child(clause, "dobj") if clause is not None else None
    return cited.i if cited is not None and cited.pos in ("NOUN", "PROPN") else speaker


def _subject_before(doc: Doc, verb: Token) -> Token | None:
    """The subject nearest to the verb: "four of them seriously; at noon it had been 89"."""
    found = [c for c in doc.children[verb.i] if doc.tokens[c].dep == "nsubj" and c < verb.i]
    return doc.tokens[found[-1]] if found else doc.child(verb.i, "nsubj")


_COUNT_BEFORE = frozenset({"it", "that", "this"})
_IS = frozenset({"be", "stand", "rise", "reach", "climb", "become"})


def _apart(doc: Doc, figure: Token, token: Token) -> bool:
    """Whether a semicolon parts the two: "the dead had numbered 21; the ministry's count was 10"."""
    first, last = sorted((figure.i, token.i))
    return any(doc.tokens[i].text == ";" for i in range(first, last))


def _last_count(doc: Doc, unit: Unit, pronoun: Token) -> tuple[Token, int] | None:
    """As in "The ministry's count was 240; at noon it had been 89": the count that "it" means."""
    first = doc.sentences[max(doc.tokens[unit.first].sentence - 1, 0)].first
    for token in reversed(doc.tokens[first : pronoun.i]):
        if token.pos == "NOUN" and token.lemma in counter_words()[1]:
            return _of_count(doc, token)
    return None


def _by_count(doc: Doc, verb: Token) -> tuple[Token, int] | None:
    """As in "by the latest count of the agency 85 died"."""
    for c in doc.children[verb.i]:
        count = doc.child(c, "pobj") if doc.tokens[c].lower in ("by", "on") else None
        if count is not None and (found := _of_count(doc, count)) is not None:
            return found
    return None


def _before_colon(doc: Doc, unit: Unit, figure: Token) -> tuple[Token, int] | None:
    """As in "his figures had been the other way round: 11 dead, 13 wounded"."""
    before = doc.tokens[unit.first : figure.i]
    colon = next((t.i for t in reversed(before) if t.text in (":", ";")), None)
    if colon is None or doc.tokens[colon].text == ";":
        return None
    counts = (t for t in doc.tokens[unit.first : colon] if t.pos == "NOUN" and t.dep in ("nsubj", "ROOT"))
    return next((found for t in counts if (found := _of_count(doc, t)) is not None), None)


def _of_count(doc: Doc, noun: Token) -> tuple[Token, int] | None:
    """Whose a count is: "the ministry's count", "the count of the ministry", "the count that the ministry gave"; not
    "the number of civilians".
    """
    if noun.lemma not in counter_words()[1]:
        return None
    owner = owner_of(doc, noun.i)
    of_the_counted = owner is not None and owner > noun.i and noun.lemma in ("number", "total", "list")
    if owner is not None and not of_the_counted and _owns(doc, owner):
        return noun, owner
    return _giver(doc, noun)


def _giver(doc: Doc, count: Token) -> tuple[Token, int] | None:
    """As in "the count that the rescuers gave": the verb and who gave it."""
    clause = doc.child(count.i, "relcl")
    if clause is None or clause.lemma not in counter_words()[0]:
        return None
    who = doc.child(clause.i, "nsubj")
    return (clause, who.i) if who is not None and who.i > count.i and _counts(doc, who.i) else None


def _owns(doc: Doc, owner: int) -> bool:
    """Whether figures can be somebody's: "the ministry's count was 63", "his figures had been 26 and 46"."""
    return plausible(doc, owner) or doc.tokens[owner].lower in {"his", "her", "their", "its"}


def _counts(doc: Doc, speaker: int) -> bool:
    """Whether the subject can count others: not "the strike", and not those who were counted."""
    token = doc.tokens[speaker]
    return plausible(doc, speaker) and not any(doc.tokens[i].pos == "NUM" for i in doc.children[token.i])

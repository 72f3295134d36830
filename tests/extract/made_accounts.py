"""Events that are read whole, made up: what the last readers are shown of them hangs on no weights."""

from __future__ import annotations

import msgspec

from dateline.extract.act_reader import act_of, unruled
from dateline.extract.event_features import Account
from dateline.extract.events import extent_of
from dateline.extract.mood_reader import PLAIN
from dateline.extract.role_features import Told
from dateline.extract.role_reader import Roles
from dateline.extract.triggers import Trigger, find_triggers
from dateline.model.assertion import ActorRef, PlaceRef, Toll, When
from dateline.model.document import Doc
from dateline.model.span import Span
from dateline.model.vocabulary import ActorRole

NOBODY = Roles((), (), (), (), (), 1.0, Told("none", {}))


def words(doc: Doc, exact: str) -> Span:
    """Where these words first stand in the report."""
    start = doc.report.text.index(exact)
    return Span(start=start, end=start + len(exact), exact=exact)


def trigger_of(doc: Doc, word: str, kind: str) -> Trigger:
    """The rules' trigger at this word, or one that no rule knows; of this type."""
    (token,) = [t.i for t in doc.tokens if t.text == word]
    by_rule = {trigger.head: trigger for trigger in find_triggers(doc)}
    return msgspec.structs.replace(by_rule.get(token) or unruled(doc, doc.tokens[token]), act=act_of(kind))


def account(
    doc: Doc,
    word: str,
    kinds: tuple[tuple[str, float], ...],
    roles: Roles = NOBODY,
    when: When | None = None,
    tolls: tuple[Toll, ...] = (),
) -> Account:
    """An event that this word tells of. kinds: its types with their chances, the likeliest first."""
    trigger = trigger_of(doc, word, kinds[0][0])
    first, last = extent_of(doc, trigger)
    return Account(
        trigger=trigger,
        first=first,
        last=last,
        likely=0.83,
        kinds=kinds,
        ruled=kinds[-1][0],
        roles=roles,
        when=when,
        day=_token_of(doc, when),
        mood=PLAIN,
        tolls=tolls,
        sentence=doc.tokens[trigger.head].sentence,
    )


def _token_of(doc: Doc, when: When | None) -> int | None:
    """As in `Told`."""
    if when is None:
        return None
    return -1 if when.evidence is None else next(t.i for t in doc.tokens if t.start == when.evidence.start)


def actor(doc: Doc, role: ActorRole, exact: str, country: str | None, sector: str) -> ActorRef:
    """Somebody in their role."""
    return ActorRef(role=role, name=exact, as_written=exact, country=country, sector=sector, evidence=words(doc, exact))


def place(doc: Doc, exact: str, country: str, score: float = 0.72) -> PlaceRef:
    """A place where it was, as it stands before it is resolved."""
    return PlaceRef(
        as_written=exact, country=country, level="settlement", relation="in", score=score, evidence=words(doc, exact)
    )

"""How values of assertions are said in a brief: as the record has them, and no surer or finer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from dateline.model.assertion import ActorRef, Assertion, Link, PlaceRef, When
from dateline.model.brief import Part, Quote, Words
from dateline.model.incident import Incident
from dateline.model.span import Span
from dateline.reference.actors import country_name

_OWN_MARKS: Final = {"“": "”", "‘": "’", "«": "»", "„": "“", '"': '"', "'": "'"}
"""Quotation marks in which a statement's evidence may come, opening and closing."""

_BETWEEN: Final = frozenset({"Armed clash", "Agreement", "AGREE", "CONSULT", "COOPERATE"})
"""Acts of two sides of which neither is said to have begun."""

_AGAINST: Final = frozenset({"ASSAULT", "COERCE", "PROTEST", "SANCTION", "THREATEN", "ACCUSE", "REJECT"})

_INTERACTIONS: Final = {
    "AGREE": "agreement", "CONSULT": "consultation", "SUPPORT": "support", "CONCEDE": "concession",
    "COOPERATE": "cooperation", "AID": "aid", "RETREAT": "retreat", "REQUEST": "request", "ACCUSE": "accusation",
    "REJECT": "rejection", "THREATEN": "threat", "PROTEST": "protest", "SANCTION": "sanction",
    "MOBILIZE": "mobilisation", "COERCE": "coercion", "ASSAULT": "assault",
}  # fmt: skip
"""PLOVER's types as nouns."""

_CONTROL: Final = {
    "held": "held by", "contested": "contested; named:", "captured": "captured by", "lost": "lost by",
    "withdrawn": "left by", "besieged": "besieged; named:", None: "control claimed; named:",
}  # fmt: skip
"""State -> how it and its holder are said. Of who besieges or contests the record does not tell which side it is."""


def words(text: str) -> Words:
    """Words of a template."""
    return Words(text=text)


def joined(pieces: Iterable[Sequence[Part]], by: str) -> list[Part]:
    """The pieces one after another with template words between them."""
    found: list[Part] = []
    for piece in pieces:
        if found:
            found.append(words(by))
        found += piece
    return found


def quote(span: Span, report_id: str) -> Quote:
    """The span's characters, without quotation marks that enclose all of them: the brief sets its own."""
    start, exact = span.start, span.exact
    while len(exact) > 2 and _OWN_MARKS.get(exact[0]) == exact[-1] and not {exact[0], exact[-1]} & set(exact[1:-1]):
        start, exact = start + 1, exact[1:-1]
    return Quote(exact=exact, report_id=report_id, start=start, end=start + len(exact))


def day_words(day: date, *, year: bool = True) -> str:
    """`14 July 2022`.

    >>> day_words(date(2022, 7, 14))
    '14 July 2022'
    """
    return f"{day.day} {day:%B}" + (f" {day.year}" if year else "")


def days_words(first: date, last: date) -> str:
    """`14 to 16 July 2022`, each part once.

    >>> days_words(date(2022, 7, 30), date(2022, 8, 2))
    '30 July to 2 August 2022'
    """
    if first == last:
        return day_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day_words(last)}"
    return f"{day_words(first, year=first.year != last.year)} to {day_words(last)}"


def when_words(when: When | None) -> Words:
    """The days that the record has, and that they come from publication where they do."""
    if when is None or (when.earliest is None and when.latest is None):
        return Words(text="day not stated", about="doubt")
    first, last = when.earliest, when.latest
    if first is None or last is None:
        text = f"from {day_words(first)} on" if first else f"until {day_words(last)}" if last else ""
    else:
        text = _whole(first, last) or days_words(first, last)
    return Words(text=text + (" (worked out from publication)" if when.basis == "publication" else ""), about="date")


def _whole(first: date, last: date) -> str | None:
    """The month or year that the two days are the first and last of."""
    if first.day != 1 or (last + timedelta(days=1)).day != 1:
        return None
    if first.year == last.year and (first.month, last.month) == (1, 12):
        return f"{first.year}"
    return f"{first:%B} {first.year}" if (first.year, first.month) == (last.year, last.month) else None


def place_parts(place: PlaceRef | None) -> list[Part]:
    """`near Kherson (Ukraine)`, `Kherson Oblast (region, Ukraine)`; that it is unsure or in no gazetteer, if so."""
    if place is None:
        return [Words(text="Place not stated", about="doubt")]
    lead = f"{place.relation} " if place.relation not in (None, "at", "in") else ""
    name = f"{lead}{place.name or place.as_written}"
    country = country_name(place.country) or place.country
    beside: list[str] = [place.level] if place.level in ("region", "country", "feature") else []
    if country and country != place.name:
        beside.append(country)
    found: list[Part] = [Words(text=f"{name[:1].upper()}{name[1:]}", about="place")]
    unknown = place.place_id is None
    if beside:
        found.append(words(f" ({', '.join(beside)})"))
    if unknown or place.lat is None:
        found.append(words(", "))
        found.append(Words(text="in no gazetteer" if unknown else "unsure which of that name", about="doubt"))
    return found


def control_parts(state: str | None, holder: str | None) -> list[Part]:
    """`held by A`; that nobody is named, if so."""
    if not holder:
        return [words(f"{state or 'control claimed'}, by whom is not stated")]
    return [words(f"{_CONTROL[state]} "), Words(text=holder, about="name")]


def actor_parts(first: ActorRef | None, second: ActorRef | None, act: str | None, family: str | None) -> list[Part]:
    """Who and to whom, in words that fit the act; empty where nobody is named. act: sub-event type or interaction."""
    named = [Words(text=each.name, about="name") for each in (first, second) if each]
    if not named:
        return []
    if act in _BETWEEN:
        return [words(" between " if len(named) == 2 else " involving "), *joined([[n] for n in named], " and ")]
    violent = act in _AGAINST or family not in (None, "Strategic developments")
    against = words(" against " if violent else " affecting ")
    found: list[Part] = [words(" by "), named[0]] if first else []
    return [*found, against, named[-1]] if second else found


def act_words(incident: Incident) -> str:
    """The finest type."""
    act = incident.sub_event_type or incident.interaction or incident.event_type or "event"
    return _INTERACTIONS.get(act, act)


def mood(a: Assertion) -> str:
    """What makes it less than a plain fact: `planned`, `denied`, `possible`; empty for a plain fact."""
    told: list[str] = [a.status] if a.status != "actual" else []
    told += ["denied"] if a.polarity == "denied" else []
    told += [a.certainty] if a.certainty in ("probable", "possible") else []
    return ", ".join(told)


def shared_mood(accounts: Sequence[Assertion]) -> str:
    """What makes all of these accounts less than a plain fact; empty where one of them tells a plain fact."""
    moods = list(dict.fromkeys(mood(a) for a in accounts))
    if "" in moods:
        return ""
    return moods[0] if len(moods) == 1 else "in no account a plain fact"


def speaker_words(chain: Sequence[Link]) -> str:
    """Whose words they are, then who tells of them: `Vitalii Kim (governor; Telegram), as told by Interfax`."""
    return ", as told by ".join(map(_source_words, reversed(chain)))


def _source_words(link: Link) -> str:
    source = link.source
    name = source.name or source.as_written or source.role or "an unnamed source"
    beside = [source.role] if source.role and source.role.casefold() not in name.casefold() else []
    beside += [link.channel] if link.channel and link.channel.casefold() not in name.casefold() else []
    if link.said_on and link.said_on.basis == "stated":
        beside.append(f"said {when_words(link.said_on).text}")
    return f"{name} ({'; '.join(beside)})" if beside else name


def sentence_case(text: str) -> str:
    """The text with a capital at its beginning."""
    return f"{text[:1].upper()}{text[1:]}"


def begun(parts: Sequence[Part]) -> list[Part]:
    """The parts with a capital at their beginning; words of a report stay as they are."""
    first = parts[0]
    if not isinstance(first, Words):
        return [*parts]
    return [Words(text=sentence_case(first.text), about=first.about), *parts[1:]]

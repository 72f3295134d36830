"""Incidents as entries of a brief: heading, counts side by side, what was hit and with what, each account."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, get_args

from dateline.model.assertion import Assertion, Toll
from dateline.model.brief import Entry, Part, Sentence, Words
from dateline.model.incident import Incident, Position, TollPositions
from dateline.pipeline.brief.citing import Cited
from dateline.pipeline.brief.wording import (
    act_words,
    actor_parts,
    joined,
    mood,
    place_parts,
    quote,
    sentence_case,
    shared_mood,
    when_words,
    words,
)
from dateline.pipeline.change_views import IncidentChange, Slot, TollChange, ValueChange
from dateline.pipeline.queries.compared import gives

_CIVILIANS = "civilian civilians child children woman women resident residents boy boys girl girls patient patients"
CIVILIANS: Final = frozenset(_CIVILIANS.split())
"""Words for a counted group of people who do not fight."""

GRAVITY: Final = (
    "Violence against civilians", "Explosions/Remote violence", "Battles", "Riots", "Protests",
    "Strategic developments",
)  # fmt: skip
"""Event types in the order of a brief; what has none comes last."""

MEASURES: Final = (
    "killed", "injured", "casualties", "missing", "captured", "displaced", "rescued", "released",
)  # fmt: skip
"""Measures in the order of a brief; the others come last."""

SLOTS: Final[dict[Slot, str]] = {
    "type": "Type", "date": "Day", "place": "Place", "actor1": "Who did it", "actor2": "To whom"
}  # fmt: skip
RIVALRIES: Final = {
    "whether it happened": "Whether it happened",
    "actor1": "Who did it",
    "actor2": "To whom",
    "cause": "By what",
    "place": "Where",
}
"""Disagreements that are no tolls -> how a brief calls them."""


def consequence(incident: Incident) -> tuple[object, ...]:
    """Sorts by the most killed that anybody gives, then the most civilians, then type, then day and id."""
    killed = [_most(each) for each in incident.tolls.values() if each.measure == "killed"]
    civilians = [_most(each) for key, each in incident.tolls.items() if CIVILIANS & set(key.partition(": ")[2].split())]
    kind = incident.event_type
    return (
        -max(killed, default=0),
        -max(civilians, default=0),
        not (incident.actor2 and incident.actor2.sector == "CVL"),
        GRAVITY.index(kind) if kind in GRAVITY else len(GRAVITY),
        incident.first_known,
        incident.incident_id,
    )


def _most(each: TollPositions) -> int:
    """The most that anybody gives."""
    return max((n for n in (each.low, each.best, each.high) if n is not None), default=0)


def entry(change: IncidentChange, cited: Cited) -> Entry:
    """One change of incidents as an entry: all accounts of a new incident, the new ones of another."""
    shown = (change.present or change.former)[0]
    accounts, head = cited.all(change.added), heading(shown, cited)
    sentences: list[Sentence] = [*_regrouped(change, cited)]
    if change.change == "new":
        sentences += [_toll(key, shown, cited) for key in sorted(shown.tolls, key=_by_measure)]
    sentences += [_value(each, change, cited) for each in change.values]
    sentences += [
        each
        for toll in sorted(change.tolls, key=lambda t: _by_measure(t.measure))
        if (each := _toll_change(toll, change.present or change.former, cited))
    ]
    sentences += _objects(accounts, cited)
    sentences += [cited.account(each) for each in cited.voices(accounts)]
    return Entry(heading=head, sentences=tuple(sentences), incident_id=shown.incident_id)


def heading(incident: Incident, cited: Cited) -> Sentence:
    """Where, what, who, when; that no account tells it as a plain fact; where its sources differ."""
    return Sentence(parts=tuple(_headline(incident, cited)))


def _headline(incident: Incident, cited: Cited) -> list[Part]:
    members = cited.all(incident.assertion_ids)
    act = incident.sub_event_type or incident.interaction
    parts = [*place_parts(incident.place), words(": "), words(act_words(incident))]
    doubt = shared_mood(members)
    if doubt:
        parts += [words(" ("), Words(text=doubt, about="doubt"), words(")")]
    parts += actor_parts(incident.actor1, incident.actor2, act, incident.event_type)
    parts += [words(", "), when_words(incident.date)]
    rivals = [RIVALRIES[each.about].lower() for each in incident.disagreements if each.about in RIVALRIES]
    counts = sorted((each.about for each in incident.disagreements if each.about not in RIVALRIES), key=_by_measure)
    if rivals or counts:
        about = ", ".join([*rivals, *(["counts of " + ", ".join(counts)] if counts else [])])
        parts += [words("; "), Words(text=f"sources differ about {about}", about="doubt")]
    behind = [next((a for a in members if gives(a, slot, incident)), None) for slot in get_args(Slot)]
    return [*parts, *cited.cite([a for a in behind if a] or members[:1])]


def _by_measure(key: str) -> tuple[int, str]:
    """The order of measures: people before things, the dead first."""
    measure = key.partition(": ")[0]
    return (MEASURES.index(measure) if measure in MEASURES else len(MEASURES), key)


def told_again(change: IncidentChange, cited: Cited) -> Entry:
    """An incident of which nothing is new but that somebody else tells it."""
    head = heading(change.present[0], cited)
    accounts = cited.all(change.added) or cited.all(change.present[0].assertion_ids)
    outlets = joined(
        (
            [Words(text=cited.publisher(each[0]), about="name"), words(f", {cited.day(each[0])}"), *cited.cite(each)]
            for each in cited.voices(accounts)
        ),
        "; ",
    )
    told = Sentence(parts=(words("Told again by "), *outlets))
    return Entry(heading=head, sentences=(told,), incident_id=change.present[0].incident_id)


def _regrouped(change: IncidentChange, cited: Cited) -> Iterable[Sentence]:
    """That incidents became one, came apart or are gone; the first of `present` is the entry's heading."""
    if change.change == "gone":
        members = cited.all(change.former[0].assertion_ids)
        yield Sentence(
            parts=(words("No longer in the record: its accounts were withdrawn or rejected"), *cited.cite(members))
        )
    if len(change.former) > 1:
        former = joined((_headline(each, cited) for each in change.former), "; and ")
        yield Sentence(parts=(words("Formerly held to be several incidents: "), *former))
    if len(change.present) > 1:
        others = joined((_headline(each, cited) for each in change.present[1:]), "; and ")
        yield Sentence(parts=(words("Formerly held to be one incident with: "), *others))


# ---------------------------------------------------------------- values


def _value(change: ValueChange, whole: IncidentChange, cited: Cited) -> Sentence:
    """`Place: formerly Kherson [1]; now near Kherson [4]`."""
    sides: list[list[Part]] = []
    for lead, said, incident in (
        ("formerly ", change.former, whole.former[0]),
        ("now ", change.present, whole.present[0]),
    ):
        members = cited.all(change.assertion_ids) if lead == "now " else cited.all(incident.assertion_ids)
        behind = [a for a in members if gives(a, change.about, incident)][:1] or members[:1]
        behind = behind or cited.all(incident.assertion_ids)[:1]
        named = Words(text=said, about="name") if said else words("none that all accounts allow")
        sides.append([words(lead), named, *cited.cite(behind)])
    return Sentence(parts=(words(f"{SLOTS[change.about]}: "), *joined(sides, "; ")))


def _toll_change(change: TollChange, incidents: Sequence[Incident], cited: Cited) -> Sentence | None:
    """What is counted now and was not formerly; then, if the figures are others, what was given before."""
    added = _sides(change.added, cited)
    gone = _sides(change.gone, cited)
    kept = [p for each in change.former for p in each.positions if p not in change.gone]
    before = _sides(kept, cited) if {p.value for p in change.added} - {p.value for p in kept} else []
    pieces = [
        [words(lead), *joined(sides, "; ")]
        for lead, sides in (("newly given ", added), ("formerly ", before), ("no longer given ", gone))
        if sides
    ]
    if not pieces:
        return None
    return Sentence(parts=(*_measure(change.measure, incidents, cited), *joined(pieces, " – ")))


def _toll(key: str, incident: Incident, cited: Cited) -> Sentence:
    """One measure with every claimant's figure side by side."""
    positions = incident.tolls[key].positions
    return Sentence(parts=(*_measure(key, [incident], cited), *joined(_sides(positions, cited), "; ")))


def _measure(key: str, incidents: Iterable[Incident], cited: Cited) -> list[Part]:
    """`Killed: `, `Killed (children; sources differ): `."""
    told = [i for i in incidents if key in i.tolls]
    positions = [p for i in told for p in i.tolls[key].positions]
    name, _, group = key.partition(": ")
    tolls = [t for p in positions for a in cited.all([p.assertion_id]) if (t := _counted(p, a))]
    beside: list[list[Part]] = []
    if group:
        beside.append([Words(text=next((t.of for t in tolls if t.of), group), about="name")])
    if any(each.about == key for i in told for each in i.disagreements):
        beside.append([words("sources differ")])
    inside = [words(" ("), *joined(beside, "; "), words(")")] if beside else []
    return [Words(text=sentence_case(name), about="name"), *inside, words(": ")]


def _sides(positions: Iterable[Position], cited: Cited) -> list[list[Part]]:
    """Each figure with its words and who gives it; one that a voice gives more than once stands once."""
    found: dict[tuple[str, str], list[tuple[Position, Assertion]]] = {}
    for p in positions:
        for a in cited.all([p.assertion_id]):
            toll = _counted(p, a)
            voice = cited.voice(a, toll.attribution if toll else None)
            found.setdefault((p.value, "".join(each.text for each in voice if isinstance(each, Words))), []).append(
                (p, a)
            )
    return [_side(each, cited) for each in found.values()]


def _side(given: Sequence[tuple[Position, Assertion]], cited: Cited) -> list[Part]:
    p, a = given[0]
    toll, doubt = _counted(p, a), mood(a)
    numbered = toll is None or any(n is not None for n in (toll.low, toll.best, toll.high))
    parts: list[Part] = [Words(text=p.value, about="count")] if numbered else []
    if p.stance != "gives":
        parts = [words("denied: " if p.stance == "denies" else "left open: "), *parts]
    if toll:
        said = quote(toll.evidence, a.report_id)
        parts += [words(" ("), said, words(")")] if parts else [said]
    if doubt:
        parts += [words(", "), Words(text=doubt, about="doubt")]
    if p.revised_by:
        parts.append(words(", since revised"))
    voice = cited.voice(a, toll.attribution if toll else None)
    return [*parts, words(", according to "), *voice, *cited.cite(each for _, each in given)]


def _counted(p: Position, a: Assertion) -> Toll | None:
    """The toll of the assertion that this position was made from."""
    return next((t for t in a.tolls if t.as_written == p.as_written), None)


# ---------------------------------------------------------------- what was hit, and with what


def _objects(accounts: Sequence[Assertion], cited: Cited) -> Iterable[Sentence]:
    """Targets in the report's words with their category, and weapons by name; of accounts that affirm it."""
    told = [a for a in accounts if a.polarity == "affirmed"]
    targets = [
        (
            [quote(t.evidence, a.report_id), *([Words(text=f" ({t.category})", about="name")] if t.category else [])],
            t.as_written,
            a,
        )
        for a in told
        for t in a.targets
    ]
    weapons = [
        ([Words(text=w.name, about="name"), words(" ("), quote(w.evidence, a.report_id), words(")")], w.name, a)
        for a in told
        for w in a.weapons
    ]
    for lead, named in (("Targets: ", targets), ("Weapons: ", weapons)):
        once: dict[str, list[tuple[list[Part], Assertion]]] = {}
        for parts, key, a in named:
            once.setdefault(key.casefold(), []).append((parts, a))  # type: ignore[arg-type]
        pieces = [[*each[0][0], *cited.cite(a for _, a in each)] for each in once.values()]
        if pieces:
            yield Sentence(parts=(words(lead), *joined(pieces, "; ")))


def rivalries(incident: Incident, cited: Cited, about: Iterable[str]) -> list[Sentence]:
    """What the sources of an incident do not agree about, apart from counts: each side with who gives it."""
    wanted = set(about)
    return [
        Sentence(parts=(words(f"{RIVALRIES[each.about]}: "), *joined(_rivals(each.positions, cited), "; ")))
        for each in incident.disagreements
        if each.about in wanted and each.about in RIVALRIES
    ]


def _rivals(positions: Iterable[Position], cited: Cited) -> Iterable[list[Part]]:
    """Each value with everybody who gives it: `affirmed, according to A [1], B [2]`."""
    found: dict[str, dict[str, list[Assertion]]] = {}
    for p in positions:
        for a in cited.all([p.assertion_id]):
            value = p.value if p.stance == "gives" else f"not {p.value}"
            found.setdefault(value, {}).setdefault(cited.voice_words(a), []).append(a)
    for value, voices in found.items():
        named = ([Words(text=voice, about="name"), *cited.cite(accounts)] for voice, accounts in voices.items())
        yield [Words(text=value, about="name"), words(", according to "), *joined(named, ", ")]

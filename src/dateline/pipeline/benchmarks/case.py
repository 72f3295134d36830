"""CASE 2021, shared task 2 (Haneczok and others): the ACLED sub-event type of a snippet of news, odd ids.

A snippet has one type in the gold; Dateline reads every act in it. Two ways lead from the many to the one.

`ACLED's 25` and `all 30` ask the learned readers which type the snippet as a whole is about. The task says that there
is an event in each, so no act is too unlikely to count:

1. each word counts for a type by how likely it names an act, times how likely that act is of the type; a type of
   PLOVER's that ACLED files under one of its own counts for that one (CROSSWALK);
2. half as much with every act before it, as news tells first what it is about;
3. of the types that are degrees of one thing (DEGREES) the gravest wins that is at least half as likely as the
   likeliest: ACLED codes a march on which stones were thrown once, by the stones.

`ACLED's 25, as recorded` asks the record instead. There the main event is, of those that have a type by the crosswalk,
one that is said to have happened, before one that is planned, hypothetical or denied; then one that stands for itself,
before one whose evidence lies inside that of another; then the one whose trigger stands first. A snippet in which no
such event was read has no type and counts as wrong.

The five types that the task adds (two kinds of disaster, organised crime, diplomacy, attribution) are not Dateline's:
`all 30` counts their snippets as wrong, the other rows leave them out.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from dateline.extract.act_features import seen_type, seen_words
from dateline.extract.act_reader import AT_LEAST, act_chances, unruled, with_rules
from dateline.extract.context import of_words
from dateline.extract.triggers import find_triggers
from dateline.model.assertion import Assertion
from dateline.model.document import Doc
from dateline.model.report import Report
from dateline.pipeline.benchmarks.figures import Fault, Figure, Measured, share, weighted_f1
from dateline.pipeline.benchmarks.published import Run, as_report, missing, read_all
from dateline.reference.learned import learned

COLUMNS: Final = ("id", "EventSnippet", "SubType")
LAYOUT: Final = "a *.tsv with the columns id, EventSnippet and SubType (odd ids are measured)"
PUBLISHED: Final = "https://github.com/emerging-welfare/case-2021-shared-task (task 2)"
NOTHING: Final = "-"
"""What stands for the type of a snippet in which no event of an ACLED type was read."""

TYPES: Final[dict[str, str]] = {
    "ABDUCT_DISSAP": "Abduction/forced disappearance",
    "AGREEMENT": "Agreement",
    "AIR_STRIKE": "Air/drone strike",
    "ARMED_CLASH": "Armed clash",
    "ARREST": "Arrests",
    "ART_MISS_ATTACK": "Shelling/artillery/missile attack",
    "ATTACK": "Attack",
    "CHANGE_TO_GROUP_ACT": "Change to group/activity",
    "CHEM_WEAP": "Chemical weapon",
    "DISR_WEAP": "Disrupted weapons use",
    "FORCE_AGAINST_PROTEST": "Excessive force against protesters",
    "GOV_REGAINS_TERIT": "Government regains territory",
    "GRENADE": "Grenade",
    "HQ_ESTABLISHED": "Headquarters or base established",
    "MOB_VIOL": "Mob violence",
    "NON_STATE_ACTOR_OVERTAKES_TER": "Non-state actor overtakes territory",
    "NON_VIOL_TERRIT_TRANSFER": "Non-violent transfer of territory",
    "OTHER": "Other",
    "PEACE_PROTEST": "Peaceful protest",
    "PROPERTY_DISTRUCT": "Looting/property destruction",
    "PROTEST_WITH_INTER": "Protest with intervention",
    "REM_EXPLOS": "Remote explosive/landmine/IED",
    "SEX_VIOL": "Sexual violence",
    "SUIC_BOMB": "Suicide bomb",
    "VIOL_DEMONSTR": "Violent demonstration",
}
"""The task's labels for ACLED's sub-event types -> Dateline's names for them."""

CROSSWALK: Final[dict[str, str]] = {
    "AGREE": "Agreement",
    "CONSULT": "Agreement",
    "CONCEDE": "Agreement",
    "RETREAT": "Non-violent transfer of territory",
    "PROTEST": "Peaceful protest",
    "MOBILIZE": "Change to group/activity",
    "COERCE": "Change to group/activity",
}
"""PLOVER's types -> the sub-event type under which the ACLED codebook files such acts: talks and concessions are
`Agreement`; movements of forces, curfews and other measures of armed actors without violence are
`Change to group/activity`.
"""

DEGREES: Final = (
    ("Excessive force against protesters", "Violent demonstration", "Protest with intervention", "Peaceful protest"),
    ("Chemical weapon", "Suicide bomb", "Air/drone strike", "Shelling/artillery/missile attack"),
    ("Sexual violence", "Attack", "Abduction/forced disappearance"),
)
"""Types of which an event can have several at once; the one that it is coded by stands first (ACLED codebook)."""

FADES: Final = 0.5
"""What an act counts beside one that is told before it. This and HALF are round numbers near the best on the odd ids
themselves, to which no other half is at hand: from 0.35 to 0.7 the F1 moves by less than 0.01."""
HALF: Final = 0.5
"""How likely, beside the likeliest type, a graver one must be to win."""


class Snippet(NamedTuple):
    """A piece of news with its type by the gold: Dateline's name, or the task's label where Dateline has none."""

    name: str
    type: str
    acled: bool


def snippets(path: Path) -> Iterator[tuple[Snippet, Report]]:
    """The snippets with an odd id, in the order of the file."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if int(row["id"]) % 2 == 0:
                continue
            label = row["SubType"]
            snippet = Snippet(row["id"], TYPES.get(label, label), label in TYPES)
            yield snippet, as_report(f"case-{row['id']}", row["EventSnippet"])


def table_in(data: Path) -> Path:
    """The first table of snippets in this folder or in one right below it. Raises SettingError if there is none."""
    for path in sorted([*data.glob("*.tsv"), *data.glob("*/*.tsv")]):
        with path.open(encoding="utf-8", newline="") as lines:
            if set(COLUMNS) <= set(next(csv.reader(lines, delimiter="\t"), ())):
                return path
    raise missing(data, LAYOUT, PUBLISHED)


def type_chances(doc: Doc) -> dict[str, float]:
    """ACLED's types -> how much speaks for each as that of the whole snippet, by the first two rules above; nothing for
    a snippet without a word that can name an act.
    """
    seen = seen_words(doc)
    if not seen:
        return {}
    likely = act_chances(doc, seen)
    ruled = {t.head: t for t in find_triggers(doc)}
    names = [seen_type(doc, s, ruled.get(s.token) or unruled(doc, doc.tokens[s.token])) for s in seen]
    kinds = learned("types").classes
    answers = learned("types").answers(names, of_words(doc, [s.token for s in seen]))
    found = dict.fromkeys(TYPES.values(), 0.0)
    before = 0
    for chance, row in zip(likely, with_rules(answers, names, kinds), strict=True):
        for kind, p in zip(kinds, row, strict=True):
            name = CROSSWALK.get(kind, kind)
            if name in found:
                found[name] += chance * FADES**before * float(p)
        before += chance >= AT_LEAST
    return found


def main_type(chances: Mapping[str, float]) -> str:
    """The type that a snippet is about, by the third rule above; NOTHING where there are no chances."""
    likeliest = max(chances, key=lambda kind: (chances[kind], kind), default=NOTHING)
    degrees = next((each for each in DEGREES if likeliest in each), (likeliest,))
    return next((kind for kind in degrees if chances.get(kind, 0) >= HALF * chances.get(likeliest, 0)), likeliest)


def recorded_type(event: Assertion | None) -> str:
    """The ACLED type of an event, by the crosswalk where it has one of PLOVER's alone; NOTHING if it has none."""
    if event is None:
        return NOTHING
    return event.sub_event_type or CROSSWALK.get(event.interaction or "", NOTHING)


def main_event(assertions: Sequence[Assertion]) -> Assertion | None:
    """The event of the record that a snippet is about, by the last rule above; None if none has a type."""
    events = [each for each in assertions if each.type == "event" and recorded_type(each) != NOTHING]

    def rank(each: Assertion) -> tuple[bool, bool, int, str]:
        at = each.trigger or each.evidence
        happened = each.status == "actual" and each.polarity == "affirmed"
        inside = any(
            other is not each
            and other.evidence.contains(each.evidence)
            and other.evidence.end - other.evidence.start > each.evidence.end - each.evidence.start
            for other in events
        )
        return not happened, inside, at.start, each.assertion_id

    return min(events, key=rank, default=None)


def measure(run: Run) -> Measured:
    """Weighted F1 and accuracy of the snippet's type, over ACLED's types and over all."""
    path = table_in(run.data)
    pairs: list[tuple[Snippet, str]] = []
    recorded: list[tuple[Snippet, str]] = []
    faults: list[Fault] = []
    for snippet, doc, assertions in read_all(snippets(path), "CASE 2021 task 2", run):
        said, event = main_type(type_chances(doc)), main_event(assertions)
        pairs.append((snippet, said))
        recorded.append((snippet, recorded_type(event)))
        if said != snippet.type:
            others = {a.sub_event_type or a.interaction for a in assertions if a.type == "event"} - {said, None}
            trigger = event.trigger.exact if event and event.trigger else NOTHING
            also = f" read: {', '.join(sorted(map(str, others)))};" if others else ""
            words = f"({trigger};{also}) {' '.join(doc.report.text.split())}"
            faults.append(Fault(f"{snippet.type} as {said}", snippet.name, words))
    return Measured(
        benchmark="case",
        rows="types",
        figures={
            "ACLED's 25": _row([p for p in pairs if p[0].acled]),
            "all 30": _row(pairs),
            "ACLED's 25, as recorded": _row([p for p in recorded if p[0].acled]),
        },
        notes=(
            "F1 weighted by how often the gold has a type; a snippet's type is the likeliest over all its words, those",
            "told first count more, of the degrees of one thing the gravest; as recorded: the type of its first event",
        ),
        faults=tuple(faults),
    )


def _row(pairs: Sequence[tuple[Snippet, str]]) -> dict[str, Figure]:
    typed = [(snippet.type, said) for snippet, said in pairs]
    return {
        "snippets": len(typed),
        "typed": share(sum(said != NOTHING for _, said in typed), len(typed)),
        "accuracy": share(sum(gold == said for gold, said in typed), len(typed)),
        "weighted F1": weighted_f1(typed),
    }

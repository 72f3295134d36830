"""Airwars's classes of alleged civilian harm, suggested.

The rules, as Airwars publishes them (airwars.org, methodology): Confirmed, "a specific belligerent has accepted
responsibility for civilian harm"; Fair, "reported by two or more credible sources, with likely or confirmed near
actions by a belligerent"; Weak, "single source claim"; Contested, "competing claims of responsibility e.g. multiple
belligerents"; Discounted, "those killed were combatants, or other parties most likely responsible". They are tried in
the order Confirmed, Discounted, Contested, Fair, Weak. A denial alone makes nothing contested, as Airwars grades what a
party denies, too: it is told among the reasons.
"""

from __future__ import annotations

from dateline.merge.testimony import (
    Reliabilities,
    Telling,
    Testimony,
    independent,
    named,
    reliability,
    speaks_for,
)
from dateline.model.incident import Grade
from dateline.reference.grades import grade_table


def airwars(told: Testimony, held: Reliabilities) -> Grade | None:
    """The class that Airwars's rules suggest; None unless somebody says that people were harmed who are not said to be
    combatants.
    """
    harm = [t for t in told.claims if t.harmed & {"civilians", "people"}]
    if not harm:
        return None
    accepted = [t for t in harm if "civilians" in t.harmed and speaks_for(t.speaker, t.assertion.actor("actor1"))]
    reasons = _denials(told)
    if accepted:
        doers = ", ".join(dict.fromkeys(doer.name for t in accepted if (doer := t.assertion.actor("actor1"))))
        why = f"the side of {doers} says that it did this and that civilians were harmed: {named(accepted)}"
        return Grade(scheme="airwars", suggested="Confirmed", reasons=(why, *reasons))
    return _discounted(told, harm, reasons) or _contested(told, reasons) or _counted(told, harm, held, reasons)


def _denials(told: Testimony) -> list[str]:
    """Who denies it; that the accused do so is said apart."""
    doers = [doer for t in told.claims if (doer := t.assertion.actor("actor1"))]
    own = [t for t in told.denials if any(speaks_for(t.speaker, doer) for doer in doers)]
    others = [t for t in told.denials if t not in own]
    lines = (("denied by the accused side", own), ("denied by others", others))
    return [f"{how}: {named(those)}" for how, those in lines if those]


def _discounted(told: Testimony, harm: list[Telling], reasons: list[str]) -> Grade | None:
    """Only where nobody says that civilians were harmed: "people" may have been the combatants of the others."""
    if any("civilians" in t.harmed for t in harm):
        return None
    combatants = independent(t for t in told.claims if t.harmed == {"combatants"})
    if len(combatants) < max(grade_table().thresholds.discounting, len(independent(harm))):
        return None
    why = f"{len(combatants)} independent sources say that those harmed were combatants: {named(combatants)}"
    return Grade(
        scheme="airwars",
        suggested="Discounted",
        reasons=(why, f"nobody says that they were civilians, only that people were harmed: {named(harm)}", *reasons),
    )


def _contested(told: Testimony, reasons: list[str]) -> Grade | None:
    """Where different doers are named; who denies it and names nobody else is a reason, and no rival."""
    said_to_be = next((each.positions for each in told.incident.disagreements if each.about == "actor1"), ())
    rivals = [each for each in said_to_be if each.stance == "gives"]
    if len({each.value for each in rivals}) < 2:
        return None
    said = dict.fromkeys(f"{each.source or 'a report'} names {each.value}" for each in rivals)
    why = f"different doers are named: {'; '.join(said)}"
    return Grade(scheme="airwars", suggested="Contested", reasons=(why, *reasons))


def _counted(told: Testimony, harm: list[Telling], held: Reliabilities, reasons: list[str]) -> Grade:
    """Fair or Weak, by the number of credible sources."""
    table, every = grade_table(), independent(harm)
    judged = [(t, reliability(t, held)) for t in every]
    doubted = [(t, each) for t, each in judged if each and each.grade in table.not_credible]
    credible = [t for t, each in judged if not each or each.grade not in table.not_credible]
    fair = len(credible) >= table.thresholds.several
    if fair:
        why = [f"{len(credible)} independent sources tell of it: {named(credible)}"]
    else:
        why = [f"only one source tells of it: {named(credible)}" if credible else "no credible source tells of it"]
    for t, each in doubted:
        words = table.reliability[each.grade or ""]
        why.append(f"{t.source} is not counted: graded {each.grade}, {words}, by {each.decided_by}")
    if not any(t.assertion.actor("actor1") for t in told.claims):
        why.append("nobody says who did it")
    own = [t for t in told.claims if speaks_for(t.speaker, t.assertion.actor("actor1"))]
    if own:
        why.append(f"the doer's side says that it acted there, not that it harmed civilians: {named(own)}")
    return Grade(scheme="airwars", suggested="Fair" if fair else "Weak", reasons=(*why, *reasons))

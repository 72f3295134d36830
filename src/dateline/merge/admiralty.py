"""The Admiralty or NATO grade of an incident, suggested: reliability of the source A-F, credibility of the account 1-6.

The rules (AJP-2.1 / STANAG 2511, as in FM 2-22.3, appendix B): 1, "confirmed by other independent sources"; 2, "not
confirmed", but consistent with what else is told; 3, not confirmed and agrees with some of it; 4, doubtful, with no
other account of it; 5, improbable, "contradicted by other information"; 6, "no basis exists". The two are judged apart:
a reliable source does not make its account credible. Reliability is what a person holds of the sources, and is never
worked out.
"""

from __future__ import annotations

from dateline.merge.testimony import Reliabilities, Testimony, independent, named, reliability
from dateline.model.incident import Grade
from dateline.reference.grades import grade_table


def admiralty(told: Testimony, held: Reliabilities) -> Grade:
    """The two characters, such as "B2", with the reasons for each."""
    letter, whose = _reliability(told, held)
    figure, why = _credibility(told)
    return Grade(scheme="admiralty", suggested=letter + figure, reasons=(*why, whose))


def _credibility(told: Testimony) -> tuple[str, list[str]]:
    table = grade_table()
    if not told.claims:
        return "6", ["nobody says that it happened: it is only planned, supposed or denied"]
    sources, deniers = independent(told.claims), independent(told.denials)
    why = [f"{len(sources)} independent sources tell of it: {named(sources)}"]
    if len(sources) == 1:
        why = [f"only one source tells of it: {named(sources)}"]
    if deniers:
        why.append(f"denied by {named(deniers)}")
    if len(deniers) >= table.thresholds.denying and len(deniers) > len(sources):
        return "5", why
    certainties = {t.assertion.certainty for t in told.claims}
    sure, unknown = "certain" in certainties, certainties == {"unknown"}
    if not sure:
        why.append(f"nobody is certain of it: {', '.join(sorted(certainties))}")
    if len(sources) >= table.thresholds.several:
        return ("1" if sure and not deniers else "2"), why
    if unknown:
        return "6", why
    return ("4" if deniers or certainties <= {"possible", "unknown"} else "3"), why


def _reliability(told: Testimony, held: Reliabilities) -> tuple[str, str]:
    """The best of its sources, as a person graded them; F, "cannot be judged", where nobody did."""
    graded = [(judged.grade or "F", t, judged) for t in told.claims if (judged := reliability(t, held))]
    if not graded:
        return "F", "nobody has graded the reliability of its sources"
    letter, telling, judged = min(graded, key=lambda each: each[0])
    carried = f" in {telling.publisher}" if telling.publisher and telling.publisher != telling.source else ""
    words = grade_table().reliability[letter]
    return letter, f"{telling.source}{carried} is {words} ({letter}), by {judged.decided_by} on {judged.decided_at}"

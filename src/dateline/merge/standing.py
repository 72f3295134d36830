"""What persons hold about pairs. A person's word always wins over the rule's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.merge.cluster import Pair
from dateline.merge.summarise import incident_id_of
from dateline.model.judgement import Judgement


def held(standing: Sequence[Judgement], ids: Mapping[int, str]) -> tuple[list[Pair], list[Pair]]:
    """(same, different): pairs of numbers of accounts that persons hold to be the same or different. ids: by number.

    A side may be an assertion or an incident, which stands for the assertion that founded it. Of several judgements
    on one pair the latest counts. Judgements that are withdrawn, unsure, made by a rule or about ids that are not
    here count for nothing. The same pairs come latest first: if they contradict a "different", the latest stand.
    """
    persons = [j for j in standing if j.withdrawn_at is None and not j.decided_by.startswith("rules/")]
    named = {side for j in persons for side in (j.left, j.right)}
    at = {each: n for n, each in ids.items() if each in named}
    if any(side.startswith("i_") for side in named):
        at |= {incident: n for n, each in ids.items() if (incident := incident_id_of(each)) in named}
    latest: dict[Pair, Judgement] = {}
    for each in sorted(persons, key=lambda j: j.order):
        left, right = at.get(each.left), at.get(each.right)
        if left is not None and right is not None and left != right:
            latest[min(left, right), max(left, right)] = each
    newest = sorted(latest.items(), key=lambda item: item[1].order, reverse=True)
    return (
        [pair for pair, each in newest if each.verdict == "same"],
        [pair for pair, each in newest if each.verdict == "different"],
    )

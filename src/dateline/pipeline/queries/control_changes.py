"""Where claims of who holds a place came or went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from dateline.pipeline.change_views import ControlChange
from dateline.pipeline.views import ControlLine
from dateline.values.names import fold

HOLDS: Final = frozenset({"held", "captured"})
"""The states of which the holder is said to hold the place."""


def control_changes(
    before: Iterable[ControlLine], after: Iterable[ControlLine], doubted: Mapping[str, str]
) -> tuple[ControlChange, ...]:
    """One change for each place about which the two lists differ, in the order of the lists.

    doubted: id of a claim -> denied, planned or hypothetical: such a claim makes nobody a holder.
    """
    former, present = _by_place(before), _by_place(after)
    found = []
    for place in sorted(former.keys() | present.keys()):
        old, new = former.get(place, []), present.get(place, [])
        ids = {line.assertion_id for line in old}, {line.assertion_id for line in new}
        added = tuple(line for line in new if line.assertion_id not in ids[0])
        gone = tuple(line for line in old if line.assertion_id not in ids[1])
        if added or gone:
            found.append(
                ControlChange(
                    place=(new or old)[0].place,
                    former=tuple(old),
                    added=added,
                    gone=gone,
                    doubted={
                        each.assertion_id: doubted[each.assertion_id]
                        for each in (*old, *new)
                        if each.assertion_id in doubted
                    },
                    holders_former=_holders(old, doubted),
                    holders_present=_holders(new, doubted),
                    since=min((line.since for line in added), default=None),
                )
            )
    return tuple(found)


def _by_place(lines: Iterable[ControlLine]) -> dict[tuple[str, str], list[ControlLine]]:
    found: defaultdict[tuple[str, str], list[ControlLine]] = defaultdict(list)
    for line in lines:
        name = fold(line.place.name or line.place.as_written)
        found[(name, line.place.place_id or "")].append(line)
    return found


def _holders(lines: Iterable[ControlLine], doubted: Mapping[str, str]) -> tuple[str, ...]:
    """Who is said to hold or to have taken it, each once."""
    return tuple(
        dict.fromkeys(
            line.holder.name
            for line in lines
            if line.holder and line.state in HOLDS and line.assertion_id not in doubted
        )
    )

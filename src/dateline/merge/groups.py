"""Which counts are of the same: the measure, the group counted, whose they are, and what is part of what."""

from __future__ import annotations

import re

import msgspec

from dateline.merge.words import fold, group_of
from dateline.model.assertion import Assertion, Toll

_LEADING = re.compile(
    r"^(?:(?:of|them|whom|these|those|the|their|its|more|other|others|another|further|local|additional|different|separate"
    r"|gunshot|shooting)\s+)+"
)
_TRAILING = re.compile(r"(?:^|\s+)(?:(?:critically|seriously|badly)\s+)?(?:shot|hurt|wounded|injured|dead|killed)$")
"""As in the headlines "5 Shot", "Two Men Dead": what became of them, not who they are."""
_SAME_GROUP = {
    "child": "children", "minors": "children", "minor": "children", "kids": "children", "woman": "women", "man": "men",
    "civilian": "civilians", "soldier": "soldiers", "servicemen": "soldiers", "serviceman": "soldiers",
    "troops": "soldiers",
    "residents": "", "resident": "", "them": "", "inhabitants": "", "wounded": "", "injured": "", "casualty": "",
    "death": "", "victim": "", "individuals": "", "others": "", "other": "", "none": "",
}  # fmt: skip
"""Words for one group, or for all who were counted ("")."""


class Counted(msgspec.Struct, frozen=True, order=True):
    """What a toll counts. part: it is told as part of a greater count, which it must not be added to."""

    measure: str
    of: str
    country: str
    per: str
    part: bool

    @property
    def key(self) -> str:
        """Its key in an incident: "killed", "killed: children", "attacks per day", "killed: RUS soldiers"."""
        rate = f" per {self.per}" if self.per else ""
        group = " ".join(each for each in (self.country, self.of) if each)
        if self.part and not self.of:
            group = f"{group} part of them".strip()
        return f"{self.measure}{rate}: {group}" if group else f"{self.measure}{rate}"

    @property
    def whole(self) -> str | None:
        """The key of the count that a part or a group is part of."""
        if not (self.part or self.of):
            return None
        return Counted(self.measure, "", self.country, self.per, False).key


def same_group(of: str | None) -> str:
    """The group that words count, one for all its names: "four of them children" are children; "" for everybody."""
    group = group_of(_TRAILING.sub("", _LEADING.sub("", fold(of or ""))))
    return _SAME_GROUP.get(group, group)


def counted(toll: Toll, assertion: Assertion) -> Counted:
    """What this toll of the assertion counts."""
    same = same_group(toll.of)
    including = (other for other in assertion.tolls if other is not toll and other.measure == toll.measure)
    part = not same and any(toll.as_written in other.includes for other in including)
    return Counted(toll.measure, same, toll.country or "", toll.per or "", part)

"""What differs between the record at the end of one day and at the end of another."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from dateline.model.assertion import PlaceRef
from dateline.model.incident import Disagreement, Incident, Position, TollPositions
from dateline.pipeline.views import ControlLine, ReportHead

Slot = Literal["type", "date", "place", "actor1", "actor2"]
HowChanged = Literal["new", "changed", "told again", "merged", "split", "regrouped", "gone"]


class ValueChange(msgspec.Struct, frozen=True, kw_only=True):
    """A value of an incident that is another one now, in words; null: none. assertion_ids: the new accounts that give
    it, or all new accounts where it follows from them together.
    """

    about: Slot
    former: str | None
    present: str | None
    assertion_ids: tuple[str, ...]


class TollChange(msgspec.Struct, frozen=True, kw_only=True):
    """One measure of an incident, formerly and now (of each incident, where several are involved; none: not given).

    added, gone: the positions that are there only now, or only were there formerly, each with who gives it.
    """

    measure: str
    former: tuple[TollPositions, ...]
    present: tuple[TollPositions, ...]
    added: tuple[Position, ...]
    gone: tuple[Position, ...]


class IncidentChange(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="incident change"):
    """Incidents before and after that have accounts in common.

    change: new (none before), gone (none after), merged (several became one), split (one became several), regrouped
    (several became several others), changed (a value, toll or disagreement differs), told again (only more accounts).
    added, dropped: ids of the accounts that came and went; reports: those of the accounts that came.
    disagreements: those that were not there, or not about this. since: the day from which the change was known: the
    first new account's, else that of the person's decision behind it; null where no such decision is stored.
    """

    change: HowChanged
    former: tuple[Incident, ...]
    present: tuple[Incident, ...]
    values: tuple[ValueChange, ...]
    tolls: tuple[TollChange, ...]
    disagreements: tuple[Disagreement, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    reports: tuple[str, ...]
    since: str | None


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """An assertion in short. said_by: null where the report says it or nobody is named."""

    assertion_id: str
    report_id: str
    said_by: str | None
    quote: str
    known_from: str


class DisputeChange(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="dispute change"):
    """A claim that another assertion stands against now and did not formerly (new), or no longer does (gone).

    since: the day from which both were known; of one that is gone, that of the person's decision behind it.
    """

    change: Literal["new", "gone"]
    claim: Told
    against: Told
    incident_id: str | None
    since: str | None


class ControlChange(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="control change"):
    """A place about which claims came or went.

    former: all claims of before. doubted: id of a claim -> denied, planned or hypothetical, if it is.
    holders_former, holders_present: who is said to hold or have taken it, in the order in which that was first known;
    a doubted claim makes nobody a holder. since: the day of the first new claim.
    """

    place: PlaceRef
    former: tuple[ControlLine, ...]
    added: tuple[ControlLine, ...]
    gone: tuple[ControlLine, ...]
    doubted: dict[str, str]
    holders_former: tuple[str, ...]
    holders_present: tuple[str, ...]
    since: str | None

    @property
    def changed_hands(self) -> bool:
        """Whether others are said to hold the place than before."""
        return set(self.holders_former) != set(self.holders_present)


class Withdrawal(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="withdrawal"):
    """A report that a person has withdrawn: it counts for nothing from the day `at` on. assertion_ids: what it said."""

    judgement_id: str
    report: ReportHead
    by: str
    at: str
    note: str | None
    assertion_ids: tuple[str, ...]


Change = IncidentChange | DisputeChange | ControlChange | Withdrawal
"""One line of `dateline diff --json`."""


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """All that differs between the ends of two days. reports: those that became known in between."""

    from_day: date
    to_day: date
    reports: tuple[ReportHead, ...]
    incidents: tuple[IncidentChange, ...]
    disputes: tuple[DisputeChange, ...]
    control: tuple[ControlChange, ...]
    withdrawals: tuple[Withdrawal, ...]

    def of(self, how: HowChanged) -> tuple[IncidentChange, ...]:
        """The incidents that changed in this way."""
        return tuple(each for each in self.incidents if each.change == how)

    def rows(self) -> tuple[Change, ...]:
        """Every change, in the order of the sections."""
        return (*self.incidents, *self.disputes, *self.control, *self.withdrawals)

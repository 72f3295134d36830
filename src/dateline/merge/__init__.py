"""Which assertions tell of one occurrence: blocks, named levels, judgements, incidents. Pure: no I/O, no clock."""

from dateline.merge.account import ReportHead
from dateline.merge.events import Merged, merge_events
from dateline.merge.grades import Grading, graded

__all__ = ["Grading", "Merged", "ReportHead", "graded", "merge_events"]

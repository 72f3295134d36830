"""What reviewing answers with. Command line, Python and HTTP show the same structs."""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.model.assertion import Assertion
from dateline.model.judgement import Judgement
from dateline.pipeline.views import Context, ReportHead

Order = Literal["doubt", "consequence", "report"]
State = Literal["unreviewed", "all"]


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """A word that was stored. assertion: the one that it leaves standing (a correction, one that was added, the
    one that is right); null for one that is rejected, or when a word is taken back. pending: whether `apply` is
    still to come.
    """

    judgement: Judgement
    assertion: Assertion | None = None
    pending: bool = True


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why an assertion stands where it does in the queue. about: doubt or consequence.

    rule: its name, as docs/review.md has it. weight: for doubt the chance (0 to 1) that this alone gives for a
    mistake; for consequence what it adds.
    """

    about: Literal["doubt", "consequence"]
    rule: str
    words: str
    weight: float


class QueueItem(msgspec.Struct, frozen=True, kw_only=True):
    """An assertion to be reviewed, with its report and its sentence.

    doubt: 0 (sure) to 1. consequence: 0 or more; what a mistake in it would do. reasons: the weightiest first.
    reviews: people's words on it, the earliest first, withdrawn ones among them. state: of the latest that holds, one
    that is not applied yet among them. pending: whether there is such a one.
    """

    assertion: Assertion
    report: ReportHead
    context: Context
    doubt: float
    consequence: float
    reasons: tuple[Reason, ...]
    reviews: tuple[Judgement, ...] = ()
    state: str = "unreviewed"
    pending: bool = False


class Pending(msgspec.Struct, frozen=True, kw_only=True):
    """People's words that the derived layer does not follow yet, or that were taken back since it was made."""

    judgements: tuple[Judgement, ...]


class Applied(msgspec.Struct, frozen=True, kw_only=True):
    """What `apply` made again: from which ISO day on (null: all of it), and why. words: how many became effective."""

    since: str | None
    why: str
    words: int


class Differing(msgspec.Struct, frozen=True, kw_only=True):
    """An assertion (or a slot of it) on which reviewers differ. unit: the assertion that was judged first."""

    unit: str
    report_id: str
    slot: str
    values: dict[str, str]


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two reviewers: units that both judged, how many alike, and alpha of their verdicts (null: it cannot be told)."""

    left: str
    right: str
    units: int
    alike: int
    alpha: float | None


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """How far reviewers agree. units: assertions that two or more of them judged.

    alpha: Krippendorff's, nominal, of the verdict and of each slot that somebody gave; null where nothing varies or
    nothing was judged twice. counted: the units behind each alpha. differing: where they differ.
    """

    reviewers: tuple[str, ...]
    units: int
    alpha: dict[str, float | None]
    counted: dict[str, int]
    pairs: tuple[Pair, ...]
    differing: tuple[Differing, ...]


class GoldFile(msgspec.Struct, frozen=True, kw_only=True):
    """One report as a gold case. path: the YAML file; text: the file with the report's text; claims: how many.

    left_out: assertions whose words stand earlier in the report, too: gold could not tell which is meant.
    """

    path: str
    text: str
    claims: int
    left_out: int = 0

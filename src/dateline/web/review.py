"""The routes of review: the queue, people's words, what they agree on, and the record made to follow them.

Only there where the server was started with `--review`. A word is stored at once; `applying` does the rest.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final

from litestar import Request, Response, Router, post
from litestar.datastructures import State
from litestar.params import JSONBody, PathParameter, QueryParameter

from dateline.model.errors import SettingError
from dateline.model.gazetteer import Entry
from dateline.model.judgement import Judgement
from dateline.pipeline import review
from dateline.pipeline.queries import Page
from dateline.pipeline.review import Agreement, Decided, QueueItem, Word
from dateline.pipeline.review.given import gazetteer as gazetteers
from dateline.pipeline.review.pairing import pair, take_back
from dateline.pipeline.review.views import Order
from dateline.pipeline.review.views import State as Which
from dateline.store import Record
from dateline.web.applying import Applying
from dateline.web.entry import Session, session_of
from dateline.web.given import LONGEST_ID, Paired, Reviewed, bounded
from dateline.web.opened import reading, record_of
from dateline.web.parameters import Limit, only
from dateline.web.refusals import Refused
from dateline.web.sessions import Door, reviewer, reviewing, token_given

Asked = Request[Any, Any, Any]

_give = partial(post, sync_to_thread=True)

Cursor = Annotated[str | None, QueryParameter(max_length=LONGEST_ID, description="The `next` of the page before.")]
OneReport = Annotated[str | None, QueryParameter(max_length=LONGEST_ID, description="Only what this report says.")]
Of = Annotated[str | None, QueryParameter(max_length=LONGEST_ID, description="Whose words; a name.")]
AlsoBy = Annotated[
    str | None,
    QueryParameter(max_length=LONGEST_ID, description="Leave out what this person has judged, not what others have."),
]
About = Annotated[str | None, QueryParameter(max_length=LONGEST_ID, description="On what: an id.")]
Sorting = Annotated[Order, QueryParameter(description="What comes first.")]
Show = Annotated[Which, QueryParameter(name="state", description="`all`: also what has been judged.")]
PlaceName = Annotated[
    str, QueryParameter(min_length=1, max_length=200, description="A place by any of its names, or how one begins.")
]
JudgementId = Annotated[str, PathParameter(max_length=LONGEST_ID, description="As the list of judgements gives it.")]


_KNOWN: Final = frozenset({"order", "report", "state", "reviewer", "limit", "after", "by", "about", "q"})


@reading("/review/queue")
def queue(  # noqa: PLR0913 - one parameter a query parameter
    state: State, order: Sorting = "doubt", report: OneReport = None, show: Show = "unreviewed",
    reviewer: AlsoBy = None, limit: Limit = 50, after: Cursor = None,
) -> Page[QueueItem]:  # fmt: skip
    """Assertions to review, those first that are most doubtful or on which most hangs, with the reasons."""
    with record_of(state) as record:
        return review.queue(record, order=order, report=report, state=show, reviewer=reviewer, limit=limit, after=after)


@_give("/review", status_code=HTTPStatus.CREATED)
def decide(request: Asked, state: State, data: JSONBody[Reviewed]) -> Decided:
    """Accepts, rejects or corrects an assertion, or adds one that reading missed. Stored at once, applied soon."""
    return _stored(request, state, data.note, _decision(data))


@_give("/judgements", status_code=HTTPStatus.CREATED)
def judge(request: Asked, state: State, data: JSONBody[Paired]) -> Decided:
    """Says that two accounts, incidents or names are the same, or different. Stored at once, applied soon."""
    return _stored(
        request, state, data.note, lambda record, word: pair(record, data.verdict, data.left, data.right, word)
    )


@_give("/judgements/{judgement_id:str}/undo", status_code=HTTPStatus.OK)
def undo(request: Asked, state: State, judgement_id: JudgementId) -> Decided:
    """Takes a person's word back: it stays stored, and what was before it holds again."""
    return _stored(request, state, None, lambda record, word: take_back(record, judgement_id, word))


@reading("/judgements")
def judgements(
    state: State, by: Of = None, about: About = None, report: OneReport = None, limit: Limit = 50, after: Cursor = None
) -> Page[Judgement]:
    """What people have judged, the latest first, words that were taken back among them."""
    with record_of(state) as record:
        return review.history(record, by=by, about=about, report=report, limit=limit, after=after)


@reading("/review/agreement")
def agreement(state: State) -> Agreement:
    """How far reviewers agree on what two or more of them judged: Krippendorff's alpha."""
    with record_of(state) as record:
        return review.agreement(record)


@reading("/review/gold", media_type="application/zip")
def gold(state: State) -> Response[bytes]:
    """What people accepted, put right and added, as gold cases: a zip of YAML files and texts."""
    with TemporaryDirectory() as folder, record_of(state) as record:
        review.gold(record, Path(folder))
        packed = _zipped(Path(folder))
    named = {"content-disposition": 'attachment; filename="gold.zip"'}
    return Response(packed, media_type="application/zip", headers=named)


@_give("/review/apply", status_code=HTTPStatus.ACCEPTED)
def apply(request: Asked, state: State) -> Session:
    """Makes incidents, control and all else follow the words given so far, without waiting; answers as the session."""
    state.applying.now()
    return session_of(request, state)


@reading("/gazetteer")
def gazetteer(q: PlaceName) -> tuple[Entry, ...]:
    """Places of this name, then those with a name that begins so, each the largest first; 20 at most. With where they
    lie and how finely each is known.
    """
    return tuple(gazetteers().search(q))


def review_router() -> Router:
    """All routes of review, guarded: reviewing is on, the token is there, a reviewer with a name gives the word."""
    giving = Router(path="/", route_handlers=[decide, judge, undo, apply], guards=[token_given, reviewer])
    return Router(
        path="/api/v1",
        route_handlers=[queue, judgements, agreement, gold, gazetteer, giving],
        guards=[reviewing],
        before_request=only(_KNOWN),
    )


def _decision(given: Reviewed) -> Callable[[Record, Word], Decided]:
    """What is to be stored. Raises SettingError where the verdict lacks what it is about."""
    wanted = {"missed": ("report_id", "assertion"), "corrected": ("assertion_id", "assertion")}
    needed = wanted.get(given.verdict, ("assertion_id",))
    fields = ("assertion_id", "report_id", "assertion")
    got = tuple(each for each in fields if getattr(given, each) is not None)
    if set(got) - {"report_id"} - set(needed) or set(needed) - set(got):
        raise SettingError(
            f"{given.verdict!r} with {', '.join(got) or 'nothing'}",
            where="verdict",
            remedy=f"Give {' and '.join(needed)} with it.",
        )
    assertion = bounded(given.assertion or {})
    about = given.assertion_id or given.report_id or ""
    if given.verdict == "corrected":
        return lambda record, word: review.correct(record, about, assertion, word)
    if given.verdict == "missed":
        return lambda record, word: review.add_missed(record, given.report_id or "", assertion, word)
    one = review.accept if given.verdict == "right" else review.reject
    return lambda record, word: one(record, about, word)


def _stored(request: Asked, state: State, note: str | None, give: Callable[[Record, Word], Decided]) -> Decided:
    """Stores a word of whoever asks, and has it applied soon."""
    door: Door = state.door
    applying: Applying = state.applying
    user = door.user(request)
    if user is None:  # the guard has let nobody else in
        raise Refused(HTTPStatus.FORBIDDEN, "nobody gives this word", remedy="Say who you are.")
    with applying.giving_way(), Record.open(state.record_path, write=True) as record:
        decided = give(record, Word(by=user.name, note=note))
    applying.soon()
    return decided


def _zipped(folder: Path) -> bytes:
    """All files of a folder; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix())
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    return out.getvalue()

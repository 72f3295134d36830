"""What the page asks for first is there before it asks, and again after the record has changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from review_client import Person
from web_server import serving

import made_record
from dateline.pipeline.queries import Filters
from dateline.store import Record
from dateline.web import create_app, days
from dateline.web.desk import FEEDS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "warm.sqlite"
    with Record.open(path, create=True) as record:
        made_record.fill(record)
    return path


def _there(path: Path) -> bool:
    with Record.open(path) as record:
        return FEEDS.peek(record, Filters()) is not None


def test_the_first_answers_are_there_before_anybody_asks(path: Path) -> None:
    assert not _there(path)
    app = create_app(path)
    with serving(app):
        assert app.state.warming.wait(30)
        assert _there(path)


def test_the_brief_of_the_last_day_is_there(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(path)
    with serving(app) as address, Person(address) as anna:
        assert app.state.warming.wait(30)

        def made_now(*_: object, **__: object) -> None:
            raise AssertionError("the brief is made when it is asked for")

        monkeypatch.setattr(days, "made_brief", made_now)
        last = anna.get("overview")["last_known"][:10]
        assert anna.get("brief", day=last)["day"] == last


def test_they_are_made_again_when_words_have_been_applied(path: Path) -> None:
    app = create_app(path, review=True, reviewer="Anna")
    with serving(app) as address, Person(address) as anna:
        assert app.state.warming.wait(30)
        anna.post("review", {"verdict": "wrong", "assertion_id": made_record.wire()[1][0].assertion_id})
        assert anna.applied()["failed"] is None
        assert app.state.warming.wait(30)
        assert _there(path)


def test_a_kept_brief_gives_way_to_a_word_that_was_applied(path: Path) -> None:
    app = create_app(path, review=True, reviewer="Anna")
    told = made_record.wire()[1][0]
    with serving(app) as address, Person(address) as anna:
        day = anna.get("overview")["last_known"][:10]
        asked = {"day": day, "since": "2000-01-01"}
        before = anna.get("brief", **asked)
        assert any(each["assertion_id"] == told.assertion_id for each in before["citations"])
        assert anna.get("brief", **asked) == before
        anna.post("review", {"verdict": "wrong", "assertion_id": told.assertion_id})
        assert anna.applied()["failed"] is None
        after = anna.get("brief", **asked)
        assert not any(each["assertion_id"] == told.assertion_id for each in after["citations"])


def test_a_record_that_goes_away_is_no_fault(path: Path) -> None:
    app = create_app(path)
    path.unlink()
    with serving(app):
        assert app.state.warming.wait(30)

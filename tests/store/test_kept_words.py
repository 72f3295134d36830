"""Common words are found as all others are; of two who ask the same at once one waits for the other."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import made_record
from dateline.store import Record
from dateline.store.kept import Kept
from dateline.store.search import match_pieces
from dateline.store.words import finding, look_up_common

ASKED = (
    "the",
    "killed",
    "kill",
    "Kherson",
    "the killed",
    '"killed three"',
    "kill*",
    "the kill*",
    "nowhere",
    "the none",
)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "words.sqlite", create=True) as record:
        made_record.fill(record)
        yield record


def test_words_that_were_looked_up_beforehand_find_what_they_found_before(record: Record) -> None:
    before = {text: finding(record, match_pieces(text)) for text in ASKED}
    look_up_common(record, at_least=1)
    assert before["the"].any()
    for text, found in before.items():
        assert np.array_equal(finding(record, match_pieces(text)), found), text


def test_two_who_ask_at_once_share_one_answer(record: Record) -> None:
    kept, asked, begun = Kept[int](2), list[int](), threading.Event()

    def answer() -> int:
        begun.set()
        time.sleep(0.1)
        asked.append(1)
        return len(asked)

    with ThreadPoolExecutor(4) as many:
        found = list(many.map(lambda _: kept.get(record, "question", answer), range(4)))
    assert begun.is_set()
    assert found == [1, 1, 1, 1]


def test_who_waits_for_an_answer_that_fails_works_it_out_anew(record: Record) -> None:
    kept, tries = Kept[int](2), list[int]()

    def answer() -> int:
        tries.append(1)
        if len(tries) == 1:
            time.sleep(0.1)
            raise ValueError("the first fails")
        return 7

    def ask(_: int) -> int | None:
        try:
            return kept.get(record, "question", answer)
        except ValueError:
            return None

    with ThreadPoolExecutor(2) as many:
        assert sorted(many.map(ask, range(2)), key=str) == [7, None]
    assert kept.peek(record, "question") == 7

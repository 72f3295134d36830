"""The application over the made record with a hostile report added, in this process and on a real port."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import hostile_record
import pytest
from browsing import Visit, launched
from litestar import Litestar
from litestar.testing import TestClient
from playwright.sync_api import Browser, sync_playwright
from web_server import serving

import made_record
from dateline.store import Record
from dateline.web import create_app


@pytest.fixture(scope="session")
def record_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "web.sqlite"
    with Record.open(path, create=True) as record:
        made_record.fill(record)
        hostile_record.add_hostile(record)
    return path


@pytest.fixture(scope="session")
def client(record_file: Path) -> Iterator[TestClient[Litestar]]:
    with TestClient(create_app(record_file), base_url="http://127.0.0.1") as opened:
        yield opened


@pytest.fixture(scope="session")
def address(record_file: Path) -> Iterator[str]:
    """Where the application answers over HTTP."""
    with serving(create_app(record_file)) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield launched(playwright)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """A visit of a reader with a wide screen, who must not meet a fault."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, locale="en-GB")
    made = Visit(context, address)
    yield made
    made.check()
    context.close()

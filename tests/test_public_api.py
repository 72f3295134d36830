"""`import dateline` is the one door: what it offers, what each name is, and that opening it costs nothing."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import dateline

MOST = 20
"""Names. A door with more is a wall with holes."""


def test_what_is_offered_is_what_is_there() -> None:
    assert list(dateline.__all__) == sorted(dateline.__all__)
    assert set(dateline.__all__) == set(dateline._HOMES)
    assert len(set(dateline.__all__)) == len(dateline.__all__) <= MOST


@pytest.mark.parametrize("name", dateline.__all__)
def test_a_public_name_is_found_at_its_home_and_says_what_it_is(name: str) -> None:
    found = getattr(dateline, name)
    home = sys.modules[dateline._HOMES[name]]
    assert getattr(home, name) is found
    assert found.__name__ == name
    documented = (inspect.getdoc(found) or "").strip()
    assert len(documented) > 20
    assert found.__doc__ is not None, "the docstring is inherited: it says nothing of this name"


@pytest.mark.parametrize("name", [each for each in dateline.__all__ if inspect.isfunction(getattr(dateline, each))])
def test_a_public_function_is_annotated_in_full(name: str) -> None:
    signature = inspect.signature(getattr(dateline, name))
    assert signature.return_annotation is not inspect.Signature.empty
    assert [p.name for p in signature.parameters.values() if p.annotation is inspect.Parameter.empty] == []


def test_no_public_name_is_that_of_a_part_of_the_package() -> None:
    """Python would put the module in the name's place as soon as anything imports it."""
    parts = {path.stem for path in Path(dateline.__path__[0]).iterdir()}
    assert parts & set(dateline.__all__) == set()


def test_type_checkers_see_the_same_names() -> None:
    source = inspect.getsource(dateline)
    under = source[source.index("if TYPE_CHECKING:") : source.index("__version__ =")]
    block = ast.parse(under).body[0]
    imported = {name.name for each in ast.walk(block) if isinstance(each, ast.ImportFrom) for name in each.names}
    assert imported == set(dateline.__all__)


def test_an_unknown_name_says_which_are_known() -> None:
    with pytest.raises(AttributeError, match=r"dateline has no name 'evnets'; it has .*events"):
        _ = dateline.evnets  # type: ignore[attr-defined]


def test_importing_costs_nothing() -> None:
    program = "import sys; before = set(sys.modules); import dateline; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "dateline" in loaded
    assert loaded & {"spacy", "numpy", "sqlite3", "msgspec", "yaml", "ahocorasick", "trafilatura", "litestar"} == set()
    assert {each for each in loaded if each.startswith("dateline.")} == set()

"""What the layer contracts cannot see: sizes, names, docstrings, sources of data, addresses that are nobody's business.

Imports are checked by `make layers`.
"""

from __future__ import annotations

import ast
import io
import re
import subprocess
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from dateline.extract import EXTRACTORS
from dateline.extract.triggers import known_needs
from dateline.reference.tables import read_tsv, read_yaml

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "dateline"
DATA = SOURCE / "reference" / "data"
MODULES = sorted(SOURCE.rglob("*.py"))
EXTRACTOR_LIST = Path(__file__).with_name("extractors.txt")

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
MOST_PARAMETERS = 6
EMPTY_NAMES = {
    "util",
    "utils",
    "manager",
    "helper",
    "helpers",
    "process",
    "processor",
    "misc",
    "common",
    "data2",
    "info",
}
PRINTING = ("cli",)

MACHINE_PATH = re.compile(r"(^|[^A-Za-z0-9_./-])/(work|root|home/[a-z]+|tmp)/")
DOWNLOAD = re.compile(
    r"--(?:extra-)?index-url|\"resolved\":\s*\"http|registry\.npm"
    + r"js\.org|pypi\."
    + r"org/simple|files\.python"
    + r"hosted"
)
"""Written in pieces, so that this file is not what it looks for."""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (each for each in ast.walk(tree(path)) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef))


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that belongs to the repository and holds text."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:  # an unpacked archive has no index: look at what is shipped
        found = [
            path
            for folder in ("src", "tests", "docs", "cases", "bench", "scripts")
            for path in (ROOT / folder).rglob("*")
        ]
    else:
        found = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return tuple(path for path in found if path.is_file() and b"\0" not in path.read_bytes()[:4096])


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """FILE:LINE of every line of the repository in which the pattern is found."""
    return [
        f"{name_of(path)}:{n}"
        for path in tracked()
        for n, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1)
        if pattern.search(line)
    ]


def test_there_is_something_to_check() -> None:
    assert len(MODULES) > 100
    assert Path(__file__) in tracked()


def test_every_module_says_what_it_is_for() -> None:
    assert [name_of(path) for path in MODULES if not ast.get_docstring(tree(path))] == []


def test_no_file_is_too_long_to_read_at_once() -> None:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: n for name, n in lengths.items() if n > LONGEST_FILE} == {}


def test_no_function_is_too_long_to_take_in() -> None:
    lengths = {
        f"{name_of(path)}:{each.name}": (each.end_lineno or 0) - each.lineno + 1
        for path in MODULES
        for each in functions(path)
    }
    assert {name: n for name, n in lengths.items() if n > LONGEST_FUNCTION} == {}


def test_names_say_something() -> None:
    modules = [name_of(path) for path in MODULES if EMPTY_NAMES & set(path.stem.lower().split("_"))]
    classes = [
        f"{name_of(path)}:{each.name}"
        for path in MODULES
        for each in ast.walk(tree(path))
        if isinstance(each, ast.ClassDef) and EMPTY_NAMES & set(re.findall(r"[a-z]+\d*", each.name.lower().strip("_")))
    ]
    camel = [
        f"{name_of(path)}:{each.name}"
        for path in MODULES
        for each in ast.walk(tree(path))
        if isinstance(each, ast.ClassDef) and re.search(r"(?:Manager|Helper|Utils?|Processor|Info)$", each.name)
    ]
    assert [*modules, *classes, *camel] == []


def test_only_the_command_line_prints() -> None:
    printing = [
        f"{name_of(path)}:{each.lineno}"
        for path in MODULES
        if path.relative_to(SOURCE).parts[0] not in PRINTING and not entry_point(path)
        for each in ast.walk(tree(path))
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id == "print"
    ]
    assert printing == []


def entry_point(path: Path) -> bool:
    """Whether a module is a command of its own (`python -m dateline.x`): then it may tell what it did."""
    return '__name__ == "__main__"' in path.read_text("utf-8")


def test_no_path_of_somebodys_machine() -> None:
    assert lines_with(MACHINE_PATH) == []
    assert MACHINE_PATH.search("see /" + "home/anna/notes")
    assert not MACHINE_PATH.search("https://example.org/work/report")


def test_no_address_that_packages_come_from() -> None:
    assert lines_with(DOWNLOAD) == []
    assert DOWNLOAD.search("--index" + "-url x")


def test_no_comment_puts_work_off() -> None:
    put_off = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
    found = [
        f"{name_of(path)}:{token.start[0]}"
        for path in MODULES
        for token in tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline)
        if token.type == tokenize.COMMENT and put_off.search(token.string)
    ]
    assert found == []


DATA_FILES = sorted([*DATA.rglob("*.yaml"), *DATA.rglob("*.tsv"), *DATA.glob("*.txt")])
WHENCE = re.compile(
    r"\b(?:source|sources|from|after|read off|made by|names and ids|the project's own|own list|codebook)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("path", DATA_FILES, ids=lambda path: path.relative_to(DATA).as_posix())
def test_packaged_knowledge_names_its_source(path: Path) -> None:
    head = []
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            break
        head.append(line)
    assert head, "the file does not begin with a comment that says what it is"
    assert WHENCE.search("\n".join(head)) or every_row_has_a_source(path), "nothing says where the knowledge is from"


def every_row_has_a_source(path: Path) -> bool:
    if path.suffix != ".tsv":
        return False
    rows = read_tsv(path.relative_to(DATA).as_posix())
    return bool(rows) and all(row.get("source") for row in rows)


def test_every_condition_in_the_lexicon_of_acts_is_known() -> None:
    named = {
        condition
        for entries in read_yaml("acts.yaml").values()
        for entry in entries
        if isinstance(entry, dict)
        for condition in entry.get("object", {}).values()
    }
    assert named <= known_needs()
    assert known_needs() - named <= {"forced"}, "a condition that no act names any more"


def test_every_extractor_has_a_case_file_and_every_case_file_its_extractor() -> None:
    cases = {path.stem for path in (ROOT / "cases" / "extract").glob("*.yaml")}
    assert cases - {"casualties"} == {extractor.name for extractor in EXTRACTORS}  # casualties are of every extractor


def test_every_extractor_is_what_the_list_says() -> None:
    """A name, version or type that comes or goes is seen in a change, and goes into the changelog.

    The list is written anew by `python tests/test_architecture.py`.
    """
    assert EXTRACTOR_LIST.read_text("utf-8") == listed()


def test_an_extractor_is_called_after_its_file() -> None:
    homes = {extractor.name: extractor.extract.__module__ for extractor in EXTRACTORS}
    assert homes == {name: f"dateline.extract.{name}" for name in homes}
    assert len(homes) == len(EXTRACTORS)


def listed() -> str:
    return "".join(f"{each.name} {each.version}: {', '.join(each.types) or '-'}\n" for each in EXTRACTORS)


if __name__ == "__main__":
    EXTRACTOR_LIST.write_text(listed(), "utf-8")

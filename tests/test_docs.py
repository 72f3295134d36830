"""What the documents show is what happens: their commands and programs are run, their links followed.

The tutorial's outputs must be the command's own, but for ids, counts of a whole record and blanks at line ends. After a
change that is meant, `python tests/test_docs.py` writes them anew: read the difference before you commit it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from dateline.reference.sample import sample_folder

ROOT = Path(__file__).parents[1]
TUTORIAL = ROOT / "docs" / "tutorial.md"
DOCUMENTS = sorted(
    path for where in ("*.md", "docs/**/*.md", "cases/**/*.md", "training/*.md") for path in ROOT.glob(where)
)
WIDTH = 100

BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
ID = re.compile(r"\b[airj]_[0-9a-f]{16}\b")


@dataclass
class Step:
    """A command or program with what it must print."""

    run: list[str]
    shown: str
    program: bool = False
    printed: str = ""


def steps(text: str) -> Iterator[Step]:
    """Each `$ ` command of an sh block (continued by `> `), and each python block that a text block follows."""
    waiting: Step | None = None
    for block in BLOCK.finditer(text):
        kind, body = block["kind"], block["body"]
        if kind == "python":
            waiting = Step(run=body.splitlines(), shown="", program=True)
        elif kind == "text" and waiting is not None:
            waiting.shown = body
            yield waiting
            waiting = None
        elif kind == "sh":
            yield from commands(body)


def commands(body: str) -> Iterator[Step]:
    step: Step | None = None
    for line in body.splitlines():
        if line.startswith("$ "):
            if step is not None:
                yield step
            step = Step(run=[line[2:]], shown="")
        elif step is not None and line.startswith(">") and not step.shown:
            step.run.append(line[2:])
        elif step is not None:
            step.shown += line + "\n"
    if step is not None:
        yield step


class Shell:
    """Runs steps one after another in a folder of their own. `ids` maps documented ids to those of this run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ids: dict[str, str] = {}
        self.env = {key: value for key, value in os.environ.items() if not key.startswith("DATELINE_")}
        self.env |= {"COLUMNS": str(WIDTH), "NO_COLOR": "1", "HOME": str(folder), "PYTHONIOENCODING": "utf-8"}
        self.env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{self.env['PATH']}"
        self.env.pop("FORCE_COLOR", None)

    def do(self, step: Step) -> None:
        """Runs one step and keeps what it printed on standard output. Raises AssertionError if it fails."""
        text = ID.sub(lambda found: self.ids.get(found[0], found[0]), "\n".join(step.run))
        command = [sys.executable, "-c", text] if step.program else ["sh", "-c", text]
        done = subprocess.run(command, cwd=self.folder, env=self.env, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, f"{text}\n{done.stdout}\n{done.stderr}"
        step.printed = "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())
        self.ids |= same_ids(step.shown, step.printed)


def same_ids(shown: str, printed: str) -> dict[str, str]:
    """Id shown -> id printed under the words that are most like it: rows may have come, gone or moved."""
    new = words_over_ids(printed)
    found: dict[str, str] = {}
    for old, words in words_over_ids(shown).items():
        likeness = {each: SequenceMatcher(None, words, new[each]).ratio() for each in new if each[0] == old[0]}
        if likeness:
            found[old] = max(likeness, key=lambda each: likeness[each])
    return found


def words_over_ids(text: str) -> dict[str, str]:
    """Id -> what stands between the id before it and its own line's end, the first time that it is named."""
    found: dict[str, str] = {}
    waiting: list[str] = []
    for line in text.splitlines():
        waiting += ID.sub("", line).split()
        for named in ID.findall(line):
            found.setdefault(named, " ".join(waiting))
        if ID.search(line):
            waiting = []
    return found


def comparable(text: str) -> str:
    """The text without ids, and without the counts of all that a record holds: any better rule changes those."""
    lines = []
    for line in ID.sub(lambda found: found[0][:2] + "…", text).splitlines():
        if re.match(r" *\d+  (?:assertions|incidents|places)", line) or line.endswith(": all as stored"):
            line = re.sub(r"\d+", "N", line.strip())
        lines.append(line)
    return "\n".join(lines)


def test_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    told = list(steps(TUTORIAL.read_text("utf-8")))
    assert len(told) >= 10
    for step in told:
        shell.do(step)
    for step in told:
        assert comparable(step.printed) == comparable(step.shown), (
            f"the tutorial shows another output of: {step.run[0]}\nIf the change is meant: python tests/test_docs.py"
        )


def test_the_tutorials_figures_are_those_of_its_prose() -> None:
    """The prose speaks of these: an output that is written anew must not leave them behind."""
    shown = {step.run[0].split(" | ")[0].removesuffix(" "): step.shown for step in steps(TUTORIAL.read_text("utf-8"))}
    now, then = (
        shown["dateline incidents --place Vinnytsia"],
        shown["dateline incidents --place Vinnytsia --as-of 2022-07-14"],
    )
    assert re.search(r"\b23", now)
    assert not re.search(r"\b23", then)
    assert "20" in then
    assert "as stored" in shown["dateline verify"]


# ---------------------------------------------------------------- README


def test_the_readmes_program_runs(tmp_path: Path) -> None:
    (program,) = [m["body"] for m in BLOCK.finditer((ROOT / "README.md").read_text("utf-8")) if m["kind"] == "python"]
    assert len([line for line in program.splitlines() if line.strip()]) <= 12
    (tmp_path / "reports").mkdir()
    for name in ("karabakh-armenia.txt", "som-base.txt"):
        shutil.copy(sample_folder() / name, tmp_path / "reports" / name)
    step = Step(run=program.splitlines(), shown="", program=True)
    Shell(tmp_path).do(step)
    told = [line for line in step.printed.splitlines() if not line.startswith(" ")]
    assert told
    assert all(re.fullmatch(r"(\d{4}-\d\d-\d\d|None|\?)  [^:]*: ['\"].+['\"] \(.+\)", line) for line in told), (
        step.printed
    )
    assert re.search(r"^    +(killed|injured) ", step.printed, re.MULTILINE)


def test_the_readmes_first_screen_has_the_two_commands() -> None:
    first = "\n".join((ROOT / "README.md").read_text("utf-8").splitlines()[:25])
    assert "make demo" in first
    assert "make test" in first
    targets = (ROOT / "Makefile").read_text("utf-8")
    assert {"demo", "test"} <= set(re.findall(r"^(\w+):", targets, re.MULTILINE))
    assert "make test" in (ROOT / ".ci" / "run").read_text("utf-8")


# ---------------------------------------------------------------- links and commands of all documents


def links() -> Iterator[tuple[Path, str]]:
    for path in DOCUMENTS:
        text = re.sub(r"```.*?```|`[^`\n]*`", "", path.read_text("utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if not re.match(r"[a-z]+:", target):
                yield path, target


def anchors(path: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_every_link_leads_somewhere() -> None:
    lost = []
    for path, target in links():
        name, _, anchor = target.partition("#")
        at = (path.parent / name).resolve() if name else path
        if not at.exists() or (anchor and anchor not in anchors(at)):
            lost.append(f"{path.relative_to(ROOT)}: {target}")
    assert lost == []
    assert len(list(links())) > 20


def test_documents_name_only_verbs_and_options_that_there_are() -> None:
    import typer

    from dateline.cli.app import app

    verbs = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    wrong = []
    for path in DOCUMENTS:
        for line in re.findall(
            r"(?:^\$? ?|`)(?:\.venv/bin/)?dateline ([a-z][^`\n|#]*)", path.read_text("utf-8"), re.MULTILINE
        ):
            verb, *rest = line.split()
            command = verbs.get(verb)
            if command is None:
                wrong.append(f"{path.name}: dateline {line}")
                continue
            if hasattr(command, "commands"):
                unless_told = getattr(
                    command, "unless_told", None
                )  # `dateline sources FILE` is `dateline sources list FILE`
                command = command.commands.get(rest[0], command.commands.get(unless_told)) if rest else command
            if command is None:
                wrong.append(f"{path.name}: dateline {line}")
                continue
            known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
            wrong += [
                f"{path.name}: {word} in dateline {line}"
                for word in rest
                if word.startswith("--") and word not in known
            ]
    assert wrong == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_document_has_one_title_and_closes_its_blocks(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("```") % 2 == 0
    assert len(re.findall(r"^# .+", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)) == 1


# ---------------------------------------------------------------- writing


def write(folder: Path) -> None:
    """Runs the tutorial and puts what was printed, and this run's ids, in place of what it shows."""
    text = TUTORIAL.read_text("utf-8")
    shell = Shell(folder)
    for step in steps(text):
        ids = dict(shell.ids)
        shell.do(step)
        sys.stdout.write(f"{step.run[0]}\n")
        if step.program:
            old = "\n".join(step.run) + "\n```\n\n```text\n"
        else:
            first, *more = step.run
            old = "".join([f"$ {first}\n", *(f"> {line}".rstrip() + "\n" for line in more)])
        assert old + step.shown in text, old
        new = ID.sub(lambda told, ids=ids: ids.get(told[0], told[0]), old)  # type: ignore[misc]
        text = text.replace(old + step.shown, new + step.printed, 1)
    TUTORIAL.write_text(text, "utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        write(Path(made))

"""Lines, pieces of lines and list marks of plain text, as offsets into the untouched string."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

CLOSERS = "\"'”’“»›)]}"
"""Marks that may follow the full stop of a sentence: closing quotes and brackets (“ closes in German style)."""

_GAP = re.compile(r"\s*[|·•]\s+|\s+[|·•›»>]+\s+|\s*\t+\s*|\s{2,}|\s/\s+")
_DASH = re.compile(_GAP.pattern + r"|\s[–—-]\s")
_BULLETS = frozenset("•◦▪▫‣⁃∙●○■□►▶➡→➤✅☑✔★☆♦◆⚡❗‼—–-*")
_NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s+(?=\S)")


def lines(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every line that is not blank, without the white space around it.

    Every line end of Unicode counts (str.splitlines).
    """
    at = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            start = at + len(line) - len(line.lstrip())
            yield start, start + len(stripped)
        at += len(line)


def pieces(line: str, *, dashes: bool = False) -> list[str]:
    """What stands between the separators that page furniture uses: "|", "·", ">", tabs, wide gaps, a spaced "/".

    With `dashes` a spaced dash separates too.

    >>> pieces("Home > World   Share | 3 min read")
    ['Home', 'World', 'Share', '3 min read']
    """
    found = (each.strip(" |·•›»>/") for each in (_DASH if dashes else _GAP).split(line))
    return [piece for piece in found if piece]


def bullet_end(line: str) -> int:
    """Length of the list mark that `line` begins with, with the space after it; 0 if it begins with none.

    A mark is a bullet, a dash, an asterisk, an emoji, or a number of at most two digits with "." or ")".
    """
    numbered = _NUMBERED.match(line)
    if numbered:
        return numbered.end()
    at = 0
    while at < len(line) and at < 8 and (line[at] in _BULLETS or unicodedata.category(line[at]) in ("So", "Sk", "Mn")):
        at += 1
    if not 0 < at < len(line) or not line[at].isspace():
        return 0
    return at + len(line[at:]) - len(line[at:].lstrip())


def ends_sentence(line: str) -> bool:
    """Whether the last character, but for closing quotes and brackets, is a full stop, question or exclamation mark."""
    return line.rstrip().rstrip(CLOSERS).endswith((".", "!", "?", "…", "‽", "。", "؟"))


def plain(piece: str) -> str:
    """A piece of furniture for look-up: lower case, letters, digits, "+", "&" and "-" kept, other marks made spaces.

    >>> plain("[Loading player…]")
    'loading player'
    """
    kept = "".join(c if c.isalnum() or c in "+&-'’" else " " for c in piece.lower())
    return " ".join(kept.split()).strip("-' ’")


LONGEST_HEADLINE = 180
"""Characters. A longer line without a full stop is body."""


def looks_like_headline(line: str) -> bool:
    """Whether a line that stands alone before the first paragraph reads like its headline.

    Short, without a full stop at its end; in capitals even with one; or a single short question.
    """
    bare = line.strip()
    if not bare or len(bare) > LONGEST_HEADLINE:
        return False
    if ends_sentence(bare) or bare.endswith((":", ";", ",")):
        capitals = bare.isupper() and len(bare.split()) <= 12
        return capitals or is_short_question(bare)
    return True


def is_short_question(line: str) -> bool:
    """Whether the line is one question of at most 100 characters and nothing else."""
    return len(line) <= 100 and line.endswith("?") and line.count("?") == 1 and ". " not in line

"""Words -> pieces of the packaged language model: the longest ones that its vocabulary has, lower case, no accents.

The splitting of BERT (Devlin et al. 2019) and of all models made from it, word by word: its words are ours, so that
each piece is known to belong to one word of the report. Own code, since the library for it (tokenizers) brings a client
for downloads and a network library with it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from dateline.model.errors import SettingError
from dateline.reference.learned_files import REMEDY, learned_file

BEGIN: Final = 101
END: Final = 102
UNKNOWN: Final = 100
_MARKS: Final = {"[UNK]": UNKNOWN, "[CLS]": BEGIN, "[SEP]": END}
LONGEST: Final = 100
"""Characters of the longest word that is split; a longer one is unknown."""
_RUNS: Final = re.compile(r"[^\W_]+|[\W_]")


@cache
def vocabulary() -> dict[str, int]:
    """Piece -> number; a piece that goes on a word begins with ##."""
    return read_vocabulary(learned_file("wordpieces.txt"))


def read_vocabulary(path: Path) -> dict[str, int]:
    """The vocabulary that a file holds, one piece a line. Raises SettingError, naming the file, if it is not there or
    is none: a piece twice, or a mark that is not in its line.
    """
    try:
        with path.open(encoding="utf-8") as file:
            lines = [line.rstrip("\n") for line in file]
    except FileNotFoundError as error:
        raise SettingError("the vocabulary of the encoder is not here", where=str(path), remedy=REMEDY) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"is no vocabulary of the encoder: {error}", where=str(path), remedy=REMEDY) from error
    known = {piece: n for n, piece in enumerate(lines)}
    if len(known) < len(lines) or any(known.get(mark) != n for mark, n in _MARKS.items()):
        raise SettingError("is no vocabulary of the encoder", where=str(path), remedy=REMEDY)
    return known


@lru_cache(maxsize=65536)
def pieces(word: str) -> tuple[int, ...]:
    """The numbers of a word's pieces, at least one. Raises SettingError where the package's vocabulary is damaged.

    >>> pieces("shelled") == tuple(vocabulary()[p] for p in ("shell", "##ed"))
    True
    """
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))
    found = tuple(n for run in _RUNS.findall(plain) if not run.isspace() for n in _split(run))
    return found or (UNKNOWN,)


def _split(run: str) -> tuple[int, ...]:
    known, found, start = vocabulary(), [], 0
    if len(run) > LONGEST:
        return (UNKNOWN,)
    while start < len(run):
        for end in range(len(run), start, -1):
            number = known.get(run[start:end] if start == 0 else f"##{run[start:end]}")
            if number is not None:
                found.append(number)
                start = end
                break
        else:
            return (UNKNOWN,)
    return tuple(found)

"""Bytes to text: never a guess that could be mojibake."""

from __future__ import annotations

import codecs
import re
import unicodedata

from charset_normalizer import CharsetMatch, from_bytes

from dateline.model.errors import InputError

SAMPLE = 262_144
"""Bytes. An encoding is told from this much of a file."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF", "a PDF", "Save its text as .txt, for example with pdftotext."),
    (b"\x89PNG", "a PNG picture", "Give reports as text."),
    (b"\xff\xd8\xff", "a JPEG picture", "Give reports as text."),
    (b"GIF8", "a GIF picture", "Give reports as text."),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "Save it as plain text."),
    (b"PK\x03\x04", "a ZIP archive or an Office document", "Save a document as plain text; name an archive *.zip."),
    (b"\x1f\x8b", "compressed with gzip", "Name it *.gz."),
    (b"SQLite format 3", "an SQLite database", "A record is opened with --db, not read as a report."),
)
_FAMILY = ("cp1252", "cp1250", "cp1254")
"""The Windows encodings of Latin script. A text that all three read alike is sure without knowing which it was."""
_CANDIDATES = [
    "cp1251", "koi8_u", "koi8_r", "iso8859_5", "cp866", "cp1125", "mac_cyrillic", "cp1256", "cp1255", "cp1253",
    "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
]  # fmt: skip
_HIGH = re.compile(rb"[\x80-\xff]+")
_UNSURE = "Save it as UTF-8, or name its encoding with --encoding (cp1251, koi8-u, cp1252 ...)."


def decode(data: bytes, encoding: str | None = None, declared: str | None = None) -> str:
    """The text of `data`, a whole file. encoding: what the person says; declared: what the file says of itself.

    Raises InputError if the bytes are no text, do not fit the encoding, or could be text in several.
    """
    name = encoding_of(data[:SAMPLE], encoding, declared, whole=len(data) <= SAMPLE)
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise wrong_encoding(name, error) from error


def wrong_encoding(name: str, error: UnicodeDecodeError) -> InputError:
    """The error for bytes that do not fit the encoding that the rest is in."""
    return InputError(f"byte {error.start} is not {name} text ({error.reason})", remedy=_UNSURE)


def encoding_of(sample: bytes, encoding: str | None = None, declared: str | None = None, *, whole: bool = True) -> str:
    """The encoding of a file of which `sample` is the beginning, or all (`whole`).

    A byte order mark decides; then what the person says, UTF-8 if the bytes fit, what the file says of itself
    (`declared`, as HTML does), and at last a guess, taken only where there is no rival. Raises InputError for the rest.
    """
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return name
    for magic, what, remedy in _MAGIC:
        if sample.startswith(magic):
            raise InputError(f"is {what}, not text", remedy=remedy)
    if encoding:
        return encoding
    wide = _wide(sample)
    if wide:
        return wide
    if b"\x00" in sample:
        raise InputError("is a binary file, not text", remedy="Give reports as text, HTML, JSONL or CSV.")
    for candidate in ("utf-8", declared):
        if candidate and _fits(sample, candidate, whole=whole):
            return candidate
    return _guessed(sample)


def _fits(sample: bytes, name: str, *, whole: bool) -> bool:
    """Whether the sample decodes; a character cut off at its end is forgiven unless it is the whole file."""
    try:
        codecs.getincrementaldecoder(name)().decode(sample, final=whole)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is mostly the high half of Latin or Cyrillic letters."""
    head = sample[: min(len(sample), 4096) // 2 * 2]
    if len(head) < 8 or b"\x00" not in head:
        return None
    for name, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if sum(byte <= 0x04 for byte in high) >= 0.9 * len(high):
            text = head.decode(name, "replace")
            control = sum(unicodedata.category(c) == "Cc" and c not in "\t\r\n" for c in text)
            if not control:
                return name
    return None


def _guessed(sample: bytes) -> str:
    """An encoding with no rival, or InputError."""
    runs = _HIGH.findall(sample)
    if max(map(len, runs), default=0) <= 2 and sum(map(len, runs)) <= 0.1 * len(sample):
        read = {sample.decode(name, "replace") for name in _FAMILY}
        if len(read) == 1 and "\ufffd" not in next(iter(read)):
            return "cp1252"
        raise InputError("is not UTF-8, and its accented letters mean other ones in several encodings", remedy=_UNSURE)
    found: list[CharsetMatch] = list(from_bytes(sample, cp_isolation=_CANDIDATES))
    if not found or found[0].chaos > 0.1 or found[0].coherence < 0.4:
        raise InputError("is not UTF-8, and its encoding cannot be told", remedy=_UNSURE)
    best = found[0]
    for rival in found[1:]:
        as_good = rival.coherence >= best.coherence - 0.1 and rival.chaos <= best.chaos + 0.05
        if as_good and str(rival) != str(best):
            raise InputError(f"is not UTF-8 and could be {best.encoding} or {rival.encoding}", remedy=_UNSURE)
    return best.encoding

"""The text of a PDF as Chromium writes it: glyphs by number, which each font's own table turns into characters."""

from __future__ import annotations

import re
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj\b(.*?)\bendobj", re.S)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
_SHOWN = re.compile(rb"/(\w+) [\d.]+ Tf|<([0-9A-Fa-f]*)> Tj|\[(.*?)\] TJ|(\bT[mdD*]\b|\bET\b)", re.S)


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, in the order in which it is drawn; what is set apart stands apart."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    return [_page(objects, body) for body in objects.values() if re.search(rb"/Type /Page\b", body)]


def _page(objects: dict[int, bytes], page: bytes) -> str:
    fonts = {
        name.decode(): _characters(_stream(objects[int(table[1])]))
        for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", _fonts(objects, page))
        if (table := re.search(rb"/ToUnicode (\d+) 0 R", objects[int(number)]))
    }
    (contents,) = re.findall(rb"/Contents (\d+) 0 R", page)
    told, font = [], {}
    for name, plain, several, apart in _SHOWN.findall(_stream(objects[int(contents)])):
        if name:
            font = fonts.get(name.decode(), {})
        elif apart:
            told.append(" ")
        for each in (plain, *re.findall(rb"<([0-9A-Fa-f]*)>", several)):
            told += [font.get(int(each[n : n + 4], 16), "") for n in range(0, len(each), 4)]
    return re.sub(r"\s+", " ", "".join(told))


def _fonts(objects: dict[int, bytes], page: bytes) -> bytes:
    held = re.search(rb"/Resources (\d+) 0 R", page)
    found = re.search(rb"/Font <<(.*?)>>", objects[int(held[1])] if held else page, re.S)
    return found[1] if found else b""


def _stream(body: bytes) -> bytes:
    found = _STREAM.search(body)
    return zlib.decompress(found[1]) if found and b"/FlateDecode" in body else found[1] if found else b""


def _characters(table: bytes) -> dict[int, str]:
    """Glyph -> characters, by a ToUnicode table."""
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.S):
        for glyph, text in re.findall(rb"<(\w+)>\s*<(\w+)>", block):
            found[int(glyph, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.S):
        for first, last, text in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for n, glyph in enumerate(range(int(first, 16), int(last, 16) + 1)):
                found[glyph] = chr(int(text, 16) + n)
    return found

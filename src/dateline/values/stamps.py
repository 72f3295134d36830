"""Publication stamps: absolute days, with or without a time, as pages and wires print them.

English, Ukrainian and Russian month names. Days told only by a weekday or without a year are not stamps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

_MONTHS: tuple[tuple[str, ...], ...] = (
    ("january", "jan", "січень", "січня", "январь", "января", "янв"),
    ("february", "feb", "лютий", "лютого", "февраль", "февраля", "фев"),
    ("march", "mar", "березень", "березня", "март", "марта", "мар"),
    ("april", "apr", "квітень", "квітня", "апрель", "апреля", "апр"),
    ("may", "травень", "травня", "май", "мая"),
    ("june", "jun", "червень", "червня", "июнь", "июня", "июн"),
    ("july", "jul", "липень", "липня", "июль", "июля", "июл"),
    ("august", "aug", "серпень", "серпня", "август", "августа", "авг"),
    ("september", "sept", "sep", "вересень", "вересня", "сентябрь", "сентября", "сен"),
    ("october", "oct", "жовтень", "жовтня", "октябрь", "октября", "окт"),
    ("november", "nov", "листопад", "листопада", "ноябрь", "ноября", "ноя"),
    ("december", "dec", "грудень", "грудня", "декабрь", "декабря", "дек"),
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_WEEKDAYS: tuple[tuple[str, ...], ...] = (
    ("monday", "mon", "понеділок", "понедельник"),
    ("tuesday", "tues", "tue", "вівторок", "вторник"),
    ("wednesday", "weds", "wed", "середа", "среда"),
    ("thursday", "thurs", "thur", "thu", "четвер", "четверг"),
    ("friday", "fri", "п'ятниця", "п’ятниця", "пятница"),
    ("saturday", "sat", "субота", "суббота"),
    ("sunday", "sun", "неділя", "воскресенье"),
)
_WEEKDAY = {name: number for number, names in enumerate(_WEEKDAYS) for name in names}
_ZONES = {
    "z": "+00:00", "utc": "+00:00", "gmt": "+00:00", "cet": "+01:00", "cest": "+02:00", "eet": "+02:00",
    "eest": "+03:00", "msk": "+03:00",
}  # fmt: skip
"""Zone names that mean one offset. IST, BST, EST and the like mean several: their time is kept, the zone is not."""


def _any(names: Sequence[str]) -> str:
    return "|".join(sorted((re.escape(name) for name in names), key=len, reverse=True))


_M = rf"(?P<{{0}}>{_any(list(_MONTH))})\b\.?"
_DAY = r"(?<![\d.,:/-])(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)(?!\d)"
_TAIL = r"(?:\s?(?:р\.|г\.|року|года))?"
_TIME = (
    r"(?:(?:[T,;.\s|]|\bat\b|\bо\b|\bв\b|[-–—]){0,6}(?P<hour>[01]?\d|2[0-3])(?P<sep>[:.])(?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?(?!\d)"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    rf"(?:\s?\(?(?<![A-Za-z])(?P<zone>{_any([*_ZONES])})\b(?P<offset>[+-]\d{{1,2}}(?::?\d\d)?)?|(?P<iso>[+-]\d\d:?\d\d)(?!\d))?)?"
)
_FORMS = (
    r"(?<![\d-])" + _YEAR.format("y1") + r"(?P<ysep>[-/.])(?P<m1>\d{1,2})(?P=ysep)(?P<d1>\d{1,2})(?!\d)",
    r"(?<![\d.:/-])(?P<a2>\d{1,2})(?P<sep2>[./-])(?P<b2>\d{1,2})(?P=sep2)(?P<y2>(?:19|20)?\d\d)(?![\d:])",
    r"(?:(?<!\d)\d{1,2}\s?(?:[-–—]|to|and|&)\s?)?" + _DAY.replace(r",:/-", r",:/").format("d3")
    + r"\s?(?:of\s)?" + _M.format("m3") + r",?\s?" + _YEAR.format("y3"),
    r"\b" + _M.format("m4") + r"\s?(?P<d4>\d{1,2})(?:st|nd|rd|th)?,?\s" + _YEAR.format("y4"),
)  # fmt: skip
_STAMP = re.compile(
    rf"(?:\b(?P<weekday>{_any(list(_WEEKDAY))})\b[.,]?\s+(?:the\s+)?)?(?:{'|'.join(_FORMS)}){_TAIL}{_TIME}",
    re.IGNORECASE,
)


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """One stamp at `start`:`end` of the text that was searched.

    day: the day meant. time: "HH:MM" as printed, or None. offset: "+03:00" where the zone's name or figure says it.
    both_ways: the day that the figures mean if read the other way round (12/06: June or December), or None.
    """

    start: int
    end: int
    day: date
    time: str | None = None
    offset: str | None = None
    both_ways: date | None = None

    @property
    def iso(self) -> str:
        """ISO date, or date-time if the stamp has a time."""
        return f"{self.day.isoformat()}T{self.time}{self.offset or ''}" if self.time else self.day.isoformat()


def stamps(text: str, *, month_first: bool = False) -> Iterator[Stamp]:
    """Every stamp in `text`, left to right. Meant for lines: a long text is searched in linear time all the same.

    "12/06/2022" and "12-06-2022" are read day first unless only the other reading is a day, a weekday beside it says
    otherwise, or `month_first` is given; "12.06.2022" is always day first. A weekday that fits neither reading is
    a slip of the pen and is ignored. A range ("15-21 April 2023", "15 and 16 April 2023") gives its last day.
    """
    for match in _STAMP.finditer(text):
        days = _days(match, month_first=month_first)
        if days:
            time, offset, end = _time(match)
            yield Stamp(
                start=match.start(), end=end, day=days[0], time=time, offset=offset,
                both_ways=days[1] if len(days) > 1 else None,
            )  # fmt: skip


def _days(match: re.Match[str], *, month_first: bool) -> list[date]:
    """The day that the stamp means, then the other one that its figures could mean."""
    group = match.groupdict()
    if group["y1"]:
        readings = [(group["y1"], group["m1"], group["d1"])]
    elif group["y2"]:
        if len(group["y2"]) == 2 and group["sep2"] == "-":
            return []  # "10-12-15" is a score or a phone number as often as a day
        year = group["y2"] if len(group["y2"]) == 4 else f"20{group['y2']}"
        readings = [(year, group["b2"], group["a2"]), (year, group["a2"], group["b2"])]
        if group["sep2"] == ".":
            readings = readings[:1]
        elif month_first:
            readings.reverse()
    elif group["y3"]:
        readings = [(group["y3"], str(_MONTH[group["m3"].lower()]), group["d3"])]
    else:
        readings = [(group["y4"], str(_MONTH[group["m4"].lower()]), group["d4"])]
    found = [day for day in (_day(*reading) for reading in readings) if day]
    weekday = _WEEKDAY.get((group["weekday"] or "").lower())
    fitting = [day for day in found if day.weekday() == weekday]
    if fitting:
        return fitting[:1]
    return list(dict.fromkeys(found))


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _time(match: re.Match[str]) -> tuple[str | None, str | None, int]:
    """Time, offset and the end of the stamp. "19.05" is a time only with a zone or am/pm: it may be a day."""
    group = match.groupdict()
    if group["hour"] is None:
        return None, None, match.end()
    hour = int(group["hour"])
    if group["sep"] == "." and not (group["half"] or group["zone"]):
        return None, None, match.start("hour")
    if group["half"]:
        if not 1 <= hour <= 12:
            return None, None, match.start("hour")
        hour = hour % 12 + (12 if group["half"].lower() == "p" else 0)
    offset = _ZONES.get((group["zone"] or "").lower())
    end = match.end()
    if group["offset"] and group["zone"].lower() in ("gmt", "utc"):
        offset = _offset(group["offset"])
    elif group["iso"] and group["y1"]:
        offset = _offset(group["iso"])
    elif group["iso"]:
        end = match.start("iso")  # "10:00-12:00" is from ten to twelve
    return f"{hour:02}:{group['minute']}", offset, end


def _offset(written: str) -> str | None:
    """+3, +03, +0300 or +03:00 as +03:00."""
    figures = written[1:].replace(":", "")
    hours, minutes = (figures, "00") if len(figures) <= 2 else (figures[:-2], figures[-2:])
    return f"{written[0]}{int(hours):02}:{minutes}" if int(hours) <= 14 and int(minutes) < 60 else None

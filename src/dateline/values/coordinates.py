"""Positions on the Earth: WGS84 degrees in, kilometres out."""

from __future__ import annotations

import math
import re
from typing import Final

EARTH_KM: Final = 6371.0
_PAIR: Final = re.compile(
    r"(?<![\d.])(-?\d{1,2}\.\d{3,})°?\s*([NS])?\s*[,;/ ]\s*(-?\d{1,3}\.\d{3,})°?\s*([EW])?(?!\d|\.\d)"
)
_DMS: Final = re.compile(
    r"(\d{1,2})°\s*(\d{1,2})['′’]\s*(?:([\d.]+)[\"″”]\s*)?([NS])[,;\s]+"
    r"(\d{1,3})°\s*(\d{1,2})['′’]\s*(?:([\d.]+)[\"″”]\s*)?([EW])"
)


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The great-circle distance between two (latitude, longitude) points in degrees, on a sphere of 6,371 km."""
    lat1, lon1, lat2, lon2 = math.radians(a[0]), math.radians(a[1]), math.radians(b[0]), math.radians(b[1])
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return EARTH_KM * 2 * math.asin(math.sqrt(min(1.0, half)))


def is_position(lat: float, lon: float) -> bool:
    """Whether these are degrees that can be on the Earth."""
    return -90 <= lat <= 90 and -180 <= lon <= 180


def coordinates_in(text: str) -> list[tuple[int, int, float, float]]:
    """(start, end, latitude, longitude) of every pair of coordinates written in `text`.

    Decimal degrees with at least three decimals, or degrees, minutes and seconds with hemispheres. Others are left
    alone: two numbers side by side are more often a score or a price than a position.
    """
    found = []
    for each in _PAIR.finditer(text):
        lat = float(each[1]) * (-1 if each[2] == "S" else 1)
        lon = float(each[3]) * (-1 if each[4] == "W" else 1)
        if is_position(lat, lon):
            found.append((each.start(), each.end(), lat, lon))
    for each in _DMS.finditer(text):
        lat = (int(each[1]) + int(each[2]) / 60 + float(each[3] or 0) / 3600) * (-1 if each[4] == "S" else 1)
        lon = (int(each[5]) + int(each[6]) / 60 + float(each[7] or 0) / 3600) * (-1 if each[8] == "W" else 1)
        if is_position(lat, lon):
            found.append((each.start(), each.end(), round(lat, 6), round(lon, 6)))
    return sorted(found)

"""The base map that is shipped: whose land is drawn as whose, and that nothing of it runs across the world."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from dateline.web.app import STATIC

Ring = list[list[float]]


@cache
def layer(name: str) -> list[dict[str, Any]]:
    path = STATIC / "basemap" / f"{name}.json"
    assert path.exists(), f"{path} is not built: run `make setup`, or `npm ci && npm run build` in frontend/"
    features: list[dict[str, Any]] = json.loads(path.read_text())["features"]
    return features


def polygons(feature: dict[str, Any]) -> Iterator[list[Ring]]:
    geometry = feature["geometry"]
    yield from [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]


def inside_ring(lon: float, lat: float, ring: Ring) -> bool:
    """The even-odd rule."""
    found = False
    for (x0, y0), (x1, y1) in pairwise(ring):
        if (y0 > lat) != (y1 > lat) and lon < (x1 - x0) * (lat - y0) / (y1 - y0) + x0:
            found = not found
    return found


def holders(lon: float, lat: float, name: str, key: str) -> list[str]:
    """The features of a layer that this point lies in."""
    return [
        feature["properties"][key]
        for feature in layer(name)
        if any(
            inside_ring(lon, lat, outer) and not any(inside_ring(lon, lat, hole) for hole in holes)
            for outer, *holes in polygons(feature)
        )
    ]


@pytest.mark.parametrize(
    ("town", "lon", "lat", "country"),
    [
        ("Simferopol", 34.10, 44.95, "UKR"),
        ("Sevastopol", 33.56, 44.58, "UKR"),
        ("Dzhankoi", 34.39, 45.71, "UKR"),
        ("Kerch", 36.40, 45.33, "UKR"),
        ("Donetsk", 37.80, 48.00, "UKR"),
        ("Krasnodar", 38.98, 45.04, "RUS"),
        ("Belgorod", 36.58, 50.60, "RUS"),
        ("Anadyr", 177.0, 64.9, "RUS"),
        ("Stepanakert", 46.75, 39.82, "AZE"),
        ("Laayoune", -13.0, 27.1, "ESH"),
        ("North Nicosia", 33.37, 35.25, "CYP"),
        ("Hargeisa", 44.06, 9.56, "SOM"),
        ("Goma", 29.0, -1.6, "COD"),
    ],
)
def test_each_town_lies_in_one_country(town: str, lon: float, lat: float, country: str) -> None:
    assert holders(lon, lat, "countries", "a3") == [country], town


def test_ukraine_has_27_divisions_each_once() -> None:
    codes = [feature["properties"]["code"] for feature in layer("oblasts")]
    assert len(codes) == len(set(codes)) == 27


@pytest.mark.parametrize(
    ("town", "lon", "lat", "code"),
    [
        ("Odesa", 30.73, 46.47, "UA-51"),
        ("Mykolaiv", 32.0, 46.97, "UA-48"),
        ("Kyiv", 30.52, 50.45, "UA-30"),
        ("Khmelnytskyi", 26.99, 49.42, "UA-68"),
        ("Bila Tserkva", 30.12, 49.80, "UA-32"),
        ("Simferopol", 34.10, 44.95, "UA-43"),
        ("Bakhmut", 38.0, 48.59, "UA-14"),
    ],
)
def test_each_town_lies_in_its_oblast(town: str, lon: float, lat: float, code: str) -> None:
    assert holders(lon, lat, "oblasts", "code") == [code], town


@pytest.mark.parametrize("name", ["countries", "oblasts"])
def test_no_edge_runs_across_the_world(name: str) -> None:
    for feature in layer(name):
        for ring in (ring for polygon in polygons(feature) for ring in polygon):
            assert ring[0] == ring[-1], feature["properties"]
            steps = [abs(a[0] - b[0]) for a, b in pairwise(ring) if a[1] > -89]
            assert max(steps) < 30, feature["properties"]


def test_every_country_but_the_smallest_has_one_label() -> None:
    labels = [f["properties"]["name"] for f in layer("labels") if f["properties"]["kind"] == "country"]
    assert sorted(labels) == sorted(f["properties"]["name"] for f in layer("countries"))
    assert len(labels) > 200

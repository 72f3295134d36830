"""How smoothly the page moves, and how soon it is useful.

    python -m bench.page FILE [--incidents N] [--seconds S] [--only pan,zoom,list,play] [--json]

Serves the record FILE, opens it in Chromium with software drawing (no graphics card) and works it with a real pointer
and wheel: drags the map, zooms in and out, scrolls the list, plays the days. A frame counts when it begins (animation
frames of the page, which a browser that cannot keep up leaves out). "blocked" is what tasks took beyond 50 ms each.
First useful paint is when the list has rows, of FILE itself; the gestures are of N made-up incidents in its place,
unless N is 0. The exit status is 1 where something is too slow.

Needs the development requirements, a built page and Chromium on the PATH.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from bench import made_feed
from playwright.sync_api import Browser, Page, sync_playwright

WANTED: Final = 30.0
"""Frames a second that each gesture shall keep."""
SOON: Final = 1.0
"""Seconds until the list of the record has rows."""
WINDOW: Final = {"width": 1280, "height": 800}
FLAGS: Final = [
    "--no-sandbox", "--disable-gpu", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip
BEGIN: Final = """() => {
  const seen = window.seen = { frames: [], long: 0, running: true };
  seen.watch = new PerformanceObserver((list) => {
    for (const task of list.getEntries()) seen.long += task.duration - 50;
  });
  seen.watch.observe({ type: "longtask" });
  const tick = (now) => { seen.frames.push(now); if (seen.running) requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
}"""
END: Final = "() => { seen.running = false; seen.watch.disconnect(); return { frames: seen.frames, long: seen.long }; }"
FIRST: Final = """() => new Promise((found) => {
  const look = () => document.querySelector(".item") ? requestAnimationFrame(() => setTimeout(() =>
    found({ rows: performance.now(), paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0 })
  )) : requestAnimationFrame(look);
  look();
})"""


@contextmanager
def served(file: Path) -> Iterator[str]:
    """The address of a server of this record."""
    code = "import sys; from dateline.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "serve", str(file), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr
            for line in server.stderr:
                if found := re.search(r"http://\S+/", line):
                    yield found[0]
                    return
            raise SystemExit(f"{file} could not be served")
        finally:
            server.terminate()


def opened(browser: Browser, address: str, feed: bytes | None) -> Page:
    """A page of its own; `feed` in place of the server's."""
    page = browser.new_context(viewport=WINDOW, locale="en-GB").new_page()  # type: ignore[arg-type]
    if feed:
        kind = "application/octet-stream"
        page.route(re.compile(r"/api/v1/feed"), lambda route: route.fulfill(body=feed, content_type=kind))
        page.route(re.compile(r"/incidents/i_0"), lambda route: route.fulfill(json={"assertions": []}))
    page.goto(address)
    return page


def middle(page: Page, selector: str) -> tuple[float, float]:
    """Where the pointer is put to be in the middle of this."""
    box = page.locator(selector).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def paced(seconds: float, every: float, act: Callable[[float], None]) -> None:
    """Calls `act` with the seconds since the beginning, so often."""
    begun = time.perf_counter()
    while (now := time.perf_counter() - begun) < seconds:
        act(now)
        time.sleep(max(0.0, every - (time.perf_counter() - begun - now)))


def pan(page: Page, seconds: float) -> None:
    """Drags the map around."""
    x, y = middle(page, ".canvas")
    page.mouse.move(x, y)
    page.mouse.down()
    paced(seconds, 1 / 60, lambda t: page.mouse.move(x + 160 * math.sin(3 * t), y + 90 * math.sin(2 * t)))
    page.mouse.up()


def zoom(page: Page, seconds: float) -> None:
    """Turns the wheel over the map, in and out."""
    page.mouse.move(*middle(page, ".canvas"))
    paced(seconds, 0.05, lambda t: page.mouse.wheel(0, -60 if t < seconds / 2 else 60))


def play(page: Page, seconds: float) -> None:
    """Lets the days play."""
    page.locator(".play").click()
    page.wait_for_timeout(seconds * 1000)
    page.locator(".play").click()


def scroll(page: Page, seconds: float) -> None:
    """Turns the wheel over the list."""
    page.mouse.move(*middle(page, ".box"))
    paced(seconds, 1 / 60, lambda _: page.mouse.wheel(0, 240))


GESTURES: Final = {"pan": pan, "zoom": zoom, "list": scroll, "play": play}


def measured(page: Page, act: Callable[[Page, float], None], seconds: float) -> dict[str, float]:
    """Frames of one gesture."""
    page.wait_for_timeout(1500)
    page.evaluate(BEGIN)
    act(page, seconds)
    seen = page.evaluate(END)
    times = sorted(after - before for before, after in zip(seen["frames"], seen["frames"][1:], strict=False))
    return {
        "fps": round(1000 * len(times) / sum(times), 1),
        "p50_ms": round(times[len(times) // 2], 1),
        "p95_ms": round(times[int(len(times) * 0.95)], 1),
        "worst_ms": round(times[-1], 1),
        "blocked_ms": round(seen["long"], 1),
        "load": round(os.getloadavg()[0], 2),
    }  # fmt: skip


def first(browser: Browser, address: str) -> dict[str, float]:
    """Milliseconds until something, and until the list has rows; the best of three: a server's first is slow."""
    runs = []
    for _ in range(3):
        page = opened(browser, address, None)
        runs.append(page.evaluate(FIRST))
        page.context.close()
    best: dict[str, float] = min(runs, key=lambda run: run["rows"])
    return {name: round(value, 1) for name, value in best.items()}


def run(args: argparse.Namespace) -> dict[str, Any]:
    """All that is asked for."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    feed = made_feed.feed(args.incidents) if args.incidents else None
    with served(args.file) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        found: dict[str, Any] = {"cores": os.cpu_count(), "incidents": args.incidents, "first": first(browser, address)}
        page = opened(browser, address, feed)
        page.wait_for_selector("[data-idle]", state="attached", timeout=60_000)
        for name, act in GESTURES.items():
            if name in args.only:
                found[name] = measured(page, act, args.seconds)
        browser.close()
    return found


def main() -> int:
    """Prints a table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--only", type=lambda words: words.split(","), default=list(GESTURES))
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    found = run(args)
    rows = {name: found[name] for name in GESTURES if name in found}
    if args.json:
        print(json.dumps(found))
    else:
        soon = found["first"]
        print(f"{args.file.name}: rows after {soon['rows']:.0f} ms, first paint after {soon['paint']:.0f} ms")
        whose = f"{args.incidents} made-up" if args.incidents else "its own"
        print(f"{whose} incidents, window {WINDOW['width']} x {WINDOW['height']}, {found['cores']} cores")
        print(f"{'':6}{'frames/s':>9}{'p50 ms':>9}{'p95 ms':>9}{'worst':>9}{'blocked':>9}{'load':>7}")
        for name, row in rows.items():
            print(f"{name:6}" + "".join(f"{value:>{7 if key == 'load' else 9}}" for key, value in row.items()))
    slow = found["first"]["rows"] > SOON * 1000 or any(row["fps"] < WANTED for row in rows.values())
    return int(slow)


if __name__ == "__main__":
    raise SystemExit(main())

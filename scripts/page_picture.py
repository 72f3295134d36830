"""Takes the README's picture of the page: `page_picture.py http://127.0.0.1:8321/?report=... docs/page.png`.

Needs `dateline serve` running, and Chromium on the PATH. 1400 x 900 pixels, light colours.
"""

from __future__ import annotations

import shutil
import sys

from playwright.sync_api import sync_playwright

FLAGS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


def take(address: str, path: str) -> None:
    """Waits until the map has been drawn and a row is there, then writes the PNG."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1400, "height": 900}, color_scheme="light")
        page.goto(address)
        page.locator("[data-row]").first.wait_for()
        page.locator("[data-idle]").wait_for(state="attached")
        page.wait_for_timeout(1500)  # the move to the chosen place is animated
        page.screenshot(path=path)
        browser.close()


if __name__ == "__main__":
    take(sys.argv[1], sys.argv[2])

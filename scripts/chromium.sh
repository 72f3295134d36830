#!/bin/sh
# The page is tested in a real browser. Finds Chromium, or gets it: from Debian's packages as root, else Playwright's own build.
set -e
command -v chromium >/dev/null 2>&1 && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the page tests ..."
    apt-get update -qq >/dev/null && apt-get install -y -qq chromium >/dev/null
else
    .venv/bin/python -m playwright install chromium
fi

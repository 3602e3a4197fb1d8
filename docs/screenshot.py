"""`python docs/screenshot.py`: makes `docs/report.png`, the picture of a report in the README, with Chromium."""

from __future__ import annotations

import shutil
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import policycheck as pc

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDTH, HEIGHT = 1000, 1560


def main() -> int:
    """Judges the example, opens its page in English, and takes the picture of its beginning."""
    from playwright.sync_api import sync_playwright

    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        sys.stderr.write(f"none of {', '.join(BROWSERS)} is installed\n")
        return 2
    data = ROOT / "examples" / "fredrikstad" / "portfolio.json"
    html = pc.load("fredrikstad").evaluate(data, today=date(2026, 11, 1)).to_html("en")
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "report.html"
        path.write_text(html, encoding="utf-8")
        with playwright.chromium.launch(executable_path=browser, args=list(ARGUMENTS)) as chromium:
            page = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            page.goto(path.as_uri())
            page.screenshot(path=ROOT / "docs" / "report.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())

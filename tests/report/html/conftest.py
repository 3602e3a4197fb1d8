"""Pages opened in the browser, and reports with texts that mean harm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import policycheck as pc

TODAY = date(2026, 11, 1)


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens a page from a file; it may ask for nothing else, and nothing may go wrong in it."""
    contexts, wrong = [], []

    def open_page(html: str, width: int = 1200, scripts: bool = True, place: str = "") -> Any:
        path = tmp_path / "report.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda one: one.url.split("#")[0] == path.as_uri() or wrong.append(one.url))
        page.on("console", lambda one: wrong.append(one.text))
        page.on("pageerror", lambda one: wrong.append(str(one)))
        page.goto(f"{path.as_uri()}{place}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def evil(garden: pc.Policy) -> Callable[[str], pc.Report]:
    """A report with some text wherever data may hold one."""

    def judged(text: str) -> pc.Report:
        plot = {"id": text, "tenant": text, "garden": text, "rent": 9000, "let": text, "agreed": text, "bees": True}
        dated = {"granted_on": "2026-01-01", "expires_on": "2027-01-01"}
        return garden.evaluate(
            {
                "gardens": [{"id": text, "name": text}, {"id": "G", "name": text}],
                "plots": [
                    plot,
                    {**plot, "id": "P-1", "garden": "G", "let": "2026-11-01", "crops": [text, "apples"]},
                    {**plot, "id": "P-2", "bees": None, "crops": text, "rent": text, "organic": False, text: 1},
                ],
                "waivers": [
                    {"rule": "rent-fair", "subject": text, "granted_by": text, "reason": text, **dated},
                    {"rule": text, "subject": text, **dated},
                ],
                "assessments": [
                    {
                        "judgement": "pleasant",
                        "subject": "G",
                        "answer": "no",
                        "by": text,
                        "reason": text,
                        "on": "2026-05-01",
                        "valid_until": "2027-01-01",
                    }
                ],
            },
            today=TODAY,
        )

    return judged

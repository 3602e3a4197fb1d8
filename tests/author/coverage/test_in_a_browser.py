"""The page of a policy's coverage in a browser: languages, a phone, and for everybody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe

from policycheck.author.coverage import compared, covered
from policycheck.author.coverage.html import coverage_html
from policycheck.policy import Policy


def test_a_phone_shows_it_in_either_language_and_axe_finds_nothing(browser: Any, trips: Policy, tmp_path: Path) -> None:
    written, into = tmp_path / "new.txt", tmp_path / "coverage.html"
    first, *_, last = (clause.text["nb"] for clause in trips.rulebook.clauses.values())
    written.write_text(f"{first} Nytt.\n\nSkal {last}", encoding="utf-8")
    comparison = compared(trips.rulebook, written)
    into.write_text(coverage_html([covered(trips, one, comparison) for one in trips.languages]), encoding="utf-8")
    page = browser.new_page(viewport={"width": 390, "height": 800})
    wrong: list[str] = []
    page.on("console", lambda one: wrong.append(one.text))
    page.on("request", lambda one: one.url == into.as_uri() or wrong.append(one.url))
    page.goto(into.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_label("English").check()
    assert page.locator("h1:visible").all_inner_texts() == [trips.rulebook.title["en"]]
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert wrong == []
    found = Axe().run(page)
    assert [(one["id"], one["impact"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []
    page.close()

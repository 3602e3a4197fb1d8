"""The site in a browser, from files: search, languages, keyboard, a phone, without scripts, and for everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from policycheck.author.site import save


@pytest.fixture
def opened(browser: Any, pages: Mapping[str, str], tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens a page of the site; it may ask for nothing outside of it, and nothing may go wrong in it."""
    contexts, wrong = [], []
    save(pages, tmp_path)

    def open_page(name: str, width: int = 1280, scripts: bool = True) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda one: one.url.startswith(tmp_path.as_uri()) or wrong.append(one.url))
        page.on("console", lambda one: wrong.append(one.text))
        page.on("pageerror", lambda one: wrong.append(str(one)))
        page.goto(f"{tmp_path.as_uri()}/{name}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def _hits(page: Any) -> list[str]:
    return page.locator("#hits a").all_inner_texts()


def test_a_search_finds_words_by_their_beginnings_in_either_language(opened: Callable[..., Any]) -> None:
    page = opened("index.html")
    page.keyboard.press("/")
    page.keyboard.type("ÅRLIG kost")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html#q=**")
    assert page.locator("#count").inner_text() == "4 treff"
    assert _hits(page) == ["Årlig kostnad", "cheap", "dear", "risks"]
    assert page.locator("#hits mark").first.inner_text() == "Årlig"
    field = page.locator("#words")
    field.fill("too much")
    assert (_hits(page), page.locator("#hits p").inner_text()) == (["1.1"], "A trip does not cost too much.")
    field.fill("arlig kostnad")
    assert "Årlig kostnad" in _hits(page)
    field.fill("<script>boom()")
    assert (page.locator("#count").inner_text(), _hits(page)) == ("Ingen treff", [])
    field.fill("nordfond")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/records.html#t-funds")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/records.en.html#t-funds")
    assert page.get_by_role("heading", name="The funds").is_visible()


def test_without_scripts_all_is_there_and_the_language_switches(opened: Callable[..., Any]) -> None:
    page = opened("index.html", scripts=False)
    assert page.locator("form").count() == page.locator("form[hidden]").count() == 1
    page.get_by_role("link", name="English").click()
    assert page.locator("#r-cheap").inner_text().startswith("Rule cheap")
    page.get_by_role("link", name="Search").click()
    assert "The search needs scripts" in page.locator("main").inner_text()


@pytest.mark.parametrize(("place", "scheme"), [("index.html", "light"), ("search.html#q=reise", "dark")])
def test_axe_finds_nothing_and_a_phone_is_wide_enough(opened: Callable[..., Any], place: str, scheme: str) -> None:
    page = opened(place, width=390)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.emulate_media(color_scheme=scheme)
    found = Axe().run(page)
    assert [(one["id"], one["impact"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []

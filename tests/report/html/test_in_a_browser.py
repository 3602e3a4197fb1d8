"""The page of a report in a browser: filters, languages, cells, keyboard, paper, phone, without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

import policycheck as pc

Open = Callable[..., Any]
EVIL = "\"'><script>boom()</script><img src=x onerror=boom()> {{ 7 * 7 }} </style></textarea>\u202etxt\x1b[31m\x00\x07\u200b &amp; ]]> عربي"
"""What no field is safe from."""


def shown(page: Any, selector: str) -> int:
    """How many elements a reader sees."""
    return sum(one.is_visible() for one in page.locator(selector).all())


def test_filters_show_what_is_asked_for(opened: Open, report: pc.Report) -> None:
    page = opened(report.to_html("en"))
    form, output = page.locator("form.filters:visible"), page.locator("output:visible")
    assert (shown(page, ".finding"), output.inner_text()) == (11, "Showing 11 of 11")
    form.get_by_label("undetermined").uncheck()
    assert (shown(page, ".finding"), shown(page, ".finding.undetermined")) == (8, 0)
    form.get_by_label("Rule").select_option("rent-fair")
    assert (shown(page, ".finding"), output.inner_text()) == (1, "Showing 1 of 11")
    form.get_by_label("Record").fill("åse")
    assert page.locator(".record:visible h3").all_inner_texts() == ["Plot P-1 “Åse” not compliant"]
    page.get_by_label("Norsk").check()
    assert page.locator(".record:visible h3").all_inner_texts() == ["Parsell P-1 «Åse» ikke i samsvar"]
    page.get_by_role("button", name="Vis alle").click()
    assert (shown(page, ".finding"), output.inner_text()) == (11, "Viser 11 av 11")
    page.locator(".counts a:visible").first.click()
    assert (shown(page, ".finding"), shown(page, ".finding.violated")) == (3, 3)


def test_a_cell_opens_its_finding_whatever_is_filtered(opened: Open, report: pc.Report) -> None:
    page = opened(report.to_html("en"))
    page.locator("form.filters:visible").get_by_label("Record").fill("no such record")
    assert shown(page, ".finding") == 0
    page.get_by_role("row", name="Plot P-1").get_by_role("link", name="violated").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('article')")
    finding = page.locator("article:focus")
    assert "The neighbour does not know of bees." in finding.inner_text()
    assert finding.locator("details.why").get_attribute("open") == ""
    assert shown(page, ".finding") == 11


def test_a_link_to_a_finding_in_the_other_language_opens_it(opened: Open, report: pc.Report) -> None:
    page = opened(report.to_html("en"), place=f"#f{report.findings[0].id}-2")
    assert (page.locator("html").get_attribute("lang"), page.title()) == (
        "nb",
        "Regler for parsellhager – ikke i samsvar",
    )
    assert "Vurdert til nei: Er Solsiden hyggelig?" in page.locator("article:focus").inner_text()


def test_the_list_of_what_is_missing_is_copied(opened: Open, report: pc.Report) -> None:
    page = opened(report.to_html("en"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the list").click()
    page.get_by_text("The list is copied.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Plot P-2 “Bo”\n“Neighbour told” (needed for neighbour-told)\n")


def test_without_scripts_all_is_there_and_the_language_switches(opened: Open, report: pc.Report) -> None:
    page = opened(report.to_html("en"), scripts=False)
    assert (shown(page, ".finding"), shown(page, "form.filters"), shown(page, "button.copy")) == (11, 0, 0)
    assert page.get_by_role("heading", level=1).all_inner_texts() == ["Allotment rules"]
    page.get_by_label("Norsk").check()
    assert page.get_by_role("heading", level=1).all_inner_texts() == ["Regler for parsellhager"]
    page.locator("#edition-2 td.violated a").first.click()
    assert "#f" in page.url


def test_on_paper_assumptions_are_unfolded_and_nothing_is_to_be_pressed(opened: Open, report: pc.Report) -> None:
    page = opened(report.to_html("en"), scripts=False)
    assumption = page.locator("#edition-1 .rests li").first
    heights = [assumption.bounding_box()["height"]]
    page.emulate_media(media="print")
    heights.append(assumption.bounding_box()["height"])
    assert (heights[0], heights[1] > 10) == (0, True)
    assert (shown(page, "input"), shown(page, "button"), shown(page, "nav"), shown(page, ".finding")) == (0, 0, 0, 11)
    assert page.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.parametrize("text", [EVIL, "wordwithoutspaces" * 2_000])
def test_on_a_phone_it_is_as_wide_as_the_phone_whatever_the_data_say(
    opened: Open, evil: Callable[[str], pc.Report], text: str
) -> None:
    page = opened(evil(text).to_html("nb"), width=390)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate("typeof boom") == "undefined"
    assert page.locator("main img, main script").count() == 0


def test_axe_finds_nothing(opened: Open, report: pc.Report) -> None:
    page = opened(report.to_html("en"))
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(page)
    assert [(one["id"], one["impact"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []

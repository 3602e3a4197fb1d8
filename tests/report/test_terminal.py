"""The view for people, as exact text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

import policycheck as pc
from policycheck.harmless import clean
from policycheck.report.explain import explain
from policycheck.report.explanation_view import explanation_view
from policycheck.report.terminal import page, report_view

TODAY = date(2026, 11, 1)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_report(report: pc.Report, language: str, expected: Callable[[str, str], None]) -> None:
    expected(f"view.{language}.txt", page(report_view(report, language)))


def test_every_outcome(report: pc.Report, expected: Callable[[str, str], None]) -> None:
    expected("view-all.nb.txt", page(report_view(report, "nb", every=True)))


@pytest.mark.parametrize(("language", "told"), [("nb", "Poster: porteføljen 1"), ("en", "Records: the portfolio 1")])
def test_the_portfolio_is_counted_by_a_word_of_the_reader_s(tmp_path: Path, language: str, told: str) -> None:
    (tmp_path / "p.yaml").write_text(
        f'policy: {{id: p, title: P, version: "1", languages: [{language}]}}\n'
        f"text: [{{id: a, force: must, {language}: So.}}]\n"
        "records: {portfolio: {fields: {frame: money}}}\n"
        "rules: [{id: framed, clauses: [a], about: portfolio, modality: must, require: frame > 0}]\n",
        encoding="utf-8",
    )
    report = pc.load(tmp_path / "p.yaml").evaluate({"portfolio": {"frame": 1}}, today=TODAY)
    for text in (page(report_view(report, language)), report.render("markdown"), report.to_html()):
        assert told in text


def test_nothing_judged(garden: pc.Policy) -> None:
    assert page(report_view(garden.evaluate({}, today=TODAY), "nb")) == (
        "Regler for parsellhager, versjon 2.1, vurdert per 01.11.2026\n"
        "\n"
        "Merknader\n"
        "  • Ingen poster er oppgitt, så ingenting er vurdert.\n"
        "\n"
        "Vurdert etter garden 2.1 (avtrykk 9517cf31da54) med policycheck 0.1.0\n"
        "Status: ingenting er vurdert\n"
    )


def test_all_is_well(garden: pc.Policy) -> None:
    plot = {"id": "P-1", "rent": 10, "bees": False, "pets": False}
    assert page(report_view(garden.evaluate({"plots": [plot]}, today=TODAY), "en")) == (
        "Allotment rules, version 2.1, judged as of 1 November 2026\n"
        "\n"
        "Records: plot 1\n"
        "Outcomes: satisfied 1, not applicable 4\n"
        "Judged by garden 2.1 (digest 9517cf31da54) with policycheck 0.1.0\n"
        "Status: compliant\n"
    )


def test_no_line_ends_in_a_space_or_is_too_long(report: pc.Report) -> None:
    lines = page(report_view(report, "nb", every=True)).split("\n")
    assert [line for line in lines if line != line.rstrip() or len(line) > 100] == []


def test_characters_that_an_encoding_lacks_are_replaced(report: pc.Report) -> None:
    text = page(report_view(report, "nb"), "ascii")
    assert text.isascii()
    assert "Parsell P-1 ??se? ? ikke i samsvar\n  ? brudd  neighbour-told\n" in text


EVIL = "\x1b[31mred\x1b[0m [bold]b[/bold] [/x] :smile: \u202etxt\u200b \x07\r\nnext\tcell"


def evil(garden: pc.Policy) -> pc.Report:
    return garden.evaluate(
        {
            "gardens": [{"id": EVIL, "name": EVIL}],
            "plots": [{"id": EVIL, "tenant": EVIL, "garden": EVIL, "rent": 9000, "let": EVIL, "agreed": EVIL, EVIL: 1}],
            "waivers": [
                {
                    "rule": "rent-fair",
                    "subject": EVIL,
                    "granted_by": EVIL,
                    "reason": EVIL,
                    "granted_on": "2026-01-01",
                    "expires_on": "2027-01-01",
                },
                {"rule": EVIL, "subject": "x", "granted_on": "2026-01-01", "expires_on": "2027-01-01"},
            ],
        },
        today=TODAY,
    )


@pytest.mark.parametrize("language", ["nb", "en"])
def test_what_would_steer_a_terminal_comes_out_harmless(garden: pc.Policy, language: str) -> None:
    report = evil(garden)
    parts = [*report_view(report, language, every=True)]
    for rule, key in (("rent-fair", EVIL), ("pleasant", EVIL)):
        for explanation in explain(report, rule, key, language):
            parts += explanation_view(explanation, report, language)
    text = page(parts)
    assert not set(text) & set("\x1b\x07\r\t\u202e\u200b")
    for word in ("[bold]b[/bold]", "[/x]", ":smile:", "�[31mred�[0m"):
        assert word in text


def test_in_colour_only_our_own_escapes_are_written(garden: pc.Policy) -> None:
    console = Console(file=StringIO(), force_terminal=True, color_system="standard", width=100, highlight=False)
    for part in report_view(evil(garden), "nb", every=True):
        console.print(part)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert "\x1b[1;31m✗ brudd" in text or "\x1b[1m" in text
    assert "\x1b[31mred" not in text
    assert "�[31mred" in text


def test_clean() -> None:
    assert clean("a\tb\r\nc\x00\u00a0d\u202fe\ud800") == "a b\nc�\u00a0d\u202fe�"

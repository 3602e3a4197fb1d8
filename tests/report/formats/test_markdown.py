"""Markdown: what the page tells, and nobody's text is markup."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable

import hostile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

import policycheck as pc
from policycheck.harmless import clean
from policycheck.report.formats.markdown import render
from policycheck.report.markdown import foreign
from policycheck.report.page.speaker import MOST_NAME

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
OURS = {
    *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline"),
    *("bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"),
    *("list_item_open", "list_item_close"),
    *(f"{part}_{end}" for part in ("table", "thead", "tbody", "tr", "th", "td") for end in ("open", "close")),
}


def parts(text: str) -> tuple[list[Token], list[Token]]:
    """The blocks of a text, and what stands in their lines."""
    blocks = MARKDOWN.parse(text)
    return blocks, [part for block in blocks for part in block.children or ()]


def plain(tokens: list[Token]) -> str:
    return "".join(token.content for token in tokens if token.type in ("text", "text_special", "code_inline"))


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_whole_report(report: pc.Report, language: str, expected: Callable[[str, str], None]) -> None:
    expected(f"garden.{language}.md", render(report, language, language == "nb"))


def test_the_counts_are_one_list_whatever_their_marks(report: pc.Report) -> None:
    lists = MARKDOWN.parse(render(report, "en", False).split("##")[0])
    assert [token.type for token in lists].count("bullet_list_open") == 1
    assert [token.content for token in lists if token.type == "inline" and token.level == 3] == [
        *("✗ 3 violated", "! 1 recommendation not followed", "? 3 undetermined", "◆ 1 needs judgement"),
        *("– 1 waived", "– 1 excepted", "\\+ 1 option to consider", "⚠ 2 faults in the data"),
    ]


def test_sections_stand_in_the_order_of_the_page(report: pc.Report) -> None:
    assert re.findall("^## (.*)$", render(report, "en", True), re.MULTILINE) == [
        "What to do first",
        "Findings",
        "What is missing",
        "Questions for a person to judge",
        "Faults in the data",
        "Notes",
        "Every outcome",
        "Parameters",
        "What it was judged by",
    ]


def test_the_status_comes_first_also_where_nothing_was_judged(garden: pc.Policy) -> None:
    text = render(garden.evaluate({}), "en", False)
    assert text.split("\n")[4] == (
        "**Status: nothing was judged.** Nothing was judged. That does not mean that anything is compliant."
    )


def test_hostile_records_are_texts() -> None:
    blocks, inline = parts(render(hostile.report(*hostile.TEXTS), "en", True))
    assert {token.type for token in blocks} <= OURS
    assert {token.type for token in inline} <= {
        *("text", "text_special", "code_inline", "strong_open", "strong_close"),
    }
    bold = {inline[at + 1].content for at, token in enumerate(inline) if token.type == "strong_open"}
    assert bold == {
        "Status: not compliant.",
        *("violated", "recommendation not followed", "undetermined", "waived"),
    }
    assert {token.content for token in inline if token.type == "code_inline"} == {
        *("is-ok", "is-fine", "is-free", "has-amount", "asks", "limit"),
    }
    told = re.sub(r"\s+", " ", plain(inline))
    for text in hostile.TEXTS:
        if len(text) <= MOST_NAME - 10 and text != "half \ud800":
            assert re.sub(r"[ \t\r\n]+", " ", clean(text)).strip() in told


@given(st.text(st.one_of(st.sampled_from("\\`*_[]<>|~$&#+-=:.()1!\"' \n\tawhtps/@"), st.characters()), max_size=20))
@settings(max_examples=150)
def test_a_text_from_anybody_is_that_text_wherever_it_stands(text: str) -> None:
    shown = re.sub(r"[ \t\r\n\f\v]+", " ", clean(text)).strip()
    written = foreign(text)
    for line, before, after in (
        (f"{written}", "", ""),
        (f"- {written}", "", ""),
        (f"- x {written}", "x ", ""),
        (f"- x\n  - {written} (y)", "x", " (y)"),
        (f"### {written} – x", "", " – x"),
        (f"| a | b |\n| --- | --- |\n| x | {written} |", "abx", ""),
    ):
        blocks, inline = parts(line)
        assert {token.type for token in blocks} <= OURS, line
        assert {token.type for token in inline} <= {"text", "text_special"}, line
        assert plain(inline).strip() == f"{before}{f'{shown}{after}'.strip()}".strip(), line


@pytest.mark.parametrize(
    "text", ["https://evil.example", "http://x", "www.evil.example", "WWW.evil.example", "ftp://x"]
)
def test_an_address_is_broken_for_pages_that_link_every_address(text: str) -> None:
    assert not re.search(r"(https?|ftp)://|www\.", foreign(text), re.IGNORECASE)


def test_it_needs_nothing_that_is_not_installed_with_the_package() -> None:
    program = (
        "import sys; sys.modules['jinja2'] = sys.modules['markupsafe'] = None\n"
        "from policycheck.report.formats import renderer\n"
        "for name in ('csv', 'junit', 'sarif', 'oscal', 'markdown'): renderer(name)\n"
        "print(sorted(name for name in ('pandas', 'openpyxl', 'altair', 'lxml') if name in sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"

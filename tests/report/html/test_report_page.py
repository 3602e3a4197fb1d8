"""The page of a report as text: what is in it, what is left out and said to be, and that a text stays a text."""

from __future__ import annotations

import re
import sys
from base64 import b64encode
from collections import Counter
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policycheck as pc
from policycheck.report.html.page import environment
from policycheck.report.page import selection
from policycheck.report.page.selection import shares
from policycheck.wording import page as wording

HERE = Path(__file__).parent
TODAY = date(2026, 11, 1)


class Reader(HTMLParser):
    """The tags of a page with the names of their attributes, its texts, and what it leads to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, ...]] = []
        self.texts: list[str] = []
        self.targets: list[str] = []
        self.ids: Counter[str] = Counter()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, *(name for name, _ in attrs)))
        for name, value in attrs:
            if name in ("href", "src", "action", "srcset", "data", "poster"):
                self.targets.append(value or "")
            if name == "id":
                self.ids[value or ""] += 1

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def words(html: str) -> str:
    """What a reader reads, on one line; style and script are not read."""
    bare = re.sub(r"<(style|script)>.*?</\1>", "", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", bare)).split())


def test_the_parts_stand_in_their_order(report: pc.Report) -> None:
    headings = re.findall(r'<h2 id="[a-z]+-1"[^>]*>(.*?)</h2>', report.to_html("en"))
    assert [words(heading) for heading in headings] == [
        "Status: not compliant",
        "What to do first",
        "Overview: records and rules",
        "Findings",
        "What is missing",
        "Questions for a person to judge",
        "Faults in the data",
        "Notes",
        "What it was judged by",
    ]


def test_the_status_stands_with_the_counts_that_make_it_up(report: pc.Report) -> None:
    found = words(report.to_html("en"))
    assert (
        "Status: not compliant At least one requirement is breached, and no exception or waiver covers the breach."
        " What makes it up: ✗ 3 violated ! 1 recommendation not followed ? 3 undetermined ◆ 1 needs judgement"
        " – 1 waived – 1 excepted + 1 option to consider ⚠ 2 faults in the data"
        " Besides: 1 satisfied, 5 not applicable. Records: garden 2, plot 3" in found
    )


def test_what_to_do_first(report: pc.Report) -> None:
    (first,) = re.findall(
        r'<section class="first" aria-labelledby="first-1">(.*?)</section>', report.to_html("en"), re.DOTALL
    )
    assert [words(one) for one in re.findall(r"<li.*?</li>", first)] == [
        "Put right the faults in the data (2), which may change the rest. Faults in the data",
        "See the assessment, put it right, and assess again. Garden G-1 “Solsiden”",
        "The neighbour does not know of bees. Plot P-1 “Åse”",
        "Agree on it. Plot P-3",
        "Get what is missing (6). What is missing",
        "Have somebody judge the questions (1). Questions for a person to judge",
        "Look at the recommendations not followed (1). Findings",
    ]


def test_a_finding_with_all_that_is_known_of_it(report: pc.Report) -> None:
    html = report.to_html("en")
    (one,) = (found for found in report.findings if (found.rule, found.subject) == ("rent-fair", "P-1"))
    (card,) = re.findall(rf'<article class="finding waived" id="f{one.id}-1".*?</article>', html, re.DOTALL)
    assert words(card) == (
        "– waived rent-fair must"
        " Åse pays NOK 2,000.75; NOK 1,500.50 is the most."
        " Waived by Kari, in force from 1 January 2026, expires 1 January 2027: no reason given"
        " 1.1 The rent is never too high."
        " Values the rule saw Rent NOK 2,000.75 rent_for_two NOK 4,001.50"
        " Assumptions it rests on (1)"
        " highest_rent = NOK 1,500.50: The text does not say what is too high. [1.1]"
        " Why? The conditions and what decided"
        " Requires ✗ no “Rent” times 2 is at most NOK 1,500.50 (‹highest_rent›) times 2"
        " What decided Rent : NOK 2,000.75 highest_rent : NOK 1,500.50"
    )


def test_a_question_with_its_facts(report: pc.Report) -> None:
    (card,) = re.findall(
        r'<article class="finding needs_judgement" id="f\w+-1".*?</article>', report.to_html("en"), re.DOTALL
    )
    assert words(card) == (
        "◆ needs judgement pleasant must Garden G-2 Is not stated pleasant?"
        " What to do: Somebody must answer yes or no and record the answer under “Assessments”: judgement pleasant,"
        " subject G-2. 2.3 The garden must be pleasant. Facts for the judgement plots 0 Total rent NOK 0"
    )


def test_what_is_missing_by_record(report: pc.Report) -> None:
    (listed,) = re.findall(r'<ul class="requests" id="requests-1">(.*?)\n</ul>\n', report.to_html("nb"), re.DOTALL)
    assert words(listed) == (
        "Parsell P-2 «Bo» «Sagt fra til naboen» (trengs for neighbour-told) «Husdyr» (trengs for neighbour-told)"
        " Parsell P-3 «Bier» (trengs for neighbour-told) «Sagt fra til naboen» (trengs for neighbour-told)"
        " «Husdyr» (trengs for neighbour-told) «Leie» (trengs for rent-fair)"
    )


def test_every_cell_of_a_finding_leads_to_it(report: pc.Report) -> None:
    html = report.to_html()
    found = Reader(html)
    assert {target[1:] for target in found.targets} <= set(found.ids)
    cells = re.findall(r'<td class="\w+" title="[^"]*"><a href="#(f\w+)-1"', html)
    assert sorted(cells) == sorted(f"f{finding.id}" for finding in report.findings)


def test_a_matrix_says_each_outcome(report: pc.Report) -> None:
    (matrix,) = re.findall(r"<summary>Plot \(3\)</summary>(.*?)</details>", report.to_html("en"), re.DOTALL)
    rows = [
        [words(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in matrix.split("<tr>")[1:]
    ]
    assert rows == [
        ["Record", "rent-fair 1.1", "let-in-season 1.2", "organic 2.1", "neighbour-told 2.2", "grants-there-are 2.4"],
        ["Plot P-1 “Åse” not compliant", "–", "· not applicable", "· not applicable", "✗", "+"],
        ["Plot P-3 not compliant", "?", "✗", "· not applicable", "?", "· not applicable"],
        ["Plot P-2 “Bo” incomplete", "✓ satisfied", "–", "!", "?", "· not applicable"],
    ]


def test_every_language_is_there_the_chosen_one_first(report: pc.Report) -> None:
    for chosen, other in (("nb", "en"), ("en", "nb")):
        html = report.to_html(chosen)
        assert html.startswith(f'<!doctype html>\n<html lang="{chosen}">')
        assert re.findall(r'<div class="edition" id="edition-(\d)" lang="(\w+)"', html) == [("1", chosen), ("2", other)]
        assert re.findall(r'<input type="radio"[^>]* value="(\d)"( checked)?', html) == [("1", " checked"), ("2", "")]


def test_a_language_that_the_policy_lacks(report: pc.Report) -> None:
    with pytest.raises(pc.InvalidCall, match="the policy has no language `fr`: it has nb, en"):
        report.to_html("fr")


def test_a_policy_in_one_language_has_nothing_to_switch(pack: Callable[[str], pc.Policy]) -> None:
    policy = pack(
        "policy: {id: one, title: Ett, version: '1', languages: [nn]}\n"
        "text: [{id: '1', force: must, nn: 'Turen skal vere kort.'}]\n"
        "records: {trip: {fields: {days: integer}}}\n"
        "rules: [{id: short, clauses: ['1'], about: trip, modality: must, require: days < 3}]\n"
    )
    html = policy.evaluate({"trips": [{"id": "T", "days": 9}]}, today=TODAY).to_html()
    assert '<html lang="nn">' in html
    assert 'type="radio"' not in html
    assert "Ikke i tråd med 1: Turen skal vere kort." in html


@pytest.mark.parametrize(
    ("plots", "status", "todo"),
    [
        ([], "Nothing was judged. That does not mean that anything is compliant.", "Give records that can be judged."),
        (
            [{"id": "P", "rent": 1, "bees": False, "pets": False}],
            "Every requirement that applies is satisfied, or covered by an exception or a waiver.",
            "Nothing needs doing now.",
        ),
    ],
)
def test_a_report_without_findings(garden: pc.Policy, plots: list[dict[str, object]], status: str, todo: str) -> None:
    found = words(garden.evaluate({"plots": plots}, today=TODAY).to_html("en"))
    for said in (status, todo, "No findings.", "Nothing is missing.", "No question is open.", "No faults were found."):
        assert said in found


def test_the_same_report_gives_the_same_bytes(garden: pc.Policy) -> None:
    data = HERE.parent / "packs" / "garden-data.json"
    first, second = (garden.evaluate(data, today=TODAY).to_html() for _ in range(2))
    assert first.encode() == second.encode()


def test_it_is_complete_in_itself(report: pc.Report) -> None:
    found = Reader(report.to_html())
    assert {target[:1] for target in found.targets} == {"#"}
    assert not {"link", "img", "iframe", "object", "embed", "base"} & {tag for tag, *_ in found.tags}
    assert found.ids.most_common(1)[0][1] == 1


def test_no_script_may_run_but_its_own(evil: Callable[[str], pc.Report]) -> None:
    html = evil("<script>boom()</script>").to_html()
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none';")


@settings(max_examples=10)
@given(st.text(st.one_of(st.characters(), st.sampled_from("<>&\"'`{}%#/=-\\\u202e\u0000\n")), min_size=1, max_size=30))
def test_whatever_the_data_say_the_page_has_the_same_tags(text: str) -> None:
    policy = pc.load(HERE.parent / "packs" / "garden.yaml")

    def tags(said: str) -> list[tuple[str, ...]]:
        gardens = [{"id": "G-1", "name": f"a{said}b"}]
        plots = [
            {"id": f"a{said}b", "tenant": f"a{said}b", "garden": "G-1", "let": "2027-01-01", "agreed": f"a{said}b"}
        ]
        return Reader(policy.evaluate({"gardens": gardens, "plots": plots}, today=TODAY).to_html()).tags

    assert tags(text) == tags("x")


def test_hostile_text_is_told_as_text(evil: Callable[[str], pc.Report]) -> None:
    hostile = "<b>{{ 7 * 7 }}</b>\u202e\x1b\x00"
    html = evil(hostile).to_html("en")
    assert "&lt;b&gt;{{ 7 * 7 }}&lt;/b&gt;���" in html
    assert "<b>{{" not in html
    assert [c for c in set(html) if not c.isprintable() and c not in "\n\u00a0\u202f"] == []


def test_half_a_character_can_be_written(evil: Callable[[str], pc.Report]) -> None:
    assert "a�b" in evil("a\ud800b").to_html().encode().decode()


def test_long_texts_are_cut_and_it_is_said_by_how_much(evil: Callable[[str], pc.Report]) -> None:
    html = evil("å" * 100_000).to_html("en")
    assert len(html) < 200_000
    assert "å" * 300 + "… [99,700 characters left out]" in html


@pytest.mark.parametrize(
    ("found", "most", "least", "told"),
    [
        pytest.param({"a": 3, "b": 2}, 10, 1, {"a": 3, "b": 2}, id="room for all"),
        pytest.param({"a": 30, "b": 20}, 10, 2, {"a": 8, "b": 2}, id="the first kind has what the others leave"),
        pytest.param({"a": 3, "b": 20, "c": 9}, 10, 2, {"a": 3, "b": 5, "c": 2}, id="what the first leaves goes on"),
        pytest.param({"a": 0, "b": 0}, 10, 2, {"a": 0, "b": 0}, id="nothing"),
    ],
)
def test_shares(found: dict[str, int], most: int, least: int, told: dict[str, int]) -> None:
    assert shares(found, most, least) == told


@settings(max_examples=50)
@given(st.dictionaries(st.text(max_size=2), st.integers(0, 50), max_size=6), st.integers(0, 60), st.integers(0, 10))
def test_shares_fill_the_room_and_no_more(found: dict[str, int], most: int, least: int) -> None:
    told = shares(found, most, least)
    floor = sum(min(number, least) for number in found.values())
    assert sum(told.values()) == min(sum(found.values()), max(most, floor))
    assert all(min(number, least) <= told[name] <= number for name, number in found.items())


def many(garden: pc.Policy, number: int) -> pc.Report:
    """A report with so many breaches, and as many outcomes that cannot be decided."""
    plots = [{"id": f"P-{at:03}", "rent": 9000, "bees": True} for at in range(number)]
    return garden.evaluate({"plots": plots}, today=TODAY)


def test_what_is_left_out_is_counted_and_said(garden: pc.Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "MOST_FINDINGS", 8)
    monkeypatch.setattr(selection, "LEAST_FINDINGS", 3)
    monkeypatch.setattr(selection, "MOST_EXPLAINED", 2)
    monkeypatch.setattr(selection, "LEAST_EXPLAINED", 1)
    monkeypatch.setattr(selection, "MOST_SEARCHED", 4)
    html = many(garden, 10).to_html("en")
    found = words(html.split('id="edition-2"')[0])
    assert "✗ 10 violated ? 10 undetermined" in found
    assert (
        "Told here are 8 of 20 findings, the worst first. Left out: 5 violated, 7 undetermined."
        " All findings: --format json or --format xlsx." in found
    )
    assert "The list is made from 4 of 10 undetermined outcomes." in found
    assert "Lower the rent. Plot P-000 , Plot P-001 , Plot P-002 and at least 2 more" in found
    assert "Get what is missing (at least 4)." in found
    assert len(re.findall(r'<article [^>]*id="f\w+-1"', html)) == 8
    assert len(re.findall(r'<details class="why">', html)) == 2 * 2
    assert "policycheck explain … --rule rent-fair --subject P-004" in found


def test_of_a_sample_it_says_how_much_it_is_of(garden: pc.Policy) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    pytest.importorskip("duckdb")
    plots = {
        "id": [f"P-{at:02}" for at in range(30)],
        "rent": ["9000"] * 30,
        "bees": [True] * 30,
        "organic": [False] * 30,
    }
    tables = {"plots": pyarrow.table(plots), "gardens": pyarrow.table({"id": ["G"]})}
    found = words(garden.evaluate_tables(tables, today=TODAY).report(10).to_html("en"))
    for said in (
        "✗ 60 violated, recommendations not followed among them ? 30 undetermined ◆ 1 needs judgement",
        "Lower the rent. Plot P-00 , Plot P-01 , Plot P-02 and maybe others",
        "Get what is missing (at least 3).",
        "27 records are not in the overview: the report is a sample.",
        "The report is a sample of 10 of 91 findings; the counts at the top are of all.",
        "The list is made from 3 of 30 undetermined outcomes.",
    ):
        assert said in found


def test_a_matrix_shows_the_records_that_stand_worst_or_all(garden: pc.Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policycheck.report.page.matrix.MOST_LINES", 2)
    report = many(garden, 5)
    some, all_ = report.to_html("en"), report.to_html("en", all=True)
    assert "Plot: 2 of 5 records" in some
    assert "3 records are not in the overview; those that are stand worst. All of them: --all." in some
    assert "Plot (5)" in all_
    assert "not in the overview" not in all_


def test_without_jinja2_it_is_said_what_to_install(report: pc.Report, monkeypatch: pytest.MonkeyPatch) -> None:
    environment.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(pc.InvalidCall, match=re.escape("a page of HTML needs jinja2: pip install 'policycheck[html]'")):
        report.to_html()


def test_the_sentences_are_in_both_languages_and_all_used() -> None:
    package = HERE.parents[2] / "src" / "policycheck" / "report"
    files = [path for folder in ("page", "html") for path in (package / folder).rglob("*")]
    source = "".join(path.read_text(encoding="utf-8") for path in files if path.suffix in (".py", ".html"))
    computed = r"page_(status_\w+|must|should|default|may|advised|option)"
    used = set(re.findall(r"""["'](page_\w+)["']""", source))
    assert {key for key in wording.SENTENCES if not re.fullmatch(computed, key)} - used == set()
    for nb, en in wording.SENTENCES.values():
        assert set(re.findall(r"{\d}", nb)) == set(re.findall(r"{\d}", en))

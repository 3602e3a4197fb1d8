"""The report on a year as people get it: Markdown and HTML, in whole, of odd data, and of odd policies."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import policycheck as pc
from policycheck.report.annual import Annual
from policycheck.report.annual.html import html
from policycheck.report.annual.markdown import markdown
from policycheck.report.annual.paper import Heading, Paper, Paragraph, Point, Points, Quote, Section, Table

Yearly = Callable[..., Annual]
Load = Callable[[str], pc.Policy]
Data = dict[str, Any]
ROOT = Path(__file__).parents[3]
YEAR = date(2026, 1, 1), date(2027, 1, 1)
TODAY = date(2026, 11, 1)
EXAMPLE = ROOT / "examples" / "fredrikstad"


def test_the_example_is_what_would_be_written(record: bool) -> None:
    """What a council would get; to be read as a whole where it has changed."""
    report = pc.load("fredrikstad").evaluate(EXAMPLE / "portfolio.json", today=TODAY)
    found = report.annual(*YEAR).to_markdown()
    path = EXAMPLE / "annual.md"
    if record:
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


def test_both_forms_of_a_small_one(
    clubs: pc.Policy, yearly: Yearly, data: Data, expected: Callable[[str, str], None]
) -> None:
    data["waivers"] = [
        {"rule": "quota", "subject": "a", "granted_on": "2026-01-01", "expires_on": "2026-12-01", "reason": "Jubileum"}
    ]
    before = clubs.evaluate({"clubs": [{"id": "z", "name": "Zoo", "size": "big"}]}, today=date(2025, 11, 1))
    annual = yearly(data, before.to_dict())
    expected("annual.md", annual.to_markdown("en"))
    body = re.search(r"<body>\n(.*)</body>", annual.to_html(), re.DOTALL)
    assert body
    expected("annual.html", body[1])


def test_the_same_records_give_the_same_bytes(yearly: Yearly, data: Data) -> None:
    assert yearly(data).to_html() == yearly(data).to_html()
    assert yearly(data).to_markdown() == yearly(data).to_markdown()


class Shown(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "| a | b |\n| --- | --- |",
    "# heading\n\n- item\n\n***",
    "[link](javascript:alert(1)) ![x](http://example.org/x.png) <http://example.org>",
    "{{ 7 * 7 }} {% raw %} {0} ${x}",
    "a\u202eb\u2066c\u200bd\x00e\x1b[31mf",
    "=1+1\tcmd",
    "&lt;b&gt; &#60;i&#62;",
    "`code` **bold** _it_ ~~no~~ \\",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_a_text_wherever_it_stands(yearly: Yearly, data: Data, text: str) -> None:
    data["clubs"][0]["name"] = data["clubs"][1]["agreed"] = text
    data["waivers"] = [
        {"rule": "quota", "subject": "a", "granted_on": "2026-01-01", "expires_on": "2026-12-01", "reason": text, "granted_by": text}
    ]  # fmt: skip
    plain = {**data, "clubs": [{**one, "name": "N"} for one in data["clubs"]]}
    plain["waivers"] = [{**data["waivers"][0], "reason": "R", "granted_by": "G"}]
    annual, other = yearly(data), yearly(plain)
    shown, written = annual.to_html(), annual.to_markdown()
    page, usual = Shown(shown), Shown(other.to_html())
    assert page.tags == usual.tags
    assert page.attributes == usual.attributes
    assert not set("\u202e\u2066\u200b\x00\x1b") & set(shown + written)
    assert kinds(written) == kinds(other.to_markdown())


def kinds(text: str) -> list[str]:
    """What a Markdown text is made of."""
    return [token.type for token in MarkdownIt("gfm-like", {"linkify": False}).parse(text)]


def test_a_very_long_text_is_cut(yearly: Yearly, data: Data) -> None:
    data["clubs"][0]["name"] = data["clubs"][1]["agreed"] = "x" * 100_000
    assert max(len(line) for line in yearly(data).to_markdown().splitlines()) < 5_000
    assert max(len(line) for line in yearly(data).to_html().splitlines()) < 10_000


TEXTS = st.text(st.characters(codec="utf-8"), max_size=12) | st.text("|`*_#[]<>&\\-+1.)!~$:\n ", max_size=12)


@settings(max_examples=60)
@given(st.lists(TEXTS, min_size=8, max_size=8))
def test_whatever_a_paper_says_its_markdown_has_the_parts_it_has(words: list[str]) -> None:
    a, b, c, d, e, f, g, h = (f"x{word}" for word in words)
    table = Table(c, (d, e), ((f, g), (h, a)), (1,))
    blocks = (Paragraph(a), Heading(b), Quote(c, d), Points((Point(e, f, (g, h)),)), table)
    paper = Paper("en", a, ((b, c),), (d,), (Section("s", e, blocks),))
    parsed = MarkdownIt("gfm-like", {"linkify": False}).parse(markdown(paper))
    opened = [
        token.type.removesuffix("_open") for token in parsed if token.nesting == 1 and token.type != "paragraph_open"
    ]
    assert opened == [
        *("heading", "bullet_list", "list_item", "blockquote", "heading", "heading", "blockquote"),
        *("bullet_list", "list_item", "bullet_list", "list_item", "list_item"),
        *("table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td", "tr", "td", "td"),
    ]
    inline = {child.type for token in parsed for child in token.children or ()}
    assert inline <= {"text", "strong_open", "strong_close", "softbreak", "text_special"}


def test_a_page_has_what_a_reader_with_a_screen_reader_needs(yearly: Yearly, data: Data) -> None:
    page = yearly(data).to_html("nb")
    shown = Shown(page)
    assert '<html lang="nb">' in page
    assert shown.tags.count("h1") == shown.tags.count("main") == 1
    assert shown.tags.count("table") == shown.tags.count("caption") > 5
    assert len(re.findall(r"<th(?! scope=)[ >]", page)) == 0
    links = re.findall(r'href="#([^"]+)"', page)
    assert [f'<section id="{link}"' in page for link in links] == [True] * len(links)
    assert "script" not in shown.tags


def test_a_notebook_gets_the_paper_without_a_page_around_it(yearly: Yearly, data: Data) -> None:
    shown = Shown(yearly(data)._repr_html_())
    assert not {"html", "head", "body", "style", "script"} & set(shown.tags)
    assert "Årsrapport: Retningslinjer for klubbturer" in shown.text


def test_no_records_at_all(yearly: Yearly) -> None:
    paper = yearly({}).paper("en")
    assert paper.notices[0] == "Nothing was judged: there are no records that the rules are about."
    assert dict(paper.facts)["Status"] == "nothing was judged"
    assert [section.key for section in paper.sections] == [
        *("summary", "composition", "breaches", "waivers", "judged", "gaps", "basis")
    ]
    assert "There are no records." in markdown(paper)
    assert "There are no records." in html(paper)


def test_a_policy_with_nothing_to_count_in_english_only(pack: Load) -> None:
    policy = pack("""
policy: {id: small, title: Small rules, version: "1", languages: [en]}
text: [{id: "1", force: must, en: A thing has a name.}]
records: {thing: {fields: {name: text}}}
rules: [{id: named, clauses: ["1"], about: thing, modality: must, require: present(name)}]
""")
    paper = policy.evaluate({"things": [{"id": "t", "name": "T"}]}, today=TODAY).annual(*YEAR).paper()
    assert [section.key for section in paper.sections] == [
        *("summary", "composition", "breaches", "waivers", "gaps", "basis")
    ]
    assert markdown(paper).splitlines()[:20] == [
        "# Yearly report: Small rules",
        "",
        "- **Period:** 1 January 2026 through 31 December 2026",
        "- **Judged as of:** 1 November 2026",
        "- **Version:** 1",
        "- **Status:** compliant",
        "",
        "> **The period is not over. The report shows how things stood on 1 November 2026.**",
        "",
        "## Summary",
        "",
        "**Outcomes**",
        "",
        "| Outcome | Number | Meaning |",
        "| --- | --- | --- |",
        "| satisfied | 1 | The demand is met. |",
        "",
        "## Composition",
        "",
        "**Records**",
    ]


def test_many_fields_and_values_are_capped_those_that_rules_read_come_first(pack: Load) -> None:
    fields = "\n".join(f"      f{at}: boolean" for at in range(20))
    policy = pack(f"""
policy: {{id: wide, title: Wide, version: "1", languages: [en]}}
text: [{{id: "1", force: must, en: It is so.}}]
records:
  thing:
    fields:
{fields}
      many: {{type: list, of: {{type: choice, of: [{", ".join(f"v{at}" for at in range(60))}]}}}}
      one: {{type: choice, of: [{", ".join(f"w{at}" for at in range(15))}]}}
rules: [{{id: so, clauses: ["1"], about: thing, modality: must, require: f19 and f18 and present(one)}}]
""")
    rows = [{"id": str(at), "f19": True, "many": ["v59"], "one": f"w{at % 15}"} for at in range(16)]
    annual = policy.evaluate({"things": rows}, today=TODAY).annual(*YEAR)
    (found,) = annual.composition
    assert [one.field.name for one in found.spreads] == [*(f"f{at}" for at in range(9)), "f18", "f19", "one"]
    assert found.left_out == 9
    text = annual.to_markdown()
    assert "| One | w0 2, w1 1, w2 1, w3 1, w4 1, w5 1, w6 1, w7 1, w8 1, w9 1, 5 other values 5 | 0 |" in text
    assert "| v59 | 16 |\n\nValues that none has: 59 of 60." in text


@pytest.mark.parametrize(
    ("start", "until", "message"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), "the period ends before it begins: from 2026-01-01, until 2026-01-01 (the first day behind it)"),
        ("2026-01-01", date(2027, 1, 1), "`start` is a date, such as date(2026, 1, 1); found `2026-01-01`"),
        (date(2026, 1, 1), None, "`until` is a date, such as date(2026, 1, 1); found `None`"),
    ],
)  # fmt: skip
def test_a_period_that_is_none_is_refused(clubs: pc.Policy, start: Any, until: Any, message: str) -> None:
    report = clubs.evaluate({}, today=TODAY)
    with pytest.raises(pc.InvalidCall) as refused:
        report.annual(start, until)
    assert str(refused.value) == message


def test_a_language_that_the_policy_lacks_is_refused_and_a_moment_is_a_day(clubs: pc.Policy) -> None:
    annual = clubs.evaluate({}, today=TODAY).annual(datetime(2026, 1, 1, 12), datetime(2026, 1, 2, 9))
    assert repr(annual) == "<Annual clubs 2026-01-01/2026-01-02: nothing_judged>"
    with pytest.raises(pc.InvalidCall, match="the policy has no language `fr`: it has nb, en"):
        annual.to_markdown("fr")


def test_a_report_on_a_sample_is_refused(clubs: pc.Policy, data: Data, tmp_path: Path) -> None:
    for name, rows in {"clubs": data["clubs"], "trips": [{"id": "1"}, {"id": "2", "planned": True}]}.items():
        columns = dict.fromkeys(key for row in rows for key in row)
        lines = [",".join(str(row.get(key, "")) for key in columns) for row in rows]
        (tmp_path / f"{name}.csv").write_text("\n".join([",".join(columns), *lines]), encoding="utf-8")
    bulk = clubs.evaluate_tables({name: str(tmp_path / f"{name}.csv") for name in ("clubs", "trips")}, today=TODAY)
    for limit in (1, 1000):  # some of the findings; all of them, though not all of the records
        with pytest.raises(pc.InvalidCall) as refused:
            bulk.report(limit).annual(*YEAR)
        assert str(refused.value) == (
            "this report is on a sample, which is too little for a year: evaluate the records themselves"
        )


def test_a_live_session_gives_the_same_paper(clubs: pc.Policy, yearly: Yearly, data: Data) -> None:
    with clubs.session(given=data, today=TODAY, engine="python") as session:
        assert session.report().annual(*YEAR).to_markdown() == yearly(data).to_markdown()

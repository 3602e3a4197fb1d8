"""A policy's coverage in a terminal, as Markdown, HTML and JSON; and the command."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import policycheck as pc
from policycheck import cli
from policycheck.author.coverage import covered
from policycheck.author.coverage.html import coverage_html
from policycheck.author.coverage.markdown import coverage_markdown
from policycheck.author.prose import Prose, figures
from policycheck.policy import Policy

EVIL = "<script>alert(1)</script>*x*`y`|[z](http://e.org)\\u202e"
PACK = """\
policy: {id: trips, title: {nb: Reiser, en: Trips}, version: "1", languages: [nb, en]}
text:
  - {id: "1", force: heading, nb: "1 Reiser", en: "1 Trips"}
  - {id: 1-p1, force: must, nb: "En reise skal koste høyst 5 kroner.", en: "A trip must cost 5 kroner at most."}
  - {id: 1-p2, force: should, nb: "Reisende bør sove.", en: "Travellers should sleep.", not_checked: {nb: "Ingen fører det.", en: "Nobody records it."}}
  - {id: 1-p3, force: discretionary, nb: "Reisen skal være nyttig.", en: "The trip must be useful."}
  - {id: 1-p4, force: descriptive, nb: "Ordningen er ny.", en: "The scheme is new."}
records:
  trip:
    label: {nb: Reise, en: Trip}
    fields: {cost: {type: integer, label: {nb: Kostnad, en: Cost}}}
rules:
  - {id: cheap, clauses: [1-p1, 1-p3], about: trip, modality: must, require: cost <= 5, message: {nb: Dyr., en: Dear.}}
judgements:
  - {id: useful, clauses: [1-p3], about: trip, question: {nb: "Nyttig?", en: "Useful?"}}
"""
TEXT = "1 Reiser\n\nEn reise skal koste høyst 7 kroner. Reisende bør sove.\n\nReisen skal være nyttig.\n\nOrdningen er ny.\n"
TERMINAL = """\
Trips: coverage
Version 1

In figures
                              Enforced by             Only
Kind of sentence  Total             rules      suggestions  Put to a person  Not checked  Background
must                  1                 1                –                –            –           –
should                1                 –                –                –            1           –
discretion            1                 1                –                1            –           –
heading               1                 –                –                –            –           1
description           1                 –                –                –            –           1
binding, in all       3                 2                –                1            1           –
Total                 5                 2                –                1            1           2
Sentences that bind: 3. Of these, 2 are enforced by rules, 1 are put to a person, and 1 are not
checked.
Of those that bind, 1 are counted in more than one place, as parts of the sentence are treated
differently.
Rules: 1. Questions to a person: 1. Assumptions: 0.

The text

1 Trips
✓ 1-p1  must · enforced
  A trip must cost 5 kroner at most.
    → cheap  a departure is a breach
      Requires that “Cost” is at most 5
○ 1-p2  should · not checked
  Travellers should sleep.
    Why not: Nobody records it.
✓◆ 1-p3  discretion · enforced, put to a person
  The trip must be useful.
    → useful  question
      Asks: Useful?
    → cheap  at 1-p1
· 1-p4  description · background
  The scheme is new.

"""


@pytest.fixture(scope="module")
def policy(loaded: Callable[[str], Policy]) -> Policy:
    return loaded(PACK)


@pytest.fixture
def pack(tmp_path: Path) -> str:
    (tmp_path / "trips").mkdir()
    (tmp_path / "trips" / "policy.yaml").write_text(PACK, encoding="utf-8")
    return str(tmp_path / "trips")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    """The command's exit code, and what it writes."""

    def run_it(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["policycheck", "coverage", *words])
        code: object = 0
        try:
            cli.main()
        except SystemExit as end:
            code = end.code or 0
        told = capsys.readouterr()
        assert isinstance(code, int)
        return code, told.out, told.err

    return run_it


def test_sentences_are_counted_by_force_and_by_what_becomes_of_them(policy: Policy) -> None:
    found = figures(Prose(policy.rulebook, "nb"))
    assert {force: (count.total, *count.treated.values()) for force, count in found.by_force.items()} == {
        "must": (1, 1, 0, 0, 0, 0),
        "should": (1, 0, 0, 0, 1, 0),
        "discretionary": (1, 1, 0, 1, 0, 0),
        "heading": (1, 0, 0, 0, 0, 1),
        "descriptive": (1, 0, 0, 0, 0, 1),
    }
    assert (found.binding.total, *found.binding.treated.values(), found.binding.several) == (3, 2, 0, 1, 1, 0, 1)
    assert (found.every.total, found.both, found.unchecked) == (5, 1, ("1-p2",))


TREATED = [
    ("modality: must, require: cost <= 5, message: {nb: Dyr., en: Dear.}", ("enforced", "judged"), ""),
    ("modality: may, recommend: {from: w in ways, say: {nb: Gå., en: Walk.}}", ("suggested", "judged"), ""),
    (
        "modality: must, require: cost <= 5, message: {nb: Dyr., en: Dear.}, in_force: {until: 2020-01-01}",
        ("enforced", "judged"),
        "til og med 31.12.2019",
    ),
]


@pytest.mark.parametrize(("rule", "treatments", "in_force"), TREATED, ids=[one[2] or one[1][0] for one in TREATED])
def test_what_only_suggests_or_has_ended_is_not_told_as_enforced(
    loaded: Callable[[str], Policy], rule: str, treatments: tuple[str, ...], in_force: str
) -> None:
    ways = "tables:\n  ways: {fields: {name: text}, rows: [{id: foot, name: Foot}]}\n"
    policy = loaded(PACK.replace(TREATED[0][0], rule) + ways)
    prose = Prose(policy.rulebook, "nb")
    clause = policy.rulebook.clauses["1-p3"]
    assert (prose.treatments(clause), prose.only_in_force(clause)) == (treatments, in_force)
    assert figures(prose).in_force == (("1-p1", "1-p3") if in_force else ())
    page = coverage_markdown(covered(policy, "nb"))
    assert ("✓ håndheves" in page) is (treatments[0] == "enforced")
    assert ("✓ håndheves (til og med 31.12.2019)" in page) is bool(in_force)
    assert ("gir reglene bare forslag til 2;" in page) is (treatments[0] == "suggested")


def test_a_sentence_with_a_rule_that_says_what_is_not_checked_is_both(loaded: Callable[[str], Policy]) -> None:
    policy = loaded(
        PACK.replace('en: "The trip must be useful."', 'en: "Useful.", not_checked: {nb: Delvis., en: Partly.}')
    )
    found = figures(Prose(policy.rulebook, "en"))
    assert Prose(policy.rulebook, "en").treatments(policy.rulebook.clauses["1-p3"]) == (
        "enforced",
        "judged",
        "unchecked",
    )
    assert (found.unchecked, found.binding.treated["unchecked"], found.binding.several) == (("1-p2", "1-p3"), 2, 1)


def test_a_terminal_shows_every_sentence_with_its_mark(pack: str, tmp_path: Path, run: Callable[..., tuple[int, str, str]]) -> None:  # fmt: skip
    into = tmp_path / "coverage.txt"
    assert run(pack, "--lang", "en", "-o", str(into)) == (0, "", "")
    *lines, made = into.read_text(encoding="utf-8").splitlines()
    assert "\n".join(lines) + "\n" == TERMINAL
    assert re.fullmatch(r"Made from the pack trips 1 \(digest [0-9a-f]{12}\) by policycheck \S+\.", made)


def test_markdown_has_the_rules_in_words(policy: Policy) -> None:
    page = coverage_markdown(covered(policy, "nb"))
    assert "##### 1-p1 · skal · ✓ håndheves\n\n> En reise skal koste høyst 5 kroner.\n\n**Regel** `cheap`" in page
    assert "- **Krever** at *Kostnad* er høyst 5\n" in page
    assert "##### 1-p2 · bør · ○ kontrolleres ikke\n\n> Reisende bør sove.\n\nHvorfor ikke: Ingen fører det.\n" in page
    assert "Se `cheap`, ved `1-p1`." in page


def test_json_has_the_same_for_programs(pack: str, tmp_path: Path, run: Callable[..., tuple[int, str, str]]) -> None:
    into, text = tmp_path / "coverage.json", tmp_path / "new.txt"
    text.write_text(TEXT, encoding="utf-8")
    assert run(pack, "--format", "json", "--against", str(text), "-o", str(into))[0] == 1
    found = json.loads(into.read_text(encoding="utf-8"))
    assert found["sentences"][3] == {
        "id": "1-p3",
        "force": "discretionary",
        "text": "Reisen skal være nyttig.",
        "treatments": ["enforced", "judged"],
        "enforced_only": None,
        "rules": ["cheap"],
        "judgements": ["useful"],
        "not_checked": None,
    }
    assert found["figures"]["binding"] == {
        "total": 3,
        "enforced": 2,
        "suggested": 0,
        "judged": 1,
        "unchecked": 1,
        "background": 0,
    }
    assert [one["clause"] for one in found["against"]["changed"]] == ["1-p1"]
    assert found["against"]["stale"] == [{"kind": "rule", "name": "cheap", "clauses": ["1-p1"]}]


@pytest.mark.parametrize("format", ["text", "markdown", "html", "json"])
def test_the_exit_code_says_whether_a_text_differs(
    pack: str, tmp_path: Path, run: Callable[..., tuple[int, str, str]], format: str
) -> None:
    text, into = tmp_path / "new.txt", tmp_path / "out.json"
    text.write_text(TEXT.replace("7", "5"), encoding="utf-8")
    assert run(pack, "--format", format, "-o", str(into), "--against", str(text)) == (0, "", "")
    text.write_text(TEXT, encoding="utf-8")
    assert run(pack, "--format", format, "-o", str(into), "--against", str(text)) == (1, "", "")
    assert run(pack, "--format", format, "-o", str(into)) == (0, "", "")


def test_the_terminal_tells_what_changed_and_what_is_stale(
    pack: str, tmp_path: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    text = tmp_path / "new.txt"
    text.write_bytes(TEXT.encode("cp1252"))
    code, out, _ = run(pack, "--against", str(text))
    assert code == 1
    assert "Sammenlignet med new.txt\n  new.txt er ikke UTF-8 og er lest som Windows-1252." in out
    assert (
        "    1-p1: En reise skal koste høyst [-5-]{+7+} kroner.  (Tall: 5 → 7)\n      → Må ses over: regel cheap\n"
        in out
    )
    assert "✓ 1-p1  skal · håndheves  [endret i new.txt]\n" in out
    assert "    → cheap  avvik er brudd  må ses over\n" in out


MISTAKES = [
    (["--format", "pdf"], "--format: unknown `pdf`"),
    (["--lang", "de"], "--lang: the policy has no `de`: it has nb, en"),
    (["--against", "none.txt"], "`none.txt`: there is no such file"),
    (["--format", "html", "-o", "trips.xlsx"], "--output: `trips.xlsx` is a name for data"),
]


@pytest.mark.parametrize(("words", "message"), MISTAKES, ids=[one[1] for one in MISTAKES])
def test_mistakes_are_told(pack: str, run: Callable[..., tuple[int, str, str]], words: list[str], message: str) -> None:
    code, out, err = run(pack, *words)
    assert (code, out) == (2, "")
    assert err.startswith(f"policycheck: {message}")


def test_a_pack_that_does_not_load_is_told(tmp_path: Path, run: Callable[..., tuple[int, str, str]]) -> None:
    (tmp_path / "half").mkdir()
    (tmp_path / "half" / "policy.yaml").write_text("policy: {id: half\ntext:\n", encoding="utf-8")
    code, out, err = run(str(tmp_path / "half"))
    assert (code, out) == (2, "")
    assert err.startswith("policy.yaml:")


def test_a_page_has_every_language_and_every_link_leads_somewhere(policy: Policy) -> None:
    page = coverage_html([covered(policy, language) for language in policy.languages])
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(set(ids)) == len(ids)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert 'lang="nb"' in page
    assert 'lang="en"' in page
    assert "<script" not in page


def test_hostile_texts_stay_texts(tmp_path: Path, loaded: Callable[[str], Policy]) -> None:
    from policycheck.author.coverage import compared

    evil = EVIL.replace("\\u202e", "\u200f\u202e")
    policy = loaded(PACK.replace("En reise skal koste høyst 5 kroner.", EVIL).replace("Ingen fører det.", EVIL))
    text = tmp_path / "<b>*new*.txt"
    text.write_text(TEXT.replace("En reise", f"{evil} {evil}"), encoding="utf-8")
    comparison = compared(policy.rulebook, text)
    page = coverage_html([covered(policy, "nb", comparison)])
    assert "<script" not in page
    assert "<b>*" not in page
    assert "\u202e" not in page
    lines = coverage_markdown(covered(policy, "nb", comparison))
    assert "<script" not in lines.replace("\\<script", "")
    assert "[z](" not in lines.replace("\\[z", "")
    assert "\u202e" not in lines


def test_a_page_asks_for_nothing() -> None:
    page = coverage_html([covered(pc.load("fredrikstad"), "nb")])
    assert "default-src 'none'" in page
    assert "script-src 'none'" in page
    assert not re.search(r"(?:src|href)=\"(?!#)", page)

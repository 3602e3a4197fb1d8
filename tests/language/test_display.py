"""A policy, its rules, judgements and sentences as a notebook shows them."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

import policycheck as pc
from policycheck.language.display import MOST_LETTERS, MOST_ROWS, MOST_SENTENCES
from policycheck.language.rulebook import Clause, Rule
from policycheck.policy import load

PACK = """
policy:
  {id: club, title: {en: A club, nb: En klubb}, version: "2", languages: [nb, en], issuer: {nb: Styret, en: The board},
   in_force: {from: 2026-01-01}}
text:
  - {id: "1", force: heading, nb: Turer, en: Trips}
  - {id: "1.1", force: should, en: "Trips are < 3 days.", nb: "Turer er < 3 dager."}
  - {id: "1.2", force: indicative, nb: Det er hyggelig., en: It is pleasant.,
     not_checked: {nb: Ingen vet., en: Nobody knows.}}
records: {trip: {title: name, fields: {name: text, days: integer, far: boolean, agreed: text}}}
tables: {tips: {fields: {name: text, far: boolean}, rows: []}}
parameters: {most: {type: integer, value: 3}}
rules:
  - id: short
    clauses: ["1.1"]
    about: trip
    modality: should
    for: {way: [out, in]}
    when: far
    require: days < param.most and way == way
    unless: [{if: present(agreed), because: {nb: Avtalt., en: Agreed.}}]
    message: {nb: "{name} varer {days} dager.", en: "{name} lasts {days} days."}
    remedy: {nb: Kort ned., en: Shorten it.}
    in_force: {until: 2030-01-01}
  - {id: never, clauses: ["1.1"], about: trip, modality: must, forbid: "days > 9"}
  - id: tips-there-are
    clauses: ["1.2"]
    about: trip
    modality: may
    recommend: {from: t in tips, where: t.far == far, say: {nb: "Se {t.name}", en: "See {t.name}"}}
judgements:
  - id: pleasant
    clauses: ["1.2"]
    about: trip
    modality: default
    question: {nb: "Er {name} hyggelig?", en: "Is {name} pleasant?"}
    facts: {days: days, far: far}
"""
TEXT = (
    '<p lang="nb" dir="auto" style="margin: .2em 0"><span>{}</span></p>'
    '<p lang="en" dir="auto" style="margin: .2em 0; opacity: .75"><span>{}</span></p>'
)
QUOTE = (
    '<blockquote style="border-left: 3px solid; padding: 0 0 0 .8em; margin: .5em 0; max-width: 60em">'
    "<code>{}</code> · {}" + TEXT + "</blockquote>"
)
TRIPS = QUOTE.format("1.1", "bør", "Turer er &lt; 3 dager.", "Trips are &lt; 3 days.")
PLEASANT = QUOTE.format("1.2", "veiledende", "Det er hyggelig.", "It is pleasant.")


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> pc.Policy:
    path = tmp_path_factory.mktemp("pack") / "policy.yaml"
    path.write_text(PACK, encoding="utf-8")
    return load(path)


def points(**parts: str) -> str:
    return "".join(f"<dt><b>{name.replace('_', ' ')}</b></dt><dd>{words}</dd>" for name, words in parts.items())


def test_a_rule_whole(policy: pc.Policy) -> None:
    assert policy.rules[0]._repr_html_() == (
        '<div class="policycheck-rule"><p><b><code>short[out]</code></b> · bør: avvik gir en anbefaling · '
        f"<code>trip</code> · gjelder fra … til 2030-01-01</p>{TRIPS}<dl>"
        + points(
            Gjelder_når="<code>far</code>",
            Krever="<code>days &lt; param.most and way == way</code>",
            Unntak_hvis="<code>present(agreed)</code>",
            Melding=TEXT.format("{name} varer {days} dager.", "{name} lasts {days} days."),
            Tiltak=TEXT.format("Kort ned.", "Shorten it."),
        )
        + "</dl></div>"
    )


def test_what_is_forbidden_is_not_said_to_be_required(policy: pc.Policy) -> None:
    assert policy.rules[2]._repr_html_() == (
        '<div class="policycheck-rule"><p><b><code>never</code></b> · skal: avvik er brudd · <code>trip</code></p>'
        f"{TRIPS}<dl>{points(Forbyr='<code>days &gt; 9</code>')}</dl></div>"
    )


def test_a_recommendation(policy: pc.Policy) -> None:
    assert policy.rules[3]._repr_html_() == (
        '<div class="policycheck-rule"><p><b><code>tips-there-are</code></b> · kan: gir bare forslag · '
        f"<code>trip</code></p>{PLEASANT}<dl>"
        + points(Kan_anbefale="<code>tips</code><br><code>t.far == far</code>")
        + "</dl></div>"
    )


def test_a_judgement(policy: pc.Policy) -> None:
    assert policy.judgements[0]._repr_html_() == (
        '<div class="policycheck-rule"><p><b><code>pleasant</code></b> · hovedregel: nei er brudd · '
        f"<code>trip</code></p>{PLEASANT}<dl>"
        + points(
            Spør=TEXT.format("Er {name} hyggelig?", "Is {name} pleasant?"),
            Viser="<code>days</code>: <code>days</code><br><code>far</code>: <code>far</code>",
        )
        + "</dl></div>"
    )


def test_a_sentence_with_why_it_is_not_checked(policy: pc.Policy) -> None:
    reason = (
        '<p lang="nb" dir="auto" style="margin: .2em 0"><span>Kontrolleres ikke: Ingen vet.</span></p>'
        '<p lang="en" dir="auto" style="margin: .2em 0; opacity: .75"><span>Not checked: Nobody knows.</span></p>'
    )
    assert policy.text[2]._repr_html_() == f'<div class="policycheck-clause">{PLEASANT}{reason}</div>'


def test_a_policy_whole(policy: pc.Policy) -> None:
    cell = '<td style="text-align: left; vertical-align: top">'
    trips, pleasant = (
        f'{name} <bdi lang="nb">{words}</bdi>'
        for name, words in (("1.1", "Turer er &lt; 3 dager."), ("1.2", "Det er hyggelig."))
    )
    rows = "".join(
        f"<tr>{cell}<code>{name}</code></td>{cell}{force}</td>{cell}{cited}</td></tr>"
        for name, force, cited in (
            ("short[out]", "bør", trips),
            ("short[in]", "bør", trips),
            ("never", "skal", trips),
            ("tips-there-are", "kan", pleasant),
            ("pleasant", "hovedregel", pleasant),
        )
    )
    digits = policy.digest.removeprefix("sha256:")
    assert policy._repr_html_() == (
        '<div class="policycheck-policy">'
        '<p lang="nb" dir="auto" style="margin: .2em 0"><b>En klubb</b></p>'
        '<p lang="en" dir="auto" style="margin: .2em 0; opacity: .75"><b>A club</b></p>'
        "<p><code>club</code> · versjon 2 · Styret · gjelder fra 2026-01-01 til …</p>"
        "<p>Setninger: 2. Regler: 4. Spørsmål til et menneske: 1. Parametere: 1. "
        f'<span title="sha256:{digits}">sha256 <code>{digits[:12]}</code></span></p>'
        f"<details><summary>Reglene og setningene de bygger på</summary><table><tbody>{rows}</tbody></table></details></div>"
    )


def test_a_policy_without_rules(tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text("policy: {id: none, title: None, version: '1', languages: [en]}\n", encoding="utf-8")
    assert re.sub("[0-9a-f]{12,}", "…", load(path)._repr_html_()) == (
        '<div class="policycheck-policy"><p dir="auto" style="margin: .2em 0"><b>None</b></p>'
        "<p><code>none</code> · version 1</p><p>Sentences: 0. Rules: 0. Questions to a person: 0. Parameters: 0. "
        '<span title="sha256:…">sha256 <code>…</code></span></p></div>'
    )


def test_what_is_printed_of_a_rule_and_a_judgement(policy: pc.Policy) -> None:
    assert repr(policy.rules[0]) == "<Rule short[out] (should): 1.1 Turer er < 3 dager.>"
    assert repr(policy.judgements[0]) == "<Judgement pleasant (default): 1.2 Det er hyggelig.>"
    assert repr(replace(policy.rules[0], sentences=())) == "<Rule short[out] (should): 1.1>"
    long = Clause("1.1", "must", {"nb": "a\x1b\u202e\n" + "z" * 100_000})
    assert repr(replace(policy.rules[0], sentences=(long,))) == (
        f"<Rule short[out] (should): 1.1 a\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER} {'z' * 121}…>"
    )


def test_the_sentences_are_no_part_of_what_a_rule_is(policy: pc.Policy) -> None:
    rule = policy.rules[0]
    assert rule.sentences == (policy.text[1],)
    assert rule == replace(rule, sentences=(), forbids=True)
    assert [one.forbids for one in policy.rules] == [False, False, True, False]
    assert list(rule.sentences[0].text) == ["nb", "en"]


def test_a_shared_policy_cannot_be_changed_through_a_rules_sentences(policy: pc.Policy) -> None:
    with pytest.raises(TypeError):
        policy.rules[0].sentences[0].text["nb"] = "Turer er lange."


class Elements(HTMLParser):
    """The elements and the text of a page; every element is closed in its turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.text = ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not any(name.startswith("on") or name in ("src", "href") for name, _ in attrs)
        self.seen.add(tag)
        self.open += [] if tag == "br" else [tag]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


KNOWN = {"div", "p", "b", "code", "blockquote", "span", "dl", "dt", "dd", "br", "table", "tbody", "tr", "td", "bdi"}
HOSTILE = {
    "a script": ("</code><script>alert(1)</script>", "</code><script>alert(1)</script>"),
    "an attribute": ('" onload="x', '" onload="x'),
    "an entity": ("&lt;b&gt;", "&lt;b&gt;"),
    "a text turned round": ("\u202etxet\u2066", "\N{REPLACEMENT CHARACTER}txet\N{REPLACEMENT CHARACTER}"),
    "control characters": ("a\x00\x1b[2J", "a\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}[2J"),
    "a text of 100 kB": ("y" * 100_000, "y" * MOST_LETTERS + f"… (+{100_000 - MOST_LETTERS})"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_text(policy: pc.Policy, name: str) -> None:
    words, shown = HOSTILE[name]
    clause = Clause(words, "must", {"nb": words, 'e"n': words}, {"*": words})
    rule = replace(policy.rules[0], id=words, about=words, sentences=(clause,))
    book = replace(policy.rulebook, id=words, version=words, title={"*": words}, issuer={"*": words}, rules=(rule,))
    displays = (clause._repr_html_(), rule._repr_html_(), replace(policy, rulebook=book)._repr_html_())
    for display in displays:
        found = Elements(display)
        assert found.seen <= {*KNOWN, "details", "summary"}
        assert found.text.count(shown) >= 3
        assert len(display) < 20_000


def test_many_sentences_and_many_rules_are_counted(policy: pc.Policy) -> None:
    clauses = tuple(Clause(f"{n}", "must", {"en": f"Sentence {n}."}) for n in range(MOST_SENTENCES + 5))
    rule = replace(policy.rules[0], clauses=tuple(one.id for one in clauses), sentences=clauses)
    shown = Elements(rule._repr_html_()).text
    assert f"Sentence {MOST_SENTENCES - 1}.… and 5 more sentences" in shown
    assert f"Sentence {MOST_SENTENCES}." not in shown
    rules = tuple(replace(policy.rules[0], id=f"r{n}") for n in range(MOST_ROWS + 7))
    page = replace(policy, rulebook=replace(policy.rulebook, rules=rules, judgements=()))._repr_html_()
    assert page.count("<tr>") == MOST_ROWS
    assert "… og 7 regler til" in page


def test_a_rule_made_by_hand_shows_itself_without_sentences(policy: pc.Policy) -> None:
    given = policy.rules[2]
    rule = Rule("by-hand", "by-hand", ("1",), "trip", "must", given.when, given.require)
    assert Elements(rule._repr_html_()).text == "by-hand · must: a departure is a breach · tripRequiresdays > 9"


@pytest.mark.parametrize("pack", ["fredrikstad", Path(__file__).parents[2] / "examples" / "library"])
def test_every_part_of_a_real_policy_shows_itself(pack: str | Path) -> None:
    real = load(pack)
    for part in (real, *real.rules, *real.judgements, *real.text):
        assert Elements(part._repr_html_()).seen <= {*KNOWN, "details", "summary"}
    for item in real.rulebook.every_item:
        assert [clause.id for clause in item.sentences] == list(item.clauses)

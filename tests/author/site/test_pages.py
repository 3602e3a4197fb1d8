"""The site of a policy: what stands on it, that every link leads somewhere, and that a text is nothing but text."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markupsafe import escape

import policycheck as pc
from policycheck.author.cases import load_cases
from policycheck.author.handbook.markdown import anchor
from policycheck.author.site import site
from policycheck.faults import InvalidCall, InvalidPack
from policycheck.harmless import clean
from policycheck.language.texts import in_language
from policycheck.policy import Policy

ROOT = Path(__file__).parents[3]
NAMES = ("index", "assumptions", "terms", "records", "cases", "sign-off", "search")
Pages = Mapping[str, str]
Write = Callable[..., Path]


@dataclass
class Page:
    """A page as a reader's program has it."""

    text: str = ""
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    language: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page, self._unseen, self._words = Page(), "", list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.page.tags.append(tag)
        self.page.ids += [found["id"] or ""] if "id" in found else []
        self.page.links += [found["href"] or ""] if "href" in found else []
        self.page.language = self.page.language or found.get("lang") or ""
        if tag in ("td", "th", "dt", "dd", "li"):
            self._words.append(" ")
        if tag in ("script", "style", "title"):
            self._unseen = tag

    def handle_endtag(self, tag: str) -> None:
        self._unseen = "" if tag == self._unseen else self._unseen

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._words.append(data)

    def close(self) -> None:
        super().close()
        self.page.text = " ".join("".join(self._words).split())


def read(html: str) -> Page:
    """A page's text without its scripts, its places, and its links."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page


def _read(pages: Pages) -> dict[str, Page]:
    return {name: read(html) for name, html in pages.items()}


def _part(page: str, id_: str) -> str:
    """The text of the section of an id, up to the next one."""
    return read(page.partition(f'id="{id_}"')[2].partition("</section>")[0].partition(">")[2]).text


def test_a_page_a_language(pages: Pages) -> None:
    assert list(pages) == [f"{name}{language}.html" for language in ("", ".en") for name in NAMES]
    for name, page in _read(pages).items():
        assert page.language == ("en" if ".en." in name else "nb")


def test_the_language_asked_for_has_the_plain_names(trips: Policy) -> None:
    found = _read(site(trips, "en"))
    assert (found["index.html"].language, found["index.nb.html"].language) == ("en", "nb")


def test_a_rule_beside_its_sentence(pages: Pages) -> None:
    assert _part(pages["index.html"], "r-cheap").replace("\N{NO-BREAK SPACE}", " ") == (
        "Regel cheap avvik er brudd Gjelder alle reiser Krever at Årlig kostnad er høyst 10 000 kr (‹Høyeste kostnad›) "
        "Melding: Reisen koster ‹Årlig kostnad›. Bygger på: ‹Høyeste kostnad› "
        "Eksempler: 2 oppfylt (1, 2), 1 brudd (1)"
    )
    assert _part(pages["index.en.html"], "r-each-way").replace("\N{NO-BREAK SPACE}", " ") == (
        "Rule each-way a departure is a breach, unless an exception is recorded One rule for each ‹way›: "
        "“outbound” (each-way[out]), “inbound” (each-way[in]) Applies to all towns "
        "Requires that the number of associated trips (where Direction is ‹way›) is at most ‹Number of trips› "
        "Rests on: ‹Number of trips› Cites: 1.2, 1.1 Examples: 1 satisfied (1)"
    )


def test_what_becomes_of_a_sentence(pages: Pages) -> None:
    text = read(pages["index.en.html"]).text
    assert "A trip does not cost too much. 1.1 must Enforced by rules Rule cheap" in text
    assert "one trip each way. 1.2 general rule Enforced by rules See each-way (1.1)." in text
    assert "A trip must be useful. 1.3 discretion Only suggestions Put to a person Rule fund" in text
    assert "Trips should be pleasant. 1.4 should Not checked Not checked. Nobody measures it." in text
    assert "We travel. 1.5 description Background No rule: the sentence is background." in text
    assert "only makes suggestions Applies to all trips" in text
    assert "No examples." in text


def test_an_example(pages: Pages) -> None:
    assert _part(pages["cases.en.html"], "c-1").replace("\N{NO-BREAK SPACE}", " ") == (
        "1 a dear trip Judged as of 17 May 2026 Given Towns oslo: Name Oslo Trips "
        "far: Town oslo; Direction outbound; Yearly cost NOK 20,000; Themes art, sea; Day 1 May 2026 "
        "near: Yearly cost NOK 50 Outcome cheap satisfied near violated far each-way[out] satisfied oslo "
        "useful needs judgement far"
    )
    assert "Med disse forutsetningene ‹Høyeste kostnad›: 30 000 kr" in _part(pages["cases.html"], "c-2").replace(
        "\N{NO-BREAK SPACE}", " "
    )


def test_an_assumption(pages: Pages) -> None:
    assert _part(pages["assumptions.en.html"], "p-most").replace("\N{NO-BREAK SPACE}", " ") == (
        "Highest cost most · Sentence 1.1 Assumed. Value now NOK 10,000 Used by cheap "
        "Changed for a single run by --set most=10000"
    )
    assert "From Value 1 January 2024 1 1 January 2025 2" in _part(pages["assumptions.en.html"], "p-dated")


def test_terms_and_data(pages: Pages) -> None:
    assert _part(pages["terms.html"], "d-trip-risks").replace("\N{NO-BREAK SPACE}", " ") == (
        "risks er disse forholdene: «stor» gjelder når Årlig kostnad er større enn 100 kr"
    )
    text = _part(pages["records.html"], "k-trip")
    assert "Retning way valg Sett hjemmefra; «til» out, «fra» in" in text
    assert "Årlig kostnad cost beløp må oppgis; minst 0 kr" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Fond fund henvisning til Fondene" in text
    assert "id Fondets navn Høyst f1 Nordfondet 5 000 kr f2 Det | andre" in _part(
        pages["records.html"], "t-funds"
    ).replace("\N{NO-BREAK SPACE}", " ")


def test_what_is_signed(pages: Pages, trips: Policy) -> None:
    text = read(pages["sign-off.en.html"]).text.replace("\N{NO-BREAK SPACE}", " ")
    assert (
        f"Trips (trips) Issuer Kommunen Version 1.1 In force from 1 January 2024 Digest (SHA-256) {trips.digest[7:]}"
        in text
    )
    assert "must 1 1 – – – –" in text
    assert "Total 6 2 1 1 1 2" in text
    assert "Highest cost 1.1 Assumed. NOK 10,000 Agreed Change to:" in text
    assert "1.4 Trips should be pleasant. Nobody measures it. Accepted" in text
    assert "useful Is the trip useful?" in text
    assert text.count("Name Role Date Signature") == 3


def test_all_of_a_pack_is_there_in_every_language(trips: Policy, pages: Pages) -> None:
    _check_whole(trips, pages)


@pytest.mark.parametrize(
    "path",
    [
        ROOT / "rules" / "fredrikstad",
        ROOT / "examples" / "library",
        ROOT / "tests" / "language" / "good" / "everything",
        ROOT / "tests" / "report" / "packs" / "garden.yaml",
        ROOT / "tests" / "language" / "good" / "text-only.yaml",
    ],
    ids=lambda path: path.name,
)
def test_all_of_a_good_pack_is_there_and_every_link_leads_somewhere(path: Path, tmp_path: Path) -> None:
    if path.name == "everything":  # one of its cases is no YAML
        path = shutil.copytree(path, tmp_path / path.name, ignore=shutil.ignore_patterns("cases"))
    policy = pc.load(path)
    pages = site(policy)
    _check_whole(policy, pages)
    _check_links(pages)


def _check_whole(policy: Policy, pages: Pages) -> None:
    book, (cases, _) = policy.rulebook, load_cases(policy)
    for language in policy.languages:
        suffix = "" if language == policy.languages[0] else f".{language}"
        ids = {name: set(_ids(pages[f"{name}{suffix}.html"])) for name in NAMES}
        assert {anchor("s", clause) for clause in book.clauses} <= ids["index"]
        assert {anchor("r", rule.family) for rule in book.rules} <= ids["index"]
        assert {anchor("r", judgement.id) for judgement in book.judgements} <= ids["index"]
        assert {anchor("p", name) for name in book.parameters} <= ids["assumptions"]
        assert {anchor("d", *names) for names in book.derivations} <= ids["terms"]
        assert {anchor("t", name) for name in book.tables} <= ids["records"]
        fields = {
            anchor("f", type_.name, field)
            for type_ in book.records.values()
            for field in type_.fields
            if (type_.name, field) != ("portfolio", type_.key)
        }
        assert fields <= ids["records"]
        assert {f"c-{number}" for number in range(1, len(cases) + 1)} <= ids["cases"]
        for clause in book.clauses.values():
            assert escape(clean(in_language(clause.text, language))) in pages[f"index{suffix}.html"]


def _ids(html: str) -> list[str]:
    return re.findall(r'<[^>]* id="([^"]*)"', html)


def _check_links(pages: Pages) -> None:
    ids = {name: _ids(html) for name, html in pages.items()}
    for found in ids.values():
        assert len(found) == len(set(found))
    places = {name: set(found) for name, found in ids.items()}
    for name, html in pages.items():
        links = set(re.findall(r' href="([^"]*)"', html))
        assert len(links) > 5
        for link in links:
            file, _, place = link.partition("#")
            assert not place or place in places[file or name], (name, link)
            assert (file or name) in pages
    index = _index(pages)
    for _, page, place, *_ in index["finds"]:
        for suffix in index["suffixes"]:
            assert place in places[f"{page}{suffix}.html"]


def _index(pages: Pages) -> dict[str, list[list[str]]]:
    found = re.search(r'<script type="application/json" id="finds">(.*?)</script>', pages["search.html"], re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def test_all_can_be_found_in_every_language(pages: Pages) -> None:
    found = _index(pages)
    assert found["suffixes"] == ["", ".en"]
    by_place = {(page, place): (titles, words) for _, page, place, titles, words in found["finds"]}
    assert by_place["index", "s-1.1"] == (["1.1"], ["En reise koster ikke for mye.", "A trip does not cost too much."])
    assert by_place["assumptions", "p-most"][0] == ["Høyeste kostnad", "Highest cost"]
    assert by_place["records", "f-trip-cost"][0] == ["Årlig kostnad", "Yearly cost"]
    assert "Krever at Årlig kostnad er høyst" in by_place["index", "r-cheap"][1][0]
    assert "Nordfondet" in by_place["records", "t-funds"][1][0]
    assert by_place["cases", "c-1"][0] == ["a dear trip"]
    kinds = [kind for kind, *_ in found["finds"]]
    assert (len(kinds), set(kinds)) == (6 + 3 + 1 + 2 + 2 + 5 + 23 + 1 + 2, set(range(9)))


def test_the_same_pack_gives_the_same_bytes(trips: Policy, pages: Pages) -> None:
    assert site(pc.load(trips.path)) == pages


def test_no_page_asks_for_anything_but_its_own_pages(pages: Pages) -> None:
    for html in pages.values():
        page = read(html)
        assert not {"img", "iframe", "link", "object", "base"} & set(page.tags)
        assert all(link.partition("#")[0] in {"", *pages} for link in page.links)
        assert "script-src 'sha256-" in html


HOSTILE = {
    "marks": "</script><script>boom()</script> \"'><img src=x onerror=boom()> {{ 7 * 7 }} &lt;b&gt; ]]> --> \u202e",
    "long": "x" * 100_000,
}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_stays_text(words: str, texts: tuple[str, str], write: Write, tmp_path: Path) -> None:
    def with_text(text: str, name: str) -> Pages:
        quoted, pack = json.dumps(text, ensure_ascii=False), texts[0]
        for old in ("nb: Reiser, en: Trips}, issuer", "nb: 1 Reiser", "nb: En reise koster ikke for mye.", "nb: Ingen måler det.",
                    "nb: Årlig kostnad", "nb: Sett hjemmefra", "nb: til", "nb: Høyeste kostnad", "nb: Antatt.", "nb: stor",
                    "nb: Fondene"):  # fmt: skip
            assert old in pack
            pack = pack.replace(old, re.sub(r"^nb: [^,}]*", lambda _: f"nb: {quoted}", old))
        pack = pack.replace("name: Nordfondet", f"name: {quoted}")
        cases = texts[1].replace("a dear trip", quoted).replace("name: Oslo", f"name: {quoted}")
        return site(pc.load(write(tmp_path / name / "trips", pack, cases)))

    found, plain = with_text(words, "hostile"), with_text("x" * len(words), "plain")
    for name in found:
        assert read(found[name]).tags == read(plain[name]).tags
    shown = words.strip().replace("\u202e", "\ufffd")
    assert read(found["index.html"]).text.count(shown) >= 5
    assert shown in read(found["cases.html"]).text
    assert max(map(len, found.values())) < 10_000_000
    index = _index(found)
    assert max(len(text) for *_, titles, texts in index["finds"] for text in (*titles, *texts)) <= 5_000


def test_cases_that_cannot_be_read_are_told(write: Write, tmp_path: Path) -> None:
    policy = pc.load(
        write(
            tmp_path / "trips",
            cases="- case: half\n  today: 2026-05-17\n  given: {}\n  expect: {chep: {a: violated}}\n",
        )
    )
    with pytest.raises(InvalidPack, match="unknown rule `chep`"):
        site(policy)


def test_what_is_no_value_of_a_field_is_shown_as_it_stands(write: Write, tmp_path: Path) -> None:
    cases = """\
- case: odd data
  today: 2026-05-17
  given: {trips: [{id: a, cost: much, day: "2026-13-40", themes: [], unheard: 1, town: null}, nothing], dragons: [{id: d}]}
  expect: {}
"""
    found = site(pc.load(write(tmp_path / "trips", cases=cases)))
    assert _part(found["cases.en.html"], "c-1") == (
        "1 odd data Judged as of 17 May 2026 Given Trips a: Yearly cost much; Day 2026-13-40; Themes none; unheard 1; "
        "Town not stated nothing dragons id d Outcome No rule is named."
    )


def test_a_pack_of_a_single_file_with_nothing_but_text() -> None:
    found = _read(site(pc.load(ROOT / "tests" / "language" / "good" / "text-only.yaml")))
    assert (
        "The text leaves nothing open." in found["assumptions.html"].text
        or "ikke noe stå åpent" in found["assumptions.html"].text
    )


def test_without_jinja_what_to_install_is_told(trips: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(InvalidCall, match="policycheck\\[html\\]"):
        site(trips)


def test_of_many_examples_the_first_are_named(write: Write, tmp_path: Path) -> None:
    cases = "".join(
        f"- {{case: c{number}, today: 2026-05-17, given: {{trips: [{{id: a, cost: 1}}]}}, expect: {{cheap: {{a: satisfied}}}}}}\n"
        for number in range(7)
    )
    found = site(pc.load(write(tmp_path / "trips", cases=cases)))
    assert "Examples: 7 satisfied (1, 2, 3, 4, 5, …)" in _part(found["index.en.html"], "r-cheap")
    assert ' href="cases.en.html#c-5" aria-label="example 5">5</a>' in found["index.en.html"]

"""The page for a policy's owner: what stands in it, that it is text and nothing else, and that every link leads somewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

import policycheck as pc
from policycheck.author.handbook import handbook, is_current
from policycheck.author.handbook.markdown import anchor, code, text
from policycheck.policy import Policy

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "tests" / "language" / "good"
Load = Callable[[str], Policy]

PACK = """\
policy:
  id: trips
  title: {nb: Reiser, en: Trips}
  issuer: Kommunen
  version: "1.1"
  languages: [nb, en]
  in_force: {from: 2024-01-01}
  currency: NOK

text:
  - {id: "1", force: heading, nb: 1 Reiser, en: 1 Trips}
  - {id: "1.1", force: must, nb: En reise koster ikke for mye., en: A trip does not cost too much.}
  - {id: "1.2", force: default, nb: Som hovedregel er det én tur hver vei., en: "As a general rule, one trip each way."}
  - {id: "1.3", force: discretionary, nb: En reise skal være nyttig., en: A trip must be useful.}
  - {id: "1.4", force: should, nb: Reiser bør være hyggelige., en: Trips should be pleasant., not_checked: {nb: Ingen måler det., en: Nobody measures it.}}
  - {id: "1.5", force: indicative, nb: "Fondet, for eksempel.", en: "The fund, for instance."}

records:
  portfolio: {label: {nb: Porteføljen, en: The portfolio}, fields: {frame: {type: money, min: 0, label: {nb: Ramme, en: Frame}}}}
  town:
    label: {nb: By, en: Town}
    plural_label: {nb: Byer, en: Towns}
    title: name
    fields: {name: {type: text, label: {nb: Navn, en: Name}}}
  trip:
    label: {nb: Reise, en: Trip}
    plural_label: {nb: Reiser, en: Trips}
    fields:
      town: {type: ref, to: town, inverse: trips, label: {nb: By, en: Town}}
      way: {type: choice, of: {out: {nb: til, en: outbound}, in: {nb: fra, en: inbound}}, label: {nb: Retning, en: Direction}, help: {nb: Sett hjemmefra, en: As seen from home}}
      cost: {type: money, required: true, label: {nb: Kostnad, en: Cost}}
      share: {type: number, min: 0, max: 1, label: {nb: Andel, en: Share}}
      themes: {type: list, of: text, label: {nb: Temaer, en: Themes}}
      reason: {type: text, label: {nb: Grunn, en: Reason}}
      letter: {type: choice, of: [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v], label: {nb: Bokstav, en: Letter}}

tables:
  funds:
    label: {nb: Fond, en: Funds}
    fields: {name: {type: text, label: {nb: Navn, en: Name}}, most: {type: money, label: {nb: Høyst, en: At most}}, unused: text}
    rows: [{id: f1, name: Fondet, most: 5000}, {id: f2, name: "Det | andre"}]

parameters:
  most: {type: money, clause: "1.1", value: 10000, label: {nb: Høyeste kostnad, en: Highest cost}, assumption: {nb: Antatt., en: Assumed.}}
  reading: {type: choice, of: {strict: {nb: strengt, en: strictly}, mild: {nb: mildt, en: mildly}}, value: strict, label: {nb: Lesemåte, en: Reading}}
  dated: {type: integer, values: {2024-01-01: 1, 2025-01-01: 2}, label: {nb: Antall turer, en: Number of trips}}
  avoided: {type: list, of: text, value: [XX, YY], label: {nb: Unngås, en: Avoided}}

derive:
  trip:
    dear: cost > param.most and present(themes) and present(town) and param.reading == "strict" and not intersects(themes, param.avoided)
    risks: {large: {if: cost > 100, label: {nb: stor, en: large}}, dear: dear}

rules:
  - id: cheap
    clauses: ["1.1", "1.4"]
    about: trip
    modality: must
    forbid: dear
    unless: [{if: present(reason), because: {nb: "Grunn: {reason}", en: "Reason: {reason}"}}]
    message: {nb: "Reisen koster {cost}.", en: "The trip costs {cost}."}
    remedy: {nb: Reis billigere., en: Travel more cheaply.}
    in_force: {from: 2025-01-01}
  - id: each-way
    clauses: ["1.2"]
    about: town
    modality: default
    for: {way: [out, in]}
    require: count(t for t in trips if t.way == way) <= param.dated
    message: {nb: "{name} har {count(t for t in trips if t.way == way)} turer {'til' if way == 'out' else 'fra'}.", en: "{name}: too many."}
  - id: fund
    clauses: ["1.5"]
    about: trip
    modality: may
    when: cost > 0
    recommend: {from: f in funds, where: f.most >= cost, say: {nb: "Søk {f.name}", en: "Apply to {f.name}"}, at_most: 2}

judgements:
  - id: useful
    clauses: ["1.3", "1.1"]
    about: trip
    when: any(risks)
    question: {nb: "Er turen til {town.name} nyttig?", en: "Is the trip to {town.name} useful?"}
    facts:
      cost: cost
      dear: {value: dear, label: {nb: Dyr, en: Dear}}
      others: {value: count(t for t in town.trips), label: {nb: Andre turer, en: Other trips}}
"""


@pytest.fixture(scope="module")
def page(loaded: Load) -> str:
    """The page in Norwegian."""
    return handbook(loaded(PACK)).replace("\N{NO-BREAK SPACE}", " ")


def _section(page: str, key: str) -> str:
    return page.split(f'<a id="section-{key}"></a>')[1].split("\n## ")[0].partition("\n")[2].strip()


def test_the_head(page: str, loaded: Load) -> None:
    digest = loaded(PACK).digest.removeprefix("sha256:")[:12]
    assert page.splitlines()[:3] == [
        "# Reiser",
        "",
        f"Kommunen · Versjon 1.1 · gjelder fra 01.01.2024 · avtrykk `{digest}`",
    ]
    assert "```sh\npolicycheck docs trips\n```" in page


def test_in_figures(page: str) -> None:
    assert _section(page, "figures") == (
        "| Type setning | I alt | Håndheves av regler | Gir bare forslag | Legges fram for et menneske | Kontrolleres ikke | Bakgrunn |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n"
        "| skal | 1 | 1 | – | 1 | – | – |\n"
        "| bør | 1 | 1 | – | – | 1 | – |\n"
        "| hovedregel | 1 | 1 | – | – | – | – |\n"
        "| skjønn | 1 | – | – | 1 | – | – |\n"
        "| overskrift | 1 | – | – | – | – | 1 |\n"
        "| veiledende | 1 | – | 1 | – | – | – |\n"
        "| **I alt** | 6 | 3 | 1 | 2 | 1 | 1 |\n"
        "\n"
        "Regler: 3. Spørsmål til et menneske: 1. Forutsetninger: 4.\n"
        "Setninger som både har regler og legges fram for et menneske: 1.\n"
        "Disse håndheves bare fra eller til en dag: [`1.1`](#s-1.1), [`1.4`](#s-1.4). Hvilken står ved regelen.\n"
        "Disse kontrolleres ikke: [`1.4`](#s-1.4). Hvorfor står ved setningen."
    )


def test_what_is_not_checked_is_counted_and_named(loaded: Load) -> None:
    page = handbook(loaded(PACK.replace('["1.1", "1.4"]', '["1.1"]')))
    assert "| bør | 1 | – | – | – | 1 | – |" in page
    assert "Disse kontrolleres ikke: [`1.4`](#s-1.4). Hvorfor står ved setningen." in page
    assert "> Reiser bør være hyggelige.\n\n**Kontrolleres ikke.** Ingen måler det.\n" in page


SENTENCES = """\
### <a id="s-1"></a>1 Reiser

##### <a id="s-1.1"></a>1.1 · skal

> En reise koster ikke for mye.

<a id="r-cheap"></a>**Regel** `cheap` · avvik er brudd

- **Gjelder** alle reiser
- **Krever** at vilkåret [`dear`](#d-trip-dear) ikke er oppfylt
- **Unntak** når *Grunn* er oppgitt
- **Begrunnelse for unntaket:** Grunn: ‹Grunn›
- **Melding:** Reisen koster ‹Kostnad›.
- **Tiltak:** Reis billigere.
- **Bygger på:** [‹Høyeste kostnad›](#p-most), [‹Lesemåte›](#p-reading), [‹Unngås›](#p-avoided)
- **Hjemmel:** [`1.1`](#s-1.1), [`1.4`](#s-1.4)
- **I kraft:** fra 01.01.2025

<a id="r-useful"></a>**Spørsmål** `useful` · nei er brudd

- **Gjelder** reiser der minst ett av forholdene [`risks`](#d-trip-risks) gjelder (stor, dear)
- **Spør:** Er turen til ‹*Navn* for *By*› nyttig?
- **Opplysninger som vises:**
  - *Kostnad*
  - Dyr: [`dear`](#d-trip-dear)
  - Andre turer: antall tilhørende reiser for *By*
- **Bygger på:** [‹Høyeste kostnad›](#p-most), [‹Lesemåte›](#p-reading), [‹Unngås›](#p-avoided)
- **Hjemmel:** [`1.3`](#s-1.3), [`1.1`](#s-1.1)

##### <a id="s-1.2"></a>1.2 · hovedregel

> Som hovedregel er det én tur hver vei.

<a id="r-each-way"></a>**Regel** `each-way` · avvik er brudd, om ikke et unntak er registrert

- **Én regel for hver** *‹way›*: «til» (`each-way[out]`), «fra» (`each-way[in]`)
- **Gjelder** alle byer
- **Krever** at antall tilhørende reiser der *Retning* er *‹way›*, er høyst [‹Antall turer›](#p-dated)
- **Melding:** ‹Navn› har ‹antall tilhørende reiser der *Retning* er *‹way›*› turer ‹til / fra›.
- **Bygger på:** [‹Antall turer›](#p-dated)

##### <a id="s-1.3"></a>1.3 · skjønn

> En reise skal være nyttig.

Se [`useful`](#r-useful), ved setning [`1.1`](#s-1.1).

##### <a id="s-1.4"></a>1.4 · bør

> Reiser bør være hyggelige.

Se [`cheap`](#r-cheap), ved setning [`1.1`](#s-1.1).

**Kontrolleres ikke.** Ingen måler det.

##### <a id="s-1.5"></a>1.5 · veiledende

> Fondet, for eksempel.

<a id="r-fund"></a>**Regel** `fund` · gir bare forslag

- **Gjelder** reiser der *Kostnad* er større enn 0 kr
- **Foreslår** høyst 2: rader i tabellen [Fond](#t-funds) der *Høyst* er minst *Kostnad* for *Reise*
- **Slik lyder forslaget:** Søk ‹Navn›"""


def test_sentence_by_sentence(page: str) -> None:
    assert _section(page, "sentences") == SENTENCES


def test_assumptions(page: str) -> None:
    assert _section(page, "assumptions").partition("\n\n")[2] == (
        "| Forutsetning | Verdi nå | Setning |\n"
        "| --- | --- | --- |\n"
        "| [‹Høyeste kostnad›](#p-most) | 10 000 kr | [`1.1`](#s-1.1) |\n"
        "| [‹Lesemåte›](#p-reading) | strengt |  |\n"
        "| [‹Antall turer›](#p-dated) | fra 01.01.2024: 1; fra 01.01.2025: 2 |  |\n"
        "| [‹Unngås›](#p-avoided) | XX, YY |  |\n"
        "\n"
        '### <a id="p-most"></a>Høyeste kostnad\n\nAntatt.\n\n'
        "- **Verdi nå:** 10 000 kr\n"
        "- **Setning:** [`1.1`](#s-1.1)\n"
        "- **Brukes av:** [`cheap`](#r-cheap), [`useful`](#r-useful)\n"
        "- **Endres med:** `--set most=10000`\n"
        "\n"
        '### <a id="p-reading"></a>Lesemåte\n\n'
        "- **Verdi nå:** strengt\n"
        "- **Valg:** «strengt» (`strict`), «mildt» (`mild`)\n"
        "- **Brukes av:** [`cheap`](#r-cheap), [`useful`](#r-useful)\n"
        "- **Endres med:** `--set reading=strict`\n"
        "\n"
        '### <a id="p-dated"></a>Antall turer\n\n'
        "- **Verdi nå:** etter datoen, se tabellen\n"
        "- **Brukes av:** [`each-way`](#r-each-way)\n"
        "- **Endres med:** `--set dated=2`\n"
        "\n"
        "| Fra | Verdi |\n| --- | --- |\n| 01.01.2024 | 1 |\n| 01.01.2025 | 2 |\n"
        "\n"
        '### <a id="p-avoided"></a>Unngås\n\n'
        "- **Verdi nå:** XX, YY\n"
        "- **Brukes av:** [`cheap`](#r-cheap), [`useful`](#r-useful)\n"
        '- **Endres med:** `--set "avoided=XX;YY"`'
    )


def test_every_way_to_set_a_value_is_taken(loaded: Load) -> None:
    policy = loaded(PACK)
    for name, value in re.findall(r"`--set \"?(\w+)=([^`\"]*)\"?`", handbook(policy)):
        assert policy.evaluate({"towns": [{"id": "t"}]}, parameters={name: value}).status


def test_terms(page: str) -> None:
    assert _section(page, "terms").partition("\n\n")[2] == (
        "### Reise\n"
        "\n"
        '- <a id="d-trip-dear"></a>`dear` er oppfylt når alt dette stemmer:\n'
        "  - *Kostnad* er større enn 10 000 kr ([‹Høyeste kostnad›](#p-most))\n"
        "  - *Temaer* er oppgitt\n"
        "  - *By* er oppgitt\n"
        "  - [‹Lesemåte›](#p-reading) er «strengt»\n"
        "  - *Temaer* har ikke noe felles med [‹Unngås›](#p-avoided)\n"
        '- <a id="d-trip-risks"></a>`risks` er disse forholdene:\n'
        "  - «stor» gjelder når *Kostnad* er større enn 100 kr\n"
        "  - «dear» gjelder når vilkåret [`dear`](#d-trip-dear) er oppfylt"
    )


def test_tables_without_columns_that_are_empty(page: str) -> None:
    assert _section(page, "tables") == (
        '### <a id="t-funds"></a>Fond\n'
        "\n"
        "| id | Navn | Høyst |\n"
        "| --- | --- | --- |\n"
        "| f1 | Fondet | 5 000 kr |\n"
        "| f2 | Det \\| andre |  |"
    )


def test_records(page: str) -> None:
    letters = ", ".join(f"`{letter}`" for letter in "abcdefghijklmnopqrst")
    assert _section(page, "records").split("\n\n### Dispensasjon")[0] == (
        "### Porteføljen\n\nI data: `portfolio`.\n\n"
        "| Felt | Navn i data | Type | Forklaring |\n"
        "| --- | --- | --- | --- |\n"
        "| Ramme | `frame` | beløp | minst 0 kr |\n"
        "\n### By\n\nI data: `towns`.\n\n"
        "| Felt | Navn i data | Type | Forklaring |\n"
        "| --- | --- | --- | --- |\n"
        "| id | `id` | tekst | nøkkel |\n"
        "| Navn | `name` | tekst |  |\n"
        "\n### Reise\n\nI data: `trips`.\n\n"
        "| Felt | Navn i data | Type | Forklaring |\n"
        "| --- | --- | --- | --- |\n"
        "| id | `id` | tekst | nøkkel |\n"
        "| By | `town` | henvisning til by |  |\n"
        "| Retning | `way` | valg | Sett hjemmefra; «til» (`out`), «fra» (`in`) |\n"
        "| Kostnad | `cost` | beløp | må oppgis |\n"
        "| Andel | `share` | tall | 0 til 1 |\n"
        "| Temaer | `themes` | liste av tekst |  |\n"
        "| Grunn | `reason` | tekst |  |\n"
        f"| Bokstav | `letter` | valg | {letters}, … og 2 til |"
    )


def test_in_another_language(loaded: Load) -> None:
    page = handbook(loaded(PACK), "en").replace("\N{NO-BREAK SPACE}", " ")
    assert "```sh\npolicycheck docs trips --lang en\n```" in page
    assert "- **Requires** that the condition [`dear`](#d-trip-dear) is not met\n" in page
    assert "- **Suggests** at most 2: rows of the table [Funds](#t-funds) where *At most* is at least" in page


BELOW = """\
  - {id: below, clauses: ["1.2"], about: trip, modality: must, for: {n: [1, 2]}, require: share > -n,
     message: {nb: "Andelen er under {n}.", en: "The share is below {n}."}}

judgements:
"""


def test_rules_of_a_family_that_differ_are_told_one_by_one(loaded: Load) -> None:
    page = handbook(loaded(PACK.replace("\njudgements:\n", BELOW))).replace("\N{MINUS SIGN}", "-")
    assert page.partition('<a id="r-below"></a>')[2].partition("\n\n##### ")[0] == (
        "**Regel** `below` · avvik er brudd\n"
        "\n`below[1]`\n\n"
        "- **Gjelder** alle reiser\n- **Krever** at *Andel* er større enn -1\n- **Melding:** Andelen er under 1.\n"
        "\n`below[2]`\n\n"
        "- **Gjelder** alle reiser\n- **Krever** at *Andel* er større enn -2\n- **Melding:** Andelen er under 2."
    )


def test_a_name_that_is_all_that_is_required_is_explained_in_place(loaded: Load) -> None:
    page = handbook(loaded(PACK.replace("forbid: dear", "require: dear"))).replace("\N{NO-BREAK SPACE}", " ")
    assert (
        "- **Krever** at vilkåret [`dear`](#d-trip-dear) er oppfylt:\n"
        "  - alt dette stemmer:\n"
        "    - *Kostnad* er større enn 10 000 kr ([‹Høyeste kostnad›](#p-most))\n"
    ) in page


def test_a_page_without_what_a_pack_lacks() -> None:
    page = handbook(pc.load(GOOD / "text-only.yaml"))
    for key in ("assumptions", "terms", "tables"):
        assert f"section-{key}" not in page
    _check_links(page)


# --- nothing but text


def _parsed(page: str) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(page)


def _inner(tokens: list[Token]) -> list[Token]:
    return [child for token in tokens for child in token.children or ()]


def _check_links(page: str) -> None:
    inner = _inner(_parsed(page))
    html = [token.content for token in inner if token.type == "html_inline"]
    ids = [found[1] for one in html if (found := re.fullmatch(r'<a id="([^"]*)">', one))]
    links = [str(token.attrs["href"]) for token in inner if token.type == "link_open"]
    assert len(ids) == len(set(ids)) == html.count("</a>") == len(html) / 2
    assert {unquote(link) for link in links} <= {f"#{id_}" for id_ in ids}
    assert links


def _packs() -> Iterator[Path]:
    yield from (GOOD / name for name in ("everything", "single.yaml", "text-only.yaml"))
    yield from (
        ROOT / "rules" / "associations",
        ROOT / "rules" / "fredrikstad",
        ROOT / "examples" / "library",
        ROOT / "tests" / "report" / "packs" / "garden.yaml",
    )


@pytest.mark.parametrize("path", list(_packs()), ids=lambda path: path.name)
@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_link_leads_somewhere(path: Path, language: str) -> None:
    page = handbook(pc.load(path), language)
    _check_links(page)
    assert page == handbook(pc.load(path), language)


HOSTILE = [
    "# not a heading", "- not a point", "+ nor this", "1. nor this", "> no quotation", "=====", "---", "~~no~~", "a | b",
    "*no* _no_ **no**", "`no`", "[no](https://no.example)", "![no](x)", "<script>no()</script>", "<b>no</b>", "&lt;no&gt;",
    "\\", "$no$", "line\n\n# and another", "```", "    no code", "<!-- no", "|", "][", "<a id=\"s-1\"></a>", "\u202eno",
]  # fmt: skip


def _with_text(words: str) -> str:
    """The pack, a text of every kind in it replaced."""
    quoted, pack = json.dumps(words, ensure_ascii=False), PACK
    for old in (
        "nb: Reiser, en: Trips}\n  issuer", "nb: 1 Reiser", "nb: En reise koster ikke for mye.", "nb: Ingen måler det.",
        "nb: Kostnad", "nb: Sett hjemmefra", "nb: til", "nb: Høyeste kostnad", "nb: Antatt.", "nb: strengt", "nb: stor",
        "nb: Reis billigere.", "nb: Andre turer", "nb: Fond", "nb: Reise,", "nb: Byer", 'nb: "Grunn: {reason}"',
    ):  # fmt: skip
        assert old in pack
        pack = pack.replace(old, re.sub(r"^nb: (\"[^\"]*\"|[^,}]*)", lambda _: f"nb: {quoted}", old))
    return pack.replace("value: [XX, YY]", f"value: [{quoted}]").replace("name: Fondet", f"name: {quoted}")


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_stays_text(words: str, loaded: Load) -> None:
    page, plain = handbook(loaded(_with_text(words))), handbook(loaded(_with_text("x" * len(words))))
    _check_links(page)
    found, expected = _parsed(page), _parsed(plain)
    assert [token.type for token in found] == [token.type for token in expected]
    assert {token.type for token in _inner(found)} <= {
        "text", "em_open", "em_close", "strong_open", "strong_close", "code_inline", "link_open", "link_close",
        "html_inline", "text_special", "softbreak",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "markdown"),
    [
        ("1.1 Vennskapsbyer", "1.1 Vennskapsbyer"),
        ("1. Vennskapsbyer", "1\\. Vennskapsbyer"),
        ("-5", "\\-5"),
        ("R&D &amp; *", "R&D \\&amp; \\*"),
        ("  a\t b\n c ", "a b c"),
        ("a\u202eb\x00", "a\ufffdb\ufffd"),
    ],
)
def test_a_text(words: str, markdown: str) -> None:
    assert text(words) == markdown


@pytest.mark.parametrize(
    ("name", "markdown"), [("visit-quota[out]", "`visit-quota[out]`"), ("a`b", "a\\`b"), ("a|b", "a\\|b"), (" a", "a")]
)
def test_a_name(name: str, markdown: str) -> None:
    assert code(name) == markdown


def test_different_names_have_different_ids() -> None:
    names = ["1.2-p1", "1.2", "å", "a b", "a~20~b", "a_b", "A", "~"]
    assert len({anchor("s", name) for name in names}) == len(names)
    assert anchor("s", "4-p2.s1") == "s-4-p2.s1"


# --- the file


def test_a_file_is_current_whatever_its_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    assert not is_current("a\nb\n", path)
    path.write_bytes(b"a\r\nb\r\n")
    assert is_current("a\nb\n", path)
    assert not is_current("a\nc\n", path)

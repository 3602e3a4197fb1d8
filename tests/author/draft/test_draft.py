"""A first draft of a pack's text: proposed forces, safe YAML, and what the command says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policycheck import cli
from policycheck.author.draft import drafted
from policycheck.author.draft.draft import quoted
from policycheck.author.draft.forces import proposed
from policycheck.faults import Faults, InvalidCall
from policycheck.pack.load import load_pack
from policycheck.pack.nodes import Mapping, Scalar
from policycheck.pack.profile import read
from policycheck.source import Source

FORCES = [
    ("nb", "Ordføreren skal godkjenne reiser.", "must", "skal"),
    ("nb", "Reiser må ikke vare lenge.", "must", "må"),
    ("nb", "Kommunen kan ikke betale for dette.", "must", "kan ikke"),
    ("nb", "Ledere bør svare.", "should", "bør"),
    ("nb", "Ledere bør svare, og de skal begrunne det.", "must", "skal"),
    ("nb", "Som hovedregel skal kommunen reise.", "default", "Som hovedregel"),
    ("nb", "Som hovedregel gis det støtte.", "default", "Som hovedregel"),
    ("nb", "Normalt skal tog velges.", "default", "Normalt"),
    ("nb", "Samarbeid består normalt av to deler.", "descriptive", ""),
    ("nb", "Kommunen skal vurdere risiko der dette er hensiktsmessig.", "discretionary", "der dette er hensiktsmessig"),
    ("nb", "Tolk skal normalt brukes ved behov.", "discretionary", "ved behov"),
    ("nb", "Kommunen ønsker å legge vekt på at arbeidet skal gi verdi.", "should", "ønsker å"),
    ("nb", "Kommunen kan gi støtte.", "indicative", "kan"),
    ("nb", "Det gjelder for eksempel kultur.", "indicative", "for eksempel"),
    ("nb", "Med større prosjekter menes de over en million.", "definition", "Med større prosjekter menes"),
    ("nb", "Søkeren trenger ikke å begrunne det.", "descriptive", "trenger ikke"),
    ("nb", "Skal kommunen reise?", "descriptive", "?"),
    ("nb", "Skallet er hardt.", "descriptive", ""),
    ("nb", "Støtten kan høyst være 5 000 kroner.", "must", "kan høyst"),
    ("da", "Støtten kan højst udgøre 5.000 kr.", "must", "kan højst"),
    ("da", "Kommunen ønsker, at flere rejser.", "should", "ønsker, at"),
    ("sv", "Stödet får högst vara 5 000 kr.", "must", "får högst"),
    ("nn", "Ordføraren skal ikkje reise.", "must", "skal"),
    ("nn", "Som hovudregel skal toget veljast.", "default", "Som hovudregel"),
    ("da", "Rejser må ikke vare længe.", "must", "må ikke"),
    ("da", "Man må gerne rejse.", "indicative", "må gerne"),
    ("sv", "Kommunen ska svara.", "must", "ska"),
    ("sv", "Som huvudregel ska tåg väljas.", "default", "Som huvudregel"),
    ("sv", "Kommunen får inte betala.", "must", "får inte"),
    ("sv", "Kommunen får betala.", "indicative", "får"),
    ("en", "The mayor must approve it.", "must", "must"),
    ("en", "Staff may only travel by train.", "must", "may only"),
    ("en", "Trips should be short.", "should", "should"),
    ("en", "As a general rule they must be short.", "default", "As a general rule"),
    ("en", "Risks shall be assessed where appropriate.", "discretionary", "where appropriate"),
    ("en", "Larger project means one above a million.", "definition", "means"),
    ("en", "Staff may travel.", "indicative", "may"),
    ("en", "Staff need not apply.", "descriptive", "need not"),
]


@pytest.mark.parametrize(("language", "sentence", "force", "word"), FORCES)
def test_the_wording_proposes_a_force(language: str, sentence: str, force: str, word: str) -> None:
    found = proposed(sentence, language)
    assert (found.force, found.word) == (force, word)


TEXT = """1 Formål

Vi skal reise lite, og reiser skal være "korte" \\ rimelige. Ledere kan gi fritak. Kommunen skal ha:

a) mål
b) planer

Hvem skal svare?
"""
DRAFT = """
text:
  - id: "1"
    force: heading
    nb: "1 Formål"
  - id: "1-p1.s1"
    force: must  # skal; flere krav (skal, skal), bør kanskje deles
    nb: "Vi skal reise lite, og reiser skal være \\"korte\\" \\\\ rimelige."
  - id: "1-p1.s2"
    force: indicative  # kan: en tillatelse
    nb: "Ledere kan gi fritak."
  - id: "1-p1.s3"
    force: must  # skal
    nb: "Kommunen skal ha:"
  - id: "1-a"
    force: must  # skal
    nb: "mål"
  - id: "1-b"
    force: must  # skal
    nb: "planer"
  - id: "1-p2"
    force: descriptive  # et spørsmål
    nb: "Hvem skal svare?"
"""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    """The command's exit code, and what it writes."""

    def run_it(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["policycheck", *words])
        code: object = 0
        try:
            cli.main()
        except SystemExit as end:
            code = end.code or 0
        told = capsys.readouterr()
        assert isinstance(code, int)
        return code, told.out, told.err

    return run_it


def test_a_draft_is_a_section_of_text_to_be_corrected(tmp_path: Path) -> None:
    path = tmp_path / "policy.txt"
    path.write_text(TEXT, encoding="utf-8")
    found = drafted(path)
    head, _, rest = found.yaml.partition("\ntext:")
    assert f"\ntext:{rest}" == DRAFT
    assert head.splitlines()[:2] == [
        "# Et utkast fra policy.txt, laget av policycheck draft. Gå gjennom hver setning og rett den.",
        "# Språk: nb, gjenkjent på vanlige ord; --lang velger et annet.",
    ]
    assert all(line.startswith("# ") for line in head.splitlines())


def test_an_example_within_an_item_does_not_weaken_the_words_before_its_list(tmp_path: Path) -> None:
    path = tmp_path / "policy.txt"
    path.write_text("Søknaden skal og må inneholde:\n\na) formål\nb) deltakere, f.eks. navn\n", encoding="utf-8")
    assert drafted(path, "nb").yaml.count("force: must") == 3


def test_windows_1252_is_said_at_the_head(tmp_path: Path) -> None:
    path = tmp_path / "policy.txt"
    path.write_bytes("Vi skal reise lite på sjøen.".encode("cp1252"))
    found = drafted(path, "nb")
    assert '    nb: "Vi skal reise lite på sjøen."' in found.yaml
    assert "# Filen er ikke UTF-8 og er lest som Windows-1252. Se etter at æ, ø og å er riktige.\n" in found.yaml
    assert "# Språk: nb, som oppgitt med --lang.\n" in found.yaml


def test_a_name_of_a_file_stays_in_its_comment(tmp_path: Path) -> None:
    path = tmp_path / "a\ntext: [].txt"
    path.write_text("Vi skal reise lite på sjøen.", encoding="utf-8")
    assert drafted(path, "nb").yaml.count("\ntext:") == 1


def test_a_drafted_pack_has_faults_only_where_rules_are_due(tmp_path: Path) -> None:
    path = tmp_path / "policy.txt"
    path.write_text(TEXT, encoding="utf-8")
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "policy.yaml").write_text(
        'policy: {id: trips, title: Reiser, version: "1", languages: [nb]}\n', encoding="utf-8"
    )
    (tmp_path / "pack" / "text.yaml").write_text(drafted(path).yaml, encoding="utf-8")
    faults = Faults()
    pack = load_pack(tmp_path / "pack", faults)
    assert not faults
    assert pack is not None
    assert list(pack.clauses) == ["1", "1-p1.s1", "1-p1.s2", "1-p1.s3", "1-a", "1-b", "1-p2"]


WRITTEN = st.text(st.characters(blacklist_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")), min_size=1)


@settings(max_examples=60)
@given(st.lists(WRITTEN, min_size=1, max_size=5))
def test_any_sentences_read_back_as_they_are(texts: list[str]) -> None:
    faults = Faults()
    node = read(Source("text.yaml", "".join(f"s{at}: {quoted(one)}\n" for at, one in enumerate(texts))), faults)
    assert not faults, [str(fault) for fault in faults]
    assert isinstance(node, Mapping)
    values = [value for _, value in node.entries.values()]
    assert [value.value for value in values if isinstance(value, Scalar)] == texts


@settings(max_examples=40)
@given(st.text(st.sampled_from("aÅ .\n-#•1§)(:\"'\\{}[]&*!|>%@`,?\t\xa0\xad\f\x85\u2028\u200b\ufeff\x07"), max_size=80))
def test_any_text_becomes_a_section_that_can_be_read(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_text(f"Vi skal {text}", encoding="utf-8", newline="")
    faults = Faults()
    try:
        found = drafted(path, "nb")
    except InvalidCall:
        return
    node = read(Source("text.yaml", found.yaml), faults)
    assert not faults, [str(fault) for fault in faults]
    assert isinstance(node, Mapping)
    clauses = node.entries["text"][1]
    ids = [clause.get("id").value for clause in clauses.items]  # type: ignore[union-attr]
    assert len(set(ids)) == len(ids) == found.sentences


REFUSED = [
    ("Die Gemeinde muss das Geld nicht für Reisen verwenden.", "seems to be in the language `de`: a draft is made of nb, nn, da, sv, en; name one of them with --lang where that is wrong"),
    ("Xyzzy plugh.", "its language cannot be told by its words: name it with --lang, of nb, nn, da, sv, en"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_other_languages_are_refused(
    tmp_path: Path, run: Callable[..., tuple[int, str, str]], text: str, message: str
) -> None:
    path = tmp_path / "policy.txt"
    path.write_text(text, encoding="utf-8")
    code, out, err = run("draft", str(path))
    assert (code, out) == (2, "")
    assert err.rstrip().endswith(message)


def test_a_draft_replaces_no_file_unless_forced_and_never_its_own_text(
    tmp_path: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    text, into = tmp_path / "policy.txt", tmp_path / "text.yaml"
    text.write_text(TEXT, encoding="utf-8")
    assert run("draft", str(text), "-o", str(into)) == (0, f"{into}: 7 setninger, språk nb. Gå gjennom dem.\n", "")
    first = into.read_text(encoding="utf-8")
    code, _, err = run("draft", str(text), "-o", str(into), "--lang", "en")
    assert (code, err) == (
        2,
        f"policycheck: --output: `{into}` is there already: give another name, or --force to replace what is in it\n",
    )
    assert into.read_text(encoding="utf-8") == first
    assert run("draft", str(text), "-o", str(into), "--lang", "en", "--force")[0] == 0
    assert into.read_text(encoding="utf-8") != first
    code, _, err = run("draft", str(text), "-o", str(text), "--force")
    assert (code, "is the text that the draft is made from: give another name" in err) == (2, True)
    assert text.read_text(encoding="utf-8") == TEXT


def test_an_unknown_language_is_told(tmp_path: Path, run: Callable[..., tuple[int, str, str]]) -> None:
    code, _, err = run("draft", str(tmp_path / "none.txt"), "--lang", "de")
    assert (code, err.startswith("policycheck: --lang: no draft in `de`")) == (2, True)

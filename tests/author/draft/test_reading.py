"""The text of a policy from files of any encoding, typed, saved or scanned."""

from __future__ import annotations

from pathlib import Path

import pytest

from policycheck.author.text import outline, read_written
from policycheck.author.text.language import language_of
from policycheck.author.text.sentences import sentences
from policycheck.faults import InvalidCall

TEXT = "1 Formål\n\nVi skal reise lite. Tog bør velges.\n"

PARAGRAPHS = [
    "Møtet er 1. januar 2026.|Det varer lenge.",
    "Den 3. gang skal det skje.|Så er det slutt.",
    "Kostnaden er 1.000,50 kr.|Det skal godkjennes.",
    "Kostnaden er kr. 500 i alt.",
    "Se f.eks. Nordisk råd, bl.a. EU, jf. § 4 og kap. 3 nr. 2.",
    "Reiser, møter osv.|Deretter evalueres de.",
    "Utgifter (reiser mv.) dekkes.|Andre ikke.",
    "Fristen er kl. 12.30 den 4. Mai.|Etter det er det sent.",
    "§ 4. Formålet er åpenhet.",
    "Det følger av § 4.|Kommunen skal svare.",
    "H. C. Andersen skrev.|J. Hansen leste.",
    "«Hva skal vi?» spør de.|«Ingenting.»|Så var det slutt.",
    "Hvem godkjenner?|Ordføreren!|Ingen andre.",
    "It applies, e.g. to staff, i.e. employees.|No. 5 is void.|Art. 6 too.",
    "See Mr. Smith at 9 a.m.|Then leave.",
    "Arbetet ska ske t.ex. vid behov, dvs. sällan, m.m.|Det gäller alla.",
    "Det gælder ca. 50 pct. af dem, jf. pkt. 3.|De øvrige venter.",
    "(Dette er en parentes.)|Neste setning.",
    "Vent …|Så kom den.",
    "Prisen steg i 2025.|Den falt i 2026.",
    "Vedtatt 12. desember 2025.",
    "Fra 2024 t.o.m. 2026 gjelder dette.",
    "Det gjelder t.d. Bergen.|Ikkje Oslo.",
    "Beløpet er 3 mill. kr.|Egenandelen er 1 mill. kroner.",
    "Version 1.2 applies.|See www.example.org for details.",
]


@pytest.mark.parametrize("marked", PARAGRAPHS)
def test_a_paragraph_is_divided_where_a_sentence_ends(marked: str) -> None:
    assert list(sentences(marked.replace("|", " "))) == marked.split("|")


def read(path: Path, content: str | bytes) -> list[str]:
    """Each sentence with its id."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return [f"{one.id}: {one.text}" for one in outline(read_written(path))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_files_are_read_in_every_usual_encoding(tmp_path: Path, encoding: str, line_end: str) -> None:
    path = tmp_path / "policy.txt"
    path.write_bytes(TEXT.replace("\n", line_end).encode(encoding))
    written = read_written(path)
    assert written.windows_1252 == (encoding == "cp1252")
    assert [(one.id, one.text) for one in outline(written)] == [
        ("1", "1 Formål"),
        ("1-p1.s1", "Vi skal reise lite."),
        ("1-p1.s2", "Tog bør velges."),
    ]


OTHERS = [
    (b"%PDF-1.7 \x00", "is a PDF: open it, and save the text as plain text (.txt, UTF-8)"),
    (
        b"PK\x03\x04\x00",
        "is a document or a workbook of an office program (.docx, .odt, .xlsx): open it, and save the text as plain"
        " text (.txt, UTF-8)",
    ),
    (b"{\\rtf1 Hei}", "is a document in rich text (.rtf): open it, and save the text as plain text (.txt, UTF-8)"),
    (b"a\x00b", "is not a text file: save the policy's text as plain text (.txt, UTF-8)"),
    (b"\x01\x02\x03\x04\x05 text", "is not a text file: save the policy's text as plain text (.txt, UTF-8)"),
    ("Målet på".encode()[:-1], "is partly UTF-8 and partly not, so its letters cannot be read: save the text anew"),
    (b" \n\x0c\n", "has no text: was it saved, or is it a scan without text recognition?"),
    (b"x" * 5_000_001, "is larger than 5 MB: name a file with the policy's text alone"),
]


@pytest.mark.parametrize(("content", "message"), OTHERS, ids=[str(at) for at in range(len(OTHERS))])
def test_what_is_no_text_is_told(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "policy.txt"
    path.write_bytes(content)
    with pytest.raises(InvalidCall) as error:
        read_written(path)
    assert str(error.value) == f"`{path}` {message}"


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidCall, match="there is no such file"):
        read_written(tmp_path / "none.txt")
    with pytest.raises(InvalidCall, match="is a folder: name the file that holds the policy's text"):
        read_written(tmp_path)


def test_headers_are_left_out_where_only_form_feeds_tell_the_pages(tmp_path: Path) -> None:
    foot = "\n\nEksempel kommune\nReiser\n\n\f"
    pages = [f"Vi skal reise {way}.\n\nVi skal se på {way} først." for way in ("lite", "kort", "billig")]
    found = read(tmp_path / "scan.txt", "".join(page + foot for page in pages))
    assert [one.partition(": ")[2] for one in found] == "\n\n".join(pages).split("\n\n")


def test_a_scanned_text_is_put_together_again(tmp_path: Path) -> None:
    head = "Fredrikstad kommune\nRetningslinjer 2024\n\n"
    scanned = (
        f"{head}1 Formål\nRetningslinjene skal sikre at kommunens inter-\nnasjonale arbeid er i tråd med kontakt- og\n"
        "EU-prosjekter i 2024-\n2026, og ﬁnansieres av til\xad\nskudd.\n2 Ansvar\n2.1 Ordføreren skal godkjenne alle rei-\n"
        f"\n- 3 -\n\f{head}ser. Kommunen har:\na) mål\nb) planer som skal\n   følges\xa0opp\n• budsjett\n\nSide 4 av 9\n\f"
        f"{head}3 Ikrafttredelse\nRetningslinjene gjelder fra\n1. januar 2026. Se § 4.\n"
    )
    assert read(tmp_path / "scan.txt", scanned) == [
        "1: 1 Formål",
        "1-p1: Retningslinjene skal sikre at kommunens internasjonale arbeid er i tråd med kontakt- og EU-prosjekter i"
        " 2024-2026, og finansieres av tilskudd.",
        "2: 2 Ansvar",
        "2.1.s1: Ordføreren skal godkjenne alle reiser.",
        "2.1.s2: Kommunen har:",
        "2.1-a: mål",
        "2.1-b: planer som skal følges opp",
        "2.1-c: budsjett",
        "3: 3 Ikrafttredelse",
        "3-p1.s1: Retningslinjene gjelder fra 1. januar 2026.",
        "3-p1.s2: Se § 4.",
    ]


OUTLINES = [
    (
        "# Reiser\n\nInnledning. Mer.\n\n## Hvem\n\n- Ansatte skal søke.\n- Ledere bør\n  svare.\n\n1. Søk.\n2. Vent.\n\nSlutt\n=====\nHa det.\n",
        "1: Reiser|1-p1.s1: Innledning.|1-p1.s2: Mer.|1.1: Hvem|1.1-a: Ansatte skal søke.|1.1-b: Ledere bør svare.|1.1-1: Søk."
        "|1.1-2: Vent.|2: Slutt|2-p1: Ha det.",
    ),
    (
        "Kapittel 1. Innledende bestemmelser\n§ 1. Formål\nLoven skal fremme handel.\n§ 2 Virkeområde\n(1) Loven gjelder.\n",
        "1: Kapittel 1. Innledende bestemmelser|§1: § 1. Formål|§1-p1: Loven skal fremme handel.|§2: § 2 Virkeområde"
        "|§2-1: Loven gjelder.",
    ),
    (
        "Innhold\n1 Formål ........ 2\n2 Ansvar ........ 3\n\n1 Formål\n\nVi skal.\n\n2 Ansvar\n\nDu skal.\n",
        "h1: Innhold|1: 1 Formål|1-p1: Vi skal.|2: 2 Ansvar|2-p1: Du skal.",
    ),
    ("1. Alle skal søke.\n\n2. Ingen skal fly. Ingen.\n", "1: Alle skal søke.|2.s1: Ingen skal fly.|2.s2: Ingen."),
    ("Mål\n\na) En.\n\nMellom.\n\na) To.\n", "1: Mål|1-a: En.|1-p1: Mellom.|1-a~2: To."),
    ("Tekst som går\n\n7\n\nover en side.\n", "p1: Tekst som går over en side."),
]


@pytest.mark.parametrize(("text", "expected"), OUTLINES, ids=[str(at) for at in range(len(OUTLINES))])
def test_sentences_are_numbered_by_the_headings_they_stand_under(tmp_path: Path, text: str, expected: str) -> None:
    assert read(tmp_path / "policy.md", text) == expected.split("|")


LANGUAGES = [
    ("Kommunen skal ikke bruke penger på reiser hver måned, men det er lov å søke.", "nb"),
    ("Kommunen skal ikkje bruke pengar på reiser kvar månad, men ein kan søkje frå dei.", "nn"),
    ("Kommunen skal ikke bruge penge på rejser, men blev det nødvendigt, kan noget søges efter.", "da"),
    ("Kommunen ska inte använda pengar på resor, och det är från och med i dag.", "sv"),
    ("The municipality must not spend money on travel, and it is to be approved.", "en"),
    ("Die Gemeinde muss das Geld nicht für Reisen verwenden, und es ist auch so.", "de"),
    ("Xyzzy plugh.", None),
]


@pytest.mark.parametrize(("text", "language"), LANGUAGES)
def test_a_language_is_told_by_its_frequent_words(text: str, language: str | None) -> None:
    assert language_of(text) == language

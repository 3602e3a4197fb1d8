"""A report as a notebook's cell shows it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

import policycheck as pc

PACK = Path(__file__).parents[1] / "packs" / "garden.yaml"


def test_a_cell_shows_the_status_and_what_to_do_first(report: pc.Report) -> None:
    assert report._repr_html_() == (
        '<div class="policycheck-report" lang="nb"'
        ' style="border-left: 3px solid; padding: 0 0 0 .8em; margin: .5em 0; max-width: 60em">'
        '<p dir="auto"><b>Regler for parsellhager</b><br>Vurdert per 01.11.2026 · retningslinjens versjon 2.1</p>'
        "<p>Status: <b>ikke i samsvar</b>. "
        "Minst ett krav er brutt, og bruddet er ikke dekket av et unntak eller en dispensasjon.</p>"
        "<ul><li>✗ <b>3</b> brudd</li><li>! <b>1</b> anbefaling ikke fulgt</li><li>? <b>3</b> kan ikke avgjøres</li>"
        "<li>◆ <b>1</b> må vurderes</li><li>– <b>1</b> dispensasjon</li><li>– <b>1</b> unntak</li>"
        "<li>+ <b>1</b> forslag</li><li>⚠ <b>2</b> feil i opplysningene</li></ul>"
        "<p>I tillegg: 1 oppfylt, 5 ikke aktuell. Poster: hage 2, parsell 3</p>"
        "<p><b>Gjør dette først</b></p><ol>"
        '<li dir="auto">Rett feilene i opplysningene (2), for det kan endre resten.</li>'
        '<li dir="auto">Se vurderingen, rett opp, og vurder på nytt. <bdi>Hage G-1 «Solsiden»</bdi></li>'
        '<li dir="auto">Naboen vet ikke om bier. <bdi>Parsell P-1 «Åse»</bdi></li>'
        '<li dir="auto">Avtal det. <bdi>Parsell P-3</bdi></li>'
        '<li dir="auto">Skaff opplysningene som mangler (6).</li>'
        '<li dir="auto">La noen vurdere spørsmålene (1).</li>'
        '<li dir="auto">Se på anbefalingene som ikke er fulgt (1).</li></ol>'
        "<p>Hele rapporten: report.to_html()</p></div>"
    )


@pytest.mark.parametrize("text", ["<script>boom()</script>", "</div>\"'>", "x" * 100_000])
def test_it_stays_small_and_a_text_stays_a_text(evil: Callable[[str], pc.Report], text: str) -> None:
    html = evil(text)._repr_html_()
    open_: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, _: open_.append(tag)  # type: ignore[method-assign]
    parser.feed(html)
    assert set(open_) <= {"div", "p", "b", "br", "ul", "ol", "li", "bdi"}
    assert len(html) < 10_000


def test_it_needs_no_library() -> None:
    program = (
        "import policycheck as pc, sys\n"
        f"report = pc.load({str(PACK)!r}).evaluate({{'plots': [{{'id': 'P-1'}}]}})\n"
        "report.to_json(), report._repr_html_()\n"
        "print({'jinja2', 'markupsafe', 'rich'} & set(sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert found.stdout == "set()\n"

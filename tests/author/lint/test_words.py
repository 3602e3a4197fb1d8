"""Numbers as people write them, and the words by which a sentence demands."""

from __future__ import annotations

from fractions import Fraction

import pytest

from policycheck.author.lint.demands import demand
from policycheck.author.lint.numerals import numerals


@pytest.mark.parametrize(
    ("language", "text", "amounts"),
    [
        ("nb", "Over 1 000 000 kr, 1 000 000,50 kr eller 1.000.000 kr", ["1000000", "1000000.5", "1000000"]),
        ("en", "NOK 1,300,000 or 12.5", ["1300000", "12.5"]),
        ("nb", "1 million, 1,5 millioner, 2 mill. og tre milliarder", ["1000000", "1500000", "2000000", "3000000000"]),
        ("nb", "én, ett, to, tjuefem, hundre og to hundre tusen", ["1", "1", "2", "25", "100", "200000"]),
        ("nn", "tre", ["3"]),
        ("nb-NO", "tre", ["3"]),
        ("da", "femogtyve og halvtreds", ["25", "50"]),
        ("sv", "tjugotre, inte ett barn", ["23"]),
        ("en", "One, twice, twenty-five, one hundred thousand", ["1", "2", "25", "100000"]),
        ("de", "drei von 7", ["7"]),
        ("nb", "en gang", []),
        ("nb", "1. januar 2026, 2026-01-01, 01.02.2026, 12. mai og i 2024", []),
        ("en", "on 5 March 2026, May 7, 2025", []),
        ("nb", "§ 5, §§ 6, kapittel 2, artikkel 4, vedlegg 2, mål 3 og pkt. 7", []),
        ("en", "COVID-19, section 3, article 4, h2o", []),
        ("nb", "§§ 3 og 4, punkt 4.2 og 4.3, kapittel 2, 3 og 4 og bærekraftsmål 5–7", []),
        ("nb", "kl. 12.00, tabell 2, sak 26/101, 2/3 flertall, 3. ledd og skjema 8", []),
        ("en", "sections 2 to 4, table 7, forms 1 and 2", []),
        ("nb", "hundre og femti, to hundre og fem eller tre og 400", ["150", "205", "3", "400"]),
        ("en", "one hundred and fifty, two or three", ["150", "2", "3"]),
        ("en", "Hundred, or two hundred and fifty thousand", ["100", "250000"]),
    ],
)
def test_numbers_of_a_text(language: str, text: str, amounts: list[str]) -> None:
    found = numerals(text, language)
    assert len(found) == len(amounts)
    assert all(Fraction(amount) in one.amounts for one, amount in zip(found, amounts, strict=True))


@pytest.mark.parametrize(
    ("language", "text", "amounts"),
    [
        ("nb", "1.000", {"1", "1000"}),
        ("nb", "50 %", {"50", "1/2"}),
        ("nb", "5 prosent", {"5", "1/20"}),
        ("en", "two years", {"2", "24", "730"}),
        ("en", "3 weeks", {"3", "21"}),
        ("nb", "seks måneder", {"6", "180"}),
        ("nb", "to tredeler", {"2/3", "67/100", "667/1000"}),
        ("en", "three quarters", {"3/4"}),
    ],
)
def test_what_a_number_may_amount_to(language: str, text: str, amounts: set[str]) -> None:
    [found] = numerals(text, language)
    assert (found.written, found.amounts) == (text, {Fraction(amount) for amount in amounts})


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("nb", "Alle prosjekter skal ha tydelige mål.", "skal ha"),
        ("nb", "En plan skal foreligge.", "skal foreligge"),
        ("nb", "Søknaden må inneholde et budsjett.", "må inneholde"),
        ("nb", "Nytten skal alltid dokumenteres.", "skal alltid dokumenteres"),
        ("nb", "Prisen skal være oppgitt.", "skal være oppgitt"),
        ("no", "Målet skal framgå.", "skal framgå"),
        ("da", "Ansøgningen skal indeholde et budget.", "skal indeholde"),
        ("sv", "Ansökan ska innehålla en budget.", "ska innehålla"),
        ("en", "Projects must have a budget.", "must have"),
        ("en", "The risk must be documented.", "must be documented"),
        ("en-GB", "It is to state the goals.", "is to state"),
        ("nb", "Foreningen skal ha minst ti medlemmer.", None),
        ("en", "There must never be stated a price.", None),
        ("en", "An association must have at least ten members.", None),
        ("nb", "Prosjekter bør ha et budsjett.", None),
        ("nb", "Prosjekter skal evalueres.", None),
        ("de", "Projekte müssen ein Budget haben.", None),
    ],
)
def test_the_words_of_a_demand(language: str, text: str, words: str | None) -> None:
    assert demand(text, language) == words

"""Values and messages as people read them, in Norwegian and English."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policycheck as pc
from policycheck.report.speech import joined, money, number
from policycheck.report.terminal import page, report_view

HERE = Path(__file__).parent
TODAY = date(2026, 11, 1)
NBSP = "\N{NO-BREAK SPACE}"
POLICY = pc.load(HERE / "packs" / "speech.yaml")

DATA = {
    "friends": [{"id": "f1", "name": "Åse", "other": "t2"}, {"id": "f2", "other": "t1"}],
    "things": [
        {
            "id": "t1",
            "word": "ord",
            "truth": True,
            "whole": 2026,
            "number": "1234567.5",
            "money": 1_000_000,
            "day": "2026-01-31",
            "kind": "big",
            "friend": "f1",
            "words": ["a", "b"],
            "numbers": [10_000, "0.25"],
            "kinds": ["out", "in"],
            "days": ["2026-02-01"],
            "pals": ["f1", "f2"],
            "long": "-0.000001",
        },
        {"id": "t2"},
        {
            "id": "t3",
            "words": [],
            "truth": False,
            "whole": -3,
            "number": 0,
            "money": "-1234.5",
            "kind": "plain",
            "pals": ["f2", None],
        },
    ],
}


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_type_of_value(language: str, expected: Callable[[str, str], None]) -> None:
    report = POLICY.evaluate(DATA, today=TODAY)
    expected(
        f"speech.{language}.txt",
        "\n\n".join(f"# {one.subject}\n{one.message[language]}" for one in report.findings) + "\n",
    )


def test_braces_written_twice_stand_for_themselves() -> None:
    report = POLICY.evaluate(DATA, today=TODAY)
    assert [one.remedy for one in report.findings][:2] == [
        {"nb": "{ord}", "en": "{ord}"},
        {"nb": "{ikke oppgitt}", "en": "{not stated}"},
    ]


def test_what_is_recommended_is_said_of_each_option() -> None:
    finding = POLICY.evaluate(DATA, today=TODAY).findings[0]
    assert finding.recommendations == (
        ("s1", {"nb": f"Torget tar 10,50{NBSP}kr", "en": f"Torget takes NOK{NBSP}10.50"}),
        ("s2", {"nb": "ikke oppgitt tar ikke oppgitt", "en": "not stated takes not stated"}),
    )


@pytest.mark.parametrize(
    ("value", "nb", "en"),
    [
        (1_000_000, f"1{NBSP}000{NBSP}000{NBSP}kr", f"NOK{NBSP}1,000,000"),
        (Decimal("1000000.50"), f"1{NBSP}000{NBSP}000,50{NBSP}kr", f"NOK{NBSP}1,000,000.50"),
        (Decimal("5.000000"), f"5{NBSP}kr", f"NOK{NBSP}5"),
        (Decimal("0.123456"), f"0,123456{NBSP}kr", f"NOK{NBSP}0.123456"),
        (Decimal("-0.5"), f"-0,50{NBSP}kr", f"-NOK{NBSP}0.50"),
        (0, f"0{NBSP}kr", f"NOK{NBSP}0"),
        (
            Decimal("999999999999999999.123456789012"),
            f"999{NBSP}999{NBSP}999{NBSP}999{NBSP}999{NBSP}999,123456789012{NBSP}kr",
            f"NOK{NBSP}999,999,999,999,999,999.123456789012",
        ),
    ],
)
def test_money(value: int | Decimal, nb: str, en: str) -> None:
    # a minus may be U+2212, as the language has it
    assert money(value, "NOK", "nb").replace("\N{MINUS SIGN}", "-") == nb
    assert money(value, "NOK", "en").replace("\N{MINUS SIGN}", "-") == en


def test_money_without_a_currency_is_a_number() -> None:
    assert money(1_000_000, None, "nb") == f"1{NBSP}000{NBSP}000"


@pytest.mark.parametrize(
    ("value", "nb", "en"),
    [
        (2026, "2026", "2026"),
        (9999, "9999", "9999"),
        (10_000, f"10{NBSP}000", "10,000"),
        (-10_000, f"-10{NBSP}000", "-10,000"),
        (Decimal("0.5"), "0,5", "0.5"),
        (Decimal("1.50"), "1,5", "1.5"),
        (
            Decimal("999999999999999999.123456789012"),
            f"{NBSP.join(['999'] * 6)},123456789012",
            f"{','.join(['999'] * 6)}.123456789012",
        ),
    ],
)
def test_numbers(value: int | Decimal, nb: str, en: str) -> None:
    assert number(value, "nb").replace("\N{MINUS SIGN}", "-") == nb
    assert number(value, "en").replace("\N{MINUS SIGN}", "-") == en


@pytest.mark.parametrize("language", ["zz", "se", "x", "nb-NO", "en_GB", "i-klingon"])
def test_a_language_that_is_not_known_is_no_fault(language: str) -> None:
    assert number(1, language) == "1"


@pytest.mark.parametrize(
    ("words", "nb", "en"),
    [([], "", ""), (["a"], "a", "a"), (["a", "b"], "a og b", "a and b"), (["a", "b", "c"], "a, b og c", "a, b and c")],
)
def test_joined(words: list[str], nb: str, en: str) -> None:
    assert (joined(words, "nb"), joined(words, "en")) == (nb, en)


def test_a_message_names_five_missing_inputs_and_counts_the_rest(pack: Callable[[str], pc.Policy]) -> None:
    fields = ", ".join(f"f{n}: boolean" for n in range(7))
    policy = pack(
        "policy: {id: many, title: Many, version: '1', languages: [nb, en]}\n"
        "text: [{id: '1', force: must, nb: Alt, en: All}]\n"
        f"records: {{thing: {{fields: {{{fields}}}}}}}\n"
        f"rules: [{{id: all, clauses: ['1'], about: thing, modality: must, require: {' and '.join(f'f{n}' for n in range(7))}}}]\n"
    )
    (finding,) = policy.evaluate({"things": [{"id": "t"}]}, today=TODAY).findings
    assert finding.message == {
        "nb": "Kan ikke avgjøres. Ikke oppgitt: «f0», «f1», «f2», «f3», «f4» og 2 til.",
        "en": "Cannot be decided. Not stated: “f0”, “f1”, “f2”, “f3”, “f4” and 2 more.",
    }
    assert len(finding.missing) == 7


def test_a_missing_input_of_another_record_is_named_with_it(pack: Callable[[str], pc.Policy]) -> None:
    policy = pack(
        "policy: {id: two, title: Two, version: '1', languages: [nb, en]}\n"
        "text: [{id: '1', force: must, nb: Alt, en: All}]\n"
        "records:\n"
        "  town: {title: name, fields: {name: text, size: {type: integer, label: {nb: Størrelse, en: Size}}}}\n"
        "  thing: {fields: {town: {type: ref, to: town}}}\n"
        "parameters: {least: {type: integer, value: null, label: {nb: Minst, en: Least}}}\n"
        "rules: [{id: big, clauses: ['1'], about: thing, modality: must, require: town.size > param.least}]\n"
    )
    data = {"towns": [{"id": "se", "name": "Kungälv"}], "things": [{"id": "t", "town": "se"}]}
    (finding,) = policy.evaluate(data, today=TODAY).findings
    assert finding.message["nb"] == "Kan ikke avgjøres. Ikke oppgitt: «Størrelse» for Kungälv og parameteren «Minst»."
    assert finding.remedy == {
        "nb": "Oppgi «Størrelse» for Kungälv og parameteren «Minst».",
        "en": "State “Size” of Kungälv and the parameter “Least”.",
    }
    assert finding.missing == (("town", "se", "size"), ("parameter", "least", "value"))


def maybe(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | values


NUMBERS = st.decimals(-(10**18) + 1, 10**18 - 1, places=6, allow_nan=False) | st.integers(-(10**18) + 1, 10**18 - 1)
WORDS = st.text(max_size=20)
FRIENDS = st.sampled_from(["f1", "f2", "gone"])
THING = st.fixed_dictionaries(
    {
        "word": maybe(WORDS),
        "truth": maybe(st.booleans()),
        "whole": maybe(st.integers(-(10**18) + 1, 10**18 - 1)),
        "number": maybe(NUMBERS),
        "money": maybe(NUMBERS),
        "day": maybe(st.dates()),
        "kind": maybe(st.sampled_from(["big", "small", "plain", "none of them"])),
        "friend": maybe(FRIENDS),
        "words": maybe(st.lists(maybe(WORDS), max_size=3)),
        "numbers": maybe(st.lists(maybe(NUMBERS), max_size=3)),
        "kinds": maybe(st.lists(maybe(st.sampled_from(["out", "in"])), max_size=3)),
        "days": maybe(st.lists(maybe(st.dates()), max_size=3)),
        "pals": maybe(st.lists(maybe(FRIENDS), max_size=3)),
        "long": maybe(NUMBERS),
    }
)


@settings(max_examples=60, deadline=None)
@given(
    first=THING,
    second=THING,
    name=maybe(WORDS),
    other=maybe(st.sampled_from(["t1", "t2", "gone"])),
    today=st.dates(),
)
def test_templates_never_fail(
    first: dict[str, object], second: dict[str, object], name: object, other: object, today: date
) -> None:
    data = {
        "friends": [{"id": "f1", "name": name, "other": other}, {"id": "f2"}],
        "things": [{"id": "t1", **first}, {"id": "t2", **second}],
    }
    report = POLICY.evaluate(data, today=today)
    assert len(report.findings) == 2
    assert report.to_json(all=True).encode()
    for language in ("nb", "en"):
        assert page(report_view(report, language, every=True)).encode()

"""How values are read, type by type: from what people write, from files and from programs."""

from __future__ import annotations

import decimal
import enum
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.language.rulebook import FieldType
from policycheck.language.types import BOOLEAN, DATE, INTEGER, MONEY, NUMBER, PERIOD, TEXT, Interval, choice, list_of
from policycheck.language.values import MOST_TEXT, Unreadable, reader


class Colour(enum.Enum):
    RED = "a"
    BLUE = "blue"


class Level(enum.IntEnum):
    LOW = 1


KIND = FieldType(
    "kind",
    choice(("a", "b", "3", "both ways")),
    labels={"a": {"nb": "Rød", "en": "Red"}, "b": {"nb": "Grønn  sak", "en": "Red thing"}, "3": {"nb": "Both ways"}},
)
TWINS = FieldType("kind", choice(("a", "b")), labels={"a": {"en": "Same"}, "b": {"en": "same"}})
FIELDS = {
    "text": FieldType("t", TEXT),
    "boolean": FieldType("b", BOOLEAN),
    "integer": FieldType("i", INTEGER),
    "number": FieldType("n", NUMBER),
    "money": FieldType("m", MONEY),
    "date": FieldType("d", DATE),
    "period": FieldType("p", PERIOD),
    "choice": KIND,
    "twins": TWINS,
    "texts": FieldType("l", list_of(TEXT), element=FieldType("l", TEXT)),
    "integers": FieldType("l", list_of(INTEGER), element=FieldType("l", INTEGER)),
    "choices": FieldType("l", list_of(KIND.type), element=KIND),
    "bounded": FieldType("i", INTEGER, min=1, max=17),
    "lower": FieldType("t", TEXT, lower=True),
    "from 2000": FieldType("d", DATE, min=date(2000, 1, 1)),
}

NBSP, THIN, NARROW, MINUS = "\u00a0", "\u2009", "\u202f", "\u2212"
READ: list[tuple[str, Any, Any]] = [
    ("text", "a", "a"),
    ("text", "  a b ", "a b"),
    ("text", f"{NBSP}a{NBSP}", "a"),
    ("text", "", None),
    ("text", " \t\n", None),
    ("text", f"{NBSP}{NARROW}", None),
    ("text", "NO", "NO"),
    ("text", "æøå 😀", "æøå 😀"),
    ("text", 5, "5"),
    ("text", 1.5, "1.5"),
    ("text", 2.0, "2"),
    ("text", Decimal("1.50"), "1.50"),
    ("text", Decimal("1E+3"), "1000"),
    ("text", Colour.BLUE, "blue"),
    ("text", Level.LOW, "1"),
    ("boolean", True, True),
    ("boolean", False, False),
    *(("boolean", word, True) for word in ("true", "TRUE", " Yes ", "ja", "JA", "1", "x", "X")),
    *(("boolean", word, False) for word in ("false", "No", "nei", "NEI", "0")),
    *(("boolean", value, True) for value in (1, 1.0, Decimal(1))),
    *(("boolean", value, False) for value in (0, 0.0, Decimal("0.0"))),
    ("boolean", " ", None),
    ("integer", 5, 5),
    ("integer", "5", 5),
    ("integer", "-5", -5),
    ("integer", f"{MINUS}5", -5),
    ("integer", "+5", 5),
    ("integer", "- 5", -5),
    ("integer", "007", 7),
    ("integer", 5.0, 5),
    ("integer", Decimal("5.00"), 5),
    ("integer", "5,00", 5),
    ("integer", "5.0", 5),
    ("integer", "1 000", 1000),
    ("integer", f"1{NBSP}000{NBSP}000", 1_000_000),
    ("integer", f"1{NARROW}000", 1000),
    ("integer", f"1{THIN}000", 1000),
    ("integer", Level.LOW, 1),
    ("integer", 999_999_999_999_999_999, 999_999_999_999_999_999),
    ("integer", "-999999999999999999", -999_999_999_999_999_999),
    ("integer", "999 999 999 999 999 999", 999_999_999_999_999_999),
    ("integer", Decimal("1E+17"), 10**17),
    ("integer", " ", None),
    ("number", "1 000 000,50", Decimal("1000000.50")),
    ("number", f"1{NBSP}000{NBSP}000,50", Decimal("1000000.50")),
    ("number", "1000000.50", Decimal("1000000.50")),
    ("number", "1.000.000,50", Decimal("1000000.50")),
    ("number", "1,000,000.50", Decimal("1000000.50")),
    ("number", "1.000.000", 1_000_000),
    ("number", "1,000,000", 1_000_000),
    ("number", "1,5", Decimal("1.5")),
    ("number", "1.25", Decimal("1.25")),
    ("number", "1.0000", Decimal(1)),
    ("number", "1 000,000", Decimal(1000)),
    ("number", "0,000001", Decimal("0.000001")),
    ("number", "999999999999999999,999999", Decimal("999999999999999999.999999")),
    ("number", "-999999999999999999.999999", Decimal("-999999999999999999.999999")),
    ("number", "1.50000000000000000000", Decimal("1.5")),
    ("number", 0.1, Decimal("0.1")),
    ("number", 1e17, 10**17),
    ("number", -0.0, 0),
    ("number", Decimal("0E+999999999"), 0),
    ("number", Decimal("1.5000000000"), Decimal("1.5")),
    ("number", Level.LOW, 1),
    ("number", "50 %", Decimal("0.5")),
    ("number", f" 12,5{NBSP}% ", Decimal("0.125")),
    ("number", "-100%", -1),
    ("number", "1 000 000 %", 10_000),
    ("number", "0,0001 %", Decimal("0.000001")),
    ("number", "999999999999999999,9999 %", Decimal("9999999999999999.999999")),
    ("money", "100", 100),
    ("date", date(2025, 1, 31), date(2025, 1, 31)),
    ("date", datetime(2025, 1, 31), date(2025, 1, 31)),
    ("date", datetime(2025, 1, 31, tzinfo=UTC), date(2025, 1, 31)),
    ("date", "2025-01-31", date(2025, 1, 31)),
    ("date", " 2025-01-31 ", date(2025, 1, 31)),
    ("date", "31.01.2025", date(2025, 1, 31)),
    ("date", "1.2.2025", date(2025, 2, 1)),
    ("date", "2025-01-31T00:00:00Z", date(2025, 1, 31)),
    ("date", "2025-01-31 00:00:00", date(2025, 1, 31)),
    ("date", "2024-02-29", date(2024, 2, 29)),
    ("date", "0001-01-01", date(1, 1, 1)),
    ("date", "", None),
    ("period", {"from": "2023-10-01", "until": "2027-10-01"}, Interval(date(2023, 10, 1), date(2027, 10, 1))),
    ("period", {"from": date(2023, 10, 1)}, Interval(date(2023, 10, 1))),
    ("period", "2023-10-01/01.10.2027", Interval(date(2023, 10, 1), date(2027, 10, 1))),
    ("period", "/2027-10-01", Interval(None, date(2027, 10, 1))),
    ("choice", "a", "a"),
    ("choice", "A", "a"),
    ("choice", " rød ", "a"),
    ("choice", "RED", "a"),
    ("choice", "red thing", "b"),
    ("choice", "Grønn sak", "b"),
    ("choice", "grønn   SAK", "b"),
    ("choice", 3, "3"),
    ("choice", "Both ways", "both ways"),
    ("choice", Colour.RED, "a"),
    ("choice", "  ", None),
    ("twins", "a", "a"),
    ("texts", ["a", " b ", None, " "], ("a", "b", None, None)),
    ("texts", ("a",), ("a",)),
    ("texts", [], ()),
    ("texts", "a; b;;c ;", ("a", "b", "c")),
    ("texts", "a, b", ("a, b",)),
    ("texts", "", None),
    ("texts", " ; ", None),
    ("integers", "1;2; 3", (1, 2, 3)),
    ("integers", [1, "2", 3.0], (1, 2, 3)),
    ("choices", "rød;B", ("a", "b")),
    ("bounded", "17", 17),
    ("lower", " KULTUR og Øl ", "kultur og øl"),
    ("lower", "  ", None),
    ("bounded", 1, 1),
    ("from 2000", "01.01.2000", date(2000, 1, 1)),
]
REFUSED: list[tuple[str, Any, str]] = [
    *(("text", value, "not_a_text") for value in (True, [], {}, ["a"], object(), b"a", date(2025, 1, 1))),
    ("text", float("nan"), "not_a_text"),
    ("text", float("inf"), "not_a_text"),
    ("text", 10**18, "number_too_long"),
    ("text", Decimal("1E+999999999"), "number_too_long"),
    ("text", Decimal("1E-999999999"), "too_many_decimals"),
    ("text", "a\ud800", "broken_text"),
    ("text", "a" * (MOST_TEXT + 1), "text_too_long"),
    *(("boolean", value, "not_a_boolean") for value in ("maybe", "2", 2, -1, 0.5, "truee", [], {}, b"1")),
    *(
        ("boolean", value, "not_a_boolean")
        for value in (float("nan"), Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"))
    ),
    *(("integer", value, "not_whole") for value in ("1,5", 1.5, Decimal("0.1"), "0.000001")),
    *(
        ("integer", value, "not_a_number")
        for value in (
            True,
            "abc",
            "1 00",
            "1  000",
            "12 34",
            [],
            {},
            "٣",
            "1_000",
            "1e3",
            "0x10",
            "5 kr",
            "-",
            "--5",
            "½",
            "50 %",
        )
    ),
    *(("money", value, "not_a_number") for value in ("50 %", "50%", "%")),
    *(
        ("number", value, "not_a_number")
        for value in (
            "1.2.3",
            "1,2,3",
            "1.000,0.0",
            "1,00,000.5",
            "10.00.000",
            "1.0.000,5",
            ",5",
            ".5",
            "5.",
            "1.000.000.00,5",
            "NaN",
            "inf",
            "1 000.000.000",
            b"1",
            "%",
            " %",
            "50 % %",
            "% 50",
            "50 ‰",
        )
    ),
    *(
        ("number", value, "ambiguous_number")
        for value in ("1.000", "1,000", "-1.000", "100,000", "0.125", "1234.567", "1.000 %")
    ),
    *(
        ("number", value, "not_finite")
        for value in (float("nan"), float("inf"), float("-inf"), Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity"))
    ),
    *(
        ("number", value, "number_too_long")
        for value in (
            10**18,
            -(10**18),
            10**300,
            1e18,
            "1000000000000000000",
            "1000000000000000000,5",
            Decimal("1E+18"),
            Decimal("1E+999999999"),
            "9" * 101,
        )
    ),
    *(
        ("number", value, "too_many_decimals")
        for value in (
            "0.0000001",
            "0,00001 %",
            1e-7,
            Decimal("1E-999999999"),
            Decimal("0.1234567"),
            "1.0000000000000000000000000000000000001",
            "999999999999999999.9999999",
        )
    ),
    *(
        ("date", value, "not_a_date")
        for value in (
            "31/01/2025",
            "2025/01/31",
            "January",
            20250131,
            "2025-1-31",
            "31.01.25",
            "20250131",
            "2025-W05",
            "2025-01-3a",
            "٢٠٢٥-٠١-٣١",
            [],
            True,
        )
    ),
    *(
        ("date", value, "no_such_date")
        for value in ("2025-02-29", "30.02.2025", "2025-13-01", "0000-01-01", "00.01.2025")
    ),
    ("date", datetime(2025, 1, 31, 12, 30), "time_of_day"),
    *(
        ("period", value, "not_a_period")
        for value in ("2025-01-01", {}, {"from": None}, "/", {"start": "2025-01-01"}, [], 5)
    ),
    ("period", "2025-01-01/2025-01-01", "empty_period"),
    ("period", "2025-01-02/2025-01-01", "empty_period"),
    ("period", "2025-02-30/", "no_such_date"),
    *(("choice", value, "unknown_choice") for value in ("c", "4", 4, "a b")),
    ("choice", "redd", "unknown_choice_near"),
    *(("choice", value, "not_a_text") for value in (True, [], ["a"])),
    ("twins", "same", "unknown_choice"),
    *(("texts", value, "not_a_list") for value in (5, True, {"a": 1}, {"a"}, b"a", object())),
    ("bounded", 0, "too_small"),
    ("bounded", "18", "too_large"),
    ("from 2000", "1999-12-31", "too_early"),
]


@pytest.mark.parametrize(("kind", "given_", "expected"), READ)
def test_what_is_read(kind: str, given_: Any, expected: Any) -> None:
    found = reader(FIELDS[kind])(given_)
    assert found == expected
    assert type(found) in (
        type(expected),
        int if isinstance(expected, Decimal) else type(expected),
        Decimal if isinstance(expected, int) else type(expected),
    )
    with decimal.localcontext(prec=3):
        assert reader(FIELDS[kind])(given_) == expected


@pytest.mark.parametrize(("kind", "given_", "why"), REFUSED)
def test_what_is_refused(kind: str, given_: Any, why: str) -> None:
    with pytest.raises(Unreadable) as refused:
        reader(FIELDS[kind])(given_)
    assert refused.value.why == why
    assert refused.value.instead is None


@pytest.mark.parametrize(
    ("kind", "given_", "kept", "why"),
    [
        ("integers", [1, "x", 2], (1, None, 2), "not_a_number"),
        ("integers", "1;x;2.000", (1, None, None), "not_a_number"),
        ("integers", [1.5, "x"], (None, None), "not_whole"),
        ("choices", ["a", "z", None], ("a", None, None), "unknown_choice"),
        ("texts", ["a", ["b"]], ("a", None), "not_a_text"),
        ("texts", ["\ud800", "a"], (None, "a"), "broken_text"),
    ],
)
def test_a_list_keeps_the_elements_that_can_be_read(kind: str, given_: Any, kept: Any, why: str) -> None:
    with pytest.raises(Unreadable) as refused:
        reader(FIELDS[kind])(given_)
    assert (refused.value.why, refused.value.instead) == (why, kept)


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals(allow_nan=None)
    | st.text(st.characters())
    | st.text("0123456789.,- \u00a0/;T:", max_size=14)
    | st.dates()
    | st.datetimes()
    | st.binary(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)


@given(st.sampled_from(sorted(FIELDS)), ANYTHING)
def test_anything_is_read_or_refused(kind: str, value: Any) -> None:
    if value is None:
        return
    try:
        found = reader(FIELDS[kind])(value)
    except Unreadable:
        return
    assert found is None or reader(FIELDS[kind])(found) == found


@given(st.integers(-(10**24) + 1, 10**24 - 1))
def test_a_number_is_read_exactly_however_it_is_written(millionths: int) -> None:
    exact = Decimal(millionths).scaleb(-6, decimal.Context(prec=40))
    whole, behind = format(abs(exact), ".6f").split(".")
    sign, grouped = "-" if millionths < 0 else "", f"{int(whole):,}"
    read = reader(FIELDS["number"])
    for word in (
        f"{sign}{whole}.{behind}",
        f"{sign}{whole},{behind}",
        f"{sign}{grouped.replace(',', ' ')},{behind}",
        f"{sign}{grouped.replace(',', NBSP)}.{behind}",
        f"{sign}{grouped.replace(',', '.')},{behind}",
        f"{sign}{grouped}.{behind}",
    ):
        assert read(word) == exact
    assert read(exact) == exact

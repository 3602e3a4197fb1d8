"""What DuckDB reads in a column is what Python reads in its cells: value by value, fault by fault."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any

import duckdb
import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import exp

from policycheck.engines.sql.cell_nodes import BLANK
from policycheck.engines.sql.cells import Mismatch, cell
from policycheck.language.rulebook import FieldType
from policycheck.language.types import (
    BOOLEAN,
    DATE,
    INTEGER,
    MONEY,
    NUMBER,
    PERIOD,
    TEXT,
    Interval,
    choice,
    list_of,
    ref,
)
from policycheck.language.unreadable import Unreadable
from policycheck.language.values import reader
from policycheck.records.cells import cell_reader
from policycheck.records.frames import columns_of, plain_cells

EXAMPLES = settings(max_examples=settings.default.max_examples // 6)
"""Each is some 30 cells, in one query."""
STATE = FieldType(
    "state",
    choice(("open", "closed", "in_progress", "yes", "Straße", "ikke-betalt")),
    labels={
        "open": {"en": "Open; still", "nb": "Åpen sak"},
        "closed": {"en": "  Closed\u00a0 Case ", "nb": "Lukket"},
        "in_progress": {"en": "in  progress", "nb": "Lukket"},
        "yes": {"en": "'); DROP TABLE t; --", "nb": "İstanbul ß"},
        "Straße": {"nb": "open", "en": "\\' fİ \\n"},
        "ikke-betalt": {"nb": "Ikke betalt ΣΑΣ"},
    },
)
FIELDS = {
    "text": FieldType("a", TEXT),
    "lower": FieldType("a", TEXT, lower=True),
    "ref": FieldType("a", ref("loan")),
    "choice": STATE,
    "choice of digits": FieldType("a", choice(("0", "1", "1.5", "-2")), labels={"1": {"en": "10"}}),
    "boolean": FieldType("a", BOOLEAN),
    "integer": FieldType("a", INTEGER),
    "bounded integer": FieldType("a", INTEGER, min=-2, max=1000),
    "number": FieldType("a", NUMBER),
    "bounded number": FieldType("a", NUMBER, max=Decimal("0.5")),
    "money": FieldType("a", MONEY),
    "bounded money": FieldType("a", MONEY, min=Decimal("-1.25"), max=10**6),
    "date": FieldType("a", DATE),
    "bounded date": FieldType("a", DATE, min=date(2000, 1, 1), max=date(2030, 12, 31)),
    "period": FieldType("a", PERIOD),
}
FIELDS |= {
    f"list of {name}": FieldType("a", list_of(field.type), element=field)
    for name, field in FIELDS.items()
    if name != "period"
}


def read_by_python(field: FieldType, value: object, sheet: bool) -> tuple[object, bool]:
    if value is None:
        return None, False
    if sheet and value == "":
        return None, False
    try:
        return (cell_reader if sheet else reader)(field)(value), False
    except Unreadable as fault:
        return fault.instead, True


def as_python(value: Any, field: FieldType) -> object:
    if isinstance(value, list):
        return tuple(value)
    if field.type.kind == "period" and value is not None:
        return Interval(*(date.fromisoformat(end) if end.strip() else None for end in value.split("/")))
    return value


def same(found: tuple[object, bool], expected: tuple[object, bool], field: FieldType) -> bool:
    if field.lower and found[1] and not expected[1]:
        return "Σ" in str(expected) or "ς" in str(expected) or "σ" in str(expected)
    if field.element is not None and field.element.lower and found[1]:
        return expected[1] or any(letter in str(expected) for letter in "ςσ")
    kinds = [list(map(type, value)) if isinstance(value, tuple) else type(value) for value, _ in (found, expected)]
    if (kinds[0] is bool) != (kinds[1] is bool):
        return False
    return found == expected


class Reading:
    """A column of a type in DuckDB, and how a field is read from it."""

    def __init__(self, name: str, source: str, sheet: bool) -> None:
        self.field, self.sheet, self.written = FIELDS[name], sheet, "VARCHAR[]" if source.endswith("]") else "VARCHAR"
        found = cell(self.field, exp.column("x", quoted=True), source, sheet=sheet)
        said = ", ".join(one.sql("duckdb") for one in (found.value, found.faulty or exp.false()))
        cells = f"SELECT CAST(u AS {source}) AS x FROM (SELECT unnest(?::{self.written}[]) AS u)"
        self.query = f"SELECT {said} FROM ({cells})"

    def check(self, written: list[Any], cells: Sequence[object]) -> None:
        """Compares what DuckDB reads in what is written with what Python reads in cells."""
        found = _connection().execute(self.query, [written]).fetchall()
        for (value, faulty), raw in zip(found, cells, strict=True):
            got = as_python(value, self.field), faulty
            expected = read_by_python(self.field, raw, self.sheet)
            assert same(got, expected, self.field), [repr(one)[:200] for one in (self.field.type, raw, got, expected)]


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"threads": 1})


@cache
def reading(name: str, source: str, sheet: bool = False) -> Reading | None:
    """How a field is read; None where it cannot be read from such a column."""
    try:
        return Reading(name, source, sheet)
    except Mismatch:
        return None


def readings(source: str, sheet: bool = False) -> list[Reading]:
    """How each field is read that can be read from a column of a type."""
    return [found for name in FIELDS if (found := reading(name, source, sheet))]


def check(data: st.DataObject, source: str, written: list[Any], cells: Sequence[object]) -> None:
    """Checks one of the fields."""
    data.draw(st.sampled_from(readings(source))).check(written, cells)


# --- texts

BLANKS = st.sampled_from(
    ["", " ", "\u00a0", "\t", "\n", "\u2009", "\u202f", "\x1f", "\x85", "\u3000", "  ", "\u200b", "\ufeff"]
)
DIGITS = st.text("0123456789", min_size=1, max_size=4)
GROUPED = st.builds(
    lambda first, mark, groups, end: mark.join([first, *groups]) + end,
    st.text("0123456789", min_size=1, max_size=3),
    st.sampled_from([" ", "\u00a0", "\u2009", ".", ",", "'", ""]),
    st.lists(st.text("0123456789", min_size=3, max_size=3), max_size=6),
    st.sampled_from(
        ["", ",5", ".50", ",500", ".500", ".1234567", ",1234560000", " %", ",25 %", ".5000%", "%%", ",00", ",0000"]
    ),
)
NUMBERS = st.one_of(
    st.builds(
        "".join, st.tuples(BLANKS, st.sampled_from(["", "-", "+", "\N{MINUS SIGN}", "--"]), BLANKS, GROUPED, BLANKS)
    ),
    st.text("012 .,-+%\u00a0", max_size=12),
    st.text("10 .,", min_size=5, max_size=12),
    st.decimals(allow_nan=True, allow_infinity=True).map(str),
    st.floats().map(repr),
    st.integers(-(10**20), 10**20).map(str),
    st.builds("{}.{}".format, st.integers(-(10**19), 10**19), st.integers(0, 10**9)),
)
DATES = st.one_of(
    st.builds(
        "".join,
        st.tuples(
            BLANKS,
            st.dates().map(str),
            st.sampled_from(
                ["", "T00:00", " 00:00:00", "T00:00:00.000Z", " 00:00+00:00", "T10:00", "Z", " (BC)", "\u0660"]
            ),
            BLANKS,
        ),
    ),
    st.builds(
        "{}{:02}{}{:02}".format,
        st.sampled_from(["0000-", "2024-", "1900-", "12024-", "２０２４-"]),
        st.integers(0, 13),
        st.sampled_from("-/. "),
        st.integers(0, 32),
    ),
    st.builds(
        "{}{}.{}.{}{}".format,
        BLANKS,
        st.integers(0, 32),
        st.integers(0, 13),
        st.sampled_from(["2024", "0000", "0001", "24", "9999", "12024"]),
        BLANKS,
    ),
    st.text("0123-./T: ", min_size=8, max_size=11),
    st.sampled_from(
        ["infinity", "-infinity", "epoch", "today", "now", "2024-W01-1", "20240101", "  25-01-01", "-025-01-01"]
    ),
)
PERIODS = st.builds("{}/{}".format, DATES | st.just("") | BLANKS, DATES | st.just("") | BLANKS) | st.builds(
    lambda a, b: f"{min(a, b)}/{max(a, b)}", st.dates(), st.dates()
)
WORDS = [*STATE.type.names, *(label for labels in STATE.labels.values() for label in labels.values())]
WORDS += [
    "true",
    "yes",
    "ja",
    "x",
    "FALſE",
    "yeſ",
    "nei",
    "no",
    "STRASSE",
    "\ufb01",
    "K",
    "CLO\u017fED",
    "İ",
    "ΑΣ",
    "ΑΣ Σ",
]
SPELLED = st.builds(
    lambda before, word, change, behind: before + change(word) + behind,
    BLANKS,
    st.sampled_from(WORDS),
    st.sampled_from([str, str.upper, str.lower, str.title, str.casefold, lambda word: word.replace(" ", "\u00a0\t")]),
    BLANKS,
)
HOSTILE = [
    *(
        "'; DROP TABLE x; --",
        '"',
        "\\",
        "$1",
        "?",
        "x'00'",
        "\x00",
        "a\x00b",
        "\x7f",
        "\u0600 ",
        " \u0301",
        "\r\n",
        "🤦🏼‍♂️ ",
        "\U0010ffff",
    ),
    *(
        "#N/A",
        "#N/A ",
        " #N/A",
        "#N/A\u00a0",
        "#REF!\n",
        "Err:502",
        "#######",
        "#",
        "#TOM!;1",
        "a\u00a0b\u2007c\u202fd",
        "\u00a0",
        "1\u00a0;2",
    ),
    *(
        "1_000",
        "1e5",
        "0x1F",
        "1.",
        ".5",
        "5,",
        "-",
        "+",
        "- 5",
        "1.000",
        "1,000",
        "1.000,5",
        "1 0.00 .000",
        "1.00 .000,5",
        "50 %",
        "%",
        "% 5",
    ),
    *(
        "0" * 99 + "1",
        "0" * 100 + "1",
        "1." + "0" * 98,
        "1." + "0" * 99,
        "-" + " " * 98 + "5",
        "-" + " " * 99 + "5",
        " " * 200 + "5",
        "5" + " " * 99 + "%",
    ),
    *("true;;nei", ";", "; ;", "a; b ;", "1;x;2", "2024-01-01;1.2.2024", "open; CLOSED", "1.5;50 %"),
]
LONG = ["a" * 100_000, "a" * 100_001, " " * 100_001, "ø" * 100_000 + " ", "a" * 100_001 + ";b", "0;" + " " * 100_001]
LISTS = st.lists(NUMBERS | DATES | SPELLED, max_size=4).map(";".join)
TEXTS = st.one_of(NUMBERS, DATES, SPELLED, LISTS, PERIODS, st.text(), st.text(max_size=3), st.none())


@pytest.mark.parametrize("sheet", [False, True], ids=["frame", "sheet"])
def test_hostile_texts(sheet: bool) -> None:
    for found in readings("VARCHAR", sheet):
        found.check(HOSTILE, HOSTILE)


@pytest.mark.parametrize("name", ["text", "lower", "choice of digits", "boolean", "money", "date", "list of text"])
def test_long_texts(name: str) -> None:
    found = reading(name, "VARCHAR")
    assert found
    found.check(LONG, LONG)


def test_hostile_lists() -> None:
    lists = [["a" * 100_001, "b"], [" "], [], ["a;b"], [None], None, HOSTILE, *([one] for one in HOSTILE)]
    for found in readings("VARCHAR[]"):
        found.check(lists, lists)


@settings(max_examples=settings.default.max_examples // 3)
@given(st.sampled_from(list(FIELDS)), st.booleans(), st.lists(TEXTS, min_size=30, max_size=40))
def test_texts(name: str, sheet: bool, texts: list[str | None]) -> None:
    found = reading(name, "VARCHAR", sheet)
    assert found
    found.check(texts, texts)


@EXAMPLES
@given(
    st.data(),
    st.lists(
        st.none() | st.lists(st.none() | NUMBERS | DATES | SPELLED | st.text(max_size=4), max_size=3),
        min_size=20,
        max_size=30,
    ),
)
def test_lists_of_texts(data: st.DataObject, lists: list[list[str | None] | None]) -> None:
    check(data, "VARCHAR[]", lists, lists)


# --- numbers

WHOLES = {
    "TINYINT": 7, "UTINYINT": 8, "SMALLINT": 15, "USMALLINT": 16, "INTEGER": 31, "UINTEGER": 32, "BIGINT": 63, "UBIGINT": 64,
    "HUGEINT": 127, "UHUGEINT": 128,
}  # fmt: skip


@EXAMPLES
@given(st.data())
def test_whole_numbers(data: st.DataObject) -> None:
    source = data.draw(st.sampled_from(list(WHOLES)))
    high = 2 ** WHOLES[source] - 1
    low = 0 if source.startswith("U") else -high - 1
    edges = [
        value
        for value in (0, 1, 2, -1, -2, -3, 10, 1000, 1001, 10**18 - 1, 10**18, -(10**18), low, high)
        if low <= value <= high
    ]
    some = st.none() | st.integers(low, high) | st.sampled_from(edges)
    values = data.draw(st.lists(some, min_size=30, max_size=30))
    check(data, source, list(map(_written, values)), values)
    check(data, f"{source}[]", [[_written(value), None] for value in values], [[value, None] for value in values])


def _written(value: object) -> str | None:
    return None if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)


SIZES = [
    (4, 2),
    (2, 2),
    (14, 2),
    (18, 0),
    (18, 6),
    (19, 0),
    (24, 6),
    (38, 0),
    (38, 6),
    (38, 10),
    (12, 10),
    (9, 9),
    (7, 7),
    (38, 38),
    (38, 30),
    (25, 6),
]


@EXAMPLES
@given(st.sampled_from(SIZES), st.data())
def test_decimals(size: tuple[int, int], data: st.DataObject) -> None:
    digits, scale = size
    one = 10**scale
    edges = [
        one,
        2 * one,
        -one,
        one // 2,
        10**18 * one - 1,
        10**18 * one,
        99 * one + one // 10**6,
        3,
        1,
        0,
        10 ** min(7, scale),
        10**digits - 1,
        15 * one // 10,
    ]
    unscaled = st.one_of(
        st.sampled_from([edge for edge in edges if abs(edge) < 10**digits]),
        st.integers(1 - 10**digits, 10**digits - 1),
        st.integers(-1000, 1000).map(lambda number: number * 10 ** max(scale - 2, 0) % 10**digits),
    )
    values = data.draw(
        st.lists(st.none() | unscaled.map(lambda number: _decimal(number, scale)), min_size=30, max_size=30)
    )
    written = list(map(_written, values))
    check(data, f"DECIMAL({digits},{scale})", written, values)
    check(data, f"DECIMAL({digits},{scale})[]", [[one] for one in written], [[one] for one in values])


def _decimal(unscaled: int, scale: int) -> Decimal:
    sign, digits, _ = Decimal(unscaled).as_tuple()
    return Decimal((sign, digits, -scale))


@EXAMPLES
@given(st.sampled_from(["DOUBLE", "FLOAT"]), st.data())
def test_floats(source: str, data: st.DataObject) -> None:
    width = 64 if source == "DOUBLE" else 32
    some = st.one_of(
        st.floats(width=width, allow_subnormal=width == 64),
        st.integers(-(10**6), 10**6).map(lambda number: number / 1000),
        st.builds(lambda whole, part: whole + part / 10**6, st.integers(-(10**12), 10**12), st.integers(0, 10**6)),
        st.integers(-(10**20), 10**20).map(float),
        st.sampled_from(
            [
                float("nan"),
                float("inf"),
                float("-inf"),
                1e300,
                0.1 + 0.2,
                -0.0,
                1e-7,
                1e-6,
                1e9,
                1e15,
                1e16,
                1e18,
                9.999999999999999e17,
                2.0**53,
                0.0,
                1.0,
                2.5e-5,
                1.5,
            ]
        ),
    )
    type_ = pyarrow.float64() if width == 64 else pyarrow.float32()
    values = data.draw(st.lists(some, min_size=30, max_size=30))
    table = pyarrow.table({"x": pyarrow.array([None, *values], type_, safe=False)})
    [(_, cells)] = columns_of("t", table)
    written = [None, *(repr(value) for value in table["x"].to_pylist()[1:])]
    check(data, source, written, cells)
    if width == 64:
        check(data, "DOUBLE[]", [[one] for one in written], plain_cells([[one] for one in cells]))


# --- days

TIMES = st.datetimes() | st.dates().map(lambda day: datetime.combine(day, time())) | st.builds(lambda day, at: datetime.combine(day, time(microsecond=at)), st.dates(), st.integers(0, 2))  # fmt: skip


@EXAMPLES
@given(
    st.sampled_from(["DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE"]),
    st.data(),
)
def test_days(source: str, data: st.DataObject) -> None:
    some: st.SearchStrategy[Any] = (
        st.dates() | st.dates(date(1999, 12, 30), date(2000, 1, 2)) if source == "DATE" else TIMES
    )
    cells = data.draw(st.lists(st.none() | some, min_size=30, max_size=30))
    if source == "TIMESTAMP_NS":
        cells = [
            value if value is None else value.replace(year=1700 + value.year % 500)
            for value in cells
            if value is None or (value.month, value.day) != (2, 29)
        ]
    if source == "TIMESTAMP_S":
        cells = [value if value is None else value.replace(microsecond=0) for value in cells]
    if source == "TIMESTAMP_MS":
        cells = [
            value if value is None else value.replace(microsecond=value.microsecond // 1000 * 1000) for value in cells
        ]
    if source.endswith("ZONE"):
        cells = [value if value is None else value.replace(tzinfo=UTC) for value in cells]
    written = [None if value is None else value.isoformat() for value in cells]
    check(data, source, written, cells)
    check(data, f"{source}[]", [[one] for one in written], [[one] for one in cells])


@pytest.mark.parametrize("source", ["DATE", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE"])
def test_days_of_no_calendar_are_faults(source: str) -> None:
    found = reading("date", source)
    assert found
    written = ["infinity", "-infinity", "10000-01-01", "0001-01-01 (BC)", "9999-12-31", "0001-01-01", None]
    read = _connection().execute(found.query, [written]).fetchall()
    assert read == [(None, True)] * 4 + [(date(9999, 12, 31), False), (date(1, 1, 1), False), (None, False)]


def test_midnight_is_where_the_caller_says() -> None:
    read = cell(FIELDS["date"], exp.column("x"), "TIMESTAMP WITH TIME ZONE", zone="Europe/Oslo")
    query = f"SELECT {read.value.sql('duckdb')} FROM (SELECT TIMESTAMPTZ '2025-12-30 23:00:00+00' AS x)"
    assert _connection().execute(query).fetchall() == [(date(2025, 12, 31),)]


# --- what else columns hold


@pytest.mark.parametrize(
    ("source", "written", "cells"),
    [
        ('"NULL"', [None], [None]),
        ("ENUM('1', ' open', 'x')", ["1", " open", "x", None], ["1", " open", "x", None]),
        ("VARCHAR[2]", [["1", " open"], None], [["1", " open"], None]),
        ('"NULL"[]', [[], [None], None], [[], [None], None]),
        ("BOOLEAN", ["true", "false", None], [True, False, None]),
        ("BOOLEAN[]", [["true", None], []], [[True, None], []]),
        ("BIGNUM", ["1", "999999999999999999", "1" + "0" * 60, None], [1, 10**18 - 1, 10**60, None]),
    ],
)
def test_other_columns(source: str, written: list[Any], cells: Sequence[object]) -> None:
    found = readings(source)
    assert found
    for one in found:
        one.check(written, cells)


@pytest.mark.parametrize(
    ("name", "source", "words"),
    [
        ("integer", "DATE", "dates"),
        ("date", "BIGINT", "numbers"),
        ("text", "BOOLEAN", "yes and no"),
        ("money", "BOOLEAN", "yes and no"),
        ("text", "BLOB", "bytes"),
        ("text", "DATE", "dates"),
        ("text", "TIMESTAMP_NS", "points in time"),
        ("text", "TIME WITH TIME ZONE", "times of day"),
        ("text", "VARCHAR[]", "lists"),
        ("text", "STRUCT(a INTEGER)", "parts with names of their own"),
        ("list of text", "BIGINT", "numbers"),
        ("list of text", "BLOB[]", "lists of bytes"),
        ("list of text", "VARCHAR[][]", "lists"),
        ("list of date", "STRUCT(a INTEGER)[]", "lists of parts with names of their own"),
        ("period", "DATE", "dates"),
        ("boolean", "DATE", "dates"),
        ("text", "NEVER_HEARD_OF", "values of the type NEVER_HEARD_OF"),
    ],
)
def test_columns_that_hold_nothing_of_the_kind(name: str, source: str, words: str) -> None:
    with pytest.raises(Mismatch) as raised:
        cell(FIELDS[name], exp.column("x"), source)
    assert raised.value.words == words


def test_white_space_is_what_python_takes_for_it() -> None:
    letters = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    query = f"SELECT u, regexp_full_match(u, '[{BLANK}]') FROM (SELECT unnest(?::VARCHAR[]) AS u)"
    found = _connection().execute(query, [letters]).fetchall()
    assert [letter for letter, blank in found if blank] == list(filter(str.isspace, letters))

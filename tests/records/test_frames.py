"""Frames of pandas, polars and Arrow: read by columns, and judged as the same rows given as mappings."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import policycheck
from policycheck.policy import Policy

TODAY = date(2025, 6, 15)
KEYS = ["a", "b", "c"]
JAN, MAR = date(2025, 1, 1), date(2025, 3, 2)


def arrow(type_: pa.DataType) -> pd.ArrowDtype:
    return pd.ArrowDtype(type_)


# A column's field, the column, and the cells that it stands for.
PANDAS: dict[str, tuple[str, Any, list[Any]]] = {
    "integers": ("size", np.array([1, 2, 3]), [1, 2, 3]),
    "small integers": ("size", np.array([1, 2, 3], dtype="uint8"), [1, 2, 3]),
    "integers with blanks, which are floats": ("size", [1, 2, None], [1, 2, None]),
    "millions with blanks": ("cost", [1_000_000, None, 5], [1_000_000, None, 5]),
    "nullable integers": ("size", pd.array([1, None, 3], dtype="Int64"), [1, None, 3]),
    "floats": ("share", [0.1, 0.3, np.nan], [Decimal("0.1"), Decimal("0.3"), None]),
    "floats of 32 bits": ("share", np.array([0.1, np.nan, 2], dtype="float32"), [Decimal("0.1"), None, 2]),
    "floats of 16 bits": ("share", np.array([0.1, np.nan, 2], dtype="float16"), [Decimal("0.1"), None, 2]),
    "nullable floats": ("share", pd.array([0.1, None, 0.25], dtype="Float64"), [Decimal("0.1"), None, Decimal("0.25")]),
    "nullable floats of 32 bits": ("share", pd.array([0.1, None, 2], dtype="Float32"), [Decimal("0.1"), None, 2]),
    "infinity": ("share", [np.inf, 1, None], [float("inf"), 1, None]),
    "sparse floats": ("share", pd.arrays.SparseArray([0.5, np.nan, 2]), [Decimal("0.5"), None, 2]),
    "decimals": ("cost", [Decimal("1.50"), None, Decimal("NaN")], [Decimal("1.50"), None, None]),
    "decimals of Arrow": ("cost", pd.array([Decimal("1.50"), None, 2], arrow(pa.decimal128(9, 2))), ["1,50", None, 2]),
    "texts": ("name", ["å", None, " "], ["å", None, None]),
    "nullable texts": ("name", pd.array(["å", None, "x"], dtype="string"), ["å", None, "x"]),
    "numbers as texts": ("cost", ["1 000,50", np.nan, "mye"], ["1 000,50", None, "mye"]),
    "booleans": ("ok", np.array([True, False, True]), [True, False, True]),
    "booleans with blanks, which are objects": ("ok", [True, None, False], [True, None, False]),
    "nullable booleans": ("ok", pd.array([True, None, False], dtype="boolean"), [True, None, False]),
    "booleans with NaN, which are objects": ("ok", [True, np.nan, np.False_], [True, None, False]),
    "booleans that became floats": ("ok", [1.0, 0.0, np.nan], [True, False, None]),
    "categories": ("kind", pd.Categorical(["a", None, "Grønn sak"]), ["a", None, "b"]),
    "categories of numbers": ("size", pd.Categorical([1, None, 12]), [1, None, 12]),
    "midnights": ("day", pd.to_datetime([JAN, None, MAR]), [JAN, None, MAR]),
    "midnights in seconds": ("day", pd.array([JAN, None, MAR], dtype="datetime64[s]"), [JAN, None, MAR]),
    "midnights somewhere": (
        "day",
        pd.to_datetime([JAN, None, MAR]).tz_localize("Europe/Oslo"),
        [JAN, None, MAR],
    ),
    "midnights of Arrow": (
        "day",
        pd.array([datetime(2025, 1, 1), None, None], arrow(pa.timestamp("us"))),
        [JAN, None, None],
    ),
    "times of day": (
        "day",
        pd.to_datetime([datetime(2025, 1, 1, 12), None, MAR]),
        [datetime(2025, 1, 1, 12), None, MAR],
    ),
    "dates": ("day", [JAN, None, MAR], [JAN, None, MAR]),
    "dates of Arrow": ("day", pd.array([JAN, None, MAR], arrow(pa.date32())), [JAN, None, MAR]),
    "days of numpy": (
        "day",
        pd.Series([np.datetime64("2025-01-01"), None, np.datetime64("NaT", "ns")], dtype=object),
        [JAN, None, None],
    ),
    "days that are no date": (
        "day",
        pd.Series([86_400 * 10**10, 1_735_689_600, None]).astype("Int64").astype("datetime64[s]"),
        ["27381040-01-27 00:00:00", "2025-01-01", None],
    ),
    "periods, which are no date": ("day", pd.period_range(JAN, periods=3, freq="D"), ["1. jan", "2. jan", "3. jan"]),
    "lists": ("tags", [["x", "y"], None, []], [["x", "y"], None, []]),
    "arrays": ("sizes", [np.array([1, 2]), np.array([1.0, np.nan]), None], [[1, 2], [1, None], None]),
    "lists with blanks": ("tags", [["x", None], ["y", np.nan], ("z",)], [["x", None], ["y", None], ["z"]]),
    "lists of Arrow": ("tags", pd.array([["x"], None, []], arrow(pa.list_(pa.string()))), [["x"], None, []]),
    "numpy's own in objects": ("size", np.array([np.int64(1), np.float32(2), np.str_("3")], object), [1, 2, "3"]),
    "numbers for texts": ("name", [1, 2.0, 2.5], ["1", "2", "2.5"]),
    "missing of every kind": ("name", np.array([pd.NA, pd.NaT, np.nan], object), [None, None, None]),
    "what nobody can read": ("size", [{"a": 1}, b"1", 1j], [{"a": 1}, b"1", 1j]),
}
POLARS: dict[str, tuple[str, Any, list[Any]]] = {
    "integers": ("size", pl.Series([1, None, 3]), [1, None, 3]),
    "floats": ("share", pl.Series([0.1, None, float("nan")]), [Decimal("0.1"), None, None]),
    "floats of 32 bits": ("share", pl.Series([0.1, None, 2], dtype=pl.Float32), [Decimal("0.1"), None, 2]),
    "decimals": ("cost", pl.Series([Decimal("1.50"), None, Decimal(2)]), [Decimal("1.50"), None, 2]),
    "texts": ("name", pl.Series(["å", None, " "]), ["å", None, None]),
    "booleans": ("ok", pl.Series([True, None, False]), [True, None, False]),
    "categories": ("kind", pl.Series(["a", None, "Rød"], dtype=pl.Categorical), ["a", None, "a"]),
    "enums": ("kind", pl.Series(["a", None, "b"], dtype=pl.Enum(["a", "b"])), ["a", None, "b"]),
    "dates": ("day", pl.Series([JAN, None, MAR]), [JAN, None, MAR]),
    "midnights": ("day", pl.Series([datetime(2025, 1, 1), None, None]), [JAN, None, None]),
    "times of day": ("day", pl.Series([datetime(2025, 1, 1, 12), None, None]), [datetime(2025, 1, 1, 12), None, None]),
    "days that are no date": (
        "day",
        pl.Series([10**7, 20_089, None], dtype=pl.Int32).cast(pl.Date),
        ["+29349-01-26", "2025-01-01", None],
    ),
    "lists": ("tags", pl.Series([["x", None], None, []], dtype=pl.List(pl.String)), [["x", None], None, []]),
    "lists of floats": ("sizes", pl.Series([[1.0], None, [2.5]], dtype=pl.List(pl.Float32)), [[1], None, [2.5]]),
    "arrays": ("sizes", pl.Series([[1, 2], None, [3, 4]], dtype=pl.Array(pl.Int64, 2)), [[1, 2], None, [3, 4]]),
    "nothing at all": ("size", pl.Series([None, None, None]), [None, None, None]),
}
ARROW: dict[str, tuple[str, Any, list[Any]]] = {
    "integers": ("size", pa.array([1, None, 3]), [1, None, 3]),
    "floats": ("share", pa.array([0.1, None, float("nan")]), [Decimal("0.1"), None, None]),
    "floats of 32 bits": ("share", pa.array([0.1, None, 2], pa.float32()), [Decimal("0.1"), None, 2]),
    "decimals": ("cost", pa.array([Decimal("1.50"), None, Decimal("2.00")]), [Decimal("1.50"), None, 2]),
    "large texts": ("name", pa.array(["å", None, "x"], pa.large_string()), ["å", None, "x"]),
    "codes": ("kind", pa.array(["a", None, "b"]).dictionary_encode(), ["a", None, "b"]),
    "dates": ("day", pa.array([JAN, None, MAR]), [JAN, None, MAR]),
    "dates of 64 bits": ("day", pa.array([JAN, None, MAR], pa.date64()), [JAN, None, MAR]),
    "nanoseconds": (
        "day",
        pa.array([1_735_689_600 * 10**9, None, 10**9], pa.timestamp("ns", "UTC")),
        [JAN, None, datetime(1970, 1, 1, 0, 0, 1)],
    ),
    "days that are no date": (
        "day",
        pa.array([10**7, 20_089, None], pa.int32()).cast(pa.date32()),
        ["29349-01-26", "2025-01-01", None],
    ),
    "lists": ("tags", pa.array([["x", None], None, []], pa.list_(pa.string())), [["x", None], None, []]),
}
FRAMES: dict[str, tuple[Callable[[dict[str, Any]], Any], dict[str, tuple[str, Any, list[Any]]]]] = {
    "pandas": (pd.DataFrame, PANDAS),
    "polars": (pl.DataFrame, POLARS),
    "polars, lazy": (pl.LazyFrame, POLARS),
    "arrow": (pa.table, ARROW),
    "arrow, a batch": (pa.RecordBatch.from_pydict, ARROW),
}
OTHERWISE_SHOWN = {"times of day", "nanoseconds", "periods, which are no date"}
"""Whose value a fault shows as the library writes it."""


def told(policy: Policy, data: Any, shown: bool = True) -> dict[str, Any]:
    found = policy.evaluate(data, today=TODAY).to_dict(all=True)
    faults: Any = found["input_faults"]
    found["input_faults"] = [one if shown else {**one, "value": None} for one in faults]
    return found


@pytest.mark.parametrize(
    ("frame", "name"), [(frame, name) for frame, (_, columns) in FRAMES.items() for name in columns]
)
def test_a_frame_is_judged_as_its_rows(frame: str, name: str, policy: Policy) -> None:
    make, columns = FRAMES[frame]
    field, column, cells = columns[name]
    rows = [{"id": key, field: cell} for key, cell in zip(KEYS, cells, strict=True)]
    shown = name not in OTHERWISE_SHOWN
    assert told(policy, {"things": make({"id": KEYS, field: column})}, shown) == told(policy, {"things": rows}, shown)


def test_headings_are_fields_or_what_people_call_them(town: Policy) -> None:
    rows = [{"id": "P-1", "title": "Bro", "budget": 5, "start": JAN}]
    frame = pd.DataFrame({"Id": ["P-1"], "TITTEL": ["Bro"], "Budget": [5.0], "start": [JAN]})
    expected = told(town, {"projects": rows})
    assert told(town, {"projects": frame}) == expected
    assert told(town, {"Prosjekter": frame}) == expected
    assert told(town, {"project": pl.from_pandas(frame)}) == expected


def test_the_name_of_a_field_is_no_label_of_another(town: Policy) -> None:
    frame = pd.DataFrame({"id": ["V-1"], "cost": [1], "land": ["Moss"]})
    assert town.read({"visits": frame}).rows["visit"] == {"V-1": ("V-1", None, None, 1, "Moss")}
    labelled = town.read({"visits": frame.rename(columns={"land": "Land"})})
    assert [one.told("en") for one in labelled.all_faults] == [
        "visit: “Land” may mean several fields (country, land), so the column was not read: "
        "use a heading that means only one of them"
    ]


def test_a_named_index_is_a_column(town: Policy) -> None:
    expected = told(town, {"projects": [{"id": "P-1", "title": "Bro"}, {"id": "P-2", "title": "Vei"}]})
    frame = pd.DataFrame({"id": ["P-1", "P-2"], "title": ["Bro", "Vei"]})
    for same in (
        frame,
        frame.set_index("id"),
        frame.set_index("id", drop=False),
        frame.set_index(["id", "title"]),
        frame.set_index("id").rename_axis("Id"),
        frame.set_axis(["x", "y"], axis="index"),
        frame.iloc[[1, 0]],
    ):
        assert told(town, {"projects": same}) == expected


def test_columns_that_are_not_read_are_noted(town: Policy) -> None:
    frame = pd.DataFrame({"id": ["P-1"], "Titel": ["Bro"], 5: [1], "colour": ["red"]})
    report = town.evaluate({"projects": frame, "projcts": frame, "ships": frame}, today=TODAY)
    assert [note.text("en") for note in report.notes] == [
        "The unknown field `Titel` of projects was not read. Did you mean `Tittel`?",
        "The unknown field `5` of projects was not read.",
        "The unknown field `colour` of projects was not read.",
        "The unknown record type `projcts` was not read. Did you mean `Projects`?",
        "The unknown record type `ships` was not read.",
    ]
    assert [one.told("en") for one in report.input_faults] == [
        "“projcts” is not a record type and was not read; did you mean `Projects`?"
    ]


def test_columns_that_cannot_be_told_apart(town: Policy) -> None:
    frame = pd.DataFrame([["P-1", "Bro", "Vei", 1]], columns=["id", "title", "Tittel", "budget"])
    keys = pd.DataFrame([["P-1", "P-2"]], columns=["id", "Id"])
    report = town.evaluate({"projects": frame, "visits": keys}, today=TODAY)
    assert [one.told("en") for one in report.input_faults] == [
        "project · title: “Tittel” is the same field as the column `title`, and nobody can tell which is meant, "
        "so neither was read: remove one",
        "visit · id: “Id” is the same field as the column `id`, and nobody can tell which tells the rows apart, "
        "so the table was not read: remove one",
    ]
    assert [(one.key, one.title) for one in report.subjects if one.type == "project"] == [("P-1", "P-1")]


def test_a_frame_without_keys(town: Policy) -> None:
    report = town.evaluate({"projects": pl.DataFrame({"title": ["Bro", "Vei"]}), "visits": pl.DataFrame()}, today=TODAY)
    assert [(one.type, one.column, one.why) for one in report.input_faults] == [("project", "id", "no_key_column")]


def test_rows_are_numbered_from_one_by_position(town: Policy) -> None:
    frame = pd.DataFrame({"id": ["P-1", None, "P-1"], "budget": ["mye", 1, 2]}, index=[7, 8, 9])
    report = town.evaluate({"projects": frame}, today=TODAY)
    assert [(one.key, one.why, one.place.row) for one in report.input_faults] == [
        (None, "no_key", 2),
        ("P-1", "not_a_number", 1),
        ("P-1", "duplicate_key", 3),
    ]


@pytest.mark.parametrize(
    ("frame", "year", "why"),
    [
        (pd.DataFrame({"year": [2025.0]}), 2025, []),
        (pd.DataFrame({"År": ["2025"]}), 2025, []),
        (pd.DataFrame({"year": []}), None, []),
        (pd.DataFrame({"year": [2025, 2026]}), 2025, ["many_portfolios"]),
        (pd.DataFrame({"year": ["i fjor"]}), None, ["not_a_number"]),
    ],
    ids=range(5),
)
def test_the_portfolio(frame: Any, year: int | None, why: list[str], town: Policy) -> None:
    records = town.read({"portfolio": frame})
    assert (records.portfolio, [one.why for one in records.all_faults]) == (("portfolio", year), why)


def test_frames_around_one_record(town: Policy) -> None:
    visits = pl.DataFrame({"id": ["V-1", "V-2"], "project": ["P-1", "P-1"], "cost": [5, 6]})
    project = {"id": "P-1", "budget": 10}
    report = town.evaluate_one(
        "project", project, given={"visits": visits, "projects": pd.DataFrame([project])}, today=TODAY
    )
    assert [(one.rule, one.outcome) for one in report.outcomes] == [("cheap", "satisfied"), ("spent", "violated")]


def test_a_lazy_frame_that_fails(town: Policy) -> None:
    lazy = pl.LazyFrame({"id": ["P-1"]}).select("ide")
    with pytest.raises(
        policycheck.InvalidCall, match='the lazy frame `projects` cannot be collected: unable to find column "ide"'
    ):
        town.read({"projects": lazy})


@pytest.mark.parametrize(
    "frame", [pd.DataFrame({"id": ["P-1"]}), pl.DataFrame({"id": ["P-1"]})], ids=["pandas", "polars"]
)
def test_a_frame_needs_a_name(frame: Any, town: Policy) -> None:
    with pytest.raises(policycheck.InvalidCall) as caught:
        town.read(frame)
    assert str(caught.value) == (
        'data are a mapping of plural names to rows or frames, such as {"projects": [...]}, or a path; found DataFrame'
    )


def test_series_are_no_frames(town: Policy) -> None:
    for series in (pd.Series(["P-1"]), pl.Series(["P-1"])):
        assert [one.why for one in town.read({"projects": series}).all_faults] == ["not_a_row"]


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("rows = [{'id': 'B-1'}]", set()),
        ("import polars; rows = polars.DataFrame({'id': ['B-1']})", {"polars"}),
    ],
    ids=["mappings", "polars"],
)
def test_no_library_is_imported_that_the_caller_has_not(program: str, expected: set[str]) -> None:
    done = "\nimport policycheck\npolicycheck.load('fredrikstad').evaluate({'projects': rows})"
    heavy = "\nimport sys\nprint(*({name.split('.')[0] for name in sys.modules} & {'pandas', 'polars', 'pyarrow', 'numpy'}))"
    found = subprocess.run([sys.executable, "-c", program + done + heavy], capture_output=True, check=True, text=True)
    assert set(found.stdout.split()) == expected

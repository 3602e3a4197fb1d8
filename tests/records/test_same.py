"""The same records give the same report, whatever they are kept in; only the places of faults differ."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policycheck.policy import Policy

TODAY = date(2025, 6, 15)
Rows = list[dict[str, Any]]

LETTERS = 'aæÅZ1,;"\n. -'
"""What dialects trip over; none of it is UTF-8 by accident when it is written in Windows-1252."""
TEXT = st.text(LETTERS, max_size=6)
WORD = st.text("aæÅZ1, ", min_size=1, max_size=4).filter(str.strip)
KEY = st.sampled_from(["a", "b", "c", "å", "1", "æ, 2", 'x "y"', "d;e"])
COLUMNS: dict[str, st.SearchStrategy[Any]] = {
    "id": st.none() | KEY,
    "ok": st.none() | st.booleans(),
    "size": st.none() | st.integers(-1, 12),
    "share": st.none() | st.integers(-2_000, 2_000).map(lambda n: n / 1_000).filter(lambda n: len(str(n % 1)) < 5),
    "cost": st.none() | st.decimals(-1, 10**9, places=2),
    "day": st.none() | st.dates(date(1999, 1, 1), date(2030, 1, 1)),
    "kind": st.none() | st.sampled_from(["a", "b", "3", "Rød", "green THING", "blå"]),
    "owner": st.none() | st.sampled_from(["me", "you", "1"]),
    "tags": st.none() | st.lists(WORD, min_size=1, max_size=3),
    "sizes": st.none() | st.lists(st.integers(0, 9), min_size=1, max_size=3),
}
ODD = st.sampled_from(["mye", "1.000", "31.12.2025", "1 000,50", "2025-02-30", "ja", "x"])


@st.composite
def tables(draw: st.DrawFn) -> Rows:
    """Rows of things; in some columns every cell is a text, and in some of these one is odd."""
    rows = draw(st.lists(st.fixed_dictionaries({**COLUMNS, "name": TEXT.map("n{}".format)}), min_size=1, max_size=5))
    for name in draw(st.lists(st.sampled_from([name for name in COLUMNS if name != "id"]), max_size=3, unique=True)):
        for row in rows:
            row[name] = None if row[name] is None else written(row[name])
        if draw(st.booleans()):
            rows[draw(st.integers(0, len(rows) - 1))][name] = draw(ODD)
    return rows


def written(cell: Any) -> str:
    """A cell as people write it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nei"
    if isinstance(cell, list):
        return ";".join(written(one) for one in cell)
    return str(cell)


def as_csv(rows: Rows, delimiter: str, end: str = "\r\n") -> str:
    into = io.StringIO()
    names = list(rows[0])
    writer = csv.writer(into, delimiter=delimiter, lineterminator=end)
    writer.writerow(names)
    writer.writerows([written(row[name]) for name in names] for row in rows)
    return into.getvalue()


def as_json(rows: Rows) -> bytes:
    def plain(value: Any) -> Any:
        return str(value)

    return json.dumps(rows, default=plain, ensure_ascii=False).encode()


def columns(rows: Rows) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in rows[0]}


def as_polars(rows: Rows) -> pl.DataFrame:
    return pl.DataFrame({name: pl.Series(cells, strict=True) for name, cells in columns(rows).items()})


def as_parquet(rows: Rows) -> bytes:
    into = io.BytesIO()
    as_polars(rows).write_parquet(into)
    return into.getvalue()


FRAMES: dict[str, Callable[[Rows], Any]] = {
    "pandas": pd.DataFrame,
    "pandas, nullable": lambda rows: pd.DataFrame(rows).convert_dtypes(),
    "polars": as_polars,
    "arrow": lambda rows: pa.table(columns(rows)),
}
FILES: dict[str, tuple[str, Callable[[Rows], bytes]]] = {
    "JSON": ("things.json", as_json),
    "Parquet": ("things.parquet", as_parquet),
    **{
        f"CSV, {name}, {encoding}": (
            "things.csv",
            lambda rows, delimiter=delimiter, encoding=encoding: as_csv(rows, delimiter).encode(encoding),
        )
        for name, delimiter in (("commas", ","), ("semicolons", ";"), ("tabs", "\t"))
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252")
    },
    "CSV, as Excel names its separator": ("things.csv", lambda rows: f"sep=;\r\n{as_csv(rows, ';')}".encode()),
    "CSV, bare line feeds": ("things.tsv", lambda rows: as_csv(rows, ",", "\n").encode()),
}


def told(policy: Policy, data: Any) -> dict[str, Any]:
    """The report, but for the places of its faults and what is noted of encodings."""
    found: dict[str, Any] = policy.evaluate(data, today=TODAY).to_dict(all=True)
    place = dict.fromkeys(("file", "sheet", "row", "cell"))
    found["input_faults"] = [{**one, **place} for one in found["input_faults"]]
    found["notes"] = [note for note in found["notes"] if "Windows-1252" not in note]
    return found


AROUND: dict[str, Any] = {"owners": [{"code": "me", "name": "Me"}], "portfolio": {"frame": 2}}


@pytest.mark.parametrize("kind", FRAMES)
@given(rows=tables())
@settings(max_examples=settings().max_examples // 5)
def test_frames(kind: str, policy: Policy, rows: Rows) -> None:
    frame = FRAMES[kind](rows)
    assert told(policy, {**AROUND, "things": frame}) == told(policy, {**AROUND, "things": rows})


@pytest.mark.parametrize("kind", FILES)
@given(rows=tables())
@settings(max_examples=settings().max_examples // 12)
def test_files(kind: str, policy: Policy, tmp_path_factory: pytest.TempPathFactory, rows: Rows) -> None:
    name, render = FILES[kind]
    path: Path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(render(rows))
    assert told(policy, [AROUND, path]) == told(policy, {**AROUND, "things": rows})

"""DataFrames of pandas and polars and Arrow tables as columns of plain cells, by what the caller has imported."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from datetime import MAXYEAR, MINYEAR, date, datetime
from decimal import Decimal
from typing import Any

from policycheck.faults import InvalidCall
from policycheck.language.types import LIMIT
from policycheck.records.columns import Column


def is_frame(thing: object) -> bool:
    """Whether a thing is a table of a library that is read by columns."""
    return _reader(thing) is not None


def columns_of(name: str, frame: object) -> list[Column]:
    """The columns of a frame, which the caller calls `name`; `InvalidCall` for a lazy one that cannot be collected."""
    read = _reader(frame)
    assert read is not None
    return [(heading, plain_cells(list(cells))) for heading, cells in read(name, frame)]


def plain_cells(cells: list[object]) -> list[object]:
    """Cells as readers of values know them: NaN, NaT and NA are None, what is numpy's is Python's.

    Whole numbers that are floats only because pandas has no other place for a blank are whole numbers again.
    """
    kinds = set(map(type, cells))
    if kinds <= _PLAIN:
        return cells
    if kinds <= _PLAIN_BUT_FLOATS:
        known = [cell for cell in cells if cell == cell]
        if kinds == {float} and len(known) < len(cells) and all(map(float.is_integer, known)):  # type: ignore[arg-type]
            return [None if cell != cell else int(cell) for cell in cells]  # type: ignore[call-overload]
        return [None if cell != cell else cell for cell in cells]
    return [_plain(cell) for cell in cells]


_PLAIN: frozenset[type] = frozenset({str, int, bool, date, datetime, type(None)})
_PLAIN_BUT_FLOATS = _PLAIN | {float}


def _plain(cell: Any) -> object:
    kind = type(cell)
    if kind in _PLAIN:
        return cell
    if isinstance(cell, float | Decimal):
        return _number(cell)
    if kind.__name__ in ("NAType", "NaTType"):
        return None
    if isinstance(cell, datetime):  # of pandas, which knows years that are no date
        return cell if MINYEAR <= cell.year <= MAXYEAR else str(cell)
    if isinstance(cell, list | tuple):
        return [_plain(item) for item in cell]
    if kind.__module__ == "numpy":
        return _from_numpy(cell)
    return cell


def _number(cell: float | Decimal) -> object:
    missing = cell.is_nan() if isinstance(cell, Decimal) else cell != cell
    return None if missing else cell


def _from_numpy(cell: Any) -> object:
    """What a scalar or an array of numpy stands for."""
    if getattr(cell, "ndim", 0):
        return [_plain(item) for item in cell]
    kind = cell.dtype.kind
    if kind == "M":  # else a day in nanoseconds would become a number
        return cell.astype("datetime64[us]").item()
    if kind == "f":
        return _number(float(str(cell)))  # its own digits: 0.1 of 32 bits is not 0.10000000149011612
    return _plain(cell.item()) if kind in "biuUO" else cell


def _narrow(cells: list[Any], letter: str) -> list[object]:
    """Floats of 32 or 16 bits by the fewest digits that tell them apart, as wider ones are read."""

    def shortest(cell: float) -> float:
        for digits in range(3, 9):
            text = f"{cell:.{digits}g}"
            if struct.unpack(letter, struct.pack(letter, float(text)))[0] == cell:
                return float(text)
        return float(f"{cell:.9g}")

    def narrow(cell: Any) -> object:
        if isinstance(cell, list):
            return [narrow(item) for item in cell]
        return shortest(cell) if isinstance(cell, float) and abs(cell) < LIMIT else cell

    return [narrow(cell) for cell in cells]


_NARROW = re.compile(r"\b(float32|float|float16|halffloat)\b")
"""What pandas, polars and Arrow call floats of 32 and 16 bits, of a column or in the lists it holds."""


def _by_type(cells: list[object], type_: str) -> list[object]:
    found = _NARROW.search(type_.lower())
    return cells if found is None else _narrow(cells, "f" if found[0] in ("float", "float32") else "e")


def _from_pandas(name: str, frame: Any) -> Iterator[Column]:
    """The columns; a named index is one as well, one without a name only counts rows."""
    index = frame.index
    for level, heading in enumerate(index.names):
        if heading is not None and heading not in frame.columns:
            values = index.get_level_values(level)
            yield str(heading), _of_pandas(values)
    for at, heading in enumerate(frame.columns):
        yield str(heading), _of_pandas(frame.iloc[:, at])


def _of_pandas(values: Any) -> list[object]:
    """The cells of a series or an index; times that are all midnight are days, which are read faster."""
    if values.dtype.kind == "M" and type(values.dtype).__module__.startswith("numpy"):  # without a time zone
        times = values.to_numpy()
        days = times.astype("datetime64[D]")
        found: list[object] = days.tolist()
        if ((days == times) | values.isna()).all() and int not in map(type, found):  # a day that is no date is one
            return found
    return _by_type(values.tolist(), str(values.dtype))


def _from_polars(name: str, frame: Any) -> Iterator[Column]:
    import polars

    for series in frame.get_columns():
        try:
            cells = series.to_list()
        except (ValueError, OverflowError):  # a day that is no date
            cells = series.cast(polars.String).to_list()
        yield series.name, _by_type(cells, str(series.dtype))


def _from_lazy(name: str, frame: Any) -> Iterator[Column]:
    try:
        found = frame.collect()
    except Exception as error:
        why = str(error).partition("\n")[0]
        raise InvalidCall(f"the lazy frame `{name}` cannot be collected: {why}") from error
    return _from_polars(name, found)


def _from_arrow(name: str, table: Any) -> Iterator[Column]:
    import pyarrow

    for heading, column in zip(table.schema.names, table.columns, strict=True):
        if str(column.type).startswith("timestamp[ns"):  # else pandas would be needed
            column = column.cast(pyarrow.timestamp("us", column.type.tz), safe=False)
        try:
            cells = column.to_pylist()
        except (ValueError, OverflowError):  # a day that is no date
            cells = column.cast(pyarrow.string()).to_pylist()
        yield heading, _by_type(cells, str(column.type))


_READERS: dict[tuple[str, str], Callable[[str, Any], Iterator[Column]]] = {
    ("pandas", "DataFrame"): _from_pandas,
    ("polars", "DataFrame"): _from_polars,
    ("polars", "LazyFrame"): _from_lazy,
    ("pyarrow", "Table"): _from_arrow,
    ("pyarrow", "RecordBatch"): _from_arrow,
}
"""How frames are read, by library and class; subclasses (geopandas) as what they extend."""


def _reader(thing: object) -> Callable[[str, Any], Iterator[Column]] | None:
    for kind in type(thing).__mro__:
        found = _READERS.get((kind.__module__.partition(".")[0], kind.__name__))
        if found is not None:
            return found
    return None

"""A table by columns, as DataFrames and Parquet files hold it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Column: TypeAlias = tuple[str, Sequence[object]]
"""A heading and the cells below it; None is missing."""


@dataclass(frozen=True)
class Columns:
    """The columns of one table, before anyone knows which record type it holds and what its columns mean.

    Rows are numbered from 1, without the headings. Cells are as readers of values know them; None is missing.
    """

    name: str
    """What the table is called: by whoever gives it, or a file's name without the ending."""
    columns: Sequence[Column]
    file: str | None = None

    @property
    def blank(self) -> bool:
        """Whether there is no row."""
        return not any(cells for _, cells in self.columns)

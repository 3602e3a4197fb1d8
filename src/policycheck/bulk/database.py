"""What judging in bulk asks of a database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from sqlglot import exp

from policycheck.bulk.source import Column, Given
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.cells import Cell
from policycheck.engines.sql.dialects.base import Dialect
from policycheck.language.rulebook import FieldType, RecordType

FINDINGS = ("rule", "type", "subject", "outcome")
"""The columns of findings."""


class Database(Protocol):
    """A database that judges where the records are. Whatever breaks off raises `EngineUnavailable`."""

    @property
    def name(self) -> str:
        """What the engine is called."""

    @property
    def dialect(self) -> Dialect:
        """How it says things."""

    def given(self, type_: RecordType, table: object) -> Given:
        """A table that a caller gives; `InvalidCall` for one that cannot be read."""

    def cell(self, field: FieldType, column: Sql, of: Column, written: bool) -> Cell:
        """How the cells of a column are read; raises `Mismatch` for a column that holds no such values."""

    def rows(self, query: exp.Query) -> list[tuple[Any, ...]]:
        """The rows of a small result, as plain values."""

    def batches(self, query: exp.Query, size: int) -> Iterator[Any]:
        """The rows of a result of any size, as batches of Arrow's."""

    def hold(self, name: str, columns: Mapping[str, Sequence[str]]) -> None:
        """Keeps a small table of texts under a name, in the place of what it had."""

    def write(self, query: exp.Query, path: Path, said: Mapping[str, str]) -> None:
        """Writes a result as a Parquet file, with what is said of it in its metadata."""

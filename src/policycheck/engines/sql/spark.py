"""Apache Spark over a session: records at hand become temporary views."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from policycheck.engines.sql.dialects.spark import EXACT_SETTING, Spark
from policycheck.engines.sql.names import columns_of
from policycheck.language.rulebook import RecordType
from policycheck.language.types import Type, Value
from policycheck.records.tables import Row


class Session:
    """A session of Spark."""

    dialect = Spark()

    def __init__(self, session: Any) -> None:
        self.session = session

    def load(self, types: dict[str, tuple[RecordType, list[Row]]]) -> None:
        """Puts typed rows into temporary views called by the plurals of their types."""
        from pyspark.sql.types import StructField, StructType

        for type_, rows in types.values():
            names = columns_of(type_, Spark.name_limit).values()
            kinds = [field.type for field in type_.fields.values()]
            schema = StructType([StructField(name, _type(kind)) for name, kind in zip(names, kinds, strict=True)])
            held = [tuple(_held(cell, kind) for cell, kind in zip(row, kinds, strict=True)) for row in rows]
            self.session.createDataFrame(held, schema).createOrReplaceTempView(type_.plural)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with exact(self.session):
            return [tuple(row) for row in self.session.sql(query).collect()]

    def drop(self, tables: list[str]) -> None:
        """Takes the views away."""
        for table in tables:
            self.session.catalog.dropTempView(table)


@contextmanager
def exact(session: Any) -> Iterator[None]:
    """Products of decimals are not rounded meanwhile."""
    name, value = EXACT_SETTING
    before = session.conf.get(name)
    session.conf.set(name, value)
    try:
        yield
    finally:
        session.conf.set(name, before)


def _type(type_: Type) -> Any:
    from pyspark.sql.types import ArrayType, BooleanType, DateType, DecimalType, LongType, StringType

    match type_.kind:
        case "boolean":
            return BooleanType()
        case "integer":
            return LongType()
        case "number" | "money":
            return DecimalType(24, 6)
        case "date":
            return DateType()
        case "list":
            assert type_.of is not None
            return ArrayType(_type(type_.of))
    return StringType()


def _held(cell: Value | None, type_: Type) -> object:
    """A value as Spark takes it: a decimal where one is declared."""
    if isinstance(cell, tuple):
        assert type_.of is not None
        of = type_.of
        return [_held(one, of) for one in cell]
    if type_.kind in ("number", "money") and cell is not None:
        return Decimal(cell)  # type: ignore[arg-type]
    return cell

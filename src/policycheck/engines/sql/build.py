"""Parts of SQL as sqlglot's nodes, in few words; operands are put into parentheses where the tree would not show.

Nothing here ever puts texts together: identifiers and values are nodes, and sqlglot writes and escapes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from sqlglot import exp

Sql: TypeAlias = exp.Expr
"""A part of a statement."""


def name(word: str) -> exp.Identifier:
    """An identifier, always quoted."""
    return exp.Identifier(this=word, quoted=True)


def column(table: str, word: str) -> exp.Column:
    """A column of a table or an alias."""
    return exp.Column(this=name(word), table=name(table))


def bare(word: str) -> exp.Column:
    """A name that stands alone: a lambda's parameter, or the column of the only table."""
    return exp.Column(this=name(word))


def text(value: str) -> exp.Literal:
    """A text."""
    return exp.Literal.string(value)


def number(value: int) -> Sql:
    """A whole number."""
    return exp.Neg(this=exp.Literal.number(-value)) if value < 0 else exp.Literal.number(value)


def call(word: str, *args: Sql) -> exp.Anonymous:
    """A function of the database, by its own name."""
    return exp.Anonymous(this=word, expressions=list(args))


def data_type(word: str) -> exp.DataType:
    """A type without parameters, by sqlglot's name for it."""
    return exp.DataType(this=exp.DataType.Type[word])


def cast(value: Sql, to: exp.DataType) -> exp.Cast:
    """A value as another type."""
    return exp.Cast(this=value, to=to)


def try_cast(value: Sql, to: exp.DataType) -> exp.TryCast:
    """A value as another type; NULL where it does not fit."""
    return exp.TryCast(this=value, to=to)


def is_null(value: Sql) -> exp.Is:
    """Whether a value is missing."""
    return exp.Is(this=operand(value), expression=exp.Null())


def is_not_null(value: Sql) -> exp.Not:
    """Whether a value is known."""
    return exp.Not(this=is_null(value))


def not_(condition: Sql) -> Sql:
    """A condition's negation."""
    return exp.Not(this=operand(condition))


def all_of(conditions: Iterable[Sql]) -> Sql:
    """The conjunction of one condition or more."""
    return _joined(exp.And, list(conditions))


def any_of(conditions: Iterable[Sql]) -> Sql:
    """The disjunction of one condition or more."""
    return _joined(exp.Or, list(conditions))


def _joined(kind: type[exp.Connector], parts: Sequence[Sql]) -> Sql:
    found = operand(parts[0]) if len(parts) > 1 else parts[0]
    for part in parts[1:]:
        found = kind(this=found, expression=operand(part))
    return found


def binary(kind: type[exp.Binary], left: Sql, right: Sql) -> Sql:
    """Two operands and what stands between them."""
    return kind(this=operand(left), expression=operand(right))


def case(branches: Iterable[tuple[Sql, Sql]], otherwise: Sql | None = None, on: Sql | None = None) -> exp.Case:
    """The first branch whose condition holds; or, `on` a value, whose value it is."""
    ifs = [exp.If(this=when, true=then) for when, then in branches]
    return exp.Case(this=on, ifs=ifs, default=otherwise)


def coalesce(value: Sql, otherwise: Sql) -> exp.Coalesce:
    """A value, or another where it is missing."""
    return exp.Coalesce(this=value, expressions=[otherwise])


def alias(value: Sql, word: str) -> exp.Alias:
    """A value under a name."""
    return exp.Alias(this=value, alias=name(word))


def table(word: str, alias: str | None = None) -> exp.Table:
    """A table, or a CTE."""
    named = exp.TableAlias(this=name(alias)) if alias else None
    return exp.Table(this=name(word), alias=named)


def derived(query: exp.Query, alias: str) -> exp.Subquery:
    """A query in the place of a table."""
    return exp.Subquery(this=query, alias=exp.TableAlias(this=name(alias)))


def join(what: Sql, on: Sql | None, kind: str = "LEFT") -> exp.Join:
    """A join; a cross join where nothing is to be equal."""
    if on is None:
        return exp.Join(this=what, kind="CROSS")
    return exp.Join(this=what, on=on, side="LEFT" if kind == "LEFT" else None)


def select(
    columns: Sequence[Sql],
    source: Sql | None = None,
    joins: Sequence[exp.Join] = (),
    where: Sql | None = None,
    group: Sql | None = None,
) -> exp.Select:
    """A query."""
    found = exp.Select(
        expressions=list(columns), from_=exp.From(this=source) if source else None, joins=list(joins) or None
    )
    if where is not None:
        found.set("where", exp.Where(this=where))
    if group is not None:
        found.set("group", exp.Group(expressions=[group]))
    return found


def nothing(columns: Sequence[Sql]) -> exp.Select:
    """A query without a row."""
    return select(columns, where=binary(exp.EQ, number(1), number(0)))


def comment(words: str) -> str:
    """Words that are safe in a comment: nothing in them ends it."""
    return " ".join(words.replace("*/", "* /").replace("/*", "/ *").split())


def operand(value: Sql) -> Sql:
    """A value as an operand: in parentheses where it has operands of its own."""
    if isinstance(value, exp.Binary | exp.Not | exp.Neg | exp.Between | exp.In) and not isinstance(value, exp.Dot):
        return exp.Paren(this=value)
    return value

"""Columns of declared types, read as fields: for databases that read no texts as numbers, dates or yes and no.

What stands in such a column is checked as `language/values.py` checks it: blanks, choices, bounds, digits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from sqlglot import exp

from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.cells import Cell, Mismatch
from policycheck.engines.sql.dialects.base import FIRST_DAY, LAST_DAY, Dialect
from policycheck.language.rulebook import FieldType
from policycheck.language.types import DATE, INTEGER, LIMIT, TEXT, Value
from policycheck.language.values import MOST_TEXT, Unreadable, folded_word, reader

WHITE = "".join(letter for letter in map(chr, range(0x3001)) if letter.isspace())
"""White space as Python knows it."""
SIGMA = "Σ"
"""What its small letter is depends on what stands around it."""
TEXTS = frozenset({"text", "ref", "choice"})


@dataclass(frozen=True)
class Held:
    """What a column holds, whatever its database calls it."""

    kind: str
    """text, boolean, whole, decimal, binary, date, time, id or list; anything else cannot be read."""
    words: str
    """What people call that, in the plural."""
    of: Held | None = None
    """What a list's elements are."""
    digits: tuple[int, int] | None = None
    """A decimal's digits in all and behind the point, where its type says so."""
    narrow: bool = False
    """Whether whole numbers are of 32 bits or less, and binary ones of 32."""


class Typed:
    """How the cells of a column are read on one database."""

    dialect: Dialect

    def held(self, type_: str) -> Held:
        """What a column of a type holds."""
        raise NotImplementedError

    def text(self, column: Sql) -> Sql:
        """A text, so that all its letters are told apart."""
        return column

    def squeezed(self, text: Sql) -> Sql:
        """A text with one blank wherever it has white space."""
        raise NotImplementedError

    def decimal(self, column: Sql, held: Held, integer: bool) -> tuple[Sql, list[Sql]]:
        """A number from a decimal one, and what must hold for it to be exact and not too long."""
        raise NotImplementedError

    def binary(self, column: Sql, held: Held, integer: bool) -> tuple[Sql, list[Sql]]:
        """A number from a binary one by its digits, and what must hold for it to be exact and not too long."""
        raise NotImplementedError

    def is_number(self, column: Sql, held: Held) -> Sql | None:
        """Whether a number is one, and not NaN, which says nothing; None where all are."""
        return sql.not_(sql.call("ISNAN", column)) if held.kind == "binary" else None

    def some(self, items: Sql, of: FieldType, faulty: Callable[[Sql], Sql]) -> Sql:
        """Whether an element of a list is faulty; never NULL."""
        raise NotImplementedError

    def midnight(self, column: Sql) -> Sql:
        """Whether a point in time is the beginning of a day."""
        return sql.binary(exp.EQ, sql.call("DATE_TRUNC", sql.text("day"), column), column)

    def flat(self, items: Sql) -> Sql | None:
        """Whether a list has no lists in it; None where its type says so."""
        return None

    # --- what is the same on all

    def cell(self, field: FieldType, column: Sql, type_: str) -> Cell:
        """How the cells of a column are read; raises `Mismatch` for a column that holds no such values."""
        return self._cell(field, column, self.held(type_))

    def _cell(self, field: FieldType, column: Sql, held: Held) -> Cell:
        kind = field.type.kind
        if kind == "list" and held.kind == "list":
            return self._list(field, column, held)
        if kind in TEXTS and held.kind in ("text", "id", "whole"):
            return self._text(field, column, held)
        if field.type.numeric and held.kind in ("whole", "decimal", "binary"):
            return self._number(field, column, held)
        if kind == "boolean" and held.kind == "boolean":
            return Cell(column, None)
        if kind == "date" and held.kind in ("date", "time"):
            return self._day(field, column, held)
        raise Mismatch(held.words)

    def _kept(self, column: Sql, value: Sql, conditions: Sequence[Sql], holds: Sql | None = None) -> Cell:
        """A value where all conditions hold; else a fault, if the cell `holds` anything."""
        if not conditions:
            return Cell(value, None)
        found = sql.case([(sql.all_of(conditions), value)])
        lacks = [sql.is_not_null(column), sql.is_null(found.copy())]
        return Cell(found, sql.all_of([*lacks, *([] if holds is None else [holds])]))

    def _number(self, field: FieldType, column: Sql, held: Held) -> Cell:
        integer = field.type.kind == "integer"
        conditions = list[Sql]()
        if held.kind == "whole":
            value = column
            if not held.narrow:
                conditions.append(self.below_limit(column))
        else:
            value, conditions = (self.decimal if held.kind == "decimal" else self.binary)(column, held, integer)
        if held.kind != "binary" or field.min is not None or field.max is not None:
            compared = value if held.kind == "binary" else column
            conditions += self._bounds(field, compared)
        value = sql.cast(value, self.dialect.type(INTEGER if integer else field.type))
        return self._kept(column, value, conditions, self.is_number(column, held))

    def below_limit(self, number: Sql) -> Sql:
        """Whether a number has no more digits before its point than an input may have."""
        low, high = (sql.number(end) for end in (-LIMIT, LIMIT))
        return sql.all_of([sql.binary(exp.GT, number, low), sql.binary(exp.LT, number, high)])

    def _bounds(self, field: FieldType, column: Sql) -> list[Sql]:
        def bound(kind: type[exp.Binary], value: Value | None) -> list[Sql]:
            if value is None:
                return []
            return [sql.binary(kind, column, sql.operand(self.dialect.constant(value, field.type)))]

        return [*bound(exp.GTE, field.min), *bound(exp.LTE, field.max)]

    def _day(self, field: FieldType, column: Sql, held: Held) -> Cell:
        day = sql.cast(column, self.dialect.type(DATE)) if held.kind == "time" else column
        low, high = (self.dialect.day(bound) for bound in (field.min or FIRST_DAY, field.max or LAST_DAY))  # type: ignore[arg-type]
        conditions: list[Sql] = [exp.Between(this=day.copy(), low=low, high=high)]
        if held.kind == "time":
            conditions.append(self.midnight(column))
        return self._kept(column, day, conditions)

    def _list(self, field: FieldType, column: Sql, held: Held) -> Cell:
        element, of = field.element, held.of
        assert element is not None
        assert of is not None
        try:
            faulty = self._cell(element, sql.bare("element"), of).faulty is not None
        except Mismatch as mismatch:
            raise Mismatch(f"lists of {mismatch.words}") from None
        value = self.dialect.each(column, element.type, lambda item: self._cell(element, item, of).value.copy())
        found = self.some(column, element, lambda item: self._cell(element, item, of).faulty or exp.false())
        flat = self.flat(column)
        if flat is None:
            return Cell(value, found if faulty else None)
        nested = sql.not_(flat.copy())
        return Cell(sql.case([(flat, value)]), sql.any_of([nested, found]) if faulty else nested)

    # --- texts

    def _text(self, field: FieldType, column: Sql, held: Held) -> Cell:
        if held.kind == "whole":
            written = sql.cast(column, self.dialect.type(TEXT))
            conditions = [] if held.narrow else [self.below_limit(column)]
            if field.type.kind != "choice":
                return self._kept(column, written, conditions)
            column = written
        if held.kind == "id":
            return Cell(sql.cast(column, self.dialect.type(TEXT)), None)
        text = self.text(column)
        bare = sql.call("BTRIM", text, sql.text(WHITE))
        if field.type.kind == "choice":
            return self._choice(field, column, text, bare)
        conditions = [sql.binary(exp.LTE, sql.call("LENGTH", text.copy()), sql.number(MOST_TEXT))]
        value: Sql = exp.Nullif(this=bare, expression=sql.text(""))
        if field.lower:
            conditions.append(sql.not_(self.dialect.contains(text.copy(), sql.text(SIGMA))))
            value = _translated(sql.call("REPLACE", value, sql.text("İ"), sql.text("İ".lower())), _lowered())
        short = sql.all_of(conditions)
        return Cell(sql.case([(short, value)]), sql.coalesce(sql.not_(short.copy()), exp.false()))

    def _choice(self, field: FieldType, column: Sql, text: Sql, bare: Sql) -> Cell:
        """A choice from its name, or a label in any language; letter case and the width of spaces aside."""
        read, exactly, words = reader(field), dict[str, str](), dict[str, str]()
        labels = [label for name in field.type.names for label in (field.labels.get(name) or {}).values()]
        for spelling in [*field.type.names, *labels]:
            for known, written in ((exactly, spelling), (words, folded_word(spelling))):
                with suppress(Unreadable):  # a label of several choices
                    name = read(written)
                    if name is not None:
                        known[written] = str(name)
        word = self.squeezed(bare) if any(" " in one for one in words) else bare
        value = _among(text, exactly, _among(folded(word, words), words, self.dialect.null(TEXT)))
        says = sql.binary(exp.NEQ, bare.copy(), sql.text(""))
        return Cell(value, sql.all_of([sql.is_not_null(column), sql.is_null(value.copy()), says]))


def _among(text: Sql, words: dict[str, str], otherwise: Sql) -> Sql:
    branches: list[tuple[Sql, Sql]] = [(sql.text(word), sql.text(meant)) for word, meant in words.items()]
    return sql.case(branches, otherwise, on=text) if branches else otherwise


def folded(text: Sql, words: Iterable[str]) -> Sql:
    """A text to be compared with case-folded words: folded, for the letters that could lead to one of them."""
    letters, one = frozenset("".join(words)), dict[str, str]()
    for letter, fold in _folds().items():
        if letters.issuperset(fold):
            if len(fold) > 1:
                text = sql.call("REPLACE", text, sql.text(letter), sql.text(fold))
            else:
                one[letter] = fold
    return _translated(text, one)


def _translated(text: Sql, letters: dict[str, str]) -> Sql:
    return sql.call("TRANSLATE", text, sql.text("".join(letters)), sql.text("".join(letters.values())))


@cache
def _folds() -> dict[str, str]:
    """The letters that folding makes something else of."""
    return {letter: fold for letter in map(chr, _LETTERS) if (fold := letter.casefold()) != letter}


@cache
def _lowered() -> dict[str, str]:
    """The letters that have a small one; of one, two come."""
    return {letter: low for letter in map(chr, _LETTERS) if (low := letter.lower()) != letter and len(low) == 1}


_LETTERS = (*range(0xD800), *range(0xE000, 0x1F000))
"""Above, no letter is a capital."""


def read_column(typed: Typed, field: FieldType, column: Sql, type_: str) -> Cell:
    """A cell of nodes of its own, so that what is made of one part changes no other."""
    found = typed.cell(field, column, type_)
    return Cell(found.value.copy(), found.faulty and found.faulty.copy())

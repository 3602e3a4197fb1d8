"""Cells as texts, in SQL; and as what a few words stand for: choices, yes and no."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from sqlglot import exp

from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.cell_nodes import (
    BLANK,
    Cell,
    among,
    ascii_within,
    bare,
    bit,
    folded,
    inner,
    last,
    let,
    literal,
    matches,
    null,
    same,
    says_something,
    small,
    stripped,
    unread,
)
from policycheck.language.rulebook import FieldType
from policycheck.language.values import BOOLEANS, MOST_TEXT, Unreadable, folded_word, reader
from policycheck.records.cells import FORMULA_ERROR, SHEET_SPACES

_BLANKS_OF_ASCII = r" \t-\r\x{1c}-\x{1f}"


def text_cell(field: FieldType, column: Sql, sheet: bool) -> Cell:
    """A text from one; `sheet`: with the spaces of a spreadsheet, which are spaces."""
    long = _long(column)
    short = sql.binary(exp.LTE, sql.call("STRLEN", column), sql.number(MOST_TEXT))  # its bytes, which are counted
    plain = sql.all_of([ascii_within(column), ascii_within(last(column)), short])  # most are, and that is soon seen
    usual = sql.all_of([short, bare(column)])
    branches = [(plain, column), (usual, column), (long, null("VARCHAR")), (says_something(column), inner(column))]
    value: Sql = sql.case(branches)
    if sheet:
        value = let(value, "spaced", _plain_spaces)
    fault: Sql = sql.coalesce(long, bit(False))
    if field.lower:
        # a capital sigma's small letter depends on what stands around it
        sigma = sql.call("CONTAINS", column, sql.text("Σ"))
        fault = sql.coalesce(sql.any_of([long, sigma]), bit(False))
        value = sql.case([(sigma, null("VARCHAR"))], sql.call("LOWER", _dotted(value)))
    there = None
    if not sheet and not field.lower:
        seen = sql.all_of([ascii_within(column), short])
        otherwise = sql.all_of([says_something(column), sql.not_(long)])
        there = sql.case([(seen, bit(True)), (sql.is_null(column), bit(False))], otherwise)
    return Cell(value, fault, there)


def _long(column: Sql) -> Sql:
    return sql.binary(exp.GT, sql.call("LENGTH", column), sql.number(MOST_TEXT))


def _plain_spaces(spaced: Sql) -> Sql:
    text, ascii_ = spaced, same(sql.call("STRLEN", spaced), sql.call("LENGTH", spaced))
    for letter, space in SHEET_SPACES.items():
        text = sql.call("REPLACE", text, sql.text(chr(letter)), sql.text(space))
    return sql.case([(ascii_, spaced)], text)


def _dotted(text: Sql) -> Sql:
    return sql.call("REPLACE", text, sql.text("İ"), sql.text("İ".lower()))


def choice_cell(field: FieldType, column: Sql) -> Cell:
    """A choice from a text: its name, or a label in any language."""
    read, meant, words = reader(field), dict[str, Sql](), dict[str, Sql]()
    labels = [label for name in field.type.names for label in (field.labels.get(name) or {}).values()]
    for spelling in [*field.type.names, *labels]:
        with suppress(Unreadable):  # a label of several choices
            name = read(spelling)
            if name is not None:
                meant[spelling] = literal(str(name))
        with suppress(Unreadable):
            name = read(folded_word(spelling))
            if name is not None:
                words[folded_word(spelling)] = literal(str(name))
    named = exp.In(this=column, expressions=[sql.text(name) for name in field.type.names])
    usual = [(named, column), (sql.is_null(column), null("VARCHAR"))]  # a name, or nothing: nothing need be looked up
    value = sql.case(usual if field.type.names else usual[1:], _by_word(column, meant, words, "VARCHAR"))
    return Cell(value, unread(column, value, sql.any_of([says_something(column), _long(column)])))


def boolean_cell(column: Sql) -> Cell:
    """Yes or no from a text."""
    words = {word: bit(meant) for word, meant in BOOLEANS.items()}
    value = _by_word(column, words, words, "BOOLEAN")
    return Cell(value, unread(column, value, says_something(column)))


def _by_word(column: Sql, exactly: Mapping[str, Sql], words: Mapping[str, Sql], type_: str) -> Sql:
    """What a text stands for: as most are spelled, or letter case and the width of spaces aside."""
    word = let(stripped(column), "bare", lambda text: folded(text, words))
    if any(" " in one for one in words):
        word = sql.call("REGEXP_REPLACE", word, sql.text(f"[{BLANK}]+"), sql.text(" "), sql.text("g"))
    by_word = [(small(one), meant) for one, meant in words.items()]
    return among(column, exactly.items(), let(word, "word", lambda text: among(text, by_word, null(type_))))


def formula_error(column: Sql) -> Sql:
    """Whether a spreadsheet's error stands in the place of a value."""
    begins = sql.any_of(sql.call("STARTS_WITH", column, sql.text(word)) for word in ("#", "Err:"))
    return sql.all_of([begins, matches(column, f"(?:{FORMULA_ERROR.pattern})[{_BLANKS_OF_ASCII}]*")])

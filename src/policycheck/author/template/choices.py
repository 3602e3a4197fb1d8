"""The hidden sheet of a workbook: the lists that cells are chosen from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from policycheck.author.template.plan import Plan, Sheet, tidy
from policycheck.language.rulebook import FieldType, RecordType, Rule, Rulebook
from policycheck.wording import say

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

LAST_ROW = 10_000
"""The last row, from 0, up to which cells are looked after: chosen from lists, checked as they are written."""


class Choices:
    """The lists that the cells of a workbook are chosen from; each stands once, in a column of its own."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.lists: dict[tuple[str, ...], int] = {}

    def words(self, field: FieldType, type_: RecordType) -> Sequence[str]:
        """What a cell of a field is chosen from, where that does not depend on what is filled in."""
        language, rulebook = self.plan.language, self.plan.rulebook
        if (type_.name, field.name) == ("waiver", "rule"):
            return [name for _, names in waivable(rulebook) for name in names]
        if (type_.name, field.name) == ("assessment", "judgement"):
            return [judgement.id for judgement in rulebook.judgements]
        match field.type.kind:
            case "boolean":
                return [say("yes", language), say("no", language)]
            case "choice":
                return list(self.plan.choices(field).values())
            case "ref" if field.type.record in rulebook.tables:
                table = rulebook.tables[field.type.record]
                return [table.key_of(row) for row in rulebook.table_rows[table.name]]
        return []

    def source(self, field: FieldType, type_: RecordType) -> str | None:
        """The formula of what a cell of a field is chosen from; None where it is not chosen."""
        if words := self.words(field, type_):
            column = self.lists.setdefault(tuple(words), len(self.lists))
            return f"={_quoted(self.plan.lists)}!{_range(column, 0, len(words) - 1)}"
        target = self.plan.sheet.get(field.type.record)
        return _keys(target) if target is not None else None

    def write(self, sheet: Worksheet) -> None:
        """Writes the lists to their sheet."""
        for words, column in self.lists.items():
            for row, word in enumerate(words):
                sheet.write_string(row, column, tidy(word))


def waivable(rulebook: Rulebook) -> list[tuple[Rule, tuple[str, ...]]]:
    """The rules that can be broken, those of a `for` as one, with the names a waiver may call them by."""
    families: dict[str, tuple[Rule, dict[str, None]]] = {}
    for rule in rulebook.rules:
        if rule.require is not None:
            families.setdefault(rule.family, (rule, {rule.family: None}))[1][rule.id] = None
    return [(rule, tuple(names)) for rule, names in families.values()]


def _keys(sheet: Sheet) -> str:
    """The keys that stand on a sheet, so that the list ends where they do."""
    name, column = _quoted(sheet.name), sheet.key_column
    first, every = _range(column, 1, 1), _range(column, 1, LAST_ROW)
    return f"=OFFSET({name}!{first},0,0,MAX(1,COUNTA({name}!{every})),1)"


def _range(column: int, first: int, last: int) -> str:
    """The cells of a column from one row to another, as formulas have them; rows from 0."""
    from xlsxwriter.utility import xl_range_abs

    return str(xl_range_abs(first, column, last, column))


def _quoted(name: str) -> str:
    """The name of a sheet as formulas have it."""
    doubled = name.replace("'", "''")
    return f"'{doubled}'"

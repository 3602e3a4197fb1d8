"""From rows of any kind to typed records: every cell read as its field's type, every fault kept with its place."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import chain, islice
from typing import Any

from policycheck.collector import collector_at_rest
from policycheck.language.rulebook import PORTFOLIO, RecordType, Rulebook
from policycheck.records.added import JUDGEMENTS, LEFT_OUT, QuestionFinder, added, left_out
from policycheck.records.built_in import ASSESSMENT, WAIVER
from policycheck.records.columns import Columns
from policycheck.records.faults import InputFault, Note, Place, shown
from policycheck.records.fields import ColumnFinder
from policycheck.records.frames import columns_of, is_frame
from policycheck.records.grid import Grid
from policycheck.records.headings import HEADING_ROWS, Headings, templates
from policycheck.records.input import Batch
from policycheck.records.ledger import Ledger
from policycheck.records.rows import ColumnRowReader, RowReader, SheetRowReader, mapping
from policycheck.records.sheets import Sheet, SheetFinder, empty
from policycheck.records.tables import Origin, Records
from policycheck.spelling import nearest


class RecordReader:
    """Reads batches of rows, and sheets, into records."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        types = [type_ for type_ in rulebook.records.values() if type_.name != PORTFOLIO]
        self.readers = {type_.plural: RowReader(type_) for type_ in (*types, WAIVER, ASSESSMENT)}
        self.portfolio = RowReader(rulebook.records[PORTFOLIO])
        self.types = {type_.name: type_ for type_ in (*rulebook.records.values(), WAIVER, ASSESSMENT)}

    @cached_property
    def headings(self) -> Headings:
        """The words for record types and fields; made when there is a sheet to read."""
        return Headings(self.types.values(), self.rulebook.languages)

    def read(
        self, batches: Iterable[Batch | Grid | Columns], faults: Iterable[InputFault] = (), notes: Iterable[Note] = ()
    ) -> Records:
        """The records of some batches, sheets and frames; what a file's reader found wrong or passed over is kept."""
        reading = _Reading(self)
        with collector_at_rest():
            for batch in batches:
                if isinstance(batch, Grid):
                    reading.grid(batch)
                elif isinstance(batch, Columns):
                    reading.columns(batch)
                else:
                    reading.batch(batch)
            return reading.ledger.done(faults, notes)


class _Reading:
    """One reading under way: finds out of which record type each table is, and puts its rows into the ledger."""

    def __init__(self, readers: RecordReader) -> None:
        self.readers = readers
        self.ledger = Ledger(readers.rulebook, readers.portfolio)
        self.faults, self.notes = self.ledger.faults, self.ledger.notes

    def batch(self, batch: Batch) -> None:
        """Takes the rows of one record type in."""
        if batch.loose:
            names = self.readers.headings.sheets.find(batch.plural)
            if len(names) != 1:
                self.faults.append(InputFault(None, None, None, None, "not_an_object", (), Place(batch.file)))
                return
            batch = replace(batch, plural=self.readers.types[names[0]].plural, loose=False)
        if batch.plural == PORTFOLIO:
            self._portfolio(batch)
            return
        reader = self.readers.readers.get(batch.plural)
        if reader is None:
            by_name = {reader.type.name: plural for plural, reader in self.readers.readers.items()}
            near = by_name.get(batch.plural) or nearest(batch.plural, [*self.readers.readers, PORTFOLIO])
            self._unknown_type(batch.plural, near, _blank(batch.rows), Place(batch.file, batch.sheet))
        else:
            rows = enumerate(self._listed(batch, reader.type.name), batch.first_row)
            self.ledger.take(reader, rows, Origin(Place(batch.file, batch.sheet, batch.first_row), []))

    def grid(self, grid: Grid) -> None:
        """Takes a sheet in, if its name says of which record type it is."""
        known = self.readers.headings.sheets.find(grid.name)
        if grid.sheet is not None and not known:
            rows = iter(grid.rows)
            first = list(islice(rows, HEADING_ROWS))
            grid = replace(grid, rows=chain(first, rows))
            own = added(grid.name, first)
            if own is not None:
                self._added(own, grid)
                return
            like = self.readers.headings.like(first)
            if like is not None:  # all the same, these are records that would be missing from what is judged
                self._unknown_type(grid.name, like.plural, False, Place(grid.file, grid.sheet))
                return
            if templates(grid.name) or empty(grid):
                return
        type_ = self._called(grid.name, Place(grid.file, grid.sheet))
        if type_ is not None:
            finder = SheetFinder(grid, type_, self.readers.headings, self.faults, self.notes)
            self._rows_of(finder.sheet(), grid, type_)

    def _added(self, own: str, grid: Grid) -> None:
        """Takes a sheet in that a report has added: answers to judgements, and what is left out."""
        if own == JUDGEMENTS:
            finder = QuestionFinder(grid, ASSESSMENT, self.readers.headings, self.faults, self.notes)
            self._rows_of(finder.sheet(), grid, ASSESSMENT)
        elif own == LEFT_OUT:
            self.faults.extend(left_out(grid))

    def columns(self, table: Columns) -> None:
        """Takes a table by columns in, if its name says of which record type it is."""
        type_ = self._called(table.name, Place(table.file), table.blank)
        if type_ is None:
            return
        fields = ColumnFinder(table, type_, self.readers.headings, self.faults, self.notes).fields()
        if fields is None:
            return
        reader, origin = ColumnRowReader(type_, fields), Origin(Place(table.file, row=1), [])
        if type_.name == PORTFOLIO:
            self._portfolio_sheet(reader, list(enumerate(reader.rows(), 1)), origin)
        else:
            self.ledger.take(reader, enumerate(reader.rows(), 1), origin)

    def _called(self, name: str, place: Place, blank: bool = False) -> RecordType | None:
        """The record type that a sheet, a frame or a file is called after; where there is none, that is told."""
        sheets = self.readers.headings.sheets
        names = sheets.find(name)
        if len(names) == 1:
            return self.readers.types[names[0]]
        if names:
            self.faults.append(InputFault(None, None, None, name, "ambiguous_sheet", (", ".join(names),), place))
        elif place.file is not None and place.sheet is None:  # a whole file that somebody named to be read
            known = ", ".join(type_.plural for type_ in self.readers.types.values())
            self.faults.append(InputFault(None, None, None, name, "unknown_table", (known,), place))
        else:
            self._unknown_type(name, sheets.near(name), blank, place)
        return None

    def _rows_of(self, sheet: Sheet | None, grid: Grid, type_: RecordType) -> None:
        if sheet is None:
            return
        numbers = array("l")
        columns = {name: grid.first_column + at for name, at in sheet.columns.items()}
        origin = Origin(Place(grid.file, grid.sheet), [], numbers, columns)
        reader, rows = SheetRowReader(type_, sheet), _numbered(sheet.rows, numbers)
        if type_.name == PORTFOLIO:
            self._portfolio_sheet(reader, list(rows), origin)
        else:
            self.ledger.take(reader, rows, origin)

    def _unknown_type(self, name: str, near: str | None, blank: bool, place: Place) -> None:
        name = name[:100]
        self.notes[Note("unknown_type_near", (name, near)) if near else Note("unknown_type", (name,))] = None
        if near and not blank:  # most likely misspelt: what is not read must not count as nothing to object to
            self.faults.append(InputFault(None, None, None, name, "unread_type", (near,), place))

    def _listed(self, batch: Batch, type_: str) -> Iterable[object]:
        rows = batch.rows
        if rows is None:
            return ()
        if isinstance(rows, str | bytes | Mapping) or not isinstance(rows, Iterable) or hasattr(rows, "columns"):
            self.faults.append(
                InputFault(type_, None, None, shown(rows), "not_rows", (), Place(batch.file, batch.sheet))
            )
            return ()
        return rows

    def _portfolio(self, batch: Batch) -> None:
        rows = batch.rows
        listed = [rows] if isinstance(rows, Mapping) or not isinstance(rows, list | tuple) else list(rows)
        listed = [row for row in listed if row is not None]
        if not listed:
            return
        place = Place(batch.file, batch.sheet, batch.first_row if isinstance(rows, list | tuple) else None)
        row = mapping(listed[0])
        if row is None or len(listed) > 1 or self.ledger.portfolio is not None:
            why = "not_a_row" if row is None else "many_portfolios"
            self.faults.append(InputFault(PORTFOLIO, PORTFOLIO, None, shown(rows), why, (), place))
        if row is None or self.ledger.portfolio is not None:
            return
        own = {name: value for name, value in row.items() if name != "id"}
        if not own.keys() <= self.readers.portfolio.known:
            self.ledger.unknown_columns(self.readers.portfolio, own)
        self.ledger.take_portfolio(self.readers.portfolio, own, Origin(place, []), place.row)

    def _portfolio_sheet(self, reader: RowReader, rows: list[tuple[int, Any]], origin: Origin) -> None:
        if len(rows) > 1 or (rows and self.ledger.portfolio is not None):
            place = origin.place_of(rows[-1][0])
            self.faults.append(InputFault(PORTFOLIO, PORTFOLIO, None, None, "many_portfolios", (), place))
        if rows and self.ledger.portfolio is None:
            self.ledger.take_portfolio(reader, rows[0][1], origin, rows[0][0])


def _numbered(rows: Iterable[tuple[int, Any]], numbers: array[int]) -> Iterator[tuple[int, Any]]:
    """The rows, each number kept as it goes by."""
    for row in rows:
        numbers.append(row[0])
        yield row


def _blank(rows: object) -> bool:
    """Whether nothing is given in place of rows."""
    return rows is None or (isinstance(rows, list | tuple | dict | str) and not rows)


def batches(data: Mapping[str, object]) -> Iterator[Batch | Columns]:
    """The batches of a mapping of plural names to rows or frames."""
    for plural, rows in data.items():
        if is_frame(rows):
            yield Columns(str(plural), columns_of(str(plural), rows))
        else:
            yield Batch(str(plural), rows)  # type: ignore[arg-type]

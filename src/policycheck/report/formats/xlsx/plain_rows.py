"""The rows of a copied sheet that hold nothing but values: written as XML here, which openpyxl does slowly."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from xml.sax.saxutils import escape, quoteattr

from openpyxl.cell import Cell, MergedCell
from openpyxl.compat import safe_string
from openpyxl.worksheet.worksheet import Worksheet

_DIMENSION = re.compile(rb"<dimension [^>]*>")
_DATA = re.compile(rb"<sheetData\s*/>|<sheetData>.*</sheetData>", re.DOTALL)
_ROW = re.compile(rb'<row (?:[^>]*? )?r="(\d+)"[^>]*?(?:/>|>.*?</row>)', re.DOTALL)


def lifted(sheet: Worksheet) -> Callable[[bytes], bytes]:
    """Takes the plain rows out of a sheet that is about to be written; what puts them into its XML again."""
    dimension = sheet.calculate_dimension()
    cells: dict[int, list[Cell | MergedCell]] = defaultdict(list)
    for (row, _), cell in sorted(sheet._cells.items()):
        cells[row].append(cell)
    looks: dict[bytes, int] = {}
    rows: dict[int, bytes] = {}
    for row, found in cells.items():
        if all(map(_is_plain, found)):
            rows[row] = _row_xml({"r": str(row), **dict(sheet.row_dimensions.get(row, {}))}, found, looks)
    sheet._cells = {at: cell for at, cell in sheet._cells.items() if at[0] not in rows}
    return partial(_put_in, rows, f'<dimension ref="{dimension}"/>'.encode())


def _is_plain(cell: Cell | MergedCell) -> bool:
    """Whether a cell holds a value alone, and one that every writer writes alike."""
    if cell.comment is not None or cell.hyperlink is not None:
        return False
    value = cell.value
    if cell.data_type == "s":
        return type(value) is str and "\r" not in value
    return cell.data_type in ("n", "b") and (value is None or type(value) in (int, float, bool))


def _row_xml(about: Mapping[str, str], cells: Sequence[Cell | MergedCell], looks: dict[bytes, int]) -> bytes:
    """A row, in openpyxl's own words."""
    found = []
    for cell in cells:
        look = ""
        if cell.has_style:
            style = cell._style.tobytes()  # type: ignore[union-attr]
            if style not in looks:
                looks[style] = cell.style_id
            look = f' s="{looks[style]}"'
        elif cell.value is None:
            continue
        kind = "inlineStr" if cell.data_type == "s" else cell.data_type
        found.append(f'<c r="{cell.coordinate}"{look} t="{kind}"{_ending(cell.value)}')
    attributes = " ".join(f"{name}={quoteattr(value)}" for name, value in about.items())
    return f"<row {attributes}>{''.join(found)}</row>".encode()


def _ending(value: object) -> str:
    """What a cell's XML ends with."""
    if isinstance(value, str):
        return _text(value)
    return "/>" if value is None else f"><v>{safe_string(value)}</v></c>"


@lru_cache(maxsize=4096)
def _text(value: str) -> str:
    if not value:
        return "/>"
    space = "" if value == value.strip() else ' xml:space="preserve"'
    return f"><is><t{space}>{escape(value)}</t></is></c>"


def _put_in(rows: Mapping[int, bytes], dimension: bytes, around: bytes) -> bytes:
    """A sheet's XML with its plain rows among the others."""
    every = {**{int(found[1]): found[0] for found in _ROW.finditer(around)}, **rows}
    data = b"<sheetData>" + b"".join(every[row] for row in sorted(every)) + b"</sheetData>"
    return _DATA.sub(lambda _: data, _DIMENSION.sub(lambda _: dimension, around, count=1), count=1)

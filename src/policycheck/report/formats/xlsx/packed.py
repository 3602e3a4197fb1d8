"""A workbook as bytes that depend on nothing but what it holds: no time of day in it, and none in its zip file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.workbook import Workbook
from openpyxl.writer.excel import ExcelWriter

_FIRST = (1980, 1, 1, 0, 0, 0)
"""When every part of a zip file says it was written: the first time there is."""
_LEVEL = 3
"""How hard parts are packed: half the time of the usual 6."""


def packed(book: Workbook, day: date, bodies: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """A workbook's bytes; it says that it was made on a day. `bodies` complete parts by their names."""
    book.properties.created = book.properties.modified = datetime.combine(day, time())
    content = BytesIO()
    ExcelWriter(book, _Archive(content, bodies)).save()
    return content.getvalue()


class _Archive(ZipFile):
    """A zip file whose parts are all of one time."""

    def __init__(self, into: BytesIO, bodies: Mapping[str, Callable[[bytes], bytes]]) -> None:
        super().__init__(into, "w", ZIP_DEFLATED)
        self._bodies = bodies

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        part = ZipInfo(str(zinfo_or_arcname), _FIRST)
        part.compress_type = ZIP_DEFLATED
        part.external_attr = 0o600 << 16
        super().writestr(part, data, compresslevel=_LEVEL)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        name, content = str(arcname).lstrip("/"), Path(filename).read_bytes()
        self.writestr(name, self._bodies[name](content) if name in self._bodies else content)

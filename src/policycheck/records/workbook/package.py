"""The zip file that a workbook is: its sheets, each to be surveyed, within bounds."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from io import BytesIO
from typing import IO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from policycheck.records.workbook.survey import CHUNK, Refused, Survey, survey

MOST_UNPACKED = 500_000_000
"""Bytes that the parts of a workbook may have when they are unpacked."""
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins: a workbook that is locked, or an old one."""
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED = 0x1
_MAIN = "/relationships/officeDocument"
_WHOLE = {"sharedstrings.xml": "sst", "styles.xml": "styleSheet"}
"""Parts, with their first element, that must be XML to the end: of damaged ones calamine reads what it can, and would
take one text for another, or a date for a number."""


class Package:
    """The parts of a workbook; as for calamine, letter case and which slash make no difference to their names."""

    def __init__(self, content: bytes) -> None:
        """`Refused` for a file that is locked, too large, or no workbook of this kind."""
        if content.startswith(_COMPOUND):
            if _LOCKED in content:
                raise Refused("locked_workbook")
            raise Refused("other_workbook", ".xls")
        if not content.startswith(b"PK"):
            raise Refused("not_a_workbook")
        self._archive = ZipFile(BytesIO(content))
        self._parts = _parts(self._archive)
        self._refuse_others()
        self._sheets = dict(self._named_sheets(self._main()))
        for path in self._parts.keys() - self._sheets.values():
            self._read_through(path)

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets, those that are charts too."""
        return tuple(self._sheets)

    def survey(self, sheet: str) -> Survey:
        """What a sheet holds."""
        with self._opened(self._sheets.get(sheet, "")) as stream:
            return survey(stream)

    def _opened(self, path: str) -> IO[bytes]:
        if path not in self._parts:
            raise Refused("broken_workbook")
        return self._archive.open(self._parts[path])

    def _refuse_others(self) -> None:
        if "mimetype" in self._parts:
            with self._opened("mimetype") as stream:
                if b"opendocument.spreadsheet" in stream.read(CHUNK):
                    raise Refused("other_workbook", ".ods")
        if "xl/workbook.bin" in self._parts:
            raise Refused("other_workbook", ".xlsb")

    def _main(self) -> str:
        """The part that names the sheets; Word and PowerPoint have others in its place."""
        relations = self._elements("_rels/.rels", "Relationship") if "_rels/.rels" in self._parts else ()
        for relation in relations:
            if relation.get("Type", "").endswith(_MAIN):
                path = _joined("", relation.get("Target", ""))
                if path in self._parts and self._root(path)[0] == "workbook":
                    return path
        raise Refused("not_a_workbook")

    def _named_sheets(self, workbook: str) -> Iterator[tuple[str, str]]:
        """The name of each sheet, and the part that it is."""
        folder, base = posixpath.split(workbook)
        if base != "workbook.xml":  # calamine would look for another
            raise Refused("broken_workbook")
        relations = {
            one.get("Id", ""): _joined(folder, one.get("Target", ""))
            for one in self._elements(f"{folder}/_rels/{base}.rels".lstrip("/"), "Relationship")
        }
        names = set()
        for sheet in self._elements(workbook, "sheet"):
            ids = [value for key, value in sheet.items() if _local(key) == "id"]
            name = sheet.get("name", "")
            if len(ids) != 1 or name in names:
                raise Refused("broken_workbook")
            names.add(name)
            yield name, relations.get(ids[0], "")

    def _read_through(self, path: str) -> None:
        """Reads a part to its end, where it is found out if its size or its content are not what they should be.

        `Refused` where it speaks of more texts than it has room for, since calamine makes room for as many.
        """
        if posixpath.basename(path) not in _WHOLE:
            with self._opened(path) as stream:
                while stream.read(CHUNK):
                    pass
            return
        name, attributes = self._root(path)
        said = attributes.get("uniqueCount", "").strip().lstrip("+")
        large = said.isdecimal() and (len(said) > 9 or int(said) > self._parts[path].file_size)
        if name != _WHOLE[posixpath.basename(path)] or large:
            raise Refused("broken_workbook")

    def _root(self, path: str) -> tuple[str, dict[str, str]]:
        """The name of a part's first element without its prefix, and its attributes."""
        parser, found = expat.ParserCreate(), list[tuple[str, dict[str, str]]]()

        def start(name: str, attributes: dict[str, str]) -> None:
            parser.StartElementHandler = None
            found.append((_local(name), attributes))

        parser.StartElementHandler = start
        self._parse(path, parser)
        return found[0]

    def _elements(self, path: str, name: str) -> list[dict[str, str]]:
        """The attributes of a part's elements of a name."""
        parser, found = expat.ParserCreate(), list[dict[str, str]]()

        def start(one: str, attributes: dict[str, str]) -> None:
            if _local(one) == name:
                found.append(attributes)

        parser.StartElementHandler = start
        self._parse(path, parser)
        return found

    def _parse(self, path: str, parser: expat.XMLParserType) -> None:
        with self._opened(path) as stream:
            while chunk := stream.read(CHUNK):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)


def _parts(archive: ZipFile) -> dict[str, ZipInfo]:
    """The parts by name; `Refused` where that is not all that there are, or what they take is out of bounds."""
    every = archive.infolist()
    if any(part.flag_bits & _ENCRYPTED for part in every):
        raise Refused("locked_workbook")
    if sum(part.file_size for part in every) > MOST_UNPACKED:
        raise Refused("workbook_too_large", str(MOST_UNPACKED // 1_000_000))
    parts = {part.filename.replace("\\", "/").casefold(): part for part in every}
    if len(parts) < len(every) or any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in every):
        raise Refused("broken_workbook")
    return parts


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _joined(folder: str, target: str) -> str:
    """The name of the part that a relation leads to."""
    return posixpath.normpath(posixpath.join(f"/{folder}", target))[1:].casefold()

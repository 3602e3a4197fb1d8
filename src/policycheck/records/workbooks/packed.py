"""Workbooks that are zip files, `.xlsx`, `.xlsm`, `.xlsb` and `.ods`: their sheets, unpacked within bounds."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import IO
from xml.parsers import expat
from zipfile import ZipFile, ZipInfo

from policycheck.records.workbooks.binary import bundled_sheets, survey_binary
from policycheck.records.workbooks.ods import survey_ods
from policycheck.records.workbooks.ooxml import CHUNK, survey_xml
from policycheck.records.workbooks.survey import MOST_UNPACKED, Refused, Survey

Surveys = dict[str, Callable[[], Survey]]
"""By the sheet's name, a way to survey it."""

_SAID = re.compile(rb"""uniqueCount\s*=\s*["']\s*\+?([0-9]+)""")
_TEXTS = b"\x9f\x01\x08"
"""How the texts of `.xlsb` begin: a record's kind and length; how many there are stands last in it."""
_MAIN = "/relationships/officeDocument"


def packed(content: bytes) -> tuple[Surveys, bool]:
    """The sheets of a workbook, and whether its reader takes all of them in as soon as it opens it.

    `Refused` for a file that is too large, locked, or no workbook.
    """
    archive = ZipFile(BytesIO(content))
    parts = {part.filename: part for part in archive.infolist()}
    if sum(part.file_size for part in parts.values()) > MOST_UNPACKED:
        raise Refused("workbook_too_large", str(MOST_UNPACKED // 1_000_000))
    if b"opendocument.spreadsheet" in _start(archive, parts, "mimetype"):
        if "content.xml" not in parts or b"encryption-data" in _start(archive, parts, "META-INF/manifest.xml"):
            raise Refused("locked_workbook")
        with archive.open("content.xml") as stream:
            return {name: _known(survey) for name, survey in survey_ods(stream)}, True
    workbook = _workbook(archive, parts)
    if workbook.endswith(".bin"):
        return _office(archive, parts, workbook, bundled_sheets, survey_binary), False
    return _office(archive, parts, workbook, _named_sheets, survey_xml), False


def _workbook(archive: ZipFile, parts: dict[str, ZipInfo]) -> str:
    """The part that names the sheets; Word and PowerPoint have others in its place."""
    found = "xl/workbook.bin"
    if "_rels/.rels" in parts:
        relations = elements(archive.read("_rels/.rels"))
        main = (of for _, of in relations if of.get("Type", "").endswith(_MAIN))
        found = next((of.get("Target", "").lstrip("/") for of in main), found)
    if found not in parts or not (found.endswith(".bin") or elements(archive.read(found))[0][0] == "workbook"):
        raise Refused("not_a_workbook")
    return found


def _office(
    archive: ZipFile,
    parts: dict[str, ZipInfo],
    workbook: str,
    sheets: Callable[[bytes], Iterator[tuple[str, str]]],
    survey: Callable[[IO[bytes]], Survey],
) -> Surveys:
    """The sheets that a workbook names, by what its relations lead to."""
    folder, base = posixpath.split(workbook)
    relations = dict(_relations(archive.read(f"{folder}/_rels/{base}.rels")))
    found: Surveys = {}
    surveyed = set()
    for sheet, relation in sheets(archive.read(workbook)):
        path = posixpath.normpath(posixpath.join(f"/{folder}", relations.get(relation, "")))[1:]
        if path in parts:
            found[sheet] = _opening(archive, path, survey)
            surveyed.add(path)
    for name in parts:  # what lies of its size is found out when it is read to its end, as each survey does
        if name.startswith(f"{folder}/") and name not in surveyed and not name.startswith(f"{folder}/media/"):
            _read_through(archive, parts[name])
    return found


def _opening(archive: ZipFile, path: str, survey: Callable[[IO[bytes]], Survey]) -> Callable[[], Survey]:
    def surveyed() -> Survey:
        with archive.open(path) as stream:
            return survey(stream)

    return surveyed


def _known(survey: Survey) -> Callable[[], Survey]:
    return lambda: survey


def _start(archive: ZipFile, parts: dict[str, ZipInfo], name: str) -> bytes:
    """The first megabyte of a part; nothing where there is none."""
    if name not in parts:
        return b""
    with archive.open(name) as stream:
        return stream.read(CHUNK)


def _read_through(archive: ZipFile, part: ZipInfo) -> None:
    """Reads a part to its end; raises `Refused` where it speaks of more texts than it has room for.

    Calamine makes room for as many as it speaks of.
    """
    with archive.open(part) as stream:
        chunk = stream.read(CHUNK)
        if _texts(chunk) > part.file_size:
            raise Refused("broken_workbook")
        while chunk:
            chunk = stream.read(CHUNK)


def _texts(chunk: bytes) -> int:
    """How many texts a part says that it has, be it XML or binary."""
    if chunk.startswith(_TEXTS) and len(chunk) > 10:
        return int.from_bytes(chunk[7:11], "little")
    said = _SAID.search(chunk)
    return int(said[1]) if said else 0


def _relations(content: bytes) -> Iterator[tuple[str, str]]:
    for name, attributes in elements(content):
        if name == "Relationship":
            yield attributes.get("Id", ""), attributes.get("Target", "")


def _named_sheets(content: bytes) -> Iterator[tuple[str, str]]:
    for name, attributes in elements(content):
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            yield attributes.get("name", ""), relation


def elements(content: bytes) -> list[tuple[str, dict[str, str]]]:
    """The elements of a small XML document, their names without a prefix."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: found.append((name.rpartition(":")[2], attributes))
    parser.Parse(content, True)
    return found

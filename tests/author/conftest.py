"""A pack with a field of every kind, and a look into workbooks as the file has them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as Xml
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

import policycheck as pc
from policycheck.policy import Policy

PACK = """\
policy: {id: trips, title: {nb: Reiser, en: Trips}, issuer: Kommunen, version: "1.1", languages: [nb, en], currency: NOK}

text:
  - {id: "1", force: must, nb: "En reise koster ikke for mye.", en: "A trip does not cost too much."}
  - {id: "2", force: discretionary, nb: "En reise skal være nyttig.", en: "A trip must be useful."}

records:
  town:
    label: {nb: By, en: Town}
    plural_label: {nb: Byer, en: Towns}
    fields:
      id: {type: text, label: {nb: Id, en: Id}}
      name: {type: text, label: {nb: Navn, en: Name}}
  portfolio:
    label: {nb: Porteføljen, en: The portfolio}
    fields:
      frame: {type: money, label: {nb: Ramme, en: Frame}}
  trip:
    label: {nb: Reise, en: Trip}
    plural_label: {nb: Reiser, en: Trips}
    key: code
    fields:
      purpose: {type: text, required: true, label: {nb: Formål, en: Purpose}, help: {nb: Hvorfor dere reiser, en: Why you go}}
      code: {type: text, label: {nb: Kode, en: Code}}
      town: {type: ref, to: town, inverse: trips, label: {nb: By, en: Town}}
      others: {type: list, of: {type: ref, to: town}, label: {nb: Andre byer, en: Other towns}}
      mode: {type: ref, to: modes, label: {nb: Måte, en: Mode}}
      cost: {type: money, min: 0, label: {nb: Kostnad, en: Cost}}
      share: {type: number, min: 0, max: 1, label: {nb: Andel, en: Share}}
      people: {type: integer, max: 40, label: {nb: Deltakere, en: Participants}}
      day: {type: date, min: 2020-01-01, label: {nb: Dag, en: Day}}
      booked: {type: date, label: {nb: Bestilt, en: Booked}}
      abroad: {type: boolean, label: {nb: Utlandet, en: Abroad}}
      kind: {type: choice, of: {far: {nb: "lang, dyr", en: "far, dear"}, near: {nb: kort, en: near}}, label: {nb: Slag, en: Kind}}
      themes: {type: list, of: {type: choice, of: {art: {nb: kunst, en: art}, sea: {nb: hav, en: sea}}}, label: {nb: Temaer, en: Themes}}
      numbers: {type: list, of: {type: integer, min: 1, max: 17}}

tables:
  modes:
    label: {nb: Reisemåter, en: Modes of travel}
    fields: {name: text}
    rows: [{id: train, name: Tog}, {id: boat, name: Båt}]

rules:
  - {id: cheap, clauses: ["1"], about: trip, modality: must, require: cost <= 1000, message: {nb: "{purpose} koster {cost}.", en: "{purpose} costs {cost}."}}
  - {id: quota, clauses: ["1"], about: town, modality: must, for: {way: [1, 2]}, require: "count(t for t in trips if t.people == way) <= 3"}
  - {id: advice, clauses: ["1"], about: trip, modality: may, recommend: {from: m in modes, say: {nb: "{m.name}", en: "{m.name}"}}}

judgements:
  - {id: useful, clauses: ["2"], about: trip, question: {nb: "Er {purpose} nyttig?", en: "Is {purpose} useful?"}}
"""


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Policy]:
    """The policy of a pack's text."""

    def load(text: str) -> Policy:
        path = tmp_path_factory.mktemp("pack") / "trips"
        path.mkdir()
        (path / "policy.yaml").write_text(text, encoding="utf-8")
        return pc.load(path)

    return load


@pytest.fixture(scope="session")
def trips(loaded: Callable[[str], Policy]) -> Policy:
    return loaded(PACK)


_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class Opened:
    """A workbook as its file has it."""

    def __init__(self, content: bytes) -> None:
        self._zip = ZipFile(BytesIO(content))
        self._cells = CalamineWorkbook.from_filelike(BytesIO(content))
        book = self._xml("xl/workbook.xml")
        targets = {one.get("Id"): one.get("Target") for one in self._xml("xl/_rels/workbook.xml.rels")}
        sheets = list(book.iter(f"{_MAIN}sheet"))
        self.names = [one.get("name") for one in sheets]
        self.hidden = [one.get("name") for one in sheets if one.get("state") == "hidden"]
        self._file = {one.get("name"): f"xl/{targets[one.get(f'{_RELATION}id')]}" for one in sheets}
        self._formats = {
            one.get("numFmtId"): one.get("formatCode") for one in self._xml("xl/styles.xml").iter(f"{_MAIN}numFmt")
        }

    def rows(self, sheet: str) -> list[list[Any]]:
        """The values of the cells of a sheet."""
        return self._cells.get_sheet_by_name(sheet).to_python(skip_empty_area=False)

    def text(self, sheet: str) -> str:
        """Every text of a sheet, one a line."""
        return "\n".join(str(cell) for row in self.rows(sheet) for cell in row if cell != "")

    def raw(self, sheet: str) -> str:
        """The XML of a sheet."""
        return self._zip.read(self._file[sheet]).decode()

    def headings(self, sheet: str) -> list[Any]:
        return self.rows(sheet)[0]

    def notes(self, sheet: str) -> dict[Any, str]:
        """The note on each heading."""
        at = list(self._file).index(sheet)
        name = f"xl/comments{at}.xml"
        return {
            self.headings(sheet)[_column(one.get("ref") or "")]: "".join(
                part.text or "" for part in one.iter(f"{_MAIN}t")
            )
            for one in self._xml(name).iter(f"{_MAIN}comment")
        }

    def checks(self, sheet: str) -> dict[Any, dict[str, str]]:
        """What the cells below each heading are held against."""
        found = {}
        for one in Xml.fromstring(self.raw(sheet)).iter(f"{_MAIN}dataValidation"):
            formulas = {child.tag.removeprefix(_MAIN): child.text or "" for child in one}
            found[self.headings(sheet)[_column(one.get("sqref") or "")]] = {**dict(one.attrib), **formulas}
        return found

    def formats(self, sheet: str) -> dict[Any, str]:
        """How the cells below each heading show what they hold."""
        looks = [one.get("numFmtId") or "" for one in self._xml("xl/styles.xml").iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")]
        built_in = {"0": "General", "4": "#,##0.00", "49": "@"}
        found = {}
        for one in Xml.fromstring(self.raw(sheet)).iter(f"{_MAIN}col"):
            code = looks[int(one.get("style") or 0)]
            for at in range(int(one.get("min") or 0), int(one.get("max") or 0) + 1):
                found[self.headings(sheet)[at - 1]] = built_in.get(code) or self._formats[code]
        return found

    def fills(self, sheet: str) -> dict[Any, str | None]:
        """The colour behind each heading."""
        styles = self._xml("xl/styles.xml")
        looks = [int(one.get("fillId") or 0) for one in styles.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")]
        colours = [one.find(f"*/{_MAIN}fgColor") for one in styles.iterfind(f"{_MAIN}fills/{_MAIN}fill")]
        first = next(Xml.fromstring(self.raw(sheet)).iter(f"{_MAIN}row"))
        found = [colours[looks[int(cell.get("s") or 0)]] for cell in first]
        return dict(
            zip(self.headings(sheet), [one.get("rgb") if one is not None else None for one in found], strict=True)
        )

    def _xml(self, name: str) -> Xml.Element:
        return Xml.fromstring(self._zip.read(name))


def _column(cell: str) -> int:
    letters = re.match("[A-Z]+", cell)
    assert letters
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


@pytest.fixture
def opened() -> Callable[[bytes], Opened]:
    return Opened


TODAY = date(2026, 11, 1)

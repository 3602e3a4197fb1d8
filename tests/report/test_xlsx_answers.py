"""Judgements answered in a report's workbook: checked again, they count as assessments; open ones for nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

import policycheck as pc

HERE = Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples"
TODAY = date(2026, 11, 1)
DAY, UNTIL = datetime(2026, 10, 1), datetime(2027, 10, 1)
ASKED = ("Vurderingsspørsmål", "Gjelder (post-id eller portfolio)", "Navn", "Spørsmål", "Setning i retningslinjen")
HEADINGS = (*ASKED, "Opplysninger", "Svar (ja/nei)", "Vurdert av", "Dato", "Gyldig til", "Begrunnelse")
Change = Callable[[Any], None]


@pytest.fixture
def asked(garden: pc.Policy, tmp_path: Path) -> Path:
    """A report's workbook with one judgement that is answered on the assessments' own sheet, and two open ones."""
    data = {
        "gardens": [{"id": "G-1", "name": "Solsiden"}, {"id": "G-2"}, {"id": "=G-3"}],
        "assessments": [
            {
                "judgement": "pleasant",
                "subject": "G-1",
                "answer": "yes",
                "on": "2026-01-01",
                "valid_until": "2027-01-01",
            }
        ],
    }
    path = tmp_path / "asked.xlsx"
    garden.evaluate(data, today=TODAY).to_xlsx(path, "nb")
    return path


def again(policy: pc.Policy, path: Path, change: Change, name: str = "Til vurdering") -> pc.Report:
    """The report on a workbook in which somebody has changed the sheet of judgements."""
    made = load_workbook(path)
    change(made[name])
    made.save(path)
    return policy.evaluate(path, today=TODAY)


def outcomes(report: pc.Report) -> dict[str, str]:
    return {one.subject: one.outcome for one in report.outcomes if one.rule == "pleasant"}


def answer(row: int, *cells: object) -> Change:
    def change(sheet: Any) -> None:
        for column, cell in enumerate(cells, 7):
            sheet.cell(row, column).value = cell

    return change


def test_the_sheet_of_judgements(asked: Path) -> None:
    sheet = load_workbook(asked)["Til vurdering"]
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert str(found[0][0]).startswith("Svar ja eller nei i de blå cellene")
    assert found[1] == list(HEADINGS)
    assert [row[:2] for row in found[2:]] == [["pleasant", "=G-3"], ["pleasant", "G-2"]]
    assert found[2][4:] == ["[2.3] Hagen skal være hyggelig.", found[2][5], *[None] * 5]
    assert {(one.type, str(one.sqref), one.formula1) for one in sheet.data_validations.dataValidation} == {
        ("list", "G3:G4", '"ja,nei"'),
        ("date", "I3:I4", "61"),
        ("date", "J3:J4", "61"),
    }
    assert (sheet["B3"].data_type, sheet["B3"].quotePrefix) == ("s", True)


@pytest.mark.parametrize(("word", "outcome"), [("ja", "satisfied"), ("nei", "violated"), ("yes", "satisfied")])
def test_an_answer_counts(word: str, outcome: str, garden: pc.Policy, asked: Path) -> None:
    report = again(garden, asked, answer(4, word, "Kari", DAY, UNTIL, "Set på."))
    assert outcomes(report) == {"G-1": "satisfied", "G-2": outcome, "=G-3": "needs_judgement"}
    assert (report.input_faults, report.notes) == ((), ())


def test_a_subject_that_looks_like_a_formula_can_be_answered(garden: pc.Policy, asked: Path) -> None:
    report = again(garden, asked, answer(3, "nei", None, DAY, UNTIL))
    assert outcomes(report) == {"G-1": "satisfied", "G-2": "needs_judgement", "=G-3": "violated"}


@pytest.mark.parametrize(
    ("cells", "faults"),
    [
        ((), []),
        ((" ", "", None, None, None), []),
        (("ja",), [("on", "I4"), ("valid_until", "J4")]),
        ((None, "Kari"), [("answer", "G4"), ("on", "I4"), ("valid_until", "J4")]),
        ((None, None, None, None, "Vet ikke"), [("answer", "G4"), ("on", "I4"), ("valid_until", "J4")]),
        (("kanskje", "Kari", DAY, UNTIL), [("answer", "G4")]),
        (("ja", "Kari", "i går", UNTIL), [("on", "I4")]),
    ],
)
def test_open_rows_count_for_nothing_and_half_answered_ones_are_faults(
    cells: tuple[object, ...], faults: list[tuple[str, str]], garden: pc.Policy, asked: Path
) -> None:
    report = again(garden, asked, answer(4, *cells))
    assert [(one.column, one.place.cell) for one in report.input_faults] == faults
    assert outcomes(report)["G-2"] == "needs_judgement"
    assert report.status == ("incomplete" if faults else "needs_judgement")


def test_an_answer_to_nothing_is_told(garden: pc.Policy, asked: Path) -> None:
    def change(sheet: Any) -> None:
        answer(4, "ja", None, DAY, UNTIL)(sheet)
        sheet["B4"].value = None

    assert [(one.column, one.why) for one in again(garden, asked, change).input_faults] == [("subject", "required")]


def test_answers_stay_in_the_next_report_and_open_ones_are_asked_anew(
    garden: pc.Policy, asked: Path, tmp_path: Path
) -> None:
    first = again(garden, asked, answer(4, "ja", "Kari", DAY, UNTIL))
    first.to_xlsx(tmp_path / "next.xlsx", "nb")
    made = load_workbook(tmp_path / "next.xlsx")
    assert made.sheetnames[-5:] == ["Til vurdering", "Oppsummering", "Funn", "Mangler", "Til vurdering 2"]
    assert [row[1].value for row in made["Til vurdering"].iter_rows(min_row=3)] == [None, "G-2"]
    assert [row[1].value for row in made["Til vurdering 2"].iter_rows(min_row=3)] == ["=G-3"]
    second = again(garden, tmp_path / "next.xlsx", answer(3, "nei", "Per", DAY, UNTIL), "Til vurdering 2")
    assert outcomes(second) == {"G-1": "satisfied", "G-2": "satisfied", "=G-3": "violated"}
    assert (second.input_faults, second.notes) == ((), ())


def test_faults_of_half_an_answer_are_marked_in_the_next_report(garden: pc.Policy, asked: Path, tmp_path: Path) -> None:
    again(garden, asked, answer(4, "kanskje", "Kari", DAY, UNTIL)).to_xlsx(tmp_path / "next.xlsx", "nb")
    cell = load_workbook(tmp_path / "next.xlsx")["Til vurdering"]["G4"]
    assert cell.comment.text == "G4 · Svar (ja/nei): «kanskje» er verken ja eller nei"
    assert cell.fill.fgColor.rgb == "FFFFC7CE"


def test_columns_of_ones_own_on_the_sheet_are_noted(garden: pc.Policy, asked: Path) -> None:
    def change(sheet: Any) -> None:
        sheet["L2"].value = "Saksnummer"

    assert [note.text("en") for note in again(garden, asked, change).notes] == [
        "The unknown field `Saksnummer` of Til vurdering was not read."
    ]


def _rename(sheet: Any) -> None:
    sheet.title = "Mine svar"


def _first_line(sheet: Any) -> None:
    sheet["A1"].value = None


@pytest.mark.parametrize("change", [_rename, _first_line])
def test_a_sheet_of_answers_that_is_no_longer_known_is_a_fault(change: Change, garden: pc.Policy, asked: Path) -> None:
    def both(sheet: Any) -> None:
        answer(4, "ja", None, DAY, UNTIL)(sheet)
        change(sheet)

    report = again(garden, asked, both)
    assert [(one.why, one.words) for one in report.input_faults] == [("unread_type", ("assessments",))]


@pytest.mark.parametrize("name", ["Funn", "Findings", "Summary", "Mangler", "To be judged", "Left out", "Alle utfall"])
def test_somebody_elses_sheet_of_such_a_name_is_told_as_ever(name: str, garden: pc.Policy, tmp_path: Path) -> None:
    made = Workbook()
    made.worksheets[0].title = name
    made.worksheets[0].append(["Id", "Leietaker", "Leie", "Bier", "Husdyr", "Utleid"])
    made.worksheets[0].append(["P-1", "Åse", 9000, "nei", "nei", None])
    made.save(tmp_path / "own.xlsx")
    report = garden.evaluate(tmp_path / "own.xlsx", today=TODAY)
    assert [(one.value, one.why) for one in report.input_faults] == [(name, "unread_type")]


def test_a_record_type_may_be_called_as_an_added_sheet(pack: Callable[[str], pc.Policy], tmp_path: Path) -> None:
    policy = pack(
        'policy: {id: p, title: P, version: "1", languages: [en]}\n'
        "text: [{id: c1, force: must, en: Be good.}]\n"
        "records:\n  finding: {plural_label: Findings, fields: {id: text, good: boolean}}\n"
        "rules: [{id: good, clauses: c1, about: finding, modality: must, require: good}]\n"
    )
    report = policy.evaluate({"findings": [{"id": "f", "good": "no"}]}, today=TODAY)
    report.to_xlsx(tmp_path / "out.xlsx")
    assert load_workbook(tmp_path / "out.xlsx").sheetnames == [
        *("Findings", "Summary", "Findings 2", "Missing", "To be judged")
    ]
    assert policy.evaluate(tmp_path / "out.xlsx", today=TODAY).to_dict() == report.to_dict()


def test_answering_the_examples_questions(tmp_path: Path) -> None:
    policy, then = pc.load("fredrikstad"), date(2025, 6, 15)
    before = policy.evaluate(EXAMPLES / "fredrikstad" / "portfolio.xlsx", today=then)
    before.to_xlsx(tmp_path / "out.xlsx", "nb")
    made = load_workbook(tmp_path / "out.xlsx")
    sheet = made["Til vurdering"]
    for row in range(3, sheet.max_row + 1):
        answer(row, "ja" if row % 2 else "nei", "Kari", datetime(2025, 6, 1), datetime(2026, 6, 1))(sheet)
    made.save(tmp_path / "out.xlsx")
    after = policy.evaluate(tmp_path / "out.xlsx", today=then)
    asked = {(one.rule, one.subject) for one in before.findings if one.outcome == "needs_judgement"}
    answered = [one.outcome for one in after.outcomes if (one.rule, one.subject) in asked]
    assert len(asked) == 7
    assert sorted(answered) == ["satisfied"] * 4 + ["violated"] * 3
    others = [
        {one.id: one.to_dict() for one in report.findings if (one.rule, one.subject) not in asked}
        for report in (before, after)
    ]
    assert others[0] == others[1]

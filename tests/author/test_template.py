"""The workbook to fill in: its sheets, what stands on them, and what Excel is to make of it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import policycheck as pc
from policycheck.author.template import template
from policycheck.policy import Policy
from policycheck.records.headings import Headings

Load = Callable[[str], Policy]
Open = Callable[[bytes], Any]


class TestSheets:
    @pytest.mark.parametrize(
        ("language", "names"),
        [
            (None, ["Veiledning", "Porteføljen", "Byer", "Reiser", "Dispensasjoner", "Vurderinger", "Lister"]),
            ("en", ["Guide", "The portfolio", "Towns", "Trips", "Waivers", "Assessments", "Lists"]),
        ],
    )
    def test_one_for_each_type(self, trips: Policy, opened: Open, language: str | None, names: list[str]) -> None:
        book = opened(template(trips, language))
        assert book.names == names
        assert book.hidden == names[-1:]

    @pytest.mark.parametrize(
        ("language", "sheet", "headings"),
        [
            ("nb", "Porteføljen", "Ramme"),
            ("nb", "Byer", "Id * | Navn"),
            (
                "nb",
                "Reiser",
                "Kode * | Formål * | By | Andre byer | Måte | Kostnad | Andel | Deltakere | Dag | Bestilt | Utlandet"
                " | Slag | Temaer | numbers",
            ),
            (
                "en",
                "Trips",
                "Code * | Purpose * | Town | Other towns | Mode | Cost | Share | Participants | Day | Booked | Abroad"
                " | Kind | Themes | numbers",
            ),
            (
                "nb",
                "Dispensasjoner",
                "Regel * | Gjelder (post-id eller portfolio) * | Begrunnelse | Gitt av | Gitt dato * | Utløper * | Saksnummer",
            ),
        ],
    )
    def test_headings(self, trips: Policy, opened: Open, language: str, sheet: str, headings: str) -> None:
        assert opened(template(trips, language)).rows(sheet) == [headings.split(" | ")]

    def test_what_must_be_filled_in_has_a_colour_of_its_own(self, trips: Policy, opened: Open) -> None:
        book = opened(template(trips))
        for sheet in book.names[1:-1]:
            for heading, colour in book.fills(sheet).items():
                assert colour == ("FF1F4E79" if heading.endswith(" *") else "FFDDE8F3")

    def test_a_portfolio_without_fields_has_no_sheet(self, loaded: Load, opened: Open) -> None:
        policy = pc.load(Path(__file__).parent.parent.parent / "examples" / "library")
        assert opened(template(policy)).names == ["Guide", "borrowers", "bookings", "Waivers", "Assessments", "Lists"]


NOTES = {
    "Kode *": "Nøkkelen: må fylles ut, og hver rad har sin egen.",
    "Formål *": "Hvorfor dere reiser\nMå fylles ut.",
    "By": "Nøkkelen til en rad på arket «Byer».",
    "Andre byer": "Nøkkelen til en rad på arket «Byer».\nFlere verdier skilles med semikolon (;).",
    "Måte": "En av nøklene i listen «Reisemåter».",
    "Kostnad": "Et beløp i NOK, minst 0, uten valuta.",
    "Andel": "Et tall fra 0 til 1.",
    "Deltakere": "Et helt tall, høyst 40.",
    "Dag": "En dato, tidligst 01.01.2020, for eksempel 31.12.2025.",
    "Bestilt": "En dato, for eksempel 31.12.2025.",
    "Utlandet": "Ja eller nei.",
    "Slag": "Velg blant:\n• lang, dyr\n• kort",
    "Temaer": "Velg blant:\n• kunst\n• hav\nFlere verdier skilles med semikolon (;).",
    "numbers": "Et helt tall fra 1 til 17.\nFlere verdier skilles med semikolon (;).",
}
ENGLISH_NOTES = {
    "Code *": "The key: must be filled in, and each row has its own.",
    "Purpose *": "Why you go\nMust be filled in.",
    "Town": "The key of a row on the sheet “Towns”.",
    "Cost": "An amount in NOK, at least 0, without the currency.",
    "Day": "A date, not before 2020-01-01, for instance 2025-12-31.",
    "Kind": "Choose from:\n• far, dear\n• near",
}


class TestNotes:
    def test_say_what_belongs_in_a_column(self, trips: Policy, opened: Open) -> None:
        assert opened(template(trips)).notes("Reiser") == NOTES

    def test_in_the_language_asked_for(self, trips: Policy, opened: Open) -> None:
        found = opened(template(trips, "en")).notes("Trips")
        assert {heading: found[heading] for heading in ENGLISH_NOTES} == ENGLISH_NOTES

    def test_a_text_of_which_nothing_is_to_be_said_has_none(self, trips: Policy, opened: Open) -> None:
        assert set(opened(template(trips)).notes("Byer")) == {"Id *"}

    def test_waivers_are_explained(self, trips: Policy, opened: Open) -> None:
        assert opened(template(trips)).notes("Dispensasjoner")["Utløper *"] == (
            "Må fylles ut.\nDen første dagen dispensasjonen ikke lenger gjelder.\nEn dato, for eksempel 31.12.2025."
        )

    def test_many_choices_are_counted(self, loaded: Load, opened: Open) -> None:
        of = ", ".join(f"c{number}" for number in range(40))
        book = opened(template(loaded(_pack(f"{{kind: {{type: choice, of: [{of}]}}}}"))))
        lines = book.notes("things")["kind"].split("\n")
        assert (len(lines), lines[-2:]) == (32, ["• c29", "… 10 more"])
        assert book.checks("things")["kind"]["formula1"] == "'Lists'!$A$1:$A$40"


KEYS = "OFFSET('Byer'!$A$2,0,0,MAX(1,COUNTA('Byer'!$A$2:$A$10001)),1)"
CHECKS = {
    "By": ("list", "warning", KEYS, None),
    "Måte": ("list", "warning", "'Lister'!$A$1:$A$2", None),
    "Kostnad": ("decimal", "stop", "0", "1000000000000000"),
    "Andel": ("decimal", "stop", "0", "1"),
    "Deltakere": ("whole", "stop", "-1000000000000000", "40"),
    "Dag": ("date", "warning", "43831", "2958465"),
    "Bestilt": ("date", "warning", "61", "2958465"),
    "Utlandet": ("list", "warning", "'Lister'!$B$1:$B$2", None),
    "Slag": ("list", "warning", "'Lister'!$C$1:$C$2", None),
}


class TestCells:
    def test_are_chosen_from_lists_or_held_against_bounds(self, trips: Policy, opened: Open) -> None:
        found = {
            heading: (one["type"], one.get("errorStyle", "stop"), one["formula1"], one.get("formula2"))
            for heading, one in opened(template(trips)).checks("Reiser").items()
        }
        assert found == CHECKS

    def test_all_the_way_down(self, trips: Policy, opened: Open) -> None:
        checks = opened(template(trips)).checks("Reiser").values()
        assert {one["sqref"].partition(":")[2].lstrip("ABCDEFGHIJKL") for one in checks} == {"10001"}

    def test_the_message_says_what_to_write(self, trips: Policy, opened: Open) -> None:
        checks = opened(template(trips)).checks("Reiser")
        assert (checks["Andel"]["errorTitle"], checks["Andel"]["error"]) == ("Sjekk verdien", "Et tall fra 0 til 1.")
        assert checks["Slag"]["error"] == "Verdien står ikke i listen. Velg helst en som står der."

    def test_the_lists(self, trips: Policy, opened: Open) -> None:
        columns = zip(*opened(template(trips)).rows("Lister"), strict=True)
        assert [[cell for cell in column if cell] for column in columns] == [
            ["train", "boat"],
            ["ja", "nei"],
            ["lang, dyr", "kort"],
            ["cheap", "quota", "quota[1]", "quota[2]"],
            ["useful"],
        ]

    def test_waivers_and_assessments_choose_what_they_name(self, trips: Policy, opened: Open) -> None:
        book = opened(template(trips))
        assert book.checks("Dispensasjoner")["Regel *"]["formula1"] == "'Lister'!$D$1:$D$4"
        assert book.checks("Vurderinger")["Vurderingsspørsmål *"]["formula1"] == "'Lister'!$E$1"
        assert book.checks("Vurderinger")["Svar (ja/nei) *"]["formula1"] == "'Lister'!$B$1:$B$2"

    @pytest.mark.parametrize(
        ("language", "sheet", "dates"), [("nb", "Reiser", "dd.mm.yyyy"), ("en", "Trips", "yyyy-mm-dd")]
    )
    def test_formats(self, trips: Policy, opened: Open, language: str, sheet: str, dates: str) -> None:
        assert list(opened(template(trips, language)).formats(sheet).values()) == [
            *["@"] * 5,
            "#,##0.00",
            *["General"] * 2,
            *[dates] * 2,
            *["@"] * 4,
        ]


class TestGuide:
    def test_what_it_says_of_the_policy(self, trips: Policy, opened: Open) -> None:
        text = opened(template(trips)).text("Veiledning")
        assert text.startswith("Reiser\nVersjon 1.1 · Utgitt av Kommunen\n")
        assert "Datoer skrives som 31.12.2025" in text
        assert "Beløp er i NOK." in text
        assert "\npolicycheck check trips arbeidsbok.xlsx\n" in text

    def test_the_rules_and_what_they_say(self, trips: Policy, opened: Open) -> None:
        text = opened(template(trips, "en")).text("Guide")
        assert "\ncheap\ntrip\nA trip does not cost too much.\n… costs …\n".replace("trip", "Trip", 1) in text
        assert "\nquota\nquota[1]\nquota[2]\nTown\nA trip does not cost too much.\n" in text
        assert "\nuseful\nTrip\nA trip must be useful.\nIs … useful?" in text
        assert "advice" not in text

    def test_links_to_every_sheet(self, trips: Policy, opened: Open) -> None:
        raw = opened(template(trips)).raw("Veiledning")
        for name in ("Porteføljen", "Byer", "Reiser", "Dispensasjoner", "Vurderinger"):
            assert f"location=\"'{name}'!A1\"" in raw

    def test_a_shipped_pack_is_called_by_its_id(self, opened: Open) -> None:
        assert "\npolicycheck check fredrikstad arbeidsbok.xlsx\n" in opened(template(pc.load("fredrikstad"))).text(
            "Veiledning"
        )


def test_the_same_policy_gives_the_same_bytes(trips: Policy) -> None:
    program = (
        "import sys, policycheck as pc; from policycheck.author.template import template;"
        "sys.stdout.buffer.write(template(pc.load(sys.argv[1])))"
    )
    env = {**os.environ, "PYTHONHASHSEED": "7"}
    found = subprocess.run([sys.executable, "-c", program, str(trips.path)], capture_output=True, check=True, env=env)
    assert found.stdout == template(trips)


def _pack(fields: str, record: str = "thing", keys: str = "") -> str:
    """A pack of one record type."""
    return (
        'policy: {id: trips, title: Things, version: "1", languages: [en]}\n'
        'text: [{id: "1", force: descriptive, en: "Something."}]\n'
        f"records: {{{record}: {{{keys}fields: {fields}}}}}\n"
    )


LONG = "an unusually long label for a sheet"
HOSTILE = {
    "a formula": r"""{a: {type: text, label: "=HYPERLINK(\"http://x.example\")"}}""",
    "control characters": r'{a: {type: text, label: "a\x01\x07b"}, b: {type: text, help: "\x02 \uFFFE"}}',
    "several lines": r'{a: {type: text, label: "one\ntwo"}}',
    "very long": f"{{a: {{type: text, label: {'x' * 40_000}, help: {'y ' * 20_000}}}}}",
    "the same label twice": "{a: {type: text, label: Same}, b: {type: text, label: same}}",
    "a label that is another's name": "{a: {type: text, label: b}, b: {type: text, label: c}}",
    "a label with the mark": '{a: {type: text, label: "must *"}, b: {type: text, label: must}}',
    "a long name": f"{{{'n' * 300}: text}}",
    "tags": "{a: {type: text, label: '<b>&amp;</b>'}}",
    "escapes of the format": "{a: {type: text, label: 'x_x0041_y'}}",
}


class TestAnyPack:
    @pytest.mark.parametrize("fields", HOSTILE.values(), ids=HOSTILE)
    def test_what_it_says_stays_text_that_the_reader_knows(self, loaded: Load, opened: Open, fields: str) -> None:
        policy = loaded(_pack(fields))
        book = opened(template(policy))
        assert not [name for name in book.names if "<f>" in book.raw(name)]
        type_ = policy.records["thing"]
        known = Headings([type_], policy.languages)
        assert [known.find(type_, heading) for heading in book.headings("things")] == [(name,) for name in type_.fields]

    @pytest.mark.parametrize(
        ("choices", "words"),
        [
            ('{one: "=1+1", two: "a\\x01"}', ["=1+1", "two"]),
            ("{one: same, two: Same}", ["one", "two"]),
            ("{one: two, two: other}", ["one", "other"]),
            ('{one: "a; b", two: " b "}', ["one", "two"]),
            ('{one: "1,5", two: "01.02.2026"}', ["1,5", "01.02.2026"]),
        ],
    )
    def test_choices_are_written_as_they_are_read(
        self, loaded: Load, opened: Open, choices: str, words: list[str]
    ) -> None:
        policy = loaded(_pack(f"{{kind: {{type: choice, of: {choices}}}}}"))
        assert [row[0] for row in opened(template(policy)).rows("Lists")[:2]] == words

    @pytest.mark.parametrize(
        ("label", "name"),
        [
            ("Things: all of [them]", "things"),
            ("'Things'", "things"),
            (LONG, "an unusually long label for a s"),
            ("thirty characters and no more: x", "things"),
            ("thirty characters and no more x y", "thirty characters and no more x"),
            ("Guide", "things"),
            ("veiledning", "things"),
            ("History", "things"),
            ("Waivers", "things"),
            ("=Things", "=Things"),
            ("Things & more", "Things & more"),
            ("It's things", "It's things"),
        ],
    )
    def test_a_sheet_has_a_name_that_excel_takes_and_the_reader_knows(
        self, loaded: Load, opened: Open, label: str, name: str
    ) -> None:
        policy = loaded(_pack("{a: text}", keys=f'plural_label: "{label}", '))
        assert opened(template(policy)).names[1] == name
        assert Headings(policy.records.values(), policy.languages).sheets.find(name) == ("thing",)

    def test_labels_that_begin_alike(self, loaded: Load, opened: Open) -> None:
        one, other = (f"{{plural_label: {LONG} {word}, fields: {{a: text}}}}" for word in ("one", "two"))
        policy = loaded(_pack("{a: text}").replace("records: {", f"records: {{one: {one}, other: {other}, "))
        assert opened(template(policy)).names[1:4] == ["ones", "others", "things"]

    def test_a_type_that_no_sheet_can_be_named_after(self, loaded: Load) -> None:
        long = "n" * 40
        text = _pack("{a: text}", record=f"{long}a").replace(
            "records: {", f"records: {{{long}b: {{fields: {{a: text}}}}, "
        )
        with pytest.raises(pc.InvalidCall) as caught:
            template(loaded(text))
        assert str(caught.value) == (
            f"no sheet can have the name of `{long}b`: give it a `plural_label` of at most 31 characters, unlike those of "
            "other record types"
        )

    def test_a_language_the_library_does_not_speak(self, loaded: Load, opened: Open) -> None:
        policy = loaded(_pack("{a: {type: date, label: Tag}}").replace("[en]", "[de]").replace("en:", "de:"))
        book = opened(template(policy))
        assert book.names == ["Guide", "things", "Waivers", "Assessments", "Lists"]
        assert book.headings("things") == ["id *", "Tag"]
        assert book.headings("Waivers")[0] == "Rule *"


def test_dates_that_excel_cannot_count(loaded: Load, opened: Open) -> None:
    policy = loaded(_pack("{a: {type: date, min: 1850-01-01, max: 1899-12-31}}"))
    check = opened(template(policy)).checks("things")["a"]
    assert (check["formula1"], check["formula2"]) == ("61", "61")
    assert date(1900, 3, 1).toordinal() - date(1899, 12, 30).toordinal() == 61

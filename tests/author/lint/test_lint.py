"""Silences, packs with faults, the packs that come with policycheck, and what the command prints."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from grants import FRAME, linted, told
from large import large

from policycheck.author.manuscript import manuscript
from policycheck.pack.shipped import shipped_packs

Write = Callable[..., Path]
Run = Callable[..., Any]

WEAK = 'rules:\n  - {id: added, clauses: ["2"], about: project, modality: should, require: budget > 5, message: "{title}: dyrt"}\n'
SILENCE = '  - {{id: {id}, of: {of}, because: {{nb: "Slik er det.", en: "So it is."}}}}\n'
WORDS_ALONE = (
    "in-force-expired",
    "message-without-value",
    "silence-without-weakness",
    "translation-equal",
    "translation-missing",
)
"""What is looked for where a file cannot be read to its end."""


def _silences(*pairs: tuple[str, str]) -> str:
    return "lint:\n" + "".join(SILENCE.format(id=id_, of=of) for id_, of in pairs)


class TestSilences:
    def test_a_weakness_is_silenced_at_one_place(self, write: Write) -> None:
        found = linted(write(more=WEAK, lint=_silences(("translation-missing", "added"))))
        assert [(one.weakness.id, one.weakness.of, one.silence.shape.because) for one in found.silenced] == [
            ("translation-missing", "added", {"nb": "Slik er det.", "en": "So it is."})
        ]
        assert [(one.id, one.of) for one in found.weaknesses] == [("rule-without-case", "added")]

    def test_one_that_silences_nothing(self, write: Write) -> None:
        pairs = (("rule-without-case", "added"), ("unused-field", "added"), ("translation-missing", "base"))
        found = linted(write(more=WEAK, lint=_silences(*pairs)))
        assert [one.weakness.id for one in found.silenced] == ["rule-without-case"]
        assert told(found) == [
            "lint.yaml:3 ‹added› `added` has no weakness `unused-field` [silence-without-weakness] added",
            "lint.yaml:4 ‹base› `base` has no weakness `translation-missing` [silence-without-weakness] base",
            'more.yaml:2 ‹"{title}: dyrt"› this `message` is one text for all languages [translation-missing] added',
        ]

    def test_an_unknown_weakness(self, write: Write) -> None:
        [found] = linted(write(lint=_silences(("unused-feild", "project.title")))).weaknesses
        assert (found.message, found.hint, found.span.text) == (
            "there is no weakness `unused-feild`",
            "did you mean `unused-field`?",
            "unused-feild",
        )

    def test_a_misspelt_item(self, write: Write) -> None:
        found = linted(write(more=WEAK, lint=_silences(("translation-missing", "addde")))).weaknesses[0]
        assert (found.id, found.of, found.hint, found.mend) == (
            "silence-without-weakness",
            "addde",
            "did you mean `added`?",
            (),
        )

    def test_the_same_twice(self, write: Write) -> None:
        found = linted(write(more=WEAK, lint=_silences(*[("translation-missing", "added")] * 2)))
        assert [(one.id, one.mend) for one in found.weaknesses] == [
            ("silence-without-weakness", ("lint", "translation-missing", "added")),
            ("rule-without-case", ()),
        ]
        assert told(found)[0] == (
            "lint.yaml:3 ‹added› `translation-missing` of `added` is silenced already [silence-without-weakness] added"
        )

    def test_no_part_of_the_meaning(self, write: Write) -> None:
        before = manuscript(write(more=WEAK)).policy
        after = manuscript(write(more=WEAK, lint=_silences(("unused-field", "x")))).policy
        assert before is not None
        assert after is not None
        assert before.digest == after.digest


class TestFaults:
    def test_what_the_words_alone_tell_is_told(self, write: Write) -> None:
        more = WEAK.replace("budget > 5", "budgett > 5") + _silences(
            ("unused-field", "x"), ("translation-missing", "added")
        )
        found = linted(write(more=more))
        assert [fault.message for fault in found.faults] == ["unknown name `budgett`"]
        assert found.weaknesses == ()
        assert [one.weakness.id for one in found.silenced] == ["translation-missing"]
        assert found.looked_for == (
            "clause-not-cited",
            "in-force-expired",
            "message-without-value",
            "parameter-differs",
            "silence-without-weakness",
            "translation-equal",
            "translation-missing",
        )

    @pytest.mark.parametrize("text", ["rules: [", 'rules:\n  - {id: x, "', "\t- x", "rules:\n- id: [}"])
    def test_half_written_files(self, write: Write, text: str) -> None:
        found = linted(write(more=text, other=WEAK))
        assert found.faults
        assert all(fault.span.source.name == "more.yaml" for fault in found.faults)
        assert [(one.id, one.of) for one in found.weaknesses] == [("translation-missing", "added")]
        assert found.looked_for == WORDS_ALONE

    @pytest.mark.parametrize(
        "text",
        [
            "rules: {a: b}",
            "rules: [a, [b], {}]",
            "lint: [a, {id: 1}, {id: [x], of: {}, because: }]",
            "records: {project: 5, visit: {fields: [x]}}",
            "derive: {project: [x], nothing: {a: b}}",
            "parameters: {p: {type: money, value: {}, clause: [x], values: [x]}}",
            "text: [{id: 3, force: indicative, nb: [x]}, {force: must}]",
            "policy: {id: [x]}",
            "judgements: [{id: x, facts: [a]}]",
        ],
    )
    def test_items_of_any_shape(self, write: Write, text: str) -> None:
        assert linted(write(more=text)).faults


@pytest.mark.parametrize("pack", sorted(shipped_packs()))
def test_a_shipped_pack_has_no_weakness_left(pack: str) -> None:
    found = linted(shipped_packs()[pack])
    assert (found.faults, told(found)) == ((), [])


def test_a_generated_pack_has_none(tmp_path: Path) -> None:
    found = linted(large(tmp_path / "large", 5))
    assert (found.faults, told(found), found.silenced) == ((), [], ())


class TestCommand:
    def test_nothing(self, run: Run, write: Write) -> None:
        found = run(write())
        assert (found.code, found.err) == (0, "")
        assert found.out == "grants 1: no faults; clauses 2, rules 1, judgements 0\n"

    def test_weaknesses(self, run: Run, write: Write) -> None:
        found = run(write(more=WEAK, lint=_silences(("rule-without-case", "added"))))
        assert (found.code, found.err) == (1, "")
        assert found.out == (
            "more.yaml:2:97: this `message` is one text for all languages [translation-missing]\n"
            '    - {id: added, clauses: ["2"], about: project, modality: should, require: budget > 5, message: "{title}: dyrt"}\n'
            f"  {' ' * 96}^^^^^^^^^^^^^^^\n"
            "  of: added\n"
            "  hint: write one a language: {nb: …, en: …}\n"
            "grants 1: no faults; weaknesses 1, silenced 1; clauses 2, rules 2, judgements 0\n"
            "what each weakness means, and how to silence one: docs/lint/<id>.md\n"
        )

    def test_faults(self, run: Run, write: Write) -> None:
        found = run(write(more=WEAK.replace("budget > 5", "budgett > 5")))
        assert found.code == 2
        assert found.err.startswith("more.yaml:2:76: unknown name `budgett`\n")
        assert found.out.startswith(
            "more.yaml:2:98: this `message` is one text for all languages [translation-missing]\n"
        )
        assert (
            "\nfaults 1, weaknesses 1, silenced 0; of the weaknesses, only those that the words alone tell were"
            in found.out
        )

    def test_a_half_written_file(self, run: Run, write: Write) -> None:
        pack = write(more=WEAK, lint=_silences(("clause-not-cited", "2")))
        (pack / "typing.yaml").write_text("rules: [", encoding="utf-8")
        found = run(pack)
        assert found.code == 2
        assert found.err.startswith("typing.yaml:1:8: the `[` that opens here is not closed\n")
        assert found.out == (
            "more.yaml:2:97: this `message` is one text for all languages [translation-missing]\n"
            '    - {id: added, clauses: ["2"], about: project, modality: should, require: budget > 5, message: "{title}: dyrt"}\n'
            f"  {' ' * 96}^^^^^^^^^^^^^^^\n"
            "  of: added\n"
            "  hint: write one a language: {nb: …, en: …}\n"
            "faults 1, weaknesses 1, silenced 0; only weaknesses that words alone tell were looked for, in the files that"
            " can be read to their end\n"
            "what each weakness means, and how to silence one: docs/lint/<id>.md\n"
        )

    def test_a_file_in_another_encoding(self, run: Run, write: Write) -> None:
        pack = write()
        (pack / "more.yaml").write_bytes(WEAK.replace("dyrt", "nå").encode("cp1252"))
        found = run(pack)
        assert found.code == 2
        assert "more.yaml:2:108: is not UTF-8: byte 0xE5 on line 2\n" in found.err
        assert "it looks like Windows-1252, where this byte is `å`" in found.err

    def test_hostile_text_is_shown_as_text(self, run: Run, write: Write) -> None:
        found = run(write(more=WEAK.replace("dyrt", "\\e[31mrødt \u202egal")))
        assert "\x1b" not in found.out + found.err
        assert "\u202e" not in found.out + found.err

    def test_json(self, run: Run, write: Write) -> None:
        found = run(write(more=WEAK, lint=_silences(("rule-without-case", "added"))), "--format", "json")
        assert (found.code, found.err) == (1, "")
        read = json.loads(found.out)
        assert (read["schema"], read["faults"], read["mended"]) == ("policycheck/lint/1", [], [])
        assert read["weaknesses"] == [
            {
                "id": "translation-missing",
                "of": "added",
                "message": "this `message` is one text for all languages",
                "file": "more.yaml",
                "line": 2,
                "column": 97,
                "hint": "write one a language: {nb: …, en: …}",
            }
        ]
        assert [(one["id"], one["of"], one["because"]["en"]) for one in read["silenced"]] == [
            ("rule-without-case", "added", "So it is.")
        ]

    def test_json_of_a_pack_with_faults(self, run: Run, write: Write) -> None:
        found = run(write(more="rules: ["), "--format", "json")
        assert found.code == 2
        read = json.loads(found.out)
        assert [(one["file"], one["line"], one["column"]) for one in read["faults"]] == [("more.yaml", 1, 8)]
        assert (read["weaknesses"], tuple(read["looked_for"])) == ([], WORDS_ALONE)

    def test_another_day(self, run: Run, write: Write) -> None:
        pack = write(frame=FRAME.replace("languages", "in_force: {until: 2030-01-01}, languages"))
        assert run(pack, "--today", "2029-12-31").code == 0
        assert run(pack, "--today", "2030-01-01").code == 1
        found = run(pack, "--today", "tomorrow")
        assert (found.code, found.err) == (2, "policycheck: --today: `tomorrow` is not a date: write 2026-11-01\n")

    def test_a_pack_that_is_not_there(self, run: Run) -> None:
        found = run("nowhere")
        assert (found.code, found.out) == (2, "")
        assert found.err.startswith("policycheck: there is no pack `nowhere`")

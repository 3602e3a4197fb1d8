"""The first sheet of a workbook: what it is for, how to fill it in, and how to have it checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from policycheck.author.template.choices import waivable
from policycheck.author.template.hints import EXAMPLE_DAY, written_day
from policycheck.author.template.plan import Plan, Sheet, tidy
from policycheck.author.template.styles import LINE, Styles, lines_of
from policycheck.language.rulebook import PORTFOLIO, FieldType, Judgement, Rule, Templates
from policycheck.wording import say

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

WIDTHS = (4, 34, 26, 52, 60)
"""Characters across of the columns; the first holds numbers."""
_DOTS = re.compile("…[….]+")
PROSE = 4
"""The first column that no text runs across."""
MOST_TEXT = 2_000
"""Characters of a cell; a longer text is cut."""
MOST_HEIGHT = 400
"""Points of a row."""


def write_guide(into: Worksheet, plan: Plan, styles: Styles, pack: str) -> None:
    """Writes the guide; `pack` is what the command line is to call the pack."""
    page = _Page(into, plan, styles)
    page.title()
    page.steps(pack)
    page.marks()
    page.sheets()
    page.decisions()


class _Page:
    """The sheet, written from top to bottom."""

    def __init__(self, into: Worksheet, plan: Plan, styles: Styles) -> None:
        self.into, self.plan, self.styles, self.row = into, plan, styles, 0
        into.hide_gridlines(2)
        into.set_paper(9)
        into.set_landscape()
        into.fit_to_pages(1, 0)
        into.set_footer("&L&A&R&P / &N")
        for at, width in enumerate(WIDTHS):
            into.set_column(at, at, width)

    def say(self, key: str, *words: object) -> str:
        """A sentence of the library in the workbook's language."""
        return say(key, self.plan.language, *words)

    def title(self) -> None:
        """The policy's title, version and issuer, and what the workbook is for."""
        rulebook = self.plan.rulebook
        self._across(self.plan.label(rulebook.title, rulebook.id), self.styles.title, LINE * 2, first=0)
        about = [self.say("guide_version", tidy(rulebook.version))]
        if rulebook.issuer:
            about.append(self.say("guide_issuer", self.plan.label(rulebook.issuer, "")))
        self._across(" · ".join(about), self.styles.text, first=0)
        self._across(self.say("guide_about"), self.styles.text, first=0)

    def steps(self, pack: str) -> None:
        """What to do, one step after the other; the last is the command."""
        self._heading(self.say("guide_steps"))
        currency = self.plan.rulebook.currency
        day = written_day(EXAMPLE_DAY, self.plan.language)
        steps = [self.say(f"guide_step_{name}") for name in ("rows", "keys", "lists")]
        steps.append(
            self.say("guide_step_values", day) + (self.say("guide_step_currency", currency) if currency else "")
        )
        steps += [self.say(f"guide_step_{name}") for name in ("blank", "help", "check")]
        for number, step in enumerate(steps, 1):
            self.into.write_number(self.row, 0, number, self.styles.number)
            self._across(step, self.styles.text)
        self._across(command(pack, self.say("guide_file")), self.styles.command)

    def marks(self) -> None:
        """What the colours of headings mean."""
        self._heading(self.say("guide_marks"))
        heading = self.say("guide_mark_heading")
        for title, style, words in (
            (f"{heading} *", self.styles.must, self.say("guide_mark_must")),
            (heading, self.styles.optional, self.say("guide_mark_optional")),
        ):
            self.into.write_string(self.row, 1, title, style)
            self._across(words, self.styles.text, first=2)

    def sheets(self) -> None:
        """The sheets with links to each."""
        self._heading(self.say("guide_sheets"))
        self._titles("guide_sheet", "guide_one_row", "guide_refers")
        for sheet in self.plan.sheets:
            one = self.plan.label(sheet.type.label, sheet.type.name)
            one = self.say("guide_only_row", one) if sheet.type.name == PORTFOLIO else one
            self._cells([one, ", ".join(self._targets(sheet)) or "–"], first=2)
            address = f"internal:'{sheet.name.replace(chr(39), chr(39) * 2)}'!A1"
            self.into.write_url(self.row - 1, 1, address, self.styles.link, sheet.name)

    def decisions(self) -> None:
        """How waivers and assessments are recorded, and what they may name."""
        rulebook, sheet = self.plan.rulebook, self.plan.sheet
        families = waivable(rulebook)
        if families:
            self._heading(self.say("guide_waivers"))
            self._across(self.say("guide_waiver", sheet["waiver"].name), self.styles.text)
            self._titles("guide_rule", "guide_applies_to", "guide_sentence", "guide_breach")
            for rule, names in families:
                self._item("\n".join(names), rule, rule.message)
        if rulebook.judgements:
            self._heading(self.say("guide_assessments"))
            self._across(self.say("guide_assessment", sheet["assessment"].name), self.styles.text)
            self._titles("guide_judgement", "guide_applies_to", "guide_sentence", "guide_question")
            for judgement in rulebook.judgements:
                self._item(judgement.id, judgement, judgement.question)

    def _item(self, names: str, item: Rule | Judgement, words: Templates | None) -> None:
        """A rule or a judgement, with the sentence it rests on and the words that reports have for it."""
        about = self.plan.rulebook.records[item.about]
        sentences = [self.plan.label(self.plan.rulebook.clauses[clause].text, clause) for clause in item.clauses]
        told = self._template(words) if words else ""
        self._cells([names, self.plan.label(about.label, about.name), " ".join(sentences), told])

    def _template(self, words: Templates) -> str:
        """The words of a message, with dots for what depends on the record."""
        template = words.get(self.plan.language) or words["*"]
        return _DOTS.sub("…", tidy("".join(part if isinstance(part, str) else "…" for part in template.parts)))

    def _targets(self, sheet: Sheet) -> list[str]:
        """The sheets that a sheet refers to."""
        records = [_reference(column.field) for column in sheet.columns]
        return list(dict.fromkeys(self.plan.sheet[name].name for name in records if name in self.plan.sheet))

    def _heading(self, words: str) -> None:
        self.row += 1
        for column in range(1, PROSE):
            self.into.write_blank(self.row, column, None, self.styles.heading)
        self.into.set_row(self.row, LINE * 1.4)
        self.into.write_string(self.row, 1, words, self.styles.heading)
        self.row += 1

    def _titles(self, *keys: str) -> None:
        for at, key in enumerate(keys, 1):
            self.into.write_string(self.row, at, self.say(key), self.styles.optional)
        self.row += 1

    def _cells(self, texts: Sequence[str], first: int = 1) -> None:
        """A row of a table."""
        texts = [_cut(text) for text in texts]
        for at, text in enumerate(texts, first):
            self.into.write_string(self.row, at, text, self.styles.row)
        self._height(max(lines_of(text, WIDTHS[at]) for at, text in enumerate(texts, first)))

    def _across(self, text: str, style: Format, height: float = LINE, first: int = 1) -> None:
        """A text over the columns from one to the last."""
        text = _cut(text)
        self.into.merge_range(self.row, first, self.row, PROSE - 1, "", style)
        self.into.write_string(self.row, first, text, style)
        self._height(lines_of(text, sum(WIDTHS[first:PROSE])), height)

    def _height(self, lines: int, line: float = LINE) -> None:
        self.into.set_row(self.row, min(line * lines + 3, MOST_HEIGHT))
        self.row += 1


def _cut(text: str) -> str:
    return text if len(text) <= MOST_TEXT else f"{text[: MOST_TEXT - 1]}…"


def _reference(field: FieldType) -> str:
    return (field.element or field).type.record


def command(pack: str, file: str) -> str:
    """The command that checks a workbook, its words in quotes where they need them."""
    return " ".join(["policycheck", "check", *(_word(word) for word in (pack, file))])


def _word(text: str) -> str:
    return text if text and all(c.isalnum() or c in "-_./:\\~" for c in text) else f'"{text}"'

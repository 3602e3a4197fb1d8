"""The report and explanations as people read them in a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from policycheck.language.rulebook import PORTFOLIO
from policycheck.language.texts import in_language
from policycheck.records.read import WAIVER
from policycheck.report.explain import Explanation, Step
from policycheck.report.finding import Finding
from policycheck.report.report import STATUSES, Report
from policycheck.report.speech import day
from policycheck.wording import say

STYLES = {
    "violated": ("✗", "bold red"),
    "advised": ("!", "yellow"),
    "undetermined": ("?", "magenta"),
    "needs_judgement": ("◆", "blue"),
    "waived": ("–", "dim"),
    "excepted": ("–", "dim"),
    "option": ("+", "cyan"),
}
"""The mark and the style of each kind of finding, worst first."""
STATUS_STYLES = {
    "non_compliant": "bold red",
    "incomplete": "bold magenta",
    "needs_judgement": "bold blue",
    "compliant": "bold green",
    "nothing_judged": "bold magenta",
}


class View:
    """One report in one language."""

    def __init__(self, report: Report, language: str) -> None:
        self.report, self.language = report, language
        self.rulebook, self.speech = report.rulebook, report.teller.speech

    def parts(self, every: bool = False) -> Iterable[RenderableType]:
        """The view from top to bottom; the status comes last, where the eye rests."""
        title = in_language(self.rulebook.title, self.language)
        yield _line(self.say("as_of", title, self.rulebook.version, day(self.report.today, self.language)), "bold")
        yield Text()
        yield from self._subjects()
        yield from self._section("what_is_missing", self._missing())
        yield from self._section("what_to_judge", self._judgements())
        yield from self._section("input_faults", self._faults())
        yield from self._section("assumptions", self._assumptions())
        yield from self._section("notes", (_line(f"• {note.text(self.language)}") for note in self.report.notes))
        if every:
            yield from self._section("all_outcomes", [self._outcomes()])
        yield from self._summary()

    def say(self, key: str, *words: object) -> str:
        """A sentence of the library in the view's language."""
        return say(key, self.language, *words)

    def name(self, type_: str, key: str) -> str:
        """What people call a record: its type, its key, and its title where that is another."""
        if type_ == PORTFOLIO:
            return self.say("portfolio")
        title = self.speech.title(type_, key)
        label = in_language(self.rulebook.types[type_].label, self.language, type_)
        return f"{label} {key}" + (f" {self.say('quoted', title)}" if title != key else "")

    def _section(self, key: str, parts: Iterable[RenderableType]) -> Iterable[RenderableType]:
        shown = list(parts)
        if shown:
            yield _line(self.say(key), "bold underline")
            yield from (_indented(part) for part in shown)
            yield Text()

    def _subjects(self) -> Iterable[RenderableType]:
        """The findings by record, the worst record first and in it the worst finding."""
        found: dict[tuple[str, str], list[Finding]] = {}
        for finding in self.report.findings:
            if finding.outcome != "needs_judgement":
                found.setdefault((finding.type, finding.subject), []).append(finding)
        status = {(subject.type, subject.key): subject.status for subject in self.report.subjects}
        for at in sorted(found, key=lambda at: (STATUSES.index(status[at]), at)):
            heading = _line(self.name(*at), "bold")
            heading.append(" — ").append(self.say(status[at]), STATUS_STYLES[status[at]])
            yield heading
            for finding in sorted(found[at], key=lambda one: (list(STYLES).index(kind(one)), one.rule)):
                yield _indented(self._finding(finding))
            yield Text()

    def _finding(self, finding: Finding) -> RenderableType:
        mark, style = STYLES[kind(finding)]
        head = Text()
        head.append(f"{mark} {self.say(kind(finding))}", style).append(f"  {finding.rule}")
        lines: list[RenderableType] = [head, _indented(_line(finding.message[self.language])), *self._sentences(finding)]
        if finding.remedy and finding.outcome != "waived":
            lines.append(_indented(_line(f"→ {finding.remedy[self.language]}", "italic")))
        lines += [_indented(_line(f"+ {texts[self.language]}", "cyan")) for _, texts in finding.recommendations]
        if finding.waiver:
            lines.append(_indented(_line(self._waiver(finding), "dim")))
        return Group(*lines)

    def _sentences(self, finding: Finding) -> Iterable[RenderableType]:
        """The sentences that a finding rests on."""
        for name in finding.clauses:
            sentence = in_language(self.rulebook.clauses[name].text, self.language)
            yield _indented(_line(f"[{name}] {sentence}", "dim"))

    def _waiver(self, finding: Finding) -> str:
        waiver = finding.waiver or {}
        fields = WAIVER.fields
        ends = [
            self.speech.value(finding.waiver_row[WAIVER.column[name]], fields[name].type, self.language)
            for name in ("granted_on", "expires_on")
        ]
        by, reason = waiver["granted_by"] or self.say("somebody"), waiver["reason"] or self.say("no_reason")
        return self.say("waived_by", by, *ends, reason)

    def _missing(self) -> Iterable[RenderableType]:
        """Each missing input once, with the rules that need it."""
        needed: dict[tuple[str, str, str], list[Finding]] = {}
        for finding in self.report.findings:
            for found in finding.missing:
                needed.setdefault(found, []).append(finding)
        for found, findings in sorted(needed.items()):
            type_, key, _ = found
            name = "" if type_ == "parameter" else f"{self.name(type_, key)}: "
            text = _line(f"• {name}{self.report.teller.input_name(found, self.language)}")
            text.append(f"  ({self.say('needed_for', ', '.join(dict.fromkeys(one.rule for one in findings)))})", "dim")
            yield text

    def _judgements(self) -> Iterable[RenderableType]:
        for finding in self.report.findings:
            if finding.outcome == "needs_judgement":
                text = _line(f"◆ {self.name(finding.type, finding.subject)}: {finding.message[self.language]}")
                text.append(f"  {finding.rule}", "dim")
                lines: list[RenderableType] = [text, *self._sentences(finding)]
                facts = "; ".join(f"{name} {value}" for name, value in finding.fact_texts(self.language).items())
                if facts:
                    lines.append(_indented(_line(self.say("facts", facts), "dim")))
                if finding.remedy:
                    lines.append(_indented(_line(f"→ {finding.remedy[self.language]}", "italic")))
                yield Group(*lines)

    def _faults(self) -> Iterable[RenderableType]:
        for fault in self.report.input_faults:
            place = fault.place
            words = [place.file, place.sheet, self.say("row", place.row) if place.row and place.file else None, fault.type, fault.key, fault.column]
            value = f"{self.say('quoted', fault.value)} " if fault.value is not None else ""
            yield _line(f"• {' · '.join(word for word in words if word)}: {value}{fault.text(self.language)}")

    def _assumptions(self) -> Iterable[RenderableType]:
        used = {name for finding in self.report.findings for name in finding.assumptions}
        for name, parameter in self.rulebook.parameters.items():
            if name in used:
                value = self.speech.value(self.report.teller.facts.parameters[name], parameter.type, self.language, parameter.kind.labels)
                text = _line(f"• {name} = {value}: {in_language(parameter.assumption, self.language)}")
                yield text.append(f"  [{parameter.clause}]", "dim") if parameter.clause else text

    def _outcomes(self) -> RenderableType:
        table = Table(box=None, pad_edge=False)
        for column in ("type", "subject", "rule", "outcome"):
            table.add_column(column, overflow="fold")
        for one in self.report.outcomes:
            table.add_row(one.type, clean(one.subject), Text(one.rule), one.outcome)
        return table

    def _summary(self) -> Iterable[RenderableType]:
        counts = self.report.counts
        label = {name: in_language(self.rulebook.types[name].label, self.language, name).lower() for name in counts["records"]}
        if counts["records"]:
            yield _line(self.say("records_judged", ", ".join(f"{label[name]} {n}" for name, n in counts["records"].items())))
            yield _line(self.say("outcomes_found", ", ".join(f"{self.say('option' if name == 'recommended' else name)} {n}" for name, n in counts["outcomes"].items())))
        status = _line(f"{self.say('status')}: ", "bold")
        yield status.append(self.say(self.report.status), STATUS_STYLES[self.report.status])


def kind(finding: Finding) -> str:
    """Under which heading a finding stands: a breach of a should is a recommendation."""
    if finding.outcome == "violated" and finding.modality == "should":
        return "advised"
    return "option" if finding.outcome == "recommended" else finding.outcome


def print_report(report: Report, console: Console, language: str, every: bool = False) -> None:
    """Prints a report."""
    for part in View(report, language).parts(every):
        console.print(part)


def print_explanation(explanation: Explanation, report: Report, console: Console, language: str) -> None:
    """Prints why an outcome."""
    view, item = View(report, language), explanation.item
    console.print(_line(f"{item.id} — {view.name(item.about, explanation.subject)}", "bold"))
    for name, sentence in explanation.sentences:
        console.print(_indented(_line(f"[{name}] {sentence}", "italic")))
    for key, step in explanation.sections:
        tree = Tree(_line(view.say(key), "bold"))
        _grow(tree, step)
        console.print(tree)
    for type_, missing_key, field in explanation.missing:
        label = report.teller.input_name((type_, missing_key, field), language)
        where = "" if type_ == "parameter" else f"{view.name(type_, missing_key)}: "
        console.print(_line(f"  ← {view.say('missing_input', where + label)}", "magenta"))
    if explanation.outcome is None:
        console.print(_line(view.say("not_in_force", day(report.today, language)), "bold"))
    else:
        name = "option" if explanation.outcome == "recommended" else explanation.outcome
        console.print(_line(f"{view.say('outcome')}: {view.say(name)}", "bold"))


def _grow(tree: Tree, step: Step) -> None:
    """Adds a step and all below it."""
    marks = {True: ("✓", "green"), False: ("✗", "red"), None: ("?", "magenta")}
    line = Text()
    if step.condition:
        mark, style = marks[step.truth]
        line.append(f"{mark} ", style)
    line.append(clean(step.text))
    if step.value:
        line.append(" = ", "dim").append(clean(step.value), "magenta" if step.missing else "bold")
    branch = tree.add(line)
    for part in step.parts:
        _grow(branch, part)


def clean(text: str) -> str:
    """A text without characters that would steer a terminal."""
    return "".join(c if c.isprintable() or c in _HARMLESS else "\N{REPLACEMENT CHARACTER}" for c in text)


_HARMLESS = "\n\u00a0\u202f\u2009"
"""A line's end, and the spaces that stand between the digits of a number."""


def _indented(part: RenderableType) -> RenderableType:
    return Padding(part, (0, 0, 0, 2), expand=False)


def _line(text: str, style: str = "") -> Text:
    return Text(clean(text), style)

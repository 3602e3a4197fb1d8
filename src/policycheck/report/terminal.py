"""The report and explanations as people read them in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO, TextIOWrapper

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment
from rich.text import Text
from rich.tree import Tree

from policycheck.language.rulebook import PORTFOLIO
from policycheck.language.texts import in_language
from policycheck.records.built_in import WAIVER
from policycheck.records.tables import Row
from policycheck.report.explain import Explanation, Step
from policycheck.report.finding import Finding
from policycheck.report.harmless import clean
from policycheck.report.line import line
from policycheck.report.missing import Input
from policycheck.report.outcomes import STATUSES
from policycheck.report.report import Report
from policycheck.report.speech import day
from policycheck.version import __version__
from policycheck.wording import say

WIDTH = 100
MOST_DIGEST = 12
"""Digits of the policy's digest that are shown: enough to tell one version from another."""
"""Columns of a page, where no terminal says how many there are."""
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
        yield line(self.say("as_of", title, self.rulebook.version, day(self.report.today, self.language)), "bold")
        yield Text()
        yield from self._subjects()
        yield from self._section("what_is_missing", self._missing())
        yield from self._section("what_to_judge", self._judgements())
        yield from self._section("input_faults", self._faults())
        yield from self._section("assumptions", self._assumptions())
        yield from self._section(
            "notes", (_Indented(line(note.text(self.language)), "• ") for note in self.report.notes)
        )
        if every:
            yield from self._section("all_outcomes", self._outcomes())
        yield from self._summary()

    def say(self, key: str, *words: object) -> str:
        """A sentence of the library in the view's language."""
        return say(key, self.language, *words)

    def name(self, type_: str, key: str) -> str:
        """What people call a record: its type, its key, and its title where that is another."""
        if type_ == PORTFOLIO:
            return self.say("portfolio")
        title = self.speech.title(type_, key, self.language)
        label = in_language(self.rulebook.types[type_].label, self.language, type_)
        return f"{label} {key}" + (f" {self.say('quoted', title)}" if title != key else "")

    def _section(self, key: str, parts: Iterable[RenderableType]) -> Iterable[RenderableType]:
        shown = list(parts)
        if shown:
            yield line(self.say(key), "bold underline")
            yield from (_Indented(part) for part in shown)
            yield Text()

    def _subjects(self) -> Iterable[RenderableType]:
        """The findings by record, the worst record first and in it the worst finding."""
        for subject in sorted(self.report.subjects, key=lambda one: STATUSES.index(one.status)):
            findings = self.report.findings_of.get((subject.type, subject.key), ())
            shown = [finding for finding in findings if finding.outcome != "needs_judgement"]
            if shown:
                heading = line(self.name(subject.type, subject.key), "bold")
                yield heading.append(" — ").append(self.say(subject.status), STATUS_STYLES[subject.status])
                for finding in sorted(shown, key=lambda one: (list(STYLES).index(kind(one)), one.rule)):
                    yield _Indented(self._finding(finding))
                yield Text()

    def _finding(self, finding: Finding) -> RenderableType:
        mark, style = STYLES[kind(finding)]
        head = Text()
        head.append(f"{mark} {self.say(kind(finding))}", style).append(f"  {finding.rule}")
        lines: list[RenderableType] = [
            head,
            _Indented(line(finding.message[self.language])),
            *self._sentences(finding),
        ]
        if finding.remedy and finding.outcome != "waived":
            lines.append(_Indented(line(f"→ {finding.remedy[self.language]}", "italic")))
        lines += [_Indented(line(f"+ {texts[self.language]}", "cyan")) for _, texts in finding.recommendations]
        if finding.outcome == "waived" and finding.decision is not None:
            lines.append(_Indented(line(self._waiver(finding.decision), "dim")))
        return Group(*lines)

    def _sentences(self, finding: Finding) -> Iterable[RenderableType]:
        """The sentences that a finding rests on."""
        for name in finding.clauses:
            sentence = in_language(self.rulebook.clauses[name].text, self.language)
            yield _Indented(line(f"[{name}] {sentence}", "dim"))

    def _waiver(self, waiver: Row) -> str:
        """By whom, for how long and why a breach is set aside."""
        by, since, until, reason = (
            None if value is None else self.speech.value(value, WAIVER.fields[name].type, self.language)
            for name in ("granted_by", "granted_on", "expires_on", "reason")
            for value in [waiver[WAIVER.column[name]]]
        )
        return self.say("waived_by", by or self.say("somebody"), since, until, reason or self.say("no_reason"))

    def _missing(self) -> Iterable[RenderableType]:
        """Each missing input once, with the rules that need it."""
        needed: dict[Input, list[Finding]] = {}
        for finding in self.report.findings:
            for found in finding.missing:
                needed.setdefault(found, []).append(finding)
        for found, findings in sorted(needed.items()):
            name = "" if found.type == "parameter" else f"{self.name(found.type, found.key)}: "
            text = line(f"{name}{self.report.teller.input_name(found, self.language)}")
            text.append(f"  ({self.say('needed_for', ', '.join(dict.fromkeys(one.rule for one in findings)))})", "dim")
            yield _Indented(text, "• ")
            how = self.report.teller.input_help(found, self.language)
            if how:
                yield _Indented(_Indented(line(how, "dim")))

    def _judgements(self) -> Iterable[RenderableType]:
        for finding in self.report.findings:
            if finding.outcome == "needs_judgement":
                text = line(f"{self.name(finding.type, finding.subject)}: {finding.message[self.language]}")
                text.append(f"  {finding.rule}", "dim")
                lines: list[RenderableType] = [_Indented(text, "◆ "), *self._sentences(finding)]
                facts = "; ".join(f"{name}: {value}" for name, value in finding.fact_texts(self.language))
                if facts:
                    lines.append(_Indented(line(self.say("facts", facts), "dim")))
                if finding.remedy:
                    lines.append(_Indented(line(f"→ {finding.remedy[self.language]}", "italic")))
                yield Group(*lines)

    def _faults(self) -> Iterable[RenderableType]:
        for fault in self.report.input_faults:
            yield _Indented(line(self.report.teller.input_fault(fault, self.language)), "• ")

    def _assumptions(self) -> Iterable[RenderableType]:
        used = {name for finding in self.report.findings for name in finding.assumptions}
        for name, parameter in self.rulebook.parameters.items():
            if name in used:
                given = self.report.teller.facts.parameters[name]
                value = self.speech.value(given, parameter.type, self.language, parameter.kind.labels)
                own, said = parameter.at(self.report.today), f"{name} = {value}: "
                if given != own:
                    own_value = self.speech.value(own, parameter.type, self.language, parameter.kind.labels)
                    said = f"{name} = {value}, {self.say('set_here', own_value)}: "
                text = line(f"{said}{in_language(parameter.assumption, self.language)}")
                if parameter.clause:
                    text.append(f"  [{parameter.clause}]", "dim")
                yield _Indented(text, "• ")

    def _outcomes(self) -> Iterable[RenderableType]:
        for subject in self.report.subjects:
            outcomes = self.report.for_(subject.type, subject.key).outcomes
            if outcomes:
                yield line(self.name(subject.type, subject.key))
                yield from (_Indented(line(f"{one.rule}: {self.outcome(one.outcome)}")) for one in outcomes)

    def outcome(self, name: str) -> str:
        """What people call an outcome."""
        return self.say("option" if name == "recommended" else name)

    def _summary(self) -> Iterable[RenderableType]:
        counts = self.report.counts
        if counts["records"]:
            label = {name: in_language(type_.label, self.language, name) for name, type_ in self.rulebook.types.items()}
            records = ", ".join(f"{label[name].lower()} {count}" for name, count in counts["records"].items())
            outcomes = ", ".join(f"{self.outcome(name)} {count}" for name, count in counts["outcomes"].items())
            yield line(self.say("records_judged", records))
            if outcomes:
                yield line(self.say("outcomes_found", outcomes))
        digest = self.rulebook.digest.removeprefix("sha256:")[:MOST_DIGEST]
        yield line(self.say("judged_by", self.rulebook.id, self.rulebook.version, digest, __version__), "dim")
        status = line(f"{self.say('status')}: ", "bold")
        yield status.append(self.say(self.report.status), STATUS_STYLES[self.report.status])


def kind(finding: Finding) -> str:
    """Under which heading a finding stands: a breach of a should is a recommendation."""
    if finding.outcome == "violated" and finding.modality == "should":
        return "advised"
    return "option" if finding.outcome == "recommended" else finding.outcome


def report_view(report: Report, language: str, every: bool = False) -> Iterator[RenderableType]:
    """A report from top to bottom; `every` lists every outcome too."""
    yield from View(report, language).parts(every)


def explanation_view(explanation: Explanation, report: Report, language: str) -> Iterator[RenderableType]:
    """Why an outcome, from top to bottom."""
    view, item = View(report, language), explanation.item
    yield line(f"{item.id} — {view.name(item.about, explanation.subject)}", "bold")
    for name, sentence in explanation.sentences:
        yield _Indented(line(f"[{name}] {sentence}", "italic"))
    for key, step in explanation.sections:
        tree = Tree(line(view.say(key), "bold"))
        _grow(tree, step)
        yield tree
    for found in explanation.missing:
        label = report.teller.input_name(found, language)
        where = "" if found.type == "parameter" else f"{view.name(found.type, found.key)}: "
        yield line(f"  ← {view.say('missing_input', where + label)}", "magenta")
    if explanation.outcome is None:
        yield line(view.say("not_in_force", day(report.today, language)), "bold")
    else:
        yield line(f"{view.say('outcome')}: {view.outcome(explanation.outcome)}", "bold")


def page(parts: Iterable[RenderableType], encoding: str = "utf-8") -> str:
    """A view as plain text for a file or a pipe, in characters that the encoding has."""
    into = BytesIO()
    file = TextIOWrapper(into, encoding=encoding, errors="replace", newline="\n", write_through=True)
    console = Console(file=file, width=WIDTH, highlight=False, color_system=None, force_terminal=False)
    for part in parts:
        console.print(part)
    lines = into.getvalue().decode(encoding).split("\n")
    return "\n".join(one.rstrip() for one in lines)


def _grow(tree: Tree, step: Step) -> None:
    """Adds a step and all below it."""
    marks = {True: ("✓", "green"), False: ("✗", "red"), None: ("?", "magenta")}
    grown = line("")
    if step.condition:
        mark, style = marks[step.truth]
        grown.append(f"{mark} ", style)
    grown.append(clean(step.text))
    if step.value:
        grown.append(" = ", "dim").append(clean(step.value), "magenta" if step.missing else "bold")
    branch = tree.add(grown)
    for part in step.parts:
        _grow(branch, part)


class _Indented:
    """A part two columns further in, with a mark where it begins; unlike rich's padding it does not measure what is
    within again and again."""

    def __init__(self, part: RenderableType, mark: str = "  ") -> None:
        self.part, self.mark = part, mark

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        within = options.update_width(max(1, options.max_width - 2))
        for at, segments in enumerate(console.render_lines(self.part, within, pad=False)):
            yield Segment("  " if at else self.mark)
            yield from segments
            yield Segment.line()

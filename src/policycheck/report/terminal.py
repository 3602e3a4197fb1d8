"""The report as people read it in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO, TextIOWrapper

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment
from rich.text import Text

from policycheck.language.texts import in_language
from policycheck.report.finding import Finding
from policycheck.report.kinds import MARKS, RANK, kind
from policycheck.report.line import line
from policycheck.report.report import Report
from policycheck.report.speech import day
from policycheck.report.subject import worst_first
from policycheck.report.telling import Telling, lacking
from policycheck.version import __version__

WIDTH = 100
"""Columns of a page, where no terminal says how many there are."""
MOST_DIGEST = 12
"""Digits of the policy's digest that are shown: enough to tell one version from another."""
STYLES = {
    "violated": "bold red",
    "advised": "yellow",
    "undetermined": "magenta",
    "needs_judgement": "blue",
    "waived": "dim",
    "excepted": "dim",
    "option": "cyan",
}
"""The style of each kind of finding."""
STATUS_STYLES = {
    "non_compliant": "bold red",
    "incomplete": "bold magenta",
    "needs_judgement": "bold blue",
    "compliant": "bold green",
    "nothing_judged": "bold magenta",
}


class View(Telling):
    """One report in one language, line by line."""

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

    def _section(self, key: str, parts: Iterable[RenderableType]) -> Iterable[RenderableType]:
        shown = list(parts)
        if shown:
            yield line(self.say(key), "bold underline")
            yield from (_Indented(part) for part in shown)
            yield Text()

    def _subjects(self) -> Iterable[RenderableType]:
        """The findings by record, the worst record first and in it the worst finding."""
        for subject in worst_first(self.report.subjects):
            findings = self.report.findings_of.get((subject.type, subject.key), ())
            shown = [finding for finding in findings if finding.outcome != "needs_judgement"]
            if shown:
                heading = line(self.name(subject.type, subject.key), "bold")
                yield heading.append(" — ").append(self.say(subject.status), STATUS_STYLES[subject.status])
                for finding in sorted(shown, key=lambda one: (RANK[kind(one)], one.rule)):
                    yield _Indented(self._finding(finding))
                yield Text()

    def _finding(self, finding: Finding) -> RenderableType:
        style = STYLES[kind(finding)]
        head = Text()
        head.append(f"{MARKS[kind(finding)]} {self.say(kind(finding))}", style).append(f"  {finding.rule}")
        lines: list[RenderableType] = [
            head,
            _Indented(line(finding.message[self.language])),
            *self._sentences(finding),
        ]
        if finding.remedy and finding.outcome != "waived":
            lines.append(_Indented(line(f"→ {finding.remedy[self.language]}", "italic")))
        lines += [_Indented(line(f"+ {texts[self.language]}", "cyan")) for _, texts in finding.recommendations]
        if finding.outcome == "waived" and finding.decision is not None:
            lines.append(_Indented(line(self.waiver(finding.decision), "dim")))
        return Group(*lines)

    def _sentences(self, finding: Finding) -> Iterable[RenderableType]:
        """The sentences that a finding rests on."""
        for name in finding.clauses:
            sentence = in_language(self.rulebook.clauses[name].text, self.language)
            yield _Indented(line(f"[{name}] {sentence}", "dim"))

    def _missing(self) -> Iterable[RenderableType]:
        """Each missing input once, with the rules that need it."""
        for found, rules in lacking(self.report.findings):
            name = "" if found.type == "parameter" else f"{self.name(found.type, found.key)}: "
            text = line(f"{name}{self.report.teller.input_name(found, self.language)}")
            text.append(f"  ({self.say('needed_for', ', '.join(rules))})", "dim")
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
        for name in self.rulebook.parameters:
            if name in used:
                one = self.assumption(name)
                set_here = "" if one.own is None else f", {self.say('set_here', one.own)}"
                text = line(f"{name} = {one.value}{set_here}: {one.text}")
                if one.clause:
                    text.append(f"  [{one.clause}]", "dim")
                yield _Indented(text, "• ")

    def _outcomes(self) -> Iterable[RenderableType]:
        for subject in self.report.subjects:
            outcomes = self.report.for_(subject.type, subject.key).outcomes
            if outcomes:
                yield line(self.name(subject.type, subject.key))
                yield from (_Indented(line(f"{one.rule}: {self.outcome(one.outcome)}")) for one in outcomes)

    def _summary(self) -> Iterable[RenderableType]:
        counts = self.report.counts
        if counts["records"]:
            records = ", ".join(f"{self.type(name)} {count}" for name, count in counts["records"].items())
            outcomes = ", ".join(f"{self.outcome(name)} {count}" for name, count in counts["outcomes"].items())
            yield line(self.say("records_judged", records))
            if outcomes:
                yield line(self.say("outcomes_found", outcomes))
        digest = self.rulebook.digest.removeprefix("sha256:")[:MOST_DIGEST]
        yield line(self.say("judged_by", self.rulebook.id, self.rulebook.version, digest, __version__), "dim")
        status = line(f"{self.say('status')}: ", "bold")
        yield status.append(self.say(self.report.status), STATUS_STYLES[self.report.status])


def report_view(report: Report, language: str, every: bool = False) -> Iterator[RenderableType]:
    """A report from top to bottom; `every` lists every outcome too."""
    yield from View(report, language).parts(every)


def page(parts: Iterable[RenderableType], encoding: str = "utf-8") -> str:
    """A view as plain text for a file or a pipe, in characters that the encoding has."""
    into = BytesIO()
    file = TextIOWrapper(into, encoding=encoding, errors="replace", newline="\n", write_through=True)
    console = Console(file=file, width=WIDTH, highlight=False, color_system=None, force_terminal=False)
    for part in parts:
        console.print(part)
    lines = into.getvalue().decode(encoding).split("\n")
    return "\n".join(one.rstrip() for one in lines)


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

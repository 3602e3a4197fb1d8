"""Records by rules: what became of each rule for each record, those that stand worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator

from policycheck.language.rulebook import PORTFOLIO, Judgement, Rule
from policycheck.language.texts import in_language
from policycheck.report.finding import Finding
from policycheck.report.kinds import MARKS, QUIET, kind_of
from policycheck.report.outcomes import STATUSES
from policycheck.report.page.cards import anchor
from policycheck.report.page.parts import Cell, Line, Matrix
from policycheck.report.page.speaker import Speaker
from policycheck.report.subject import SubjectStatus, worst_first

MOST_LINES = 200
"""Records of a type that are shown, where not all are asked for."""


def matrices(speaker: Speaker, told: Container[str], every: bool) -> Iterator[Matrix]:
    """A matrix for each type of record that rules are about, the type that stands worst first.

    `told` are the ids of findings that stand on the page.
    """
    report, rulebook = speaker.report, speaker.rulebook
    subjects: dict[str, list[SubjectStatus]] = {}
    for subject in worst_first(report.subjects):
        subjects.setdefault(subject.type, []).append(subject)
    found = Counter(type_ for type_, _ in report.findings_of)
    for about in sorted(subjects, key=lambda one: (STATUSES.index(subjects[one][0].status), -found[one])):
        if about in rulebook.items:
            outcomes = _Outcomes(speaker, told, [item for item in rulebook.every_item if item.about == about])
            yield outcomes.matrix(about, subjects[about][: None if every else MOST_LINES], len(subjects[about]))


def legend(speaker: Speaker) -> list[Cell]:
    """What the marks of a matrix mean; two that look alike are told together."""
    words: dict[str, list[str]] = {}
    kinds: dict[str, str] = {}
    for name, mark in {**MARKS, **QUIET}.items():
        words.setdefault(mark, []).append(speaker.word(name))
        kinds.setdefault(mark, name)
    return [Cell(kinds[mark], mark, ", ".join(named), "") for mark, named in words.items()]


class _Outcomes:
    """The outcomes for the records of one type."""

    def __init__(self, speaker: Speaker, told: Container[str], items: list[Rule | Judgement]) -> None:
        self.speaker, self.told, self.items = speaker, told, items
        self.cells = {name: Cell(name, mark, speaker.word(name), "") for name, mark in {**MARKS, **QUIET}.items()}

    def matrix(self, about: str, shown: list[SubjectStatus], known: int) -> Matrix:
        """The records shown, by the rules that are in force."""
        speaker, report = self.speaker, self.speaker.report
        outcomes = [{one.rule: one.outcome for one in report.outcomes.of(about, subject.key)} for subject in shown]
        in_force = {rule for found in outcomes for rule in found}
        items = [item for item in self.items if item.id in in_force]
        lines = [self._line(subject, items, found) for subject, found in zip(shown, outcomes, strict=True)]
        all_ = report.counts["records"].get(about, known)
        label = self._label(about)
        key = "page_matrix_all" if len(shown) == all_ else "page_matrix_of"
        count = speaker.say(key, label, speaker.number(len(shown)), speaker.number(all_))
        return Matrix(
            count,
            speaker.say("page_matrix_caption", label),
            [(item.id, ", ".join(item.clauses)) for item in items],
            lines,
            self._more(len(shown), known, all_),
            all(cell.kind in QUIET for line in lines for cell in line.cells),
        )

    def _label(self, about: str) -> str:
        if about == PORTFOLIO:
            return self.speaker.say("portfolio")
        return in_language(self.speaker.rulebook.types[about].label, self.speaker.language, about)

    def _more(self, shown: int, known: int, all_: int) -> str:
        """What is said of records that are not shown."""
        if shown < known:
            return self.speaker.say("page_matrix_more", self.speaker.number(all_ - shown))
        return self.speaker.say("page_matrix_sample", self.speaker.number(all_ - shown)) if shown < all_ else ""

    def _line(self, subject: SubjectStatus, items: list[Rule | Judgement], found: dict[str, str]) -> Line:
        findings = self.speaker.report.findings_of.get((subject.type, subject.key), ())
        anchors = {one.rule: one for one in findings if one.id in self.told}
        return Line(
            self.speaker.record(subject.type, subject.key),
            subject.status,
            self.speaker.say(subject.status),
            [self._cell(item, found.get(item.id), anchors.get(item.id)) for item in items],
        )

    def _cell(self, item: Rule | Judgement, outcome: str | None, finding: Finding | None) -> Cell:
        if outcome is None:
            return Cell("none", "", self.speaker.say("page_no_outcome"), "")
        cell = self.cells[kind_of(outcome, item.modality)]
        return cell if finding is None else cell._replace(anchor=anchor(finding, self.speaker))

"""The sheets of findings, of what is missing, of every outcome, and of what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policycheck.language.rulebook import PORTFOLIO
from policycheck.language.texts import in_language
from policycheck.records.added import FINDINGS, HEADINGS_AT, LEFT_OUT, MISSING, OUTCOMES
from policycheck.records.built_in import WAIVER
from policycheck.records.grid import cell as cell_name
from policycheck.report.finding import Finding
from policycheck.report.formats.xlsx.cells import Content
from policycheck.report.formats.xlsx.draft import Draft
from policycheck.report.formats.xlsx.page import Column
from policycheck.report.formats.xlsx.standing import Kept, Missed, Written
from policycheck.report.kinds import RANK, kind
from policycheck.report.telling import Lack, Telling


class Sheets:
    """Writes the sheets that tell of one report, in one language."""

    def __init__(self, draft: Draft, telling: Telling) -> None:
        self.draft, self.telling, self.looks = draft, telling, draft.looks
        self.report, self.language, self.say = telling.report, telling.language, telling.say
        self._assumptions: dict[str, str] = {}

    def findings(self) -> None:
        """A row a finding, the worst first."""
        text = self.looks.text
        columns = [
            Column(self.say(f"sheets_{name}"), width, look)
            for name, width, look in (
                ("outcome", 18, self.looks.bold),
                ("type", 16, text),
                ("key", 14, text),
                ("title", 28, text),
                ("rule", 24, text),
                ("clauses", 10, text),
                ("sentence", 48, text),
                ("modality", 12, text),
                ("message", 52, text),
                ("remedy", 44, text),
                ("recommendations", 36, text),
                ("lacking", 32, text),
                ("assumptions", 32, text),
                ("waived_by", 18, text),
                ("waived_until", 14, self.looks.day),
                ("waived_reason", 28, text),
                ("id", 20, text),
            )
        ]
        page = self.draft.added(FINDINGS)
        found = sorted(self.report.findings, key=lambda one: RANK[kind(one)])
        page.table(columns, map(self._finding, found), kept=3)
        for number, finding in enumerate(found, HEADINGS_AT + 1):
            page.paint(number, 1, self.looks.kind(kind(finding)))

    def missing(self, lacks: Sequence[Lack], standing: Kept | Written) -> None:
        """A row for each input that a rule needs and nobody has stated, with a link to its cell."""
        names = ("type", "key", "title", "field", "needed_for", "help", "cell")
        widths = (18, 14, 28, 36, 44, 52, 22)
        looks = [*[self.looks.text] * 6, self.looks.link]
        columns = [Column(self.say(f"sheets_{n}"), w, look) for n, w, look in zip(names, widths, looks, strict=True)]
        page = self.draft.added(MISSING)
        spots = [None if i.type == "parameter" else standing.spot(*i) for i, _ in lacks]
        rows: list[Sequence[Content]] = []
        for (found, rules), spot in zip(lacks, spots, strict=True):
            own = found.type == "parameter"
            field = self.report.teller.input_name(found, self.language)
            help_ = self.report.teller.input_help(found, self.language)
            at = f"{spot.sheet}!{cell_name(spot.row, spot.column)}" if spot else ""
            of = ["", "", ""] if own else self._record(found.type, found.key)
            rows.append([*of, field, ", ".join(rules), help_, at])
        page.table(columns, rows, kept=3)
        for number, spot in enumerate(spots, HEADINGS_AT + 1):
            if spot:
                page.link(number, len(columns), spot.sheet, cell_name(spot.row, spot.column))

    def outcomes(self) -> None:
        """A row for each rule of each record."""
        names, widths = ("type", "key", "title", "rule", "outcome"), (18, 14, 36, 32, 20)
        columns = [Column(self.say(f"sheets_{n}"), w, self.looks.text) for n, w in zip(names, widths, strict=True)]
        rows = (
            [*self._record(one.type, one.subject), one.rule, self.telling.outcome(one.outcome)]
            for one in self.report.outcomes
        )
        self.draft.added(OUTCOMES).table(columns, rows, kept=3)

    def left_out(self, missed: Sequence[Missed]) -> None:
        """A row for each thing that does not stand on the sheets as it was given."""
        columns = [Column(self.say(f"sheets_{n}"), w, self.looks.text) for n, w in (("where", 60), ("why", 80))]
        self.draft.added(LEFT_OUT).table(columns, missed, kept=1)

    def _finding(self, finding: Finding) -> Sequence[Content]:
        clauses = self.report.rulebook.clauses
        texts = [f"[{name}] {in_language(clauses[name].text, self.language)}" for name in finding.clauses]
        return [
            self.say(kind(finding)),
            *self._record(finding.type, finding.subject),
            finding.rule,
            ", ".join(finding.clauses),
            "\n".join(texts),
            self.say(f"sheets_{finding.modality}"),
            finding.message_in(self.language),
            "" if finding.outcome == "waived" else finding.remedy_in(self.language) or "",
            "\n".join(finding.recommendations_in(self.language)),
            "\n".join(finding.input_text(found, self.language) for found in finding.missing),
            "\n".join(self._assumption(name) for name in finding.assumptions),
            *self._waiver(finding),
            finding.id,
        ]

    def _record(self, type_: str, key: str) -> list[str]:
        """A record's type, key and title."""
        if type_ == PORTFOLIO:
            return [self.say("portfolio"), key, ""]
        title = self.telling.speech.title(type_, key, self.language)
        label = in_language(self.report.rulebook.types[type_].label, self.language, type_)
        return [label, key, title if title != key else ""]

    def _assumption(self, name: str) -> str:
        if name not in self._assumptions:
            one = self.telling.assumption(name)
            self._assumptions[name] = f"{one.name} = {one.value}: {one.text}"
        return self._assumptions[name]

    def _waiver(self, finding: Finding) -> Iterator[Content]:
        """By whom, until when and why a breach is set aside."""
        waiver = finding.decision if finding.outcome == "waived" else None
        for name in ("granted_by", "expires_on", "reason"):
            yield waiver[WAIVER.column[name]] if waiver else ""  # type: ignore[misc]

"""A report on the first findings of many: read back from the database are the records that they speak of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from policycheck.bulk.around import Around
from policycheck.bulk.database import FINDINGS
from policycheck.engines import facts as outcome
from policycheck.engines.facts import OUTCOMES, Facts
from policycheck.engines.sql import build as sql
from policycheck.language.rulebook import Rulebook
from policycheck.records.faults import InputFault, Note
from policycheck.records.tables import Records
from policycheck.report.decide import Decisions, decide
from policycheck.report.report import Report

if TYPE_CHECKING:
    from policycheck.bulk.evaluation import BulkEvaluation


@dataclass(frozen=True)
class Whole:
    """What is told of all records, of which a report tells some."""

    status: str
    outcomes: dict[str, int]
    records: dict[str, int]
    breached: frozenset[str]
    """The modalities of what is violated."""
    notes: tuple[Note, ...]


class SampleReport(Report):
    """A report on some of the records; status, counts and notes are those of all."""

    def __init__(
        self,
        rulebook: Rulebook,
        records: Records,
        facts: Facts,
        decisions: Decisions,
        engine: str,
        faults: tuple[InputFault, ...],
        whole: Whole,
    ) -> None:
        super().__init__(rulebook, records, facts, decisions, engine, faults)
        self._whole = whole
        self.__dict__["status"] = whole.status
        self.__dict__["_outcome_counts"] = whole.outcomes
        self.__dict__["_record_counts"] = whole.records
        self.__dict__["breached"] = whole.breached

    @property
    def notes(self) -> tuple[Note, ...]:
        """What else the reader should know; first of all, how much of everything this is."""
        return (*self._whole.notes, *super().notes)


def sample(evaluation: BulkEvaluation, limit: int) -> SampleReport:
    """The report on the records that the first findings are on, by type, key and rule."""
    question, rulebook = evaluation.question, evaluation.rulebook
    status = evaluation.status()
    question.told("reading back what the first findings speak of")
    subjects = _first(evaluation, limit)
    tables = Around(evaluation).tables(subjects)
    only = {about: [tables.index[about][key] for key in sorted(keys)] for about, keys in subjects.items()}
    facts = Facts(tables, question.today, question.parameters, only)
    records = Records(
        rulebook,
        {name: tables.index[name] for name in rulebook.records if name in evaluation.question.sources},
        question.around.portfolio,
        tuple(row for row in question.around.waivers),
        tuple(row for row in question.around.assessments),
        notes=evaluation.notes,
    )
    decisions = decide(rulebook, records, facts, _verdicts(evaluation, facts, subjects))
    outcomes = _outcomes(evaluation)
    loud = sum(n for name, n in outcomes.items() if name not in ("satisfied", "not_applicable"))
    told = sum(code in _LOUD for decided in decisions.of.values() for code in decided.codes)
    notes = [Note("first_findings", (str(told), str(loud)))] if told < loud else []
    faults = [fault for kind in evaluation.input_faults() for fault in kind.examples]
    notes += [
        Note("more_faults", (kind.type, kind.column or "–", str(kind.count), str(len(kind.examples))))
        for kind in evaluation.input_faults()
        if kind.count > len(kind.examples)
    ]
    in_order = tuple(sorted([*faults, *question.around.all_faults], key=lambda fault: fault.order))
    violated = {rule for rule, name, _ in evaluation.counts() if name == "violated"}
    breached = frozenset(rulebook.item[rule].modality for rule in violated)
    whole = Whole(status, outcomes, evaluation.record_counts, breached, tuple(notes))
    kept = Decisions(decisions.of, decisions.recorded, _about(decisions.notes))
    return SampleReport(rulebook, records, facts, kept, evaluation.database.name, in_order, whole)


_LOUD = frozenset(range(len(OUTCOMES))) - {outcome.SATISFIED, outcome.NOT_APPLICABLE}


def _about(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    """The notes on decisions that some of the records can tell: whose subject is not among them is not an orphan."""
    return tuple(note for note in notes if note.what not in ("waiver_orphan_subject", "assessment_orphan_subject"))


def _first(evaluation: BulkEvaluation, limit: int) -> dict[str, set[str]]:
    """The keys of the records that the first findings are on, by type."""

    def first(found: exp.Query) -> exp.Query:
        query = sql.select([sql.bare(word) for word in FINDINGS], sql.derived(found, "found"))
        order = [exp.Ordered(this=sql.bare(word), nulls_first=False) for word in ("type", "subject", "rule")]
        query.set("where", exp.Where(this=sql.is_not_null(sql.bare("subject"))))
        query.set("order", exp.Order(expressions=order))
        query.set("limit", exp.Limit(expression=sql.number(limit)))
        return query

    found: dict[str, set[str]] = {}
    for _, about, key, _ in evaluation.database.rows(evaluation.first(first)):
        found.setdefault(about, set()).add(str(key))
    return found


def _verdicts(evaluation: BulkEvaluation, facts: Facts, subjects: Mapping[str, set[str]]) -> dict[str, bytearray]:
    """The raw outcomes of the records, as the database found them."""
    found = {}
    for judged in evaluation.script.judged:
        rows = facts.subjects(judged.about)
        codes: dict[str, tuple[Any, ...]] = {}
        if rows:
            columns = [sql.bare("subject"), *(sql.bare(word) for word in judged.columns.values())]
            keys = [sql.text(key) for key in sorted(subjects[judged.about])]
            query = sql.select(columns, sql.table(judged.table), where=exp.In(this=columns[0].copy(), expressions=keys))
            codes = {str(row[0]): row[1:] for row in evaluation.database.rows(evaluation.script.query(query))}
        key_of = evaluation.rulebook.records[judged.about].key_of
        found[judged.about] = bytearray(code for row in rows for code in codes[key_of(row)])
    return found


def _outcomes(evaluation: BulkEvaluation) -> dict[str, int]:
    """How often each outcome occurs, in the order of the outcomes."""
    found = dict.fromkeys(OUTCOMES, 0)
    for _, name, n in evaluation.counts():
        found[name] += n
    return {name: n for name, n in found.items() if n}

"""Records judged where they are: what came of it, asked for piece by piece, and computed when it is."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from sqlglot import exp

from policycheck.bulk.checks import Checks, TableFault
from policycheck.bulk.database import FINDINGS, Database
from policycheck.bulk.reading import Reading
from policycheck.bulk.source import Source
from policycheck.engines import facts as outcome
from policycheck.engines.facts import OUTCOMES
from policycheck.engines.sql import build as sql
from policycheck.engines.sql.given import Given
from policycheck.engines.sql.plan import Plan
from policycheck.engines.sql.script import SUBJECT, Judged, Script, script
from policycheck.faults import InvalidCall
from policycheck.language.rulebook import PORTFOLIO, Judgement, Rule, Rulebook
from policycheck.language.types import Value
from policycheck.records.faults import Note
from policycheck.records.tables import Records
from policycheck.report.decide import (
    AT_ANSWER,
    AT_RULE,
    AT_SUBJECT,
    holds_assessment,
    holds_waiver,
    in_force,
    latest,
)
from policycheck.report.outcomes import worst
from policycheck.spelling import did_you_mean

if TYPE_CHECKING:
    from policycheck.bulk.sample import SampleReport

LOUD = (
    outcome.VIOLATED,
    outcome.UNDETERMINED,
    outcome.EXCEPTED,
    outcome.RECOMMENDED,
    outcome.NEEDS_JUDGEMENT,
    outcome.WAIVED,
)
"""The outcomes that are findings."""
BATCH = 100_000
"""Findings in a batch."""
DECIDED = "policycheck decisions"
"""The table of what people decided: rule, subject, raw (the outcome that it replaces), final."""

As = Literal["arrow", "pandas", "polars", "batches"]


class Count(NamedTuple):
    """How many records have an outcome by a rule."""

    rule: str
    outcome: str
    n: int


@dataclass(frozen=True)
class Question:
    """What is judged, and by what."""

    rulebook: Rulebook
    database: Database
    sources: Mapping[str, Source]
    """The records by type; waivers, assessments and the portfolio aside."""
    around: Records
    """The portfolio, waivers and assessments, as read."""
    today: date
    parameters: Mapping[str, Value | None]
    told: Callable[[str], None]
    """Is told what is going on."""


class BulkEvaluation:
    """What came of judging tables. Nothing is computed before it is asked for, and then once."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.rulebook, self.database = question.rulebook, question.database
        self.reading = Reading(question.rulebook, question.database, question.sources, question.around.portfolio, set())
        self._held = False

    def __repr__(self) -> str:
        return f"<BulkEvaluation {self.rulebook.id} {self.question.today} on {self.database.name}>"

    # --- what is asked for

    def counts(self) -> tuple[Count, ...]:
        """How often each outcome occurs, by rule and outcome; those that occur.

        Keys are taken to be there and unique, and keys, references and texts in lists as they stand, as long as
        `input_faults()` has not been asked for and found otherwise.
        """
        return tuple(
            Count(rule, OUTCOMES[code], n)
            for rule, found in sorted(self._counts.items())
            for code, n in sorted(found.items())
            if n
        )

    def findings(self, kind: str | None = None, as_: As = "arrow") -> Any:
        """Every outcome other than satisfied and not_applicable, or those of one kind, in no order.

        Columns: rule, type, subject, outcome. As a table of Arrow (`arrow`), a frame (`pandas`, `polars`), or an
        iterator of Arrow's record batches (`batches`), which never holds more than one. Keys are taken to be unique, as
        in `counts`.
        """
        if kind is not None and kind not in (OUTCOMES[code] for code in LOUD):
            raise InvalidCall(f"unknown kind `{kind}`: {did_you_mean(kind, [OUTCOMES[code] for code in LOUD])}")
        if as_ not in ("arrow", "pandas", "polars", "batches"):
            raise InvalidCall(f"as_: `{as_}`: {did_you_mean(as_, ['arrow', 'pandas', 'polars', 'batches'])}")
        batches = self._batches([code for code in LOUD if kind in (None, OUTCOMES[code])])
        if as_ == "batches":
            return batches
        import pyarrow

        table = pyarrow.Table.from_batches(batches, schema=_schema())
        if as_ == "arrow":
            return table
        if as_ == "pandas":
            return table.to_pandas()
        import polars

        return polars.from_arrow(table)

    def input_faults(self) -> tuple[TableFault, ...]:
        """What is wrong with keys, references and cells: counted by column, with examples."""
        return self._faults

    def status(self) -> str:
        """non_compliant, incomplete, needs_judgement or compliant; nothing_judged where there was nothing to judge."""
        faults = self._faults
        found = self._counts
        if not self.record_counts or not any(n for counts in found.values() for n in counts.values()):
            return "nothing_judged"
        statuses = ["compliant"]
        for rule, counts in found.items():
            if counts.get(outcome.VIOLATED) and self.rulebook.item[rule].modality in ("must", "default"):
                statuses.append("non_compliant")
            if counts.get(outcome.UNDETERMINED):
                statuses.append("incomplete")
            if counts.get(outcome.NEEDS_JUDGEMENT):
                statuses.append("needs_judgement")
        if faults or self.question.around.all_faults:
            statuses.append("incomplete")
        return worst(statuses)

    def write(self, path: str | os.PathLike[str]) -> None:
        """Writes every finding to a Parquet file, once tables are checked; what they add up to is in its metadata.

        The metadata's keys: policycheck (the policy's id), version, digest, today, status, counts and input_faults (as
        JSON). The file is there when all of it is written, or not at all.
        """
        target = Path(path)
        part = target.with_name(f".{target.name}.{os.getpid()}-{id(self)}.part")
        said = {
            "policycheck": self.rulebook.id,
            "version": self.rulebook.version,
            "digest": self.rulebook.digest,
            "today": self.question.today.isoformat(),
            "status": self.status(),
            "counts": json.dumps(self.counts()),
            "input_faults": json.dumps([[fault.type, fault.column, fault.why, fault.count] for fault in self._faults]),
        }
        if not target.parent.is_dir():
            raise InvalidCall(f"`{target}` cannot be written: there is no folder `{target.parent}`")
        self.question.told(f"writing {target}")
        try:
            self.database.write(self._all_findings(LOUD), part, said)
            part.replace(target)
        except OSError as error:
            raise InvalidCall(f"`{target}` cannot be written: {error.strerror}") from None
        finally:
            part.unlink(missing_ok=True)

    def report(self, limit: int = 1000) -> SampleReport:
        """A report like any other, of the first `limit` findings; its status and counts are those of all."""
        from policycheck.bulk.sample import sample

        if not isinstance(limit, int) or limit < 1:
            raise InvalidCall("limit is a number of findings, 1 or more")
        return sample(self, limit)

    @property
    def notes(self) -> tuple[Note, ...]:
        """What else the reader should know: columns that are missing or were not read, waivers that do not count."""
        found = [note for source in self.question.sources.values() for note in source.notes]
        return tuple(dict.fromkeys([*found, *self.question.around.notes]))

    @cached_property
    def record_counts(self) -> dict[str, int]:
        """How many records there are of each type that has any."""
        found = {}
        for name, source in self.question.sources.items():
            if source.given is not None and source.type.key in source.fields:
                key = self.reading.key(source)
                kept = (
                    exp.Count(this=exp.Distinct(expressions=[key]))
                    if name in self.reading.repeated
                    else exp.Count(this=key)
                )
                found[name] = int(self.database.rows(sql.select([kept], source.given.table("given")))[0][0])
        portfolio = self.question.around.counts.get(PORTFOLIO, 0)
        return {name: n for name, n in sorted({**found, PORTFOLIO: portfolio}.items()) if n}

    # --- how it is found

    @cached_property
    def _faults(self) -> tuple[TableFault, ...]:
        found = tuple(Checks(self.reading, self.question.told).faults())
        if self.reading.repeated or self.reading.unkeyed or self.reading.untidy:  # from here on it is known better
            for name in ("_counts", "script", "record_counts"):
                self.__dict__.pop(name, None)
        return found

    @cached_property
    def script(self) -> Script:
        """The policy's tables on the database."""
        given = Given(self.question.today, self.question.parameters)
        return script(self.rulebook, self.database.dialect, given, self.reading.read, self.reading)

    def plan(self) -> Plan:
        """A plan of nothing yet, to read whole records by."""
        return Plan(self.rulebook, self.database.dialect, Given(self.question.today, self.question.parameters))

    def first(self, last: Callable[[exp.Query], exp.Query]) -> exp.Query:
        """A query on every finding."""
        return self._all_findings(LOUD, last)

    def items(self, judged: Judged) -> dict[str, Rule | Judgement]:
        """The items of a record type that are in force."""
        found = {rule: self.rulebook.item[rule] for rule in judged.columns}
        return {rule: item for rule, item in found.items() if in_force(item, self.rulebook, self.question.today)}

    @cached_property
    def _counts(self) -> dict[str, dict[int, int]]:
        found: dict[str, dict[int, int]] = {}
        for judged in self.script.judged:
            items = self.items(judged)
            if not items:
                continue
            self.question.told(f"judging {self.rulebook.records[judged.about].plural}")
            asked = [
                (rule, code, count)
                for rule in items
                for code, count in judged.decisions[rule].counts(self.database.dialect)
            ]
            total = exp.Count(this=exp.Star())
            aggregates = [
                sql.alias(value, f"n{at}") for at, value in enumerate([total, *(count for *_, count in asked)])
            ]
            query = self.script.query(sql.select(aggregates, sql.table(judged.before, "this")))
            (records, *numbers) = self.database.rows(query)[0]
            for rule in items:
                found[rule] = {}
            for (rule, code, _), n in zip(asked, numbers, strict=True):
                found[rule][code] = int(n or 0)  # of no rows at all, some databases count NULL
            for rule in items:
                rest = judged.decisions[rule].rest
                found[rule][rest] = found[rule].get(rest, 0) + int(records) - sum(found[rule].values())
        self._decide(found)
        return found

    def _decide(self, found: dict[str, dict[int, int]]) -> None:
        """Moves what people decided from the raw outcome to the final one."""
        if not self._decisions:
            return
        self._hold()
        columns = [sql.column("d", word) for word in ("rule", "raw", "final")]
        grouped = [*columns, sql.alias(exp.Count(this=exp.Star()), "n")]
        for judged in self.script.judged:
            raw = sql.derived(self._unpivoted(judged, (outcome.VIOLATED, outcome.NEEDS_JUDGEMENT)), "f")
            query = sql.select(grouped, raw, [sql.join(sql.table(DECIDED, "d"), self._same(), "INNER")])
            query.set("group", exp.Group(expressions=[column.copy() for column in columns]))
            for rule, before, after, n in self.database.rows(self.script.query(query)):
                found[rule][int(before)] -= int(n)
                found[rule][int(after)] = found[rule].get(int(after), 0) + int(n)

    @cached_property
    def _decisions(self) -> list[tuple[str, str, int, int]]:
        """What people decided and is in force: rule, subject, the outcome that it replaces, and the final one."""
        around, today, found = self.question.around, self.question.today, dict[tuple[str, str], tuple[int, int]]()
        for waiver in around.waivers:
            rule, subject = str(waiver[AT_RULE]), str(waiver[AT_SUBJECT])
            if holds_waiver(waiver, today):
                for item in self.rulebook.rules:
                    if rule in (item.id, item.family):
                        found[item.id, subject] = outcome.VIOLATED, outcome.WAIVED
        for (rule, subject), row in latest(row for row in around.assessments if holds_assessment(row, today)).items():
            final = outcome.SATISFIED if row[AT_ANSWER] else outcome.VIOLATED
            found[rule, subject] = outcome.NEEDS_JUDGEMENT, final
        known = self.rulebook.item
        return [(*at, *codes) for at, codes in sorted(found.items()) if at[0] in known]

    def _hold(self) -> None:
        if not self._held:
            rows = self._decisions
            columns = {
                word: [str(row[at]) for row in rows] for at, word in enumerate(("rule", SUBJECT, "raw", "final"))
            }
            self.database.hold(DECIDED, columns)
            self._held = True

    def _same(self) -> sql.Sql:
        return sql.all_of(
            [
                sql.binary(exp.EQ, sql.column("d", "rule"), sql.column("f", "rule")),
                sql.binary(exp.EQ, sql.column("d", SUBJECT), sql.column("f", SUBJECT)),
                sql.binary(exp.EQ, sql.column("d", "raw"), sql.cast(sql.column("f", "outcome"), sql.data_type("TEXT"))),
            ]
        )

    def _unpivoted(self, judged: Judged, kinds: tuple[int, ...]) -> exp.Query:
        columns = {rule: judged.columns[rule] for rule in self.items(judged)}
        return self.database.dialect.unpivoted(judged.about, judged.table, columns, kinds)

    def _all_findings(
        self, kinds: tuple[int, ...] | list[int], last: Callable[[exp.Query], exp.Query] | None = None
    ) -> exp.Query:
        """The findings of some kinds, as one query."""
        asked = dict.fromkeys(kinds)
        if self._decisions:  # what is waived or answered was something else before
            self._hold()
            asked |= dict.fromkeys((outcome.VIOLATED, outcome.NEEDS_JUDGEMENT))
        queries = [self._unpivoted(judged, tuple(asked)) for judged in self.script.judged if self.items(judged)]
        if not queries:
            found: exp.Query = sql.nothing([sql.alias(sql.text(""), word) for word in FINDINGS])
        else:
            found = queries[0]
            for query in queries[1:]:
                found = exp.Union(this=found, expression=query, distinct=False)
            found = self._final(found, kinds)
        return self.script.query(found if last is None else last(found))

    def _final(self, raw: exp.Query, kinds: tuple[int, ...] | list[int]) -> exp.Query:
        """Findings with their outcomes by name, and with what people decided in the place of what was."""
        code: sql.Sql = sql.column("f", "outcome")
        joins, where = [], None
        if self._decisions:
            final = sql.cast(sql.column("d", "final"), sql.data_type("INT"))
            code = sql.coalesce(final, code)
            joins = [sql.join(sql.table(DECIDED, "d"), self._same())]
            where = exp.In(this=code.copy(), expressions=[sql.number(kind) for kind in kinds])
        named = sql.case([(sql.number(kind), sql.text(OUTCOMES[kind])) for kind in kinds], on=code)
        columns = [*(sql.column("f", word) for word in FINDINGS[:-1]), sql.alias(named, "outcome")]
        return sql.select(columns, sql.derived(raw, "f"), joins, where=where)

    def _batches(self, kinds: list[int]) -> Iterator[Any]:
        for batch in self.database.batches(self._all_findings(kinds), BATCH):
            yield batch.cast(_schema()) if batch.schema != _schema() else batch


def _schema() -> Any:
    import pyarrow

    return pyarrow.schema([(word, pyarrow.string()) for word in FINDINGS])

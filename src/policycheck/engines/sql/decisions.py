"""What people decided, in a script: waivers in force set violations aside, assessments answer judgements."""

from __future__ import annotations

from sqlglot import exp

from policycheck.engines import facts as outcome
from policycheck.engines.facts import OUTCOMES
from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.dialects.base import Dialect
from policycheck.engines.sql.given import Given
from policycheck.engines.sql.script import SUBJECT, Judged
from policycheck.language.rulebook import Judgement, Rule, Rulebook
from policycheck.language.types import Interval
from policycheck.records.built_in import ASSESSMENT, WAIVER

WAIVERS, ASSESSMENTS = "waivers in force", "assessments in force"


class Decided:
    """The tables of final outcomes, one for each rule and judgement, named after it."""

    def __init__(self, rulebook: Rulebook, dialect: Dialect, given: Given) -> None:
        self.rulebook, self.dialect, self.given = rulebook, dialect, given

    @property
    def today(self) -> Sql:
        """The day to judge by."""
        return self.dialect.today() if self.given.today is None else self.dialect.day(self.given.today)

    def tables(self) -> list[tuple[str, exp.Query]]:
        """The decisions in force."""
        found: list[tuple[str, exp.Query]] = []
        if self.rulebook.rules:
            found.append((WAIVERS, self._waivers()))
        if self.rulebook.judgements:
            found.append((ASSESSMENTS, self._assessments()))
        return found

    def outcomes(self, item: Rule | Judgement, judged: Judged) -> exp.Select:
        """The final outcomes of an item: type, subject, rule, outcome."""
        code = sql.column("o", judged.columns[item.id])
        judgement = isinstance(item, Judgement)
        raw, final, join = self._answered(item) if isinstance(item, Judgement) else self._waived(item)
        decided = sql.all_of([sql.binary(exp.EQ, code, sql.number(raw)), sql.is_not_null(sql.column("d", SUBJECT))])
        branches = [(decided, final)]
        for number in self._possible(item):
            branches.append((sql.binary(exp.EQ, code, sql.number(number)), sql.text(OUTCOMES[number])))
        columns = [
            sql.alias(sql.text(judged.about), "type"),
            sql.alias(sql.column("o", SUBJECT), SUBJECT),
            sql.alias(sql.text(item.id), "rule"),
            sql.alias(sql.case(branches), "outcome"),
        ]
        force = self._in_force(item)
        where = None if not force else sql.all_of(force)
        keep = judgement or item.modality != "may"
        if not keep:
            columns[3] = sql.alias(sql.case(branches[1:]), "outcome")
        return sql.select(columns, sql.table(judged.table, "o"), [join] if keep else [], where=where)

    def _possible(self, item: Rule | Judgement) -> tuple[int, ...]:
        if isinstance(item, Judgement):
            return (outcome.NEEDS_JUDGEMENT, outcome.NOT_APPLICABLE, outcome.UNDETERMINED)
        if item.require is None:
            return (outcome.RECOMMENDED, outcome.NOT_APPLICABLE)
        excepted = (outcome.EXCEPTED,) if item.exceptions else ()
        return (outcome.SATISFIED, outcome.NOT_APPLICABLE, outcome.VIOLATED, outcome.UNDETERMINED, *excepted)

    def _waived(self, item: Rule) -> tuple[int, Sql, exp.Join]:
        names = dict.fromkeys((item.id, item.family))
        asked = exp.In(this=sql.bare("rule"), expressions=[sql.text(name) for name in names])
        query = sql.select([sql.bare(SUBJECT)], sql.table(WAIVERS), where=asked)
        query.set("distinct", exp.Distinct())
        return outcome.VIOLATED, sql.text(OUTCOMES[outcome.WAIVED]), self._joined(query)

    def _answered(self, item: Judgement) -> tuple[int, Sql, exp.Join]:
        asked = sql.binary(exp.EQ, sql.bare("judgement"), sql.text(item.id))
        query = sql.select([sql.bare(SUBJECT), sql.bare("answer")], sql.table(ASSESSMENTS), where=asked)
        yes, no = (sql.text(OUTCOMES[code]) for code in (outcome.SATISFIED, outcome.VIOLATED))
        final = sql.case([(self.dialect.holds(sql.column("d", "answer")), yes)], no)
        return outcome.NEEDS_JUDGEMENT, final, self._joined(query)

    def _joined(self, query: exp.Select) -> exp.Join:
        same = sql.binary(exp.EQ, sql.column("d", SUBJECT), sql.column("o", SUBJECT))
        return sql.join(sql.derived(query, "d"), same)

    def _waivers(self) -> exp.Select:
        columns = [self._read("rule"), self._read(SUBJECT)]
        return sql.select(columns, sql.table(WAIVER.plural), where=self._holding("granted_on", "expires_on"))

    def _assessments(self) -> exp.Select:
        """The latest of those in force; of one day's, a no outweighs a yes."""
        asked: list[Sql] = [sql.bare("judgement"), sql.bare(SUBJECT)]
        no_first = sql.case([(self.dialect.holds(sql.bare("answer")), sql.number(1))], sql.number(0))
        order = [exp.Ordered(this=sql.bare("on"), desc=True), exp.Ordered(this=no_first)]
        for one in order:
            one.set("nulls_first", bool(one.args.get("desc")) is False if self.dialect.writes == "spark" else False)
        latest = exp.Window(
            this=exp.RowNumber(),
            partition_by=[self.dialect.as_written(column.copy()) for column in asked],
            order=exp.Order(expressions=order),
        )
        known = sql.is_not_null(sql.bare("answer"))
        where = sql.all_of([known, self._holding("on", "valid_until")])
        ranked = sql.select(
            [*map(self._read, ("judgement", SUBJECT)), sql.bare("answer"), sql.alias(latest, "nth")],
            sql.table(ASSESSMENT.plural),
            where=where,
        )
        first = sql.binary(exp.EQ, sql.bare("nth"), sql.number(1))
        return sql.select([*asked, sql.bare("answer")], sql.derived(ranked, "ranked"), where=first)

    def _read(self, word: str) -> Sql:
        """A column of texts, as it is read."""
        written = self.dialect.as_written(sql.bare(word))
        return written if isinstance(written, exp.Column) else sql.alias(written, word)

    def _holding(self, start: str, until: str) -> Sql:
        return sql.all_of(
            [sql.binary(exp.LTE, sql.bare(start), self.today), sql.binary(exp.LT, self.today, sql.bare(until))]
        )

    def _in_force(self, item: Rule | Judgement) -> list[Sql]:
        """That the item and the policy are in force, where that is left to the day a script is run."""
        found = []
        for interval in dict.fromkeys((self.rulebook.in_force, item.in_force)):
            found += self._inside(interval)
        return found

    def _inside(self, interval: Interval) -> list[Sql]:
        ends = ((exp.GTE, interval.start), (exp.LT, interval.until))
        return [sql.binary(kind, self.today, self.dialect.day(end)) for kind, end in ends if end is not None]

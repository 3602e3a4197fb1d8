"""A rule's or a judgement's outcome: the conditions that decide it as columns, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlglot import exp

from policycheck.engines import facts as outcome
from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.dialects.base import Dialect
from policycheck.engines.sql.emit import Emitter
from policycheck.engines.sql.tree import certain
from policycheck.language.ir import Const, Derived, Field, Node, Op, Quantifier, Subject
from policycheck.language.rulebook import Judgement, Recommendation, Rule
from policycheck.language.types import BOOLEAN

if TYPE_CHECKING:
    from policycheck.engines.sql.plan import RecordScope


@dataclass(frozen=True)
class Decision:
    """What decides an item for a record: conditions on its table's columns; None is always true, or never asked."""

    when: Sql | None
    require: Sql | None
    excepted: Sql | None
    demands: bool
    """Whether it demands something: else it recommends, or asks a person."""
    certain: bool
    """Whether it can never be undetermined."""
    asks: bool
    """Whether it asks a person."""

    def outcome(self, dialect: Dialect) -> Sql:
        """The outcome's number: V = w and not r and not e, told apart as the language says."""
        if not self.demands:
            when = self.when or dialect.holds(dialect.boolean(True))
            if self.asks:
                return dialect.switch(
                    when, *map(_code, (outcome.NEEDS_JUDGEMENT, outcome.NOT_APPLICABLE, outcome.UNDETERMINED))
                )
            return sql.case([(when, _code(outcome.RECOMMENDED))], _code(outcome.NOT_APPLICABLE))
        assert self.require is not None
        if self.when is None:
            return self._demanded(dialect, outcome.VIOLATED)
        known, unknown = (self._demanded(dialect, which) for which in (outcome.VIOLATED, outcome.UNDETERMINED))
        return dialect.switch(self.when, known, _code(outcome.NOT_APPLICABLE), unknown)

    def _demanded(self, dialect: Dialect, broken: int) -> Sql:
        """The outcome where the rule applies, or may."""
        assert self.require is not None
        excepted = [] if self.excepted is None else [(self.excepted, _code(outcome.EXCEPTED))]

        def unless(code: int) -> Sql:
            return sql.case(excepted, _code(code)) if excepted else _code(code)

        if broken == outcome.UNDETERMINED:
            return sql.case([(self.require, _code(outcome.SATISFIED)), *excepted], _code(broken))
        return dialect.switch(self.require, _code(outcome.SATISFIED), unless(broken), unless(outcome.UNDETERMINED))

    def counts(self, dialect: Dialect) -> list[tuple[int, Sql]]:
        """How often each outcome occurs, as aggregates; the one that is left is `rest`."""
        found = []
        if not self.demands:
            if self.when is None:
                return [(self.rest, exp.Count(this=exp.Star()))] if self.asks else []
            reached = outcome.NEEDS_JUDGEMENT if self.asks else outcome.RECOMMENDED
            found.append((reached, dialect.how_often(self.when)))
            if self.asks and not self.certain:
                found.append((outcome.NOT_APPLICABLE, dialect.how_often(sql.not_(self.when))))
            return found
        assert self.require is not None
        broken = [sql.not_(self.require)]
        if self.when is not None:
            found.append((outcome.NOT_APPLICABLE, dialect.how_often(sql.not_(self.when))))
            broken.insert(0, self.when)
        if self.excepted is not None:
            open_ = [sql.not_(sql.coalesce(self.require, exp.false())), self.excepted]
            if self.when is not None:
                open_.insert(0, sql.coalesce(self.when, exp.true()))
            found.append((outcome.EXCEPTED, dialect.how_often(sql.all_of(open_))))
            broken.append(sql.not_(self.excepted))
        violated = sql.all_of(broken)
        found.append((outcome.VIOLATED, dialect.how_often(violated)))
        if not self.certain:
            unknown = exp.Sub(this=exp.Count(this=exp.Star()), expression=exp.Count(this=violated))
            found.append((outcome.UNDETERMINED, unknown))
        return found

    @property
    def rest(self) -> int:
        """The outcome of all records that have none of those that are counted."""
        if self.demands:
            return outcome.SATISFIED
        if not self.asks:
            return outcome.NOT_APPLICABLE
        return (
            outcome.NEEDS_JUDGEMENT
            if self.when is None
            else outcome.NOT_APPLICABLE
            if self.certain
            else outcome.UNDETERMINED
        )


def decision(item: Rule | Judgement, emitter: Emitter, scope: RecordScope) -> Decision:
    """What decides an item; conditions that are more than a column become columns."""

    def condition(node: Node, part: str) -> Sql | None:
        if isinstance(node, Const) and node.value is True:
            return None
        plain = isinstance(node, Const) or (isinstance(node, Field | Derived) and isinstance(node.of, Subject))
        return emitter.condition(node) if plain else emitter.dialect.holds(scope.named(node, f"{item.id}: {part}"))

    if isinstance(item, Judgement):
        return Decision(condition(item.when, "when"), None, None, False, certain(item.when), True)
    if item.require is None:
        offered = item.recommend is not None and item.recommend.at_most != 0
        true = Const(True, type=BOOLEAN, span=item.when.span)
        fits = _fits(item.recommend) if offered and item.recommend else Const(False, type=BOOLEAN, span=true.span)
        both = Op("and", (item.when, fits), type=BOOLEAN, span=true.span)
        return Decision(condition(both, "recommend"), None, None, False, False, False)
    when, require = condition(item.when, "when"), condition(item.require, "require")
    excepted = None
    if item.exceptions:
        claims = tuple(exception.condition for exception in item.exceptions)
        claim = Op("or", claims, type=BOOLEAN, span=item.when.span) if len(claims) > 1 else claims[0]
        excepted = emitter.dialect.surely(
            condition(claim, "unless") or emitter.dialect.holds(emitter.dialect.boolean(True))
        )
    return Decision(
        when,
        require or emitter.dialect.holds(emitter.dialect.boolean(True)),
        excepted,
        True,
        certain(item.when) and certain(item.require),
        False,
    )


def _code(which: int) -> Sql:
    return sql.number(which)


def _fits(recommend: Recommendation) -> Quantifier:
    """Whether some option fits."""
    true = Const(True, type=BOOLEAN, span=recommend.source.span)
    return Quantifier(
        kind="any",
        over=recommend.source,
        value=recommend.where or true,
        where=None,
        variable="option",
        type=BOOLEAN,
        span=recommend.source.span,
    )

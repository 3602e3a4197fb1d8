"""The 12 rules as compiled expressions of GoRules' zen-engine, with a missing value treated as the floor treats it.

Each expression says whether its rule is known to be broken, so a missing value has to be guarded against by hand: zen's
comparisons fail on null. The guards stand where they cut an evaluation short soonest, and today is a number made once.
The package is optional; without it `load` raises ImportError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Protocol

INSTALL = "pip install zen-engine"
"""How a user gets what this module needs."""

Context = dict[str, object]


class Expression(Protocol):
    """A compiled expression of zen-engine."""

    def evaluate(self, ctx: Context) -> object:
        """The expression's value over one mapping."""


@dataclass(frozen=True, slots=True)
class Zen:
    """The rules, compiled: `expressions` one a rule in the floor's order, `together` all of them as one list."""

    expressions: tuple[Expression, ...]
    together: Expression

    def one_by_one(self, contexts: Iterable[Context]) -> list[list[object]]:
        """A list of 12 booleans a record, true for a broken rule: 12 evaluations a record, one for each rule."""
        expressions = self.expressions
        return [[expression.evaluate(context) for expression in expressions] for context in contexts]

    def all_at_once(self, contexts: Iterable[Context]) -> list[object]:
        """The same lists from one evaluation a record, which hands the mapping over once instead of 12 times."""
        evaluate = self.together.evaluate
        return [evaluate(context) for context in contexts]


def load(today: date, larger: int = 500_000) -> Zen:
    """Compile the rules for an evaluation date and a threshold in crowns. Raises ImportError without zen-engine."""
    engine = import_module("zen")
    compile_expression: Callable[[str], Expression] = engine.compile_expression
    now = engine.evaluate_expression(f'date("{today.isoformat()}")', {})
    sources = _sources(f"{now:.0f}", larger)
    return Zen(
        expressions=tuple(compile_expression(source) for source in sources),
        together=compile_expression("[" + ", ".join(f"({source})" for source in sources) + "]"),
    )


def contexts(rows: Iterable[Mapping[str, object]]) -> list[Context]:
    """The rows as zen takes them: it refuses Decimal, so decimals become floats. Outside the clock, in zen's favour."""
    return [{key: float(v) if isinstance(v, Decimal) else v for key, v in row.items()} for row in rows]


def _sources(now: str, larger: int) -> tuple[str, ...]:
    """One expression a rule, in the floor's order; true where the rule is known to be broken."""
    return (
        "goals == null or len(goals) == 0",
        'goals != null and some(goals, # not in ["M1", "M2", "M3", "M4"])',
        "sdgs == null or len(sdgs) == 0",
        "sdgs != null and some(sdgs, # < 1 or # > 17)",
        "benefit == null",
        "plan_ref == null",
        "budget_total == null or budget_total <= 0",
        "start_date != null and end_date != null and date(end_date) < date(start_date)",
        f"evaluated == false and budget_total != null and budget_total >= {larger}"
        f" and end_date != null and date(end_date) < {now}",
        "risk_assessment == false and advice_level != null and advice_level >= 1",
        "risk_assessment == false and (involves_minors == true or personal_data == true)",
        "external_application == false and budget_total != null and budget_total > 0",
    )

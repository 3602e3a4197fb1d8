"""From expressions to one compiled function that computes them: `program(facts)` returns functions of a record."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from policycheck.engines.facts import Facts
from policycheck.engines.python import tree as py
from policycheck.engines.python.emit import Emitter
from policycheck.engines.python.writer import Writer
from policycheck.language.ir import Node
from policycheck.language.rulebook import Rule, Rulebook
from policycheck.records.tables import Row

Wanted: TypeAlias = Node | Rule
"""An expression; or a rule, for whether it has an option to recommend."""
Values: TypeAlias = Callable[[Row], tuple[Any, ...]]
"""The values of some expressions on a record; None where one is missing or unknown."""


def values(rulebook: Rulebook, wanted: Mapping[str, Sequence[Wanted]]) -> Callable[[Facts], dict[str, Values]]:
    """A program that computes, for each name, some expressions on a record of the type they are about."""
    return _Values(rulebook, wanted).program()


class _Values(Writer):
    def __init__(self, rulebook: Rulebook, wanted: Mapping[str, Sequence[Wanted]]) -> None:
        super().__init__(rulebook)
        self.wanted = wanted

    def roots(self) -> Iterator[Node]:
        """Every expression that is wanted."""
        for wanted in self.wanted.values():
            for one in wanted:
                yield from one.conditions if isinstance(one, Rule) else [one]

    def functions(self) -> dict[str, ast.FunctionDef]:
        """A function of a record for each name."""
        return {name: self._function(wanted) for name, wanted in self.wanted.items()}

    def _function(self, wanted: Sequence[Wanted]) -> ast.FunctionDef:
        emitter = Emitter(self.shared, self.loops.call)
        found = [self.loops.any_option(one) if isinstance(one, Rule) else emitter.value(one) for one in wanted]
        return py.function(self.shared.fresh("values"), ["row"], [py.give(ast.Tuple(found, ast.Load()))])

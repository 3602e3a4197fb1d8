"""From a rulebook to one compiled function that judges every record type: `program(facts)` returns a judge for each."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from threading import Lock

from policycheck.engines import facts as outcome
from policycheck.engines.facts import Facts, Verdicts
from policycheck.engines.python import tree as py
from policycheck.engines.python.emit import Emitter, certain
from policycheck.engines.python.loops import depends
from policycheck.engines.python.writer import Writer
from policycheck.language.ir import Derived, Field, Flag, Node, Op, Quantifier, Subject, children
from policycheck.language.rulebook import Judgement, Rule, Rulebook
from policycheck.records.tables import Row

Judge = Callable[[list[Row], Callable[[tuple[int, ...]], None]], None]


class PythonEngine:
    """The python engine for one rulebook; its code is generated when it first judges."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._program: Callable[[Facts], dict[str, Judge]] | None = None
        self._lock = Lock()

    def judge(self, facts: Facts) -> Verdicts:
        """The outcomes of every rule and judgement for every subject."""
        with self._lock:
            if self._program is None:
                self._program = _Judges(self.rulebook).program()
        judges = self._program(facts)
        found = {}
        for about, judge in judges.items():
            found[about] = bytearray()
            judge(facts.subjects(about), found[about].extend)  # type: ignore[arg-type]
        return found


def source(rulebook: Rulebook) -> str:
    """The generated code as text, for those who want to read it."""
    return ast.unparse(_Judges(rulebook).module())


class _Judges(Writer):
    """Writes the judges of one rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        super().__init__(rulebook)
        self.before_rows: list[ast.stmt] = []
        """What the record type at hand needs once, whichever record is judged."""

    def roots(self) -> Iterator[Node]:
        """Every condition."""
        return (node for items in self.rulebook.items.values() for item in items for node in item.conditions)

    def functions(self) -> dict[str, ast.FunctionDef]:
        """A judge for each record type that has rules or judgements."""
        return {about: self._judge(about) for about in self.rulebook.items}

    def _judge(self, about: str) -> ast.FunctionDef:
        items, type_ = self.rulebook.items[about], self.rulebook.types[about]
        emitter = Emitter(self.shared, self.loops.call)
        used = {
            node.name
            for item in items
            for condition in item.conditions
            for node in _outside_loops(condition)
            if isinstance(node, Field) and isinstance(node.of, Subject)
        }
        emitter.unpacked = frozenset(used)
        self.before_rows = []
        body: list[ast.stmt] = []
        if used:
            body.append(py.unpack([f"field_{name}" if name in used else "_" for name in type_.fields], py.name("row")))
        words = []
        for item in items:
            words.append(self.shared.fresh("outcome"))
            body += self._outcome(item, emitter, words[-1])
        body.append(py.do(py.call("out", ast.Tuple([py.name(word) for word in words], ast.Load()))))
        return py.function(
            f"judge_{about}", ["rows", "out"], [*self.before_rows, py.loop("row", py.name("rows"), body)]
        )

    def _outcome(self, item: Rule | Judgement, emitter: Emitter, word: str) -> list[ast.stmt]:
        """Statements that set a variable to an item's outcome for the record at hand."""
        before = self._bind(item.when, emitter)
        not_applicable = emitter.false(item.when)
        then: list[ast.stmt] = []
        if isinstance(item, Judgement):
            value = _chain([(emitter.true(item.when), outcome.NEEDS_JUDGEMENT)], outcome.UNDETERMINED)
        elif item.require is None:
            fits = py.all_of([emitter.true(item.when), self.loops.any_option(item)])
            value = _chain([(fits, outcome.RECOMMENDED)], outcome.NOT_APPLICABLE)
        else:
            then = self._bind(item.require, emitter)
            value = self._rule(item, item.require, emitter)
            for exception in item.exceptions:
                then += self._bind(exception.condition, emitter)
        then.append(py.assign(word, value))
        if isinstance(not_applicable, ast.Constant) and not_applicable.value is False:
            return [*before, *then]
        if len(then) == 1:
            return [*before, py.assign(word, _chain([(not_applicable, outcome.NOT_APPLICABLE)], value))]
        skipped: list[ast.stmt] = [py.assign(word, ast.Constant(outcome.NOT_APPLICABLE))]
        return [*before, py.when(not_applicable, skipped, then)]

    def _rule(self, rule: Rule, require: Node, emitter: Emitter) -> ast.expr:
        """The outcome of a rule whose `when` is not false."""
        excepted = py.any_of(emitter.true(exception.condition) for exception in rule.exceptions)
        steps = [(emitter.true(require), outcome.SATISFIED), (excepted, outcome.EXCEPTED)]
        if certain(rule.when) and certain(require):
            return _chain(steps, outcome.VIOLATED)
        violated = [] if certain(rule.when) else [emitter.true(rule.when)]
        violated += [] if certain(require) else [emitter.false(require)]
        return _chain([*steps, (py.all_of(violated), outcome.VIOLATED)], outcome.UNDETERMINED)

    def _bind(self, node: Node, emitter: Emitter) -> list[ast.stmt]:
        """Statements that compute the costly parts of a condition once, since it is asked for twice: true? false?"""
        if id(node) in emitter.bound:
            return []
        if _costly(node):
            value, word = emitter.value(node), self.shared.fresh("part")
            emitter.bound[id(node)] = word
            if depends(node):
                return [py.assign(word, value)]
            self.before_rows.append(py.assign(word, value))
            return []
        return [statement for part in children(node) for statement in self._bind(part, emitter)]


def _costly(node: Node) -> bool:
    return isinstance(node, Quantifier | Derived | Flag) or (isinstance(node, Op) and node.name in _CALLS)


_CALLS = ("if", "intersects", "subset", "how_many", "add", "sub", "mul", "add_months", "add_days")
"""Operators that a function does."""


def _outside_loops(node: Node) -> Iterator[Node]:
    """A node and all below it but what stands in loops, which are functions of their own."""
    yield node
    if not isinstance(node, Quantifier):
        for part in children(node):
            yield from _outside_loops(part)


def _chain(steps: list[tuple[ast.expr, int]], otherwise: int | ast.expr) -> ast.expr:
    """The outcome of the first step that holds."""
    found = ast.Constant(otherwise) if isinstance(otherwise, int) else otherwise
    for condition, code in reversed(steps):
        found = py.if_else(condition, ast.Constant(code), found)
    return found

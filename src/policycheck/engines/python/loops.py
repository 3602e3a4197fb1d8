"""Quantifiers as functions with a loop: each over the elements it must go through, and no others."""

from __future__ import annotations

import ast

from policycheck.engines.python import tree as py
from policycheck.engines.python.emit import Emitter, Surroundings, certain, facts, tables
from policycheck.language.ir import Collection, Element, Field, Node, Op, Quantifier, Subject, walk
from policycheck.language.rulebook import PORTFOLIO, Rule

_GATHERED = {"sum": "total", "min": "least", "max": "greatest", "unique": "different"}


class Loops:
    """The loop functions of one program."""

    def __init__(self, shared: Surroundings) -> None:
        self.shared = shared
        self.functions: list[ast.stmt] = []
        self._named: dict[int, str] = {}

    def call(self, node: Quantifier) -> ast.expr:
        """The value of a quantifier on the record at hand."""
        free = not depends(node)
        if id(node) not in self._named:
            word = self._named[id(node)] = self.shared.fresh(f"{node.kind}_")
            body = [*self._kept(node), *self._body(node)]
            self.functions.append(py.function(word, [] if free else ["row"], body))
            if free:
                self.functions.append(py.assign(word, py.call("once", py.name(word))))
        return py.call(self._named[id(node)], *([] if free else [py.name("row")]))

    def _kept(self, node: Quantifier) -> list[ast.stmt]:
        """Where the value of a quantifier is kept while records come and go, it is not found anew."""
        if not can_be_kept(node):
            return []
        assert isinstance(node.over, Collection)
        word = self.shared.fresh("kept")
        kept = self.shared.needed(word, py.call(facts("kept"), self.shared.constant(node)))
        of = Emitter(self.shared, self.call).record(node.over.of)
        return [py.when(py.is_not_none(kept), [py.give(py.call(py.attribute(kept, "value"), of))])]

    def any_option(self, rule: Rule) -> ast.expr:
        """Whether a rule has an option to recommend for the record at hand."""
        recommend = rule.recommend
        assert recommend
        word, emitter = self.shared.fresh("option_"), Emitter(self.shared, self.call)
        fits = emitter.true(recommend.where) if recommend.where else py.TRUE
        over = py.name("items")
        body: list[ast.stmt] = [
            py.assign("items", emitter.value(recommend.source)),
            py.when(py.is_(over, py.NONE), [py.give(py.FALSE)]),
            py.loop("element", over, [py.when(fits, [py.give(py.TRUE)])]),
            py.give(py.FALSE),
        ]
        self.functions.append(py.function(word, ["row"], body))
        return py.call(word, py.name("row"))

    def _body(self, node: Quantifier) -> list[ast.stmt]:
        emitter = Emitter(self.shared, self.call)
        start: list[ast.stmt] = [
            py.assign("items", self._over(node, emitter)),
            py.when(py.is_(py.name("items"), py.NONE), [py.give(py.NONE)]),
        ]
        if node.kind == "any":
            return [*start, *self._any(node, emitter)]
        if node.kind == "all":
            return [*start, *self._all(node, emitter)]
        if node.kind == "count":
            return [*start, *self._count(node, emitter)]
        return [*start, *self._gather(node, emitter)]

    def _over(self, node: Quantifier, emitter: Emitter) -> ast.expr:
        """The elements to go through; by an index, where an equality rules all others out."""
        over, key = node.over, _equality(node)
        if key is None or not isinstance(over, Collection) or over.field is not None:
            return emitter.value(over)
        column, value = key
        rows = emitter.value(over)
        join = py.call(tables("joined"), ast.Constant(over.record), ast.Constant(column))
        index = self.shared.needed(self.shared.word("by", over.record, column), join)
        return py.call("matching", index, emitter.value(value), rows)

    def _any(self, node: Quantifier, emitter: Emitter) -> list[ast.stmt]:
        assert node.value
        parts = [node.value] if node.where is None else [node.where, node.value]
        found = py.when(py.all_of(emitter.true(part) for part in parts), [py.give(py.TRUE)])
        if all(certain(part) for part in parts):
            return [_each([found]), py.give(py.FALSE)]
        open_ = py.when(py.not_(py.any_of(emitter.false(part) for part in parts)), [py.assign("unknown", py.TRUE)])
        return [
            py.assign("unknown", py.FALSE),
            _each([found, open_]),
            py.give(py.if_else(py.name("unknown"), py.NONE, py.FALSE)),
        ]

    def _all(self, node: Quantifier, emitter: Emitter) -> list[ast.stmt]:
        assert node.value
        applies = [] if node.where is None else [emitter.true(node.where)]
        passed = [] if node.where is None else [emitter.false(node.where)]
        found = py.when(py.all_of([*applies, emitter.false(node.value)]), [py.give(py.FALSE)])
        if certain(node.value) and (node.where is None or certain(node.where)):
            return [_each([found]), py.give(py.TRUE)]
        open_ = py.when(py.not_(py.any_of([*passed, emitter.true(node.value)])), [py.assign("unknown", py.TRUE)])
        return [
            py.assign("unknown", py.FALSE),
            _each([found, open_]),
            py.give(py.if_else(py.name("unknown"), py.NONE, py.TRUE)),
        ]

    def _count(self, node: Quantifier, emitter: Emitter) -> list[ast.stmt]:
        if node.where is None:
            return [py.give(py.call("len_", py.name("items")))]
        more: list[ast.stmt] = [ast.AugAssign(ast.Name("number", ast.Store()), ast.Add(), ast.Constant(1))]
        return [
            py.assign("number", ast.Constant(0)),
            _each([self._chosen(node.where, emitter, more)]),
            py.give(py.name("number")),
        ]

    def _gather(self, node: Quantifier, emitter: Emitter) -> list[ast.stmt]:
        assert node.value
        take: list[ast.stmt] = [
            py.assign("found", emitter.value(node.value)),
            py.when(py.is_(py.name("found"), py.NONE), [py.give(py.NONE)]),
            py.do(py.call("take", py.name("found"))),
        ]
        each = take if node.where is None else [self._chosen(node.where, emitter, take)]
        return [
            py.assign("values", ast.List([], ast.Load())),
            py.assign("take", py.attribute(py.name("values"), "append")),
            _each(each),
            py.give(py.call(_GATHERED[node.kind], py.name("values"))),
        ]

    def _chosen(self, where: Node, emitter: Emitter, then: list[ast.stmt]) -> ast.stmt:
        """Does something for an element that is chosen; gives up where nobody can tell."""
        otherwise: list[ast.stmt] = []
        if not certain(where):
            otherwise = [py.when(py.not_(emitter.false(where)), [py.give(py.NONE)])]
        return py.when(emitter.true(where), then, otherwise)


def _each(body: list[ast.stmt]) -> ast.stmt:
    return py.loop("element", py.name("items"), body)


def depends(node: Node) -> bool:
    """Whether a value depends on the record at hand; what does not is computed once an evaluation."""
    return any(isinstance(part, Subject) for part in walk(node))


def can_be_kept(node: Quantifier) -> bool:
    """Whether what an element adds is its own affair: then a quantifier can be kept up to date element by element."""
    parts = [part for part in (node.where, node.value) if part is not None]
    own = (isinstance(inner, Subject) and inner.type.record != PORTFOLIO for part in parts for inner in walk(part))
    return isinstance(node.over, Collection) and not any(own)


def _equality(node: Quantifier) -> tuple[str, Node] | None:
    """A field of the elements and the value it must equal, for an element to count at all."""
    conditions = [node.where, node.value if node.kind == "any" else None]
    for condition in conditions:
        parts = condition.args if isinstance(condition, Op) and condition.name == "and" else (condition,)
        for part in parts:
            if isinstance(part, Op) and part.name == "eq":
                for field, value in (part.args, part.args[::-1]):
                    if (
                        isinstance(field, Field)
                        and isinstance(field.of, Element)
                        and field.of.type.kind == "record"
                        and not any(isinstance(inner, Element) for inner in walk(value))
                    ):
                        return field.name, value
    return None

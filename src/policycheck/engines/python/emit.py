"""From a typed tree to Python expressions.

A condition has two forms, each a plain Python condition: when it is true, and when it is false; neither is unknown.
So Python's own short circuits do Kleene's logic, and nothing is computed for the third value.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType

from policycheck.engines.python import tree as py
from policycheck.language.ir import (
    Collection,
    Const,
    Derived,
    Element,
    Field,
    Flag,
    Node,
    Op,
    Param,
    Portfolio,
    Quantifier,
    Subject,
    Today,
    children,
)
from policycheck.language.rulebook import RecordType

_COMPARISONS: Mapping[str, tuple[type[ast.cmpop], type[ast.cmpop]]] = MappingProxyType(
    {
        "eq": (ast.Eq, ast.NotEq),
        "ne": (ast.NotEq, ast.Eq),
        "lt": (ast.Lt, ast.GtE),
        "le": (ast.LtE, ast.Gt),
        "gt": (ast.Gt, ast.LtE),
        "ge": (ast.GtE, ast.Lt),
    }
)
"""Each comparison with its opposite: for known values one of the two holds."""

_STRICT: Mapping[str, Callable[..., ast.expr]] = MappingProxyType(
    {
        "add": lambda a, b: py.call("add", a, b),
        "sub": lambda a, b: py.call("sub", a, b),
        "mul": lambda a, b: py.call("mul", a, b),
        "neg": lambda a: py.call("neg", a),
        "abs": lambda a: py.call("abs_", a),
        "add_days": lambda day, n: py.call("add_days", day, n),
        "add_months": lambda day, n: py.call("add_months", day, n),
        "days_between": lambda a, b: py.attribute(ast.BinOp(a, ast.Sub(), b), "days"),
        "year": lambda day: py.attribute(day, "year"),
        "month": lambda day: py.attribute(day, "month"),
        "start": lambda period: py.attribute(period, "start"),
        "until": lambda period: py.attribute(period, "until"),
        "len": lambda items: py.call("len_", items),
        "within": lambda day, period: py.compare(day, ast.In(), period),
        "contains": lambda text, part: py.compare(part, ast.In(), text),
        "startswith": lambda text, part: py.call("starts", text, part),
    }
)
"""Operators whose result is missing where an argument is: how each is written for known arguments."""

_THREE_VALUED: Mapping[str, str] = MappingProxyType(
    {"if": "if_", "intersects": "intersects", "subset": "subset", "how_many": "how_many"}
)
"""Operators that a function of the runtime does, missing arguments and all."""

_KLEENE: Mapping[str, str] = MappingProxyType({"and": "and_", "or": "or_", "not": "not_", "in": "in_"})
"""Conditions whose value takes both their forms; where that would branch again and again, a function does them."""


def certain(node: Node) -> bool:
    """Whether a condition is never unknown."""
    match node:
        case Const():
            return node.value is not None
        case Op(name="present" | "known"):
            return True
        case Op(name="and" | "or" | "not"):
            return all(certain(arg) for arg in node.args)
    return False


class Surroundings:
    """What expressions of one program share: constants, and what is looked up once before judging."""

    def __init__(self, types: Mapping[str, RecordType]) -> None:
        self.types = types
        self.constants: dict[str, object] = {}
        self.preamble: dict[str, ast.expr] = {}
        self.functions: list[ast.FunctionDef | ast.Assign] = []
        self._count = 0
        self._words: dict[tuple[str, ...], str] = {}
        self._taken: set[str] = set()

    def fresh(self, kind: str) -> str:
        """A name that nothing else has."""
        self._count += 1
        return f"{kind}{self._count}"

    def word(self, *parts: str) -> str:
        """The name that some parts have together, the same each time; `a_b` and `c` have another than `a` and `b_c`."""
        if parts not in self._words:
            plain = found = "_".join(parts)
            while found in self._taken:
                found = self.fresh(f"{plain}_")
            self._words[parts] = found
            self._taken.add(found)
        return self._words[parts]

    def derived(self, record: str, name: str, flag: str | None = None) -> str:
        """The name of the function that gives a derivation."""
        return self.word("derived", record, name, *([] if flag is None else [flag]))

    def needed(self, word: str, value: ast.expr) -> ast.Name:
        """A variable set once before judging."""
        self.preamble.setdefault(word, value)
        return py.name(word)

    def constant(self, value: object) -> ast.expr:
        """A constant; what Python's tree cannot hold is bound to a name."""
        if isinstance(value, Decimal) and value == value.to_integral_value():
            value = int(value)
        if value is None or isinstance(value, str | bool | int):
            return ast.Constant(value)
        if isinstance(value, tuple) and all(isinstance(item, str) for item in value):
            return ast.Constant(value)  # type: ignore[arg-type]
        word = self.fresh("constant")
        self.constants[word] = value
        return py.name(word)


class Emitter:
    """Expressions over one record, `row`, and within a loop one element, `element`."""

    def __init__(self, shared: Surroundings, quantify: Callable[[Quantifier], ast.expr]) -> None:
        self.shared, self.quantify = shared, quantify
        self.bound: dict[int, str] = {}
        """Nodes whose value a local variable holds already, by identity."""
        self.unpacked: frozenset[str] = frozenset()
        """The record's fields that local variables hold."""

    # --- conditions

    def true(self, node: Node) -> ast.expr:
        """When a condition is true."""
        if isinstance(node, Op) and id(node) not in self.bound:
            match node.name:
                case "and":
                    return py.all_of(self.true(arg) for arg in node.args)
                case "or":
                    return py.any_of(self.true(arg) for arg in node.args)
                case "not":
                    return self.false(node.args[0])
                case "known":
                    return self._known(node.args[0])
                case "present":
                    return self._present(node.args[0])
                case "in":
                    return self._in(node.args[0], node.args[1], found=True)
            if node.name in _COMPARISONS:
                return self._comparison(node, _COMPARISONS[node.name][0])
            if node.name in _STRICT:
                return self._strict_condition(node, wanted=True)
        if isinstance(node, Const):
            return py.TRUE if node.value is True else py.FALSE
        return py.is_(self.value(node), py.TRUE)

    def false(self, node: Node) -> ast.expr:
        """When a condition is false."""
        if isinstance(node, Op) and id(node) not in self.bound:
            match node.name:
                case "and":
                    return py.any_of(self.false(arg) for arg in node.args)
                case "or":
                    return py.all_of(self.false(arg) for arg in node.args)
                case "not":
                    return self.true(node.args[0])
                case "known" | "present":
                    return py.not_(self.true(node))
                case "in":
                    return self._in(node.args[0], node.args[1], found=False)
            if node.name in _COMPARISONS:
                return self._comparison(node, _COMPARISONS[node.name][1])
            if node.name in _STRICT:
                return self._strict_condition(node, wanted=False)
        if isinstance(node, Const):
            return py.TRUE if node.value is False else py.FALSE
        return py.is_(self.value(node), py.FALSE)

    def _comparison(self, node: Op, operator: type[ast.cmpop]) -> ast.expr:
        known, args = self._args(node.args)
        return py.all_of([*known, py.compare(args[0], operator(), args[1])])

    def _strict_condition(self, node: Op, wanted: bool) -> ast.expr:
        known, args = self._args(node.args)
        holds = _STRICT[node.name](*args)
        return py.all_of([*known, holds if wanted else py.not_(holds)])

    def _in(self, item: Node, over: Node, found: bool) -> ast.expr:
        known, (value, items) = self._args((item, over))
        inside = py.compare(value, ast.In() if found else ast.NotIn(), items)
        if isinstance(over, Const) or found:
            return py.all_of([*known, inside])
        return py.all_of([*known, inside, py.compare(py.NONE, ast.NotIn(), items)])

    def _known(self, node: Node) -> ast.expr:
        return py.TRUE if _never_missing(node) else py.is_not_none(self.value(node))

    def _present(self, node: Node) -> ast.expr:
        if node.type.kind in ("list", "collection"):
            return py.call("bool_", self.value(node))
        if node.type.textual and not isinstance(node, Field | Param):
            known, (value,) = self._args((node,))
            return py.all_of([*known, py.compare(value, ast.NotEq(), ast.Constant(""))])
        return self._known(node)

    def _args(self, nodes: tuple[Node, ...]) -> tuple[list[ast.expr], list[ast.expr]]:
        """Conditions that arguments are known, which also bind what is not a plain name; and the arguments."""
        known, args = list[ast.expr](), list[ast.expr]()
        for node in nodes:
            value = self.value(node)
            if isinstance(value, ast.Constant):
                known.append(py.FALSE if value.value is None else py.TRUE)
                args.append(value)
            elif isinstance(value, ast.Name):
                known.append(py.TRUE if _never_missing(node) else py.is_not_none(value))
                args.append(value)
            else:
                word = self.shared.fresh("value")
                known.append(py.is_not_none(ast.NamedExpr(ast.Name(word, ast.Store()), value)))
                args.append(py.name(word))
        return known, args

    # --- values

    def value(self, node: Node) -> ast.expr:
        """The value of a node; None where it is missing, or unknown."""
        if id(node) in self.bound:
            return py.name(self.bound[id(node)])
        match node:
            case Const():
                return self.shared.constant(node.value)
            case Param():
                return self.shared.needed(f"param_{node.name}", py.index(facts("parameters"), node.name))
            case Today():
                return self.shared.needed("today", facts("today"))
            case Subject():
                return py.name("row")
            case Element():
                return py.name("element")
            case Portfolio():
                return self.shared.needed("portfolio", py.attribute(facts("tables"), "portfolio"))
            case Field():
                return self._field(node)
            case Derived():
                return self._of_record(node.of, lambda row: py.call(self.shared.derived(node.record, node.name), row))
            case Flag():
                return self._of_record(
                    node.of, lambda row: py.call(self.shared.derived(node.record, node.name, node.flag), row)
                )
            case Collection():
                return self._collection(node)
            case Quantifier():
                return self.quantify(node)
            case Op():
                return self._operation(node)
        raise AssertionError(node)

    def _operation(self, node: Op) -> ast.expr:
        if node.name in _THREE_VALUED:
            return py.call(_THREE_VALUED[node.name], *(self.value(arg) for arg in node.args))
        if node.name in _KLEENE:
            if _branches(node):
                return py.call(_KLEENE[node.name], *(self.value(arg) for arg in node.args))
            return py.if_else(self.true(node), py.TRUE, py.if_else(self.false(node), py.FALSE, py.NONE))
        if node.name in ("present", "known"):
            return py.if_else(self.true(node), py.TRUE, py.FALSE)
        if node.name in _COMPARISONS:
            known, args = self._args(node.args)
            return py.if_else(py.all_of(known), py.compare(args[0], _COMPARISONS[node.name][0](), args[1]), py.NONE)
        known, args = self._args(node.args)
        return py.if_else(py.all_of(known), _STRICT[node.name](*args), py.NONE)

    def _field(self, node: Field) -> ast.expr:
        if isinstance(node.of, Subject) and node.name in self.unpacked:
            return py.name(f"field_{node.name}")
        column = self.shared.types[node.of.type.record].column[node.name]
        return self._of_record(node.of, lambda row: py.index(row, column))

    def record(self, node: Node) -> ast.expr:
        """The record that a node is or refers to; None where the reference is missing."""
        return self._of_record(node, lambda row: row)

    def _of_record(self, of: Node, part: Callable[[ast.expr], ast.expr]) -> ast.expr:
        """A part of the record that a node is or refers to; missing where the reference is."""
        if of.type.kind == "record":
            return part(self.value(of))
        find = self.shared.needed(
            f"find_{of.type.record}", py.attribute(py.index(tables("index"), of.type.record), "get")
        )
        word = self.shared.fresh("other")
        found = ast.NamedExpr(ast.Name(word, ast.Store()), py.call(find, self.value(of)))
        return py.if_else(py.is_(found, py.NONE), py.NONE, part(py.name(word)))

    def _collection(self, node: Collection) -> ast.expr:
        if node.field is None:
            return self.shared.needed(f"all_{node.record}", py.index(tables("rows"), node.record))
        referring = py.call(tables("referring"), ast.Constant(node.record), ast.Constant(node.field))
        find = self.shared.needed(self.shared.word("of", node.record, node.field), py.attribute(referring, "get"))
        type_ = self.shared.types[node.of.type.record]
        column = type_.key_column
        nothing = ast.Constant(())  # type: ignore[arg-type]
        return self._of_record(node.of, lambda row: py.call(find, py.index(row, column), nothing))


def _branches(node: Node) -> bool:
    """Whether a part's own value takes both forms of a condition: each such level would double the code."""
    if isinstance(node, Quantifier):
        return False
    if isinstance(node, Op):
        values = node.args[:1] if node.name == "in" else () if node.name in _KLEENE else node.args
        if node.name == "if" or any(_is_kleene(arg) for arg in values):
            return True
    return any(_branches(part) for part in children(node))


def _is_kleene(node: Node) -> bool:
    return isinstance(node, Op) and node.name in _KLEENE


def facts(word: str) -> ast.expr:
    """A part of the facts that are judged by."""
    return py.attribute(py.name("facts"), word)


def tables(word: str) -> ast.expr:
    """A part of the tables that are judged."""
    return py.attribute(facts("tables"), word)


def _never_missing(node: Node) -> bool:
    match node:
        case Const():
            return node.value is not None
        case Today() | Subject() | Portfolio():
            return True
        case Collection():
            return node.of.type.kind == "record"
        case Op(name="len"):
            return _never_missing(node.args[0])
        case Op():
            return node.type.kind == "boolean" and certain(node)
    return False

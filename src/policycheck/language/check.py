"""From Python's syntax tree to the typed tree: names resolved, types checked, every fault at its word."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from policycheck.faults import Fault, Faults
from policycheck.language import messages as say
from policycheck.language.compare import compare, compatible, unify
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
    QuantifierKind,
    Subject,
    Today,
)
from policycheck.language.operators import FUNCTIONS, OPERATORS, QUANTIFIERS
from policycheck.language.rulebook import PORTFOLIO
from policycheck.language.scope import Scope
from policycheck.language.syntax import Expression, parse
from policycheck.language.types import (
    BOOLEAN,
    DATE,
    DURATION,
    FAULTY,
    INTEGER,
    LIMIT,
    MISSING,
    MOST_SCALE,
    TEXT,
    Type,
    collection,
    list_of,
    record,
    ref,
    scaled,
)
from policycheck.source import Span

_DECIMAL = re.compile(r"[0-9][0-9_]*(\.[0-9][0-9_]*)?")
_COMPARISONS: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Eq: ("eq", "=="),
    ast.NotEq: ("ne", "!="),
    ast.Lt: ("lt", "<"),
    ast.LtE: ("le", "<="),
    ast.Gt: ("gt", ">"),
    ast.GtE: ("ge", ">="),
}
_ARITHMETIC: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("add", "+"),
    ast.Sub: ("sub", "-"),
    ast.Mult: ("mul", "*"),
}
_NOT_OURS: dict[type[ast.expr], tuple[str, str]] = {
    ast.Lambda: ("a function of one's own", "derive a value under `derive`"),
    ast.NamedExpr: ("`:=`", "derive a value under `derive`"),
    ast.JoinedStr: ("a text with `f` before its quote", "templates stand in messages: `{title}`"),
    ast.ListComp: ("a list made by `for`", "ask `any(… for v in …)`, `count(v for v in …)` or another quantifier"),
    ast.SetComp: ("a set made by `for`", "to count different values, write `unique(x for v in …)`"),
    ast.GeneratorExp: ("`for` outside a quantifier", "write `any(…)`, `all(…)` or `count(…)` around it"),
    ast.DictComp: ("a dictionary", ""),
    ast.Dict: ("`{…}`", ""),
    ast.Set: ("`{…}`", "write a list of constants in `[…]`"),
    ast.Tuple: ("a comma", "write a list of constants in `[…]`"),
    ast.Subscript: ("`[…]` behind a value", "ask `value in list`, or a quantifier"),
    ast.Starred: ("`*`", ""),
    ast.Await: ("`await`", ""),
    ast.Yield: ("`yield`", ""),
    ast.YieldFrom: ("`yield`", ""),
}


class Checker:
    """Checks one expression in a scope."""

    def __init__(self, expression: Expression, scope: Scope, faults: Faults) -> None:
        self.expression, self.scope, self.faults = expression, scope, faults

    def fault(self, fault: Fault) -> Const:
        """Takes a fault in; the part that has it lets every later check pass."""
        self.faults.add(fault)
        return Const(None, type=FAULTY, span=fault.span)

    def node(self, tree: ast.expr) -> Node:
        """The typed node for any part."""
        match tree:
            case ast.Constant():
                return self._constant(tree)
            case ast.Name():
                return self._name(tree)
            case ast.Attribute():
                return self._attribute(tree)
            case ast.BoolOp():
                name = "and" if isinstance(tree.op, ast.And) else "or"
                return self._op(name, tuple(self.condition(part) for part in tree.values), BOOLEAN, self._span(tree))
            case ast.UnaryOp():
                return self._unary(tree)
            case ast.IfExp():
                return self._if(tree)
            case ast.Compare():
                return self._chain(tree)
            case ast.BinOp():
                return self._arithmetic(tree)
            case ast.List():
                return self._list(tree)
            case ast.Call():
                return self._call(tree)
        what, hint = _NOT_OURS.get(type(tree), (f"`{self.expression.part(tree)[:40]}`", ""))
        return self.fault(say.not_in_language(self._span(tree), what, hint))

    def condition(self, tree: ast.expr) -> Node:
        """The typed node for a part that must be true or false."""
        node = self.node(tree)
        if node.type.kind not in ("boolean", "faulty"):
            return self.fault(say.not_a_condition(self._span(tree), node.type))
        return node

    def value(self, tree: ast.expr) -> Node:
        """The typed node for a part that must be a value; a record stands for its key."""
        node = self.node(tree)
        if node.type.kind == "record" and node.type.record != PORTFOLIO:
            key = self.scope.names.types[node.type.record].key
            if key:
                return Field(node, key, type=ref(node.type.record), span=node.span)
        if node.type.kind in ("record", "collection", "flags", "duration"):
            return self.fault(say.not_a_value(self._span(tree), node.type))
        return node

    # --- leaves

    def _constant(self, tree: ast.Constant) -> Node:
        span, text = self._span(tree), self.expression.part(tree)
        match tree.value:
            case bool():
                return Const(tree.value, type=BOOLEAN, span=span)
            case None:
                return Const(None, type=MISSING, span=span)
            case str():
                return Const(tree.value, type=TEXT, span=span) if not text[:1].isalpha() else self._not_ours(tree, text)
            case int() | float():
                return self._number(text, span)
        return self._not_ours(tree, text)

    def _not_ours(self, tree: ast.expr, text: str) -> Const:
        return self.fault(say.not_in_language(self._span(tree), f"`{text[:40]}`"))

    def _number(self, text: str, span: Span) -> Const:
        if not _DECIMAL.fullmatch(text):
            return self.fault(say.bad_literal(span, text[:40]))
        whole, _, behind = text.replace("_", "").partition(".")
        if len(whole.lstrip("0")) > len(str(LIMIT)) - 1 or len(behind) > MOST_SCALE:
            return self.fault(say.number_too_long(span))
        if behind:
            return Const(Decimal(f"{whole}.{behind}"), type=scaled("number", len(behind)), span=span)
        return Const(int(whole), type=INTEGER, span=span)

    def _name(self, tree: ast.Name) -> Node:
        name, span, scope = tree.id, self._span(tree), self.scope
        if scope.element and name == scope.element[0]:
            return Element(name, type=scope.element[1], span=span)
        if name in scope.variables:
            return replace(scope.variables[name], span=span)
        if name in ("true", "false"):
            return Const(name == "true", type=BOOLEAN, span=span)
        if name == "today":
            return Today(type=DATE, span=span)
        if name == PORTFOLIO:
            return Portfolio(type=record(PORTFOLIO), span=span)
        if scope.subject:
            subject = Subject(type=record(scope.subject), span=span)
            found = self._member(subject, scope.subject, name, span)
            if found:
                return found
        if name in scope.names.tables:
            return Collection(
                Portfolio(type=record(PORTFOLIO), span=span), name, name, None, type=collection(name), span=span
            )
        return self.fault(say.unknown_name(span, name, scope.all_names(), self._elsewhere(name)))

    def _elsewhere(self, name: str) -> str:
        """A hint for a name that another part of the pack has."""
        names, subject = self.scope.names, self.scope.subject
        if name in names.parameters:
            return f"a parameter is written `param.{name}`"
        if name == "param":
            return "name the parameter: `param.…`"
        if subject and name in names.collections(PORTFOLIO):
            return f"from here it is written `{PORTFOLIO}.{name}`"
        if self.scope.element and self.scope.element[1].kind == "record" and name in set(names.members(self.scope.element[1].record)):
            return f"of the element it is written `{self.scope.element[0]}.{name}`"
        for field in names.types[subject].fields.values() if subject else ():
            if field.type.kind == "ref" and name in set(names.members(field.type.record)):
                return f"it is a part of {field.type.record}: write `{field.name}.{name}`"
        if name in FUNCTIONS or name in QUANTIFIERS:
            return f"write it with its values: `{name}(…)`"
        return ""

    def _attribute(self, tree: ast.Attribute) -> Node:
        span, scope = self._span(tree), self.scope
        if isinstance(tree.value, ast.Name) and tree.value.id == "param":
            type_ = scope.names.parameters.get(tree.attr)
            if type_ is None:
                return self.fault(say.unknown_parameter(self.expression.attribute(tree), tree.attr, list(scope.names.parameters)))
            return Param(tree.attr, type=type_, span=span)
        of = self.node(tree.value)
        if of.type is FAULTY:
            return of
        word = self.expression.attribute(tree)
        if of.type.kind == "collection":
            return self.fault(say.many_members(word, tree.attr))
        if of.type.kind not in ("record", "ref"):
            return self.fault(say.no_members(word, of.type, tree.attr))
        found = self._member(of, of.type.record, tree.attr, span)
        return found or self.fault(
            say.unknown_member(word, of.type.record, tree.attr, scope.names.members(of.type.record))
        )

    def _member(self, of: Node, about: str, name: str, span: Span) -> Node | None:
        names = self.scope.names
        type_ = names.types.get(about)
        if type_ is None:
            return Const(None, type=FAULTY, span=span)
        if name in type_.fields:
            return Field(of, name, type=type_.fields[name].type, span=span)
        if name in names.derived.get(about, ()):
            derivation = names.derive(about, name)
            kind = derivation.type if derivation else FAULTY
            return Derived(of, name, about, type=kind, span=span) if derivation else Const(None, type=FAULTY, span=span)
        inverse = names.collections(about).get(name)
        if inverse:
            return Collection(of, name, inverse.record, inverse.field or None, type=collection(inverse.record), span=span)
        return None

    # --- operators

    def _unary(self, tree: ast.UnaryOp) -> Node:
        span = self._span(tree)
        if isinstance(tree.op, ast.Not):
            return self._op("not", (self.condition(tree.operand),), BOOLEAN, span)
        if not isinstance(tree.op, ast.USub):
            return self.fault(say.not_in_language(span, f"`{self.expression.part(tree)[:1]}` before a value"))
        operand = self.value(tree.operand)
        if operand.type is FAULTY:
            return operand
        if not operand.type.numeric:
            return self.fault(say.cannot_calculate(span, "-", TEXT if operand.type is MISSING else INTEGER, operand.type))
        if isinstance(operand, Const) and isinstance(operand.value, int | Decimal):
            return Const(-operand.value, type=operand.type, span=span)
        return self._op("neg", (operand,), operand.type, span)

    def _if(self, tree: ast.IfExp) -> Node:
        span = self._span(tree)
        condition = self.condition(tree.test)
        left, right = self.value(tree.body), self.value(tree.orelse)
        if FAULTY in (left.type, right.type):
            return Const(None, type=FAULTY, span=span)
        type_ = unify(left, right)
        if type_ is None:
            return self.fault(say.branches_differ(span, left.type, right.type))
        return self._op("if", (left, condition, right), type_, span)

    def _chain(self, tree: ast.Compare) -> Node:
        links, left = [], tree.left
        for operator, right in zip(tree.ops, tree.comparators, strict=True):
            links.append(self._comparison(left, operator, right))
            left = right
        return links[0] if len(links) == 1 else self._op("and", tuple(links), BOOLEAN, self._span(tree))

    def _comparison(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> Node:
        span = self.expression.at(
            self.expression.offset(left.col_offset), self.expression.offset(right.end_col_offset or 0)
        )
        if isinstance(operator, ast.Is | ast.IsNot):
            if not (isinstance(right, ast.Constant) and right.value is None):
                return self.fault(say.only_is_none(span))
            known = self._op("known", (self.value(left),), BOOLEAN, span)
            return known if isinstance(operator, ast.IsNot) else self._op("not", (known,), BOOLEAN, span)
        if isinstance(operator, ast.In | ast.NotIn):
            found = self._membership(left, right, span)
            return found if isinstance(operator, ast.In) else self._op("not", (found,), BOOLEAN, span)
        name, sign = _COMPARISONS[type(operator)]
        return self._settle(compare(name, sign, self.value(left), self.value(right), span))

    def _settle(self, found: Node | Fault) -> Node:
        return self.fault(found) if isinstance(found, Fault) else found

    def _membership(self, left: ast.expr, right: ast.expr, span: Span) -> Node:
        over = self.node(right)
        if over.type is FAULTY:
            return over
        if isinstance(over, Derived) and over.type.kind == "flags":
            return self._flag(left, over, span)
        item = self.value(left)
        if item.type is FAULTY:
            return item
        if over.type.kind == "period":
            if item.type.kind != "date":
                return self.fault(say.cannot_compare(span, item.type, over.type, "in"))
            return self._op("within", (item, over), BOOLEAN, span)
        if over.type.kind != "list":
            return self.fault(say.not_in_list(over.span, over.type))
        return self._settle(compatible("in", "in", item, over, span))

    def _flag(self, word: ast.expr, flags: Derived, span: Span) -> Node:
        const = self.node(word)
        if const.type is FAULTY:
            return const
        if not isinstance(const, Const) or not isinstance(const.value, str) and const.written is None:
            return self.fault(say.flag_by_name(self._span(word)))
        name = const.value if isinstance(const.value, str) else const.written or ""
        if name not in flags.type.names:
            return self.fault(say.unknown_flag(self._span(word), name, flags.type.names))
        return Flag(flags.of, flags.name, flags.record, name, type=BOOLEAN, span=span)

    def _arithmetic(self, tree: ast.BinOp) -> Node:
        span = self._span(tree)
        if isinstance(tree.op, ast.Div | ast.FloorDiv):
            return self.fault(say.division(span))
        if type(tree.op) not in _ARITHMETIC:
            between = self.expression.flat[
                self.expression.offset(tree.left.end_col_offset or 0) : self.expression.offset(tree.right.col_offset)
            ]
            return self.fault(say.not_in_language(span, f"`{between.strip(' ()')}`", "numbers are added, subtracted and multiplied"))
        name, sign = _ARITHMETIC[type(tree.op)]
        left, right = self._operand(tree.left), self._operand(tree.right)
        if FAULTY in (left.type, right.type):
            return Const(None, type=FAULTY, span=span)
        if left.type.numeric and right.type.numeric:
            return self._numbers(name, left, right, span)
        if left.type.kind == "duration" and name == "add":
            left, right = right, left
        if left.type.kind == "date" and right.type.kind == "duration" and name != "mul":
            return self._shift(name, left, right, span)
        if left.type.kind == right.type.kind == "date" and name == "sub":
            return self._op("days_between", (left, right), INTEGER, span)
        return self.fault(say.cannot_calculate(span, sign, left.type, right.type))

    def _operand(self, tree: ast.expr) -> Node:
        """A value, or a length of time: only arithmetic takes those."""
        if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id in ("days", "months", "years"):
            return self.node(tree)
        return self.value(tree)

    def _numbers(self, name: str, left: Node, right: Node, span: Span) -> Node:
        kinds = {left.type.kind, right.type.kind}
        kind = "money" if "money" in kinds else "number" if "number" in kinds else "integer"
        scales = left.type.scale, right.type.scale
        scale = sum(scales) if name == "mul" else max(scales)
        if scale > MOST_SCALE:
            return self.fault(say.scale_too_large(span, scale))
        return self._op(name, (left, right), scaled(kind, scale), span)

    def _shift(self, name: str, day: Node, duration: Node, span: Span) -> Node:
        assert isinstance(duration, Op)
        amount = duration.args[0]
        if duration.name == "years":
            twelve = Const(12, type=INTEGER, span=duration.span)
            amount = self._op("mul", (amount, twelve), INTEGER, duration.span)
        if name == "sub":
            amount = self._op("neg", (amount,), INTEGER, duration.span)
        return self._op("add_days" if duration.name == "days" else "add_months", (day, amount), DATE, span)

    def _list(self, tree: ast.List) -> Node:
        span = self._span(tree)
        items = [self.value(item) for item in tree.elts]
        if any(item.type is FAULTY for item in items):
            return Const(None, type=FAULTY, span=span)
        if not items:
            return self.fault(say.empty_list(span))
        first = items[0].type
        values: list[str | bool | int | Decimal | date] = []
        for item in items:
            if not isinstance(item, Const) or item.value is None or isinstance(item.value, tuple):
                return self.fault(say.only_constants(item.span))
            if item.type.kind != first.kind and not (item.type.numeric and first.numeric):
                return self.fault(say.mixed_list(item.span, first, item.type))
            values.append(item.value)  # type: ignore[arg-type]
        element = first
        if first.numeric:
            scale = max(item.type.scale for item in items)
            element = INTEGER if all(item.type.kind == "integer" for item in items) else scaled("number", scale)
        return Const(tuple(values), type=list_of(element), span=span)

    # --- calls

    def _call(self, tree: ast.Call) -> Node:
        span = self._span(tree)
        if not isinstance(tree.func, ast.Name):
            return self._call_of_something(tree)
        name, word = tree.func.id, self._span(tree.func)
        if tree.keywords:
            return self.fault(say.not_in_language(self._keyword(tree.keywords[0]), "`name=value` in a call"))
        if name in QUANTIFIERS:
            return self._quantifier(name, tree, span)
        if name == "date":
            return self._date(tree, span)
        function = FUNCTIONS.get(name)
        if function is None:
            return self.fault(say.unknown_function(word, name, (*FUNCTIONS, *QUANTIFIERS, "date")))
        if len(tree.args) != len(function.takes):
            return self.fault(say.wrong_arguments(span, name, len(function.takes), len(tree.args), function.example))
        args = []
        for argument, kinds in zip(tree.args, function.takes, strict=True):
            node = self.node(argument)
            if node.type.kind in ("record", "duration"):
                node = self.value(argument)
            if node.type is not FAULTY and (node.type.kind not in kinds if kinds else node.type.kind == "flags"):
                node = self.fault(say.wrong_argument(self._span(argument), name, node.type, function.example))
            args.append(node)
        if any(node.type is FAULTY for node in args):
            return Const(None, type=FAULTY, span=span)
        return self._function(name, tuple(args), span)

    def _call_of_something(self, tree: ast.Call) -> Node:
        if isinstance(tree.func, ast.Attribute):
            word = self.expression.attribute(tree.func)
            return self.fault(say.not_in_language(word, f"a call of `.{tree.func.attr}`", "functions stand before their values: `len(themes)`"))
        return self.fault(say.not_in_language(self._span(tree.func), "a call of anything but a function's name"))

    def _keyword(self, keyword: ast.keyword) -> Span:
        return self._span(keyword.value)

    def _function(self, name: str, args: tuple[Node, ...], span: Span) -> Node:
        operator = FUNCTIONS[name].operator
        if name in ("days", "months", "years"):
            return Op(operator, args, type=DURATION, span=span)
        if name == "missing":
            return self._op("not", (self._op("present", args, BOOLEAN, span),), BOOLEAN, span)
        if name in ("intersects", "subset"):
            return self._settle(compatible(operator, name, args[0], args[1], span))
        first = args[0]
        if name == "len" and isinstance(first, Derived) and first.type.kind == "flags":
            return self._op("how_many", self._flags(first), INTEGER, span)
        result = OPERATORS[operator].result
        type_ = {"boolean": BOOLEAN, "integer": INTEGER, "date": DATE}.get(result, first.type)
        return self._op(operator, args, type_, span)

    def _date(self, tree: ast.Call, span: Span) -> Node:
        if len(tree.args) != 1 or not (isinstance(tree.args[0], ast.Constant) and isinstance(tree.args[0].value, str)):
            return self.fault(say.bad_date(span, self.expression.part(tree)[:40]))
        text = tree.args[0].value
        try:
            if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text, re.ASCII):
                raise ValueError
            return Const(date.fromisoformat(text), type=DATE, span=span)
        except ValueError:
            return self.fault(say.bad_date(self._span(tree.args[0]), text[:40]))

    def _flags(self, flags: Derived) -> tuple[Node, ...]:
        return tuple(
            Flag(flags.of, flags.name, flags.record, name, type=BOOLEAN, span=flags.span) for name in flags.type.names
        )

    def _quantifier(self, name: str, tree: ast.Call, span: Span) -> Node:
        argument = tree.args[0] if len(tree.args) == 1 else None
        if argument is not None and not isinstance(argument, ast.GeneratorExp) and name in ("any", "all"):
            node = self.node(argument)
            if node.type is FAULTY:
                return node
            if isinstance(node, Derived) and node.type.kind == "flags":
                return self._op("or" if name == "any" else "and", self._flags(node), BOOLEAN, span)
        if not isinstance(argument, ast.GeneratorExp):
            return self.fault(say.not_a_loop(span, name))
        if self.scope.element:
            return self.fault(say.nested_loop(span))
        loop = argument.generators[0]
        if len(argument.generators) > 1 or loop.is_async or not isinstance(loop.target, ast.Name):
            place = argument.generators[-1].target
            return self.fault(say.one_loop(self._span(place)))
        over = self.node(loop.iter)
        if over.type is FAULTY:
            return over
        if over.type.kind == "collection":
            element = record(over.type.record)
        elif over.type.kind == "list" and over.type.of:
            element = over.type.of
        else:
            return self.fault(say.not_countable(self._span(loop.iter), over.type))
        inner = Checker(self.expression, replace(self.scope, element=(loop.target.id, element)), self.faults)
        return inner._loop(name, argument, over, loop, span)

    def _loop(self, name: str, tree: ast.GeneratorExp, over: Node, loop: ast.comprehension, span: Span) -> Node:
        assert self.scope.element
        variable = self.scope.element[0]
        conditions = tuple(self.condition(part) for part in loop.ifs)
        where = conditions[0] if len(conditions) == 1 else self._op("and", conditions, BOOLEAN, span) if conditions else None
        value, type_ = self._loop_value(name, tree.elt, variable)
        parts = [part for part in (value, where) if part is not None]
        if any(part.type is FAULTY for part in parts):
            return Const(None, type=FAULTY, span=span)
        kind: QuantifierKind = name  # type: ignore[assignment]
        return Quantifier(kind, over, value, where, variable, type=type_, span=span)

    def _loop_value(self, name: str, tree: ast.expr, variable: str) -> tuple[Node | None, Type]:
        if name in ("any", "all"):
            return self.condition(tree), BOOLEAN
        if name == "count":
            if not (isinstance(tree, ast.Name) and tree.id == variable):
                return self.fault(say.count_the_variable(self._span(tree), variable)), FAULTY
            return None, INTEGER
        node = self.value(tree)
        if node.type is FAULTY:
            return node, FAULTY
        fits: dict[str, Callable[[Type], bool]] = {
            "sum": lambda t: t.numeric,
            "min": lambda t: t.numeric or t.kind == "date",
            "max": lambda t: t.numeric or t.kind == "date",
            "unique": lambda t: t.kind not in ("list", "period", "missing"),
        }
        if not fits[name](node.type):
            return self.fault(say.unordered(self._span(tree), name, node.type)), FAULTY
        return node, INTEGER if name == "unique" else node.type

    def _op(self, name: str, args: tuple[Node, ...], type_: Type, span: Span) -> Node:
        if any(arg.type is FAULTY for arg in args):
            return Const(None, type=FAULTY, span=span)
        return Op(name, args, type=type_, span=span)

    def _span(self, tree: ast.expr) -> Span:
        return self.expression.place(tree)


def check(expression: Expression, scope: Scope, faults: Faults) -> Node | None:
    """The typed node for an expression of any kind, or None with its faults collected."""
    tree = parse(expression, faults)
    if tree is None:
        return None
    node = Checker(expression, scope, faults).node(tree)
    return None if node.type is FAULTY else node


def check_condition(expression: Expression, scope: Scope, faults: Faults) -> Node | None:
    """The typed node for an expression that must be true or false."""
    tree = parse(expression, faults)
    if tree is None:
        return None
    node = Checker(expression, scope, faults).condition(tree)
    return None if node.type is FAULTY else node


def check_value(expression: Expression, scope: Scope, faults: Faults) -> Node | None:
    """The typed node for an expression that must be a value, or a set of flags; a record stands for its key."""
    tree = parse(expression, faults)
    if tree is None:
        return None
    checker = Checker(expression, scope, faults)
    node = checker.node(tree)
    if node.type.kind not in ("flags", "faulty"):
        node = checker.value(tree)
    return None if node.type is FAULTY else node

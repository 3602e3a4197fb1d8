"""Packs, records and decisions made from a tape of bytes: always well typed, simplest where the bytes are zero.

A tape is one draw of Hypothesis an example, so that examples are cheap; it shrinks byte by byte towards rules that say
`true` about no records at all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from policycheck.faults import Faults
from policycheck.language.compile import compile_pack
from policycheck.pack.load import Pack, _Merging, load_pack
from policycheck.pack.nodes import Mapping
from policycheck.pack.profile import read
from policycheck.policy import Policy
from policycheck.source import Source

SCHEMA = Path(__file__).parent / "schema.yaml"
TAPE = 2_600
"""Bytes of a tape; whatever is past its end is 0."""
DEPTH = 4


class Tape:
    """Choices read off bytes, one after another."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def below(self, number: int) -> int:
        """A number from 0 on, below another."""
        found = self.data[self.at] % number if self.at < len(self.data) else 0
        self.at += 1
        return found

    def of(self, options: Sequence[Any]) -> Any:
        """One of some options; the first is the simplest."""
        return options[self.below(len(options))]

    def chance(self, one_in: int) -> bool:
        """True once in so many times; false on zeros."""
        return self.below(one_in) == one_in - 1


# --- what expressions may speak of, read off the schema


def _kind(field: Any) -> str:
    if isinstance(field, str):
        return field
    match field["type"]:
        case "choice":
            return "choice:" + "".join(field["of"])
        case "ref":
            return f"ref:{field['to']}"
        case "list":
            return f"list:{_kind(field['of'])}"
    return str(field["type"])


_PACK = yaml.safe_load(SCHEMA.read_text(encoding="utf-8"))
FIELDS: dict[str, dict[str, str]] = {
    name: {field: _kind(shape) for field, shape in record["fields"].items()}
    for name, record in {**_PACK["records"], **_PACK["tables"]}.items()
}
FIELDS["org"]["id"] = FIELDS["event"]["code"] = FIELDS["regions"]["id"] = "text"
PARAMETERS: dict[str, str] = {name: _kind(shape) for name, shape in _PACK["parameters"].items()}
KEYS = {"org": "id", "event": "code", "regions": "id"}
COLLECTIONS: dict[str, dict[str, str]] = {
    "org": {"children": "org", "events": "event", "hosted": "event"},
    "event": {},
    "regions": {"orgs_there": "org", "before": "regions"},
    "portfolio": {"orgs": "org", "events": "event"},
}
FLAGS = ("late", "dear", "no name")
DERIVED: tuple[tuple[tuple[str, str, str], ...], ...] = (
    (
        ("event", "e_open", "boolean"),
        ("org", "o_ok", "boolean"),
        ("org", "o_count", "integer"),
        ("org", "o_flags", "flags"),
        ("portfolio", "p_ok", "boolean"),
        ("event", "e_late", "boolean"),
    ),
    (
        ("event", "e_num", "number"),
        ("org", "o_num", "number"),
        ("org", "o_text", "text"),
        ("org", "o_list", "list:text"),
        ("portfolio", "p_num", "number"),
        ("org", "o_last", "boolean"),
    ),
    (
        ("event", "e_flags", "flags"),
        ("org", "o_date", "date"),
        ("org", "o_ref", "ref:org"),
        ("portfolio", "p_date", "date"),
        ("portfolio", "p_flags", "flags"),
        ("event", "e_date", "date"),
    ),
)
"""A pack has one of these sets, in the order in which its derivations may rest on each other."""


@dataclass(frozen=True)
class Scope:
    """Where an expression stands."""

    record: str
    group: int
    """Which set of derivations the pack has."""
    derived: int = 6
    """How many of them may be used here."""
    element: str | None = None
    """What a loop's variable `v` is: `record:org`, or the kind of a list's elements."""
    variable: str | None = None
    """The kind of the rule's own variable, `w`."""


@cache
def records_in(scope: Scope) -> tuple[tuple[str, str], ...]:
    """The records that can be reached: what stands before a member's name, and the record type."""
    start = [("", scope.record), ("portfolio.", "portfolio")]
    if scope.element and scope.element.startswith(("record:", "ref:")):
        start.insert(0, ("v.", scope.element.split(":")[1]))
    found = list(start)
    for steps in range(2):
        start = [
            (f"{prefix}{name}.", kind.split(":")[1])
            for prefix, record in start
            for name, kind in members(record, scope)
            if kind.startswith("ref:")
        ]
        found = [*found, *found, *start] if steps else [*found, *start]
    return tuple(found)


def members(record: str, scope: Scope) -> list[tuple[str, str]]:
    """The fields and derivations of a record type with their kinds."""
    return [
        *FIELDS[record].items(),
        *((name, kind) for about, name, kind in DERIVED[scope.group][: scope.derived] if about == record),
    ]


@cache
def values_in(scope: Scope, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The names of values of some kinds; a kind that ends in `:` stands for all that begin so."""

    def fits(kind: str) -> bool:
        return any(kind == wanted or (wanted[-1] == ":" and kind.startswith(wanted)) for wanted in kinds)

    found = [
        f"{prefix}{name}" for prefix, record in records_in(scope) for name, kind in members(record, scope) if fits(kind)
    ]
    rare = ("later", "never", "unset", "nothing")
    found = [*found, *found] if len(found) < 12 else found
    found += [
        f"param.{name}" for name, kind in PARAMETERS.items() if fits(kind) and (name not in rare or len(found) > 9)
    ]
    if scope.element and fits(scope.element):
        found = ["v"] * max(1, len(found) // 4) + found
    if scope.variable and fits(scope.variable):
        found = ["w"] * max(1, len(found) // 4) + found
    return tuple(found)


@cache
def collections_in(scope: Scope) -> tuple[tuple[str, str], ...]:
    """Collections and tables: the expression, and the record type of its elements."""
    own = [
        (f"{prefix}{name}", about)
        for prefix, record in records_in(scope)
        for name, about in COLLECTIONS[record].items()
    ]
    return (*own, *[("regions", "regions")] * max(1, len(own) // 6))


NUMERIC = ("integer", "number", "money")
INTEGERS = ("0", "1", "2", "3", "-1", "10", "400", "999_999_999_999_999_999", "-5", "12", "4", "100", "2024", "6")
NUMBERS = ("0.5", "1.5", "2.25", "0.000001", "999999999999999999.999999", "-12.345678", "1.0")
LONG = ("0.000000000001", "1.123456789012")
DATES = ("2025-06-15", "2024-02-29", "2025-01-31", "2024-12-31", "2026-03-01", "2025-06-14", "0001-01-01", "9999-12-31")
TEXTS = ("a", "b", "ab", "", "c", "o1", "zz")


class Expressions:
    """Well-typed expressions of every kind, chosen by a tape."""

    def __init__(self, tape: Tape) -> None:
        self.tape = tape

    def any_of(self, *makers: Callable[[], str]) -> str:
        """What one of some makers makes."""
        return str(self.tape.of(makers)())

    def named(self, scope: Scope, kinds: tuple[str, ...]) -> str:
        """The name of a value of one of some kinds."""
        return str(self.tape.of(values_in(scope, kinds)))

    # --- conditions

    def boolean(self, scope: Scope, depth: int = DEPTH) -> str:
        """A condition."""
        if depth <= 0 or self.tape.chance(12):
            return (
                self.named(scope, ("boolean",)) if self.tape.below(8) else str(self.tape.of(("true", "False", "True")))
            )
        maker = self.tape.of(_CONDITIONS if scope.element is None else _CONDITIONS_WITHIN)
        return f"({maker(self, scope, depth - 1)})"

    def _joined(self, scope: Scope, depth: int) -> str:
        word = self.tape.of((" and ", " or "))
        return str(word.join(self.boolean(scope, depth) for _ in range(2 + self.tape.chance(4))))

    def _not(self, scope: Scope, depth: int) -> str:
        return f"not {self.boolean(scope, depth)}"

    def _if_boolean(self, scope: Scope, depth: int) -> str:
        return f"{self.boolean(scope, depth)} if {self.boolean(scope, depth)} else {self.boolean(scope, depth)}"

    def _numeric_comparison(self, scope: Scope, depth: int) -> str:
        parts = [self.number(scope, depth)]
        for _ in range(1 + self.tape.chance(5)):
            parts += [self.tape.of(("<", "<=", ">", ">=", "==", "!=")), self.number(scope, depth)]
        return " ".join(parts)

    def _date_comparison(self, scope: Scope, depth: int) -> str:
        parts = [self.date(scope, depth)]
        for _ in range(1 + self.tape.chance(5)):
            parts += [self.tape.of(("<", "<=", ">", ">=", "==", "!=")), self.date(scope, depth)]
        return " ".join(parts)

    def _equality(self, scope: Scope, depth: int) -> str:
        sign = self.tape.of(("==", "!="))
        left, right = self._sides(scope, depth)
        return f"{left} {sign} {right}"

    def _sides(self, scope: Scope, depth: int) -> tuple[str, str]:
        match self.tape.below(8):
            case 0:
                return self.named(scope, ("choice:abc",)), self.quoted(self.tape.of("abc"))
            case 1:
                return self.named(scope, ("choice:",)), self.named(scope, ("choice:", "text"))
            case 2:
                return self.text(scope, depth), self.text(scope, depth)
            case 3:
                return self.boolean(scope, depth), self.boolean(scope, depth)
            case 4:
                return self.org(scope), self.org(scope)
            case 5:
                return self.org(scope), self.text(scope, depth)
            case 6:
                return self.quoted(self.tape.of(("r1", "r2", "r3", "r9"))), self.named(scope, ("ref:regions",))
        kind = "choice:abd" if values_in(scope, ("choice:abd",)) else "choice:abc"
        return self.quoted(self.tape.of("ab")), self.named(scope, (kind,))

    def _known(self, scope: Scope, depth: int) -> str:
        return f"{self.anything(scope, depth)} is {self.tape.of(('', 'not '))}None"

    def _present(self, scope: Scope, depth: int) -> str:
        word = self.tape.of(("present", "missing"))
        if self.tape.chance(3):
            return f"{word}({self.tape.of(collections_in(scope))[0]})"
        return f"{word}({self.anything(scope, depth)})"

    def _in(self, scope: Scope, depth: int) -> str:
        word = self.tape.of(("in", "not in"))
        match self.tape.below(6):
            case 0:
                return f"{self.text(scope, depth)} {word} {self.list_of('text', scope, depth)}"
            case 1:
                return f"{self.number(scope, depth)} {word} {self.list_of(self.tape.of(('integer', 'number')), scope, depth)}"
            case 2:
                return f"{self.date(scope, depth)} {word} {self.list_of('date', scope, depth)}"
            case 3:
                return f"{self.named(scope, ('choice:abc',))} {word} {self.list_of('choice', scope, depth)}"
            case 4:
                return f"{self.org(scope)} {word} {self.list_of('ref', scope, depth)}"
        return f"{self.boolean(scope, depth)} {word} {self.list_of('boolean', scope, depth)}"

    def _within(self, scope: Scope, depth: int) -> str:
        return f"{self.date(scope, depth)} {self.tape.of(('in', 'not in'))} {self.period()}"

    def _lists(self, scope: Scope, depth: int) -> str:
        pairs = (
            ("text", "text"),
            ("integer", "number"),
            ("choice", "choice"),
            ("date", "date"),
            ("ref", "ref"),
            ("boolean", "boolean"),
            ("choice", "text"),
            ("number", "integer"),
        )
        one, other = self.tape.of(pairs)
        if (one, other) == ("choice", "text"):
            other_list = self.named(scope, ("list:text",))
        else:
            other_list = self.list_of(other, scope, depth)
        return f"{self.tape.of(('intersects', 'subset'))}({self.list_of(one, scope, depth)}, {other_list})"

    def _parts_of_text(self, scope: Scope, depth: int) -> str:
        one = self.any_of(lambda: self.text(scope, depth), lambda: self.named(scope, ("choice:", "ref:", "text")))
        return f"{self.tape.of(('contains', 'startswith'))}({one}, {self.text(scope, depth)})"

    def _flags(self, scope: Scope, depth: int) -> str:
        if not values_in(scope, ("flags",)):
            return self.boolean(scope, depth)
        flags = self.named(scope, ("flags",))
        word = self.tape.of(("any", "all", *FLAGS))
        return f"{word}({flags})" if word in ("any", "all") else f"{self.quoted(word)} in {flags}"

    def _quantified(self, scope: Scope, depth: int) -> str:
        loop, inner = self.loop(scope, depth)
        return f"{self.tape.of(('any', 'all'))}({self.boolean(inner, depth)} {loop})"

    # --- loops

    def loop(self, scope: Scope, depth: int) -> tuple[str, Scope]:
        """`for v in … if …`, and the scope of what stands before it."""
        if self.tape.chance(4):
            kind = self.tape.of(("text", "integer", "number", "date", "choice:abc", "ref:org", "boolean"))
            over = self.list_of(kind.split(":")[0], scope, depth)
            if kind == "ref:org" and not values_in(scope, ("list:ref:org",)):
                kind = "text"
            kind = "text" if kind == "choice:abc" and over.startswith(("[", "(")) else kind
        else:
            over, record = self.tape.of(collections_in(scope))
            kind = f"record:{record}"
        inner = replace(scope, element=kind)
        conditions = []
        if kind.startswith("record:") and self.tape.chance(3):
            conditions.append(self._join(kind[7:], inner))
        for _ in range(self.tape.of((0, 0, 1, 1, 2))):
            conditions.append(self.boolean(inner, min(depth, 2)))
        return " ".join([f"for v in {over}", *(f"if {condition}" for condition in conditions)]), inner

    def _join(self, record: str, scope: Scope) -> str:
        """An equality between the loop's record and the rule's own, as joins are written."""
        name, kind = self.tape.of([(n, k) for n, k in FIELDS[record].items() if not k.startswith("list")])
        alone = replace(scope, element=None)
        wanted = (kind,) if kind not in NUMERIC else NUMERIC
        wanted = (*wanted, "text") if kind == "text" or kind.startswith(("ref", "choice")) else wanted
        values = values_in(alone, wanted)
        if not values:
            return f"v.{name} == v.{name}"
        sides = [f"v.{name}", self.tape.of(values)]
        return " == ".join(sides if self.tape.below(2) else sides[::-1])

    # --- numbers

    def integer(self, scope: Scope, depth: int) -> str:
        """A whole number."""
        if depth <= 0 or self.tape.chance(10):
            return self.named(scope, ("integer",)) if self.tape.below(2) else str(self.tape.of(INTEGERS))
        depth -= 1
        makers: list[Callable[[], str]] = [
            lambda: self.named(scope, ("integer",)),
            lambda: f"{self.integer(scope, depth)} {self.tape.of('+-*')} {self.integer(scope, depth)}",
            lambda: f"-{self.integer(scope, depth)}",
            lambda: f"abs({self.integer(scope, depth)})",
            lambda: f"{self.tape.of(('year', 'month'))}({self.date(scope, depth)})",
            lambda: f"{self.date(scope, depth)} - {self.date(scope, depth)}",
            lambda: f"len({self.tape.of(collections_in(scope))[0]})",
            lambda: f"len({self.list_of(self.tape.of(('text', 'integer', 'ref', 'choice')), scope, depth)})",
            lambda: f"{self.integer(scope, depth)} if {self.boolean(scope, depth)} else {self.integer(scope, depth)}",
        ]
        if values_in(scope, ("flags",)):
            makers.append(lambda: f"len({self.named(scope, ('flags',))})")
        if scope.element is None:
            makers += [lambda: self._count(scope, depth)] * 3
            makers += [lambda: self._gathered(scope, depth, "integer")] * 2
        return f"({self.any_of(*makers)})"

    def number(self, scope: Scope, depth: int, scale: int = 12) -> str:
        """A number with at most so many digits behind the point, by its type."""
        if scale < 6 or self.tape.below(3) == 0:
            return self.integer(scope, depth)
        if depth <= 0 or self.tape.chance(10):
            literals = NUMBERS + LONG if scale == 12 else NUMBERS
            return self.named(scope, NUMERIC) if self.tape.below(2) else str(self.tape.of(literals))
        depth -= 1
        makers: list[Callable[[], str]] = [
            lambda: self.named(scope, NUMERIC),
            lambda: f"{self.number(scope, depth, scale)} {self.tape.of('+-')} {self.number(scope, depth, scale)}",
            lambda: f"{self.number(scope, depth, 6)} * {self.number(scope, depth, scale - 6)}",
            lambda: f"-{self.number(scope, depth, scale)}",
            lambda: f"abs({self.number(scope, depth, scale)})",
            lambda: (
                f"{self.number(scope, depth, scale)} if {self.boolean(scope, depth)} else {self.number(scope, depth, scale)}"
            ),
        ]
        if scope.element is None:
            makers += [lambda: self._gathered(scope, depth, "number", scale)] * 3
        return f"({self.any_of(*makers)})"

    def _count(self, scope: Scope, depth: int) -> str:
        loop, inner = self.loop(scope, depth)
        if self.tape.below(2):
            return f"count(v {loop})"
        value = self.any_of(
            lambda: "v",
            lambda: self.text(inner, min(depth, 1)),
            lambda: self.date(inner, min(depth, 1)),
            lambda: self.number(inner, min(depth, 1)),
            lambda: self.named(inner, ("choice:", "ref:", "boolean")),
        )
        return f"unique({value} {loop})"

    def _gathered(self, scope: Scope, depth: int, kind: str, scale: int = 12) -> str:
        loop, inner = self.loop(scope, depth)
        value = self.integer(inner, min(depth, 2)) if kind == "integer" else self.number(inner, min(depth, 2), scale)
        return f"{self.tape.of(('sum', 'min', 'max'))}({value} {loop})"

    # --- other values

    def date(self, scope: Scope, depth: int) -> str:
        """A date."""
        if depth <= 0 or self.tape.chance(8):
            return self.any_of(lambda: self.named(scope, ("date",)), lambda: "today", self.day)
        depth -= 1
        makers: list[Callable[[], str]] = [
            lambda: self.named(scope, ("date",)),
            lambda: (
                f"{self.date(scope, depth)} {self.tape.of('+-')} {self.tape.of(('days', 'months', 'years'))}({self.integer(scope, depth)})"
            ),
            lambda: (
                f"{self.tape.of(('months', 'days', 'years'))}({self.integer(scope, 0)}) + {self.date(scope, depth)}"
            ),
            lambda: f"{self.tape.of(('start', 'until'))}({self.period()})",
            lambda: f"{self.date(scope, depth)} if {self.boolean(scope, depth)} else {self.date(scope, depth)}",
        ]
        if scope.element is None:
            makers += [lambda: self._first_or_last(scope, depth)] * 2
        return f"({self.any_of(*makers)})"

    def _first_or_last(self, scope: Scope, depth: int) -> str:
        loop, inner = self.loop(scope, depth)
        return f"{self.tape.of(('min', 'max'))}({self.date(inner, min(depth, 2))} {loop})"

    def day(self) -> str:
        """A date that is written out."""
        return f'date("{self.tape.of(DATES)}")'

    def period(self) -> str:
        """A period."""
        return f"param.{self.tape.of(('term', 'onward', 'before', 'term', 'onward', 'before', 'no_term'))}"

    def quoted(self, text: str) -> str:
        """A text as a literal."""
        return json.dumps(text)

    def text(self, scope: Scope, depth: int) -> str:
        """A text that is no reference."""
        if depth > 0 and self.tape.chance(4):
            condition = self.boolean(scope, depth - 1)
            return f"({self.text(scope, depth - 1)} if {condition} else {self.text(scope, depth - 1)})"
        return self.named(scope, ("text",)) if self.tape.below(3) else self.quoted(self.tape.of(TEXTS))

    def org(self, scope: Scope) -> str:
        """A reference to an organisation, or one as such."""
        own = ["v"] if scope.element == "record:org" else []
        return str(self.tape.of((*own, *values_in(scope, ("ref:org",)))))

    def list_of(self, kind: str, scope: Scope, depth: int) -> str:
        """A list of elements of a kind."""
        if depth > 0 and self.tape.chance(8) and kind == "text":
            return f"({self.list_of(kind, scope, 0)} if {self.boolean(scope, depth - 1)} else {self.list_of(kind, scope, 0)})"
        names = values_in(scope, (f"list:{kind}", f"list:{kind}:"))
        literals: dict[str, tuple[str, ...]] = {
            "text": ('["a", "b"]', '["ab", ""]', '["o1"]'),
            "integer": ("[1, 2, 3]", "[-1, 10]"),
            "number": ("[0.5, 1]", "[1.5, 2.25, 3]"),
            "date": ('[date("2025-06-15"), date("2024-02-29")]',),
            "choice": ('["a", "b"]', '["c"]'),
            "boolean": ("[true]", "[False, True]"),
            "ref": names,
        }
        return str(self.tape.of(names) if names and self.tape.below(3) else self.tape.of(literals[kind]))

    def anything(self, scope: Scope, depth: int) -> str:
        """A value of any kind."""
        makers: list[Callable[[], str]] = [
            lambda: self.named(scope, ("text", "choice:", "ref:", "integer", "number", "money", "date", "boolean")),
            lambda: self.named(scope, ("list:",)),
            lambda: self.text(scope, depth),
            lambda: self.number(scope, depth),
            lambda: self.date(scope, depth),
            lambda: self.boolean(scope, depth),
            lambda: self.list_of(self.tape.of(("text", "integer")), scope, depth),
            lambda: self.period(),
        ]
        if scope.element and scope.element.startswith("record"):
            makers.append(lambda: "v")
        return self.any_of(*makers)

    def of_kind(self, kind: str, scope: Scope, depth: int) -> str:
        """An expression of a derivation's kind."""
        match kind:
            case "boolean":
                return self.boolean(scope, depth)
            case "integer":
                return self.integer(scope, depth)
            case "number":
                return self.number(scope, depth, 6)
            case "date":
                return self.date(scope, depth)
            case "text":
                return self.text(scope, depth)
            case "list:text":
                return self.list_of("text", scope, depth)
        return self.named(scope, ("ref:org",))


_CONDITIONS_WITHIN = (
    Expressions._numeric_comparison,
    Expressions._equality,
    Expressions._date_comparison,
    Expressions._joined,
    Expressions._known,
    Expressions._present,
    Expressions._in,
    Expressions._within,
    Expressions._lists,
    Expressions._parts_of_text,
    Expressions._flags,
    Expressions._not,
    Expressions._if_boolean,
)
_CONDITIONS = (*_CONDITIONS_WITHIN, *[Expressions._quantified] * 4)


# --- packs

_UNQUOTED = re.compile('"@([0-9-]+)"')


def rules(tape: Tape, number: int = 3) -> str:
    """The text of derivations, rules and a judgement on the fixed record types."""
    write = Expressions(tape)
    derive: dict[str, dict[str, Any]] = {}
    group = tape.below(len(DERIVED))
    for at, (record, name, kind) in enumerate(DERIVED[group]):
        scope, depth = Scope(record, group, at), tape.of((2, 1, 0))
        entry: Any
        if kind == "flags":
            entry = {flag: write.boolean(scope, depth) for flag in FLAGS}
        else:
            entry = write.of_kind(kind, scope, depth)
        derive.setdefault(record, {})[name] = entry
    made = [_rule(f"r{at}", write, group) for at in range(number)]
    judgement = {"id": "q1", "clauses": "c1", "about": tape.of(("org", "event", "portfolio")), "question": "Well?"}
    judgement["when"] = write.boolean(Scope(judgement["about"], group), 2)
    sections = {"derive": derive, "rules": [*made, _may(write, group)], "judgements": [judgement]}
    text = "".join(f"{name}: {json.dumps(section)}\n" for name, section in sections.items())
    return _UNQUOTED.sub(r"\1", text)


@lru_cache(maxsize=1)
def _schema() -> Pack:
    faults = Faults()
    found = load_pack(SCHEMA, faults)
    assert found
    assert not faults
    return found


def policy(text: str) -> Policy:
    """The policy of some derivations and rules; one that does not load is a mistake of the generator."""
    faults, schema = Faults(), _schema()
    merging = _Merging(replace(schema, derive={}, derive_words={}, rules={}, judgements={}), faults)
    node = read(Source("rules.yaml", text), faults)
    assert isinstance(node, Mapping), text
    merging.file(node)
    rulebook = compile_pack(merging.pack, faults)
    assert rulebook is not None, "\n\n".join(str(fault) for fault in faults)
    return Policy(rulebook, SCHEMA)


_VARIABLES = (None, None, None, None, ("text", ["a", "b"]), ("integer", [1, 2]), ("number", [0.5, 1.25]))


_SPOKEN = ("text", "choice:", "ref:", "date", "boolean", "flags", "list:text", "list:date", "list:ref:org")


def _rule(name: str, write: Expressions, group: int) -> dict[str, Any]:
    tape = write.tape
    about = tape.of(("org", "event", "org", "portfolio"))
    variable = tape.of(_VARIABLES)
    scope = Scope(about, group, variable=variable[0] if variable else None)
    rule: dict[str, Any] = {
        "id": name,
        "clauses": "c1",
        "about": about,
        "modality": tape.of(("must", "default", "should")),
    }
    if variable:
        rule["for"] = {"w": variable[1]}
    if tape.below(2):
        rule["when"] = write.boolean(scope, DEPTH - 1)
    rule[tape.of(("require", "require", "forbid"))] = write.boolean(scope)
    if exceptions := tape.of((0, 0, 1, 2)):
        rule["unless"] = [{"if": write.boolean(scope, 2), "because": "It is so."} for _ in range(exceptions)]
    if tape.chance(4):
        rule["message"] = f"So: {{{write.named(scope, _SPOKEN)}}}"
    if tape.chance(4):
        rule["recommend"] = _options(write, scope)
    if tape.chance(16):
        rule["in_force"] = {tape.of(("from", "until")): "@2025-06-15"}
    return rule


def _may(write: Expressions, group: int) -> dict[str, Any]:
    about = write.tape.of(("org", "event", "portfolio"))
    scope = Scope(about, group)
    rule: dict[str, Any] = {"id": "may1", "clauses": "c1", "about": about, "modality": "may"}
    rule["when"] = write.boolean(scope, 2)
    rule["recommend"] = _options(write, scope)
    return rule


def _options(write: Expressions, scope: Scope) -> dict[str, Any]:
    source, record = write.tape.of(collections_in(scope))
    inner = replace(scope, element=f"record:{record}")
    found: dict[str, Any] = {"from": f"v in {source}", "say": f"{{v.{KEYS[record]}}}"}
    if write.tape.below(3):
        found["where"] = write.boolean(inner, 2)
    if write.tape.chance(3):
        found["at_most"] = 1 + write.tape.below(2)
    return found


# --- records

_MISSING = (None, None, "", " ")
_POOLS: dict[str, tuple[Any, ...]] = {
    "text": ("a", "b", "ab", "c", "o1", "zz"),
    "boolean": (True, False, "ja", False, True, False, "nei", "mye"),
    "integer": (1, 0, 2, 3, 4, 5, 10, "12", "-1", 999_999_999_999_999_999, "1 000", "4,5"),
    "number": (1, 0.5, "0,25", 2, -1.5, 10, 3, 0, "2,5", "999999999999999999,999999", "1.000"),
    "money": (100, "1000,50", 0, 1000, 2, 999, 1001, 0.5, 999_999_999_999_999_999, "0.000001", "mye"),
    "date": (
        "2025-06-15",
        "2024-02-29",
        "31.01.2025",
        "2024-01-01",
        "2025-06-14",
        "2026-02-28",
        "9999-12-31",
        "0001-01-01",
        "2025-02-30",
    ),
    "choice": ("a", "b", "c", "d", "Beta", "x"),
}


def _value(kind: str, tape: Tape, missing: int) -> Any:
    if tape.chance(missing):
        return tape.of(_MISSING)
    if kind.startswith("list:"):
        return [_value(kind[5:], tape, missing) for _ in range(tape.below(4))]
    if kind.startswith("ref:"):
        return tape.of(
            ("r1", "r2", "r3", "r2", "r1", "r9")
            if kind == "ref:regions"
            else ("o1", "o2", "o1", "o2", "o3", "o1", "o9")
        )
    return tape.of(_POOLS[kind.split(":")[0]])


def _row(record: str, key: str, tape: Tape, missing: int) -> dict[str, Any]:
    row = {name: _value(kind, tape, missing) for name, kind in FIELDS[record].items() if name != KEYS.get(record)}
    return {**row, KEYS[record]: key} if record in KEYS else row


def data(tape: Tape) -> dict[str, Any]:
    """Records with missing and unreadable values, references to nothing, waivers and assessments."""
    missing = tape.of((200, 20, 5))
    found: dict[str, Any] = {
        "orgs": [
            _row("org", f"o{number + 1}", tape, missing)
            for number in range(2 + tape.below(2) if tape.below(8) else tape.below(2))
        ],
        "events": [_row("event", f"e{number + 1}", tape, missing) for number in range(tape.below(5))],
    }
    if tape.below(3):
        found["portfolio"] = _row("portfolio", "", tape, missing)
    days = ("2025-06-14", "2025-06-15", "2025-06-16", "2024-01-01", "2026-01-01", None)
    subjects = ("o1", "o2", "e1", "e2", "portfolio", "o9")
    rules = ("r0", "r1", "r2", "r3", "r4", "r0[a]", "r1[1]", "r99")
    found["waivers"] = [
        {
            "rule": tape.of(rules),
            "subject": tape.of(subjects),
            "granted_on": tape.of(days[::-1]),
            "expires_on": tape.of(days),
        }
        for _ in range(tape.below(4))
    ]
    found["assessments"] = [
        {
            "judgement": "q1",
            "subject": tape.of(subjects),
            "answer": tape.of((True, False, None)),
            "on": tape.of(days[1:]),
            "valid_until": tape.of(days),
        }
        for _ in range(tape.below(4))
    ]
    return found

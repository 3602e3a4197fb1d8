"""No input raises: an arbitrary expression or template, and a good pack with something dropped or replaced."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policycheck.faults import Fault, Faults
from policycheck.language.check import check, check_condition, check_value
from policycheck.language.ir import Node, walk
from policycheck.language.rulebook import FieldType, Inverse, RecordType
from policycheck.language.scope import Names, Scope
from policycheck.language.syntax import Expression
from policycheck.language.template import parse_template
from policycheck.language.types import BOOLEAN, DATE, INTEGER, MONEY, PERIOD, TEXT, choice, list_of, ref
from policycheck.pack.nodes import Scalar, plain
from policycheck.pack.profile import read
from policycheck.policy import check as check_pack
from policycheck.source import Source, Span

GOOD = Path(__file__).parent / "good"
FIELDS = {
    "id": TEXT,
    "title": TEXT,
    "beløp": MONEY,
    "people": INTEGER,
    "paid": BOOLEAN,
    "day": DATE,
    "way": choice(("out", "in")),
    "themes": list_of(TEXT),
    "other": ref("visit"),
}
VISIT = RecordType(
    "visit", "visits", {name: FieldType(name, type_) for name, type_ in FIELDS.items()}, "id",
    inverses={"others": Inverse("visit", "other")},
)  # fmt: skip
PORTFOLIO = RecordType("portfolio", "portfolio", {"id": FieldType("id", TEXT)}, "id")
NAMES = Names(
    {"visit": VISIT, "portfolio": PORTFOLIO},
    frozenset(),
    {"limit": MONEY, "term": PERIOD},
    {},
    lambda record, name: None,
)
SCOPE = Scope(NAMES, "visit", {})
WORDS = st.sampled_from(
    [*FIELDS, "others", "portfolio.visits", "param.limit", "param.term", "today", "v", "v.beløp", "true", "None",
     "and", "or", "not", "in", "is", "if", "else", "for", "lambda", "await", "yield", "async",
     "==", "!=", "<", "<=", "+", "-", "*", "/", "%", "**", "(", ")", "[", "]", "{", "}", ",", ".", ":", ":=", "=", "!",
     "any(", "count(", "sum(", "len(", "present(", "date(", "days(", "intersects(", "abs(", "start(",
     "1", "0.5", "1e5", "0x1", "07", "1_0", "1j", "...", '"out"', "'x'", 'f"{a}"', 'b"x"', '"""', "“", "\u00a0", "\0",
     "\n", "\\", "#", ";", "é", "e\u0301", "ﬁ", "😀", "__import__", "for v in others", "for v in themes if"]
)  # fmt: skip
EXPRESSIONS = (
    st.text(max_size=80) | st.lists(WORDS, max_size=15).map(" ".join) | st.lists(WORDS, max_size=9).map("".join)
)


def _scalar(text: str) -> Scalar:
    source = Source("p.yaml", text)
    return Scalar(text, text, Span(source, 0, len(text)))


def _sound(node: Node) -> bool:
    return all(part.type.kind != "faulty" for part in walk(node))


def _shown(faults: Faults) -> None:
    for fault in faults:
        assert str(fault).startswith("p.yaml:")
        assert fault.message.isprintable()
        assert len(fault.message) < 400


@settings(max_examples=settings().max_examples // 2)
@given(EXPRESSIONS)
def test_an_expression_is_a_node_or_a_fault(text: str) -> None:
    for checked in (check, check_condition, check_value):
        faults = Faults()
        node = checked(Expression.whole(_scalar(text)), SCOPE, faults)
        assert (node is None) == bool(faults)
        assert node is None or _sound(node)
        _shown(faults)


@settings(max_examples=settings().max_examples // 2)
@given(EXPRESSIONS | st.lists(EXPRESSIONS, max_size=3).map(lambda parts: "{" + "} {".join(parts) + "}"))
def test_a_template_is_whole_or_a_fault(text: str) -> None:
    faults = Faults()
    template = parse_template(_scalar(text), SCOPE, faults)
    assert all(isinstance(part, str) or _sound(part) for part in template.parts)
    if not set("{}") & set(text):
        assert not faults
        assert "".join(part for part in template.parts if isinstance(part, str)) == text
    _shown(faults)


def _merged() -> dict[str, Any]:
    """The good pack as one tree of plain values; numbers and dates as they were written."""
    found: dict[str, Any] = {}
    for file in sorted((GOOD / "everything").rglob("*.yaml")):
        if "cases" in file.parts or ".drafts" in file.parts:
            continue
        tree = json.loads(
            json.dumps(plain(read(Source("p", file.read_text("utf-8")), Faults()) or _scalar("")), default=str)
        )
        for key, value in tree.items():
            if key == "derive" and key in found:
                for record, entries in value.items():
                    found[key].setdefault(record, {}).update(entries)
            elif isinstance(value, list) and key in found:
                found[key] += value
            elif value is not None:
                found[key] = value
    return found


MERGED = _merged()


def _paths(tree: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from _paths(value, (*path, key))
    elif isinstance(tree, list):
        for at, value in enumerate(tree):
            yield from _paths(value, (*path, at))


PATHS = sorted(_paths(MERGED), key=str)
DROP = object()
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20) | EXPRESSIONS
    | st.sampled_from(["2024-01-01", "2024-02-30", "visit", "portfolio", "waiver", "text", "list", "ref", "period", "must",
                       "may", "id", "1.1", "{", "{title}", "s in schemes", "visits", "*", "nb", "schemes"])
)  # fmt: skip
VALUES = st.just(DROP) | st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6) | WORDS, inner, max_size=3),
    max_leaves=5,
)


def _changed(tree: object, path: tuple[str | int, ...], value: object) -> object:
    if not path:
        return {} if value is DROP else value
    step, *rest = path
    if isinstance(tree, dict):
        found = {key: _changed(below, tuple(rest), value) if key == step else below for key, below in tree.items()}
        return {
            key: below
            for key, below in found.items()
            if below is not DROP and not (key == step and not rest and value is DROP)
        }
    if isinstance(tree, list) and isinstance(step, int):
        found_items = [_changed(below, tuple(rest), value) if at == step else below for at, below in enumerate(tree)]
        return [item for at, item in enumerate(found_items) if not (at == step and not rest and value is DROP)]
    return tree


def _moved(tree: object, start: tuple[str | int, ...]) -> object:
    for step in start:
        if isinstance(tree, dict) and isinstance(step, str):
            tree = tree.get(step)
        elif isinstance(tree, list) and isinstance(step, int) and step < len(tree):
            tree = tree[step]
    return tree


def _checked(tmp_path: Path, tree: object) -> tuple[Fault, ...]:
    path = tmp_path / "p.yaml"
    written = re.sub(r'("from"|"until"): "([0-9-]{10})"', r"\1: \2", json.dumps(tree))  # a date stands unquoted
    path.write_text(written, encoding="utf-8")
    policy, faults = check_pack(path)
    assert (policy is None) == bool(faults)
    for fault in faults:
        assert str(fault).startswith("p.yaml:")
        assert fault.message.isprintable()
        for word in ("Input should", "NoneType", "dict", "str ", "Error", "Decimal", "class '"):
            assert word not in fault.message, fault
    return faults


def test_the_merged_pack_is_good(tmp_path: Path) -> None:
    assert _checked(tmp_path, MERGED) == ()


@settings(
    max_examples=settings().max_examples // 4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(st.sampled_from(PATHS), VALUES | st.sampled_from(PATHS).map(lambda at: ("move", at))),
        min_size=1,
        max_size=2,
    )
)
def test_a_changed_pack_is_a_policy_or_faults(
    tmp_path: Path, changes: list[tuple[tuple[str | int, ...], object]]
) -> None:
    tree: object = MERGED
    for path, value in changes:
        if isinstance(value, tuple):
            value = _moved(MERGED, value[1])
        tree = _changed(tree, path, value)
    _checked(tmp_path, tree)


INSTEAD: tuple[object, ...] = (DROP, None, [], {}, "", "x", 7, [[]], {"x": {}})


def test_nothing_can_be_dropped_or_emptied_with_a_crash(tmp_path: Path) -> None:
    for at, path in enumerate(PATHS[::3]):
        _checked(tmp_path, _changed(MERGED, path, INSTEAD[at % len(INSTEAD)]))

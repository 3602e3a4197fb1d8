"""The conditions that decide rules and judgements, each with all that it can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policycheck.author.lint.free import Free
from policycheck.author.truths import truths
from policycheck.language.ir import Const, Node, likeness
from policycheck.language.rulebook import Judgement, Rule, Rulebook
from policycheck.pack.load import Pack
from policycheck.pack.nodes import Mapping, Scalar, Sequence
from policycheck.source import Span

_ALL: frozenset[bool | None] = frozenset((True, False, None))


@dataclass(frozen=True)
class Condition:
    """One condition as it stands in the file."""

    of: str
    kind: str
    """`rule` or `judgement`."""
    key: str
    """`when`, `require`, `forbid`, or `if` of an exception."""
    span: Span
    can_be: frozenset[bool | None]
    """Over all records, and for each value of a `for`; of a `forbid`, what the author wrote."""


def conditions(rulebook: Rulebook, pack: Pack) -> Iterator[Condition]:
    """Every condition that stands in a rule or a judgement; a `when` that is left out, or `true`, is none."""
    free, told = Free(rulebook), dict[tuple[object, ...], frozenset[bool | None]]()
    found: dict[tuple[str, int], tuple[str, str, Span, list[frozenset[bool | None]]]] = {}
    for item in rulebook.every_item:
        for key, node, tree in _written(item, _words(item, pack)):
            kind = "rule" if isinstance(item, Rule) else "judgement"
            at = found.setdefault((_family(item), node.span.start), (kind, key, node.span, []))
            meant = item.about, likeness(tree)
            if meant not in told:
                told[meant] = truths(tree, rulebook) if free.inputs(tree) is None else _ALL
            can_be = told[meant]
            at[3].append(frozenset(None if one is None else one != (key == "forbid") for one in can_be))
    for (of, _), (kind, key, span, each) in found.items():
        yield Condition(of, kind, key, span, frozenset().union(*each))


def _family(item: Rule | Judgement) -> str:
    return item.family if isinstance(item, Rule) else item.id


def _words(item: Rule | Judgement, pack: Pack) -> Mapping:
    return pack.rules[item.family].node if isinstance(item, Rule) else pack.judgements[item.id].node


def _written(item: Rule | Judgement, node: Mapping) -> Iterator[tuple[str, Scalar, Node]]:
    when = node.get("when")
    if isinstance(when, Scalar) and not (isinstance(item.when, Const) and item.when.value is True):
        yield "when", when, item.when
    if isinstance(item, Judgement):
        return
    key = "forbid" if item.forbids else "require"
    demand = node.get(key)
    if isinstance(demand, Scalar) and item.require is not None:
        yield key, demand, item.require
    unless = node.get("unless")
    entries = unless.items if isinstance(unless, Sequence) else ()
    for entry, exception in zip(entries, item.exceptions, strict=True):
        condition = entry.get("if") if isinstance(entry, Mapping) else None
        if isinstance(condition, Scalar):
            yield "if", condition, exception.condition

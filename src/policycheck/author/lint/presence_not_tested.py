"""A comparison that a missing value leaves undetermined, though the sentence demands that the value is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policycheck.author.lint import messages as say
from policycheck.author.lint.demands import demand
from policycheck.author.lint.matter import Meaning
from policycheck.author.lint.weakness import Weakness
from policycheck.language.ir import Derived, Field, Flag, Node, Op, Subject, children
from policycheck.language.rulebook import Clause, Rule, Rulebook
from policycheck.source import Span

ID = "presence-not-tested"

_COMPARISONS = ("eq", "ne", "lt", "le", "gt", "ge", "in", "within", "contains", "startswith", "intersects", "subset")
_TESTS = ("present", "known")

Path = tuple[str, str]
"""The record that is judged, and the field of it or of what its references lead to: `project.title`."""


def find(meaning: Meaning) -> Iterator[Weakness]:
    """Of each rule that demands: the inputs it compares that no rule of the same clause asks to be there."""
    rulebook = meaning.rulebook
    asked: dict[str, set[Path]] = {}
    for rule in rulebook.rules:
        for clause in rule.clauses:
            asked.setdefault(clause, set()).update(_asked(rule, rulebook))
    told = set[tuple[str, int]]()
    for rule in rulebook.rules:
        demanding, words = _demanding(rule, rulebook.clauses)
        if demanding is None or rule.require is None or rule.forbids:
            continue
        for path, span in _compared(rule.require, False):
            if (
                not any((rule.about, path) in asked[one] for one in rule.clauses)
                and (rule.family, span.start) not in told
            ):
                told.add((rule.family, span.start))
                yield Weakness(ID, rule.family, span, *say.presence_not_tested(path, words, demanding.id))


def _demanding(rule: Rule, clauses: Mapping[str, Clause]) -> tuple[Clause | None, str]:
    """The first clause of a rule whose words demand that something is there, with the words."""
    for name in rule.clauses:
        for language, text in clauses[name].text.items():
            found = demand(text, language)
            if found:
                return clauses[name], found
    return None, ""


def _compared(node: Node, within: bool) -> Iterator[tuple[str, Span]]:
    """The inputs of the record that stand in a comparison, outside of `present` and of loops."""
    if isinstance(node, Op) and node.name in _TESTS:
        return
    path = _path(node)
    if path is not None:
        if within:
            yield path, node.span
        return
    if isinstance(node, Op):
        within = within or node.name in _COMPARISONS
        for part in node.args:
            yield from _compared(part, within)


def _path(node: Node) -> str | None:
    """The name of an input as the record's rules write it; None for anything else."""
    if not isinstance(node, Field):
        return None
    if isinstance(node.of, Subject):
        return node.name
    before = _path(node.of)
    return f"{before}.{node.name}" if before else None


def _asked(rule: Rule, rulebook: Rulebook) -> set[Path]:
    """The inputs whose presence a rule tests, in its conditions and in the derivations they rest on."""
    found, seen = set[Path](), set[tuple[str, str]]()
    waiting: list[Node] = list(rule.conditions)
    while waiting:
        node = waiting.pop()
        if isinstance(node, Op) and node.name in _TESTS:
            path = _path(node.args[0])
            if path:
                found.add((rule.about, path))
        if isinstance(node, Derived | Flag) and isinstance(node.of, Subject) and (node.record, node.name) not in seen:
            seen.add((node.record, node.name))
            derivation = rulebook.derivations[node.record, node.name]
            waiting += (
                [derivation.value] if derivation.value else [flag.condition for flag in derivation.flags.values()]
            )
        waiting += children(node)
    return found

"""What the variable of a `for` stands for in each rule of a family."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policycheck.author.prose.prose import Prose
from policycheck.language.ir import Const, Node, Op, walk
from policycheck.language.rulebook import Rule
from policycheck.report.phrases.naming import variable
from policycheck.report.phrases.statement import Flat, Name, flat
from policycheck.report.speech import labels_of


def values(prose: Prose, rules: Sequence[Rule]) -> Flat:
    """The variable and, for each rule, its value in words with the rule's id."""
    found = [_variable(prose, rule) for rule in rules]
    known = next((name for name, _ in found if name), "")
    told: list[str | Name] = []
    for rule, (_, words) in zip(rules, found, strict=True):
        id_ = Name(rule.id, "id", (rule.id,))
        told += [", ", *words, " (", id_, ")"] if words else [", ", id_]
    return (Name(known, "variable") if known else prose.say("value").lower(), ": ", *told[1:])


def _variable(prose: Prose, rule: Rule) -> tuple[str, Flat]:
    """The variable of a `for`, and its value in words: as the choice's label, where it is compared with one."""
    name: str = ""
    words: Flat = ()
    phrases = prose.phrases
    for node in (node for root in _expressions(rule) for node in walk(root)):
        for arg in node.args if isinstance(node, Op) else ():
            named = variable(arg)
            if named and isinstance(arg, Const) and isinstance(node, Op):
                labels = next((known for other in node.args if (known := labels_of(other, prose.rulebook))), {})
                if not name or labels:
                    name, words = named, flat(phrases.value_of(arg.value, arg.type, labels), prose.language)
                if labels:
                    return name, words
        if variable(node) and isinstance(node, Const) and not name:
            name, words = node.span.text, flat(phrases.value_of(node.value, node.type), prose.language)
    return name, words


def _expressions(rule: Rule) -> Iterator[Node]:
    yield from rule.conditions
    texts = [rule.message, rule.remedy, rule.recommend.say if rule.recommend else None]
    for templates in texts:
        for one in (templates or {}).values():
            yield from (part for part in one.parts if not isinstance(part, str))

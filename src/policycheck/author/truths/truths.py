"""Which of true, false and unknown a condition can be, over all data that the types allow.

What is found is never too little; it can be too much. A parameter counts as any value of its type between its bounds,
or missing, since users set them; every field but a key can be missing, `required` or not, since a cell that cannot be
read counts as missing. A table's rows are the pack's own, and are looked at as they stand.
"""

from __future__ import annotations

from policycheck.author.truths.cases import told
from policycheck.author.truths.terms import Terms
from policycheck.language.ir import Node, Op
from policycheck.language.rulebook import Judgement, Rule, Rulebook
from policycheck.language.types import BOOLEAN


def truths(node: Node, rulebook: Rulebook) -> frozenset[bool | None]:
    """What a condition can be over all data: True, False, and None where it can be unknown."""
    found = told(Terms(rulebook).condition(node), 0, None, rulebook)
    known: frozenset[bool | None] = found.values or frozenset()
    return known | {None} if found.missing else known


def can_be_unknown(item: Rule | Judgement, rulebook: Rulebook) -> bool:
    """Whether some data can leave a rule or a judgement undetermined."""
    parts = [item.when]
    if isinstance(item, Rule):
        if item.require is None:
            return False
        parts.append(_op("not", item.require))
        for exception in item.exceptions:
            held = exception.condition
            parts.append(_op("not", _op("and", _op("known", held), held)))
    return None in truths(_op("and", *parts), rulebook)


def _op(name: str, *args: Node) -> Op:
    return Op(name, args, type=BOOLEAN, span=args[0].span)

"""A policy, a rule or a judgement that has ended."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.author.lint import messages as say
from policycheck.author.lint.matter import Matter
from policycheck.author.lint.weakness import Weakness
from policycheck.pack.nodes import Mapping
from policycheck.pack.nodes import find as below
from policycheck.pack.shape import IntervalShape

ID = "in-force-expired"


def find(matter: Matter) -> Iterator[Weakness]:
    """What was in force until a day that has come."""
    pack = matter.pack
    found: list[tuple[str, str, IntervalShape | None, Mapping]] = []
    if pack.policy:
        found.append(("policy", pack.policy.shape.id, pack.policy.shape.in_force, pack.policy.node))
    found += [("rule", name, item.shape.in_force, item.node) for name, item in pack.rules.items()]
    found += [("judgement", name, item.shape.in_force, item.node) for name, item in pack.judgements.items()]
    for kind, name, interval, node in found:
        if interval and interval.until and interval.until <= matter.today:
            span = below(node, ("in_force", "until")).span
            yield Weakness(ID, name, span, *say.in_force_expired(kind, name, interval.until.isoformat()))

"""How durable-rules judges a rule, as people read it in a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator

from rich.console import RenderableType
from rich.tree import Tree

from policycheck.engines.rete.definition import Trace
from policycheck.report.line import line
from policycheck.wording import say


def trace_view(trace: Trace, language: str) -> Iterator[RenderableType]:
    """How durable-rules judges a rule: its own rules, and what they are told of a record."""
    rules = Tree(line(say("ruleset_rules", language), "bold"))
    for name, condition in trace.productions:
        rules.add(line(name)).add(line(json.dumps(condition, ensure_ascii=False), "dim"))
    yield rules
    told = Tree(line(say("ruleset_facts", language), "bold"))
    for name, way, words, why in trace.inputs:
        found = line(f"{name}: {words}" if words else name)
        found.append(f"  {say(way, language)}", "cyan")
        branch = told.add(found)
        if why is not None:
            branch.add(line(say(why, language), "dim"))
    yield told

"""The rete engine: durable-rules judges, and is told beforehand what it cannot do exactly."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock

from policycheck.engines.facts import Facts, Verdicts
from policycheck.engines.python.values import Values, values
from policycheck.engines.rete.binding import library
from policycheck.engines.rete.judge import TypeJudge
from policycheck.engines.rete.plan import plan
from policycheck.language.ir import Node
from policycheck.language.rulebook import Rule, Rulebook
from policycheck.language.types import Value

KEPT = 4
"""Sets of parameters' values whose rulesets are kept; they stand in the conditions."""


class ReteEngine:
    """The rete engine for one rulebook; `EngineUnavailable` where durable-rules cannot be loaded."""

    def __init__(self, rulebook: Rulebook) -> None:
        library()
        self.rulebook = rulebook
        self._ready: OrderedDict[tuple[Value | None, ...], _Ready] = OrderedDict()
        self._lock = Lock()

    def judge(self, facts: Facts) -> Verdicts:
        """The outcomes of every rule and judgement for every subject."""
        return self._for(facts.parameters).judge(facts)

    def _for(self, parameters: Mapping[str, Value | None]) -> _Ready:
        key = tuple(parameters[name] for name in self.rulebook.parameters)
        with self._lock:
            found = self._ready.pop(key, None) or _Ready(self.rulebook, parameters)
            self._ready[key] = found
            while len(self._ready) > KEPT:
                self._ready.popitem(last=False)
            return found


class _Ready:
    """The rulesets for some values of the parameters, and the program that computes what they are told."""

    def __init__(self, rulebook: Rulebook, parameters: Mapping[str, Value | None]) -> None:
        plans = plan(rulebook, parameters)
        self._computed: Callable[[Facts], Mapping[str, Values]] = values(
            rulebook, {about: [_wanted(one.node) for one in found.computed] for about, found in plans.items()}
        )
        self._judges = {about: TypeJudge(rulebook, found) for about, found in plans.items()}

    def judge(self, facts: Facts) -> Verdicts:
        """The outcomes of every rule and judgement for every subject."""
        computed = self._computed(facts)
        return {about: judge.judge(facts.subjects(about), computed[about]) for about, judge in self._judges.items()}


def _wanted(node: Node | Rule | None) -> Node | Rule:
    assert node is not None
    return node

"""What a policy is judged by, as SQL sees it: the day and the parameters, fixed or as of the day a query is run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from policycheck.language.ir import Const, Node, Param, Today
from policycheck.language.rulebook import Rulebook
from policycheck.language.types import Value


@dataclass(frozen=True)
class Given:
    """The day, None for the day a query is run; and the parameters' values that are known when the SQL is written."""

    today: date | None
    parameters: Mapping[str, Value | None]

    def fixed(self, node: Node) -> bool:
        """Whether a node's value is known when the SQL is written."""
        match node:
            case Const():
                return True
            case Param():
                return node.name in self.parameters
            case Today():
                return self.today is not None
        return False

    def value(self, node: Node) -> Value | None:
        """The value of a node that is fixed."""
        match node:
            case Const():
                return node.value
            case Param():
                return self.parameters[node.name]
        assert isinstance(node, Today)
        return self.today


def given(rulebook: Rulebook, today: date | None, set_: Mapping[str, Value | None]) -> Given:
    """What is given for a day; without one, parameters with dates of their own are left to the day of the query."""
    own = {
        name: parameter.values[0][1] if parameter.values else None
        for name, parameter in rulebook.parameters.items()
        if len(parameter.values) <= 1 and all(start == date.min for start, _ in parameter.values)
    }
    if today is not None:
        own = {name: parameter.at(today) for name, parameter in rulebook.parameters.items()}
    return Given(today, {**own, **set_})

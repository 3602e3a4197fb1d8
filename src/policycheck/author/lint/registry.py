"""Every kind of weakness by its id: to add or delete one is a module, a page below `docs/lint/`, and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from policycheck.author.lint import (
    case_without_expectation,
    clause_not_cited,
    condition_always_false,
    condition_always_true,
    in_force_expired,
    message_without_value,
    parameter_differs,
    parameter_without_value,
    presence_not_tested,
    rule_without_case,
    same_condition,
    shadowed_name,
    silence_without_weakness,
    translation_equal,
    translation_missing,
    unused_derivation,
    unused_field,
    unused_parameter,
    unused_table,
)
from policycheck.author.lint.matter import Matter, Meaning
from policycheck.author.lint.weakness import Weakness

WRITTEN: Mapping[str, Callable[[Matter], Iterator[Weakness]]] = MappingProxyType(
    {
        one.ID: one.find
        for one in (
            clause_not_cited,
            in_force_expired,
            message_without_value,
            parameter_differs,
            translation_equal,
            translation_missing,
        )
    }
)
"""What is told from the words of a pack, whatever faults it has."""
OF_ALL = (clause_not_cited.ID, parameter_differs.ID)
"""Of these, what is told only where every item could be read: it is concluded from what is not there."""

MEANT: Mapping[str, Callable[[Meaning], Iterator[Weakness]]] = MappingProxyType(
    {
        one.ID: one.find
        for one in (
            case_without_expectation,
            condition_always_false,
            condition_always_true,
            parameter_without_value,
            presence_not_tested,
            rule_without_case,
            same_condition,
            shadowed_name,
            unused_derivation,
            unused_field,
            unused_parameter,
            unused_table,
        )
    }
)
"""What is told from the meaning of a pack without faults."""

KNOWN = tuple(sorted((*WRITTEN, *MEANT, silence_without_weakness.ID)))
"""Every id."""

"""What would change an outcome: the single changes of one input that turn a breach, or what cannot be decided, to rest.

Each is found by trying: the record is changed, and the rule judged anew. Nothing is offered that was not tried, that
the field may not hold, or that takes a piece of information away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal, TypeAlias

from policycheck.language.rulebook import FieldType, Rule
from policycheck.language.values import MOST_TEXT
from policycheck.report.explaining.deciders import reads
from policycheck.report.explaining.landmarks import landmarks
from policycheck.report.explaining.ranges import Range, Scale, scale, turns
from policycheck.report.explaining.support import Support
from policycheck.report.explaining.trial import FEWEST, READ, Spent, Trial
from policycheck.report.missing import Input
from policycheck.report.teller import Teller

AT_REST = ("satisfied", "excepted", "not_applicable")
"""The outcomes that a change is to lead to, the best first."""
CHANGEABLE = ("violated", "undetermined")
MOST_INPUTS = 80
"""Inputs that are changed, those that decided first."""
MOST_SEEN = 12
"""Values of other inputs that a number or a text is tried at."""
MOST_OPTIONS = 20
"""Choices, texts or records that are tried for one input."""
ANY_TEXTS = ("…", "x y z")
"""Two texts that say nothing: where both lead to an outcome, and no other does not, any text does."""

Way: TypeAlias = Literal["exactly", "at_least", "at_most", "between", "any", "other", "add", "remove"]


@dataclass(frozen=True)
class Change:
    """One input, what it may be changed to, and the outcome that this leads to."""

    at: Input
    way: Way
    values: tuple[Any, ...]
    """Exactly: any of these. At least, at most: the least change. Between: the first and the last. Add, remove: one of
    these elements; of none, any may be added. Any, other than it is: those that were tried, or some of them."""
    outcome: str
    tried: tuple[Any, ...]
    """Values of the input that were judged anew to lead to the outcome."""


@dataclass(frozen=True)
class Changes:
    """The changes that were found, best outcome first, and whether the search was broken off."""

    found: tuple[Change, ...]
    tried: int
    capped: bool


def changes(rule: Rule, key: str, teller: Teller) -> Changes:
    """What would change the outcome of a rule for a record."""
    return _Search(rule, key, teller).changes()


class _Search:
    def __init__(self, rule: Rule, key: str, teller: Teller) -> None:
        self.rulebook, self.facts = teller.rulebook, teller.facts
        row, support = teller.facts.tables.index[rule.about][key], Support(teller.walk)
        demands = [one for one in (rule.require, *(each.condition for each in rule.exceptions)) if one is not None]
        conditions = [*demands, rule.when]
        decided = [one for node in conditions for one in reads(teller.deciding.of(node, row, rule.about))]
        every = islice((at for node in conditions for at in support.of(node, row)), READ // FEWEST)
        self.inputs = [at for at in dict.fromkeys((*(one.at for one in decided), *every)) if self._may_change(at)]
        """The inputs that may be changed: those that decided, then all others that the rule reads."""
        known = dict.fromkeys((type(one.value), one.value) for one in decided if one.value is not None)
        self.seen = [value for _, value in known][:MOST_SEEN]
        """Values that decided, which may be compared with each other."""
        self.landmarks = landmarks(rule.conditions, teller.rulebook, teller.facts.parameters)
        self.trial = Trial(teller.rulebook, teller.facts, rule, key, len(self.inputs))
        self.cut = len(self.inputs) > MOST_INPUTS
        """Whether anything was left untried."""

    def changes(self) -> Changes:
        found = list[Change]()
        try:
            for at in self.inputs[:MOST_INPUTS]:
                found += self._of(at)
        except Spent:
            self.cut = True
        ranked = sorted(found, key=lambda change: AT_REST.index(change.outcome))
        return Changes(tuple(ranked), self.trial.made, self.cut)

    def _may_change(self, at: Input) -> bool:
        type_ = self.rulebook.records.get(at.type)
        return type_ is not None and at.field in type_.fields and at.field != type_.key

    def _of(self, at: Input) -> Iterable[Change]:
        type_ = self.rulebook.records[at.type]
        field = type_.fields[at.field]
        value = self.trial.value(at)
        match field.type.kind:
            case "integer" | "number" | "money" | "date":
                marks = [*self.landmarks.get((at.type, at.field), ()), *self.seen]
                return self._ordered(at, value, scale(field, value, marks))
            case "boolean":
                return self._options(at, [one for one in (True, False) if one is not value])
            case "choice":
                compared = [one for one in self.landmarks.get((at.type, at.field), ()) if one in field.type.names]
                return self._options(at, [one for one in dict.fromkeys((*compared, *field.type.names)) if one != value])
            case "ref":
                return self._options(at, [one for one in self.facts.tables.index[field.type.record] if one != value])
            case "text":
                return self._texts(at, field, value)
            case "list":
                return self._lists(at, field, value)
        return ()

    def _ordered(self, at: Input, value: Any, on: Scale) -> Iterator[Change]:
        """Numbers and dates: the nearest below and above that lead to rest; all, where nothing is stated."""
        for found in turns(on, value, lambda one: self.trial.outcome(at, one), AT_REST):
            yield Change(at, _way(found), _ends(found), found.outcome, found.tried)

    def _options(self, at: Input, options: Sequence[Any]) -> Iterator[Change]:
        """One of some values; any other, where all of several lead to one outcome."""
        tried = [(one, self.trial.outcome(at, one)) for one in self._some(options)]
        for outcome in AT_REST:
            fit = tuple(one for one, became in tried if became == outcome)
            every: Way = "any" if self.trial.value(at) is None else "other"
            if fit:
                yield Change(at, every if 1 < len(fit) == len(options) else "exactly", fit, outcome, fit)

    def _some(self, options: Sequence[Any]) -> Sequence[Any]:
        """As many values as are tried for one input."""
        self.cut = self.cut or len(options) > MOST_OPTIONS
        return options[:MOST_OPTIONS]

    def _texts(self, at: Input, field: FieldType, value: Any) -> Iterator[Change]:
        """The texts that it is compared with, and any text at all."""
        marks = [self._text(one, field) for one in (*self.landmarks.get((at.type, at.field), ()), *self.seen)]
        options = [one for one in dict.fromkeys(marks) if one and one != value]
        tried = [(one, self.trial.outcome(at, one)) for one in self._some(options)]
        anything = tuple(one for one in ANY_TEXTS if one != value)
        became = {self.trial.outcome(at, one) for one in anything}
        for outcome in AT_REST:
            fit = tuple(one for one, reached in tried if reached == outcome)
            if became == {outcome}:
                if value is None or not fit:
                    yield Change(at, "any", anything, outcome, anything)
            elif fit:
                yield Change(at, "exactly", fit, outcome, fit)

    def _text(self, value: Any, field: FieldType) -> str | None:
        """A value as a text of a field, if it may be one."""
        if not isinstance(value, str) or len(value) > MOST_TEXT or not value.strip():
            return None
        return value.strip().lower() if field.lower else value.strip()

    def _lists(self, at: Input, field: FieldType, value: tuple[Any, ...] | None) -> Iterator[Change]:
        """An element more, or one less."""
        assert field.element is not None
        held = value or ()
        added = [one for one in self._elements(at, field.element) if one not in held]
        removed = [one for one in dict.fromkeys(held) if one is not None]
        yield from self._elements_changed(at, "add", [(one, (*held, one)) for one in added])
        without = [(one, tuple(other for other in held if other != one)) for one in removed]
        yield from self._elements_changed(at, "remove", without)

    def _elements_changed(self, at: Input, way: Way, options: Sequence[tuple[Any, Any]]) -> Iterator[Change]:
        """Lists that are longer or shorter; where any of several elements may be added, none is named."""
        tried = [(one, whole, self.trial.outcome(at, whole)) for one, whole in self._some(options)]
        for outcome in AT_REST:
            fit = [(one, whole) for one, whole, became in tried if became == outcome]
            if fit:
                every = way == "add" and 1 < len(fit) == len(options)
                named = () if every else tuple(one for one, _ in fit)
                yield Change(at, way, named, outcome, tuple(whole for _, whole in fit))

    def _elements(self, at: Input, element: FieldType) -> list[Any]:
        """What may be added to a list."""
        match element.type.kind:
            case "choice":
                return list(element.type.names)
            case "boolean":
                return [True, False]
            case "ref":
                return list(self.facts.tables.index[element.type.record])
        marks = [*self.landmarks.get((at.type, at.field), ()), *self.seen]
        if element.type.kind == "text":
            texts = [self._text(one, element) for one in marks if isinstance(one, str)]
            return [one for one in dict.fromkeys((*texts, ANY_TEXTS[0])) if one]
        on = scale(element, None, marks)
        return [on.value(step) for step in on.marks]


def _way(found: Range) -> Way:
    if found.low is None:
        return "any" if found.high is None else "at_most"
    if found.high is None:
        return "at_least"
    return "exactly" if found.low == found.high else "between"


def _ends(found: Range) -> tuple[Any, ...]:
    ends = tuple(end for end in (found.low, found.high) if end is not None)
    return ends[:1] if len(ends) == 2 and ends[0] == ends[1] else ends

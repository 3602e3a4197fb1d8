"""A pack's own tests: records, a date, and the outcomes they must have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import Field

from policycheck.author.cases.files import ENDING, case_files
from policycheck.engines.facts import OUTCOMES
from policycheck.faults import Fault, Faults, InvalidCall, file_fault
from policycheck.pack.files import read_source
from policycheck.pack.load import Reading
from policycheck.pack.messages import other, other_ending, wrong_shape
from policycheck.pack.nodes import Mapping as FileMapping
from policycheck.pack.nodes import Node, Sequence, find
from policycheck.pack.profile import read
from policycheck.pack.shape import Shape, Text
from policycheck.pack.validate import validate
from policycheck.policy import Policy
from policycheck.report.report import Report
from policycheck.spelling import did_you_mean


class CaseShape(Shape):
    """A test of the pack: records, a day, and the outcomes they must have."""

    case: Text
    """What the case shows, in words. Example: a second visit breaks the quota."""
    today: date
    """The day by which it is judged. Example: 2025-06-01."""
    given: dict[str, Any]
    """The records, each kind under its plural. Example: {visits: [{id: v1, direction: out}]}."""
    expect: dict[str, dict[str, Text]] = Field(default_factory=dict)
    """The outcome of each rule for each record; nothing else is compared. Outcomes: satisfied, violated,
    undetermined, waived, excepted, not_applicable, recommended, needs_judgement. Example: {visit-quota: {v1:
    violated}}."""
    parameters: dict[str, Any] = Field(default_factory=dict)
    """Values of parameters for this case, in place of the pack's. Example: {limit: 5}."""
    expect_all: bool = False
    """True if whatever is not expected must be satisfied or not applicable. Example: true."""


Shaping: TypeAlias = Callable[[Node, Faults], CaseShape | None]
"""How a node becomes what a case says: `shape_of`, or what remembers what it said of a node."""


@dataclass(frozen=True)
class Case:
    """One case with the place it was read from."""

    shape: CaseShape
    node: FileMapping
    file: str

    @property
    def name(self) -> str:
        """What it is called."""
        return self.shape.case

    @property
    def line(self) -> int:
        """The line of its file on which it begins."""
        return self.node.span.position[0]


@dataclass(frozen=True)
class Difference:
    """An outcome other than the one expected; `found` is None where the rule has none for the record."""

    rule: str
    subject: str
    expected: str | None
    found: str | None


@dataclass(frozen=True)
class CaseResult:
    """What came of a case."""

    case: Case
    differences: tuple[Difference, ...]
    report: Report

    @property
    def passed(self) -> bool:
        """Whether every outcome was as expected."""
        return not self.differences


def shape_of(node: Node, faults: Faults) -> CaseShape | None:
    """What a case says."""
    return validate(CaseShape, node, faults)


def load_cases(
    policy: Policy, read: Reading = read, shape_of: Shaping = shape_of
) -> tuple[tuple[Case, ...], tuple[Fault, ...]]:
    """The cases of a policy's pack, by file, and every fault in them."""
    faults, found = Faults(), list[Case]()
    files, closed = case_files(policy.path) if policy.path.is_dir() else ([], [])
    for error in closed:
        name = Path(error.filename).relative_to(policy.path).as_posix()
        faults.add(file_fault(name, f"the directory cannot be read: {(error.strerror or '').lower()}"))
    for path in files:
        name = path.relative_to(policy.path).as_posix()
        if path.suffix != ENDING:
            faults.add(other_ending(file_fault(name, "").span, path.suffix))
            continue
        source = read_source(path, name, faults)
        node = read(source, faults) if source else None
        if isinstance(node, Sequence):
            shapes = [(item, shape_of(item, faults)) for item in node.items]
            found += [case for item, shape in shapes if (case := _case(item, shape, name, policy, faults))]
        elif node is not None:
            faults.add(wrong_shape(node.span, "a list of cases: each begins with `- case: …`"))
    return tuple(found), faults.sorted()


def _case(node: Node, shape: CaseShape | None, file: str, policy: Policy, faults: Faults) -> Case | None:
    if shape is None or not isinstance(node, FileMapping):
        return None
    known = policy.rulebook.item
    for rule, expected in shape.expect.items():
        under = find(node, ("expect", rule))
        if rule not in known:
            expect = node.get("expect")
            assert isinstance(expect, FileMapping)
            faults.add(other(expect.key(rule).span, f"unknown rule `{rule}`: {did_you_mean(rule, known)}"))
        for subject, outcome in expected.items():
            if outcome not in OUTCOMES:
                faults.add(
                    other(
                        find(under, (subject,)).span, f"unknown outcome `{outcome}`: {did_you_mean(outcome, OUTCOMES)}"
                    )
                )
    return Case(shape, node, file)


def run(case: Case, policy: Policy, engine: str) -> CaseResult:
    """Judges a case's records and compares the outcomes."""
    shape = case.shape
    try:
        report = policy.evaluate(shape.given, today=shape.today, parameters=shape.parameters, engine=engine)
    except InvalidCall as error:
        raise InvalidCall(f"{case.file}: case `{case.name}`: {error}") from None
    found = {(one.rule, one.subject): one.outcome for one in report.outcomes}
    return CaseResult(case, tuple(differences(shape, found)), report)


def differences(shape: CaseShape, found: Mapping[tuple[str, str], str]) -> Iterator[Difference]:
    """Where outcomes, by rule and subject, are not those that a case expects."""
    named: Mapping[str, Mapping[str, str]] = shape.expect
    for rule, expected in named.items():
        for subject, outcome in expected.items():
            if found.get((rule, subject)) != outcome:
                yield Difference(rule, subject, outcome, found.get((rule, subject)))
    if shape.expect_all:
        for (rule, subject), outcome in found.items():
            if outcome not in ("satisfied", "not_applicable") and subject not in named.get(rule, {}):
                yield Difference(rule, subject, None, outcome)

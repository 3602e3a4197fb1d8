"""A pack as it stands: its faults, or what comes of each of its cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from policycheck.author.cases.run import Case, load_cases
from policycheck.author.watch.basis import Basis, narrowed
from policycheck.author.watch.memory import Memory
from policycheck.author.watch.trial import Judging, Trial, records_of
from policycheck.collector import collector_at_rest
from policycheck.faults import Fault, Faults, PolicyCheckError
from policycheck.language.compile import compile_pack
from policycheck.pack.load import load_pack
from policycheck.policy import Policy


@dataclass(frozen=True)
class State:
    """A pack as it stands: checked, and its cases tried once it has no faults."""

    faults: tuple[Fault, ...] = ()
    """Of the pack and of its cases."""
    refused: tuple[str, ...] = ()
    """Why it cannot be read, or a case not be judged, in words."""
    policy: Policy | None = None
    cases: tuple[Case, ...] = ()
    trials: tuple[Trial, ...] = ()
    basis: Basis | None = None

    @property
    def good(self) -> bool:
        """Whether there is nothing to mend before its cases tell something."""
        return not (self.faults or self.refused)


def checked(path: Path, memory: Memory) -> State:
    """The pack at a path as it stands, its cases not tried yet."""
    faults = Faults()
    try:
        with collector_at_rest():
            rulebook = compile_pack(load_pack(path, faults, memory.read), faults)
            if rulebook is None or faults:
                return State(faults.sorted())
            policy = Policy(rulebook, path)
            cases, found = load_cases(policy, memory.read, memory.shape)
    except OSError as error:  # a directory that goes while it is read
        return State(refused=(f"`{path}` cannot be read: {error.strerror}",))
    return State(found, (), policy, cases, (), Basis(rulebook))


def tried(state: State, before: State | None = None) -> State:
    """A state without faults and what comes of its cases; what cannot have changed is taken from a good one before."""
    assert state.policy is not None
    assert state.basis is not None
    try:
        with collector_at_rest():
            trials = tuple(_trials(state.cases, state.policy, state.basis, before))
    except PolicyCheckError as error:
        return replace(state, refused=(str(error),))
    return replace(state, trials=trials)


def _trials(cases: tuple[Case, ...], policy: Policy, basis: Basis, before: State | None) -> Iterator[Trial]:
    """What comes of the cases: of one that stood there before, only what rests on something else is judged."""
    known, others = dict[str, Trial](), frozenset(basis.items)
    if before is not None and before.basis is not None and basis.common == before.basis.common:
        known, others = {_words(trial.case): trial for trial in before.trials}, basis.others(before.basis)
    whole, part = Judging(policy.rulebook), Judging(narrowed(policy.rulebook, others))
    stay = basis.items.keys() - others
    for case in cases:
        trial = known.get(_words(case))
        if trial is None:
            records = records_of(case, policy)
            yield Trial(case, records, whole.outcomes(case, records))
        else:
            kept = {at: one for at, one in trial.outcomes.items() if at[0] in stay}
            found = {**kept, **part.outcomes(case, trial.records)}
            yield Trial(case, trial.records, found)


def _words(case: Case) -> str:
    """All that a case says: cases of the same words have the same outcomes."""
    return case.node.span.text

"""What an author is told after a save, in lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from policycheck.author.watch.change import Change, change
from policycheck.author.watch.state import State
from policycheck.author.watch.trial import Trial
from policycheck.engines.facts import OUTCOMES
from policycheck.faults import InvalidPack

MOST_CHANGES = 20
"""Changed outcomes that are listed; the rest is counted."""
MOST_CASES = 20
"""Cases that are listed as failing, newly failing or newly passing; the rest is counted."""
MOST_FILES = 3
"""Files that are named as saved; the rest is counted."""


def watching(path: Path) -> str:
    """What is watched."""
    return f"watching {path}; Ctrl-C ends"


def gone(path: Path) -> str:
    """That the pack is not there, or no longer."""
    return f"`{path}` is not there any more: waiting for it to come back; Ctrl-C ends"


def saved(clock: str, files: Sequence[str]) -> str:
    """When what was saved."""
    more = f" and {len(files) - MOST_FILES} more" if len(files) > MOST_FILES else ""
    return f"\n{clock} {', '.join(files[:MOST_FILES])}{more}".rstrip()


def checks(state: State) -> str:
    """What was found before any case is tried."""
    if state.faults:
        return f"{InvalidPack(state.faults)}\nfaults: {len(state.faults)}; the cases wait until there are none"
    return "\n".join(state.refused) or "no faults"


def results(now: State, before: State | None) -> Iterator[str]:
    """What came of the cases, and what is otherwise than in the last good state."""
    if not now.good:
        yield from now.refused
        return
    failed = [trial for trial in now.trials if not trial.passed]
    yield f"cases: {len(now.trials) - len(failed)} passed, {len(failed)} failed" if now.trials else "no cases"
    if before is None:
        yield from _cases("failing", failed)
    else:
        yield from _change(change(before, now))


def _change(found: Change) -> Iterator[str]:
    """What is otherwise; a line that says so where nothing is."""
    if found.added or found.removed:
        yield f"cases new: {found.added}, gone: {found.removed}"
    yield from _cases("newly failing", found.failing)
    yield from _cases("newly passing", found.passing)
    for rule, counts in found.new_rules.items():
        yield f"new rule {rule}: {_counted(counts)}"
    for rule in found.removed_rules:
        yield f"gone: rule {rule}"
    if not found.outcomes:
        yield "outcomes: none changed"
        return
    yield f"outcomes changed: {len(found.outcomes)}"
    for one in found.outcomes[:MOST_CHANGES]:
        yield f'  {one.rule} on {one.subject} in "{one.case}": {one.before} → {one.after}'
    rest = found.outcomes[MOST_CHANGES:]
    if rest:
        yield f"  … and {len(rest)} more:"
        ways = Counter((one.rule, one.before, one.after) for one in rest)
        for (rule, was, now), number in list(ways.items())[:MOST_CHANGES]:
            yield f"  {rule}: {number} × {was} → {now}"
        if len(ways) > MOST_CHANGES:
            yield f"  … and {len(ways) - MOST_CHANGES} more kinds of change"


def _counted(counts: Counter[str]) -> str:
    if not counts:
        return "no outcome in any case"
    return ", ".join(f"{counts[outcome]} {outcome}" for outcome in OUTCOMES if counts[outcome])


def _cases(words: str, trials: Sequence[Trial]) -> Iterator[str]:
    for trial in trials[:MOST_CASES]:
        yield f"{words}: {trial.case.file}: {trial.case.name}"
        for one in trial.differences:
            expected, found = one.expected or "nothing to report", one.found or "no outcome"
            yield f"  {one.rule} on {one.subject}: expected {expected}, found {found}"
    if len(trials) > MOST_CASES:
        yield f"{words}: … and {len(trials) - MOST_CASES} more"

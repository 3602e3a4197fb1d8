"""The command that runs a pack's own cases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from policycheck.cli.options import EngineOption, PackArgument
from policycheck.cli.output import told, write_line
from policycheck.engines.registry import DEFAULT
from policycheck.faults import InvalidCall, InvalidPack
from policycheck.policy import load

if TYPE_CHECKING:
    from policycheck.author.cases import CaseResult


def run_cases(pack: PackArgument, engine: EngineOption = DEFAULT) -> None:
    """Run the cases of a pack. Exit codes: 0 all passed; 1 some failed; 2 a fault, or no cases."""
    from policycheck.author.cases import load_cases, run

    policy = load(pack)
    cases, faults = load_cases(policy)
    if faults:
        raise InvalidPack(faults)
    if not cases:
        raise InvalidCall(f"the pack `{pack}` has no cases: write them below `cases/`")
    failed = 0
    with told(f"{policy.id}: running {len(cases)} cases"):
        results = [run(case, policy, engine) for case in cases]
    for result in results:
        failed += not result.passed
        if not result.passed or result.report.input_faults:
            write_line("\n".join(_differences(result)))
    write_line(f"cases: {len(cases) - failed} passed, {failed} failed")
    raise typer.Exit(1 if failed else 0)


def _differences(result: CaseResult) -> Iterator[str]:
    """What a case did not give as expected, and what may explain it; faults of its data are told in any case."""
    yield f"{result.case.file}: {result.case.name}"
    for one in result.differences:
        expected, found = one.expected or "nothing to report", one.found or "no outcome"
        yield f"  {one.rule} on {one.subject}: expected {expected}, found {found}"
    for fault in result.report.input_faults:
        yield f"  input fault: {fault.told('en')}"
    for note in result.report.notes:
        yield f"  note: {note.text('en')}"

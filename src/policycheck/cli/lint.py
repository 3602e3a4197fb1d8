"""The command that looks for faults and weaknesses of a pack."""

from __future__ import annotations

from policycheck.cli.options import PackArgument
from policycheck.cli.output import write_line
from policycheck.faults import InvalidPack
from policycheck.policy import check as check_pack
from policycheck.policy import find_pack


def lint(pack: PackArgument) -> None:
    """Look for faults in a pack. Exit codes: 0 none; 2 some."""
    from policycheck.author.cases import load_cases

    policy, faults = check_pack(find_pack(pack))
    if policy is not None:
        faults = load_cases(policy)[1]
    if policy is None or faults:
        raise InvalidPack(faults)
    clauses, rules, judgements = len(policy.text), len(policy.rules), len(policy.judgements)
    write_line(f"{policy.id} {policy.version}: no faults; clauses {clauses}, rules {rules}, judgements {judgements}")

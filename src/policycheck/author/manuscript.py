"""What an author has before them: the pack as it is written, and what it means as far as that can be told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from policycheck.author.cases import Case, load_cases
from policycheck.collector import collector_at_rest
from policycheck.faults import Fault, Faults
from policycheck.language.compile import compile_pack
from policycheck.pack.load import Pack, load_pack
from policycheck.policy import Policy


@dataclass(frozen=True)
class Manuscript:
    """A pack with its cases, whatever state it is in."""

    path: Path
    pack: Pack
    """As much of it as can be read."""
    policy: Policy | None
    """None where the pack has a fault."""
    cases: tuple[Case, ...]
    """Those that can be read, of a policy without faults."""
    faults: tuple[Fault, ...]
    """Of the pack and of its cases."""


def manuscript(path: Path) -> Manuscript:
    """The pack at a path (see `find_pack`), its cases, and every fault in them."""
    faults = Faults()
    with collector_at_rest():
        pack = load_pack(path, faults)
        rulebook = compile_pack(pack, faults)
        if rulebook is None or faults:
            return Manuscript(path, pack, None, (), faults.sorted())
        policy = Policy(rulebook, path)
        cases, found = load_cases(policy)
    return Manuscript(path, pack, policy, cases, found)

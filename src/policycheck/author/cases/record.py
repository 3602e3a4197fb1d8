"""Writes the outcomes found into the files of the cases, as a change that is seen before it is made."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from itertools import groupby, zip_longest
from pathlib import Path

from policycheck.author.cases.amend import amended
from policycheck.author.cases.replace import replace_files, writable
from policycheck.author.cases.run import Case, CaseResult, CaseShape, Difference, load_cases, run
from policycheck.faults import InvalidCall
from policycheck.policy import Policy


@dataclass(frozen=True)
class Amendment:
    """What changes in one file."""

    file: str
    path: Path
    before: str
    after: str

    @property
    def diff(self) -> Iterator[str]:
        """The change, line by line."""
        return unified_diff(self.before.splitlines(), self.after.splitlines(), self.file, self.file, lineterm="")


def amendments(results: Sequence[CaseResult], policy: Policy) -> list[Amendment]:
    """What the outcomes found change in the files, by file; nothing of a file that stays as it is."""
    found = []
    for file, of_file in groupby(results, key=lambda result: result.case.file):
        some = list(of_file)
        before = some[0].case.node.span.source.text
        after = amended(before, some)
        if after != before:
            found.append(Amendment(file, policy.path / file, before, after))
    return found


def left(results: Sequence[CaseResult]) -> Iterator[tuple[CaseResult, Difference]]:
    """What stays as it is: an outcome that is expected where there is none. The key may be misspelt."""
    return ((result, one) for result in results for one in result.differences if one.found is None)


def write(changes: Sequence[Amendment], results: Sequence[CaseResult], policy: Policy) -> None:
    """Writes all files or none, reads them again, and puts them back where they do not say what was found."""
    every = load_cases(policy)[0]
    before: dict[Path, bytes] = {}
    after: dict[Path, bytes] = {}
    for one in changes:
        path = writable(one.path, one.file)
        before[path] = path.read_bytes()
        mark = codecs.BOM_UTF8 if before[path].startswith(codecs.BOM_UTF8) else b""
        if before[path] != mark + one.before.encode():
            raise InvalidCall(f"--record: `{one.file}` was changed meanwhile: run again")
        after[path] = mark + one.after.encode()
    replace_files(after)
    try:
        _hold(results, every, policy)
    except BaseException:  # Ctrl-C as well: nothing half-done stays
        replace_files(before)
        raise


def _hold(results: Sequence[CaseResult], every: Sequence[Case], policy: Policy) -> None:
    """Holds the files against what they are to say: no fault, the same cases, and every outcome as found."""
    again, faults = load_cases(policy)
    if faults:
        raise InvalidCall(f"--record: what was written has a fault, and the files were put back: {faults[0]}")
    ran = {_place(result.case): result for result in results}
    for old, new in zip_longest(every, again):
        if old is None or new is None or _but_expectations(old) != _but_expectations(new):
            failed = old or new
        elif (result := ran.get(_place(old))) is None:
            failed = None if old.shape == new.shape else old
        else:
            found = run(new, policy, result.report.engine)
            failed = None if all(one.found is None for one in found.differences) else old
        if failed is not None:
            raise InvalidCall(
                f"--record: `{failed.file}`: `{failed.name}` would not be what was found, and the files were put back"
            )


def _but_expectations(case: Case) -> tuple[str, CaseShape]:
    return case.file, case.shape.model_copy(update={"expect": {}})


def _place(case: Case) -> tuple[str, int]:
    return case.file, case.node.span.start

"""What a person reads of a run: each case that failed, why, and the counts of each file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policycheck.author.cases.run import CaseResult, Difference
from policycheck.policy import Policy
from policycheck.wording import say


@dataclass(frozen=True)
class Tally:
    """How many cases of a file passed, and how many failed."""

    file: str
    passed: int
    failed: int


def tallies(results: Sequence[CaseResult]) -> list[Tally]:
    """The counts of each file, in the order of the files."""
    found: dict[str, list[int]] = {}
    for result in results:
        found.setdefault(result.case.file, [0, 0])[not result.passed] += 1
    return [Tally(file, passed, failed) for file, (passed, failed) in found.items()]


def spoken_to_authors(policy: Policy) -> str:
    """The language in which a pack's author is told of cases: English, as faults are, where the policy has it."""
    return "en" if "en" in policy.languages else policy.languages[0]


def summary(results: Sequence[CaseResult], language: str) -> Iterator[str]:
    """The run, line by line: what failed first, the counts last."""
    for result in results:
        if not result.passed or result.report.input_faults:
            yield _on_one_line(f"{result.case.file}: {result.case.name}")
            yield from (f"  {line}" for line in told(result, language))
    files = tallies(results)
    if len(files) > 1:
        yield from _by_file(files, language)
    failed = sum(one.failed for one in files)
    yield f"cases: {len(results) - failed} passed, {failed} failed"  # for scripts, whatever the language


def told(result: CaseResult, language: str) -> Iterator[str]:
    """What a case did not give as expected, with the reason below; faults of its data are told in any case."""
    return map(_on_one_line, _told(result, language))


def _told(result: CaseResult, language: str) -> Iterator[str]:
    if result.differences:
        from policycheck.author.cases.because import because
    for one in result.differences:
        yield difference(one, language)
        yield from (f"  {line}" for line in because(one, result.report, language))
    for fault in result.report.input_faults:
        yield say("cases_fault", language, fault.told(language))
    for note in result.report.notes:
        yield say("cases_note", language, note.text(language))


def difference(one: Difference, language: str) -> str:
    """What was expected, and what was found."""
    expected = one.expected or say("cases_nothing", language)
    found = one.found or say("cases_no_outcome", language)
    return say("cases_difference", language, one.rule, one.subject, expected, found)


def _on_one_line(text: str) -> str:
    """A text without ends of lines: no name of a case or a record can pass for a line of ours."""
    return " ".join(text.splitlines())


def _by_file(files: Sequence[Tally], language: str) -> Iterator[str]:
    width = max(len(one.file) for one in files)
    for one in files:
        told = [say("cases_passed", language, one.passed)] if one.passed else []
        told += [say("cases_failed", language, one.failed)] if one.failed else []
        yield f"{one.file.ljust(width)}  {', '.join(told)}"

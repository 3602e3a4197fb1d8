"""The command that runs a pack's own cases."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policycheck.cli.options import EngineOption, OutputOption, PackArgument, language
from policycheck.cli.output import put, told, write_line
from policycheck.engines.registry import DEFAULT
from policycheck.faults import InvalidCall, InvalidPack
from policycheck.harmless import clean
from policycheck.policy import Policy, load
from policycheck.spelling import did_you_mean
from policycheck.wording import say

if TYPE_CHECKING:
    from policycheck.author.cases import Case, CaseResult

FORMATS = ("text", "json", "junit")


def run_cases(
    pack: PackArgument,
    only: Annotated[
        str | None, typer.Option("-k", metavar="WORD", help="Only the cases whose name or file has this in it.")
    ] = None,
    record: Annotated[
        bool, typer.Option("--record", help="Write the outcomes found into the files, once you have seen what changes.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --record: write without asking.")] = False,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="How often the cases expect each outcome of each rule; runs none.")
    ] = False,
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar="LANG", help="The language; default: English, if the policy has it."),
    ] = None,
    format: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help=f"How it is written: {', '.join(FORMATS)}.")
    ] = "text",
    output: OutputOption = None,
    engine: EngineOption = DEFAULT,
) -> None:
    """Run the cases of a pack. Exit codes: 0 all passed; 1 some failed; 2 a fault, or no cases."""
    _fit(record, yes, coverage, format, output)
    from policycheck.author.cases import load_cases, run
    from policycheck.author.cases.summary import spoken_to_authors

    policy = load(pack)
    tongue = spoken_to_authors(policy) if lang is None else language(policy, lang)
    cases, faults = load_cases(policy)
    if faults:
        raise InvalidPack(faults)
    if not cases:
        raise InvalidCall(f"the pack `{pack}` has no cases: write them below `cases/`")
    cases = _chosen(cases, only)
    if coverage:
        _tell(_coverage(cases, policy, tongue, format), output)
        return
    with told(f"{policy.id}: running {len(cases)} cases"):
        results = [run(case, policy, engine) for case in cases]
    if record:
        raise typer.Exit(_record(results, policy, tongue, yes))
    _tell(_run(results, policy, engine, tongue, format), output)
    raise typer.Exit(0 if all(result.passed for result in results) else 1)


def _fit(record: bool, yes: bool, coverage: bool, format: str, output: Path | None) -> None:
    """Refuses options that do not go together."""
    if format not in FORMATS:
        raise InvalidCall(f"--format: unknown `{format}`: {did_you_mean(format, FORMATS)}")
    if yes and not record:
        raise InvalidCall("--yes: goes with --record")
    if record and (coverage or format != "text" or output is not None):
        raise InvalidCall("--record: stands alone; run again without it for --coverage, --format and --output")
    if coverage and format == "junit":
        raise InvalidCall("--coverage: runs no case, so there is nothing for junit: write it as text or json")


def _chosen(cases: Sequence[Case], only: str | None) -> tuple[Case, ...]:
    """The cases whose name or file has a word in it, letter case aside."""
    if only is None:
        return tuple(cases)
    word = only.casefold()
    found = tuple(case for case in cases if word in case.name.casefold() or word in case.file.casefold())
    if not found:
        raise InvalidCall(f"-k: no case has `{only}` in its name or its file")
    return found


def _run(results: Sequence[CaseResult], policy: Policy, engine: str, tongue: str, format: str) -> str:
    if format == "junit":
        from policycheck.author.cases.junit import junit

        return junit(results, policy, tongue)
    if format == "json":
        from policycheck.author.cases.document import run_document
        from policycheck.report.document import written

        return written(run_document(results, policy, engine, tongue), 2)
    from policycheck.author.cases.summary import summary

    return "".join(f"{clean(line)}\n" for line in summary(results, tongue))


def _coverage(cases: Sequence[Case], policy: Policy, tongue: str, format: str) -> str:
    from policycheck.author.cases import covered

    found = covered(cases, policy.rulebook)
    if format == "json":
        from policycheck.author.cases.document import coverage_document
        from policycheck.report.document import written

        return written(coverage_document(found, policy), 2)
    from policycheck.author.cases.matrix import matrix

    return "".join(f"{clean(line)}\n" for line in matrix(found, policy.rulebook, tongue))


def _tell(text: str, output: Path | None) -> None:
    """To a file as UTF-8; to standard output in what characters the terminal has."""
    if output is not None:
        put(text, output)
    else:
        sys.stdout.write(text)


def _record(results: Sequence[CaseResult], policy: Policy, tongue: str, yes: bool) -> int:
    """Shows what would be written, asks, and writes. The exit code: 0 where every outcome then is as written."""
    from policycheck.author.cases.record import amendments, left, write

    changed = amendments(results, policy)
    for line in (line for one in changed for line in one.diff):
        write_line(line)
    for result, one in left(results):
        write_line(say("cases_left", tongue, f"{result.case.file}: {result.case.name}", one.rule, one.subject))
    if not changed:
        if all(result.passed for result in results):
            write_line(say("cases_all_as_written", tongue))
            return 0
        return 1
    files = ", ".join(one.file for one in changed)
    if not yes:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            write_line(say("cases_accept", tongue))
            return 1
        if not typer.confirm(clean(say("cases_confirm", tongue, files))):
            write_line(say("cases_declined", tongue))
            return 1
    write(changed, results, policy)
    write_line(say("cases_written", tongue, files))
    return 1 if any(True for _ in left(results)) else 0

"""The commands for those who write packs and use them: test, lint, sql, template, docs, packs."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policycheck.cli.options import (
    EngineOption,
    LangOption,
    PackArgument,
    SetOption,
    day,
    language,
    parameters,
)
from policycheck.cli.output import put, told, write_line
from policycheck.engines.registry import DEFAULT
from policycheck.faults import InvalidCall, InvalidPack
from policycheck.policy import check as check_pack
from policycheck.policy import find_pack, load

if TYPE_CHECKING:
    from policycheck.author.cases import CaseResult


class Form(StrEnum):
    """What a script of SQL is made of."""

    query = "query"
    views = "views"


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


def sql(
    pack: PackArgument,
    dialect: Annotated[
        str,
        typer.Option("--dialect", metavar="D", help="duckdb, sqlite, postgresql, spark, bigquery, snowflake or tsql."),
    ] = "duckdb",
    form: Annotated[Form, typer.Option("--as", help="One query, or a view for each table on the way.")] = Form.query,
    today: Annotated[
        str | None, typer.Option("--today", metavar="DATE", help="The date to judge by; default: the day it is run.")
    ] = None,
    set_: SetOption = [],  # noqa: B006
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="The file to write.")] = None,
) -> None:
    """Write the policy as a script of SQL, for a database that holds the records."""
    policy = load(pack)
    script = policy.sql(dialect, today=day(today), parameters=parameters(set_), views=form is Form.views)
    put(script, output)


def template(
    pack: PackArgument,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="F.xlsx", help="The workbook to write.")],
    example: Annotated[bool, typer.Option("--example", help="Fill in the pack's example.")] = False,
    lang: LangOption = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
) -> None:
    """Write a workbook to fill in, with a sheet for each kind of record and a guide."""
    from policycheck.author.example import example as example_records
    from policycheck.author.template import check_target, save
    from policycheck.author.template import template as workbook
    from policycheck.author.template.guidance import command

    check_target(output, force)
    with told(f"{pack}: writing {output}"):
        policy = load(pack)
        save(workbook(policy, language(policy, lang), example_records(policy) if example else None), output, force)
    write_line(f"{output}: fill it in, save it, and run: {command(pack, str(output))}")


def docs(
    pack: PackArgument,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="The file to write.")] = None,
    lang: LangOption = None,
    compare: Annotated[bool, typer.Option("--check", help="Only compare the file with what would be written.")] = False,
) -> None:
    """Write a page for the policy's owner: every sentence with its rules, in words; Markdown.

    Exit codes: 0; with --check 1 where the file is not what would be written.
    """
    from policycheck.author.handbook import handbook, is_current

    policy = load(pack)
    written = handbook(policy, language(policy, lang))
    if not compare:
        put(written, output)
    elif output is None:
        raise InvalidCall("--check: name the file to compare with: --output FILE")
    elif not is_current(written, output):
        again = shlex.join(["policycheck", "docs", pack, *(["--lang", lang] if lang else []), "--output", str(output)])
        write_line(f"{output}: not what the pack says: run {again}")
        raise typer.Exit(1)


def packs() -> None:
    """List the packs that come with policycheck."""
    from policycheck.pack.shipped import shipped_packs

    for id_ in shipped_packs():
        policy = load(id_)
        title = policy.title.get("en") or next(iter(policy.title.values()))
        write_line(f"{id_}  {policy.version}  {title} ({len(policy.text)} clauses, {len(policy.rules)} rules)")


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

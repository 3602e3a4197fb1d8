"""The commands for those who put packs to use: sql, template, packs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from policycheck.cli.options import (
    LangOption,
    PackArgument,
    SetOption,
    day,
    language,
    parameters,
)
from policycheck.cli.output import put, told, write_line
from policycheck.policy import load


class Form(StrEnum):
    """What a script of SQL is made of."""

    query = "query"
    views = "views"


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


def packs() -> None:
    """List the packs that come with policycheck."""
    from policycheck.pack.shipped import shipped_packs

    for id_ in shipped_packs():
        policy = load(id_)
        title = policy.title.get("en") or next(iter(policy.title.values()))
        write_line(f"{id_}  {policy.version}  {title} ({len(policy.text)} clauses, {len(policy.rules)} rules)")

"""The command line: reads arguments, calls the library, prints. No decision about a policy is made here."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from policycheck.cli.annual import report
from policycheck.cli.author import packs, sql, template
from policycheck.cli.cases import run_cases
from policycheck.cli.check import check
from policycheck.cli.coverage import coverage
from policycheck.cli.diff import diff
from policycheck.cli.docs import docs
from policycheck.cli.draft import draft
from policycheck.cli.explain import explain
from policycheck.cli.lint import lint
from policycheck.cli.new import new
from policycheck.cli.output import write_line
from policycheck.cli.schema import schema
from policycheck.cli.watch import watch
from policycheck.faults import InvalidPack, PolicyCheckError
from policycheck.harmless import clean
from policycheck.version import __version__

__all__ = ["app", "main"]

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Judges records by a written policy: what breaches it, what is missing, what a person must judge.",
)

app.command()(check)
app.command()(explain)
app.command()(report)
app.command("test")(run_cases)
app.command()(lint)
app.command()(diff)
app.command()(watch)
app.command()(sql)
app.command()(template)
app.command()(draft)
app.command()(coverage)
app.command()(docs)
app.command()(schema)
app.command()(new)
app.command()(packs)


def _version(wanted: bool) -> None:
    if wanted:
        write_line(f"policycheck {__version__}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """What comes before a command."""


def main() -> None:
    """Runs the command line; a user's mistake is told on standard error, never as a traceback."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        try:
            app(prog_name="policycheck")
        finally:
            sys.stdout.flush()
    except InvalidPack as error:
        _fail(str(error))
    except PolicyCheckError as error:
        _fail(f"policycheck: {error}")
    except BrokenPipeError:  # whoever read has left; nothing more is to be written, not even when Python ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None


def _fail(message: str) -> None:
    sys.stderr.write(f"{clean(message)}\n")
    raise SystemExit(2)

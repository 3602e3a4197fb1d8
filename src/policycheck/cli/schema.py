"""The command that writes what editors know of packs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policycheck.cli.output import put


def schema(
    cases: Annotated[bool, typer.Option("--cases", help="Of the files below cases/, not of the pack's own.")] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="The file to write.")] = None,
) -> None:
    """Write the JSON Schema of a pack's files, by which editors check them and help to write them."""
    from policycheck.author.schema import cases_schema, check_target, pack_schema, written

    if output is not None:
        check_target(output)
    put(written(cases_schema() if cases else pack_schema()), output)

"""The command that writes what a policy's owner reads and signs off."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from policycheck.cli.options import LangOption, PackArgument, language
from policycheck.cli.output import put, write_line
from policycheck.faults import InvalidCall
from policycheck.policy import load


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

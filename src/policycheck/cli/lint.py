"""The command that looks for faults and weaknesses of a pack."""

from __future__ import annotations

import json
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policycheck.cli.options import PackArgument, day
from policycheck.cli.output import put, told, write_line
from policycheck.faults import MOST_LISTED, InvalidCall, InvalidPack
from policycheck.harmless import clean
from policycheck.pack.shipped import shipped_packs
from policycheck.policy import find_pack

if TYPE_CHECKING:
    from policycheck.author.lint import Lint
    from policycheck.author.manuscript import Manuscript

PAGES = "docs/lint/<id>.md"


class LintFormat(StrEnum):
    """How what is found is told."""

    text = "text"
    json = "json"


def lint(
    pack: PackArgument,
    today: Annotated[
        str | None,
        typer.Option("--today", metavar="DATE", help="The day by which dated things are taken; default: today."),
    ] = None,
    format: Annotated[LintFormat, typer.Option("--format", help="How to tell what is found.")] = LintFormat.text,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what can be mended for certain, and show what was changed.")
    ] = False,
) -> None:
    """Look for faults and weaknesses in a pack. Exit codes: 0 none; 1 weaknesses; 2 faults."""
    from policycheck.author import lint as linting
    from policycheck.author.manuscript import manuscript

    path, on, mending = find_pack(pack), day(today) or date.today(), None
    with told(f"{pack}: looking for weaknesses"):
        if fix:
            _check_own(pack, path)
            mending = linting.fix(path, on)
        read = manuscript(path)
        found = linting.lint(read, on)
    if format is LintFormat.json:
        written = linting.document(found, mending.mended if mending else ())
        put(f"{json.dumps(written, ensure_ascii=False, indent=2)}\n", None)
    else:
        if mending:
            write_line(mending.difference.rstrip("\n") or "nothing can be mended for certain")
            write_line(f"mended {len(mending.mended)}")
        _tell(found, read)
    raise typer.Exit(2 if found.faults else 1 if found.weaknesses else 0)


def _check_own(pack: str, path: Path) -> None:
    """Refuses to edit a pack that comes with policycheck, unless it is named by its path in a checkout of one's own."""
    import policycheck

    if pack in shipped_packs() or Path(policycheck.__file__).resolve().parent in path.resolve().parents:
        raise InvalidCall(
            f"--fix: the pack `{pack}` comes with policycheck and is not edited: copy its files to a place of your own"
        )


def _tell(found: Lint, read: Manuscript) -> None:
    """Faults on standard error, as of every command; weaknesses and the sums on standard output."""
    if found.faults:
        sys.stdout.flush()
        sys.stderr.write(f"{clean(str(InvalidPack(found.faults)))}\n")
        sys.stderr.flush()
    for weakness in found.weaknesses[:MOST_LISTED]:
        write_line(str(weakness))
    if len(found.weaknesses) > MOST_LISTED:
        write_line(f"… and {len(found.weaknesses) - MOST_LISTED} more weaknesses")
    sums = f"weaknesses {len(found.weaknesses)}, silenced {len(found.silenced)}"
    if found.faults or read.policy is None:
        write_line(f"faults {len(found.faults)}, {sums}; {_not_looked_for(read)}")
    else:
        policy = read.policy
        weak = f"{sums}; " if found.weaknesses or found.silenced else ""
        content = f"clauses {len(policy.text)}, rules {len(policy.rules)}, judgements {len(policy.judgements)}"
        write_line(f"{policy.id} {policy.version}: no faults; {weak}{content}")
    if found.weaknesses:
        write_line(f"what each weakness means, and how to silence one: {PAGES}")


def _not_looked_for(read: Manuscript) -> str:
    if not read.pack.whole:
        return "only weaknesses that words alone tell were looked for, in the files that can be read to their end"
    if read.policy is None:
        return "of the weaknesses, only those that the words alone tell were looked for"
    return "whether each rule has a case was not looked for"

"""The command that begins a pack."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import Annotated

import typer

from policycheck.cli.output import write_line
from policycheck.pack.shipped import shipped_packs


def new(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="The directory to write; new, or empty.")],
    id_: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="The policy's id; default: the directory's name.")
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="T", help="The policy's title; default: that of the example.")
    ] = None,
    lang: Annotated[
        str, typer.Option("--lang", metavar="LANGS", help="The languages of its texts, the first one's first.")
    ] = "nb,en",
) -> None:
    """Begin a pack: a small one that works, with notes in each file and cases that pass."""
    from policycheck.author.new import make
    from policycheck.author.new.filling import OWN

    languages = [language.strip() for language in lang.split(",") if language.strip()]
    made = make(directory, languages, id_, title)
    write_line(f"{directory}: {', '.join(made.files)}")
    if made.derived:
        write_line(f"The policy's id is {made.id}: an id has small letters, digits and hyphens.")
    if title is not None and len(languages) > 1:
        write_line("The title is one for all languages: translate it in policy.yaml.")
    for language in languages:
        if language not in OWN:
            write_line(f"The texts under `{language}` are English: translate them.")
    word = shlex.quote(_pack_word(directory))
    write_line("Next: read the notes in the files, change them, and run")
    for command in ("lint", "test", "docs"):
        write_line(f"  policycheck {command} {word}")


def _pack_word(directory: Path) -> str:
    """The directory so that no shipped pack of the same name is meant, and no option."""
    word = str(directory)
    return os.path.join(".", word) if word in shipped_packs() or word.startswith("-") else word

"""The command that makes a first draft of a pack's text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policycheck.cli.output import put, write_line


def draft(
    textfile: Annotated[
        Path, typer.Argument(metavar="TEXTFILE", help="The policy's text (.txt, .md), typed, saved or scanned.")
    ],
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="The file to write.")] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="LANG", help="nb, nn, da, sv or en; default: by the text's words.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
) -> None:
    """Write a first draft of a pack's text: each sentence with an id and, by its wording, a proposed force.

    The draft is to be corrected by a person: the word that decided a force stands behind it.
    """
    from policycheck.author.draft import drafted, save
    from policycheck.wording import say

    found = drafted(textfile, lang)
    if output is None:
        put(found.yaml, None)
        return
    save(found, output, textfile, force)
    write_line(say("draft_written", found.language, output, found.sentences, found.language))
    if found.windows_1252:
        write_line(say("draft_windows_1252", found.language))

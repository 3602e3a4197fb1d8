"""The command that writes what a policy's owner reads and signs off."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from policycheck.cli.options import LangOption, PackArgument, language
from policycheck.cli.output import put, write_line
from policycheck.faults import InvalidCall
from policycheck.policy import Policy, load


def docs(
    pack: PackArgument,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE.md|DIR",
            help="The file to write; or a folder, one that is there or a name without an ending, for the site.",
        ),
    ] = None,
    lang: LangOption = None,
    compare: Annotated[
        bool, typer.Option("--check", help="Only compare what is there with what would be written.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Write the site into a folder that holds other files too.")
    ] = False,
) -> None:
    """Write what the policy's owner reads and signs: every sentence with its rules, in words.

    A page of Markdown; or, where --output is a folder, a site in all the policy's languages: the text beside its
    rules, assumptions, terms, data, the cases as examples, a search, and a page to sign. Open its index.html: it
    needs no server and no network.

    Exit codes: 0; with --check 1 where what is there is not what would be written.
    """
    folder = output is not None and _is_folder(output)
    if force and not folder:
        raise InvalidCall("--force: is for a site: name its folder with --output DIR")
    policy = load(pack)
    spoken = language(policy, lang)
    if compare and output is None:
        raise InvalidCall("--check: name the file to compare with: --output FILE")
    path = None if output is None else Path(output)
    if folder and path is not None:
        current = _site(policy, spoken, path, compare, force)
    else:
        current = _page(policy, spoken, path, compare)
    if not current:
        again = shlex.join(["policycheck", "docs", pack, *(["--lang", lang] if lang else []), "--output", str(output)])
        write_line(f"{output}: not what the pack says: run {again}")
        raise typer.Exit(1)


def _is_folder(output: str) -> bool:
    """Whether a site is meant; `InvalidCall` for a single page of HTML, which there is none of."""
    path = Path(output)
    if output.endswith("/") or path.is_dir():
        return True
    if path.suffix.lower() in (".html", ".htm"):
        raise InvalidCall(
            f"--output: `{output}`: a site is a folder with several pages: give a name without `{path.suffix}`"
        )
    return not path.suffix and not path.exists()


def _page(policy: Policy, spoken: str, path: Path | None, compare: bool) -> bool:
    """Writes the page, or says whether it is there."""
    from policycheck.author.handbook import handbook, is_current

    written = handbook(policy, spoken)
    if compare and path is not None:
        return is_current(written, path)
    put(written, path)
    return True


def _site(policy: Policy, spoken: str, folder: Path, compare: bool, force: bool) -> bool:
    """Writes the site, or says whether it is there."""
    from policycheck.author.site import is_current, save, site

    pages = site(policy, spoken)
    if compare:
        return is_current(pages, folder)
    save(pages, folder, force)
    return True

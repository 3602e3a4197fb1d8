"""The command that shows a policy's text with what becomes of each sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policycheck.cli.options import LangOption, PackArgument, language
from policycheck.cli.output import put, show
from policycheck.collector import collector_at_rest
from policycheck.faults import InvalidCall
from policycheck.policy import load
from policycheck.report.terminal import page
from policycheck.spelling import did_you_mean

FORMATS = ("text", "markdown", "html", "json")


def coverage(
    pack: PackArgument,
    against: Annotated[
        Path | None,
        typer.Option(
            "--against", metavar="FILE", help="The policy's text, newer or scanned (.txt, .md): what changed?"
        ),
    ] = None,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help=f"One of {', '.join(FORMATS)}.")] = "text",
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="The file to write.")] = None,
    lang: LangOption = None,
) -> None:
    """Show the policy's text with what becomes of each sentence: enforced, put to a person, not checked, background.

    With --against, also what a newer or scanned text changes, and which rules, questions and assumptions rest on
    sentences that are no longer what they were.

    Exit codes: 0; with --against 1 where the text differs from the pack's.
    """
    from policycheck.author.coverage import compared, covered

    if format not in FORMATS:
        raise InvalidCall(f"--format: unknown `{format}`: {did_you_mean(format, FORMATS)}")
    policy = load(pack)
    chosen = language(policy, lang)
    with collector_at_rest():
        comparison = compared(policy.rulebook, against) if against is not None else None
        languages = policy.languages if format == "html" and lang is None else (chosen,)
        pages = [covered(policy, one, comparison) for one in languages]
        if format == "html":
            from policycheck.author.coverage.html import coverage_html

            put(coverage_html(pages), output)
        elif format == "markdown":
            from policycheck.author.coverage.markdown import coverage_markdown

            put(coverage_markdown(pages[0]), output)
        elif format == "json":
            from policycheck.author.coverage.document import coverage_json

            put(coverage_json(pages[0]), output)
        else:
            from policycheck.author.coverage.terminal import coverage_view

            parts = coverage_view(pages[0])
            show(parts) if output is None else put(page(parts), output)
    if comparison is not None and comparison.differs:
        raise typer.Exit(1)

"""The command for those who decide: the report on a year."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from policycheck.cli.judging import judge
from policycheck.cli.options import (
    DataArgument,
    EngineOption,
    LangOption,
    PackArgument,
    SetOption,
    day,
)
from policycheck.cli.output import put
from policycheck.engines.registry import DEFAULT
from policycheck.faults import InvalidCall
from policycheck.report.formats import FORMATS
from policycheck.spelling import did_you_mean

WRITTEN = ("markdown", "html")
"""What the paper is written as; the first by default."""


def report(
    pack: PackArgument,
    data: DataArgument,
    start: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day of the period.")],
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="The first day behind the period.")],
    today: Annotated[
        str | None,
        typer.Option(
            "--today",
            metavar="DATE",
            help="The date to judge by; default: the last day of the period, or today's where that comes first.",
        ),
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option("--previous", metavar="FILE", help="An earlier report: JSON, as check --format json writes it."),
    ] = None,
    set_: SetOption = [],  # noqa: B006
    lang: LangOption = None,
    format: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help="markdown or html; default: by the ending of --output."),
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="The file to write.")] = None,
    engine: EngineOption = DEFAULT,
) -> None:
    """Write the report on a year or another period, for those who decide.

    Exit codes: 0 written, whatever it says; 2 the command, the pack or the earlier report is faulty.
    """
    first, behind = _day("--from", start), _day("--until", until)
    if behind <= first:
        raise InvalidCall(f"--until: `{until}` is not after --from: give the first day behind the period")
    written = _format(format, output)
    read = [Path(one) for one in data] + ([previous] if previous is not None else [])
    if output is not None and any(output.resolve() == path.resolve() for path in read):
        raise InvalidCall(f"--output: `{output}` is among what is read: give the report a name of its own")
    as_of = today if today is not None else min(behind - timedelta(1), date.today()).isoformat()
    found, language = judge(pack, data, as_of, set_, lang, engine)
    paper = found.annual(first, behind, previous)
    put(paper.to_html(language) if written == "html" else paper.to_markdown(language), output, written)


def _day(option: str, text: str) -> date:
    found = day(text, option)
    assert found is not None
    return found


def _format(format: str | None, output: Path | None) -> str:
    """What the paper is written as: as asked, else by the file's ending."""
    if format is None:
        by_ending = [name for name in WRITTEN if output is not None and output.suffix.lower() == FORMATS[name].ending]
        return by_ending[0] if by_ending else WRITTEN[0]
    if format not in WRITTEN:
        raise InvalidCall(f"--format: unknown `{format}`: {did_you_mean(format, WRITTEN)}")
    return format

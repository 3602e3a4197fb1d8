"""The arguments that commands share, and how their words are read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from policycheck.engines.registry import ENGINES
from policycheck.faults import InvalidCall
from policycheck.language.rulebook import FieldType
from policycheck.language.types import DATE
from policycheck.language.values import Unreadable, reader
from policycheck.policy import Policy
from policycheck.records.files import KINDS
from policycheck.report.formats import FORMATS, Renderer, renderer
from policycheck.spelling import did_you_mean

TABLE = "table"
"""The format of a report that is shown in a terminal."""
FAIL_ON = ("violation", "undetermined", "judgement", "recommendation", "never")

PackArgument = Annotated[str, typer.Argument(metavar="PACK", help="A shipped pack's id, or the path of a pack.")]
DataArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="DATA…",
        help=f"Files ({KINDS}) and folders of such, read as one;"
        " a file that is one table, such as .csv, is named after its records: visits.csv.",
    ),
]
TodayOption = Annotated[
    str | None, typer.Option("--today", metavar="DATE", help="The date to judge by; default: today's.")
]
SetOption = Annotated[
    list[str],
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help="A parameter's value; a list as a;b, a period as 2023-10-01/2027-10-01.",
    ),
]
LangOption = Annotated[
    str | None, typer.Option("--lang", metavar="LANG", help="The language; default: the policy's first.")
]
EngineOption = Annotated[
    str, typer.Option("--engine", metavar="ENGINE", help=f"What judges: {', '.join(ENGINES)}; all agree.")
]
FormatOption = Annotated[
    str,
    typer.Option("--format", metavar="FORMAT", help=f"How to write the report: {', '.join((TABLE, *FORMATS))}."),
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the report to a file.")
]
BulkOption = Annotated[
    bool,
    typer.Option(
        "--bulk",
        help="Judge tables of any size where they are, with DuckDB: DATA is a folder of Parquet and CSV files,"
        " and of folders of Parquet files, each named after its records.",
    ),
]
EmptyOption = Annotated[
    list[str],
    typer.Option("--empty", metavar="TABLE", help="With --bulk: a table that has no file, to be judged as empty."),
]
LimitOption = Annotated[int, typer.Option("--limit", metavar="N", help="With --bulk: how many findings are told.")]
AllOption = Annotated[bool, typer.Option("--all", help="Every outcome, not only the findings.")]
FailOnOption = Annotated[
    str,
    typer.Option("--fail-on", metavar="WHAT", help=f"What gives an exit code other than 0: {', '.join(FAIL_ON)}."),
]


def failures(words: str) -> frozenset[str]:
    """What gives an exit code other than 0, of `FAIL_ON`."""
    found = {word.strip() for word in words.split(",")}
    for word in sorted(found - set(FAIL_ON)):
        raise InvalidCall(f"--fail-on: unknown `{word}`: {did_you_mean(word, FAIL_ON)}")
    if "never" in found and len(found) > 1:
        raise InvalidCall("--fail-on: `never` stands alone")
    return frozenset(found)


def rendering(format: str) -> Renderer | None:
    """What writes a report in a format; None for the terminal's own."""
    if format == TABLE:
        return None
    if format not in FORMATS:
        raise InvalidCall(f"--format: unknown `{format}`: {did_you_mean(format, (TABLE, *FORMATS))}")
    return renderer(format)


def day(text: str | None, option: str = "--today") -> date | None:
    """A date as one writes it, as the value of an option."""
    if text is None:
        return None
    try:
        found = reader(FieldType("today", DATE))(text)
    except Unreadable:
        found = None
    if not isinstance(found, date):
        raise InvalidCall(f"{option}: `{text}` is not a date: write 2026-11-01")
    return found


def parameters(settings: list[str]) -> dict[str, object]:
    """The values of `--set`, by name."""
    found: dict[str, object] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals:
            raise InvalidCall(f"--set: `{setting}` is not NAME=VALUE")
        found[name.strip()] = value if value.strip() else None
    return found


def language(policy: Policy, wanted: str | None) -> str:
    """The language to tell a report in: the one asked for, else the policy's first."""
    if wanted is not None and wanted not in policy.languages:
        raise InvalidCall(f"--lang: the policy has no `{wanted}`: it has {', '.join(policy.languages)}")
    return wanted or policy.languages[0]

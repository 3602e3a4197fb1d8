"""The command line: reads arguments, calls the library, prints. No decision about a policy is made here."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from threading import Timer
from typing import Annotated

import typer
from rich.console import Console

from policycheck import __version__
from policycheck.engines.registry import DEFAULT
from policycheck.faults import InvalidCall, InvalidPack, PolicyCheckError
from policycheck.language.rulebook import FieldType
from policycheck.language.types import DATE
from policycheck.language.values import Unreadable, reader
from policycheck.policy import Policy, check as check_pack, find_pack, load
from policycheck.report.report import Report
from policycheck.spelling import did_you_mean

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Judges records by a written policy: what breaches it, what is missing, what a person must judge.",
)

PATIENCE = 1.0
"""Seconds before a person who waits is told what is going on."""
WIDTH = 100
"""Columns where the output is no terminal."""


class Format(StrEnum):
    """How a report is written."""

    table = "table"
    json = "json"


PackArgument = Annotated[str, typer.Argument(metavar="PACK", help="A shipped pack's id, or the path of a pack.")]
DataArgument = Annotated[list[str], typer.Argument(metavar="DATA…", help="Data files: .json or .yaml.")]
TodayOption = Annotated[str | None, typer.Option("--today", metavar="DATE", help="The date to judge by; default: today.")]
SetOption = Annotated[list[str], typer.Option("--set", metavar="NAME=VALUE", help="A parameter's value, in place of the policy's.")]
LangOption = Annotated[str | None, typer.Option("--lang", metavar="LANG", help="The language; default: the policy's first.")]
EngineOption = Annotated[str, typer.Option("--engine", metavar="ENGINE", help="python or reference.")]

FAIL_ON = ("violation", "undetermined", "judgement", "recommendation", "never")


@app.command()
def check(
    pack: PackArgument,
    data: DataArgument,
    today: TodayOption = None,
    set_: SetOption = [],  # noqa: B006
    lang: LangOption = None,
    format: Annotated[Format, typer.Option("--format", help="How to write the report.")] = Format.table,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")] = None,
    all: Annotated[bool, typer.Option("--all", help="Every outcome, not only the findings.")] = False,
    engine: EngineOption = DEFAULT,
    fail_on: Annotated[
        str, typer.Option("--fail-on", metavar="WHAT", help=f"What gives an exit code other than 0: {', '.join(FAIL_ON)}.")
    ] = "violation,undetermined,judgement",
) -> None:
    """Judge records and print the report.

    Exit codes: 0 compliant; 1 something violated; 2 the command, the pack or the data is faulty; 3 nothing violated, but
    something undetermined or to be judged.
    """
    failing = _failing(fail_on)
    with _told("…") as tell:
        policy = load(pack)
        language = _language(policy, lang)
        tell(f"{policy.id}: {', '.join(data)}")
        report = policy.evaluate(list(data), today=_date(today), parameters=_parameters(set_), engine=engine)
        text = report.to_json(all) if format is Format.json else None
    if output is not None:
        _write(output, text if text is not None else _rendered(report, language, all))
    elif text is not None:
        sys.stdout.write(text)
    else:
        _print(report, language, all, _console())
    raise typer.Exit(exit_code(report, failing))


@app.command()
def explain(
    pack: PackArgument,
    data: DataArgument,
    rule: Annotated[str, typer.Option("--rule", metavar="RULE", help="A rule's or a judgement's id.")],
    subject: Annotated[str | None, typer.Option("--subject", metavar="KEY", help="The record's key.")] = None,
    today: TodayOption = None,
    set_: SetOption = [],  # noqa: B006
    lang: LangOption = None,
    engine: EngineOption = DEFAULT,
) -> None:
    """Show why a rule came out as it did for a record: each condition with the values it saw."""
    from policycheck.report.explain import explain as explanations
    from policycheck.report.terminal import print_explanation

    policy = load(pack)
    language, console = _language(policy, lang), _console()
    report = policy.evaluate(list(data), today=_date(today), parameters=_parameters(set_), engine=engine)
    for explanation in explanations(report, rule, subject, language):
        print_explanation(explanation, report, console, language)


@app.command()
def test(pack: PackArgument, engine: EngineOption = DEFAULT) -> None:
    """Run the cases of a pack. Exit codes: 0 all passed; 1 some failed; 2 a fault, or no cases."""
    from policycheck.author.cases import load_cases, run

    policy = load(pack)
    cases, faults = load_cases(policy)
    if faults:
        raise InvalidPack(faults)
    failed = 0
    for case in cases:
        result = run(case, policy, engine)
        failed += not result.passed
        for difference in result.differences:
            expected, found = difference.expected or "nothing to report", difference.found or "no outcome"
            typer.echo(f"{case.file}: {case.name}\n  {difference.rule} on {difference.subject}: expected {expected}, found {found}")
        if not result.passed:
            for fault in result.report.input_faults:
                typer.echo(f"  input fault: {fault.type} {fault.key or ''} {fault.column or ''} {fault.message}")
            for note in result.report.notes:
                typer.echo(f"  note: {note.text('en')}")
    typer.echo(f"{len(cases) - failed} cases passed, {failed} failed")
    if not cases:
        raise InvalidCall(f"the pack `{pack}` has no cases: write them below `cases/`")
    raise typer.Exit(1 if failed else 0)


@app.command()
def lint(pack: PackArgument) -> None:
    """Look for faults in a pack. Exit codes: 0 none; 2 some."""
    from policycheck.author.cases import load_cases

    policy, faults = check_pack(find_pack(pack))
    if policy is not None:
        faults = load_cases(policy)[1]
    if policy is None or faults:
        raise InvalidPack(faults)
    typer.echo(f"{policy.id} {policy.version}: no faults in {len(policy.text)} clauses, {len(policy.rules)} rules, {len(policy.judgements)} judgements")


@app.command()
def packs() -> None:
    """List the packs that come with policycheck."""
    from policycheck.pack.shipped import shipped_packs

    for id_ in shipped_packs():
        policy = load(id_)
        title = policy.title.get("en") or next(iter(policy.title.values()))
        typer.echo(f"{id_}  {policy.version}  {title} ({len(policy.text)} clauses, {len(policy.rules)} rules)")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"policycheck {__version__}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False,
) -> None:
    """What comes before a command."""


def exit_code(report: Report, failing: frozenset[str]) -> int:
    """The exit code of `check`: a fault in the data outweighs what could be judged."""
    if report.input_faults or report.status == "nothing_judged":
        return 2
    outcomes = report.counts["outcomes"]
    violated = {finding.modality for finding in report.findings if finding.outcome == "violated"} if outcomes.get("violated") else set()
    if ("violation" in failing and violated & {"must", "default"}) or ("recommendation" in failing and "should" in violated):
        return 1
    if ("undetermined" in failing and outcomes.get("undetermined")) or ("judgement" in failing and outcomes.get("needs_judgement")):
        return 3
    return 0


def main() -> None:
    """Runs the command line; a user's mistake is told on standard error, never as a traceback."""
    try:
        app(standalone_mode=True)
    except InvalidPack as error:
        _fail(str(error))
    except PolicyCheckError as error:
        _fail(f"policycheck: {error}")
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None


def _fail(message: str) -> None:
    sys.stderr.write(message.encode(sys.stderr.encoding or "utf-8", "replace").decode(sys.stderr.encoding or "utf-8") + "\n")
    raise SystemExit(2)


def _failing(words: str) -> frozenset[str]:
    found = {word.strip() for word in words.split(",")}
    for word in sorted(found - set(FAIL_ON)):
        raise InvalidCall(f"--fail-on: unknown `{word}`: {did_you_mean(word, FAIL_ON)}")
    if "never" in found and len(found) > 1:
        raise InvalidCall("--fail-on: `never` stands alone")
    return frozenset(found)


def _date(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        found = reader(FieldType("today", DATE))(text)
    except Unreadable:
        found = None
    if not isinstance(found, date):
        raise InvalidCall(f"--today: `{text}` is not a date: write 2026-11-01")
    return found


def _parameters(settings: list[str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals:
            raise InvalidCall(f"--set: `{setting}` is not NAME=VALUE")
        found[name.strip()] = value if value.strip() else None
    return found


def _language(policy: Policy, wanted: str | None) -> str:
    if wanted is not None and wanted not in policy.languages:
        raise InvalidCall(f"--lang: the policy has no `{wanted}`: it has {', '.join(policy.languages)}")
    return wanted or policy.languages[0]


def _console() -> Console:
    console = Console(highlight=False, soft_wrap=False)
    if not console.is_terminal:
        console.width = WIDTH
    return console


def _print(report: Report, language: str, every: bool, console: Console) -> None:
    from policycheck.report.terminal import print_report

    print_report(report, console, language, every)


def _rendered(report: Report, language: str, every: bool) -> str:
    from io import StringIO

    into = StringIO()
    _print(report, language, every, Console(file=into, width=WIDTH, highlight=False))
    return into.getvalue()


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InvalidCall(f"--output: `{path}` cannot be written: {error.strerror}") from None


@contextmanager
def _told(words: str) -> Iterator[Callable[[str], None]]:
    """Says on standard error what is going on, if a person watches and it takes long."""
    console = Console(stderr=True)
    status = console.status(words)
    timer = Timer(PATIENCE, status.start)
    timer.daemon = True
    if console.is_terminal:
        timer.start()
    try:
        yield status.update
    finally:
        timer.cancel()
        status.stop()

"""The command line: reads arguments, calls the library, prints. No decision about a policy is made here."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console, RenderableType
from rich.text import Text

from policycheck.engines.registry import DEFAULT, ENGINES
from policycheck.faults import InvalidCall, InvalidPack, PolicyCheckError
from policycheck.language.rulebook import FieldType
from policycheck.language.types import DATE
from policycheck.language.values import Unreadable, reader
from policycheck.policy import Policy, find_pack, load
from policycheck.policy import check as check_pack
from policycheck.records.files import KINDS, READERS
from policycheck.report.line import clean
from policycheck.report.report import Report
from policycheck.report.terminal import explanation_view, page, report_view
from policycheck.spelling import did_you_mean
from policycheck.version import __version__

if TYPE_CHECKING:
    from policycheck.author.cases import CaseResult

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Judges records by a written policy: what breaches it, what is missing, what a person must judge.",
)

TEXTS = frozenset((".json", ".yaml"))
"""Endings of data that what is written may have as well."""
PATIENCE = 1.0
"""Seconds before a person who waits is told what is going on."""
FAIL_ON = ("violation", "undetermined", "judgement", "recommendation", "never")


class Format(StrEnum):
    """How a report is written."""

    table = "table"
    json = "json"


class Form(StrEnum):
    """What a script of SQL is made of."""

    query = "query"
    views = "views"


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
FormatOption = Annotated[Format, typer.Option("--format", help="How to write the report.")]
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


@app.command()
def check(
    pack: PackArgument,
    data: DataArgument,
    today: TodayOption = None,
    set_: SetOption = [],  # noqa: B006
    lang: LangOption = None,
    format: FormatOption = Format.table,
    output: OutputOption = None,
    all: AllOption = False,
    engine: EngineOption = DEFAULT,
    fail_on: FailOnOption = "violation,undetermined,judgement",
    bulk: BulkOption = False,
    empty: EmptyOption = [],  # noqa: B006
    limit: LimitOption = 1000,
) -> None:
    """Judge records and print the report.

    Exit codes: 0 compliant; 1 something violated; 2 the command, the pack or the data is faulty; 3 nothing violated,
    but something undetermined or to be judged.
    """
    failing = _failing(fail_on)
    if output is not None and any(one and output.resolve() == Path(one).resolve() for one in data):
        raise InvalidCall(f"--output: `{output}` is among the data: give the report a name of its own")
    if bulk:
        report, language = _judge_in_bulk(pack, data, today, set_, lang, empty, limit)
    elif empty:
        raise InvalidCall("--empty goes with --bulk: without it, records that are not given are none")
    else:
        report, language = _judge(pack, data, today, set_, lang, engine)
    if format is Format.json:
        _put(report.to_json(all), output)
    elif output is not None:
        _put(page(report_view(report, language, all)), output)
    else:
        _show(report_view(report, language, all))
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
    """Show why a rule came out as it did for a record: each condition with the values it saw.

    With `--engine rete` also the rules of durable-rules that judge it, and what they are told.
    """
    from policycheck.report.explain import explain as explanations

    report, language = _judge(pack, data, today, set_, lang, engine)
    for at, explanation in enumerate(explanations(report, rule, subject, language)):
        if at:
            _write_line("")
        _show(explanation_view(explanation, report, language))
        if engine == "rete":
            from policycheck.engines.rete.definition import trace
            from policycheck.report.rulesets import trace_view

            _show(trace_view(trace(report.rulebook, report.teller.facts.parameters, explanation.item), language))


@app.command("test")
def run_cases(pack: PackArgument, engine: EngineOption = DEFAULT) -> None:
    """Run the cases of a pack. Exit codes: 0 all passed; 1 some failed; 2 a fault, or no cases."""
    from policycheck.author.cases import load_cases, run

    policy = load(pack)
    cases, faults = load_cases(policy)
    if faults:
        raise InvalidPack(faults)
    if not cases:
        raise InvalidCall(f"the pack `{pack}` has no cases: write them below `cases/`")
    failed = 0
    with _told(f"{policy.id}: running {len(cases)} cases"):
        results = [run(case, policy, engine) for case in cases]
    for result in results:
        failed += not result.passed
        if not result.passed or result.report.input_faults:
            _write_line("\n".join(_differences(result)))
    _write_line(f"cases: {len(cases) - failed} passed, {failed} failed")
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
    clauses, rules, judgements = len(policy.text), len(policy.rules), len(policy.judgements)
    _write_line(f"{policy.id} {policy.version}: no faults; clauses {clauses}, rules {rules}, judgements {judgements}")


@app.command()
def sql(
    pack: PackArgument,
    dialect: Annotated[
        str,
        typer.Option("--dialect", metavar="D", help="duckdb, sqlite, postgresql, spark, bigquery, snowflake or tsql."),
    ] = "duckdb",
    form: Annotated[Form, typer.Option("--as", help="One query, or a view for each table on the way.")] = Form.query,
    today: Annotated[
        str | None, typer.Option("--today", metavar="DATE", help="The date to judge by; default: the day it is run.")
    ] = None,
    set_: SetOption = [],  # noqa: B006
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="The file to write.")] = None,
) -> None:
    """Write the policy as a script of SQL, for a database that holds the records."""
    policy = load(pack)
    day, parameters = _date(today), _parameters(set_)
    _put(policy.sql(dialect, today=day, parameters=parameters, views=form is Form.views), output)


@app.command()
def template(
    pack: PackArgument,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="F.xlsx", help="The workbook to write.")],
    example: Annotated[bool, typer.Option("--example", help="Fill in the pack's example.")] = False,
    lang: LangOption = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
) -> None:
    """Write a workbook to fill in, with a sheet for each kind of record and a guide."""
    from policycheck.author.example import example as example_records
    from policycheck.author.template import check_target, save
    from policycheck.author.template import template as workbook
    from policycheck.author.template.guidance import command

    check_target(output, force)
    with _told(f"{pack}: writing {output}"):
        policy = load(pack)
        language = _language(policy, lang)
        save(workbook(policy, language, example_records(policy) if example else None), output, force)
    _write_line(f"{output}: fill it in, save it, and run: {command(pack, str(output))}")


@app.command()
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
    written = handbook(policy, _language(policy, lang))
    if not compare:
        _put(written, output)
    elif output is None:
        raise InvalidCall("--check: name the file to compare with: --output FILE")
    elif not is_current(written, output):
        again = shlex.join(["policycheck", "docs", pack, *(["--lang", lang] if lang else []), "--output", str(output)])
        _write_line(f"{output}: not what the pack says: run {again}")
        raise typer.Exit(1)


@app.command()
def packs() -> None:
    """List the packs that come with policycheck."""
    from policycheck.pack.shipped import shipped_packs

    for id_ in shipped_packs():
        policy = load(id_)
        title = policy.title.get("en") or next(iter(policy.title.values()))
        _write_line(f"{id_}  {policy.version}  {title} ({len(policy.text)} clauses, {len(policy.rules)} rules)")


def _version(wanted: bool) -> None:
    if wanted:
        _write_line(f"policycheck {__version__}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """What comes before a command."""


def exit_code(report: Report, failing: frozenset[str]) -> int:
    """The exit code of `check`: a fault in the data outweighs what could be judged."""
    if report.input_faults or report.status == "nothing_judged":
        return 2
    outcomes = report.counts["outcomes"]
    if "violation" in failing and report.breached & {"must", "default"}:
        return 1
    if "recommendation" in failing and "should" in report.breached:
        return 1
    if "undetermined" in failing and "undetermined" in outcomes:
        return 3
    return 3 if "judgement" in failing and "needs_judgement" in outcomes else 0


def main() -> None:
    """Runs the command line; a user's mistake is told on standard error, never as a traceback."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        try:
            app(prog_name="policycheck")
        finally:
            sys.stdout.flush()
    except InvalidPack as error:
        _fail(str(error))
    except PolicyCheckError as error:
        _fail(f"policycheck: {error}")
    except BrokenPipeError:  # whoever read has left; nothing more is to be written, not even when Python ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None


def _fail(message: str) -> None:
    sys.stderr.write(f"{message}\n")
    raise SystemExit(2)


def _judge(
    pack: str, data: list[str], today: str | None, settings: list[str], lang: str | None, engine: str
) -> tuple[Report, str]:
    """The report that a command asks for, and the language to tell it in."""
    with _told(f"{pack}: reading the pack") as tell:
        policy = load(pack)
        language = _language(policy, lang)
        day, parameters = _date(today), _parameters(settings)
        tell(f"{pack}: reading {', '.join(data)}")
        records = policy.read(list(data))
        tell(f"{pack}: judging {', '.join(data)}")
        return policy.evaluate(records, today=day, parameters=parameters, engine=engine), language


def _judge_in_bulk(
    pack: str, data: list[str], today: str | None, settings: list[str], lang: str | None, empty: list[str], limit: int
) -> tuple[Report, str]:
    """The report on a folder of tables, and the language to tell it in."""
    from policycheck.engines.sql import needs

    needs("duckdb", "duckdb", "sqlglot", "pyarrow")
    from policycheck.bulk.directory import tables_in

    with _told(f"{pack}: reading the pack") as tell:
        policy = load(pack)
        language = _language(policy, lang)
        day, parameters = _date(today), _parameters(settings)
        if len(data) != 1:
            raise InvalidCall("--bulk: DATA is one folder, with a file or a folder for each kind of record")
        tables = tables_in(policy.rulebook, Path(data[0]), empty)
        evaluation = policy.evaluate_tables(
            tables, today=day, parameters=parameters, progress=lambda words: tell(f"{pack}: {words}")
        )
        return evaluation.report(limit), language


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


def _differences(result: CaseResult) -> Iterator[str]:
    """What a case did not give as expected, and what may explain it; faults of its data are told in any case."""
    yield f"{result.case.file}: {result.case.name}"
    for one in result.differences:
        expected, found = one.expected or "nothing to report", one.found or "no outcome"
        yield f"  {one.rule} on {one.subject}: expected {expected}, found {found}"
    for fault in result.report.input_faults:
        yield f"  input fault: {fault.told('en')}"
    for note in result.report.notes:
        yield f"  note: {note.text('en')}"


def _write_line(line: str) -> None:
    """Prints a line; characters that the terminal lacks are replaced."""
    sys.stdout.write(f"{clean(line)}\n")


def _show(parts: Iterable[RenderableType]) -> None:
    """Prints a view: in colour and as wide as it is on a terminal, as a plain page elsewhere."""
    console = Console(highlight=False)
    if console.is_terminal:
        for part in parts:
            console.print(part)
    else:
        sys.stdout.write(page(parts, sys.stdout.encoding or "utf-8"))


def _put(text: str, path: Path | None) -> None:
    """Writes a text as UTF-8, whatever the terminal's encoding: to a file, or to standard output.

    Never to a file of a kind that holds data: that would most likely be somebody's records.
    """
    if path is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        return
    if path.suffix.lower() in READERS.keys() - TEXTS:
        raise InvalidCall(f"--output: `{path}` is a name for data, and this is text: give it a name such as report.txt")
    try:
        path.write_bytes(text.encode())
    except OSError as error:
        raise InvalidCall(f"--output: `{path}` cannot be written: {error.strerror}") from None


@contextmanager
def _told(words: str) -> Iterator[Callable[[str], None]]:
    """Says on standard error what is going on, if a person watches and it takes long."""
    console = Console(stderr=True)
    status = console.status(Text(clean(words)))
    timer = Timer(PATIENCE, status.start)
    timer.daemon = True
    if console.is_terminal:
        timer.start()
    try:
        yield lambda more: status.update(Text(clean(more)))
    finally:
        timer.cancel()
        if timer.ident is not None:
            timer.join()
        status.stop()

"""The command that has records judged."""

from __future__ import annotations

from pathlib import Path

import typer

from policycheck.cli.judging import exit_code, judge, judge_in_bulk
from policycheck.cli.options import (
    TABLE,
    AllOption,
    BulkOption,
    DataArgument,
    EmptyOption,
    EngineOption,
    FailOnOption,
    FormatOption,
    LangOption,
    LimitOption,
    OutputOption,
    PackArgument,
    SetOption,
    TodayOption,
    failures,
    rendering,
)
from policycheck.cli.output import put, show
from policycheck.engines.registry import DEFAULT
from policycheck.faults import InvalidCall
from policycheck.report.terminal import page, report_view


def check(
    pack: PackArgument,
    data: DataArgument,
    today: TodayOption = None,
    set_: SetOption = [],  # noqa: B006
    lang: LangOption = None,
    format: FormatOption = TABLE,
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
    failing = failures(fail_on)
    render = rendering(format)
    if output is not None and any(one and output.resolve() == Path(one).resolve() for one in data):
        raise InvalidCall(f"--output: `{output}` is among the data: give the report a name of its own")
    if bulk:
        report, language = judge_in_bulk(pack, data, today, set_, lang, empty, limit)
    elif empty:
        raise InvalidCall("--empty goes with --bulk: without it, records that are not given are none")
    else:
        report, language = judge(pack, data, today, set_, lang, engine)
    if render is not None:
        put(render(report, language, all), output, format)
    elif output is not None:
        put(page(report_view(report, language, all)), output)
    else:
        show(report_view(report, language, all))
    raise typer.Exit(exit_code(report, failing))

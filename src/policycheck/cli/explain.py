"""The command that says why a rule came out as it did."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import RenderableType
from rich.text import Text

from policycheck.cli.judging import judge
from policycheck.cli.options import (
    DataArgument,
    EngineOption,
    LangOption,
    OutputOption,
    PackArgument,
    SetOption,
    TodayOption,
)
from policycheck.cli.output import put, show
from policycheck.engines.registry import DEFAULT
from policycheck.faults import InvalidCall
from policycheck.report.explain import Explanation
from policycheck.report.explain import explain as explanations
from policycheck.report.explanation_view import explanation_view
from policycheck.report.terminal import page
from policycheck.spelling import did_you_mean

FORMATS = ("text", "json", "html")


def explain(
    pack: PackArgument,
    data: DataArgument,
    rule: Annotated[str, typer.Option("--rule", metavar="RULE", help="A rule's or a judgement's id.")],
    subject: Annotated[str | None, typer.Option("--subject", metavar="KEY", help="The record's key.")] = None,
    today: TodayOption = None,
    set_: SetOption = [],  # noqa: B006
    lang: LangOption = None,
    format: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help=f"How it is written: {', '.join(FORMATS)}.")
    ] = "text",
    output: OutputOption = None,
    engine: EngineOption = DEFAULT,
) -> None:
    """Show why a rule came out as it did for a record, and what would change it.

    The conditions in words, the values that decided them, the single changes of one input that would turn a breach to
    rest, and the whole rule with the value that each part saw. With `--engine rete` the text also has the rules of
    durable-rules that judge it, and what they are told.
    """
    if format not in FORMATS:
        raise InvalidCall(f"--format: unknown `{format}`: {did_you_mean(format, FORMATS)}")
    if output is not None and any(one and output.resolve() == Path(one).resolve() for one in data):
        raise InvalidCall(f"--output: `{output}` is among the data: give the explanation a name of its own")
    report, language = judge(pack, data, today, set_, lang, engine)
    found = explanations(report, rule, subject, language)
    match format:
        case "json":
            from policycheck.report.document import written
            from policycheck.report.explaining.document import document

            put(written(document(found), 2), output, format)
        case "html":
            from policycheck.report.html.explanation_page import explanation_page

            put(explanation_page(found), output, format)
        case _ if output is not None:
            put(page(_view(found, engine)), output)
        case _:
            show(_view(found, engine))


def _view(found: list[Explanation], engine: str) -> Iterator[RenderableType]:
    for at, explanation in enumerate(found):
        if at:
            yield Text()
        yield from explanation_view(explanation, explanation.report, explanation.language)
        if engine == "rete":
            from policycheck.engines.rete.definition import trace
            from policycheck.report.rulesets import trace_view

            rulebook, parameters = explanation.report.rulebook, explanation.report.teller.facts.parameters
            yield from trace_view(trace(rulebook, parameters, explanation.item), explanation.language)

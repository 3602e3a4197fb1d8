"""The command that says what changed between two versions of a pack."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policycheck.cli.options import LangOption, SetOption, TodayOption, day, language, parameters
from policycheck.cli.output import put, show, told
from policycheck.faults import InvalidCall, InvalidPack
from policycheck.policy import Policy, check, find_pack
from policycheck.records.files import KINDS
from policycheck.report.terminal import page
from policycheck.spelling import did_you_mean

if TYPE_CHECKING:
    from policycheck.author.diff.change import Difference
    from policycheck.author.diff.outcomes import Effect
    from policycheck.author.diff.pair import Pair

FORMATS = ("text", "json", "markdown", "html")


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The earlier version: a shipped pack's id, or a path.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The later version, likewise.")],
    data: Annotated[
        list[str],
        typer.Argument(
            metavar="[DATA…]",
            help=f"Files ({KINDS}) and folders of such, read as one: which outcomes on them change, and by what.",
        ),
    ] = [],  # noqa: B006
    today: TodayOption = None,
    set_: SetOption = [],  # noqa: B006
    lang: LangOption = None,
    format: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help=f"How it is written: {', '.join(FORMATS)}.")
    ] = "text",
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write it to a file.")] = None,
) -> None:
    """Say what changed in meaning between two versions of a pack, and which outcomes on some data change by it.

    Each change is of meaning, or of words only: messages, labels, translations. --today and --set go with DATA.

    Exit codes, with or without DATA: 0 nothing changed in meaning; 1 something did; 2 the command or a pack is faulty.
    """
    if format not in FORMATS:
        raise InvalidCall(f"--format: unknown `{format}`: {did_you_mean(format, FORMATS)}")
    if output is not None and any(one and output.resolve() == Path(one).resolve() for one in (old, new, *data)):
        raise InvalidCall(f"--output: `{output}` is among what is compared: give the comparison a name of its own")
    if output is not None and output.suffix.lower() in (".yaml", ".yml"):
        raise InvalidCall(f"--output: `{output}` is a name for a pack or data: give it a name such as changes.md")
    if not data and (today is not None or set_):
        raise InvalidCall("--today and --set go with DATA: without data nothing is judged")
    with told(f"reading {old} and {new}") as tell:
        from policycheck.author.diff import Pair, compared

        policies = _loaded(old, new)
        pair = Pair(policies[0].rulebook, policies[1].rulebook, language(policies[1], lang))
        difference = compared(pair, (old, new))
        tell(f"judging {', '.join(data)}")
        effect = _effect(pair, difference, policies, data, day(today), parameters(set_)) if data else None
    _write(difference, effect, format, output)
    raise typer.Exit(1 if difference.means else 0)


def _loaded(*packs: str) -> tuple[Policy, Policy]:
    """Both policies; the faults of both where one has some, each told of its version."""
    found = [check(find_pack(pack)) for pack in packs]
    (old, _), (new, _) = found
    if old is None or new is None:
        raise InvalidPack(
            replace(fault, message=f"{name}: {fault.message}")
            for name, (_, faults) in zip(("OLD", "NEW"), found, strict=True)
            for fault in faults
        )
    return old, new


def _effect(
    pair: Pair,
    difference: Difference,
    policies: tuple[Policy, Policy],
    data: list[str],
    today: date | None,
    given: dict[str, object],
) -> Effect:
    """What becomes of some data; a parameter that only one version has is set there."""
    from policycheck.author.diff.outcomes import effect

    earlier = {pair.names.parameters.get(name, name): value for name, value in given.items()}
    later = {now: value for name, value in given.items() for now in [_later(pair, name)]}
    old, new = policies
    known = {name: value for name, value in earlier.items() if name in old.parameters or name not in new.parameters}
    other = {name: value for name, value in later.items() if name in new.parameters or name not in old.parameters}
    return effect(pair, difference, policies, list(data), today or date.today(), (known, other))


def _later(pair: Pair, name: str) -> str:
    """A parameter's name in the new version."""
    return next((now for now, was in pair.names.parameters.items() if was == name), name)


def _write(difference: Difference, effect: Effect | None, format: str, output: Path | None) -> None:
    from policycheck.author.diff.told import told as as_told

    match format:
        case "json":
            from policycheck.author.diff.document import document
            from policycheck.report.document import written

            put(written(document(difference, effect), 2), output)
        case "markdown":
            from policycheck.author.diff.markdown import markdown

            put(markdown(as_told(difference, effect)), output)
        case "html":
            from policycheck.author.diff.page import diff_page

            put(diff_page(as_told(difference, effect)), output)
        case _:
            from policycheck.author.diff.terminal import diff_view

            view = diff_view(as_told(difference, effect))
            if output is not None:
                put(page(view), output)
            else:
                show(view)

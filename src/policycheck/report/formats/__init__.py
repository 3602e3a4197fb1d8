"""How a report is written: one renderer a format, imported when it is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from policycheck.faults import InvalidCall
from policycheck.spelling import did_you_mean

if TYPE_CHECKING:
    from policycheck.report.report import Report

Renderer: TypeAlias = "Callable[[Report, str, bool], str | bytes]"
"""Takes a report, the language to tell it in, and whether every outcome is wanted, not only the findings."""


class Format(NamedTuple):
    """A way to write a report: the module whose `render` does it, the ending of its files, what must be installed."""

    module: str
    ending: str
    needs: tuple[str, ...] = ()
    extra: str = ""


FORMATS: Final[Mapping[str, Format]] = {
    "json": Format("policycheck.report.document", ".json"),
    "html": Format("policycheck.report.html.report_page", ".html", ("jinja2",), "html"),
    "xlsx": Format("policycheck.report.formats.xlsx", ".xlsx", ("openpyxl",), "excel"),
    "csv": Format("policycheck.report.formats.csv", ".csv"),
    "junit": Format("policycheck.report.formats.junit", ".xml"),
    "sarif": Format("policycheck.report.formats.sarif", ".sarif"),
    "oscal": Format("policycheck.report.formats.oscal", ".json"),
    "markdown": Format("policycheck.report.formats.markdown", ".md"),
}


def renderer(name: str) -> Renderer:
    """The renderer of a format; `InvalidCall` for an unknown one, and where what it is built on is not installed."""
    found = FORMATS.get(name)
    if found is None:
        raise InvalidCall(f"unknown format `{name}`: {did_you_mean(name, FORMATS)}")
    installed(f"the format `{name}`", found.extra, *found.needs)
    render: Renderer = import_module(found.module).render
    return render


def installed(what: str, extra: str, *modules: str) -> None:
    """Raises `InvalidCall` where a module that something needs is not installed."""
    for module in modules:
        if find_spec(module) is None:
            raise InvalidCall(f"{what} needs {module}: pip install 'policycheck[{extra}]'")

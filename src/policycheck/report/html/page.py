"""What every page shares: the environment its template is filled in by, its style and its script."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from policycheck.report.formats import installed
from policycheck.report.harmless import clean
from policycheck.wording import say

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


@cache
def environment() -> Environment:
    """The templates beside this module: all that is put into one is escaped, and an unknown name is an error."""
    installed("a page of HTML", "html", "jinja2")
    from jinja2 import Environment, PackageLoader, StrictUndefined

    found = Environment(
        loader=PackageLoader("policycheck.report.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )
    found.globals["say"] = say
    return found


def page(template: str, **values: object) -> str:
    """A page, from the template of its name."""
    return environment().get_template(template).render(style=own("style.css"), **values)


@cache
def own(name: str) -> Markup:
    """A file of this package as it is: a style or a script, which hold no text of a user's."""
    from markupsafe import Markup

    return Markup(files("policycheck.report.html").joinpath("templates", name).read_text(encoding="utf-8"))  # noqa: S704


def _shown(value: object) -> object:
    """Every text that is put in, without characters that are not seen."""
    return clean(value) if type(value) is str else value

"""What every page shares: the environment its template is filled in by, its style, and which scripts may run."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from policycheck.harmless import clean
from policycheck.report.formats import installed
from policycheck.wording import say

if TYPE_CHECKING:
    from jinja2 import Environment, Template
    from markupsafe import Markup

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


OWN = "policycheck.report.html"
"""The package whose `templates` every page may use."""


@cache
def environment(package: str = OWN) -> Environment:
    """The templates of a package, and those beside this module: all that is put into one is escaped, and an unknown
    name is an error."""
    installed("a page of HTML", "html", "jinja2")
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    found = Environment(
        loader=ChoiceLoader([PackageLoader(name) for name in dict.fromkeys((package, OWN))]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )
    found.globals |= {"say": say, "own": own}
    return found


def page(template: str, package: str = OWN, **values: object) -> str:
    """A page, from a package's template of its name; no script runs but those of its block `script`, letter by
    letter."""
    found = environment(package).get_template(template)
    return found.render(style=own("style.css"), script_sources=_script_sources(found, values), **values)


@cache
def own(name: str, package: str = OWN) -> Markup:
    """A file of a package's `templates` as it is: a style or a script, which hold no text of a user's."""
    from markupsafe import Markup

    return Markup(files(package).joinpath("templates", name).read_text(encoding="utf-8"))  # noqa: S704


def _script_sources(template: Template, values: dict[str, object]) -> str:
    """The scripts of a template's block `script` as a content security policy names them: by their digests."""
    block = template.blocks.get("script")
    written = "".join(block(template.new_context(values))) if block else ""
    digests = [b64encode(sha256(script.encode()).digest()).decode() for script in _SCRIPT.findall(written)]
    return " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"


def _shown(value: object) -> object:
    """Every text that is put in, without characters that are not seen."""
    return clean(value) if type(value) is str else value

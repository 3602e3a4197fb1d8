"""Holding reports against the published schemas."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend
from lxml import etree

SCHEMAS = Path(__file__).parent.parent / "schemas"


def _pattern(validator: Any, pattern: str, instance: Any, schema: Any) -> Any:
    r"""Patterns as the schemas mean them: `\p{L}` is not Python's, and `$` is the end, not a line break before it."""
    own = pattern.replace(r"\p{L}", r"[^\W\d_]").replace(r"\p{N}", r"[^\W_]").replace("$", r"\Z")
    if isinstance(instance, str) and not re.search(own, instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


@cache
def _validator(name: str) -> Any:
    schema = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    return extend(Draft7Validator, {"pattern": _pattern})(schema, format_checker=FormatChecker())


def faults(name: str, text: str) -> list[str]:
    """What in a JSON document is not as its schema says."""
    return [f"{error.json_path}: {error.message}"[:300] for error in _validator(name).iter_errors(json.loads(text))]


@cache
def _xsd() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))


def xml_faults(text: str) -> list[str]:
    """What in a JUnit document is not as Jenkins' schema says."""
    found = _xsd()
    found.validate(etree.fromstring(text.encode(), etree.XMLParser(huge_tree=True)))
    return [str(error) for error in found.error_log]

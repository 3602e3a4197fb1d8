"""Texts with expressions in them: `{title} has no budget`."""

from __future__ import annotations

from policycheck.faults import Faults
from policycheck.language import messages as say
from policycheck.language.check import check_value
from policycheck.language.ir import Node
from policycheck.language.rulebook import Template
from policycheck.language.scope import Scope
from policycheck.language.syntax import Expression
from policycheck.pack.nodes import Scalar


def parse_template(scalar: Scalar, scope: Scope, faults: Faults) -> Template:
    """The parts of a template; `{{` and `}}` stand for the braces as such."""
    text, parts, plain, at = scalar.written, list[str | Node](), "", 0
    while at < len(text):
        character = text[at]
        if character in "{}" and text[at : at + 2] == character * 2:
            plain, at = plain + character, at + 2
        elif character == "}":
            faults.add(say.lone_brace(scalar.at(at, at + 1)))
            at += 1
        elif character == "{":
            end = _closing(text, at + 1)
            if end is None:
                faults.add(say.open_brace(scalar.at(at, at + 1)))
                break
            inner = text[at + 1 : end]
            start = at + 1 + len(inner) - len(inner.lstrip())
            node = check_value(Expression(scalar, start, inner.strip()), scope, faults)
            if plain:
                parts.append(plain)
            if node is not None:
                parts.append(node)
            plain, at = "", end + 1
        else:
            plain, at = plain + character, at + 1
    return Template((*parts, plain) if plain else tuple(parts))


def _closing(text: str, at: int) -> int | None:
    """Where the brace that closes an expression stands, quoted parts passed over."""
    quote = ""
    while at < len(text):
        character = text[at]
        if quote:
            if character == "\\":
                at += 1
            elif character == quote:
                quote = ""
        elif character in "\"'":
            quote = character
        elif character == "}":
            return at
        at += 1
    return None

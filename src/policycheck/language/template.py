"""Texts with expressions in them: `{title} has no budget`."""

from __future__ import annotations

import re
from dataclasses import replace

from policycheck.faults import Faults
from policycheck.language import syntax_messages as say
from policycheck.language.check import check_value
from policycheck.language.habits import bare
from policycheck.language.ir import Const, Node
from policycheck.language.rulebook import Template
from policycheck.language.scope import Scope
from policycheck.language.syntax import Expression
from policycheck.language.types import TEXT
from policycheck.pack.nodes import Scalar

_FORMAT = re.compile(r"(?::(?!=)|![rsa]\s*$)[^\[\](){}\0]*$")
_BRACE = re.compile(r"\{\{|\}\}|[{}]")


def parse_template(scalar: Scalar, scope: Scope, faults: Faults) -> Template:
    """The parts of a template; `{{` and `}}` stand for the braces as such."""
    text, parts, plain, at = scalar.written, list[str | Node](), list[str](), 0
    while brace := _BRACE.search(text, at):
        plain.append(text[at : brace.start()])
        start, at = brace.span()
        if len(brace[0]) == 2:
            plain.append(brace[0][0])
        elif brace[0] == "}":
            faults.add(say.lone_brace(scalar.at(start, at)))
        else:
            end = _closing(text, at)
            if end is None:
                faults.add(say.open_brace(scalar.at(start, at)))
                return Template(())
            node = _part(scalar, at, end, scope, faults)
            parts += [part for part in ("".join(plain), node) if part]
            plain, at = [], end + 1
    plain.append(text[at:])
    return Template((*parts, "".join(plain)) if any(plain) else tuple(parts))


def _part(scalar: Scalar, start: int, end: int, scope: Scope, faults: Faults) -> Node | None:
    inner = scalar.written[start:end]
    if not inner.strip():
        faults.add(say.empty_expression(scalar.at(start - 1, end + 1)))
        return None
    form = _format(inner)
    if form is not None:
        faults.add(say.no_format(scalar.at(start + form, end), inner[:form].strip()))
        inner = inner[:form]
    first = start + len(inner) - len(inner.lstrip())
    node = check_value(Expression(scalar, first, inner.strip()), scope, faults)
    if isinstance(node, Const) and node.written is not None and node.type.numeric:
        return replace(node, value=node.written, type=TEXT)  # a number of a `for` is shown as it was written
    return node


def _format(inner: str) -> int | None:
    """Where a format such as `:.2f` or `!r` begins; None where there is none."""
    match = _FORMAT.search(bare(inner))
    return match.start() if match and inner[: match.start()].strip() else None


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

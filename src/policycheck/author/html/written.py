"""Phrases as HTML, as the macros of prose.html write them, for pages that hold thousands: a name is written once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from policycheck.author.prose import Block, Part
from policycheck.harmless import clean
from policycheck.report.phrases.statement import Flat, Name, Point

if TYPE_CHECKING:
    from markupsafe import Markup


class Written:
    """Writes what names lead to somewhere; `href` says where, or nothing."""

    def __init__(self, href: Callable[[Name], str]) -> None:
        from markupsafe import Markup, escape

        self._href, self._markup, self._escape = href, Markup, escape
        self._names: dict[Name, str] = {}

    def phrase(self, words: Flat) -> Markup:
        """A phrase."""
        return self._markup(self._phrase(words))

    def point(self, one: Point) -> Markup:
        """A line with those below it."""
        return self._markup(self._point(one))

    def parts(self, block: Block) -> Markup:
        """What is said of a rule, a list."""
        return self._markup(f'<ul class="parts">\n{"".join(self._part(part) for part in block.parts)}</ul>\n')

    def _part(self, part: Part) -> str:
        kind, lead = part.key.replace(" ", "-"), self._text(part.lead)
        return f'<li class="part-{kind}"><b>{lead}</b> {self._point(part.point)}</li>\n'

    def _point(self, one: Point) -> str:
        line = self._phrase(one.line)
        if not one.below:
            return line
        below = "".join(f"<li>{self._point(point)}</li>" for point in one.below)
        return f"{line}{':' if one.line else ''}<ul>{below}</ul>"

    def _phrase(self, words: Flat) -> str:
        return "".join(self._name(part) if isinstance(part, Name) else self._text(part) for part in words)

    def _text(self, words: str) -> str:
        return str(self._escape(clean(words)))

    def _name(self, name: Name) -> str:
        if name not in self._names:
            words, to = self._shown(name), self._href(name)
            self._names[name] = f'<a class="name" href="{self._text(to)}">{words}</a>' if to else words
        return self._names[name]

    def _shown(self, name: Name) -> str:
        words = self._text(name.text)
        match name.kind:
            case "parameter" | "variable":
                return f"‹{words}›"
            case "derivation" | "clause" | "id":
                return f"<code>{words}</code>"
            case "field" | "record":
                return f"<em>{words}</em>"
        return words

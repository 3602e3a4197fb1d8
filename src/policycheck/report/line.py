"""Lines of a terminal view: harmless whatever stands in them, and never broken within a number."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.containers import Lines
from rich.text import Text

from policycheck.harmless import NARROW, clean

_HELD = dict(zip(NARROW, "\ue000\ue001\ue002", strict=True))
"""What holds their places while lines are broken: rich breaks at any white space."""
_HOLD = str.maketrans(_HELD)
_RELEASE = str.maketrans({held: space for space, held in _HELD.items()})


class Line(Text):
    """A text that is broken between words, not at no-break spaces."""

    def wrap(self, console: Console, width: int, **options: Any) -> Lines:
        """The lines of the text, as rich breaks them."""
        held = self.copy()
        held.plain = self.plain.translate(_HOLD)
        lines = held.wrap(console, width, **options)
        for line in lines:
            line.plain = line.plain.translate(_RELEASE)
        return lines


def line(text: str, style: str = "") -> Line:
    """A line of a view."""
    return Line(clean(text), style)

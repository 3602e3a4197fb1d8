"""What the charts share: an outcome's mark and colour, and texts that are safe wherever a chart is put."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from policycheck.harmless import clean
from policycheck.report.kinds import MARKS, QUIET
from policycheck.wording import say

MARK: Final[Mapping[str, str]] = {**MARKS, "waived": "~", **QUIET}
"""The mark of each kind of outcome, worst first: no two are the same, so that no colour is needed to tell them."""
COLOUR: Final[Mapping[str, str]] = {
    "violated": "#D55E00",
    "advised": "#E69F00",
    "undetermined": "#CC79A7",
    "needs_judgement": "#0072B2",
    "waived": "#BBBBBB",
    "excepted": "#F0E442",
    "option": "#56B4E9",
    "satisfied": "#009E73",
    "not_applicable": "#F2F2F2",
}
"""Okabe and Ito's colours, which all can tell apart, and two greys."""
INK: Final = "#000000"
LIGHT: Final = "#FFFFFF"
DARK: Final = ("needs_judgement",)
"""Kinds on whose colour a mark is light."""
RANK: Final[Mapping[str, int]] = {kind: at for at, kind in enumerate(MARK)}
_TAG: Final = re.compile(r"<(?=[A-Za-z/!?])")


def text(words: str, most: int) -> str:
    """A text on one line, of so many letters at most, with nothing that steers whoever shows it.

    Altair writes a chart's data into a script of a page as they are: there `</script>` would end it, so no tag begins.
    """
    line = " ".join(clean(words[: most + 1]).split())
    return _TAG.sub("‹", line if len(words) <= most else f"{line[: most - 1]}…")


def labels(names: Iterable[str], most: int) -> list[str]:
    """Names as labels of an axis; those that look the same are numbered, for one label is one place on the axis."""
    found, taken = list[str](), set[str]()
    for name in names:
        label = first = text(name, most)
        number = 1
        while label in taken:
            number += 1
            label = f"{first} ({number})"
        taken.add(label)
        found.append(label)
    return found


def outcome(kind: str, language: str) -> str:
    """A kind of outcome with its mark, as the legend has it."""
    return f"{MARK[kind]} {say(kind, language)}"


def colours(kinds: Iterable[str], language: str) -> Any:
    """The colour of each outcome that occurs, with its legend."""
    import altair

    shown = sorted(set(kinds), key=RANK.__getitem__)
    return altair.Color(
        "outcome:N",
        title=None,
        scale=altair.Scale(domain=[outcome(kind, language) for kind in shown], range=[COLOUR[kind] for kind in shown]),
        legend=altair.Legend(orient="top", columns=5, labelLimit=0, symbolType="square"),
    )


def given(chart: Any, rows: list[dict[str, Any]]) -> None:
    """Gives a chart its data: last of all, for Altair copies all that a chart holds at each step."""
    import altair

    chart.data = altair.InlineData(values=rows)


def titled(chart: Any, title: str, lines: Sequence[str]) -> Any:
    """A chart with its title, and with what else to know of it on lines below."""
    import altair

    return chart.properties(
        title=altair.TitleParams(title, subtitle=list(lines), anchor="start"), description=". ".join((title, *lines))
    ).configure_view(strokeWidth=0)

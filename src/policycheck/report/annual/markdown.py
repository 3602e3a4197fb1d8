"""The paper as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.report.annual.paper import Block, Heading, Paper, Paragraph, Point, Points, Quote
from policycheck.report.markdown import foreign, table


def markdown(paper: Paper) -> str:
    """The paper from its title to its last section."""
    return "\n".join(_lines(paper)) + "\n"


def _lines(paper: Paper) -> Iterator[str]:
    yield f"# {foreign(paper.title)}"
    yield ""
    yield from (f"- **{foreign(name)}:** {foreign(value)}" for name, value in paper.facts)
    for notice in paper.notices:
        yield from ("", f"> **{foreign(notice)}**")
    for section in paper.sections:
        yield from ("", f"## {foreign(section.heading)}")
        for block in section.blocks:
            yield ""
            yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield foreign(block.text)
        case Heading():
            yield f"### {foreign(block.text)}"
        case Quote():
            yield f"> **{foreign(block.clause)}** {foreign(block.text)}"
        case Points():
            for point in block.points:
                yield from _point(point)
        case _:
            yield from (f"**{foreign(block.caption)}**", "")
            yield from table(
                [foreign(one) for one in block.headings], ([foreign(one) for one in row] for row in block.rows)
            )


def _point(point: Point) -> Iterator[str]:
    yield f"- **{foreign(point.lead)}:** {foreign(point.text)}" if point.lead else f"- {foreign(point.text)}"
    yield from (f"  - {foreign(line)}" for line in point.below)

"""Rules and outcomes as a table: how many expectations of the cases name each, and which possible ones none does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from policycheck.author.cases.covered import lacking, possible
from policycheck.engines.facts import OUTCOMES
from policycheck.language.rulebook import Judgement, Rule, Rulebook
from policycheck.wording import say


def matrix(found: Mapping[str, Counter[str]], rulebook: Rulebook, language: str) -> Iterator[str]:
    """The table, line by line: demands, recommendations and judgements apart, for their outcomes differ."""
    items = rulebook.every_item
    groups: tuple[tuple[str, list[Rule | Judgement]], ...] = (
        ("cases_rules", [item for item in items if isinstance(item, Rule) and item.require is not None]),
        ("cases_options", [item for item in items if isinstance(item, Rule) and item.require is None]),
        ("cases_judgements", [item for item in items if isinstance(item, Judgement)]),
    )
    for title, group in groups:
        if group:
            yield from _table(say(title, language), group, found)
            yield ""
    yield say("cases_legend", language)
    cells = sum(len(possible(item)) for item in items)
    gaps = {item.id: lacking(item, found[item.id]) for item in items}
    yield say("cases_covered", language, cells - sum(map(len, gaps.values())), cells)
    if any(gaps.values()):
        yield say("cases_lacking", language)
        yield from (f"  {name}: {', '.join(outcomes)}" for name, outcomes in gaps.items() if outcomes)


def _table(title: str, items: Sequence[Rule | Judgement], found: Mapping[str, Counter[str]]) -> Iterator[str]:
    named = {outcome for item in items for outcome in (*possible(item), *found[item.id])}
    columns = [outcome for outcome in OUTCOMES if outcome in named]
    width = max(len(title), *(len(item.id) for item in items))
    yield "  ".join([title.ljust(width), *columns])
    for item in items:
        cells = [_cell(item, outcome, found[item.id]).rjust(len(outcome)) for outcome in columns]
        yield "  ".join([item.id.ljust(width), *cells])


def _cell(item: Rule | Judgement, outcome: str, counts: Mapping[str, int]) -> str:
    """The number; a dot where there is none and none can be."""
    count = counts.get(outcome, 0)
    return str(count) if count or outcome in possible(item) else "·"

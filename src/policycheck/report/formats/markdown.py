"""The report as Markdown, to paste into a case or a pull request's comment: what the page of HTML tells, in its order.

Nothing that stands in the policy or the data is markup here. As on the page, long texts are cut, and of very many
findings the worst are told; what is left out is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from policycheck.report.formats.words import Words
from policycheck.report.markdown import code, foreign, table
from policycheck.report.page.edition import edition
from policycheck.report.page.parts import About, Action, Card, Edition, Group, Head, Listed, Requests, Told
from policycheck.report.page.selection import selection
from policycheck.report.page.speaker import Speaker
from policycheck.report.report import Report


def render(report: Report, language: str, every: bool) -> str:
    """The report as Markdown; `every` lists every outcome too."""
    chosen = replace(selection(report), explained={})
    told = edition(Speaker(report, language, 1), chosen, False)
    words = Words(report, language)
    lines = [*_head(told.head, words), *_sections(told, words)]
    if every:
        lines += _section(words.say("all_outcomes"), _outcomes(words))
    return "\n".join([*lines, *_about(told.about, words)])


def _head(head: Head, words: Words) -> Iterator[str]:
    """The status and what makes it up."""
    yield from (f"# {foreign(head.title)}", "", foreign(head.as_of), "")
    yield from (f"**{words.say('status')}: {head.word}.** {head.meaning}", "")
    for count in head.counts:
        yield f"- {foreign(count.mark)} {count.number} {count.word}"
    yield ""
    yield from (f"{text}\n" for text in map(foreign, (head.quiet, head.records)) if text)


def _sections(told: Edition, words: Words) -> Iterator[str]:
    say = words.say
    yield from _section(say("page_first"), _numbered(told.actions))
    yield from _section(say("page_findings"), _findings(told.told, words))
    yield from _section(say("what_is_missing"), _requests(told.requests))
    yield from _section(say("page_judgements"), (line for card in told.judgements for line in _question(card, words)))
    yield from _section(say("input_faults"), _listed(told.faults))
    yield from _section(say("notes"), _listed(told.notes))


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """A section; nothing where there is nothing in it."""
    found = "\n".join(lines).rstrip()
    if found:
        yield from (f"## {heading}", "", found, "")


def _numbered(actions: Sequence[Action]) -> Iterator[str]:
    """What to do, in order, with the records that it is about where the page would lead to them."""
    for number, action in enumerate(actions, 1):
        names = [foreign(link.text) for link in action.links] if action.kind == "violated" else []
        about = f" ({', '.join([*names, *filter(None, [action.more])])})" if names else ""
        yield f"{number}. {foreign(action.text)}{about}"


def _findings(told: Told, words: Words) -> Iterator[str]:
    """The findings by record, and what is said of those left out."""
    for group in told.groups:
        yield from _group(group, words)
    yield from map(foreign, told.left_out)


def _group(group: Group, words: Words) -> Iterator[str]:
    yield from (f"### {foreign(group.name)} – {group.word}", "")
    for card in group.cards:
        yield f"- {foreign(card.mark)} **{card.word}** {code(card.rule)} ({card.modality}): {foreign(card.message)}"
        yield from _below(card, words)
    yield ""


def _question(card: Card, words: Words) -> Iterator[str]:
    yield f"- {foreign(card.mark)} {foreign(card.record)}: {foreign(card.message)} ({code(card.rule)})"
    if card.values:
        facts = "; ".join(f"{seen.label}: {seen.value}" for seen in card.values)
        yield f"  - {foreign(words.say('facts', facts))}"
    yield from _below(card, words)


def _below(card: Card, words: Words) -> Iterator[str]:
    """What stands below a finding: what to do, the sentences, and the parameters that are told at the end."""
    if card.remedy:
        yield f"  - {foreign(words.say('formats_remedy', card.remedy))}"
    yield from (f"  - {foreign(words.say('formats_option', text))}" for text in card.options)
    yield from (f"  - {foreign(words.say('formats_sentence', *clause))}" for clause in card.clauses)
    if card.waiver:
        yield f"  - {foreign(card.waiver)}"
    assumed = words.report.teller.assumptions(words.rulebook.item[card.rule])
    if assumed:
        yield f"  - {words.say('formats_rests_on', ', '.join(map(code, assumed)))}"


def _requests(requests: Requests) -> Iterator[str]:
    for request in requests.by_record:
        yield f"- {foreign(request.record)}"
        for lack in request.lacks:
            how = f" – {foreign(lack.how)}" if lack.how else ""
            yield f"  - {foreign(lack.what)} ({foreign(lack.needed)}){how}"
    if requests.more:
        yield from ("", foreign(requests.more))


def _listed(listed: Listed) -> Iterator[str]:
    yield from (f"- {foreign(text)}" for text in listed.texts)
    if listed.more:
        yield from ("", foreign(listed.more))


def _outcomes(words: Words) -> Iterator[str]:
    """Every outcome by record."""
    for subject in words.report.subjects:
        outcomes = words.report.for_(subject.type, subject.key).outcomes
        if outcomes:
            yield f"- {foreign(words.record(subject.type, subject.key))}"
            yield from (f"  - {code(one.rule)}: {words.outcome(one.outcome)}" for one in outcomes)


def _about(about: About, words: Words) -> Iterator[str]:
    """What it was judged by: the parameters with what is assumed, the policy, the day."""
    if about.settings:
        heads = [words.say(f"page_{name}") for name in ("parameter", "value", "assumption", "clause")]
        rows = [
            (
                f"{code(one.name)} {foreign(one.label)}".strip(),
                foreign(one.value) + (f" ({foreign(one.own)})" if one.own else ""),
                foreign(one.assumption),
                foreign(one.clause),
            )
            for one in about.settings
        ]
        yield from _section(words.say("page_parameters"), table(heads, rows))
    yield from (f"## {words.say('page_judged_by')}", "")
    yield from (f"- {name}: {foreign(value)}" for name, value in about.facts)
    yield ""

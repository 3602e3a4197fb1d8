"""A report as a notebook's cell shows it: its status, the counts that make it up, and what to do first.

It sets no colours, so that it reads on a dark page as well, and no library is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from policycheck.harmless import clean
from policycheck.report.page.actions import actions
from policycheck.report.page.head import head
from policycheck.report.page.parts import Action
from policycheck.report.page.selection import selection
from policycheck.report.page.speaker import MOST_VALUE, Speaker
from policycheck.report.report import Report


def fragment(report: Report, language: str) -> str:
    """A small piece of HTML, complete in itself, every text escaped."""
    speaker, chosen = Speaker(report, language, 1), selection(report)
    top = head(chosen, speaker)
    counts = "".join(
        f"<li>{_text(count.mark)} <b>{_text(count.number)}</b> {_text(count.word)}</li>" for count in top.counts
    )
    steps = "".join(f'<li dir="auto">{"".join(_action(one, speaker))}</li>' for one in actions(chosen, speaker))
    return (
        f'<div class="policycheck-report" lang="{escape(language)}"'
        ' style="border-left: 3px solid; padding: 0 0 0 .8em; margin: .5em 0; max-width: 60em">'
        f'<p dir="auto"><b>{_text(top.title)}</b><br>{_text(top.as_of)}</p>'
        f"<p>{_text(speaker.say('status'))}: <b>{_text(top.word)}</b>. {_text(top.meaning)}</p>"
        + (f"<ul>{counts}</ul>" if counts else "")
        + f"<p>{_text(' '.join(part for part in (top.quiet, top.records) if part))}</p>"
        f"<p><b>{_text(speaker.say('page_first'))}</b></p><ol>{steps}</ol>"
        f"<p>{_text(speaker.say('page_whole'))}</p></div>"
    )


def _action(action: Action, speaker: Speaker) -> Iterator[str]:
    """An action with what it is about, which the cell has no place to lead to."""
    yield _text(speaker.cut(action.text, MOST_VALUE))
    if action.kind == "violated":
        yield " "
        yield ", ".join(f"<bdi>{_text(link.text)}</bdi>" for link in action.links)
        yield f" {_text(action.more)}" if action.more else ""


def _text(text: str) -> str:
    return escape(clean(text))

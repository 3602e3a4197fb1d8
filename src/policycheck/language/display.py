"""A policy, its rules and its sentences as a notebook shows them: small HTML, complete in itself, every text escaped.

Everything is in the policy's words. No colours are set, so that it reads on a dark page as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from policycheck.harmless import clean
from policycheck.language.ir import Const, Node
from policycheck.language.rulebook import Clause, Judgement, Rule, Rulebook, Template, Templates
from policycheck.language.texts import in_language
from policycheck.language.types import Interval, Texts
from policycheck.wording import say

MOST_LETTERS = 2_000
"""Letters of a text that are shown; the rest is counted."""
MOST_IN_A_ROW = 300
"""The same of a sentence in a table."""
MOST_IN_A_LINE = 150
"""The same of a rule that is printed."""
MOST_SENTENCES = 20
"""Sentences that a rule shows; the rest is counted."""
MOST_ROWS = 100
"""Rules that a policy shows; the rest is counted."""
MOST_DIGEST = 12
"""Digits of the policy's digest that are shown: enough to tell one version from another."""
_BOX = "border-left: 3px solid; padding: 0 0 0 .8em; margin: .5em 0; max-width: 60em"
_CELL = "text-align: left; vertical-align: top"
_FIRST = "margin: .2em 0"
_OTHER = "margin: .2em 0; opacity: .75"


def clause_html(clause: Clause) -> str:
    """A sentence of the written policy in each of its languages, with its id and force."""
    first = _first(clause.text)
    reasons = {
        language: say("display_not_checked", first if language == "*" else language, text)
        for language, text in (clause.not_checked or {}).items()
    }
    return f'<div class="policycheck-clause">{_quoted(clause, first)}{_every(reasons)}</div>'


def item_html(item: Rule | Judgement) -> str:
    """A rule or judgement: how strong it is, the sentences it rests on, and its conditions in its author's words."""
    language = _first(item.sentences[0].text) if item.sentences else "en"
    strength = say(f"display_{'question_' if isinstance(item, Judgement) else ''}{item.modality}", language)
    about = f"{_text(strength)} · {_code(item.about)}{_in_force(item.in_force, language)}"
    shown = [_quoted(clause, language) for clause in item.sentences[:MOST_SENTENCES]]
    more = _more("display_more_sentences", len(item.sentences) - MOST_SENTENCES, language)
    points = "".join(f"<dt><b>{_text(say(key, language))}</b></dt><dd>{words}</dd>" for key, words in _points(item))
    return (
        f'<div class="policycheck-rule"><p><b>{_code(item.id)}</b> · {about}</p>'
        f"{''.join(shown)}{more}<dl>{points}</dl></div>"
    )


def item_line(item: Rule | Judgement) -> str:
    """A rule or judgement on one line, with the sentence it rests on."""
    cited = [f"{clause.id} {in_language(clause.text, _first(clause.text))}" for clause in item.sentences[:1]]
    line = " ".join(clean(f"{item.id} ({item.modality}): {cited[0] if cited else ', '.join(item.clauses)}").split())
    return f"<{type(item).__name__} {line if len(line) <= MOST_IN_A_LINE else f'{line[:MOST_IN_A_LINE]}…'}>"


def policy_html(rulebook: Rulebook) -> str:
    """A policy: what it is called, which version it is, what it holds, and its rules with their sentences."""
    language = rulebook.languages[0]
    title = {name: rulebook.title[name] for name in ("*", *rulebook.languages) if name in rulebook.title}
    facts = [say("display_version", language, rulebook.version)]
    if rulebook.issuer:
        facts.append(in_language(rulebook.issuer, language))
    sentences = [clause for clause in rulebook.clauses.values() if clause.force != "heading"]
    counts = (sentences, rulebook.rules, rulebook.judgements, rulebook.parameters)
    held = say("display_counts", language, *map(len, counts))
    digest = rulebook.digest.removeprefix("sha256:")[:MOST_DIGEST]
    return (
        f'<div class="policycheck-policy">{_every(title, tag="b")}'
        f"<p>{_code(rulebook.id)} · {' · '.join(map(_text, facts))}{_in_force(rulebook.in_force, language)}</p>"
        f'<p>{_text(held)} <span title="{escape(rulebook.digest)}">sha256 {_code(digest)}</span></p>'
        f"{_table(rulebook, language)}</div>"
    )


def _table(rulebook: Rulebook, language: str) -> str:
    """The rules with their sentences, folded up."""
    items = rulebook.every_item
    if not items:
        return ""
    rows = "".join(_row(item, language) for item in items[:MOST_ROWS])
    more = _more("display_more_rules", len(items) - MOST_ROWS, language)
    summary = f"<summary>{_text(say('display_rules', language))}</summary>"
    return f"<details>{summary}<table><tbody>{rows}</tbody></table>{more}</details>"


def _row(item: Rule | Judgement, language: str) -> str:
    """A rule in a table: its id, how strong it is, and its sentences in one language."""
    cited = [
        f"{_text(clause.id)} {_sentence(clause.text, language, MOST_IN_A_ROW)}"
        for clause in item.sentences[:MOST_SENTENCES]
    ]
    more = _more("display_more_sentences", len(item.sentences) - MOST_SENTENCES, language)
    cells = (_code(item.id), _text(say(f"display_force_{item.modality}", language)), "<br>".join(cited) + more)
    return "<tr>" + "".join(f'<td style="{_CELL}">{cell}</td>' for cell in cells) + "</tr>"


def _points(item: Rule | Judgement) -> Iterator[tuple[str, str]]:
    """The parts of a rule or judgement, each under a key of the wording."""
    if not (isinstance(item.when, Const) and item.when.value is True):
        yield "when", _words(item.when)
    if isinstance(item, Judgement):
        yield "display_question", _templates(item.question)
        if item.facts:
            yield "display_facts", "<br>".join(f"{_code(name)}: {_words(node)}" for name, node in item.facts.items())
        return
    if item.require is not None:
        yield "display_forbids" if item.forbids else "require", _words(item.require)
    for exception in item.exceptions:
        yield "unless", _words(exception.condition)
    if item.recommend is not None:
        where = (item.recommend.where,) if item.recommend.where is not None else ()
        yield "recommend", "<br>".join(map(_words, (item.recommend.source, *where)))
    if item.message:
        yield "display_message", _templates(item.message)
    if item.remedy:
        yield "display_remedy", _templates(item.remedy)


def _quoted(clause: Clause, language: str) -> str:
    """A sentence as a quotation, under its id and force."""
    head = f"{_code(clause.id)} · {_text(say(f'display_force_{clause.force}', language))}"
    return f'<blockquote style="{_BOX}">{head}{_every(clause.text)}</blockquote>'


def _every(texts: Texts, tag: str = "span") -> str:
    """A text in each of its languages, the first one first."""
    return "".join(
        f'<p{_lang(language)} dir="auto" style="{_OTHER if at else _FIRST}"><{tag}>{_text(text)}</{tag}></p>'
        for at, (language, text) in enumerate(texts.items())
    )


def _sentence(texts: Texts, language: str, most: int) -> str:
    found = language if language in texts else _first(texts)
    return f"<bdi{_lang(found)}>{_text(in_language(texts, language), most)}</bdi>"


def _templates(templates: Templates) -> str:
    """A message in each language, its expressions in braces as the author wrote them."""
    return _every({language: _template(template) for language, template in templates.items()})


def _template(template: Template) -> str:
    return "".join(part if isinstance(part, str) else f"{{{part.span.text}}}" for part in template.parts)


def _in_force(interval: Interval, language: str) -> str:
    ends = [str(end) if end else "…" for end in (interval.start, interval.until)]
    said = say("display_in_force", language, *ends)
    return f" · {_text(said)}" if interval.start or interval.until else ""


def _more(key: str, count: int, language: str) -> str:
    return f"<p>{_text(say(key, language, count))}</p>" if count > 0 else ""


def _words(node: Node) -> str:
    """The author's words for a condition, on one line."""
    return _code(" ".join(node.span.text.split()))


def _code(text: str) -> str:
    return f"<code>{_text(text)}</code>"


def _text(text: str, most: int = MOST_LETTERS) -> str:
    """A text for a page: harmless, escaped, and not without end."""
    left = len(text) - most
    return escape(clean(text[:most])) + (f"… (+{left})" if left > 0 else "")


def _lang(language: str) -> str:
    return "" if language == "*" else f' lang="{escape(language.replace("_", "-"))}"'


def _first(texts: Texts) -> str:
    """The first of a text's languages."""
    return next((language for language in texts if language != "*"), "en")

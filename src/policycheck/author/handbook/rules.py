"""A rule or a question of a policy's page: what it applies to, what it requires, and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policycheck.author.handbook.markdown import anchor, code, item, phrase, text
from policycheck.author.handbook.markdown import place as target
from policycheck.author.handbook.page import Page
from policycheck.language.ir import Const, Derived, Field, Node, Op, Subject, walk
from policycheck.language.rulebook import PORTFOLIO, Judgement, Rule, Templates
from policycheck.report.phrases.loops import inside
from policycheck.report.phrases.naming import HERE, Place, variable
from policycheck.report.phrases.statement import Point, Statement, Where, flat, laid_out
from policycheck.report.phrases.templates import template
from policycheck.report.reads import reads
from policycheck.report.speech import labels_of


def told_family(page: Page, rules: Sequence[Rule]) -> Iterator[str]:
    """A rule; those of a `for` once, where they demand the same of each value."""
    first = rules[0]
    yield target(anchor("r", first.family)) + _head(page, page.say("rule"), rules)
    demands = [list(_demands(page, rule)) for rule in rules]
    if all(lines == demands[0] for lines in demands):
        yield ""
        yield from _values(page, rules)
        yield from demands[0]
        yield from _says(page, rules)
        return
    for rule, lines in zip(rules, demands, strict=True):
        yield from ("", code(rule.id), "", *lines, *_says(page, (rule,)))


def told_judgement(page: Page, judgement: Judgement) -> Iterator[str]:
    """A question that a person answers."""
    yield target(anchor("r", judgement.id)) + _head(page, page.say("question"), (judgement,))
    yield ""
    yield from item(applies(page, judgement), page.say("applies"))
    yield "- " + page.say("asks", message(page, [judgement.question]))
    if judgement.facts:
        yield f"- {page.say('facts')}"
        for name, node in judgement.facts.items():
            yield from item(_fact(page, judgement, name, node), depth=1)
    yield from _rests_on(page, (judgement,))


def applies(page: Page, one: Rule | Judgement) -> Point:
    """The records that a rule or a question is about."""
    several = page.phrases.several(one.about)
    if isinstance(one.when, Const) and one.when.value is True:
        return Point((several,) if one.about == PORTFOLIO else (f"{page.say('every')} ", several))
    condition = page.phrases.condition(one.when)
    if one.about == PORTFOLIO:
        found = Statement((several, f" {page.say('when')}"), (condition,), "that")
    else:
        found = Statement((Where((several,), condition),))
    return laid_out(found, page.language)


def message(page: Page, templates: Sequence[Templates], place: Place = HERE) -> str:
    """A message of the pack in the page's language."""
    chosen = [one.get(page.language) or one["*"] for one in templates]
    return phrase(template(page.phrases, chosen, place)).strip()


def _head(page: Page, what: str, items: Sequence[Rule | Judgement]) -> str:
    first = items[0]
    name = first.family if isinstance(first, Rule) else first.id
    breach = page.say(f"{'breach' if isinstance(first, Rule) else 'no'} {first.modality}")
    return f"**{what}** {code(name)} · {breach}"


def _demands(page: Page, rule: Rule) -> Iterator[str]:
    """Where a rule applies, what it requires, and what excepts from it."""
    yield from item(applies(page, rule), page.say("applies"))
    if rule.require is not None:
        yield from item(_led(page, "that", rule.require), page.say("requires"))
    for exception in rule.exceptions:
        yield from item(_led(page, "when", exception.condition), page.say("exception"))
        yield "- " + page.say("because", message(page, [exception.because]))
    if rule.recommend is not None:
        most = rule.recommend.at_most
        lead = page.say("suggests") if most is None else page.say("suggests at most", most)
        yield from item(laid_out(Statement(page.phrases.options(rule.recommend)), page.language), lead)


def _led(page: Page, word: str, condition: Node) -> Point:
    """What is required or excepted; where that is a name alone, what it means stands below."""
    phrases, lead = page.phrases, (page.say(word),)
    point = laid_out(Statement(lead, (phrases.condition(condition),), "that"), page.language)
    named = phrases.derivation(condition, ()) if isinstance(condition, Derived) else ()
    if not isinstance(condition, Derived) or not isinstance(condition.of, Subject) or named[0] not in point.line:
        return point
    meaning = phrases.meaning(page.rulebook.derivations[condition.record, condition.name])
    return Point(point.line, (laid_out(meaning, page.language),))


def _says(page: Page, rules: Sequence[Rule]) -> Iterator[str]:
    """What a rule says where it is not followed, and the rest there is to know of it."""
    first = rules[0]
    if first.recommend is not None:
        texts = [one.recommend.say for one in rules if one.recommend]
        yield "- " + page.say("option", message(page, texts, inside(page.phrases, first.recommend.source, HERE)))
    if first.message:
        yield "- " + page.say("message", message(page, [rule.message for rule in rules if rule.message]))
    if first.remedy:
        yield "- " + page.say("remedy", message(page, [rule.remedy for rule in rules if rule.remedy]))
    yield from _rests_on(page, rules)


def _rests_on(page: Page, items: Sequence[Rule | Judgement]) -> Iterator[str]:
    first = items[0]
    parameters = dict.fromkeys(name for one in items for name in reads(one, page.rulebook).parameters)
    if parameters:
        yield "- " + page.say("rests on", ", ".join(page.parameter_link(name) for name in parameters))
    if len(first.clauses) > 1:
        yield "- " + page.say(
            "also for", ", ".join(page.sentence_link(clause) for clause in dict.fromkeys(first.clauses))
        )
    if first.in_force.start or first.in_force.until:
        yield "- " + page.say("rule in force", page.interval(first.in_force))


def _values(page: Page, rules: Sequence[Rule]) -> Iterator[str]:
    """What the variable of a `for` stands for in each of its rules."""
    if rules[0].id == rules[0].family:
        return
    found = [_variable(page, rule) for rule in rules]
    known = next((name for name, _ in found if name), "")
    ids = [code(rule.id) for rule in rules]
    told = [f"{words} ({id_})" if words else id_ for id_, (_, words) in zip(ids, found, strict=True)]
    yield "- " + page.say("for each", f"*‹{text(known)}›*" if known else page.say("value").lower(), ", ".join(told))


def _variable(page: Page, rule: Rule) -> tuple[str, str]:
    """The variable of a `for`, and its value in words: as the choice's label, where it is compared with one."""
    name, words = "", ""
    for node in (node for root in _expressions(rule) for node in walk(root)):
        for arg in node.args if isinstance(node, Op) else ():
            named = variable(arg)
            if named and isinstance(arg, Const) and isinstance(node, Op):
                labels = next((known for other in node.args if (known := labels_of(other, page.rulebook))), {})
                if not name or labels:
                    name, words = named, phrase(flat(page.phrases.value_of(arg.value, arg.type, labels), page.language))
                if labels:
                    return name, words
        if variable(node) and isinstance(node, Const) and not name:
            name, words = node.span.text, phrase(flat(page.phrases.value_of(node.value, node.type), page.language))
    return name, words


def _expressions(rule: Rule) -> Iterator[Node]:
    yield from rule.conditions
    texts = [rule.message, rule.remedy, rule.recommend.say if rule.recommend else None]
    for templates in texts:
        for one in (templates or {}).values():
            yield from (part for part in one.parts if not isinstance(part, str))


def _fact(page: Page, judgement: Judgement, name: str, node: Node) -> Point:
    """A fact that is shown: what people call it, and what it is."""
    words, own = page.phrases.value(node), judgement.labels.get(name)
    if own is None and isinstance(node, Field) and isinstance(node.of, Subject):
        return Point(flat(words, page.language))
    if isinstance(node, Derived) and node.type.kind == "boolean":
        words = page.phrases.derivation(node, page.phrases.owner(node.of, HERE))
    return laid_out(Statement((f"{page.own(own, name)}: ", *words)), page.language)

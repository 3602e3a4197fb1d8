"""A rule or a question in words: what it applies to, what it requires, and what it says; not yet in any format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policycheck.author.prose.family import values
from policycheck.author.prose.prose import Prose
from policycheck.language.ir import Const, Derived, Field, Node, Subject
from policycheck.language.rulebook import PORTFOLIO, Judgement, Rule, Templates
from policycheck.report.phrases.loops import inside
from policycheck.report.phrases.naming import HERE, Place
from policycheck.report.phrases.statement import Flat, Name, Point, Statement, Where, flat, laid_out
from policycheck.report.phrases.templates import template


@dataclass(frozen=True)
class Part:
    """One thing that is said of a rule: what it is, in a word or two, and the words themselves."""

    key: str
    """Which part it is, of `words`: applies, requires, exception, because, message, …"""
    lead: str
    point: Point


@dataclass(frozen=True)
class Block:
    """What is said of one or all rules of a family."""

    rule: str | None
    """Its id, where the rules of a family demand different things and each is told."""
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Description:
    """A family of rules, or a question."""

    name: str
    kind: str
    """What it is, in a word: a rule or a question."""
    breach: str
    """What a departure from it means."""
    blocks: tuple[Block, ...]


def described(prose: Prose, name: str) -> Description:
    """A family of rules or a judgement of `Prose.items`, in words."""
    item = prose.items[name]
    breach = prose.say(f"{'breach' if isinstance(item, Rule) else 'no'} {item.modality}")
    if isinstance(item, Judgement):
        return Description(name, prose.say("question"), breach, (Block(None, tuple(_question(prose, item))),))
    return Description(name, prose.say("rule"), breach, tuple(_blocks(prose, prose.families[name])))


def applies(prose: Prose, one: Rule | Judgement) -> Point:
    """The records that a rule or a question is about."""
    several = prose.phrases.several(one.about)
    if isinstance(one.when, Const) and one.when.value is True:
        return Point((several,) if one.about == PORTFOLIO else (f"{prose.say('every')} ", several))
    condition = prose.phrases.condition(one.when)
    if one.about == PORTFOLIO:
        found = Statement((several, f" {prose.say('when')}"), (condition,), "that")
    else:
        found = Statement((Where((several,), condition),))
    return laid_out(found, prose.language)


def message(prose: Prose, templates: Sequence[Templates], place: Place = HERE) -> Flat:
    """A message of the pack; of several rules of a family, with what differs between them side by side."""
    chosen = [one.get(prose.language) or one["*"] for one in templates]
    words = list(template(prose.phrases, chosen, place))
    if words and isinstance(words[0], str):
        words[0] = words[0].lstrip()
    if words and isinstance(words[-1], str):
        words[-1] = words[-1].rstrip()
    return tuple(words)


def _blocks(prose: Prose, rules: Sequence[Rule]) -> Iterator[Block]:
    """Those of a `for` once, where they demand the same of each value."""
    demands = [tuple(_demands(prose, rule)) for rule in rules]
    if all(parts == demands[0] for parts in demands):
        yield Block(None, (*_each(prose, rules), *demands[0], *_says(prose, rules)))
    else:
        for rule, parts in zip(rules, demands, strict=True):
            yield Block(rule.id, (*parts, *_says(prose, (rule,))))


def _question(prose: Prose, judgement: Judgement) -> Iterator[Part]:
    yield _part(prose, "applies", applies(prose, judgement))
    yield _part(prose, "asks", Point(message(prose, [judgement.question])))
    if judgement.facts:
        facts = tuple(_fact(prose, judgement, name, node) for name, node in judgement.facts.items())
        yield _part(prose, "facts", Point((), facts))
    yield from _rests_on(prose, (judgement,))


def _part(prose: Prose, key: str, point: Point, *words: object) -> Part:
    return Part(key, prose.say(key, *words), point)


def _each(prose: Prose, rules: Sequence[Rule]) -> Iterator[Part]:
    """What the variable of a `for` stands for in each of its rules."""
    if rules[0].id != rules[0].family:
        yield _part(prose, "for each", Point(values(prose, rules)))


def _demands(prose: Prose, rule: Rule) -> Iterator[Part]:
    """Where a rule applies, what it requires, and what excepts from it."""
    yield _part(prose, "applies", applies(prose, rule))
    if rule.require is not None:
        yield _part(prose, "requires", _led(prose, "that", rule.require))
    for exception in rule.exceptions:
        yield _part(prose, "exception", _led(prose, "when", exception.condition))
        yield _part(prose, "because", Point(message(prose, [exception.because])))
    if rule.recommend is not None:
        most, options = rule.recommend.at_most, prose.phrases.options(rule.recommend)
        start = () if most is None else (f"{prose.say('at most options', most)} ",)
        yield _part(prose, "suggests", laid_out(Statement((*start, *options)), prose.language))


def _led(prose: Prose, word: str, condition: Node) -> Point:
    """What is required or excepted; where that is a name alone, what it means stands below."""
    phrases, lead = prose.phrases, (prose.say(word),)
    point = laid_out(Statement(lead, (phrases.condition(condition),), "that"), prose.language)
    named = phrases.derivation(condition, ()) if isinstance(condition, Derived) else ()
    if not isinstance(condition, Derived) or not isinstance(condition.of, Subject) or named[0] not in point.line:
        return point
    meaning = phrases.meaning(prose.rulebook.derivations[condition.record, condition.name])
    return Point(point.line, (laid_out(meaning, prose.language),))


def _says(prose: Prose, rules: Sequence[Rule]) -> Iterator[Part]:
    """What a rule says where it is not followed, and the rest there is to know of it."""
    first = rules[0]
    if first.recommend is not None:
        texts = [one.recommend.say for one in rules if one.recommend]
        place = inside(prose.phrases, first.recommend.source, HERE)
        yield _part(prose, "option", Point(message(prose, texts, place)))
    if first.message:
        yield _part(prose, "message", Point(message(prose, [rule.message for rule in rules if rule.message])))
    if first.remedy:
        yield _part(prose, "remedy", Point(message(prose, [rule.remedy for rule in rules if rule.remedy])))
    yield from _rests_on(prose, rules)


def _rests_on(prose: Prose, items: Sequence[Rule | Judgement]) -> Iterator[Part]:
    first = items[0]
    parameters = dict.fromkeys(name for one in items for name in prose.parameters(one))
    if parameters:
        yield _part(prose, "rests on", Point(_listed([prose.phrases.parameter(name) for name in parameters])))
    if len(first.clauses) > 1:
        cited = [Name(clause, "clause", (clause,)) for clause in dict.fromkeys(first.clauses)]
        yield _part(prose, "also for", Point(_listed(cited)))
    if first.in_force.start or first.in_force.until:
        yield _part(prose, "rule in force", Point((prose.interval(first.in_force),)))


def _listed(names: Sequence[Name]) -> Flat:
    return tuple(part for name in names for part in (", ", name))[1:]


def _fact(prose: Prose, judgement: Judgement, name: str, node: Node) -> Point:
    """A fact that is shown: what people call it, and what it is."""
    words, own = prose.phrases.value(node), judgement.labels.get(name)
    if own is None and isinstance(node, Field) and isinstance(node.of, Subject):
        return Point(flat(words, prose.language))
    if isinstance(node, Derived) and node.type.kind == "boolean":
        words = prose.phrases.derivation(node, prose.phrases.owner(node.of, HERE))
    return laid_out(Statement((f"{prose.own(own, name)}: ", *words)), prose.language)

"""A variable or a derivation with the name of something else that is meant no longer where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from policycheck.author.lint import messages as say
from policycheck.author.lint.matter import Meaning
from policycheck.author.lint.uses import derived, trees
from policycheck.author.lint.weakness import Weakness
from policycheck.language.ir import Node, Quantifier, walk
from policycheck.language.rulebook import PORTFOLIO, Rulebook
from policycheck.pack.nodes import Mapping as FileMapping
from policycheck.pack.nodes import Scalar
from policycheck.source import Span

ID = "shadowed-name"

_SOURCE = re.compile(r"\s*([^\W\d]\w*)\s+in\b")


def find(meaning: Meaning) -> Iterator[Weakness]:
    """Loop variables, `for` variables of rules, and derivations."""
    rulebook = meaning.rulebook
    names = {about: _names(rulebook, about) for about in rulebook.records}
    told = set[tuple[str, int]]()
    for of, about, kind, name, span, variables in _named(meaning):
        hidden = variables.get(name) or names[about].get(name)
        if hidden and (span.source.name, span.start) not in told:
            told.add((span.source.name, span.start))
            yield Weakness(ID, of, span, *say.shadowed_name(kind, name, hidden))
    for record, entries in meaning.pack.derive.items():
        others = {**_parameters(rulebook), **_tables(rulebook)}
        for name, (word, _) in entries.items():
            if name in others:
                yield Weakness(ID, f"{record}.{name}", word.span, *say.shadowed_name("derivation", name, others[name]))


def _named(meaning: Meaning) -> Iterator[tuple[str, str, str, str, Span, Mapping[str, str]]]:
    """Each variable: of which item, about which record, its kind and name, where it stands, and those around it."""
    for item in meaning.rulebook.every_item:
        name = getattr(item, "family", item.id)
        node = (meaning.pack.rules.get(name) or meaning.pack.judgements[name]).node
        around: dict[str, str] = {}
        of_rule = node.get("for")
        for variable, (word, _) in of_rule.entries.items() if isinstance(of_rule, FileMapping) else ():
            around[variable] = f"the rule's `for` variable `{variable}`"
            yield name, item.about, "`for` variable", variable, word.span, {}
        recommend = node.get("recommend")
        source = recommend.get("from") if isinstance(recommend, FileMapping) else None
        match = _SOURCE.match(source.written) if isinstance(source, Scalar) else None
        if match and isinstance(source, Scalar):
            yield name, item.about, "variable", match[1], source.at(*match.span(1)), around
        for tree in trees(item):
            for loop, span in _loops(tree):
                yield name, item.about, "loop variable", loop, span, around
    for (record, name), derivation in meaning.rulebook.derivations.items():
        for tree in derived(derivation):
            for loop, span in _loops(tree):
                yield f"{record}.{name}", record, "loop variable", loop, span, {}


def _loops(tree: Node) -> Iterator[tuple[str, Span]]:
    for node in walk(tree):
        if isinstance(node, Quantifier):
            yield node.variable, _variable(node)


def _variable(node: Quantifier) -> Span:
    """Where a loop names its variable."""
    match = re.search(rf"\bfor\s+({re.escape(node.variable)})\s+in\b", node.span.text)
    start = node.span.start
    return Span(node.span.source, start + match.start(1), start + match.end(1)) if match else node.span


def _names(rulebook: Rulebook, about: str) -> dict[str, str]:
    """What names stand for in the rules of a record type, the nearest meaning last."""
    type_ = rulebook.records[about]
    collections = list(type_.inverses)
    if about == PORTFOLIO:
        collections += [other.plural for other in rulebook.records.values() if other.name != PORTFOLIO]
    return {
        **_parameters(rulebook),
        **_tables(rulebook),
        **{name: f"the collection `{name}` of `{about}`" for name in collections},
        **{name: f"the derivation `{name}` of `{about}`" for name in rulebook.derivation_names(about)},
        **{name: f"the field `{name}` of `{about}`" for name in type_.fields},
    }


def _parameters(rulebook: Rulebook) -> dict[str, str]:
    return {name: f"the parameter `param.{name}`" for name in rulebook.parameters}


def _tables(rulebook: Rulebook) -> dict[str, str]:
    return {name: f"the table `{name}`" for name in rulebook.tables}

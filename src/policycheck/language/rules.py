"""Rules and judgements: from their shapes to typed trees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from policycheck.faults import Faults
from policycheck.language import messages as say
from policycheck.language import schema_messages as tell
from policycheck.language.check import check, check_condition, check_value
from policycheck.language.derive import MOST_HEIGHT, Derivations
from policycheck.language.expansion import expansions
from policycheck.language.ir import Const, Node, Op
from policycheck.language.rulebook import Clause, Exemption, Judgement, Recommendation, Rule, Template, Templates
from policycheck.language.scope import Names, Scope, name_fault
from policycheck.language.syntax import Expression
from policycheck.language.template import parse_template
from policycheck.language.texts import Languages
from policycheck.language.types import BOOLEAN, Interval, Texts, record
from policycheck.pack.load import Item, Pack
from policycheck.pack.nodes import Mapping as FileMapping
from policycheck.pack.nodes import Node as FileNode
from policycheck.pack.nodes import Scalar, Sequence, find
from policycheck.pack.shape import IntervalShape, JudgementShape, RuleShape

_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")
_SOURCE = re.compile(r"(?P<variable>[^\W\d]\w*)\s+in\s+(?P<source>.+)", re.DOTALL)


class RuleBuilder:
    """Builds the rules and judgements of a pack."""

    def __init__(
        self,
        pack: Pack,
        names: Names,
        derivations: Derivations,
        clauses: Mapping[str, Clause],
        languages: Languages,
        faults: Faults,
    ) -> None:
        self.pack, self.names, self.derivations, self.clauses = pack, names, derivations, clauses
        self.languages, self.faults = languages, faults

    def rules(self) -> tuple[Rule, ...]:
        """Every rule, in the pack's order; one of a `for` stands there once for each value."""
        return tuple(rule for item in self.pack.rules.values() for rule in self._rules(item))

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement, in the pack's order."""
        found = (self._judgement(item) for item in self.pack.judgements.values())
        return tuple(judgement for judgement in found if judgement)

    def _rules(self, item: Item[RuleShape]) -> Iterator[Rule]:
        if not self._head(item) or not self._demands(item):
            return
        for suffix, variables in expansions(item, self.faults):
            rule = self._rule(item, item.name + suffix, Scope(self.names, item.shape.about, variables))
            if rule:
                yield rule

    def _rule(self, item: Item[RuleShape], id_: str, scope: Scope) -> Rule | None:
        shape, node = item.shape, item.node
        when = self._condition(node, "when", scope)
        require = self._condition(node, "require", scope) if "require" in node.entries else None
        if "forbid" in node.entries:
            forbidden = self._condition(node, "forbid", scope)
            require = Op("not", (forbidden,), type=BOOLEAN, span=forbidden.span) if forbidden else None
        exceptions = self._exceptions(node, scope)
        recommend = self._recommend(item, scope)
        message = self._templates(node.get("message"), scope)
        remedy = self._templates(node.get("remedy"), scope)
        if when is None or (require is None and shape.modality != "may"):
            return None
        return Rule(
            id_,
            item.name,
            tuple(shape.clauses),
            shape.about,
            shape.modality,
            when,
            require,
            exceptions,
            message,
            remedy,
            recommend,
            interval(shape.in_force, node, self.faults),
            tuple(shape.tags),
            "forbid" in node.entries,
            self._sentences(shape.clauses),
        )

    def _judgement(self, item: Item[JudgementShape]) -> Judgement | None:
        rule = self.pack.rules.get(item.name)
        if rule:
            self.faults.add(tell.rule_id_taken(item.word.span, item.name, rule.word.span))
        if not self._head(item):
            return None
        shape, node, scope = item.shape, item.node, Scope(self.names, item.shape.about, {})
        when = self._condition(node, "when", scope)
        question = self._templates(node.get("question"), scope)
        facts: dict[str, Node] = {}
        labels: dict[str, Texts] = {}
        for name, given in shape.facts.items():
            at = find(node, ("facts", name))
            label = self.languages.texts(given.label, at.get("label")) if isinstance(at, FileMapping) else None
            if label:
                labels[name] = label
            value = at.get("value") if isinstance(at, FileMapping) else at
            if isinstance(value, Scalar):
                fact = self._low(check_value(Expression.whole(value), scope, self.faults))
                if fact:
                    facts[name] = fact
        if when is None or question is None:
            return None
        return Judgement(
            item.name,
            tuple(shape.clauses),
            shape.about,
            shape.modality,
            when,
            question,
            facts,
            labels,
            interval(shape.in_force, node, self.faults),
            self._sentences(shape.clauses),
        )

    def _sentences(self, cited: list[str]) -> tuple[Clause, ...]:
        """The clauses cited that there are."""
        return tuple(self.clauses[name] for name in cited if name in self.clauses)

    def _head(self, item: Item[RuleShape] | Item[JudgementShape]) -> bool:
        """Checks id, clauses and record type; False where nothing below can be checked."""
        shape, node = item.shape, item.node
        if not _ID.fullmatch(item.name):
            self.faults.add(tell.bad_id(item.word.span, item.name))
        cited = node.get("clauses")
        if not shape.clauses and cited and item.whole:
            self.faults.add(tell.no_clauses(cited.span))
        for at, clause in enumerate(shape.clauses):
            if clause not in self.pack.clauses and not self.pack.is_broken("text", clause):
                place = find(node, ("clauses", at)).span
                self.faults.add(tell.unknown_clause(place, clause, self.pack.clauses))
        if shape.about in self.names.types and shape.about not in self.names.tables:
            return True
        if not self.pack.is_broken("records", shape.about):
            known = [name for name in self.names.types if name not in self.names.tables]
            self.faults.add(tell.unknown_record(find(node, ("about",)).span, shape.about, known))
        return False

    def _demands(self, item: Item[RuleShape]) -> bool:
        shape, node = item.shape, item.node
        if not item.whole:
            return True  # what is lacking may be what has a fault
        if shape.modality == "may":
            for key in ("require", "forbid", "unless"):
                if key in node.entries:
                    self.faults.add(tell.may_demands_nothing(node.key(key).span, key))
                    return False
            if shape.recommend is None:
                self.faults.add(tell.may_recommends(item.word.span))
            return shape.recommend is not None
        if shape.require is not None and shape.forbid is not None:
            self.faults.add(tell.one_demand(node.key("forbid").span))
            return False
        if shape.require is None and shape.forbid is None:
            self.faults.add(tell.no_demand(item.word.span))
        return True

    def _condition(self, node: FileMapping, key: str, scope: Scope) -> Node | None:
        at = node.get(key)
        if at is None:
            return Const(True, type=BOOLEAN, span=node.span)
        if not isinstance(at, Scalar):
            return None
        return self._low(check_condition(Expression.whole(at), scope, self.faults))

    def _low(self, node: Node | None) -> Node | None:
        if node is not None and self.derivations.height(node) > MOST_HEIGHT:
            self.faults.add(say.derived_too_deep(node.span, MOST_HEIGHT))
            return None
        return node

    def _exceptions(self, node: FileMapping, scope: Scope) -> tuple[Exemption, ...]:
        found, entries = list[Exemption](), node.get("unless")
        for entry in entries.items if isinstance(entries, Sequence) else ():
            if isinstance(entry, FileMapping):
                condition = self._condition(entry, "if", scope)
                because = self._templates(entry.get("because"), scope)
                if condition and because:
                    found.append(Exemption(condition, because))
        return tuple(found)

    def _recommend(self, item: Item[RuleShape], scope: Scope) -> Recommendation | None:
        shape, node = item.shape.recommend, item.node.get("recommend")
        if shape is None or not isinstance(node, FileMapping):
            return None
        at = node.get("from")
        match = _SOURCE.fullmatch(at.written.strip()) if isinstance(at, Scalar) else None
        if not match or not isinstance(at, Scalar):
            self.faults.add(tell.not_a_source(at.span if at else node.span))
            return None
        source = check(
            Expression(at, at.written.find(at.written.strip()) + match.start("source"), match["source"]),
            scope,
            self.faults,
        )
        if source is None:
            return None
        if source.type.kind != "collection":
            self.faults.add(tell.not_a_source(source.span))
            return None
        at_variable = at.written.find(match["variable"])
        fault = name_fault(at.at(at_variable, at_variable + len(match["variable"])), match["variable"])
        if fault:
            self.faults.add(fault)
            return None
        inner = Scope(self.names, scope.subject, scope.variables, (match["variable"], record(source.type.record)))
        where = self._condition(node, "where", inner) if "where" in node.entries else None
        texts = self._templates(node.get("say"), inner)
        if texts is None or (where is None and "where" in node.entries):
            return None
        return Recommendation(source, where, texts, shape.at_most, source.type.record)

    def _templates(self, node: FileNode | None, scope: Scope) -> Templates | None:
        """Templates by language."""
        if isinstance(node, Scalar):
            return {"*": self._template(node, scope)}
        if not isinstance(node, FileMapping):
            return None
        self.languages.texts({}, node)
        return {
            language: self._template(text, scope)
            for language, (_, text) in node.entries.items()
            if isinstance(text, Scalar)
        }

    def _template(self, text: Scalar, scope: Scope) -> Template:
        template = parse_template(text, scope, self.faults)
        for part in template.parts:
            if not isinstance(part, str):
                self._low(part)
        return template


def interval(shape: IntervalShape | None, node: FileMapping, faults: Faults) -> Interval:
    """When something is in force; always, where nothing is said."""
    if shape is None:
        return Interval()
    if shape.from_ is not None and shape.until is not None and shape.from_ >= shape.until:
        faults.add(tell.interval_backwards(find(node, ("in_force", "from")).span))
    return Interval(shape.from_, shape.until)

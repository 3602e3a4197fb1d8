"""From a pack to a rulebook: everything checked, every fault collected."""

from __future__ import annotations

import re
from collections.abc import Mapping

from policycheck.faults import Faults
from policycheck.language import schema_messages as tell
from policycheck.language.derive import Derivations
from policycheck.language.digest import digest
from policycheck.language.parameters import ParameterBuilder
from policycheck.language.rows import RowBuilder
from policycheck.language.rulebook import BINDING, PORTFOLIO, Clause, Parameter, RecordType, Rulebook
from policycheck.language.rules import RuleBuilder, interval
from policycheck.language.schema import SchemaBuilder
from policycheck.language.scope import Names, name_fault
from policycheck.language.texts import Languages, is_text
from policycheck.language.types import FAULTY, Texts
from policycheck.pack import messages as say
from policycheck.pack.load import Item, Pack
from policycheck.pack.nodes import Node as FileNode
from policycheck.pack.nodes import Scalar, Sequence, find
from policycheck.pack.shape import ClauseShape, PolicyShape
from policycheck.spelling import nearest

_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}([-_][A-Za-z0-9]+)*")


def compile_pack(pack: Pack, faults: Faults) -> Rulebook | None:
    """The checked policy; None where the pack has a fault (every one found is in `faults`) or is not whole."""
    if not pack.whole:
        return None
    policy = pack.policy
    languages = Languages(_languages(policy, faults), faults)
    clauses = _clauses(pack, languages, faults)
    schema = SchemaBuilder(pack, languages, faults)
    types = schema.types()
    parametric = ParameterBuilder(pack, schema.fields, languages, faults)
    parameters = {name: parametric.parameter(item) for name, item in pack.parameters.items()}
    rows = RowBuilder(schema.fields, faults).tables(pack.tables, types)
    derivations = Derivations(_derived(pack, types, faults), languages, faults)
    names = Names(
        types,
        frozenset(name for name, type_ in types.items() if type_.table),
        {
            **{name: parameter.type if parameter else FAULTY for name, parameter in parameters.items()},
            **{name.removeprefix("parameters."): FAULTY for name in pack.broken if name.startswith("parameters.")},
        },
        {record: tuple(entries) for record, entries in derivations.entries.items()},
        derivations.get,
    )
    derivations.names = names
    derivations.check_all()
    builder = RuleBuilder(pack, names, derivations, clauses, languages, faults)
    rules, judgements = builder.rules(), builder.judgements()
    _uncited(pack, faults)
    if faults or policy is None:
        return None
    shape = policy.shape
    return Rulebook(
        shape.id,
        languages.texts(shape.title, policy.node.get("title")) or {},
        shape.version,
        languages.names,
        languages.texts(shape.issuer, policy.node.get("issuer")),
        shape.currency,
        interval(shape.in_force, policy.node, faults),
        clauses,
        {name: type_ for name, type_ in types.items() if not type_.table},
        {name: type_ for name, type_ in types.items() if type_.table},
        rows,
        {name: parameter for name, parameter in parameters.items() if isinstance(parameter, Parameter)},
        {at: derivation for at in _order(derivations) if (derivation := derivations.done[at])},
        rules,
        judgements,
        digest(pack),
    )


def _order(derivations: Derivations) -> list[tuple[str, str]]:
    return [(record, name) for record, entries in derivations.entries.items() for name in entries]


def _languages(policy: Item[PolicyShape] | None, faults: Faults) -> tuple[str, ...]:
    if policy is None:
        return ()
    node, shape = policy.node, policy.shape
    if not _KEBAB.fullmatch(shape.id):
        faults.add(tell.bad_id(find(node, ("id",)).span, shape.id))
    if shape.currency is not None and not re.fullmatch("[A-Z]{3}", shape.currency):
        faults.add(tell.bad_currency(find(node, ("currency",)).span, shape.currency))
    interval(shape.in_force, node, faults)
    at = node.get("languages")
    if not shape.languages and at:
        faults.add(tell.no_languages(at.span))
    for index, name in enumerate(shape.languages):
        if name in shape.languages[:index]:
            faults.add(tell.language_twice(at.items[index].span if isinstance(at, Sequence) else node.span, name))
        if not _LANGUAGE.fullmatch(name):
            faults.add(tell.bad_language(at.items[index].span if isinstance(at, Sequence) else node.span, name))
    texts = Languages(tuple(dict.fromkeys(shape.languages)), faults)
    for key in ("title", "issuer"):
        value = node.get(key)
        if value:
            texts.node(value)
    return tuple(dict.fromkeys(shape.languages))


def _clauses(pack: Pack, languages: Languages, faults: Faults) -> dict[str, Clause]:
    found = {}
    for name, item in pack.clauses.items():
        text: Texts = {}
        for key, (word, value) in item.node.entries.items():
            if key in ClauseShape.model_fields:
                continue
            if languages.names and key not in languages.names:
                faults.add(say.unknown_key(word.span, key, (*ClauseShape.model_fields, *languages.names)))
            elif not isinstance(value, Scalar) or not is_text(value):
                faults.add(tell.not_a_text(word.span))
            else:
                text[key] = value.written
        lacking = [language for language in languages.names if language not in item.node.entries]
        if lacking:
            faults.add(tell.languages_missing(item.word.span, lacking))
        not_checked = languages.texts(item.shape.not_checked, item.node.get("not_checked"))
        in_order = {language: text[language] for language in languages.names if language in text}
        found[name] = Clause(name, item.shape.force, in_order, not_checked)
    return found


def _derived(
    pack: Pack, types: Mapping[str, RecordType], faults: Faults
) -> dict[str, dict[str, tuple[Scalar, FileNode]]]:
    """The entries of `derive` whose record type and name are good."""
    found: dict[str, dict[str, tuple[Scalar, FileNode]]] = {}
    for record, entries in pack.derive.items():
        if record not in types or types[record].table:
            if not pack.is_broken("records", record):
                known = [name for name, type_ in types.items() if not type_.table]
                faults.add(tell.unknown_record(pack.derive_words[record].span, record, known))
            continue
        taken = dict.fromkeys(types[record].fields, f"a field of `{record}`")
        taken.update(dict.fromkeys(types[record].inverses, f"a collection of `{record}`"))
        if record == PORTFOLIO:
            taken.update({type_.plural: "a collection of the portfolio" for type_ in types.values()})
        for name, (word, node) in entries.items():
            if name in taken:
                faults.add(tell.taken(word.span, name, taken[name]))
            elif fault := name_fault(word.span, name):
                faults.add(fault)
            else:
                found.setdefault(record, {})[name] = (word, node)
    return found


def _uncited(pack: Pack, faults: Faults) -> None:
    """INVARIANT: a clause that binds is cited by a rule or a judgement, or says why not."""
    if any(name.startswith(("rules.", "judgements.")) for name in pack.broken):
        return  # a rule that cannot be read may be the one that cites it
    if any(not item.whole and not item.shape.clauses for item in pack.rules.values()):
        return
    if any(not item.whole and not item.shape.clauses for item in pack.judgements.values()):
        return
    cited = {clause for rule in pack.rules.values() for clause in rule.shape.clauses}
    cited.update(clause for judgement in pack.judgements.values() for clause in judgement.shape.clauses)
    meant = {nearest(clause, pack.clauses) for clause in cited if clause not in pack.clauses}  # told as unknown already
    for name, item in pack.clauses.items():
        if item.shape.force in BINDING and name not in cited | meant and item.shape.not_checked is None:
            faults.add(tell.clause_not_cited(item.word.span, name, item.shape.force))
